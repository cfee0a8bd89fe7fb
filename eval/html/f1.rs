//! Body text F1 on the pages of the article extraction benchmark of Scrapinghub (now Zyte), by its own measure.
//!
//! `cargo run --release -p onrecord-ingest --example html_f1 -- [--pages] FOLDER`, where FOLDER holds
//! `ground-truth.json` (page -> `articleBody`) and the pages as `NAME.html.gz`; `--pages` lists the pages, worst first.
//!
//! The measure is that of the benchmark's `evaluate.py`: bags of four successive words (`\w+`), true and false
//! positives and false negatives normalised to one for each page, precision and recall averaged over the pages, F1 from
//! the two averages.

use onrecord_ingest::{parse, raws};
use onrecord_text::words;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// How many words make a shingle.
const SHINGLE: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, folders): (Vec<_>, Vec<_>) =
        env::args_os().skip(1).partition(|argument| argument == "--pages");
    let folder = Path::new(folders.first().ok_or("which folder?")?);
    let truth: HashMap<String, Value> = serde_json::from_slice(&fs::read(folder.join("ground-truth.json"))?)?;
    let mut pages = Vec::new();
    for (name, page) in &truth {
        let path = folder.join(format!("{name}.html.gz"));
        let text = match raws([path]).next().ok_or("no item")?.and_then(parse) {
            Ok(document) => document.text,
            Err(problem) => {
                eprintln!("{problem}");
                String::new()
            }
        };
        let (precision, recall) = compare(page["articleBody"].as_str().unwrap_or(""), &text);
        pages.push((precision, recall, page["url"].as_str().unwrap_or(name)));
    }
    pages.sort_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1)).then(a.2.cmp(b.2)));
    if !flags.is_empty() {
        for (precision, recall, url) in &pages {
            println!("{precision:.3}\t{recall:.3}\t{url}");
        }
    }
    let count = pages.len() as f64;
    let precision = pages.iter().map(|page| page.0).sum::<f64>() / count;
    let recall = pages.iter().map(|page| page.1).sum::<f64>() / count;
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{} pages: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}", pages.len());
    Ok(())
}

/// Precision and recall of one page's shingles.
fn compare(truth: &str, found: &str) -> (f64, f64) {
    let (truth, found) = (shingles(truth), shingles(found));
    let all: BTreeSet<&Vec<&str>> = truth.keys().chain(found.keys()).collect();
    let (mut both, mut extra, mut missed) = (0, 0, 0);
    for shingle in all {
        let (wanted, given) = (*truth.get(shingle).unwrap_or(&0), *found.get(shingle).unwrap_or(&0));
        both += wanted.min(given);
        extra += given.saturating_sub(wanted);
        missed += wanted.saturating_sub(given);
    }
    let share = |other: usize| if both + other == 0 { 1.0 } else { both as f64 / (both + other) as f64 };
    (share(extra), share(missed))
}

/// How often each shingle occurs; a text of fewer words is one shingle.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = words(text).map(|word| word.of(text)).collect();
    let mut bag = HashMap::new();
    for window in words.windows(SHINGLE.min(words.len().max(1))) {
        *bag.entry(window.to_vec()).or_default() += 1;
    }
    bag
}
