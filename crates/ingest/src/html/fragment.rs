//! The words of a piece of HTML, as feeds and mails hold them: all of it is the story, there is no page around it.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::{Cell, RefCell};

/// Elements that end a paragraph where they begin and where they end.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The words of a piece of HTML, a paragraph a line with an empty line between. Plain text goes through as it is, but for
/// its white space.
pub(crate) fn words(html: &str) -> String {
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The sink never asks to stop.
    while let TokenizerResult::Script(()) = tokenizer.feed(&input) {}
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

#[derive(Default)]
struct Words {
    text: RefCell<String>,
    /// Line breaks, or else white space, that come before the next word.
    breaks: Cell<usize>,
    space: Cell<bool>,
    /// Whether what comes is not to be read: a script, a style sheet.
    hidden: Cell<bool>,
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(words) if !self.hidden.get() => self.write(&words),
            Token::TagToken(tag) => {
                self.hidden.set(false);
                let name: &str = &tag.name;
                if name == "br" {
                    self.breaks.set((self.breaks.get() + 1).min(2));
                } else if BLOCKS.contains(&name) {
                    self.breaks.set(2);
                }
                if tag.kind == TagKind::StartTag {
                    self.hidden.set(matches!(name, "script" | "style" | "title"));
                    match name {
                        "script" => return TokenSinkResult::RawData(ScriptData),
                        "style" | "title" => return TokenSinkResult::RawData(Rawtext),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Words {
    fn write(&self, words: &str) {
        let mut text = self.text.borrow_mut();
        for c in words.chars() {
            if c.is_whitespace() {
                self.space.set(true);
                continue;
            }
            if !text.is_empty() {
                match self.breaks.get() {
                    0 if self.space.get() => text.push(' '),
                    breaks => text.extend(std::iter::repeat_n('\n', breaks)),
                }
            }
            self.breaks.set(0);
            self.space.set(false);
            text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn paragraphs_are_parted_and_tags_dropped() {
        assert_eq!(
            words(
                "<p>The mayor\n left &mdash; <b>at once</b>.</p><style>p {}</style><p>“No”,<br>she said.</p><script>if (a<b) x</script>"
            ),
            "The mayor left — at once.\n\n“No”,\nshe said."
        );
        assert_eq!(words("5 < 7 &amp; 7 > 5"), "5 < 7 & 7 > 5");
        assert_eq!(words("<div><div></div>"), "");
        assert_eq!(words("cut <a href='"), "cut");
    }
}
