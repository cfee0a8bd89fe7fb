//! Text to word pieces: BERT's uncased tokeniser (Devlin et al. 2019; Schuster & Nakajima 2012), with the place of
//! every piece in the text, and what the encoder is told besides: case, quotation marks and the beginnings of paragraphs.

use std::collections::HashMap;

use onrecord_text::ByteSpan;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{
    GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

/// A longer word is unknown as a whole.
const LONGEST_WORD: usize = 100;
/// What begins a piece that goes on with a word.
const INNER: &str = "##";

/// A word piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The place in the text that it was made from.
    pub span: ByteSpan,
    /// Its number in the vocabulary.
    pub id: u32,
    /// The case of its word (0 no capital, 1 the first letter only, 2 all of several, 3 other), and 4 where it stands in
    /// quotation marks or is one, and 8 where it opens a paragraph.
    pub feature: u8,
}

/// The word pieces of a text, and which of them begin sentences.
#[derive(Debug, Default)]
pub struct Pieces {
    pub all: Vec<Piece>,
    pub sentences: Vec<usize>,
}

/// The word pieces that a model knows.
pub struct Vocabulary {
    whole: HashMap<Box<str>, u32>,
    inner: HashMap<Box<str>, u32>,
    unknown: u32,
    /// Bytes of the longest piece.
    longest: usize,
}

impl Vocabulary {
    /// Reads one piece a line; the number of a piece is that of its line, from 0.
    pub fn new(lines: &str, unknown: u32) -> Self {
        let mut vocabulary = Self { whole: HashMap::new(), inner: HashMap::new(), unknown, longest: 0 };
        for (id, line) in (0..).zip(lines.lines()) {
            let (map, piece) = match line.strip_prefix(INNER) {
                Some(piece) if !piece.is_empty() => (&mut vocabulary.inner, piece),
                _ => (&mut vocabulary.whole, line),
            };
            vocabulary.longest = vocabulary.longest.max(piece.len());
            map.insert(piece.into(), id);
        }
        vocabulary
    }

    /// The pieces of `sentences` of `text`, in order. A sentence opens a paragraph if a line break parts it from the one
    /// before. Spans that do not lie on character boundaries of the text are left out.
    pub fn pieces(&self, text: &str, sentences: &[ByteSpan]) -> Pieces {
        let mut pieces = Pieces::default();
        let mut marks = Marks::default();
        let mut word = Word::default();
        let mut before = 0;
        for &sentence in sentences {
            let Some(content) = text.get(sentence.start..sentence.end) else { continue };
            if text
                .get(before..sentence.start)
                .is_none_or(|gap| before == 0 || gap.contains(['\n', '\r', '\u{2029}']))
            {
                marks = Marks::default();
            }
            before = sentence.end;
            let first = pieces.all.len();
            let mut emit = |word: &mut Word| {
                self.split(word, |span, case, id| {
                    let feature = case + marks.feature(span.of(text));
                    pieces.all.push(Piece { span, id, feature });
                });
                word.clear();
            };
            for (start, run) in runs(content) {
                let case = case(run);
                let (body, space) = run.split_at(run.trim_end_matches(is_space).len());
                for (at, c) in body.char_indices() {
                    let at = sentence.start + start + at;
                    word.take(c, Origin { span: ByteSpan::new(at, at + c.len_utf8()), case }, &mut emit);
                }
                // A control character is white space to the eye only: the tokeniser drops it and the word goes on.
                if space.chars().any(|c| !is_dropped(c)) {
                    emit(&mut word);
                }
            }
            emit(&mut word);
            if first < pieces.all.len() {
                pieces.sentences.push(first);
            }
        }
        pieces
    }

    /// Cuts a word greedily into the longest pieces; one unknown piece if that does not work out.
    fn split(&self, word: &Word, mut found: impl FnMut(ByteSpan, u8, u32)) {
        let n = word.origins.len();
        let mut cuts = [(0_u8, 0_u32); LONGEST_WORD];
        let (mut count, mut from) = (0, 0);
        while from < n && n <= LONGEST_WORD {
            let map = if from == 0 { &self.whole } else { &self.inner };
            let start = word.starts[from];
            let piece = (from..n).rev().find_map(|last| {
                let end = word.starts.get(last + 1).copied().unwrap_or(word.letters.len());
                let id =
                    (end - start <= self.longest).then(|| map.get(&word.letters[start..end])).flatten()?;
                Some((last + 1, *id))
            });
            let Some((to, id)) = piece else { break };
            cuts[count] = (to as u8, id);
            count += 1;
            from = to;
        }
        if n > 0 && from < n {
            found(word.span(0, n), word.origins[0].case, self.unknown);
            return;
        }
        let mut from = 0;
        for &(to, id) in &cuts[..count] {
            found(word.span(from, usize::from(to)), word.origins[from].case, id);
            from = usize::from(to);
        }
    }
}

/// A word as the vocabulary sees it: lower-case, without accents; and where each of its characters comes from.
#[derive(Default)]
struct Word {
    letters: String,
    starts: Vec<usize>,
    origins: Vec<Origin>,
}

#[derive(Clone, Copy)]
struct Origin {
    span: ByteSpan,
    /// The case of the word, as the text spells it, that the character stands in.
    case: u8,
}

