//! What reading archives costs, without the model: items, reasons, time and memory.
//!
//! ```text
//! cargo run --release -p onrecord-ingest --example archive_cost -- [--raw] PATH…
//! ```
//!
//! `--raw` cuts the input into its items and leaves it at that.

use onrecord_ingest::{parse, raws};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let only_raw = paths.first().is_some_and(|path| path == "--raw");
    if only_raw {
        paths.remove(0);
    }
    for path in paths {
        let begun = Instant::now();
        let items = raws([PathBuf::from(&path)]);
        let read = items.read_so_far();
        let (mut reports, mut bytes, mut others) = (0_u64, 0_u64, BTreeMap::<String, u64>::new());
        for raw in items {
            bytes += raw.as_ref().map_or(0, |raw| raw.bytes.len() as u64);
            let problem = if only_raw { raw.err() } else { raw.and_then(parse).err() };
            match problem {
                None => reports += 1,
                Some(problem) => {
                    let reason = problem.skip().map_or_else(|| "broken".to_owned(), |skip| skip.to_string());
                    *others.entry(reason).or_default() += 1;
                }
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "{path}: {reports} reports of {} MB ({} MB read) in {seconds:.2} s, {:.2} ms each, at most {} of memory",
            bytes / 1_000_000,
            read.bytes() / 1_000_000,
            seconds * 1000.0 / reports.max(1) as f64,
            peak().unwrap_or_else(|| "?".to_owned()),
        );
        for (reason, count) in others {
            println!("  {count} {reason}");
        }
    }
}

/// The most memory that the process has had, as Linux tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}
