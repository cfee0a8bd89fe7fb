//! `said_when`: the words near a statement that say when it was said.

use std::ops::Range;

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::lexicon::LEXICON;
use crate::phrase::{Phrase, is_preposition};
use crate::rule::Rule;
use crate::scene::{Scene, Who};
use crate::token::Page;

/// The rules in the order in which they are tried.
pub const RULES: &[Rule] = &[
    Rule {
        name: "time-in-sentence",
        what: "The time of the cue's sentence that is nearest to the cue and lies in no content, with its preposition.",
        example: "{s1 Holm} {c1 said} on Friday {t1 the pier was closed}. => when on Friday",
        misses: "A time that belongs to another verb of the sentence: \"Holm, who resigned in May, said\".",
    },
    Rule {
        name: "occasion",
        what: "A time that is the possessor or adjective of an occasion takes the occasion along.",
        example: "At last week's council meeting, {s1 Holm} {c1 said} {t1 the pier was closed}. => when At last week's council meeting",
        misses: "Occasions in no list.",
    },
    Rule {
        name: "time-clause",
        what: "A clause with \"during\", \"after\", \"before\", \"since\", \"while\" or \"following\" that opens the sentence, or follows the cue or the content at once, is when; with the time in it, if there is one.",
        example: "{t1 \"It leaks,\"} {s1 Lars Holm} {c1 said} after meeting the owners. => when after meeting the owners",
        misses: "\"since\" and \"while\" of reason and contrast.",
    },
    Rule {
        name: "time-of-document",
        what: "A time inside a source that is a document is when the document spoke.",
        example: "{s1 A 2014 study} {c1 found} {t1 that the pier leaks}. => when 2014",
        misses: "A time that the document is about: \"the 1912 shipwreck report\".",
    },
    Rule {
        name: "recent-occasion",
        what: "\"recently\", \"previously\", \"at the time\", and \"recent\" with the occasion that it describes, are times.",
        example: "{s1 Holm} {c1 said} in a recent interview {t1 the pier was closed}. => when in a recent interview",
        misses: "\"of late\", \"the other day\".",
    },
    Rule {
        name: "carried-over",
        what: "Where its own sentence has none, a statement has the time of the statement by the same source in the sentence before or after.",
        example: "{s1 Holm} {c1 said} on Friday {t1 the pier was closed}. {t2 It leaks}, {s2 he} {c2 said}. => when on Friday",
        misses: "Two occasions told in a row, only the first with its time.",
    },
    Rule {
        name: "time-before",
        what: "Where there is no such statement either, a time in the sentence before, if that sentence speaks of the same source; bare years are background.",
        example: "Holm came to the pier on Friday. {t1 It leaks}, {s1 Holm} {c1 said}. => when on Friday",
        misses: "Background told in the sentence before: \"Holm was elected in May.\"",
    },
];

/// Words that times are made of but that say nothing about when something was said.
const IDLE: &[&str] = &[
    "now",
    "currently",
    "the future",
    "future",
    "the past",
    "past",
    "once",
    "the present",
    "present",
    "daily",
    "the time",
];

/// Finds when each statement was said; `order` lists the statements as the text does.
pub fn read(scene: &Scene<'_>, times: &[ByteSpan], order: &[usize]) -> Vec<Option<ByteSpan>> {
    let mut found: Vec<Option<ByteSpan>> = vec![None; scene.statements.len()];
    for &i in order {
        found[i] = in_sentence(scene, times, i);
    }
    let own = found.clone();
    for (at, &i) in order.iter().enumerate().filter(|&(_, &i)| own[i].is_none()) {
        let near =
            order[at.saturating_sub(2)..at].iter().rev().chain(&order[at + 1..(at + 2).min(order.len())]);
        found[i] = near
            .copied()
            .find_map(|other| carried(scene, i, other, &own))
            .or_else(|| before(scene, times, i));
    }
    found
}

/// The sentences that a statement takes up, first and last.
fn extent(scene: &Scene<'_>, statement: usize) -> (usize, usize) {
    let own = &scene.statements[statement];
    let pieces = || own.source.iter().chain(&own.cue).chain(&own.content);
    let first = pieces().map(|p| p.start).min().unwrap_or(0);
    let last = pieces().map(|p| p.end).max().unwrap_or(0);
    (scene.page.sentence_at(first), scene.page.sentence_at(last.saturating_sub(1)))
}

