//! `cargo run --release -p onrecord-compare --example stories FOLDER`: the events of a folder of clusters (one JSON file an event,
//! `{"event", "event_id", "reports": [{"title", "text", "published"}…]}`) mixed into one pile in order of publication, and
//! how well stories bring them together: B-cubed (Bagga & Baldwin 1998), by words alone, without claims or copies.

use onrecord_compare::story::Index;
use onrecord_record::{Record, Report, SCHEMA};
use serde_json::Value;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut pile: Vec<(String, Record)> = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder that opens") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("text");
        let event: Value = serde_json::from_str(&text).expect("JSON");
        for r in event["reports"].as_array().expect("reports") {
            let field = |name: &str| r[name].as_str().map(str::to_owned);
            let report = Report { title: field("title"), published: field("published"), ..Report::default() };
            let record = Record {
                schema: SCHEMA.to_owned(),
                report,
                text: field("text").unwrap_or_default(),
                statements: vec![],
                actors: vec![],
                times: vec![],
                figures: vec![],
                model: "none".to_owned(),
            };
            pile.push((event["event"].as_str().unwrap_or_default().to_owned(), record));
        }
    }
    pile.sort_by(|a, b| (&a.1.report.published, &a.1.text).cmp(&(&b.1.report.published, &b.1.text)));
    let mut index = Index::new();
    let stories: Vec<usize> = pile.iter().map(|(_, record)| index.add(record, &[]).story).collect();
    let share = |among: &dyn Fn(usize, usize) -> bool| {
        let one = |i: usize| {
            let all = (0..pile.len()).filter(|&j| among(i, j));
            let (mut right, mut count) = (0.0, 0.0);
            for j in all {
                count += 1.0;
                right += f64::from(u8::from(pile[i].0 == pile[j].0 && stories[i] == stories[j]));
            }
            right / count
        };
        (0..pile.len()).map(one).sum::<f64>() / pile.len() as f64
    };
    let precision = share(&|i, j| stories[i] == stories[j]);
    let recall = share(&|i, j| pile[i].0 == pile[j].0);
    for (i, (event, record)) in pile.iter().enumerate() {
        if (0..i).any(|j| stories[j] == stories[i] && pile[j].0 != *event) {
            println!("{event}: {:?} joined {}", record.report.title, pile[stories[i]].0);
        }
    }
    println!(
        "{} reports, B-cubed precision {:.1} %, recall {:.1} %, F1 {:.1} %",
        pile.len(),
        100.0 * precision,
        100.0 * recall,
        200.0 * precision * recall / (precision + recall)
    );
}
