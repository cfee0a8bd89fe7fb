//! Joins the statements and narration of records into claims, prints those that several reports put forward, and says on stderr
//! how long it took.
//!
//!     onrecord read --format jsonl REPORTS | cargo run --release -p onrecord-compare --example claims [LEAST]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::{BufRead, stdin};
use std::time::{Duration, Instant};

use onrecord_compare::claim::{Incoming, Index, Proposition, Relation, Traits, propositions};
use onrecord_record::Record;

fn main() {
    let least = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2);
    let mut index = Index::new();
    let (mut reports, mut judged, mut traits, mut joining) = (0, 0, Duration::ZERO, Duration::ZERO);
    let mut claims: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut against = Vec::new();
    for line in stdin().lock().lines() {
        let record: Record = serde_json::from_str(&line.expect("text")).expect("a record");
        reports += 1;
        let start = Instant::now();
        let incoming = |proposition: Proposition| Incoming {
            traits: Traits::of(&proposition),
            proposition,
            denies: None,
        };
        let incoming: Vec<Incoming> = propositions(&record).into_iter().map(incoming).collect();
        traits += start.elapsed();
        let start = Instant::now();
        let all = index.add_all(incoming, 1);
        joining += start.elapsed();
        for placed in all {
            judged += placed.pairs.len();
            claims.entry(placed.claim).or_default().push(placed.id);
            let contradicts =
                placed.pairs.into_iter().filter(|p| p.judgement.relation == Relation::Contradicts);
            against.extend(contradicts.map(|p| (placed.id, p)));
        }
    }
    let told = |id: u32| {
        let p = index.get(id).expect("a member");
        format!(
            "{} {} [{} | {}] {}",
            p.report.get(7..15).unwrap_or(""),
            p.place,
            p.source.as_deref().unwrap_or("-"),
            p.cue,
            p.text.replace('\n', " ")
        )
    };
    for members in claims.values() {
        let from: BTreeSet<&str> =
            members.iter().filter_map(|&id| index.get(id)).map(|p| p.report.as_str()).collect();
        if from.len() >= least {
            println!("{} reports", from.len());
            for &id in members {
                println!("    {}", told(id));
            }
        }
    }
    for (id, pair) in against {
        println!("against {:?}\n    {}\n    {}", pair.judgement.reasons, told(id), told(pair.with));
    }
    let each = |time: Duration| time.as_secs_f64() * 1e3 / f64::from(reports.max(1));
    eprintln!(
        "{reports} reports, {} propositions, {judged} pairs; {:.1} ms a report for traits, {:.1} ms for joining",
        index.len(),
        each(traits),
        each(joining)
    );
}
