//! Shows that finding times and figures takes time linear in the length of the text, up to a megabyte.
//!
//! `cargo run --release -p onrecord-figures --example linear`

use std::time::Instant;

use onrecord_text::ByteSpan;
use onrecord_times::published;

/// Ordinary news, and what could be bad: nothing but numbers, no sentence end, unclosed ranges.
const KINDS: &[(&str, &str)] = &[
    (
        "news",
        "On Tuesday, 3 May, at least 12 people were killed and 30 wounded near the old bridge, officials said.\n\n",
    ),
    ("numbers", "12 20 to 30 between 1 and 2 hundred and "),
    ("no stop", "killed in the weeks before the attacks that the last two of them and "),
    ("one word", "a"),
    ("dashes", "1-2-3-"),
];

fn main() {
    let day = published("2023-10-25");
    println!("kind       bytes      times ms  figures ms");
    for (kind, unit) in KINDS {
        for size in [62_500, 125_000, 250_000, 500_000, 1_000_000] {
            let text = unit.repeat(size / unit.len() + 1);
            let start = Instant::now();
            let times = onrecord_times::find(&text, day);
            let first = start.elapsed().as_secs_f64() * 1e3;
            let skip: Vec<ByteSpan> = times.iter().map(|t| t.span).collect();
            let start = Instant::now();
            let figures = onrecord_figures::find(&text, &skip);
            let second = start.elapsed().as_secs_f64() * 1e3;
            println!(
                "{kind:9} {:8} {first:11.1} {second:11.1}   ({} times, {} figures)",
                text.len(),
                times.len(),
                figures.len()
            );
        }
    }
}
