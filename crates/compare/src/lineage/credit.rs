//! Agencies and papers that a report's dateline and credits name.

use std::sync::LazyLock;

use onrecord_record::{FurnitureKind, Record};
use onrecord_text::{ByteSpan, Offsets, paragraphs};
use regex::Regex;

use super::outlet::looks_like_one;
use super::phrase::pattern;
use super::{Reliance, Sort};

/// A paragraph of the story that is a credit, in words that no story is told in.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i:(?:material|information|reporting|content|files?) (?:from|by) .+ (?:was|were) used in (?:this|the)(?-u:\b)|",
        r"(?:contains|includes|uses) (?:material|information|reporting) (?:from|by)(?-u:\b)|",
        r"contributed (?:reporting )?to this (?:report|story|article)|",
        r"(?:report|story|article)(?: is|,? which is) based (?:in part )?on .*(?:wire|report)|",
        r"^\W*(?:this (?:report|story|article) )?(?:was )?(?:first|originally) (?:appeared|published|reported) (?:in|on|by|at)(?-u:\b))",
    ))
});

/// Names in a credit: words with capitals in a row.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\p{Lu}[\p{L}\p{N}&-]*(?: \p{Lu}[\p{L}\p{N}&-]*){0,4}|wire (?:service )?reports")
});

/// A paragraph longer than this is no credit, in bytes.
const LONGEST: usize = 400;

/// Finds them; each holds for the whole report.
pub(super) fn find(record: &Record) -> Vec<Reliance> {
    let text = record.text.as_str();
    let offsets = Offsets::new(text);
    let parts = record.report.furniture.iter().filter_map(|part| match part.kind {
        FurnitureKind::Dateline => Some((Sort::Dateline, offsets.bytes(part.span))),
        FurnitureKind::Credit => Some((Sort::Credit, offsets.bytes(part.span))),
        _ => None,
    });
    let lines = paragraphs(text)
        .filter(|paragraph| paragraph.len() <= LONGEST && CREDIT.is_match(paragraph.of(text)))
        .map(|paragraph| (Sort::Credit, paragraph));
    parts.chain(lines).flat_map(|(sort, part)| names(record, &offsets, sort, part)).collect()
}

/// The outlets that a dateline or credit names.
fn names(record: &Record, offsets: &Offsets<'_>, sort: Sort, part: ByteSpan) -> Vec<Reliance> {
    let words = part.of(&record.text);
    let credit = record.report.credit.as_deref();
    NAMES
        .find_iter(words)
        .map(|name| ByteSpan::new(part.start + name.start(), part.start + name.end()))
        .filter_map(|name| trimmed(&record.text, name))
        .filter(|name| {
            let written = name.of(&record.text);
            // A dateline is in capitals: only what stands in brackets there is an agency.
            let bracket = sort != Sort::Dateline || record.text[..name.start].ends_with(['(', '/']);
            bracket && (looks_like_one(written) || credit == Some(written) || written.starts_with("wire "))
        })
        .map(|name| Reliance {
            place: None,
            on: name.of(&record.text).to_owned(),
            actor: None,
            span: offsets.span(name),
            sort,
        })
        .collect()
}

/// A name without the article before it and the trade of its people behind it: "The Associated Press writer" gives
/// "Associated Press".
fn trimmed(text: &str, name: ByteSpan) -> Option<ByteSpan> {
    let words = name.of(text);
    let start = ["The ", "From ", "By "]
        .iter()
        .find(|first| words.starts_with(**first))
        .map_or(0, |first| first.len());
    let copyright = ["Copyright", "Reporting", "Editing", "Additional"];
    (!copyright.iter().any(|first| words[start..].starts_with(first)))
        .then_some(ByteSpan::new(name.start + start, name.end))
}
