//! From a feed to its entries, by its tags.

use memchr::{memchr, memmem};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

/// Elements that hold entries, or that hold such elements.
const CONTAINERS: &[&[u8]] = &[b"rss", b"RDF", b"channel", b"feed"];

/// What is kept of the feed itself.
const KEPT: &[&[u8]] = &[b"title", b"language", b"link"];

/// A tag, or what else stands between angle brackets.
struct Tag<'x> {
    /// Its name without a prefix; empty for comments and the like.
    name: &'x [u8],
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Open,
    Close,
    /// Both in one.
    Empty,
    /// `<?xml …?>`
    Declaration,
    /// Comments, marked data and document types.
    Other,
}

/// The tags of an XML text, one after the other. It never fails: what is no tag is passed over.
struct Tags<'x> {
    xml: &'x [u8],
    at: usize,
    /// What ends a comment or marked data, where it was looked for to the end in vain.
    missing: [bool; 2],
}

impl<'x> Iterator for Tags<'x> {
    type Item = Tag<'x>;

    fn next(&mut self) -> Option<Tag<'x>> {
        loop {
            let start = self.at + memchr(b'<', &self.xml[self.at..])?;
            let rest = &self.xml[start..];
            let other = |end: usize| Tag { name: b"", start, end: start + end, kind: Kind::Other };
            for (i, (open, close)) in
                [(&b"<!--"[..], &b"-->"[..]), (b"<![CDATA[", b"]]>")].into_iter().enumerate()
            {
                if rest.starts_with(open) && !self.missing[i] {
                    if let Some(end) = memmem::find(rest, close) {
                        self.at = start + end + close.len();
                        return Some(other(end + close.len()));
                    }
                    self.missing[i] = true;
                }
            }
            let Some(end) = memchr(b'>', rest) else {
                self.at = self.xml.len();
                return None;
            };
            // A tag does not hold another: this one was never ended.
            if let Some(next) = memchr(b'<', &rest[1..end]) {
                self.at = start + 1 + next;
                continue;
            }
            self.at = start + end + 1;
            let inner = &rest[1..end];
            let (kind, inner) = match inner.first() {
                Some(b'/') => (Kind::Close, &inner[1..]),
                Some(b'?') => (Kind::Declaration, &inner[1..]),
                Some(b'!') => (Kind::Other, &inner[..0]),
                _ if inner.ends_with(b"/") => (Kind::Empty, inner),
                _ => (Kind::Open, inner),
            };
            let name = inner.split(|b| b.is_ascii_whitespace() || *b == b'/').next().unwrap_or_default();
            let name = name.rsplit(|&b| b == b':').next().unwrap_or_default();
            return Some(Tag { name, start, end: start + end + 1, kind });
        }
    }
}

/// Where each entry of an XML feed begins, and the feed that holds nothing else.
pub(super) fn xml(feed: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut frame = Frame::default();
    let mut entries: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    for tag in (Tags { xml: feed, at: 0, missing: [false; 2] }) {
        let entry = matches!(tag.name, b"item" | b"entry");
        match (entry, tag.kind, open) {
            (true, Kind::Open, before) => {
                // An entry that is not ended ends where the next begins.
                entries.extend(before.map(|start| (start, tag.start)));
                open = Some(tag.start);
            }
            (true, Kind::Close, Some(start)) => {
                entries.push((start, tag.end));
                open = None;
            }
            (false, _, None) => frame.take(feed, &tag),
            _ => {}
        }
    }
    entries.extend(open.map(|start| (start, feed.len())));
    let whole = |(start, end): (usize, usize)| {
        (start, [&frame.head, &feed[start..end], frame.tail().as_slice()].concat())
    };
    entries.into_iter().map(whole).collect()
}

/// What is kept of a feed around its entries.
#[derive(Default)]
struct Frame<'x> {
    head: Vec<u8>,
    /// Containers that are open, as their tags name them.
    open: Vec<&'x [u8]>,
    /// The element outside entries that the tag is in: its name and its start.
    within: Option<(&'x [u8], usize)>,
}

impl<'x> Frame<'x> {
    /// Takes a tag outside the entries.
    fn take(&mut self, feed: &'x [u8], tag: &Tag<'x>) {
        if let Some((name, start)) = self.within {
            if tag.kind == Kind::Close && tag.name == name {
                self.within = None;
                self.keep(name, &feed[start..tag.end]);
            }
            return;
        }
        let text = &feed[tag.start..tag.end];
        match tag.kind {
            Kind::Declaration if self.head.is_empty() => self.head.extend_from_slice(text),
            Kind::Open if CONTAINERS.contains(&tag.name) => {
                self.head.extend_from_slice(text);
                let full = text[1..text.len() - 1].split(u8::is_ascii_whitespace).next();
                self.open.push(full.unwrap_or_default());
            }
            // In RDF entries stand beside the channel; other containers stay open for them.
            Kind::Close
                if tag.name == b"channel" && self.open.first().is_some_and(|root| root.ends_with(b"RDF")) =>
            {
                self.head.extend_from_slice(text);
                self.open.truncate(1);
            }
            Kind::Open if !tag.name.is_empty() => self.within = Some((tag.name, tag.start)),
            Kind::Empty => self.keep(tag.name, text),
            _ => {}
        }
    }

