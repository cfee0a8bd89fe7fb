//! Words, numbers and marks of a text.

use onrecord_text::ByteSpan;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters.
    Word,
    /// A run of digits, with commas and points between digits.
    Number,
    /// One character of another kind.
    Mark,
    /// An end of paragraph: an empty line, or a line that ends a sentence. Holds no characters.
    Break,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: ByteSpan,
    /// What it is.
    pub kind: Kind,
    /// Whether it follows the token before without white space.
    pub glued: bool,
    /// The number of its sentence, from 0.
    pub sentence: usize,
}

/// The tokens of one text.
pub struct Tokens<'t> {
    text: &'t str,
    /// The text with ASCII letters in lower case: the same offsets.
    lower: String,
    list: Vec<Token>,
}

/// Words before whose full stop a sentence does not end.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "brig",
    "adm", "rev", "st", "jr", "sr", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "approx", "messrs", "no", "rs", "mt", "ft",
];

impl<'t> Tokens<'t> {
    /// Cuts `text`.
    pub fn new(text: &'t str) -> Self {
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut at = 0;
        let mut sentence = 0;
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            let rest = &text[start..];
            if c.is_whitespace() {
                at = start + rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
                if ends_paragraph(&text[start..at], text[..start].chars().next_back()) {
                    let span = ByteSpan::new(start, start);
                    list.push(Token { span, kind: Kind::Break, glued: false, sentence });
                    sentence += 1;
                }
                continue;
            }
            let (length, kind) = if c.is_alphabetic() {
                (rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()), Kind::Word)
            } else if c.is_ascii_digit() {
                (number_length(rest.as_bytes()), Kind::Number)
            } else {
                (c.len_utf8(), Kind::Mark)
            };
            at = start + length;
            let glued = list.last().is_some_and(|t| t.span.end == start && t.kind != Kind::Break);
            if !glued && begins_sentence(text, &list, c) {
                sentence += 1;
            }
            list.push(Token { span: ByteSpan::new(start, at), kind, glued, sentence });
        }
        Self { text, lower: text.to_ascii_lowercase(), list }
    }

    /// The text that was cut.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// How many tokens there are.
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The token at `i`, if there is one.
    pub fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    /// The token at `i` in lower case, typographic apostrophes and dashes made plain; empty at a break and beyond the end.
    pub fn low(&self, i: usize) -> &str {
        match self.list.get(i).map_or("", |t| t.span.of(&self.lower)) {
            "’" | "‘" => "'",
            "–" | "‑" | "‒" => "-",
            other => other,
        }
    }

    /// The token before `i` in lower case; empty at the start.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |i| self.low(i))
    }

    /// The token at `i` as it was written; empty beyond the end.
    pub fn raw(&self, i: usize) -> &'t str {
        self.list.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// What the token at `i` is; a break beyond the end.
    pub fn kind(&self, i: usize) -> Kind {
        self.list.get(i).map_or(Kind::Break, |t| t.kind)
    }

    /// Whether no white space stands before the token at `i`.
    pub fn glued(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|t| t.glued)
    }

    /// Whether the token at `i` begins with a capital.
    pub fn capital(&self, i: usize) -> bool {
        self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The number of the sentence of token `i`, from 0.
    pub fn sentence(&self, i: usize) -> usize {
        self.list.get(i).map_or(usize::MAX, |t| t.sentence)
    }

    /// The place of the tokens from `first` up to, not including, `end`.
    pub fn span(&self, first: usize, end: usize) -> ByteSpan {
        let start = self.list.get(first).map_or(self.text.len(), |t| t.span.start);
        let stop = end.checked_sub(1).and_then(|i| self.list.get(i)).map_or(start, |t| t.span.end);
        ByteSpan::new(start, stop.max(start))
    }
}

/// Whether white space ends a paragraph: an empty line does, and a line break after the end of a sentence; one in
/// the middle of a sentence is a wrapped line.
fn ends_paragraph(space: &str, before: Option<char>) -> bool {
    let breaks = space.bytes().filter(|&b| b == b'\n').count();
    let ended = before.is_some_and(|c| matches!(c, '.' | '?' | '!' | ':' | '"' | '”' | '\''));
    breaks > 1 || (breaks == 1 && ended) || space.contains('\u{2029}')
}

/// How many bytes of `rest` are digits, with single commas and points between them.
fn number_length(rest: &[u8]) -> usize {
    let mut length = 0;
    while length < rest.len() {
        let inner =
            matches!(rest[length], b',' | b'.') && rest.get(length + 1).is_some_and(u8::is_ascii_digit);
        if !rest[length].is_ascii_digit() && !inner {
            break;
        }
        length += 1;
    }
    length
}

/// Whether a token that starts with `first`, after white space, begins a sentence.
fn begins_sentence(text: &str, list: &[Token], first: char) -> bool {
    if first.is_lowercase() || matches!(first, ',' | ';' | ':' | '-' | '–' | '—') {
        return false;
    }
    let mut i = list.len();
    while i > 0 && matches!(list[i - 1].span.of(text), "\"" | "”" | "’" | "'" | ")" | "]" | "»") {
        i -= 1;
    }
    let Some(stop) = i.checked_sub(1).map(|i| list[i].span.of(text)) else { return false };
    match stop {
        "?" | "!" | "…" => true,
        "." if i < 2 || i < list.len() => true,
        "." => {
            let word = list[i - 2].span.of(text);
            let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
            !initial && !ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|i| tokens.raw(i)).collect()
    }

    #[test]
    fn words_numbers_and_marks_stand_apart() {
        assert_eq!(
            cut("Sept. 30, year’s $1,200.50 5pm"),
            ["Sept", ".", "30", ",", "year", "’", "s", "$", "1,200.50", "5", "pm"]
        );
    }

    #[test]
    fn a_wrapped_line_is_no_break_and_an_empty_one_is() {
        assert_eq!(cut("last\nweek\n\nHe"), ["last", "week", "", "He"]);
    }

    #[test]
    fn sentences_are_numbered() {
        let tokens = Tokens::new("On Sept. 3 he left. “Go.” She");
        let numbers: Vec<usize> = (0..tokens.len()).map(|i| tokens.sentence(i)).collect();
        assert_eq!(numbers, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2]);
    }
}
