//! Holds every rule to its example, and the reference page to the rules.

mod common;

use onrecord_resolve::rule::{chapters, reference};

#[test]
fn every_rule_does_what_its_example_says() {
    let mut wrong = Vec::new();
    for rule in chapters().into_iter().flat_map(|c| c.rules) {
        let (text, gives) =
            rule.example.split_once(" => ").unwrap_or_else(|| panic!("{}: an example without =>", rule.name));
        let marked = common::read(text).unwrap_or_else(|e| panic!("{}: {e}", rule.name));
        let resolved = common::resolved(&marked);
        // The last statement is the one that shows the rule.
        let last = marked.statements.len() - 1;
        let mut fields: Vec<(String, String)> = Vec::new();
        for part in gives.split("; ") {
            let (name, value) = part.split_once(' ').unwrap_or((part, "-"));
            let known =
                ["kind", "actor", "stance", "when", "role", "via", "condition", "reason", "precision"];
            match fields.last_mut() {
                // "actor Ana Reis; Lars Holm": the second part is no field.
                Some((_, before)) if !known.contains(&name) => {
                    before.push_str("; ");
                    before.push_str(part);
                }
                _ => fields.push((name.to_owned(), value.to_owned())),
            }
        }
        for (name, value) in fields {
            let got = common::field(&marked, &resolved, last, &name);
            if got != value {
                wrong.push(format!("{}: {name}: expected {value:?}, got {got:?}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_reference_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md");
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        page == reference(),
        "docs/rules.md is out of date: run `cargo run -p onrecord-resolve --example rules`"
    );
}
