//! What an index of copies costs as the pile grows.
//!
//! `cargo run --release -p onrecord-compare --example copies_scale -- ARTICLES.jsonl`
//!
//! Adds the reports in the order of their dates, and prints at 1,000, 3,000, 10,000 and at the end: the time of one core
//! a report (finding its words included, parsing the file not), the memory of the index and the passages so far; at the
//! end, what filling an index anew without asking takes.

use std::error::Error;
use std::path::Path;

use onrecord_compare::copy::Index;
use onrecord_ingest::documents;
use onrecord_record::{Record, SCHEMA};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: copies_scale ARTICLES.jsonl")?;
    let mut records: Vec<Record> = documents(Path::new(&path))
        .filter_map(Result::ok)
        .map(|document| Record {
            schema: SCHEMA.to_owned(),
            report: document.report,
            text: document.text,
            statements: Vec::new(),
            actors: Vec::new(),
            times: Vec::new(),
            figures: Vec::new(),
            model: "none".to_owned(),
        })
        .collect();
    records.sort_by(|a, b| (&a.report.published, &a.report.id).cmp(&(&b.report.published, &b.report.id)));
    let before = resident();
    println!("reports  ms a report since the line before  index MB  passages");
    let mut index = Index::new();
    let (mut passages, mut since, mut start) = (0, 0, on_core());
    for (number, record) in records.iter().enumerate() {
        passages += index.add(record).len();
        let added = number + 1;
        if matches!(added, 1_000 | 3_000 | 10_000) || added == records.len() {
            let each = (on_core() - start) * 1e3 / (added - since) as f64;
            let memory = resident().saturating_sub(before) / 1_000_000;
            println!("{added:>7}  {each:>33.3}  {memory:>8}  {passages:>8}");
            (since, start) = (added, on_core());
        }
    }
    let start = on_core();
    let mut filled = Index::new();
    for record in &records {
        filled.restore(record);
    }
    println!("{} reports restored without asking in {:.2} s", filled.len(), on_core() - start);
    Ok(())
}

/// Seconds that this thread has spent on a core so far, where the system tells: other work on the machine does not count.
fn on_core() -> f64 {
    let times = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds =
        times.as_deref().and_then(|line| line.split(' ').next()).and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e9
}

/// Bytes of memory that this process has, where the system tells.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages =
        pages.as_deref().and_then(|line| line.split(' ').nth(1)).and_then(|n| n.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}
