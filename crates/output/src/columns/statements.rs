//! A record's statements as flat rows.

use crate::words::Words;
use onrecord_record::{Record, Span, Statement};
use serde_json::{Value, json};
use std::io;

/// A row a statement.
pub(super) fn rows(record: &Record) -> io::Result<Vec<Value>> {
    let words = Words::of(record);
    record.statements.iter().map(|statement| row(record, statement, &words)).collect()
}

fn row(record: &Record, statement: &Statement, words: &Words<'_>) -> io::Result<Value> {
    let report = &record.report;
    let actor = words.actor(statement.actor.as_deref());
    let via: Vec<&str> = statement.via.iter().map(|via| words.via(via)).collect();
    let said = |pieces: &Vec<Span>| Some(words.join(pieces)).filter(|words| !words.is_empty());
    let anonymity = statement.anonymity.as_ref();
    // As its JSON has it, see `Layout::rows`.
    let confidence: Value = serde_json::from_str(&serde_json::to_string(&statement.confidence)?)?;
    Ok(json!({
        "report": report.id,
        "key": report.key,
        "file": report.file,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "url": report.url,
        "statement": statement.id,
        "inside": statement.inside,
        "source": words.join(&statement.source),
        "cue": words.join(&statement.cue),
        "content": words.join(&statement.content),
        "said_when": words.join(&statement.said_when),
        "form": statement.form,
        "kind": statement.kind,
        "stance": statement.stance,
        "actor_in_report": statement.actor,
        "actor_name": actor.map(|actor| &actor.name),
        "actor_kind": actor.map(|actor| actor.kind),
        "via": via,
        "anonymity_condition": anonymity.and_then(|a| said(&a.condition)),
        "anonymity_reason": anonymity.and_then(|a| said(&a.reason)),
        "anonymity_precision": anonymity.and_then(|a| a.precision),
        "confidence": confidence,
        "source_spans": statement.source,
        "cue_spans": statement.cue,
        "content_spans": statement.content,
        "said_when_spans": statement.said_when,
        "model": record.model,
    }))
}
