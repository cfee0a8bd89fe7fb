//! Scores the crate on `TimeML` documents, as `TempEval`-3 did (`UzZaman` et al. 2013).
//!
//! `cargo run -p onrecord-times --example score -- FILE [dev|held] [--show]`
//!
//! FILE has one JSON object a line: `doc`, a name, and `tml`, a `TimeML` document. A fifth of the documents, by a hash of
//! the name, is held out. Values are compared letter by letter, and once more with spellings of one value made one.
//!
//! Matches are one to one, in order; relaxed ones overlap, strict ones have the same bounds.

use std::collections::HashMap;
use std::process::ExitCode;

use onrecord_record::TimeType;
use onrecord_text::ByteSpan;
use onrecord_times::{find, published};
use sha2::{Digest, Sha256};

/// An annotated expression.
struct Gold {
    span: ByteSpan,
    kind: String,
    value: String,
}

/// What is counted.
#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    relaxed: usize,
    strict: usize,
    value: usize,
    same: usize,
    kind: usize,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.first() else {
        eprintln!("usage: score FILE [dev|held] [--show]");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let show = args.iter().any(|a| a == "--show");
    let only = args.get(1).map(String::as_str).filter(|a| !a.starts_with("--"));
    let mut parts: HashMap<&str, Counts> = HashMap::new();
    for line in text.lines() {
        let Ok(json) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let (Some(doc), Some(tml)) = (json["doc"].as_str(), json["tml"].as_str()) else { continue };
        let part = if is_held(doc) { "held" } else { "dev" };
        if only.is_none_or(|o| o == part) {
            // What is held out is counted and never shown.
            score(doc, tml, parts.entry(part).or_default(), show && part == "dev");
        }
    }
    println!("part  gold found | relaxed P R F1 | strict F1 | value F1 | same value F1 | type F1");
    for (part, c) in &parts {
        let f1 = |hits: usize| 200.0 * hits as f64 / (c.gold + c.found) as f64;
        println!(
            "{part:5} {:4} {:4} | {:.1} {:.1} {:.1} | {:.1} | {:.1} | {:.1} | {:.1}",
            c.gold,
            c.found,
            100.0 * c.relaxed as f64 / c.found as f64,
            100.0 * c.relaxed as f64 / c.gold as f64,
            f1(c.relaxed),
            f1(c.strict),
            f1(c.value),
            f1(c.same),
            f1(c.kind)
        );
    }
    ExitCode::SUCCESS
}

/// Whether a document is held out: a fifth of them, by the first byte of the SHA-256 of the name.
fn is_held(name: &str) -> bool {
    Sha256::digest(name.as_bytes())[0].is_multiple_of(5)
}

fn score(doc: &str, tml: &str, counts: &mut Counts, show: bool) {
    let Some((text, gold)) = body(tml) else { return };
    let day = attribute(tml.split("<DCT>").nth(1).unwrap_or(""), "value").and_then(|v| published(&v));
    let found = find(&text, day);
    counts.gold += gold.len();
    counts.found += found.len();
    let mut next = 0;
    let mut missed = vec![];
    for g in &gold {
        while next < found.len() && found[next].span.end <= g.span.start {
            if show {
                println!("{doc}\tSPURIOUS\t{}", context(&text, found[next].span));
            }
            next += 1;
        }
        let Some(f) = found.get(next).filter(|f| f.span.overlaps(g.span)) else {
            missed.push(g);
            if show {
                println!("{doc}\tMISSED\t{} {}\t{}", g.kind, g.value, context(&text, g.span));
            }
            continue;
        };
        next += 1;
        counts.relaxed += 1;
        counts.strict += usize::from(f.span == g.span);
        let kind = match f.kind {
            TimeType::Date => "DATE",
            TimeType::Time => "TIME",
            TimeType::Duration => "DURATION",
            TimeType::Set => "SET",
        };
        counts.kind += usize::from(kind == g.kind);
        let right = f.timex.as_deref() == Some(&g.value);
        counts.value += usize::from(right);
        counts.same += usize::from(f.timex.as_deref().map(canonical) == Some(canonical(&g.value)));
        if show && !right {
            let got = f.timex.as_deref().unwrap_or("none");
            println!(
                "{doc}\tVALUE\t{} {} got {kind} {got}\t{} [{}]",
                g.kind,
                g.value,
                context(&text, g.span),
                day.map_or(String::new(), |d| d.to_string())
            );
        } else if show && f.span != g.span {
            println!("{doc}\tSPAN\t{} | {}", f.span.of(&text), context(&text, g.span));
        }
    }
    for f in &found[next..] {
        if show {
            println!("{doc}\tSPURIOUS\t{}", context(&text, f.span));
        }
    }
}

/// One spelling of a value that annotators write in several: `2000-W7` and `2000-W07`, `T17` and `T17:00`, `1949-XX`
/// and `1949`, `196X` and `196`. What the value stands for is not touched.
fn canonical(value: &str) -> String {
    let mut value = value;
    while let Some(shorter) = value.strip_suffix("-XX") {
        value = shorter;
    }
    let digits = value.trim_end_matches('X');
    if value.len() == 4 && digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.to_owned();
    }
    let two = |at: usize| value.len() == at + 2 && value[at..].bytes().all(|b| b.is_ascii_digit());
    match (value.find("-W"), value.find('T')) {
        (Some(at), _) if value.len() == at + 3 => format!("{}0{}", &value[..at + 2], &value[at + 2..]),
        (_, Some(at)) if two(at + 1) => format!("{value}:00"),
        _ => value.to_owned(),
    }
}

/// The words at a place, with some before and after.
fn context(text: &str, span: ByteSpan) -> String {
    let start = text[..span.start].char_indices().rev().nth(60).map_or(0, |(i, _)| i);
    let end = text[span.end..].char_indices().nth(40).map_or(text.len(), |(i, _)| span.end + i);
    format!("{}[[{}]]{}", &text[start..span.start], span.of(text), &text[span.end..end]).replace('\n', " ")
}

/// The text between `<TEXT>` and `</TEXT>` without its tags, and its TIMEX3 annotations.
fn body(tml: &str) -> Option<(String, Vec<Gold>)> {
    let inner = tml.split_once("<TEXT>")?.1.split_once("</TEXT>")?.0;
    let mut text = String::with_capacity(inner.len());
    let mut gold = vec![];
    let mut rest = inner;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let close = if rest.starts_with('<') { '>' } else { ';' };
        let Some(end) = rest.find(close).filter(|e| close == '>' || *e < 8) else {
            text.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..=end];
        match tag {
            "&amp;" => text.push('&'),
            "&lt;" => text.push('<'),
            "&gt;" => text.push('>'),
            "&quot;" => text.push('"'),
            "&apos;" => text.push('\''),
            "</TIMEX3>" => {
                if let Some(Gold { span, .. }) = gold.last_mut() {
                    span.end = text.len();
                }
            }
            _ if tag.starts_with("<TIMEX3") => gold.push(Gold {
                span: ByteSpan::new(text.len(), text.len()),
                kind: attribute(tag, "type").unwrap_or_default(),
                value: attribute(tag, "value").unwrap_or_default(),
            }),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    gold.retain(|g| !g.span.is_empty());
    Some((text, gold))
}

/// The value of the first attribute of this name.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
    Some(tag[from..].split_once('"')?.0.to_owned())
}
