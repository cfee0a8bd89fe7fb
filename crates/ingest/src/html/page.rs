//! What a page says of itself, in its `meta` elements and its JSON-LD.
//!
//! Dates are read here first: the extractor turns them into UTC, by which the day can change, and where a page gives
//! both it may take that of the last change.

use super::scan::{Head, unescaped};
use crate::date;
use crate::outlet;
use onrecord_record::Report;
use rs_trafilatura::Metadata;
use serde_json::Value;

/// Where pages put the date of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
];

/// Where pages put the outlet's name.
const OUTLET: &[&str] =
    &["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:app:name:iphone"];

/// The report's own fields, by what the page's head says and, where that is silent, by what the extractor found.
pub(super) fn report(head: &Head, found: Metadata) -> Report {
    let article = article(head);
    let in_article = |key: &str| article.as_ref().and_then(|article| name(article.get(key)?));
    let in_meta = |keys: &[&str]| keys.iter().find_map(|&key| head.meta.get(key)).cloned();
    let url = head
        .canonical
        .clone()
        .or_else(|| in_meta(&["og:url"]))
        .or(found.url)
        .filter(|url| url.contains("://"));
    let published = in_article("datePublished")
        .into_iter()
        .chain(PUBLISHED.iter().filter_map(|&key| head.meta.get(key).cloned()))
        .chain(head.time.clone())
        .find_map(|words| date::iso(&words))
        .or_else(|| {
            found.date.and_then(|date| date::iso(date.to_string().trim_end_matches(" 00:00:00 UTC")))
        });
    let outlet = in_meta(OUTLET)
        .or_else(|| in_article("publisher"))
        .or(found.sitename)
        .map(|name| unescaped(name.trim()).trim_start_matches('@').to_owned())
        .filter(|name| !name.is_empty() && name.len() < 80 && !name.contains('\n'));
    let mut byline: Vec<String> =
        article.as_ref().and_then(|a| a.get("author")).map(names).unwrap_or_default();
    if byline.is_empty() {
        byline = found.author.as_deref().map(outlet::people).unwrap_or_default();
    }
    Report {
        title: found.title.map(|title| unescaped(&title)),
        outlet: outlet.or_else(|| url.as_deref().and_then(outlet::of_url)),
        byline,
        published,
        language: head.language.as_deref().or(found.language.as_deref()).and_then(outlet::language),
        url,
        ..Report::default()
    }
}

/// The first object of the page's JSON-LD that is an article.
fn article(head: &Head) -> Option<Value> {
    objects(head).find(is_article)
}

/// The objects of the page's JSON-LD.
fn objects(head: &Head) -> impl Iterator<Item = Value> {
    head.json.iter().filter_map(|json| serde_json::from_str(json).ok()).flat_map(|mut value: Value| {
        let graph = value.get_mut("@graph").map(Value::take);
        match graph.unwrap_or(value) {
            Value::Array(all) => all,
            one => vec![one],
        }
    })
}

/// The types of the objects of the page's JSON-LD.
pub(super) fn types(head: &Head) -> Vec<String> {
    let words = |kind: &Value| kind.as_str().map(str::to_owned);
    objects(head)
        .filter_map(|mut object| Some(object.get_mut("@type")?.take()))
        .flat_map(|kind| {
            kind.as_array().map_or_else(|| vec![words(&kind)], |kinds| kinds.iter().map(words).collect())
        })
        .flatten()
        .collect()
}

/// Whether a type is that of an article.
pub(super) fn is_article_type(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
}

fn is_article(object: &Value) -> bool {
    let is = |kind: &Value| kind.as_str().is_some_and(is_article_type);
    object
        .get("@type")
        .is_some_and(|kind| is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is)))
}

/// A value's words, or its `name`.
fn name(value: &Value) -> Option<String> {
    let words = value.as_str().or_else(|| value.get("name")?.as_str())?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// The people in an `author`: one or several, as words or objects. Objects that are no persons are left out.
fn names(value: &Value) -> Vec<String> {
    let one = std::slice::from_ref(value);
    let all = value.as_array().map_or(one, Vec::as_slice);
    all.iter()
        .filter_map(name)
        .flat_map(|name| outlet::people(&unescaped(&name)))
        .filter(|name| !name.contains("://"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::scan::scan;

    fn of(html: &str) -> Report {
        report(&scan(html, 100).unwrap(), Metadata::default())
    }

    #[test]
    fn meta_elements_are_read() {
        let report = of(r#"<html lang="en-GB"><link rel=canonical href="https://www.oxbow.example/mayor">
            <meta property="og:site_name" content="The Oxbow &amp; Vale Times">
            <meta property="article:published_time" content="2019-11-19T23:30:00-05:00">"#);
        assert_eq!(report.language.as_deref(), Some("en"));
        assert_eq!(report.url.as_deref(), Some("https://www.oxbow.example/mayor"));
        assert_eq!(report.outlet.as_deref(), Some("The Oxbow & Vale Times"));
        assert_eq!(report.published.as_deref(), Some("2019-11-19T23:30:00-05:00"));
    }

    #[test]
    fn json_ld_is_read() {
        let report = of(
            r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
            {"@type": ["NewsArticle"], "datePublished": "2019-11-19", "author": [{"@type": "Person", "name": "Jane Doe"}, "John Roe"],
            "publisher": {"@type": "Organization", "name": "Oxbow Times"}}]}</script>"#,
        );
        assert_eq!(report.published.as_deref(), Some("2019-11-19"));
        assert_eq!(report.byline, ["Jane Doe", "John Roe"]);
        assert_eq!(report.outlet.as_deref(), Some("Oxbow Times"));
    }

    #[test]
    fn the_host_stands_in_for_an_outlet_without_a_name() {
        let report = of("<link rel=canonical href=https://www.oxbow.example/mayor>");
        assert_eq!(report.outlet.as_deref(), Some("oxbow.example"));
        assert_eq!(report.published, None);
    }

    #[test]
    fn broken_json_ld_is_passed_over() {
        assert_eq!(
            of(r#"<script type="application/ld+json">{"@type": "Article", </script>"#).published,
            None
        );
    }
}
