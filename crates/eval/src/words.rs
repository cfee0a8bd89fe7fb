//! The words of a text, and spans as sets of them.

use onrecord_text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What Python's `\w+` matches: letters and numbers of any script, and `_`. Unlike [`char::is_alphanumeric`] that leaves
/// out combining marks and enclosed letters, as Python does.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a valid pattern"));

/// Where the words of one text stand, in code points.
pub(crate) struct Words(Vec<Span>);

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let offsets = onrecord_text::Offsets::new(text);
        let span = |m: regex::Match<'_>| Span {
            start: offsets.to_points(m.start()),
            end: offsets.to_points(m.end()),
        };
        Self(WORD.find_iter(text).map(span).collect())
    }

    /// The words that `pieces` touch, taken together.
    pub(crate) fn within(&self, pieces: &[Span]) -> WordSet {
        let mut set = Vec::new();
        for piece in pieces {
            let mut i = self.0.partition_point(|w| w.start < piece.start);
            if i > 0 && self.0[i - 1].end > piece.start {
                i -= 1;
            }
            set.extend((i..self.0.len()).take_while(|&i| self.0[i].start < piece.end));
        }
        set.sort_unstable();
        set.dedup();
        WordSet(set)
    }
}

/// A set of words of one text, by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct WordSet(Vec<usize>);

impl WordSet {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().copied()
    }

    /// How many words both hold.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let (mut left, mut right, mut shared) = (self.0.as_slice(), other.0.as_slice(), 0);
        while let (Some((a, more_left)), Some((b, more_right))) = (left.split_first(), right.split_first()) {
            if a <= b {
                left = more_left;
            }
            if b <= a {
                right = more_right;
            }
            shared += usize::from(a == b);
        }
        shared
    }

    /// Intersection over union; 0 where both are empty.
    pub(crate) fn overlap(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        let all = self.0.len() + other.0.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}

/// An answer as it is compared: lower case, without punctuation, possessive or leading article.
pub(crate) fn plain(answer: &str) -> String {
    static NOT_WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[^\p{L}\p{N}_; ]+").expect("a valid pattern"));
    let lower = answer.replace('’', "'").replace("'s", " s").to_lowercase();
    let spaced = NOT_WORD.replace_all(&lower, " ");
    let trimmed = spaced.trim_matches(' ');
    let bare =
        ["the ", "a ", "an "].iter().find_map(|article| trimmed.strip_prefix(article)).unwrap_or(trimmed);
    bare.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, pieces: &[[usize; 2]]) -> Vec<usize> {
        Words::of(text).within(&pieces.iter().map(|&p| p.into()).collect::<Vec<_>>()).0
    }

    #[test]
    fn a_span_takes_every_word_that_it_touches() {
        assert_eq!(numbers("“We know,” he said.", &[[0, 10]]), [0, 1]);
        assert_eq!(numbers("“We know,” he said.", &[[2, 5]]), [0, 1]);
        assert_eq!(numbers("“We know,” he said.", &[[14, 18], [1, 3]]), [0, 3]);
        assert_eq!(numbers("“We know,” he said.", &[[9, 11]]), [] as [usize; 0]);
    }

    #[test]
    fn words_are_those_of_python() {
        // Python 3: re.findall(r"\w+", text)
        let words = |text: &str| WORD.find_iter(text).map(|m| m.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(words("cafe\u{301} x²_3 ⅷ Ⓐ हिन्दी"), ["cafe", "x²_3", "ⅷ", "ह", "न", "द"]);
    }

    #[test]
    fn answers_are_compared_without_case_article_and_punctuation() {
        assert_eq!(plain("The Wall Street Journal’s  (Europe)"), "wall street journal s europe");
        assert_eq!(plain("  An A-team; a B"), "a team; a b");
        assert_eq!(plain("the"), "the");
    }
}
