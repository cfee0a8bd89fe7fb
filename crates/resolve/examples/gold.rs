//! Resolves annotated reports with their own spans: `gold GOLD.jsonl > PREDICTED.jsonl`.
//!
//! Reads one report a line (`text`, `published`, `attributions` with `source`, `cue`, `content` and `inside`) and writes
//! it back with `kind`, `actor`, `stance` and `said_when` as resolving reads them, so that a referee can compare.

use std::io::{BufRead, Write};

use onrecord_record::{Report, Span, TimeType};
use onrecord_resolve::{Attribution, Name, NameKind, Resolved, resolve};
use onrecord_text::Offsets;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: gold GOLD.jsonl")?;
    let names = std::env::args().nth(2).map(read_names).transpose()?.unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let mut report: Value = serde_json::from_str(&line?)?;
        let text = report["text"].as_str().ok_or("a report without text")?.to_owned();
        let offsets = Offsets::new(&text);
        let gold = report["attributions"].as_array().cloned().unwrap_or_default();
        let statements: Vec<Attribution> = gold.iter().map(|a| attribution(a, &gold, &offsets)).collect();
        let published = report["published"].as_str().and_then(|d| d.get(..10)?.parse().ok());
        let dated = |t: &onrecord_times::TimeExpression| matches!(t.kind, TimeType::Date | TimeType::Time);
        let times = onrecord_times::find(&text, published)
            .into_iter()
            .filter(dated)
            .map(|t| t.span)
            .collect::<Vec<_>>();
        let tagged = names.get(&text).map_or(&[][..], Vec::as_slice);
        let tagged: Vec<Name> =
            tagged.iter().map(|&(span, kind)| Name { span: offsets.bytes(span), kind }).collect();
        let resolved = resolve(&text, &Report::default(), &statements, &tagged, &times);
        report["attributions"] =
            Value::Array(gold.into_iter().enumerate().map(|(i, a)| filled(a, &resolved, i, &text)).collect());
        writeln!(out, "{report}")?;
    }
    Ok(())
}

/// Names by text: `{"text", "names": [[start, end, "Person"], …]}` a line, code points.
type Names = std::collections::HashMap<String, Vec<(Span, NameKind)>>;

fn read_names(path: String) -> Result<Names, Box<dyn std::error::Error>> {
    let mut all = Names::new();
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let report: Value = serde_json::from_str(&line?)?;
        let names = report["names"].as_array().into_iter().flatten().filter_map(|n| {
            let span = Span { start: n[0].as_u64()? as usize, end: n[1].as_u64()? as usize };
            Some((span, NameKind::of_label(n[2].as_str()?)?))
        });
        all.insert(report["text"].as_str().unwrap_or_default().to_owned(), names.collect());
    }
    Ok(all)
}

fn attribution(gold: &Value, all: &[Value], offsets: &Offsets<'_>) -> Attribution {
    let pieces = |part: &str| {
        let spans = gold[part].as_array().into_iter().flatten();
        spans.filter_map(|s| serde_json::from_value(s.clone()).ok()).map(|s: Span| offsets.bytes(s)).collect()
    };
    // An id where the statements have ids, else an index.
    let inside = match &gold["inside"] {
        Value::Null => None,
        id if !gold["id"].is_null() => all.iter().position(|a| a["id"] == *id),
        index => index.as_u64().map(|n| n as usize),
    };
    Attribution { source: pieces("source"), cue: pieces("cue"), content: pieces("content"), inside }
}

fn filled(mut gold: Value, resolved: &Resolved, i: usize, text: &str) -> Value {
    let statement = &resolved.statements[i];
    gold["kind"] = json!(statement.kind);
    gold["stance"] = json!(statement.stance);
    gold["actor"] = json!(statement.actor.map_or("", |a| &resolved.actors[a].name));
    gold["said_when"] = json!(statement.said_when.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" "));
    gold["via"] = json!(statement.via.iter().map(|v| v.span.of(text)).collect::<Vec<_>>());
    gold
}
