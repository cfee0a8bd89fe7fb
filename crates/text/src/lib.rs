//! Spans, offsets, sentences and words of a report's text.
//!
//! Inside the program a place in a text is a [`ByteSpan`], because that is what slices a `&str`. What leaves the
//! program is a [`Span`] in Unicode code points, because that is what slices a Python string. [`Offsets`] turns one
//! into the other.

mod offsets;
mod segment;
mod span;

pub use offsets::Offsets;
pub use segment::{Paragraphs, Words, paragraphs, sentences, words};
pub use span::{ByteSpan, Span};
