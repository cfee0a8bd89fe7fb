//! Rules: what each one does, with an example that the tests hold it to, and what it is known to miss.

/// A named rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, unique in the crate.
    pub name: &'static str,
    /// What it does, in a sentence or two.
    pub what: &'static str,
    /// A marked paragraph, `=>`, and fields of its first statement, in the notation of `cases/`.
    pub example: &'static str,
    /// What it gets wrong.
    pub misses: &'static str,
}

/// The rules of one field, in the order in which they are tried.
pub struct Chapter {
    /// The field they fill.
    pub field: &'static str,
    /// How they work together.
    pub about: &'static str,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// All rules, field by field.
pub fn chapters() -> Vec<Chapter> {
    vec![
        Chapter {
            field: "kind and actor",
            about: "The first rule that fits the source's words decides both what kind it is and who it is.",
            rules: crate::source::SOURCE_RULES.iter().map(|r| r.rule).collect(),
        },
        Chapter {
            field: "names that nothing else tells",
            about: "Of names that no list, title or given name knows, one clue anywhere in the report tells the sort; \"who\" or an age behind the name rules them out.",
            rules: crate::clue::RULES.to_vec(),
        },
        Chapter {
            field: "role",
            about: "Every role that a rule finds is kept with its words.",
            rules: crate::role::RULES.to_vec(),
        },
        Chapter {
            field: "stance",
            about: "The first rule that fits the cue decides; the last one always fits.",
            rules: crate::stance::rules(),
        },
        Chapter {
            field: "said_when",
            about: "The first rule that finds a time decides.",
            rules: crate::when::RULES.to_vec(),
        },
        Chapter {
            field: "anonymity",
            about: "For unnamed sources only.",
            rules: crate::anonymity::RULES.to_vec(),
        },
        Chapter {
            field: "via",
            about: "All that fit, nearest to the report first.",
            rules: crate::via::RULES.to_vec(),
        },
    ]
}

/// The reference page of all rules, in Markdown; `docs/rules.md` is this text.
pub fn reference() -> String {
    use std::fmt::Write;
    let mut page = String::from(
        "# Rules of resolving\n\n\
         Generated from the rules in `crates/resolve/src` by `cargo run -p onrecord-resolve --example rules`; a test keeps it up to date \
         and holds every rule to its example. In the examples `{s1 …}` is the source of statement 1, `{c1 …}` its cue, `{t1 …}` its content.\n",
    );
    for chapter in chapters() {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "\n## {}\n\n{}", chapter.field, chapter.about);
        for rule in chapter.rules {
            let (text, gives) = rule.example.split_once(" => ").unwrap_or((rule.example, ""));
            let _ = writeln!(
                page,
                "\n### {}\n\n{}\n\n> {text}\n>\n> *{gives}*\n\nKnown misses: {}",
                rule.name, rule.what, rule.misses
            );
        }
    }
    page
}
