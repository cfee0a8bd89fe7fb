//! The Markdown cases, and input made to break things.

use onrecord_figures::{FigureFound, find};
use onrecord_record::Outcome;
use onrecord_text::ByteSpan;

fn row(text: &str, f: &FigureFound) -> String {
    let number = |n: Option<f64>| n.map_or(String::new(), |n| format!("{}", (n * 1e4).round() / 1e4));
    let outcome = f.outcome.map_or("-", |o| match o {
        Outcome::Killed => "killed",
        Outcome::Wounded => "wounded",
        Outcome::Missing => "missing",
        Outcome::Detained => "detained",
        Outcome::Displaced => "displaced",
    });
    let or_none = |s: &Option<String>| s.clone().unwrap_or_else(|| "-".to_owned());
    let value = f.value.map_or_else(|| "-".to_owned(), |v| number(Some(v)));
    let bounds = format!("{}..{}", number(f.low), number(f.high));
    [f.span.of(text), &value, &bounds, &or_none(&f.qualifier), &or_none(&f.unit), outcome].join(" | ")
}

#[test]
fn figures_are_found_as_the_cases_expect() {
    onrecord_cases::check(include_str!("cases.md"), 80, |case| {
        let times = onrecord_times::find(&case.text, None);
        let skip: Vec<ByteSpan> = times.iter().map(|t| t.span).collect();
        find(&case.text, &skip).iter().map(|f| row(&case.text, f)).collect()
    });
}

#[test]
fn places_to_skip_hold_no_figures() {
    let text = "The 40 days killed 40 people.";
    let skip = [ByteSpan::new(4, 11)];
    assert_eq!(find(text, &skip).iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), ["40 people"]);
}

#[test]
fn absurd_input_does_not_panic() {
    let huge = "9".repeat(5000);
    for text in [
        "",
        "killed",
        "$",
        "between and",
        "US$",
        "1/0 people",
        "0.0.0.0 people",
        "half a",
        "one in",
        "Rs.",
        "½ people ₹½ crore crore crore",
        "“£1,2,3m”–€",
        "killed killed killed 1-2-3-4-5 people killed",
        "nine hundred ninety nine trillion trillion trillion people",
        &huge,
        &format!("{huge}% of {huge} people {huge}-{huge} £{huge}"),
        "\u{200b}१२ लोग मारे गए 12 人 1२ people",
    ] {
        for f in find(text, &[]) {
            assert!(!f.span.of(text).is_empty());
        }
        find(text, &[ByteSpan::new(0, text.len()), ByteSpan::new(0, 0)]);
    }
}
