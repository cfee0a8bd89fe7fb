//! Runs every case of `cases/*.md` and reports what differs by file and line.

mod common;

use std::fmt::Write;
use std::path::Path;

/// A case: where it stands, what it says, what is expected, and whether it is a known miss.
struct Case {
    line: usize,
    text: String,
    expected: Vec<(usize, String)>,
    miss: Option<String>,
}

fn cases(markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in markdown.lines().enumerate() {
        if line.starts_with("## ") {
            cases.push(Case { line: number + 1, text: String::new(), expected: Vec::new(), miss: None });
        } else if let Some(case) = cases.last_mut() {
            if let Some(miss) = line.strip_prefix("known miss: ") {
                case.miss = Some(miss.to_owned());
            } else if line
                .split_once(": ")
                .is_some_and(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            {
                case.expected.push((number + 1, line.to_owned()));
            } else if case.expected.is_empty() {
                case.text += line;
                case.text.push('\n');
            }
        }
    }
    cases
}

/// What a case gets wrong, each with its line.
fn differences(case: &Case) -> Vec<(usize, String)> {
    let marked = match common::read(case.text.trim()) {
        Ok(marked) => marked,
        Err(error) => return vec![(case.line, error)],
    };
    let resolved = common::resolved(&marked);
    let mut wrong = Vec::new();
    for (line, expected) in &case.expected {
        let Some((id, fields)) = expected.split_once(": ") else { continue };
        let Some(statement) =
            id.parse::<usize>().ok().filter(|&n| (1..=marked.statements.len()).contains(&n))
        else {
            wrong.push((*line, format!("no statement {id}")));
            continue;
        };
        for (i, value) in fields.split(" | ").map(str::trim).enumerate() {
            let (name, value) = match ["kind", "actor", "stance", "when"].get(i) {
                Some(name) => (*name, value),
                None => value.split_once(' ').unwrap_or((value, "")),
            };
            let got = common::field(&marked, &resolved, statement - 1, name);
            if got != value {
                wrong.push((*line, format!("{id} {name}: expected {value:?}, got {got:?}")));
            }
        }
    }
    wrong
}

#[test]
fn every_case_gives_its_record_or_is_a_known_miss() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let (mut report, mut misses, mut count) = (String::new(), String::new(), 0);
    for path in files.iter().filter(|p| !p.ends_with("README.md")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in cases(&std::fs::read_to_string(path).unwrap()) {
            count += 1;
            assert!(!case.expected.is_empty(), "{name}:{}: a case that expects nothing", case.line);
            let wrong = differences(&case);
            match (&case.miss, wrong.is_empty()) {
                (Some(_), true) => {
                    let _ = writeln!(report, "{name}:{}: no longer missed; take the mark away", case.line);
                }
                (Some(why), false) => {
                    let _ = writeln!(misses, "{name}:{}: {why}", case.line);
                }
                (None, _) => {
                    for (line, what) in &wrong {
                        let _ = writeln!(report, "{name}:{line}: {what}");
                    }
                }
            }
        }
    }
    println!("{count} cases, {} known misses\n{misses}", misses.lines().count());
    assert!(count >= 150, "only {count} cases were found");
    assert!(report.is_empty(), "\n{report}");
}
