//! Tags the names of annotated reports with the weights that ship: `names GOLD.jsonl > NAMES.jsonl`.
//!
//! Reads one report a line (`text`) and writes `text` and `names`, each `[start, end, type]` in code points: the second
//! file of the example `gold`, so that resolving can be measured on annotated spans with the names that it has in
//! the whole program. Tells on stderr how long reading took, and how long finding times and resolving took of it.

use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

use onrecord_attribute::{NameSpan, attribute};
use onrecord_model::Reader;
use onrecord_record::{Report, TimeType};
use onrecord_resolve::{Attribution, Name, NameKind, resolve};
use onrecord_text::{ByteSpan, Offsets};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: names GOLD.jsonl")?;
    let mut out = std::io::stdout().lock();
    let (mut reading, mut timing, mut resolving) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let report: Value = serde_json::from_str(&line?)?;
        let text = report["text"].as_str().ok_or("a report without text")?;
        let start = Instant::now();
        let read = attribute(Reader::embedded(), text, &[]);
        reading += start.elapsed();
        let start = Instant::now();
        let dated = |t: &onrecord_times::TimeExpression| matches!(t.kind, TimeType::Date | TimeType::Time);
        let found = onrecord_times::find(text, None);
        let times: Vec<ByteSpan> = found.iter().filter(|t| dated(t)).map(|t| t.span).collect();
        timing += start.elapsed();
        let spans = |a: onrecord_attribute::Attribution| Attribution {
            source: a.source,
            cue: a.cue,
            content: a.content,
            inside: a.inside,
        };
        let name = |n: &NameSpan| Some(Name { span: n.span, kind: NameKind::of_label(&n.label)? });
        let tagged: Vec<Name> = read.names.iter().filter_map(name).collect();
        let statements: Vec<Attribution> = read.attributions.into_iter().map(spans).collect();
        let start = Instant::now();
        resolve(text, &Report::default(), &statements, &tagged, &times);
        resolving += start.elapsed();
        let offsets = Offsets::new(text);
        let names: Vec<Value> = read
            .names
            .iter()
            .map(|n| (offsets.span(n.span), &n.label))
            .map(|(span, label)| json!([span.start, span.end, label]))
            .collect();
        writeln!(out, "{}", json!({ "text": text, "names": names }))?;
    }
    eprintln!("reading {reading:.2?}, of times {timing:.2?}, resolving {resolving:.2?}");
    Ok(())
}