/// The nearest time of the cue's sentence.
fn in_sentence(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let own = &scene.statements[statement];
    let cue = *own.cue.first().or(own.source.first())?;
    let distance = |t: ByteSpan| {
        if t.overlaps(cue) {
            0
        } else if t.start >= cue.end {
            t.start - cue.end
        } else {
            cue.start - t.end
        }
    };
    let near = scene.page.near(cue.start);
    let bounds = scene.page.span_of(near.clone());
    // A bare year far from the cue dates something else.
    let fits =
        |t: ByteSpan| !is_year(t.of(scene.page.text)) || distance(t) < 20 || t.start < bounds.start + 10;
    let all = candidates(scene, times, statement, near.clone()).into_iter().filter(|&(t, _)| fits(t));
    let nearest = all.min_by_key(|(t, _)| distance(*t)).map(|(_, wide)| wide);
    let clause = clause(scene, statement, near, cue).filter(|c| nearest.is_none_or(|n| c.contains(n)));
    clause.or(nearest).or_else(|| of_document(scene, times, statement))
}

/// The clause of time that opens the sentence, or follows the cue or the content at once.
fn clause(scene: &Scene<'_>, statement: usize, tokens: Range<usize>, cue: ByteSpan) -> Option<ByteSpan> {
    let page = scene.page;
    let own = &scene.statements[statement];
    let taken = |i: usize| {
        own.content.iter().chain(&own.cue).chain(&own.source).any(|p| p.overlaps(page.tokens[i].span))
    };
    let opens = |i: usize| {
        matches!(&*page.tokens[i].lower, "during" | "after" | "before" | "since" | "while" | "following")
            && !page.tokens[i].quoted
            && !taken(i)
    };
    let follows = |i: usize| {
        let ends = own.content.iter().map(|c| c.end).chain([cue.end]).chain(own.source.iter().map(|s| s.end));
        i > tokens.start
            && ends.into_iter().any(|end| {
                end <= page.tokens[i].span.start
                    && page.text[end..page.tokens[i].span.start].trim().len() <= 1
            })
    };
    let start = tokens.clone().find(|&i| opens(i) && (page.begins_sentence(i) || follows(i)))?;
    let end = (start + 1..tokens.end)
        .find(|&i| {
            taken(i) || !(page.tokens[i].word || page.tokens[i].possessive() || page.tokens[i].is("-"))
        })
        .unwrap_or(tokens.end);
    (end > start + 1 && end - start <= 16).then(|| page.span_of(start..end))
}

/// The time inside a source that is a document.
fn of_document(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let document = scene.readings[statement].as_ref()?.kind == SourceKind::Document;
    let source = *scene.statements[statement].source.first().filter(|_| document)?;
    let first = times.partition_point(|t| t.end <= source.start);
    times.get(first).copied().filter(|t| source.contains(*t))
}

/// The times of a sentence that can be when a statement was said, each with its widened place.
fn candidates(
    scene: &Scene<'_>,
    times: &[ByteSpan],
    statement: usize,
    near: Range<usize>,
) -> Vec<(ByteSpan, ByteSpan)> {
    let page = scene.page;
    let own = &scene.statements[statement];
    let bounds = page.span_of(near.clone());
    let first = times.partition_point(|t| t.end <= bounds.start);
    let stated = times[first..].iter().take_while(|t| t.start < bounds.end).copied();
    let vague =
        near.clone().filter(|&i| matches!(&*page.tokens[i].lower, "recently" | "recent" | "previously"));
    let vague = vague.map(|i| page.tokens[i].span);
    let at_the_time = near.filter(|&i| {
        page.tokens[i].is("time") && i >= 2 && page.tokens[i - 1].is("the") && page.tokens[i - 2].is("at")
    });
    let then = at_the_time
        .filter(|&i| !page.tokens.get(i + 1).is_some_and(|t| t.is("of")))
        .map(|i| page.tokens[i].span);
    let outer = scene.around(own.place(), statement);
    let free = |t: ByteSpan| {
        let held = own.content.iter().any(|c| c.overlaps(t)) || own.source.iter().any(|s| s.contains(t));
        let idle = IDLE.contains(&t.of(page.text).to_lowercase().as_str());
        let quoted = page.tokens.get(page.token_at(t.start)).is_some_and(|t| t.quoted)
            && !own.cue.iter().any(|c| c.overlaps(t));
        !held && !idle && !quoted && scene.around(t, statement).is_none_or(|holder| Some(holder) == outer)
    };
    let widened = |t: ByteSpan| {
        let inside = |span: ByteSpan| own.content.iter().any(|c| c.overlaps(span));
        Some((t, page.span_of(widen(page, page.tokens_in(t), inside)?)))
    };
    stated.chain(vague).chain(then).filter(|&t| free(t)).filter_map(widened).collect()
}

