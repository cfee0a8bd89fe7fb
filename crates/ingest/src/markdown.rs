//! Markdown: the text is kept as read; its markup is furniture.
//!
//! What would disturb reading is marked, and nothing is moved: YAML front matter at the start (whose `title`, `date` and
//! `author` are read), the `#` of headings, quote marks at the start of a line, list bullets, rules, code fences,
//! images, and of links the brackets and the address.

use crate::date;
use crate::decode::decode;
use crate::document::Content;
use crate::outlet;
use onrecord_record::Report;
use onrecord_text::ByteSpan;
use regex::Regex;
use std::sync::LazyLock;

/// Markup that stands at the start of a line, or is a whole line.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[*+-][ \t]+|(?:[-*_=][ \t]*){3,}$|(?:```|~~~).*$)")
        .expect("valid")
});

/// Images whole, links with their words as group 2, and marks of emphasis about words.
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(!\[[^\]\n]*\]\([^)\n]*\))|\[([^\]\n]+)\]\([^)\n]*\)|(\*{1,3}|__|~~)").expect("valid")
});

pub(crate) fn read(bytes: &[u8]) -> Content {
    let decoded = decode(bytes, None);
    let text = decoded.text;
    let (report, body) = front_matter(&text);
    let mut markup = Vec::new();
    if body > 0 {
        markup.push(ByteSpan::new(0, body).trim(&text));
    }
    markup.extend(LINE.find_iter(&text[body..]).map(|m| ByteSpan::new(body + m.start(), body + m.end())));
    for found in INLINE.captures_iter(&text[body..]) {
        let whole = found.get_match();
        let (start, end) = (body + whole.start(), body + whole.end());
        let apart = |rest: Option<char>| rest.is_none_or(char::is_whitespace);
        // A sign between words, as in "2 * 3".
        if whole.len() <= 3 && apart(text[..start].chars().next_back()) && apart(text[end..].chars().next()) {
            continue;
        }
        if let Some(words) = found.get(2) {
            markup.push(ByteSpan::new(start, body + words.start()));
            markup.push(ByteSpan::new(body + words.end(), end));
        } else {
            markup.push(ByteSpan::new(start, end));
        }
    }
    markup.sort_by_key(|span| span.start);
    let mut end = 0;
    markup.retain(|span| {
        let apart = span.start >= end && !span.is_empty();
        end = end.max(span.end);
        apart
    });
    Content { report, text, markup, warning: decoded.trouble }
}

/// What YAML front matter says of the report, and where it ends.
fn front_matter(text: &str) -> (Report, usize) {
    let none = (Report::default(), 0);
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return none };
    let from = text.len() - rest.len();
    let mut report = Report::default();
    let mut at = from;
    for line in rest.split_inclusive('\n').take(100) {
        at += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return (report, at);
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        if value.is_empty() {
            continue;
        }
        match key {
            "title" => report.title = Some(value.to_owned()),
            "date" | "published" => report.published = date::iso(value),
            "author" | "byline" => report.byline = outlet::people(value.trim_matches(['[', ']'])),
            "outlet" | "publisher" | "source" => report.outlet = Some(value.to_owned()),
            "url" => report.url = Some(value.to_owned()),
            "lang" | "language" => report.language = outlet::language(value),
            _ => {}
        }
    }
    none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_marked_and_the_text_kept() {
        let source =
            "# Mayor resigns\n\n> “I am [tired](http://x.y/z),” **she** said.\n\n---\n- one\n![a](b.png)\n";
        let content = read(source.as_bytes());
        assert_eq!(content.text, source);
        let marked: Vec<&str> = content.markup.iter().map(|span| span.of(&content.text)).collect();
        assert_eq!(marked, ["# ", "> ", "[", "](http://x.y/z)", "**", "**", "---", "- ", "![a](b.png)"]);
    }

    #[test]
    fn emphasis_is_markup_and_a_sign_between_words_is_not() {
        let content = read(b"*The Oxbow Courier*\n\n2 * 3 is ***six***.\n");
        let marked: Vec<_> = content.markup.iter().map(|span| (span.start, span.len())).collect();
        assert_eq!(marked, [(0, 1), (18, 1), (30, 3), (36, 3)]);
    }

    #[test]
    fn front_matter_is_read_and_marked() {
        let content = read(
            b"---\ntitle: \"Mayor resigns\"\ndate: 2019-07-08\nauthor: [Jane Doe, John Roe]\n---\nShe left.",
        );
        assert_eq!(content.report.title.as_deref(), Some("Mayor resigns"));
        assert_eq!(content.report.published.as_deref(), Some("2019-07-08"));
        assert_eq!(content.report.byline, ["Jane Doe", "John Roe"]);
        assert_eq!(content.markup, [ByteSpan::new(0, 76)]);
    }

    #[test]
    fn a_rule_at_the_start_is_no_front_matter() {
        let content = read(b"---\nShe left: at once.\n");
        assert_eq!(content.report, Report::default());
        assert_eq!(content.markup, [ByteSpan::new(0, 3)]);
    }
}
