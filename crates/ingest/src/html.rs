//! Saved web pages: the story's text by rs-trafilatura, and what the page says of itself.

use crate::date;
use crate::decode::decode;
use crate::document::Content;
use crate::outlet;
use crate::problem::Trouble;
use encoding_rs::Encoding;
use onrecord_record::Report;
use regex::bytes::Regex;
use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{Options, extract_with_options};
use std::sync::LazyLock;

/// Pages nested deeper are refused: no page of news comes near it, and trees are walked recursively.
const MAX_DEPTH: usize = 2000;

pub(crate) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let decoded = decode(bytes, declared(bytes));
    if depth(&decoded.text) > MAX_DEPTH {
        return Err(Trouble::TooDeep(MAX_DEPTH));
    }
    let options = Options { page_type: Some(PageType::Article), ..Options::default() };
    let page = extract_with_options(&decoded.text, &options).map_err(|_| Trouble::NoStory)?;
    if page.content_text.trim().is_empty() {
        return Err(Trouble::NoStory);
    }
    let said = page.metadata;
    let report = Report {
        title: said.title,
        outlet: said.sitename.or_else(|| said.url.as_deref().and_then(outlet::of_url)),
        byline: said.author.as_deref().map(outlet::people).unwrap_or_default(),
        published: said.date.and_then(|date| date::iso(&date.to_string())),
        url: said.url,
        language: said.language.as_deref().and_then(outlet::language),
        ..Report::default()
    };
    Ok(Content { report, text: page.content_text, warning: decoded.trouble, ..Content::default() })
}

/// The encoding that a page declares in its first 4 KiB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:-]+)|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_:-]+)"#)
            .expect("valid")
    });
    let found = CHARSET.captures(&bytes[..bytes.len().min(4 << 10)])?;
    Encoding::for_label(found.get(1).or_else(|| found.get(2))?.as_bytes())
}

/// How deep the page's elements may nest: open tags minus end tags, at most; one pass over the bytes.
fn depth(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut now, mut most) = (0_usize, 0);
    for at in memchr(bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => now = now.saturating_sub(1),
            Some(c) if c.is_ascii_alphabetic() => now += 1,
            _ => {}
        }
        most = most.max(now);
    }
    most
}

fn memchr(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes.iter().enumerate().filter(|&(_, &b)| b == b'<').map(|(at, _)| at)
}
