//! `cargo run --release -p onrecord-compare --example disputes [--story] RECORDS [DISPUTES]`: the tables of figures of a file of records,
//! as JSON lines; and, where a second file is named, into it every clash between two propositions, which takes as long as comparing
//! does. With `--story` all of the records are on one event.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use onrecord_compare::claim::{Index, Proposition, propositions};
use onrecord_compare::dispute::{Count, Given, Pile, Side, clash, counts, denied, figures, quantities};
use onrecord_record::Record;
use serde_json::json;

fn main() {
    let mut args = std::env::args().skip(1).peekable();
    let pile = if args.next_if(|a| a == "--story").is_some() { Pile::Story } else { Pile::Mixed };
    let file = File::open(args.next().expect("a file of records")).expect("a file that opens");
    let lines = BufReader::new(file).lines();
    let mut records: Vec<Record> =
        lines.map(|line| serde_json::from_str(&line.expect("text")).expect("a record")).collect();
    records.sort_by(|a, b| (&a.report.published, &a.report.id).cmp(&(&b.report.published, &b.report.id)));
    records.dedup_by(|a, b| a.report.id == b.report.id);
    let all: Vec<Vec<Count>> = records.iter().map(counts).collect();
    tables(&records, &all, pile);
    if let Some(path) = args.next() {
        let mut out = BufWriter::new(File::create(path).expect("a file to write"));
        clashes(&records, &all, &mut out);
    }
}

fn tables(records: &[Record], all: &[Vec<Count>], pile: Pile) {
    let start = std::time::Instant::now();
    let given: Vec<Given<'_>> = (0..)
        .zip(all)
        .flat_map(|(report, counts)| {
            counts.iter().map(move |count| Given { count, report, when: count.published })
        })
        .collect();
    let found = quantities(&given, pile);
    eprintln!("{} figures, {} quantities, {:.3} s", given.len(), found.len(), start.elapsed().as_secs_f64());
    for quantity in found {
        let row = |&i: &usize| {
            let (count, record) = (given[i].count, &records[given[i].report]);
            let span = count.figure.span;
            let around = |from: usize, to: usize| -> String {
                record.text.chars().skip(from).take(to.saturating_sub(from)).collect()
            };
            let context = around(span.start.saturating_sub(130), span.end + 110).replace('\n', " ");
            json!({"figure": count.words, "published": record.report.published, "outlet": record.report.outlet,
                "key": record.report.key, "days": count.days.map(|d| d.from.to_string()), "context": context})
        };
        let rows: Vec<_> = quantity.given.iter().map(row).collect();
        println!(
            "{}",
            json!({"thing": quantity.thing, "scope": quantity.scope, "range": quantity.range, "changes": quantity.changes.len(),
                "rows": rows})
        );
    }
}

/// The counts that stand inside a proposition.
fn inside(counts: &[Count], proposition: &Proposition) -> Vec<Count> {
    let holds = |count: &&Count| {
        let span = count.figure.span;
        proposition.content.iter().any(|c| c.start <= span.start && span.end <= c.end)
    };
    counts.iter().filter(holds).cloned().collect()
}

fn clashes(records: &[Record], all: &[Vec<Count>], out: &mut impl Write) {
    let mut index = Index::new();
    let mut found: Vec<(usize, Vec<Count>)> = Vec::new();
    for (report, record) in records.iter().enumerate() {
        let propositions = propositions(record);
        let targets = denied(&propositions);
        let first = index.len();
        for (proposition, target) in propositions.into_iter().zip(targets) {
            let counts = inside(&all[report], &proposition);
            found.push((report, counts));
            let told = |id: u32| {
                let (report, _) = found[id as usize];
                let p = index.get(id).expect("added");
                json!({"key": records[report].report.key, "outlet": records[report].report.outlet, "published": p.published.map(|d| d.to_string()),
                    "source": p.source, "cue": p.cue, "stance": p.stance, "text": p.text})
            };
            if let Some(target) = target {
                let other = told((first + target) as u32);
                let denial =
                    json!({"source": proposition.source, "cue": proposition.cue, "text": proposition.text});
                let line = json!({"bare": true, "key": record.report.key, "denial": denial, "of": other});
                writeln!(out, "{line}").expect("room");
            }
            let placed = index.add(proposition);
            let told = |id: u32| {
                let (report, _) = found[id as usize];
                let p = index.get(id).expect("added");
                json!({"key": records[report].report.key, "outlet": records[report].report.outlet, "published": p.published.map(|d| d.to_string()),
                    "source": p.source, "cue": p.cue, "stance": p.stance, "side": Side::of(p.stance), "text": p.text, "claim": index.claim(id)})
            };
            let here = index.get(placed.id).expect("added");
            for pair in &placed.pairs {
                let there = index.get(pair.with).expect("added");
                let figures = figures(&found[pair.with as usize].1, &found[placed.id as usize].1);
                if let Some(clash) = clash(here, there, &pair.judgement, figures) {
                    let line = json!({"clash": clash, "judgement": pair.judgement, "figures": figures, "a": told(pair.with), "b": told(placed.id)});
                    writeln!(out, "{line}").expect("room");
                }
            }
        }
    }
}
