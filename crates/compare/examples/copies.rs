//! How well copied passages are found, against labels made by reading.
//!
//! `cargo run --release -p onrecord-compare --example copies -- eval/copies/labels.tsv ARTICLES.jsonl [open|unseen]`
//!
//! All of ARTICLES goes into one index, in the order of its dates, so that the labelled pairs have to be found among all
//! others. A labelled passage counts as found if passages of its two reports cover at least half of its words' stretch on
//! both sides, and as found whole from nine tenths on. With a third argument only the rows of that set count, and every row
//! that was not found, or sorted otherwise, is listed by its places.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use onrecord_compare::copy::{Index, Passage, Sort};
use onrecord_ingest::{Document, documents};
use onrecord_record::{Record, SCHEMA, Span};

/// What pairs of reports share, by their keys, in either order.
type Shared = HashMap<(String, String), Vec<(Span, Span, Sort)>>;

/// A row of the labels.
struct Row {
    pair: (String, String),
    places: (Span, Span),
    sort: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [labels, articles, set @ ..] = arguments.as_slice() else {
        return Err("usage: copies LABELS.tsv ARTICLES.jsonl [open|unseen]".into());
    };
    let rows = rows(&std::fs::read_to_string(labels)?, set.first().map(String::as_str))?;
    let mut reports: Vec<Document> = documents(Path::new(articles)).filter_map(Result::ok).collect();
    reports.sort_by(|a, b| (&a.report.published, &a.report.id).cmp(&(&b.report.published, &b.report.id)));
    let mut index = Index::new();
    let mut shared = Shared::new();
    let keys: Vec<String> = reports.iter().map(|d| d.report.key.clone().unwrap_or_default()).collect();
    for (number, document) in reports.into_iter().enumerate() {
        for Passage { other, here, there, sort, .. } in index.add(&record(document)) {
            let (a, b) = (keys[number].clone(), keys[other].clone());
            shared.entry((b.clone(), a.clone())).or_default().push((there, here, sort));
            shared.entry((a, b)).or_default().push((here, there, sort));
        }
    }
    report(&rows, &shared, !set.is_empty());
    Ok(())
}

/// A record of a report that nobody has read: comparing words needs no more.
fn record(Document { report, text, .. }: Document) -> Record {
    Record {
        schema: SCHEMA.to_owned(),
        report,
        text,
        statements: Vec::new(),
        actors: Vec::new(),
        times: Vec::new(),
        figures: Vec::new(),
        model: "none".to_owned(),
    }
}

fn rows(labels: &str, set: Option<&str>) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for line in labels.lines().skip(1) {
        let [a, b, of, a_start, a_end, b_start, b_end, sort] = line.split('\t').collect::<Vec<_>>()[..]
        else {
            return Err(format!("not a row of labels: {line}").into());
        };
        if set.is_none_or(|set| set == of) {
            let span = |start: &str, end: &str| {
                Ok::<_, Box<dyn Error>>(Span { start: start.parse()?, end: end.parse()? })
            };
            let places = (span(a_start, a_end)?, span(b_start, b_end)?);
            rows.push(Row { pair: (a.to_owned(), b.to_owned()), places, sort: sort.to_owned() });
        }
    }
    Ok(rows)
}

/// Prints the figures.
fn report(rows: &[Row], shared: &Shared, list: bool) {
    // Of each labelled sort: rows, found, found whole, and found as a copy or a quotation.
    let mut counts: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for row in rows {
        let none = Vec::new();
        let passages = shared.get(&row.pair).unwrap_or(&none);
        let touching: Vec<_> = passages
            .iter()
            .filter(|p| covered(p.0, row.places.0) > 0 && covered(p.1, row.places.1) > 0)
            .collect();
        let share = |span: Span, side: fn(&(Span, Span, Sort)) -> Span| {
            let covered: usize = touching.iter().map(|p| covered(side(p), span)).sum();
            covered as f64 / (span.end - span.start).max(1) as f64
        };
        let share = share(row.places.0, |p| p.0).min(share(row.places.1, |p| p.1));
        let of = |sort: Sort| {
            touching.iter().filter(|p| p.2 == sort).map(|p| covered(p.0, row.places.0)).sum::<usize>()
        };
        let sort = if of(Sort::Copy) > of(Sort::Quotation) { Sort::Copy } else { Sort::Quotation };
        let count = counts.entry(&row.sort).or_default();
        count[0] += 1;
        let found = share >= 0.5;
        count[1] += usize::from(found);
        count[2] += usize::from(share >= 0.9);
        count[3] += usize::from(found && sort == Sort::Copy);
        count[4] += usize::from(found && sort == Sort::Quotation);
        let named = format!("{sort:?}").to_lowercase();
        let wanted = matches!(row.sort.as_str(), "copy" | "quotation");
        if list && (found != wanted || (wanted && named != row.sort)) {
            println!(
                "{} {} {:?} {:?}: {} is {share:.2} {named}",
                row.pair.0, row.pair.1, row.places.0, row.places.1, row.sort
            );
        }
    }
    println!("label      rows  found  whole  as copy  as quotation");
    for (sort, [all, found, whole, copy, quotation]) in &counts {
        println!("{sort:<10} {all:>4}  {found:>5}  {whole:>5}  {copy:>7}  {quotation:>12}");
    }
    let sum = |sorts: &[&str], column: usize| {
        sorts.iter().filter_map(|s| counts.get(s)).map(|c| c[column]).sum::<usize>()
    };
    let both = ["copy", "quotation"];
    let right = sum(&["copy"], 3) + sum(&["quotation"], 4);
    println!("passages found: {}", percent(sum(&both, 1), sum(&both, 0)));
    println!("copied passages found: {}", percent(sum(&["copy"], 1), sum(&["copy"], 0)));
    println!("of those found, sorted right: {}", percent(right, sum(&both, 1)));
    println!("quotations told from copies: {}", percent(sum(&["quotation"], 4), sum(&["quotation"], 1)));
    println!("copies told from quotations: {}", percent(sum(&["copy"], 3), sum(&["copy"], 1)));
}

fn percent(part: usize, whole: usize) -> String {
    format!("{part} of {whole}, {:.1} %", 100.0 * part as f64 / whole.max(1) as f64)
}

/// How many code points of `span` lie in `by`.
fn covered(by: Span, span: Span) -> usize {
    by.end.min(span.end).saturating_sub(by.start.max(span.start))
}