impl Word {
    /// Takes one character of the text; calls `emit` when it ends a word.
    fn take(&mut self, c: char, origin: Origin, emit: &mut impl FnMut(&mut Self)) {
        if is_dropped(c) {
            return;
        }
        let alone = is_cjk(c);
        if alone {
            emit(self);
        }
        for decomposed in std::iter::once(c).nfd() {
            if decomposed.general_category() == Category::NonspacingMark {
                continue;
            }
            let mark = is_punctuation(decomposed);
            if mark {
                emit(self);
            }
            for lower in decomposed.to_lowercase() {
                self.starts.push(self.letters.len());
                self.letters.push(lower);
                self.origins.push(origin);
            }
            if mark {
                emit(self);
            }
        }
        if alone {
            emit(self);
        }
    }

    fn span(&self, from: usize, to: usize) -> ByteSpan {
        ByteSpan::new(self.origins[from].span.start, self.origins[to - 1].span.end)
    }

    fn clear(&mut self) {
        self.letters.clear();
        self.starts.clear();
        self.origins.clear();
    }
}

/// What quotation marks and the paragraph's beginning add to the features of its pieces, in order.
struct Marks {
    first: bool,
    quoted: bool,
}

impl Default for Marks {
    fn default() -> Self {
        Self { first: true, quoted: false }
    }
}

impl Marks {
    fn feature(&mut self, piece: &str) -> u8 {
        let opens = matches!(piece, "“" | "«" | "„") || (piece == "\"" && !self.quoted);
        let closes = matches!(piece, "”" | "»") || (piece == "\"" && self.quoted);
        let inside = self.quoted || opens || closes;
        self.quoted = (self.quoted || opens) && !closes;
        4 * u8::from(inside) + 8 * u8::from(std::mem::take(&mut self.first))
    }
}

/// Words as the text spells them, each with the white space after it, and their first bytes.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let word = rest.find(is_space).unwrap_or(rest.len());
        let length = rest[word..].find(|c| !is_space(c)).map_or(rest.len(), |gap| word + gap);
        at += length;
        (length > 0).then_some((at - length, &rest[..length]))
    })
}

/// White space to Python, which the model was trained with: four separators more than in Rust.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1C'..='\x1F')
}

/// Whether a word has no capital (0), its first letter only (1), all of several (2), or others (3).
fn case(word: &str) -> u8 {
    let (mut letters, mut capitals, mut first) = (0, 0, false);
    for c in word.chars().filter(|c| c.general_category_group() == Group::Letter) {
        letters += 1;
        if c.is_uppercase() {
            capitals += 1;
            first |= letters == 1;
        }
    }
    match capitals {
        0 => 0,
        _ if letters > 1 && capitals == letters => 2,
        1 if first => 1,
        _ => 3,
    }
}

/// Characters that the tokeniser takes out of the text before all else.
fn is_dropped(c: char) -> bool {
    use Category::{Control, Format, PrivateUse};
    let control = matches!(c.general_category(), Control | Format | PrivateUse);
    c == '\u{FFFD}' || (control && !matches!(c, '\t' | '\n' | '\r'))
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.general_category_group() == Group::Punctuation
}

/// The blocks of ideographs that BERT cuts into single characters.
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x2_0000..=0x2_A6DF | 0x2_A700..=0x2_B73F | 0x2_B740..=0x2_B81F
        | 0x2_B820..=0x2_CEAF | 0xF900..=0xFAFF | 0x2_F800..=0x2_FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[PAD]\n[UNK]\nthe\nmin\n##ister\n##is\nsaid\n“\n”\n\"\n.\ne\n##lu\n東\n京\n'\ngo";

    fn read(text: &str) -> Vec<(&str, u32, u8)> {
        let sentences = onrecord_text::sentences(text);
        let pieces = Vocabulary::new(LINES, 1).pieces(text, &sentences);
        pieces.all.into_iter().map(|p| (p.span.of(text), p.id, p.feature)).collect()
    }

    #[test]
    fn words_fall_into_the_longest_pieces() {
        let pieces = [("The", 2, 9), ("Min", 3, 1), ("ister", 4, 1), ("said", 6, 0), (".", 10, 0)];
        assert_eq!(read("The Minister said."), pieces);
        assert_eq!(read("minis said"), [("min", 3, 8), ("is", 5, 0), ("said", 6, 0)]);
    }

    #[test]
    fn accents_and_case_do_not_matter_and_places_stay() {
        assert_eq!(read("É\u{327}LU"), [("É", 11, 10), ("LU", 12, 2)]);
        assert_eq!(read("東京said"), [("東", 13, 8), ("京", 14, 0), ("said", 6, 0)]);
    }

    #[test]
    fn a_word_with_an_unknown_part_is_unknown() {
        assert_eq!(read("minx"), [("minx", 1, 8)]);
        assert_eq!(read(&"min".repeat(40))[0].1, 1);
    }

    #[test]
    fn quotation_marks_hold_to_the_end_of_the_paragraph_at_most() {
        let features = |text| read(text).into_iter().map(|p| p.2).collect::<Vec<_>>();
        assert_eq!(features("“the” said"), [12, 4, 4, 0]);
        assert_eq!(features("\"the. Said\" go"), [12, 4, 4, 5, 5, 0]);
        assert_eq!(features("“the\nsaid”"), [12, 4, 8, 4]);
    }

    #[test]
    fn spans_that_do_not_fit_are_left_out() {
        let vocabulary = Vocabulary::new(LINES, 1);
        let spans = [ByteSpan::new(1, 2), ByteSpan::new(3, 2), ByteSpan::new(0, 99), ByteSpan::new(0, 2)];
        assert_eq!(vocabulary.pieces("é said", &spans).all.len(), 1);
    }
}
