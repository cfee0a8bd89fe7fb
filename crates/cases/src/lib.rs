//! Markdown files as tests: a paragraph of news, then what is expected of it.
//!
//! ```markdown
//! ## Heading
//! published: 2023-10-25
//!
//! The blast killed 12 people last week.
//! - last week | date | 2023-W42
//! ```
//!
//! A line `published: …` holds until the next one; an empty one unsets it. A line that begins with `- ` is one thing
//! expected, its fields set apart by `|`; a line that begins with `> ` is a note to the reader; every other line that is
//! neither empty nor a heading is a paragraph. A
//! paragraph with no list after it expects nothing.

/// One paragraph and what is expected of it.
#[derive(Debug, PartialEq)]
pub struct Case {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The day of publication, if one is set.
    pub published: Option<String>,
    /// The paragraph.
    pub text: String,
    /// What is expected, one row a thing, its fields trimmed and joined by ` | `.
    pub rows: Vec<String>,
}

/// The cases of a Markdown file, in order.
pub fn cases(markdown: &str) -> Vec<Case> {
    let mut found: Vec<Case> = Vec::new();
    let mut published = None;
    for (i, line) in markdown.lines().enumerate() {
        if let Some(day) = line.strip_prefix("published:") {
            published = Some(day.trim().to_owned()).filter(|d| !d.is_empty());
        } else if let Some(row) = line.strip_prefix("- ") {
            if let Some(case) = found.last_mut() {
                case.rows.push(row.split('|').map(str::trim).collect::<Vec<_>>().join(" | "));
            }
        } else if !line.trim().is_empty() && !line.starts_with(['#', '>']) {
            found.push(Case {
                line: i + 1,
                published: published.clone(),
                text: line.to_owned(),
                rows: Vec::new(),
            });
        }
    }
    found
}

/// Checks every case of a file against what `read` gives for it.
///
/// # Panics
/// With a list of all that differs, if anything does, or if there are fewer than `least` cases.
pub fn check(markdown: &str, least: usize, read: impl Fn(&Case) -> Vec<String>) {
    let cases = cases(markdown);
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let rows = read(case);
            let shown = |rows: &[String]| rows.iter().flat_map(|r| ["\n    - ", r]).collect::<String>();
            (rows != case.rows).then(|| {
                format!(
                    "line {}: {}\n  expected{}\n  found{}",
                    case.line,
                    case.text,
                    shown(&case.rows),
                    shown(&rows)
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_takes_the_rows_after_it_and_the_day_above_it() {
        let found = cases("# Head\npublished: 2023-10-25\n\nOne.\n- a|b\n- c\n\nTwo.\npublished:\nThree.\n");
        let rows: Vec<_> =
            found.iter().map(|c| (c.text.as_str(), c.published.is_some(), c.rows.join(";"))).collect();
        assert_eq!(
            rows,
            [
                ("One.", true, "a | b;c".to_owned()),
                ("Two.", true, String::new()),
                ("Three.", false, String::new())
            ]
        );
    }

    #[test]
    #[should_panic(expected = "1 of 1 cases differ")]
    fn a_difference_is_reported() {
        check("One.\n- a\n", 1, |_| vec!["b".to_owned()]);
    }
}