/// The time of another statement by the same source in a neighbouring sentence.
fn carried(scene: &Scene<'_>, statement: usize, other: usize, own: &[Option<ByteSpan>]) -> Option<ByteSpan> {
    let time = own[other]?;
    let (first, last) = extent(scene, statement);
    let theirs = scene.page.sentence_at(time.start);
    let near = theirs + 1 == first || theirs == last + 1 || (first..=last).contains(&theirs);
    let (a, b) = (scene.readings[statement].as_ref()?, scene.readings[other].as_ref()?);
    (near && a.who == b.who && a.who != Who::Nobody).then_some(time)
}

/// The time of the sentence before, where that sentence speaks of the same source; bare years are background.
fn before(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let (first, _) = extent(scene, statement);
    let near = scene.page.near(scene.page.sentences.get(first.checked_sub(1)?)?.end - 1);
    let place = scene.page.span_of(near.clone());
    let named = match &scene.readings[statement].as_ref()?.who {
        Who::Named(ids) => scene.entities.within(place).iter().any(|(_, e)| ids.contains(e)),
        Who::Described(span) => place.contains(*span) || repeats(scene, *span, near.clone()),
        Who::Nobody => return None,
    };
    let pronoun =
        || scene.page.tokens[near.clone()].iter().any(|t| matches!(&*t.lower, "he" | "she") && !t.quoted);
    let recent = |(t, _): &(ByteSpan, ByteSpan)| !is_year(t.of(scene.page.text));
    let (_, wide) = candidates(scene, times, statement, near.clone()).into_iter().rfind(recent)?;
    (named || pronoun()).then_some(wide)
}

/// Whether a sentence has the head noun of a description.
fn repeats(scene: &Scene<'_>, description: ByteSpan, near: Range<usize>) -> bool {
    let phrase = Phrase::read(scene.page, &scene.entities, scene.page.tokens_in(description));
    phrase.is_some_and(|p| {
        let head = p.head(scene.page);
        scene.page.tokens[near].iter().any(|t| t.is(head))
    })
}

/// Whether a time is no more than a year or a decade.
fn is_year(time: &str) -> bool {
    let digits = time.trim_start_matches("the ").trim_end_matches('s');
    digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A time with its preposition, and with the occasion of which it is possessor or adjective; nothing for a "recent" that
/// describes something else.
fn widen(page: &Page<'_>, range: Range<usize>, inside: impl Fn(ByteSpan) -> bool) -> Option<Range<usize>> {
    let sentence = page.near(page.tokens.get(range.start)?.span.start);
    let lower = |i: usize| &*page.tokens[i].lower;
    let (mut start, mut end) = (range.start, range.end);
    let possessive =
        page.tokens[end - 1].possessive() || (end < sentence.end && page.tokens[end].possessive());
    let article = start > sentence.start
        && matches!(lower(start - 1), "the" | "a" | "an" | "his" | "her" | "their" | "its");
    let reach = (end..sentence.end.min(end + 6)).take_while(|&i| {
        let token = &page.tokens[i];
        (token.word || token.possessive())
            && !inside(token.span)
            && !is_preposition(lower(i))
            && !matches!(lower(i), "and" | "was" | "is")
    });
    let occasion = reach.clone().filter(|&i| LEXICON.lists("occasion", lower(i))).last();
    if possessive || article || matches!(lower(end - 1), "recent") {
        match occasion {
            Some(noun) => end = noun + 1,
            None if possessive => end = reach.last().map_or(end, |i| i + 1),
            None if lower(end - 1) == "recent" => return None,
            // "the Sept. 11 attacks": the name of an event.
            None if reach
                .clone()
                .next()
                .is_some_and(|i| !page.tokens[i].capital && !lower(i).ends_with("ly"))
                && article
                && lower(start - 1) == "the" =>
            {
                return None;
            }
            None => {}
        }
    }
    while start > sentence.start
        && matches!(
            lower(start - 1),
            "the" | "a" | "an" | "early" | "late" | "later" | "earlier" | "his" | "her" | "their" | "its"
        )
    {
        start -= 1;
    }
    let timed = !is_year(page.span_of(range.clone()).of(page.text));
    let by = timed && start > sentence.start && lower(start - 1) == "by";
    let opens = ["on", "in", "at", "during", "since", "after", "before", "until", "from", "over", "within"];
    if start > sentence.start
        && (by || opens.contains(&lower(start - 1)))
        && !inside(page.tokens[start - 1].span)
    {
        start -= 1;
    }
    Some(start..end)
}
