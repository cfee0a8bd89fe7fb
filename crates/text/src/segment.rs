//! Paragraphs, sentences and words, as spans that point into the text.

use crate::ByteSpan;

/// The paragraphs of a text: runs of lines between line breaks, without surrounding white space, empty ones left out.
pub struct Paragraphs<'t> {
    text: &'t str,
    at: usize,
}

/// The paragraphs of `text`. One line break ends a paragraph: pages and wires break lines nowhere else.
pub fn paragraphs(text: &str) -> Paragraphs<'_> {
    Paragraphs { text, at: 0 }
}

impl Iterator for Paragraphs<'_> {
    type Item = ByteSpan;

    fn next(&mut self) -> Option<ByteSpan> {
        while self.at < self.text.len() {
            let start = self.at;
            let end =
                self.text[start..].find(['\n', '\r', '\u{2029}']).map_or(self.text.len(), |i| start + i);
            self.at = end + self.text[end..].chars().next().map_or(0, char::len_utf8);
            let span = ByteSpan::new(start, end).trim(self.text);
            if !span.is_empty() {
                return Some(span);
            }
        }
        None
    }
}

/// The words of a text: runs of letters, digits and `_`, as `\w+` finds them.
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

impl Iterator for Words<'_> {
    type Item = ByteSpan;

    fn next(&mut self) -> Option<ByteSpan> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let start = self.at + self.text[self.at..].find(is_word)?;
        let end = self.text[start..].find(|c| !is_word(c)).map_or(self.text.len(), |i| start + i);
        self.at = end;
        Some(ByteSpan::new(start, end))
    }
}

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "cmdr", "maj",
    "brig", "adm", "rev", "hon", "st", "jr", "sr", "vs", "etc", "inc", "ltd", "co", "corp", "no", "dept",
    "univ", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "fig", "al",
    "approx", "pres", "messrs", "supt", "insp", "mt", "ft", "ave", "blvd",
];

/// The sentences of `text`: never across a paragraph's end, cut after `.`, `?`, `!` or `…` (with the quotation marks and
/// brackets that close there) where what follows can begin a sentence.
pub fn sentences(text: &str) -> Vec<ByteSpan> {
    paragraphs(text).flat_map(|p| in_paragraph(text, p)).collect()
}

fn in_paragraph(text: &str, paragraph: ByteSpan) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut start = paragraph.start;
    let mut chars = paragraph.of(text).char_indices().map(|(i, c)| (paragraph.start + i, c)).peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '?' | '!' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(i, next)) = chars.peek() {
            if !matches!(next, '.' | '?' | '!' | '…' | '"' | '”' | '’' | '\'' | ')' | ']' | '»') {
                break;
            }
            end = i + next.len_utf8();
            chars.next();
        }
        let rest = &text[end..paragraph.end];
        let begins = rest.starts_with(char::is_whitespace)
            && rest
                .trim_start()
                .chars()
                .next()
                .is_some_and(|n| !n.is_lowercase() && !matches!(n, ',' | ';' | ':' | '–' | '—'));
        if begins && !(c == '.' && end == at + 1 && is_abbreviation(&text[start..at])) {
            found.push(ByteSpan::new(start, end));
            start = end + (rest.len() - rest.trim_start().len());
        }
    }
    if start < paragraph.end {
        found.push(ByteSpan::new(start, paragraph.end));
    }
    found
}

/// Whether the full stop after `before` belongs to its last word: a title, a month, or an initial.
fn is_abbreviation(before: &str) -> bool {
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '-')).next().unwrap_or("");
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initial = letters == 1 && word.chars().next_back().is_some_and(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    initial || dotted || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        assert_eq!(
            cut(
                "Brig. Gen. Pat Ryder spoke. “We know,” he said. “Go.” Then J. Doe left the U.S. embassy? Yes…"
            ),
            [
                "Brig. Gen. Pat Ryder spoke.",
                "“We know,” he said.",
                "“Go.”",
                "Then J. Doe left the U.S. embassy?",
                "Yes…"
            ],
        );
    }

    #[test]
    fn a_line_break_ends_a_sentence_without_a_stop() {
        assert_eq!(
            cut("Mayor resigns\n\n  He left at 3.5 p.m. on Oct. 2.\r\n"),
            ["Mayor resigns", "He left at 3.5 p.m. on Oct. 2."]
        );
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_underscores() {
        let text = "l’élu_2 – 1,200 “ok”";
        assert_eq!(words(text).map(|w| w.of(text)).collect::<Vec<_>>(), ["l", "élu_2", "1", "200", "ok"]);
    }
}
