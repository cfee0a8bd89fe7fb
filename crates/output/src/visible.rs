//! Text that a terminal can be trusted with.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` on one line, as a terminal may show it: white space is a single space; control characters, and those that
/// reorder or hide the text around them, become visible (`␛`, `⟨U+202E⟩`).
pub fn visible(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c == ' ' || !(c.is_whitespace() || c.is_control() || is_deceptive(c));
    if text.chars().all(plain) && !text.contains("  ") && text.trim() == text {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        for c in word.chars() {
            match c {
                '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('␀')),
                '\x7f' => shown.push('␡'),
                c if c.is_control() || is_deceptive(c) => {
                    let _ = write!(shown, "⟨U+{:04X}⟩", c as u32);
                }
                c => shown.push(c),
            }
        }
    }
    Cow::Owned(shown)
}

/// Embeddings, overrides and isolates of writing direction; invisible tags and fillers.
fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}'..='\u{2064}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The first `most` characters of `text`, and an ellipsis if that is not all.
pub fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_stay_as_they_are() {
        assert!(matches!(visible("“Nous n’irons pas” — 東京 🙂"), Cow::Borrowed(_)));
        assert_eq!(visible(" a\r\n\tb\u{a0}c\u{2028} d "), "a b c d");
    }

    #[test]
    fn what_commands_a_terminal_is_shown_instead() {
        assert_eq!(visible("\x1b]0;pwned\x07\x1b[2Jx\u{9b}31m\x7f"), "␛]0;pwned␇␛[2Jx⟨U+009B⟩31m␡");
        assert_eq!(visible("\u{202e}dlrow\u{202c}"), "⟨U+202E⟩dlrow⟨U+202C⟩");
    }

    #[test]
    fn a_clip_says_that_it_is_one() {
        assert_eq!(clipped("four words are here", 11), "four words…");
        assert_eq!(clipped("four", 4), "four");
    }
}
