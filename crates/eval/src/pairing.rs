//! Which statement answers which.

use crate::annotated::{Annotated, Annotation};
use crate::words::{WordSet, Words};
use std::collections::{HashMap, HashSet};

/// A statement with its parts as sets of words.
pub(crate) struct InWords<'a> {
    pub(crate) annotation: &'a Annotation,
    pub(crate) source: WordSet,
    pub(crate) cue: WordSet,
    pub(crate) content: WordSet,
}

impl InWords<'_> {
    pub(crate) fn content_overlap(&self, other: &InWords<'_>) -> f64 {
        self.content.overlap(&other.content)
    }

    /// Whether both name the same source, or neither names one.
    pub(crate) fn same_source(&self, other: &InWords<'_>) -> bool {
        self.source.overlap(&other.source) >= 0.5 || (self.source.is_empty() && other.source.is_empty())
    }
}

/// What was annotated in one report, and what was predicted for it.
pub(crate) struct Compared<'a> {
    pub(crate) gold: &'a Annotated,
    /// Whether there is a prediction at all.
    pub(crate) predicted: bool,
    pub(crate) want: Vec<InWords<'a>>,
    pub(crate) got: Vec<InWords<'a>>,
}

/// Sets reports and predictions side by side, by their text: of several annotations of one text the first counts, of
/// several predictions the last.
pub(crate) fn compare<'a>(
    golds: &'a [Annotated],
    preds: &'a [Annotated],
) -> impl Iterator<Item = Compared<'a>> {
    let by_text: HashMap<&str, &Annotated> = preds.iter().map(|p| (p.text.as_str(), p)).collect();
    let mut seen = HashSet::new();
    golds.iter().filter(move |gold| seen.insert(gold.text.as_str())).map(move |gold| {
        let pred = by_text.get(gold.text.as_str());
        let words = Words::of(&gold.text);
        Compared {
            gold,
            predicted: pred.is_some(),
            want: in_words(&words, &gold.annotations),
            got: pred.map(|p| in_words(&words, &p.annotations)).unwrap_or_default(),
        }
    })
}

fn in_words<'a>(words: &Words, annotations: &'a [Annotation]) -> Vec<InWords<'a>> {
    let parts = |annotation: &'a Annotation| InWords {
        annotation,
        source: words.within(&annotation.source),
        cue: words.within(&annotation.cue),
        content: words.within(&annotation.content),
    };
    annotations.iter().map(parts).collect()
}

/// Splits statements into those of the report itself and those inside another statement.
pub(crate) fn split<'s, 'a>(statements: &'s [InWords<'a>]) -> [Vec<&'s InWords<'a>>; 2] {
    let (inner, outer) = statements.iter().partition(|s| s.annotation.inside);
    [outer, inner]
}

/// Matches statements one to one, the most similar first, as long as they are similar by `least`; of two equal pairs
/// the later one in the text goes first.
pub(crate) fn pair<T>(
    want: &[T],
    got: &[T],
    least: f64,
    similarity: impl Fn(&T, &T) -> f64,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, w) in want.iter().enumerate() {
        for (j, g) in got.iter().enumerate() {
            let s = similarity(w, g);
            if s > 0.0 && s >= least {
                candidates.push((s, i, j));
            }
        }
    }
    candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut left, mut right) = (vec![false; want.len()], vec![false; got.len()]);
    let mut found = Vec::new();
    for (_, i, j) in candidates {
        if !left[i] && !right[j] {
            (left[i], right[j]) = (true, true);
            found.push((i, j));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_goes_first_and_of_equals_the_later() {
        let similarity = |w: &f64, g: &f64| 1.0 - (w - g).abs();
        assert_eq!(pair(&[0.0, 0.5], &[0.4, 0.6], 0.3, similarity), [(1, 1), (0, 0)]);
        assert_eq!(pair(&[0.5, 0.5], &[0.5], 0.3, similarity), [(1, 0)]);
        assert_eq!(pair(&[0.0], &[0.9], 0.3, similarity), []);
    }
}
