//! From scores to spans.

use crate::Attribution;
use crate::confidence::confidence;
use crate::form::form;
use crate::name::{NameSpan, names};
use crate::quotes::touching;
use onrecord_model::{Cue, Piece, Reader};
use onrecord_text::ByteSpan;
use std::ops::Range;

/// The score of a tag that is ruled out, as in training.
const BAN: f32 = -60.0;
/// The bit of [`Piece::feature`] that says that a piece opens a paragraph.
const OPENS_PARAGRAPH: u8 = 8;

/// What one reading of a text gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// The names in the text, in order.
    pub names: Vec<NameSpan>,
}

/// Reads `segments` of `text`, whose quoted stretches are `quotes`.
pub fn read(model: &Reader, text: &str, segments: &[ByteSpan], quotes: &[ByteSpan]) -> Reading {
    let reading = model.read(text, segments);
    let pieces = &reading.pieces;
    let chosen = exclusive(model, candidates(&reading), pieces.len());
    let attributions =
        chosen.into_iter().map(|chosen| attribution(model, text, pieces, &chosen, quotes)).collect();
    Reading { attributions, names: names(model, text, &reading) }
}

/// The numbers of the tags that open and continue a source and a content, as in [`onrecord_model::ROLE_TAGS`].
const SOURCE: [usize; 2] = [1, 2];
const CONTENT: [usize; 2] = [3, 4];

/// A cue with the scores of the pieces around it, of those roles that they may have.
struct Candidate<'r> {
    cue: &'r Cue,
    roles: Vec<[f32; 5]>,
}

/// A cue with its row of tags.
struct Chosen<'r> {
    cue: &'r Cue,
    tags: Vec<u8>,
    log_probability: f32,
}

/// The cues, with what no annotator does ruled out: a source outside the paragraph of its cue (10 of PolNeAR's 20,840), and
/// a span that runs from one paragraph into the next (1 of 26,387).
fn candidates(reading: &onrecord_model::Reading) -> Vec<Candidate<'_>> {
    let opens = |piece: &Piece| piece.feature & OPENS_PARAGRAPH != 0;
    let mut paragraph = 0;
    let paragraphs: Vec<usize> = reading
        .pieces
        .iter()
        .map(|piece| {
            paragraph += usize::from(opens(piece));
            paragraph
        })
        .collect();
    let mut found = Vec::with_capacity(reading.cues.len());
    for cue in &reading.cues {
        let mut roles = cue.roles.clone();
        for (at, row) in (cue.first..).zip(&mut roles) {
            if paragraphs[at] != paragraphs[cue.pieces.start] {
                ban(row, &SOURCE);
            }
            if opens(&reading.pieces[at]) {
                ban(row, &[SOURCE[1], CONTENT[1]]);
            }
        }
        found.push(Candidate { cue, roles });
    }
    found
}

/// The cues' best rows of tags of which no two take the same piece for content, the likelier cues served first: contents of
/// different statements share 9 of PolNeAR's 26,387 spans. A cue that lies in another's content is nested in it, and is left
/// to the reading of that content.
fn exclusive<'r>(model: &Reader, candidates: Vec<Candidate<'r>>, pieces: usize) -> Vec<Chosen<'r>> {
    let tags = model.role_tags();
    let choose = |cue: &'r Cue, roles: &[[f32; 5]]| {
        let best = tags.best(roles.as_flattened());
        let log_probability = tags.log_probability(roles.as_flattened(), &best);
        Chosen { cue, tags: best, log_probability }
    };
    let mut order: Vec<(f32, Candidate)> = candidates
        .into_iter()
        .map(|c| (c.cue.log_probability + choose(c.cue, &c.roles).log_probability, c))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut content = vec![false; pieces];
    let mut cues = vec![false; pieces];
    let mut kept: Vec<Chosen> = Vec::with_capacity(order.len());
    for (_, mut candidate) in order {
        let cue = candidate.cue;
        if cue.pieces.clone().all(|at| content[at]) {
            continue;
        }
        for (at, row) in (cue.first..).zip(&mut candidate.roles) {
            if content[at] || cues[at] {
                ban(row, &CONTENT);
            }
        }
        let chosen = choose(cue, &candidate.roles);
        let mut empty = true;
        for (at, &tag) in (cue.first..).zip(&chosen.tags) {
            if CONTENT.contains(&usize::from(tag)) {
                (content[at], empty) = (true, false);
            }
        }
        if !empty {
            cues[cue.pieces.clone()].fill(true);
            kept.push(chosen);
        }
    }
    kept.sort_by_key(|chosen| chosen.cue.pieces.start);
    kept
}

fn ban(row: &mut [f32; 5], tags: &[usize]) {
    for &tag in tags {
        row[tag] = BAN;
    }
}

/// The statement that belongs to a cue.
fn attribution(
    model: &Reader,
    text: &str,
    pieces: &[Piece],
    chosen: &Chosen,
    quotes: &[ByteSpan],
) -> Attribution {
    let cue = chosen.cue;
    let (mut source, mut content) = (Vec::new(), Vec::new());
    for run in model.role_tags().runs(&chosen.tags) {
        let span = place(pieces, &(cue.first + run.range.start..cue.first + run.range.end));
        if SOURCE.contains(&run.tag) {
            source.push(span);
        } else {
            content.push(with_marks(text, quotes, span));
        }
    }
    Attribution {
        form: form(text, quotes, &content),
        source,
        cue: vec![place(pieces, &cue.pieces)],
        content,
        inside: None,
        confidence: confidence(model.confidence(), cue.log_probability, chosen.log_probability),
    }
}

pub(crate) fn place(pieces: &[Piece], range: &Range<usize>) -> ByteSpan {
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
        if quote.end > span.end
            && rest.chars().all(|c| matches!(c, '”' | '"' | '»' | '“' | ',' | '.' | '?' | '!' | '…'))
        {
            wide.end = quote.end;
        }
    }
    wide
}
