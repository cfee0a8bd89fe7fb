//! Tags and links to statements: spans, form, nesting, confidence.
//!
//! The model says which words signal an attribution and scores what every piece around is to them. Here those scores become
//! [`Attribution`]s: the best legal row of tags for each cue, cleaned at its edges, with the [`Form`] that quotation marks
//! give it and the [confidence](Attribution::confidence) that the scores deserve. Each content is then read again as a text
//! of its own, for what is attributed inside it.

mod confidence;
mod decode;
mod form;
mod name;
mod nest;
mod quotes;
mod segments;

pub use decode::Reading;
pub use form::form;
pub use name::NameSpan;

use onrecord_model::Reader;
use onrecord_record::{Form, FurnitureKind};
use onrecord_text::ByteSpan;
use quotes::Quotes;

/// A statement as spans of a text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name who it is attributed to; none where nobody is named.
    pub source: Vec<ByteSpan>,
    /// The words that signal the attribution.
    pub cue: Vec<ByteSpan>,
    /// What is attributed, in the order of the text; never empty.
    pub content: Vec<ByteSpan>,
    /// Whether the content is quoted.
    pub form: Form,
    /// The index of the attribution whose content this one is nested in; it stands earlier in the list.
    pub inside: Option<usize>,
    /// How likely source, cue and content are all right, from 0 to 1.
    pub confidence: f32,
}

/// Reads the statements and the names of a text.
///
/// `furniture` lists the parts of the text that are not the story, in order: a headline is read by itself, all else is left
/// out. Attributions come in the order of their cues, nested ones after the one they lie in. Takes time linear in the text's
/// length.
pub fn attribute(model: &Reader, text: &str, furniture: &[(FurnitureKind, ByteSpan)]) -> Reading {
    let Quotes { stretches, strays } = quotes::pair(text);
    let segments = segments::without(segments::segments(text, furniture), &strays, text);
    let mut reading = decode::read(model, text, &segments, &stretches);
    reading.attributions = nest::with_nested(model, text, &stretches, reading.attributions);
    reading
}
