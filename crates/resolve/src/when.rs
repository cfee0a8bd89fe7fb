//! `said_when`: the words near a statement that say when it was said.

use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::Attribution;
use crate::rule::Rule;
use crate::token::Page;

/// The rules in the order in which they are tried.
pub const RULES: &[Rule] = &[
    Rule {
        name: "time-in-cue",
        what: "A time inside the cue or right beside it.",
        example: "{s1 Holm} {c1 said Friday} {t1 the pier was closed}. => when Friday",
        misses: "None known.",
    },
    Rule {
        name: "time-in-sentence",
        what: "The nearest time of the cue's sentence that lies in no content, with its preposition; a possessive takes its occasion along.",
        example: "At last week's council meeting, {s1 Holm} {c1 said} {t1 the pier was closed}. => when At last week's council meeting",
        misses: "A time that belongs to another verb of the sentence: \"Holm, who resigned in May, said\".",
    },
    Rule {
        name: "recent-occasion",
        what: "\"recently\", and \"recent\" with the occasion it describes, are times.",
        example: "{s1 Holm} {c1 said} in a recent interview {t1 the pier was closed}. => when in a recent interview",
        misses: "\"recent\" of something else: \"in recent polls\".",
    },
];

/// Finds when a statement was said; empty where the words do not tell.
pub fn read(page: &Page<'_>, times: &[ByteSpan], statement: &Attribution, others: impl Fn(ByteSpan) -> bool) -> Vec<ByteSpan> {
    let Some(cue) = statement.cue.first().or(statement.source.first()).copied() else { return Vec::new() };
    let sentence = page.sentence_at(cue.start);
    let Some(&bounds) = page.sentences.get(sentence) else { return Vec::new() };
    let inside = |span: ByteSpan| statement.content.iter().any(|c| c.overlaps(span));
    let first = times.partition_point(|t| t.end <= bounds.start);
    let stated = times[first..].iter().take_while(|t| t.start < bounds.end).copied();
    let vague = page.tokens_of(sentence).filter(|&i| matches!(&*page.tokens[i].lower, "recently" | "recent")).map(|i| page.tokens[i].span);
    let distance = |t: ByteSpan| if t.overlaps(cue) { 0 } else if t.start >= cue.end { t.start - cue.end } else { cue.start - t.end };
    let best = stated
        .chain(vague)
        .filter(|&t| !inside(t) && !others(t) && !statement.source.iter().any(|s| s.contains(t)))
        .min_by_key(|&t| distance(t));
    best.map(|t| page.span_of(widen(page, page.tokens_in(t), &inside))).into_iter().collect()
}

/// A time with the preposition before it, and the occasion after it where the time is its possessor or adjective.
fn widen(page: &Page<'_>, range: Range<usize>, inside: impl Fn(ByteSpan) -> bool) -> Range<usize> {
    let sentence = page.tokens_of(page.tokens[range.start].sentence);
    let lower = |i: usize| &*page.tokens[i].lower;
    let (mut start, mut end) = (range.start, range.end);
    let adjective = lower(end - 1) == "recent" || page.tokens.get(end).is_some_and(|t| t.possessive()) || page.tokens[end - 1].possessive();
    if adjective {
        let noun = |i: usize| i < sentence.end && (page.tokens[i].word || page.tokens[i].possessive()) && !inside(page.tokens[i].span) && !crate::phrase::is_preposition(lower(i)) && !matches!(lower(i), "and" | "said" | "was" | "is");
        while noun(end) && end - range.end < 6 {
            end += 1;
        }
    }
    while start > sentence.start && matches!(lower(start - 1), "the" | "a" | "an" | "early" | "late" | "later" | "earlier" | "last" | "this" | "his" | "her" | "their") {
        start -= 1;
    }
    let preposition = start > sentence.start && matches!(lower(start - 1), "on" | "in" | "at" | "during" | "since" | "by" | "after" | "before" | "until" | "from" | "over" | "within" | "following");
    if preposition && !inside(page.tokens[start - 1].span) {
        start -= 1;
    } else if !adjective {
        start = start.max(range.start - (range.start - start));
    }
    start..end
}