    fn keep(&mut self, name: &[u8], text: &[u8]) {
        if KEPT.contains(&name) && text.len() < 1 << 10 {
            self.head.extend_from_slice(text);
        }
    }

    /// The tags that close what is open.
    fn tail(&self) -> Vec<u8> {
        self.open.iter().rev().flat_map(|name| [b"</", *name, b">"].concat()).collect()
    }
}

#[derive(Deserialize)]
struct JsonFeed<'j> {
    version: String,
    title: Option<String>,
    language: Option<String>,
    #[serde(borrow)]
    items: Vec<&'j RawValue>,
}

/// The same for a JSON feed.
///
/// # Errors
/// Where it is no JSON, or not of that shape.
pub(super) fn json(feed: &[u8]) -> Result<Vec<(usize, Vec<u8>)>, serde_json::Error> {
    let JsonFeed { version, title, language, items } = serde_json::from_slice(feed)?;
    let title = title.unwrap_or_default();
    let frame = json!({ "version": version, "title": title, "language": language, "items": [] }).to_string();
    // Fields come in the order of their names.
    let (head, tail) = frame.split_once("[]").unwrap_or((&frame, ""));
    let whole = |item: &RawValue| {
        let at = item.get().as_ptr() as usize - feed.as_ptr() as usize;
        (at, format!("{head}[{}]{tail}", item.get()).into_bytes())
    };
    Ok(items.into_iter().map(whole).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(feed: &str) -> Vec<(usize, String)> {
        xml(feed.as_bytes()).into_iter().map(|(at, entry)| (at, String::from_utf8(entry).unwrap())).collect()
    }

    #[test]
    fn an_entry_comes_with_what_the_feed_is() {
        let feed = "<?xml version='1.0'?><!-- a > b --><rss version='2.0'><channel><title>Oxbow</title><lastBuildDate>now</lastBuildDate>\
                    <image><title>no</title></image><item>1</item>\n<item><![CDATA[</item>]]>2</item></channel></rss>";
        let head = "<?xml version='1.0'?><rss version='2.0'><channel><title>Oxbow</title>";
        assert_eq!(
            cut(feed),
            [
                (feed.find("<item>1").unwrap(), format!("{head}<item>1</item></channel></rss>")),
                (
                    feed.find("<item><!").unwrap(),
                    format!("{head}<item><![CDATA[</item>]]>2</item></channel></rss>")
                ),
            ]
        );
    }

    #[test]
    fn entries_stand_beside_the_channel_in_rdf_and_under_the_root_in_atom() {
        assert_eq!(
            cut("<rdf:RDF xmlns='x'><channel><title>Oxbow</title></channel><item>1</item></rdf:RDF>")[0].1,
            "<rdf:RDF xmlns='x'><channel><title>Oxbow</title></channel><item>1</item></rdf:RDF>"
        );
        assert_eq!(
            cut("<a:feed><a:link href='y'/><a:updated>z</a:updated><a:entry>1</a:entry></a:feed>")[0].1,
            "<a:feed><a:link href='y'/><a:entry>1</a:entry></a:feed>"
        );
    }

    #[test]
    fn a_broken_entry_costs_no_other() {
        let found = cut("<rss><channel><item>1<item>2</item><item>3 <![CDATA[ <item>4</item> < a <item>5");
        let entries: Vec<&str> = found
            .iter()
            .map(|(_, entry)| entry.trim_start_matches("<rss><channel>").trim_end_matches("</channel></rss>"))
            .collect();
        assert_eq!(entries, ["<item>1", "<item>2</item>", "<item>3 <![CDATA[ ", "<item>4</item>", "<item>5"]);
    }

    #[test]
    fn a_json_feed_is_cut_by_its_items() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1", "title": "Oxbow", "expired": false, "items": [ {"id": 1}, {"id":2}]}"#;
        let found = json(feed.as_bytes()).unwrap();
        assert_eq!(found[1].0, feed.find(r#"{"id":2}"#).unwrap());
        assert_eq!(
            String::from_utf8_lossy(&found[1].1),
            r#"{"items":[{"id":2}],"language":null,"title":"Oxbow","version":"https://jsonfeed.org/version/1"}"#
        );
    }
}
