//! `cargo run --release -p onrecord-compare --example actors RECORDS`: the actors across the reports of a file of records, the
//! most frequent first, with the names they go by and why; then what waits for a person.

use std::collections::BTreeMap;
use std::io::BufRead;

use onrecord_compare::actor::{Index, Reason};
use onrecord_record::Record;

fn main() {
    let path = std::env::args().nth(1).expect("a file of records");
    let file = std::fs::File::open(&path).expect("a file that opens");
    let mut index = Index::new();
    let mut seen: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    let mut why: BTreeMap<usize, Reason> = BTreeMap::new();
    let mut proposals = Vec::new();
    let mut spent = std::time::Duration::ZERO;
    for line in std::io::BufReader::new(file).lines() {
        let record: Record = serde_json::from_str(&line.expect("text")).expect("a record");
        let start = std::time::Instant::now();
        let added = index.add(&record);
        spent += start.elapsed();
        for (link, actor) in added.links.into_iter().zip(&record.actors) {
            *seen.entry(link.actor).or_default().entry(actor.name.clone()).or_default() += 1;
            if let Some(reason) = link.reason {
                why.insert(link.actor, reason);
            }
        }
        proposals.extend(added.proposals);
    }
    let mut order: Vec<_> = seen.iter().collect();
    order.sort_by_key(|(_, names)| std::cmp::Reverse(names.values().sum::<usize>()));
    for (number, names) in order.into_iter().filter(|(_, names)| names.values().sum::<usize>() > 1) {
        println!("{number}\t{names:?}\t{:?}", why.get(number));
    }
    for p in &proposals {
        println!("?\t{:?}\t{:?}\t{:?}", seen[&p.known], seen[&p.new], p.reason);
    }
    eprintln!(
        "{} actors across reports, {} proposals, {:.1} s",
        index.len(),
        proposals.len(),
        spent.as_secs_f64()
    );
}
