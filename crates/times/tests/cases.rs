//! The Markdown cases, and input made to break things.

use onrecord_record::{ResolvedBy, TimeType};
use onrecord_times::{Bound, TimeExpression, find, published};

fn row(text: &str, t: &TimeExpression) -> String {
    let kind = match t.kind {
        TimeType::Date => "date",
        TimeType::Time => "time",
        TimeType::Duration => "duration",
        TimeType::Set => "set",
    };
    let by = match t.resolved_by {
        Some(ResolvedBy::Text) => "text",
        Some(ResolvedBy::Published) => "published",
        None => "-",
    };
    let bound = |b: Option<Bound>| b.map_or(String::new(), |b| b.to_string());
    let bounds = format!("{}..{}", bound(t.from), bound(t.to));
    [t.span.of(text), kind, t.timex.as_deref().unwrap_or("-"), &bounds, by].join(" | ")
}

#[test]
fn times_are_found_as_the_cases_expect() {
    onrecord_cases::check(include_str!("cases.md"), 60, |case| {
        let day = case.published.as_deref().and_then(published);
        find(&case.text, day).iter().map(|t| row(&case.text, t)).collect()
    });
}

#[test]
fn the_rules_read_their_own_examples() {
    let day = published("2023-10-25");
    for rule in onrecord_times::RULES {
        // An event must have been dated before.
        let text = format!("The October 7 attacks came first. It ended {}.", rule.example);
        let found = find(&text, day);
        assert!(
            found.iter().any(|t| t.span.of(&text).contains(rule.example.trim_start_matches("in "))),
            "{}: {found:?}",
            rule.name
        );
    }
}

#[test]
fn a_day_of_publication_is_read_from_its_first_ten_characters() {
    assert_eq!(published("2023-10-25T08:00:00Z").map(|d| d.to_string()).as_deref(), Some("2023-10-25"));
    assert_eq!(published("25 October"), None);
    assert_eq!(published("2023-02-31"), None);
    assert_eq!(published("2023-10-2é"), None);
}

#[test]
fn absurd_input_does_not_panic() {
    let huge = "9".repeat(5000);
    let days = [None, published("2023-10-25"), published("0001-01-01"), published("9999-12-31")];
    for text in [
        "",
        "'",
        "the",
        "31 February 2023 and February 31",
        "99999-99-99 and 9999-12-31T24:59Z",
        "year 99999, the 99th century, 0000-00-00",
        "99999999999999999999 years ago, 9000 years later, in 900000 centuries",
        "the last nine hundred ninety nine trillion years",
        "Dec. 31, 9999 and the next day",
        "Jan. 1, 0001, and the day before, the previous century",
        "next year's first quarter, last week of next month of the previous year",
        "29 February, Feb. 29 last year, every February",
        "99:99 a.m., 24:60, 12:00 PM ET on",
        "२५ अक्टूबर २०२३ 10月7日 “Oct. 7”—‘98’s",
        "May May May 1 1 1 1 May 1/1/1 1.1.1 01-01-0001",
        &"the day before ".repeat(6_000),
        &"the quarter ended ".repeat(1_000),
        &huge,
        &format!("{huge} years ago on Oct. {huge}, {huge}"),
    ] {
        for day in days {
            for t in find(text, day) {
                assert!(!t.span.of(text).is_empty());
            }
        }
    }
}
