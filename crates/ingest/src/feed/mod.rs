//! Feeds: RSS, Atom and JSON Feed, an entry a report.
//!
//! A feed is cut into its entries by a look at its tags alone, so that one broken entry costs no other. What is kept of an
//! entry is a feed that holds nothing else, with the title, language and address of the whole: those bytes are the
//! same whenever the feed is fetched, though the feed's other fields change.

mod cut;

use crate::date;
use crate::document::Content;
use crate::format::Format;
use crate::html::words;
use crate::outlet;
use crate::problem::{Place, Problem, Trouble};
use crate::raw::{Raw, problem};
use crate::skip::Skip;
use feed_rs::model::Entry;
use memchr::memmem;
use onrecord_record::Report;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// The entries of a feed as items.
pub(crate) fn entries(feed: Raw) -> impl Iterator<Item = Result<Raw, Problem>> + Send {
    let Raw { file, bytes, cut, .. } = feed;
    let (entries, broken) = if bytes.trim_ascii_start().starts_with(b"{") {
        match cut::json(&bytes) {
            Ok(entries) => (entries, None),
            Err(error) => (Vec::new(), Some(Trouble::Json(error))),
        }
    } else {
        (cut::xml(&bytes), None)
    };
    let end = cut.map(Trouble::Cut).or(broken);
    let end = end.map(|trouble| Err(problem(file.clone(), Place::Whole, trouble)));
    let one = move |(at, bytes): (usize, Vec<u8>)| {
        Ok(Raw { file: file.clone(), place: Place::Byte(at as u64), format: Format::Feed, bytes, cut: None })
    };
    entries.into_iter().map(one).chain(end)
}

/// Reads a feed of one entry.
///
/// # Errors
/// Where it is none; [`Trouble::Skipped`] where the entry has no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let feed = feed_rs::parser::parse(bytes).map_err(|error| Trouble::Feed(error.to_string()))?;
    let title = feed.title.map(|title| words(&title.content));
    let Some(entry) = feed.entries.into_iter().next() else {
        return Err(Trouble::Feed("it holds none".to_owned()));
    };
    let text = text(&entry);
    if text.is_empty() {
        return Err(Trouble::Skipped(Skip::Storyless));
    }
    let page = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = page.map(|link| link.href.clone());
    let names = entry.authors.iter().filter_map(|author| author.name.as_deref());
    let report = Report {
        // The parser makes up a number where there is none.
        key: Some(entry.id).filter(|id| memmem::find(bytes, id.as_bytes()).is_some()),
        title: entry.title.map(|title| words(&title.content)).filter(|title| !title.is_empty()),
        outlet: title.filter(|title| !title.is_empty()).or_else(|| url.as_deref().and_then(outlet::of_url)),
        byline: names.filter(|name| !name.contains('@')).flat_map(outlet::people).collect(),
        published: published(bytes),
        language: entry.language.or(feed.language).as_deref().and_then(outlet::language),
        url,
        ..Report::default()
    };
    Ok(Content { report, text, ..Content::default() })
}

/// The whole text of an entry where it has one, and its summary where not.
fn text(entry: &Entry) -> String {
    let whole =
        entry.content.as_ref().and_then(|content| content.body.as_deref()).map(words).unwrap_or_default();
    let summary = entry.summary.as_ref().map(|summary| words(&summary.content)).unwrap_or_default();
    if whole.len() >= summary.len() { whole } else { summary }
}

/// When the entry was published, with its own zone, which the parser does not keep: in another the day can be another.
fn published(bytes: &[u8]) -> Option<String> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"<(?:\w+:)?(?:pubDate|published|issued|date)\b[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]{6,60})",
            r#"|"date_published"\s*:\s*"([^"]{6,60})""#,
        ))
        .expect("the pattern is valid")
    });
    DATE.captures_iter(bytes)
        .filter_map(|found| str::from_utf8(found.get(1).or_else(|| found.get(2))?.as_bytes()).ok())
        .find_map(date::iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(feed: &str) -> Content {
        read(feed.as_bytes()).unwrap()
    }

    #[test]
    fn an_entry_of_rss_is_read() {
        let content = of(
            r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Oxbow Times</title><language>en-gb</language><item>
            <title>Mayor &amp;amp; aide resign</title><link>https://oxbow.example/mayor</link><guid>oxbow-7</guid>
            <dc:creator>Jane Doe and John Roe</dc:creator><pubDate>Mon, 08 Jul 2019 23:14:00 -0500</pubDate>
            <description>Both left.</description>
            <content:encoded><![CDATA[<p>The mayor left on Monday.</p><p>&ldquo;I am tired,&rdquo; she said.</p>]]></content:encoded>
            </item></channel></rss>"#,
        );
        assert_eq!(content.text, "The mayor left on Monday.\n\n“I am tired,” she said.");
        let report = content.report;
        assert_eq!(report.title.as_deref(), Some("Mayor & aide resign"));
        assert_eq!(report.outlet.as_deref(), Some("The Oxbow Times"));
        assert_eq!(report.byline, ["Jane Doe", "John Roe"]);
        assert_eq!(report.published.as_deref(), Some("2019-07-08"));
        assert_eq!(report.url.as_deref(), Some("https://oxbow.example/mayor"));
        assert_eq!(report.key.as_deref(), Some("oxbow-7"));
        assert_eq!(report.language.as_deref(), Some("en"));
    }

    #[test]
    fn an_entry_of_atom_is_read() {
        let content =
            of(r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Oxbow</title><entry><title>Mayor</title>
            <id>tag:7</id><link href="https://oxbow.example/mayor"/><author><name>Jane Doe</name></author>
            <updated>2019-07-09T01:00:00Z</updated><published>2019-07-08T23:14:00-05:00</published>
            <summary type="html">&lt;p&gt;She &lt;i&gt;left&lt;/i&gt;.&lt;/p&gt;</summary></entry></feed>"#);
        assert_eq!(content.text, "She left.");
        assert_eq!(content.report.published.as_deref(), Some("2019-07-08T23:14:00-05:00"));
        assert_eq!(content.report.byline, ["Jane Doe"]);
    }

    #[test]
    fn an_entry_of_json_feed_is_read() {
        let content =
            of(r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Oxbow", "items": [{"id": "7",
            "url": "https://oxbow.example/mayor", "title": "Mayor", "content_text": "She left.",
            "date_published": "2019-07-08T23:14:00-05:00", "authors": [{"name": "Jane Doe"}]}]}"#);
        assert_eq!(content.text, "She left.");
        assert_eq!(content.report.published.as_deref(), Some("2019-07-08T23:14:00-05:00"));
        assert_eq!(content.report.key.as_deref(), Some("7"));
        assert_eq!(content.report.outlet.as_deref(), Some("Oxbow"));
    }

    #[test]
    fn an_entry_without_a_text_or_a_number_is_told() {
        let feed = |item: &str| {
            format!("<rss version=\"2.0\"><channel><title>x</title><item>{item}</item></channel></rss>")
        };
        let empty = read(feed("<title>Mayor</title>").as_bytes());
        assert!(matches!(empty, Err(Trouble::Skipped(Skip::Storyless))));
        assert_eq!(of(&feed("<description>She left.</description>")).report.key, None);
    }
}
