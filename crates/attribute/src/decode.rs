//! From scores to spans.

use crate::Attribution;
use crate::confidence::confidence;
use crate::form::form;
use crate::quotes::touching;
use onrecord_model::{Cue, Piece, Reader};
use onrecord_text::ByteSpan;
use std::ops::Range;

/// What one reading of a text gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// The names in the text, in order.
    pub names: Vec<NameSpan>,
}

/// A name as the model tags it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSpan {
    /// Where it stands.
    pub span: ByteSpan,
    /// What it names: `Person`, `Organization`, `Location`, …
    pub label: String,
}

/// The two sorts of stretches around a cue.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Source,
    Content,
}

/// Reads `segments` of `text`, whose quoted stretches are `quotes`.
pub fn read(model: &Reader, text: &str, segments: &[ByteSpan], quotes: &[ByteSpan]) -> Reading {
    let reading = model.read(text, segments);
    let pieces = &reading.pieces;
    let attributions = reading.cues.iter().filter_map(|cue| attribution(model, text, pieces, cue, quotes)).collect();
    let labels = model.name_tags().names();
    let names = reading.names.iter().map(|name| NameSpan {
        span: place(pieces, &name.pieces),
        label: labels[name.tag].trim_start_matches("B-").to_owned(),
    });
    Reading { attributions, names: names.collect() }
}

/// The statement that belongs to a cue; none where nothing is said.
fn attribution(model: &Reader, text: &str, pieces: &[Piece], cue: &Cue, quotes: &[ByteSpan]) -> Option<Attribution> {
    let tags = model.role_tags();
    let scores = cue.roles.as_flattened();
    let best = tags.best(scores);
    let (mut source, mut content) = (Vec::new(), Vec::new());
    for run in tags.runs(&best) {
        let part = if tags.names()[run.tag] == "B-source" { Part::Source } else { Part::Content };
        let span = place(pieces, &(cue.first + run.range.start..cue.first + run.range.end));
        match part {
            Part::Source => source.push(span),
            Part::Content => content.push(with_marks(text, quotes, span)),
        }
    }
    if content.is_empty() {
        return None;
    }
    let roles = tags.log_probability(scores, &best);
    Some(Attribution {
        form: form(text, quotes, &content),
        source,
        cue: vec![place(pieces, &cue.pieces)],
        content,
        inside: None,
        confidence: confidence(model.confidence(), cue.log_probability, roles),
    })
}

fn place(pieces: &[Piece], range: &Range<usize>) -> ByteSpan {
    ByteSpan::new(pieces[range.start].span.start, pieces[range.end - 1].span.end)
}

/// `span`, widened by the quotation mark that opens right before it or closes right after it, so that a quotation keeps its
/// marks.
fn with_marks(text: &str, quotes: &[ByteSpan], span: ByteSpan) -> ByteSpan {
    let mut wide = span;
    for quote in touching(quotes, span) {
        if quote.start < span.start && text[quote.start..span.start].chars().count() == 1 {
            wide.start = quote.start;
        }
        let rest = text.get(span.end..quote.end).unwrap_or("");
        if quote.end > span.end && rest.chars().all(|c| matches!(c, '”' | '"' | '»' | '“' | ',' | '.' | '?' | '!' | '…')) {
            wide.end = quote.end;
        }
    }
    wide
}
