//! One pass over a page's tags, before any tree is built: how deep they nest, and what the head says.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// What stands in a page's head, wherever in the page it stands.
#[derive(Default)]
pub(super) struct Head {
    /// The `lang` of the page.
    pub language: Option<String>,
    /// The contents of `meta` elements by their `property`, `name` or `itemprop` in lower case; the first of each.
    pub meta: HashMap<String, String>,
    /// The address that the page calls its own.
    pub canonical: Option<String>,
    /// The first `datetime` of a `time` element that is marked as the publication's.
    pub time: Option<String>,
    /// JSON-LD, as it stands.
    pub json: Vec<String>,
}

/// Reads a page's head; none if elements nest deeper than `limit`.
pub(super) fn scan(html: &str, limit: usize) -> Option<Head> {
    let tokenizer = Tokenizer::new(Scan { limit, ..Scan::default() }, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    if let TokenizerResult::Script(()) = tokenizer.feed(&input) {
        return None;
    }
    tokenizer.end();
    Some(tokenizer.sink.head.into_inner())
}

/// `words` with its character references resolved, as twice-escaped titles need.
pub(super) fn unescaped(words: &str) -> String {
    if !words.contains('&') || words.contains('<') {
        return words.to_owned();
    }
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(words));
    // Without tags there is nothing to stop for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Collects a page's characters.
#[derive(Default)]
struct Words(RefCell<String>);

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(words) = token {
            self.0.borrow_mut().push_str(&words);
        }
        TokenSinkResult::Continue
    }
}

/// Elements that hold nothing, or that the next of their kind ends: however many there are, none is inside another
/// unless some other element is between them.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "a", "dd", "dt", "li", "nobr", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot",
    "th", "thead", "tr", "html", "head", "body",
];

/// Elements of HTML that end a drawing, or that hold HTML inside one: after them `/>` ends nothing.
const ENDS_SVG: &[&str] = &[
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
    "font",
    "foreignobject",
    "desc",
    "title",
];

/// Counts open elements. An end tag closes only an element of its own name, so that the count is never less than the
/// depth of the tree that a browser would build; it can be more where a page forgets its end tags.
#[derive(Default)]
struct Scan {
    limit: usize,
    open: RefCell<HashMap<String, usize>>,
    depth: Cell<usize>,
    /// Whether a drawing is open, where `/>` ends an element.
    svg: Cell<bool>,
    /// Whether the characters to come are JSON-LD.
    json: Cell<bool>,
    head: RefCell<Head>,
}

impl TokenSink for Scan {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => self.close(&tag.name),
            Token::TagToken(tag) => return self.start(&tag),
            Token::CharacterTokens(words) if self.json.get() => {
                if let Some(json) = self.head.borrow_mut().json.last_mut() {
                    json.push_str(&words);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Scan {
    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.json.set(false);
        self.note(name, tag);
        if ENDS_SVG.contains(&name) {
            self.svg.set(false);
        }
        let ended = tag.self_closing && self.svg.get();
        if !ended && !FLAT.contains(&name) {
            *self.open.borrow_mut().entry(name.to_owned()).or_default() += 1;
            self.depth.set(self.depth.get() + 1);
            if self.depth.get() > self.limit {
                // The one answer that makes the tokenizer stop.
                return TokenSinkResult::Script(());
            }
        }
        if name == "svg" {
            self.svg.set(!tag.self_closing);
        }
        if self.svg.get() {
            return TokenSinkResult::Continue;
        }
        match name {
            "script" => TokenSinkResult::RawData(ScriptData),
            "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(Rawtext),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn close(&self, name: &str) {
        self.json.set(false);
        if name == "svg" {
            self.svg.set(false);
        }
        if let Some(count) = self.open.borrow_mut().get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.depth.set(self.depth.get() - 1);
        }
    }

    /// Notes what a tag says of the page.
    fn note(&self, name: &str, tag: &Tag) {
        let of =
            |key: &str| tag.attrs.iter().find(|a| &*a.name.local == key).map(|a| a.value.trim().to_owned());
        let mut head = self.head.borrow_mut();
        match name {
            "html" => head.language = head.language.take().or_else(|| of("lang").or_else(|| of("xml:lang"))),
            "meta" => {
                let Some(content) = of("content").filter(|content| !content.is_empty()) else { return };
                for key in ["property", "name", "itemprop"].into_iter().filter_map(of) {
                    head.meta.entry(key.to_ascii_lowercase()).or_insert_with(|| content.clone());
                }
            }
            "link" if of("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                head.canonical = head.canonical.take().or_else(|| of("href"));
            }
            "time" if of("itemprop").is_some_and(|i| i == "datePublished") || of("pubdate").is_some() => {
                head.time = head.time.take().or_else(|| of("datetime"));
            }
            "script" if of("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) => {
                head.json.push(String::new());
                self.json.set(true);
            }
            _ => {}
        }
    }
}
