//! What a page of an archive is, if it is no report.
//!
//! A page that calls itself an article is one, whatever its address; an address alone makes a page an index only if it
//! says nothing of itself. What goes with a video or with pictures is a report if there is enough of it.

use super::page::{is_article_type, types};
use super::scan::Head;
use crate::language::is_foreign;
use crate::outlet;
use crate::skip::Skip;
use onrecord_text::paragraphs;

/// A text about pictures or a video is a report of its own from so many words.
const ENOUGH: usize = 150;

/// Parts of the addresses of galleries.
const GALLERY: &[&str] = &[
    "gallery",
    "galleries",
    "photos",
    "photo",
    "photo-gallery",
    "photogallery",
    "pictures",
    "in-pictures",
    "slideshow",
];

/// A paragraph of prose has at least so many words.
const PROSE: usize = 15;

/// What a page says of itself.
pub(super) struct Kind {
    article: bool,
    /// What it is no report for, whatever its text is.
    at_once: Option<Skip>,
    /// What it is if it has little text.
    if_short: Option<Skip>,
    /// Whether it says that it is a list, or its address is that of a section rather than of a story.
    listing: bool,
}

impl Kind {
    pub fn of(head: &Head, url: &str) -> Self {
        let types = types(head);
        let is = |names: &[&str]| types.iter().any(|kind| names.contains(&kind.as_str()));
        let meta = |key: &str| head.meta.get(key).map_or("", String::as_str);
        let (own, path) = (meta("og:type"), path(url));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let in_path = |names: &[&str]| parts.iter().any(|part| names.contains(part));
        let language = head.language.as_deref().and_then(outlet::language);
        let foreign = language.is_some_and(|language| language != "en")
            && is_foreign(&format!("{}. {}", meta("og:title"), meta("og:description")));
        let front = parts.iter().all(|part| part.starts_with("index."));
        let gallery = is(&["ImageGallery", "MediaGallery"]) || in_path(GALLERY);
        let video =
            own.starts_with("video") || is(&["VideoObject"]) || in_path(&["video", "videos", "watch"]);
        let section = parts.len() <= 3 && parts.iter().all(|part| is_section(part));
        Self {
            article: own == "article"
                || types.iter().any(|kind| is_article_type(kind))
                || head.meta.contains_key("article:published_time"),
            at_once: if front { Some(Skip::Index) } else { foreign.then_some(Skip::Language) },
            if_short: if gallery { Some(Skip::Gallery) } else { video.then_some(Skip::Video) },
            listing: section || is(&["CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"]),
        }
    }

    /// What is no report whatever its text is.
    pub fn at_once(&self) -> Option<Skip> {
        self.at_once
    }

    /// What is no report by the text that was found in it.
    pub fn by_text(&self, text: &str) -> Option<Skip> {
        if is_foreign(text) {
            return Some(Skip::Language);
        }
        let short = self.if_short.filter(|_| text.split_whitespace().count() < ENOUGH);
        let index = !self.article && (self.listing || is_list(text));
        short.or(index.then_some(Skip::Index))
    }
}

/// The path of an address, in small letters.
fn path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a part of a path is the name of a section: no number, no date, and no headline with hyphens in it.
fn is_section(part: &str) -> bool {
    part.len() <= 24
        && !part.contains('.')
        && !part.bytes().any(|b| b.is_ascii_digit())
        && part.bytes().filter(|&b| matches!(b, b'-' | b'_')).count() <= 2
}

/// Whether a text is a list of headlines: many lines, of which few are prose.
fn is_list(text: &str) -> bool {
    let (mut lines, mut prose) = (0, 0);
    for paragraph in paragraphs(text) {
        let words = paragraph.of(text);
        lines += 1;
        let ended =
            words.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…', ':']);
        prose += usize::from(ended && words.split_whitespace().count() >= PROSE);
    }
    lines >= 6 && prose * 4 < lines
}

#[cfg(test)]
mod tests {
    use super::super::scan::scan;
    use super::*;

    const STORY: &str =
        "The mayor of Oxbow resigned on Monday, her office said in a statement to the local press here.";

    fn found(head: &str, url: &str, text: &str) -> Option<Skip> {
        let head = scan(head, 100).unwrap();
        let kind = Kind::of(&head, url);
        kind.at_once().or_else(|| kind.by_text(text))
    }

    #[test]
    fn an_article_is_one_by_what_it_says_or_by_its_address() {
        let own = "<meta property=og:type content=article>";
        assert_eq!(found(own, "https://oxbow.example/news/mayor", STORY), None);
        assert_eq!(found("", "https://oxbow.example/news/mayor-of-oxbow-resigns-over-bridge", STORY), None);
        assert_eq!(found("", "https://oxbow.example/2019/07/mayor", STORY), None);
        assert_eq!(found("", "https://oxbow.example/news/48912345", STORY), None);
        assert_eq!(found("", "https://oxbow.example/story.html?id=7", STORY), None);
    }

    #[test]
    fn front_pages_sections_and_lists_are_indexes() {
        let own = "<meta property=og:type content=article>";
        assert_eq!(found(own, "https://oxbow.example/", STORY), Some(Skip::Index));
        assert_eq!(found("", "https://oxbow.example", STORY), Some(Skip::Index));
        assert_eq!(found("", "https://oxbow.example/index.html", STORY), Some(Skip::Index));
        assert_eq!(found("", "https://oxbow.example/news/local-politics/", STORY), Some(Skip::Index));
        let list = r#"<script type="application/ld+json">{"@type": "CollectionPage"}</script>"#;
        assert_eq!(found(list, "https://oxbow.example/tag/123", STORY), Some(Skip::Index));
        let headlines = "Mayor resigns\nBridge closed\nFair opens\nSnow ahead\nRates up\nTeam loses\n";
        assert_eq!(found("", "https://oxbow.example/2019/07/08", headlines), Some(Skip::Index));
    }

    #[test]
    fn galleries_and_videos_are_told_from_reports_that_have_one() {
        let video = r#"<script type="application/ld+json">[{"@type": "VideoObject"}, {"@type": "NewsArticle"}]</script>"#;
        assert_eq!(found(video, "https://oxbow.example/a-b-c-d", STORY), Some(Skip::Video));
        assert_eq!(found(video, "https://oxbow.example/a-b-c-d", &STORY.repeat(10)), None);
        assert_eq!(found("", "https://oxbow.example/galleries/the-fair-of-2019", STORY), Some(Skip::Gallery));
        assert_eq!(found("", "https://oxbow.example/videos/7", ""), Some(Skip::Video));
    }

    #[test]
    fn other_languages_are_told_by_the_text_and_not_by_the_label_alone() {
        let german = "Die Bürgermeisterin von Oxbow ist am Montag zurückgetreten, wie ihr Büro mitteilte, nachdem ein \
                      Bericht über die Brücke ergeben hatte, dass niemand ihre Pfeiler geprüft hatte.";
        let url = "https://oxbow.example/mayor-of-oxbow-resigns";
        assert_eq!(found("<html lang=en>", url, german), Some(Skip::Language));
        assert_eq!(found("<html lang=de>", url, STORY), None);
        let about = format!("<html lang=de><meta property=og:description content='{german}'>");
        assert_eq!(found(&about, url, STORY), Some(Skip::Language));
    }
}
