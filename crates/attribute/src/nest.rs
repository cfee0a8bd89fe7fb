//! What is attributed inside a content.

use crate::quotes::touching;
use crate::{Attribution, decode};
use onrecord_model::Reader;
use onrecord_text::{ByteSpan, sentences, words};

/// How deep statements are looked for in statements: "she said he thinks they know" is as far as a reader follows.
const DEEPEST: usize = 2;
/// Fewer words hold no statement of their own.
const FEWEST_WORDS: usize = 4;

/// `outer`, each followed by the statements that its content holds, found by reading that content as a text of its own.
pub fn with_nested(
    model: &Reader,
    text: &str,
    quotes: &[ByteSpan],
    outer: Vec<Attribution>,
) -> Vec<Attribution> {
    let mut all = Vec::with_capacity(outer.len());
    for attribution in outer {
        push(model, text, quotes, attribution, 0, &mut all);
    }
    all
}

fn push(
    model: &Reader,
    text: &str,
    quotes: &[ByteSpan],
    one: Attribution,
    depth: usize,
    all: &mut Vec<Attribution>,
) {
    let content = one.content.clone();
    all.push(one);
    if depth == DEEPEST {
        return;
    }
    let parent = all.len() - 1;
    let segments: Vec<ByteSpan> = content.iter().flat_map(|&piece| within(text, piece)).collect();
    if segments.iter().map(|s| words(s.of(text)).count()).sum::<usize>() < FEWEST_WORDS {
        return;
    }
    let inner = touching(quotes, ByteSpan::new(content[0].start, content[content.len() - 1].end));
    for mut found in decode::read(model, text, &segments, inner).attributions {
        found.inside = Some(parent);
        // A content that is nearly the whole of its parent's is the parent read once more.
        if size(&found.content) < size(&content) {
            push(model, text, quotes, found, depth + 1, all);
        }
    }
}

fn size(spans: &[ByteSpan]) -> usize {
    spans.iter().map(|s| s.len()).sum()
}

/// The sentences of a piece of the text, in the text's own offsets.
fn within(text: &str, piece: ByteSpan) -> impl Iterator<Item = ByteSpan> {
    sentences(piece.of(text))
        .into_iter()
        .map(move |s| ByteSpan::new(s.start + piece.start, s.end + piece.start))
}
