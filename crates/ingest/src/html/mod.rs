//! Saved web pages: the story's text by rs-trafilatura, and what the page says of itself.

mod fragment;
mod kind;
mod page;
mod scan;

pub(crate) use fragment::words;

use crate::decode::{Decoded, decode};
use crate::document::Content;
use crate::problem::Trouble;
use crate::skip::Skip;
use encoding_rs::Encoding;
use kind::Kind;
use regex::bytes::Regex;
use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{Options, extract_with_options};
use scan::Head;
use std::sync::LazyLock;

/// Pages whose elements nest deeper are refused. Pages of news stay far below a hundred, and the time that a tree takes
/// grows with the square of its depth.
const MAX_DEPTH: usize = 1000;

pub(crate) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let (decoded, head) = open(bytes, None)?;
    story(decoded, &head)
}

/// Reads a page of an archive, which is no report if it is an index, a gallery, a video or in another language.
/// `charset` is what the server said of its encoding; that goes before what the page says.
pub(crate) fn read_archived(
    bytes: &[u8],
    charset: Option<&'static Encoding>,
    url: &str,
) -> Result<Content, Trouble> {
    let (decoded, head) = open(bytes, charset)?;
    let kind = Kind::of(&head, url);
    if let Some(skip) = kind.at_once() {
        return Err(Trouble::Skipped(skip));
    }
    match story(decoded, &head) {
        Err(Trouble::NoStory) => Err(Trouble::Skipped(kind.by_text("").unwrap_or(Skip::Storyless))),
        Ok(content) => kind.by_text(&content.text).map_or(Ok(content), |skip| Err(Trouble::Skipped(skip))),
        Err(trouble) => Err(trouble),
    }
}

/// Decodes a page and reads its head.
fn open(bytes: &[u8], charset: Option<&'static Encoding>) -> Result<(Decoded, Head), Trouble> {
    let decoded = decode(bytes, charset.or_else(|| declared(bytes)));
    let head = scan::scan(&decoded.text, MAX_DEPTH).ok_or(Trouble::TooDeep(MAX_DEPTH))?;
    Ok((decoded, head))
}

fn story(decoded: Decoded, head: &Head) -> Result<Content, Trouble> {
    let options = Options { page_type: Some(PageType::Article), ..Options::default() };
    let story = extract_with_options(&decoded.text, &options).map_err(|_| Trouble::NoStory)?;
    // Of a page that holds nothing, the extractor gives the title, once or several times.
    let title = story.metadata.title.as_deref().unwrap_or("");
    if story.content_text.replace(title, "").trim().is_empty() {
        return Err(Trouble::NoStory);
    }
    let report = page::report(head, story.metadata);
    Ok(Content { report, text: story.content_text, warning: decoded.trouble, ..Content::default() })
}

/// The encoding that a page declares in its first 4 KiB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r#"(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:-]+)|"#,
            r#"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_:-]+)"#,
        ))
        .expect("the pattern is valid")
    });
    let found = CHARSET.captures(&bytes[..bytes.len().min(4 << 10)])?;
    Encoding::for_label(found.get(1).or_else(|| found.get(2))?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str =
        "<p>The mayor of Oxbow resigned on Monday, her office said in a statement to the press.</p>
        <p>“I am tired,” she told the Oxbow Times, which had asked her about the bridge for a month.</p>";

    fn page(head: &str) -> String {
        format!(
            "<!doctype html><html lang=en-GB><head>{head}</head><body><nav><a href=/>Home</a></nav><article>{STORY}</article></body></html>"
        )
    }

    #[test]
    fn the_story_is_parted_from_the_page() {
        let text = read(page("").as_bytes()).unwrap().text;
        let paragraphs: Vec<&str> = onrecord_text::paragraphs(&text).map(|p| p.of(&text)).collect();
        assert_eq!(
            paragraphs,
            [
                "The mayor of Oxbow resigned on Monday, her office said in a statement to the press.",
                "“I am tired,” she told the Oxbow Times, which had asked her about the bridge for a month."
            ]
        );
    }

    #[test]
    fn the_encoding_that_a_page_declares_is_used() {
        let page = page("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-7'>")
            .replace("Oxbow", "ναι");
        let bytes: Vec<u8> = encoding_rs::ISO_8859_7.encode(&page.replace(['“', '”'], "'")).0.into_owned();
        assert!(read(&bytes).unwrap().text.starts_with("The mayor of ναι resigned"));
    }

    #[test]
    fn a_page_nested_without_end_is_refused_at_once() {
        for open in [
            "<div>",
            "<div></x>",
            "<a b='>'><b>",
            "<x/>",
            "<svg><div/>",
            "<b><div></b>",
            "<!-- <script> --><i>",
        ] {
            let page = format!("<html><body>{}{STORY}</body></html>", open.repeat(100_000));
            assert!(matches!(read(page.as_bytes()), Err(Trouble::TooDeep(1000))), "{open}");
        }
    }

    #[test]
    fn a_page_with_many_elements_side_by_side_is_read() {
        let flat = "<br><img src=a><p>a<p>b<li>c<div></div><svg><path d=''/><g/></svg><script>if (a<b) '<div>'</script>";
        let page = page("").replace("<nav>", &format!("<nav>{}", flat.repeat(2000)));
        assert!(read(page.as_bytes()).unwrap().text.contains("“I am tired,” she told"));
    }

    #[test]
    fn a_page_without_a_story_is_a_problem() {
        let found = read(b"<html><head><title>Oxbow Times</title></head><body></body></html>")
            .map(|content| content.text);
        assert_eq!(
            found.map_err(|trouble| trouble.to_string()),
            Err("holds no story that could be found".into())
        );
    }
}
