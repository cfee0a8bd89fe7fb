//! Lists the figures of some reports with the words around them, to be judged by eye.
//!
//! `cargo run -p onrecord-figures --example list -- FILE COUNT [SEED]`
//!
//! FILE has one JSON object a line, with the report in `text`; COUNT of them are drawn by a hash of SEED and line number.

use std::process::ExitCode;

use onrecord_figures::find;
use onrecord_text::ByteSpan;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(path), Some(count)) = (args.first(), args.get(1).and_then(|a| a.parse().ok())) else {
        eprintln!("usage: list FILE COUNT [SEED]");
        return ExitCode::from(2);
    };
    let seed: u64 = args.get(2).and_then(|a| a.parse().ok()).unwrap_or(1);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&i| mix(i as u64 ^ (seed << 32)));
    for &i in order.iter().take(count) {
        let Ok(json) = serde_json::from_str::<serde_json::Value>(lines[i]) else { continue };
        let Some(report) = json["text"].as_str() else { continue };
        let skip: Vec<ByteSpan> = onrecord_times::find(report, None).iter().map(|t| t.span).collect();
        let figures = find(report, &skip);
        println!("## line {} of {} bytes, {} figures", i + 1, report.len(), figures.len());
        let mut at = 0;
        for f in &figures {
            let value = f.value.map_or(String::new(), |v| v.to_string());
            let bounds = if f.low == f.value && f.high == f.value {
                String::new()
            } else {
                format!(" {}..{}", show(f.low), show(f.high))
            };
            let outcome = f.outcome.map_or(String::new(), |o| format!("|{o:?}"));
            let unit = f.unit.as_deref().unwrap_or("-");
            print!("{}[[{}|{value}{bounds}|{unit}{outcome}]]", &report[at..f.span.start], f.span.of(report));
            at = f.span.end;
        }
        println!("{}\n", &report[at..]);
    }
    ExitCode::SUCCESS
}

/// A bound, or nothing.
fn show(bound: Option<f64>) -> String {
    bound.map_or(String::new(), |n| n.to_string())
}

/// The finaliser of `SplitMix64`: an order that looks random and stays the same.
const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
