//! What one record puts into the tables: pure functions of it, so that checking can do them again.

use onrecord_compare::claim::{Role, propositions};
use onrecord_record::{Actor, Record, Span, Statement};
use onrecord_text::Offsets;
use serde::{Deserialize, Serialize};

/// What stands between the pieces of words that lie apart.
pub(crate) const PIECES: &str = " … ";

/// A statement, or a sentence of narration.
#[derive(Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) place: String,
    pub(crate) role: Role,
    /// What a decision is addressed by.
    pub(crate) address: Span,
    pub(crate) source: String,
    pub(crate) cue: String,
    pub(crate) content: String,
    /// JSON.
    pub(crate) spans: String,
    pub(crate) kind: Option<String>,
    pub(crate) stance: Option<String>,
    pub(crate) form: Option<String>,
    /// The place of the statement that it is nested in.
    pub(crate) inside: Option<String>,
    pub(crate) mention: Option<String>,
    /// The days on which it was said.
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) confidence: f64,
}

/// An actor of the record.
#[derive(Debug, PartialEq)]
pub(crate) struct Mentioned {
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    /// JSON.
    pub(crate) roles: String,
    /// JSON.
    pub(crate) spans: String,
}

/// Where a statement's words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spans {
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
}

/// The rows of its statements.
pub(crate) fn statements(record: &Record) -> Vec<Said> {
    let words = Words::of(&record.text);
    record.statements.iter().map(|statement| said(statement, record, &words)).collect()
}

/// The rows of its narration.
pub(crate) fn narration(record: &Record) -> Vec<Said> {
    let words = Words::of(&record.text);
    let told = propositions(record).into_iter().filter(|p| p.role == Role::Narration);
    told.map(|told| Said {
        place: told.place,
        role: Role::Narration,
        address: told.address,
        source: String::new(),
        cue: String::new(),
        content: words.join(&told.content),
        spans: json(&Spans { content: told.content, ..Spans::default() }),
        kind: None,
        stance: None,
        form: None,
        inside: None,
        mention: None,
        from: None,
        to: None,
        confidence: 1.0,
    })
    .collect()
}

/// The rows of its actors.
pub(crate) fn mentions(record: &Record) -> Vec<Mentioned> {
    let mention = |actor: &Actor| Mentioned {
        place: actor.id.clone(),
        name: actor.name.clone(),
        kind: label(actor.kind),
        roles: json(&actor.roles),
        spans: json(&actor.mentions),
    };
    record.actors.iter().map(mention).collect()
}

fn said(statement: &Statement, record: &Record, words: &Words<'_>) -> Said {
    let (from, to) = said_when(statement, record);
    let Statement { source, cue, content, .. } = statement;
    Said {
        place: statement.id.clone(),
        role: Role::Statement,
        address: [cue, content, source]
            .into_iter()
            .find_map(|s| hull(s))
            .unwrap_or(Span { start: 0, end: 0 }),
        source: words.join(source),
        cue: words.join(cue),
        content: words.join(content),
        spans: json(&Spans { source: source.clone(), cue: cue.clone(), content: content.clone() }),
        kind: statement.kind.map(label),
        stance: statement.stance.map(label),
        form: Some(label(statement.form)),
        inside: statement.inside.clone(),
        mention: statement.actor.clone(),
        from,
        to,
        confidence: f64::from(statement.confidence),
    }
}

/// The days on which it was said: those of the first time that its words for that hold and that is known.
fn said_when(statement: &Statement, record: &Record) -> (Option<String>, Option<String>) {
    let when = |span: Span| statement.said_when.iter().any(|s| s.start < span.end && span.start < s.end);
    let known =
        record.times.iter().find(|time| when(time.span) && (time.from.is_some() || time.to.is_some()));
    known.map_or((None, None), |time| (time.from.clone(), time.to.clone()))
}

/// From the first of the spans to the last.
pub(crate) fn hull(spans: &[Span]) -> Option<Span> {
    let start = spans.iter().map(|s| s.start).min()?;
    let end = spans.iter().map(|s| s.end).max()?;
    Some(Span { start, end })
}

/// A text, to look words up by their places.
pub(crate) struct Words<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
}

impl<'t> Words<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, offsets: Offsets::new(text) }
    }

    /// The words at `span`; none where it lies outside of the text.
    pub(crate) fn at(&self, span: Span) -> Option<&'t str> {
        let bytes = self.offsets.bytes(span);
        let found = self.text.get(bytes.start..bytes.end)?;
        (self.offsets.span(bytes) == span).then_some(found)
    }

    /// The words of all pieces, with ` … ` between them.
    pub(crate) fn join(&self, spans: &[Span]) -> String {
        spans.iter().filter_map(|&span| self.at(span)).collect::<Vec<_>>().join(PIECES)
    }
}

/// A value as JSON.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records are JSON")
}

/// The name of a unit variant, as the record writes it.
pub(crate) fn label(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(label)) => label,
        _ => unreachable!("kinds, stances, forms are written as one word"),
    }
}
