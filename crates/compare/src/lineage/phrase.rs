//! Outlets that a sentence names as having reported what it says: "first reported by X", "citing X", "X first reported".

use std::sync::LazyLock;

use onrecord_record::{Actor, ActorKind, Record, Span};
use onrecord_text::{ByteSpan, Offsets, sentences};
use regex::Regex;

use super::outlet::{is_same_outlet, looks_like_one};
use super::{Reliance, Sort};
use crate::claim::Proposition;

/// A name: words with capitals, perhaps joined by "of", "and" and the like.
const NAME: &str = r"(?:\p{Lu}[\p{L}\p{N}&’'-]*)(?: (?:(?:of|and|de|la|le) )?\p{Lu}[\p{L}\p{N}&’'-]*){0,4}";

/// What stands before the name. With "first" whatever follows has reported it; else it must look like an outlet.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        concat!(
            r"(?:(?P<sure>(?:first|originally|initially|previously|earlier) (?:reported|published|revealed|disclosed|broken|",
            r"obtained|described)(?: \w+day)? (?:by|in|on)|(?:first|original) report(?:s|ed)? (?:by|in|from))|",
            r"(?i:as )?(?:reported|published|revealed) (?:\w+day )?by|(?i:citing)(?: an?)?(?: (?:report|story|article)s? (?:in|by|from))?|",
            r"(?:a|an|the) (?:new |recent |\w+day )?(?:report|story|article|scoop|investigation) (?:published )?(?:in|by|from))",
            r" (?:the |The )?(?:state |news |newspaper |broadcaster |agency ){{0,2}}(?P<name>{name})",
        ),
        name = NAME
    ))
});

/// What stands behind the name.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<name>{NAME}),? (?:which |who )?(?:(?:was|were) (?:the )?first to (?:report|publish|disclose|reveal)|(?:first|originally) (?:reported|published|disclosed|revealed|broke|obtained))(?-u:\b)",
    ))
});

/// Compiles a pattern. They are constants, and the tests use them.
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// Finds them, for each proposition of the sentence that is not known to rely on the same words.
pub(super) fn find(record: &Record, propositions: &[Proposition], known: &[Reliance]) -> Vec<Reliance> {
    let text = record.text.as_str();
    let offsets = Offsets::new(text);
    let mut found = Vec::new();
    // Both are in the order of the text; a proposition may reach into the next sentence.
    let mut places: Vec<(usize, usize, &str)> = propositions
        .iter()
        .flat_map(|p| p.content.iter().map(move |piece| (piece.start, piece.end, p.place.as_str())))
        .collect();
    places.sort_unstable();
    for sentence in sentences(text) {
        for name in named(sentence.of(text), record) {
            let bytes = ByteSpan::new(sentence.start + name.start, sentence.start + name.end);
            let (span, within) = (offsets.span(bytes), offsets.span(sentence));
            let until = places.partition_point(|&(start, ..)| start < within.end);
            let here = places[..until].iter().rev().take_while(|&&(_, end, _)| end > within.start);
            for &(_, _, place) in here {
                let meets = |r: &Reliance| r.span.start < span.end && span.start < r.span.end;
                if known.iter().any(|r| r.place.as_deref() == Some(place) && meets(r)) {
                    continue;
                }
                let actor = actor(record, span.start);
                found.push(Reliance {
                    place: Some(place.to_owned()),
                    on: actor.map_or(bytes.of(text), |actor| &actor.name).to_owned(),
                    actor: actor.map(|actor| actor.id.clone()),
                    span,
                    sort: Sort::Reported,
                });
            }
        }
    }
    found
}

/// The names that a sentence gives as those of outlets that reported it, in bytes of the sentence.
fn named(sentence: &str, record: &Record) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    for captures in BEFORE.captures_iter(sentence).chain(BEHIND.captures_iter(sentence)) {
        let Some(name) = captures.name("name") else { continue };
        let words = name.as_str();
        let is_actor = || outlets(record).any(|actor| is_same_outlet(&actor.name, words));
        let sure = captures.name("sure").is_some();
        if sure || looks_like_one(words) || is_actor() {
            let words = words.strip_suffix("'s").or(words.strip_suffix("’s")).unwrap_or(words);
            let article = if words.starts_with("The ") { "The ".len() } else { 0 };
            found.push(ByteSpan::new(name.start() + article, name.start() + words.len()));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The outlet of the record with a mention here.
fn actor(record: &Record, at: usize) -> Option<&Actor> {
    let here = |span: &Span| span.start <= at && at < span.end;
    outlets(record).find(|actor| actor.mentions.iter().any(here))
}

/// The outlets among the record's actors.
fn outlets(record: &Record) -> impl Iterator<Item = &Actor> {
    record.actors.iter().filter(|actor| actor.kind == ActorKind::Outlet)
}
