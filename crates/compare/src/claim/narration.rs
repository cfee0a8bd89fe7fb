//! What a report says in its own voice.

use onrecord_record::{Record, Span, Statement};
use onrecord_text::{ByteSpan, Offsets, sentences, words};

/// Fewer words than this, left over beside a statement, put nothing forward.
const LEAST_WORDS: usize = 5;

/// The parts of the body that stand in no statement, one a sentence at most, in order; code points.
///
/// Of a sentence that holds statements it is the longest stretch that none of them reaches, "on Tuesday" and the like being
/// too short to put anything forward.
pub(super) fn narration(record: &Record, offsets: &Offsets<'_>) -> Vec<Span> {
    let text = record.text.as_str();
    let mut taken: Vec<ByteSpan> = record.statements.iter().flat_map(|s| reach(s, offsets)).collect();
    // A headline may repeat the story, but is not part of its body.
    taken.extend(record.report.furniture.iter().map(|f| offsets.bytes(f.span)));
    taken.sort_unstable_by_key(|span| span.start);
    let mut first = 0;
    let mut found = Vec::new();
    for sentence in sentences(text) {
        while first < taken.len() && taken[first].end <= sentence.start {
            first += 1;
        }
        let here = taken[first..].iter().take_while(|span| span.start < sentence.end);
        let best = gaps(sentence, here).max_by_key(|gap| gap.len()).map(|gap| tidy(gap, text));
        let long = |gap: &ByteSpan| words(gap.of(text)).take(LEAST_WORDS).count() == LEAST_WORDS;
        found.extend(best.filter(long).map(|gap| offsets.span(gap)));
    }
    found
}

/// All that a statement's words reach, in each of its pieces.
fn reach(statement: &Statement, offsets: &Offsets<'_>) -> Vec<ByteSpan> {
    let pieces = [&statement.source, &statement.cue, &statement.content, &statement.said_when];
    pieces.into_iter().flatten().map(|&span| offsets.bytes(span)).collect()
}

/// The stretches of `whole` that lie in none of `taken`, which are in order of their starts.
fn gaps<'a>(whole: ByteSpan, taken: impl Iterator<Item = &'a ByteSpan>) -> impl Iterator<Item = ByteSpan> {
    let mut at = whole.start;
    let ends = taken.copied().chain([ByteSpan::new(whole.end, whole.end)]);
    ends.map(move |span| {
        let gap = ByteSpan::new(at, span.start.min(whole.end).max(at));
        at = at.max(span.end);
        gap
    })
}

/// Without white space and the marks that a neighbouring statement left behind.
fn tidy(gap: ByteSpan, text: &str) -> ByteSpan {
    let edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '—' | '–' | '-' | '"' | '”' | '“');
    let words = gap.of(text);
    let start = gap.start + (words.len() - words.trim_start_matches(edge).len());
    let end = gap.start + words.trim_end_matches(edge).len();
    ByteSpan::new(start.min(end), end)
}
