//! `said_when`: the words near a statement that say when it was said.

use std::ops::Range;

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::carry::{beside, carried, in_row};
use crate::clause::clause;
use crate::lexicon::LEXICON;
use crate::phrase::{Phrase, is_preposition};
use crate::rule::Rule;
use crate::scene::Scene;
use crate::telling::{is_declined, is_lasting, is_modifier, is_nominal, is_placed, is_quoted, is_timeless};
use crate::token::Page;

/// The rules in the order in which they are tried.
pub const RULES: &[Rule] = &[
    Rule {
        name: "time-in-sentence",
        what: "The time of the cue's sentence that is nearest to the cue and lies in no content, with its preposition.",
        example: "{s1 Holm} {c1 said} on Friday {t1 the pier was closed}. => when on Friday",
        misses: "A time that belongs to another verb of the sentence: \"Holm came on Friday and said\".",
    },
    Rule {
        name: "own-date",
        what: "The report's own date is no time of a statement: alone on its line, in a dateline, or in full before the first sentence.",
        example: "LUND, March 7 (PA) — {s1 Holm} {c1 said} {t1 the pier was closed}. => when",
        misses: "A dateline without a dash.",
    },
    Rule {
        name: "time-of-relative",
        what: "A time in a clause with \"who\", \"which\", \"though\", \"because\" of which the cue is no part dates that clause only; a cue in a relative clause has no time from before it.",
        example: "{s1 Lars Holm}, who resigned in May, {c1 said} {t1 the pier was closed}. => when",
        misses: "Clauses without a relative word: \"Holm, elected in May, said\".",
    },
    Rule {
        name: "time-of-noun",
        what: "A cue that is a noun (\"his plan\", \"the claim\") has a time only without a comma between, and none carried over.",
        example: "On Friday, {s1 Lars Holm}'s {c1 plan} {t1 to close the pier} failed. => when",
        misses: "A noun that was uttered at the time of the whole sentence: \"On Friday, his claim that … drew laughter\".",
    },
    Rule {
        name: "time-of-description",
        what: "A cue that only describes something has no time: \"in what X called\", \"a leak reported by X\", \"the suspected leak\", \"reportedly\".",
        example: "On Friday a ship left in what {s1 Holm} {c1 called} {t1 a hurry}. => when",
        misses: "A participle that tells of an act of the same day: \"a leak reported by Holm on Friday\".",
    },
    Rule {
        name: "time-inside",
        what: "What is said inside somebody's words has only the times of those words.",
        example: "{s1 Holm} {c1 said} on Friday {t1 that {s2 Reis} {c2 denied} {t2 the leak}}. => when",
        misses: "A quotation and the thought in it, uttered together.",
    },
    Rule {
        name: "not-carried",
        what: "A cue in the perfect, the future or the infinitive, one that tells what somebody wants, thinks or likes as the report is written, one that declines to speak, and one within quotation marks take no time from another sentence.",
        example: "{s1 Lars Holm} {c1 said} on Friday {t1 that it leaks}. {s2 He} {c2 wants} {t2 a new pier}. => when",
        misses: "\"Has said\" for what was said on the day.",
    },
    Rule {
        name: "own-occasion",
        what: "A statement whose sentence opens with an occasion of its own, without a date, takes no time from another sentence.",
        example: "On Friday Lars Holm came. At a forum in Lund, {s1 Holm} {c1 said} {t1 it leaks}. => when",
        misses: "The occasion of the sentence before, told once more: \"At the meeting, he added\".",
    },
    Rule {
        name: "occasion",
        what: "A time that is the possessor or adjective of an occasion takes the occasion along.",
        example: "At last week's council meeting, {s1 Holm} {c1 said} {t1 the pier was closed}. => when At last week's council meeting",
        misses: "Occasions in no list.",
    },
    Rule {
        name: "time-clause",
        what: "A clause with \"during\", \"after\", \"before\", \"since\", \"while\" or \"following\" (also \"hours before\", \"shortly after\") that opens the sentence, follows the cue or the content at once, or ends in a comma before the cue, is when; with the time in it, if there is one.",
        example: "{t1 \"It leaks,\"} {s1 Lars Holm} {c1 said} after meeting the owners. => when after meeting the owners",
        misses: "\"since\" of reason; \"while\" counts only before a participle or a place.",
    },
    Rule {
        name: "time-of-document",
        what: "A time inside a source that is a document is when the document spoke.",
        example: "{s1 A 2014 study} {c1 found} {t1 that the pier leaks}. => when 2014",
        misses: "A time that the document is about: \"the 1912 shipwreck report\".",
    },
    Rule {
        name: "recent-occasion",
        what: "\"recently\", \"previously\", \"at the time\", and \"recent\" with the occasion that it describes, are times; \"once\" and \"earlier\" beside the cue.",
        example: "{s1 Holm} {c1 said} in a recent interview {t1 the pier was closed}. => when in a recent interview",
        misses: "\"of late\", \"the other day\".",
    },
    Rule {
        name: "carried-over",
        what: "Where its own sentence has none, a statement has the time of the statement by the same source in the sentence before or after, and a reply that of the words it answers in its paragraph.",
        example: "{s1 Holm} {c1 said} on Friday {t1 the pier was closed}. {t2 It leaks}, {s2 he} {c2 said}. => when on Friday",
        misses: "Two occasions told in a row, only the first with its time.",
    },
    Rule {
        name: "time-beside",
        what: "Where there is no such statement either, a time or an opening clause of time in the sentence before, if that sentence speaks of the same source, by name, pronoun, role (\"the nominee\", \"the agency\") or, of a statement given out, by what it states; or in the one after, if it speaks of their saying; below a headline in one of the three after. Bare years and the days of other events are background.",
        example: "Holm came to the pier on Friday. {t1 It leaks}, {s1 Holm} {c1 said}. => when on Friday",
        misses: "Background told in the sentence before: \"Holm was elected in May.\"",
    },
    Rule {
        name: "time-in-row",
        what: "Else the time of the sentence two or three before, if its subject is the same person, and the subject of those between.",
        example: "On Friday Lars Holm came to the pier. He looked angry. {t1 It leaks}, {s1 he} {c1 said}. => when On Friday",
        misses: "A sentence between without a person: \"The crowd cheered.\"",
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
    "the present",
    "present",
    "daily",
    "the time",
    "right now",
    "soon",
    "as soon as possible",
];

/// Finds when each statement was said; `order` lists the statements as the text does.
pub fn read(scene: &Scene<'_>, times: &[ByteSpan], order: &[usize]) -> Vec<Option<ByteSpan>> {
    let mut found: Vec<Option<ByteSpan>> = vec![None; scene.statements.len()];
    for &i in order.iter().filter(|&&i| !is_modifier(scene, i)) {
        found[i] = in_sentence(scene, times, i);
    }
    let own = found.clone();
    let without = |&(_, &i): &(usize, &usize)| {
        own[i].is_none() && !is_nominal(scene, i) && !is_modifier(scene, i) && !is_quoted(scene, i)
    };
    for (at, &i) in order.iter().enumerate().filter(without) {
        let near =
            order[at.saturating_sub(2)..at].iter().rev().chain(&order[at + 1..(at + 2).min(order.len())]);
        if is_timeless(scene, i) || is_lasting(scene, i) || is_declined(scene, i) || is_placed(scene, i) {
            continue;
        }
        let own = &found;
        found[i] = near
            .copied()
            .find_map(|other| carried(scene, i, other, own))
            .or_else(|| beside(scene, times, i))
            .or_else(|| in_row(scene, times, i));
    }
    found
}

/// The sentences that a statement takes up, first and last.
pub fn extent(scene: &Scene<'_>, statement: usize) -> (usize, usize) {
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
    let fits = |t: ByteSpan, wide: ByteSpan| {
        !is_year(t.of(scene.page.text)) || wide.end > t.end || distance(t) < 20 || t.start < bounds.start + 10
    };
    // "Holm's plan" has the time of no other clause.
    let nominal = is_nominal(scene, statement);
    let verbs = |gap: &str| [" is ", " was ", " are ", " were "].iter().any(|v| gap.contains(v));
    let reaches = |t: ByteSpan| {
        let gap = between(scene.page, t, cue);
        !nominal || (!gap.contains([',', ';', '—', '–']) && !verbs(gap))
    };
    // "They met on Friday with Holm, who said": the day of the meeting.
    let comma = |s: &ByteSpan| {
        let before = scene.page.token_at(s.start).checked_sub(1).map(|i| &scene.page.tokens[i]);
        before.is_some_and(|t| t.is(","))
    };
    let relative =
        own.source.first().filter(|s| matches!(s.of(scene.page.text), "who" | "which") && comma(s));
    let within = |t: ByteSpan| relative.is_none_or(|s| t.start > s.start);
    let all = candidates(scene, times, statement, near.clone()).into_iter();
    let near_cue = all
        .filter(|&(t, wide)| fits(t, wide) && reaches(t) && within(t) && !aside(scene.page, &near, t, cue));
    let nearest = near_cue.min_by_key(|(t, _)| distance(*t)).map(|(_, wide)| wide);
    let clause = clause(scene, statement, near.clone(), cue)
        .filter(|&c| reaches(c) && !aside(scene.page, &near, c, cue));
    match (clause, nearest) {
        // "during an interview on Tuesday": the day is enough.
        (Some(clause), Some(time)) if clause.contains(time) => {
            let during = scene.page.tokens[scene.page.token_at(clause.start)].is("during");
            let last = time.end == clause.end && time.start > clause.start;
            Some(if during && last { time } else { clause })
        }
        (Some(clause), None) => Some(clause),
        // "Previously, Holm said during the strike".
        (Some(clause), Some(time)) if is_vague(time.of(scene.page.text)) => Some(clause),
        (_, time) => time.or_else(|| of_document(scene, times, statement)),
    }
}

/// The text between two places, empty where they overlap.
fn between<'t>(page: &Page<'t>, a: ByteSpan, b: ByteSpan) -> &'t str {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    if first.end < second.start { ByteSpan::new(first.end, second.start).of(page.text) } else { "" }
}

/// Whether a time dates the verb of a relative clause of which the cue is no part: "Holm, who resigned in May, said".
fn aside(page: &Page<'_>, near: &Range<usize>, time: ByteSpan, cue: ByteSpan) -> bool {
    relative(page, near, time, cue).is_some_and(|open| {
        cue.end <= open || (cue.start >= time.end && between(page, time, cue).contains([',', '—', '–']))
    })
}

/// Where the relative clause begins that holds a time, in bytes; none if the cue stands between.
pub fn relative(page: &Page<'_>, near: &Range<usize>, time: ByteSpan, cue: ByteSpan) -> Option<usize> {
    let at = page.token_at(time.start);
    let mut clause = (near.start..at).rev().take(20).take_while(|&i| {
        let token = &page.tokens[i];
        !token.is(",") && !token.is(";") && !cue.overlaps(token.span)
    });
    let open = clause.find(|&i| {
        matches!(
            &*page.tokens[i].lower,
            "who" | "which" | "whose" | "where" | "though" | "although" | "because" | "whereas"
        )
    })?;
    Some(page.tokens[open].span.start)
}

/// The time inside a source that is a document.
fn of_document(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let document = scene.readings[statement].as_ref()?.kind == SourceKind::Document;
    let source = *scene.statements[statement].source.first().filter(|_| document)?;
    let phrase = Phrase::read(scene.page, &scene.entities, scene.page.tokens_in(source))?;
    let core = scene.page.span_of(phrase.all.start..phrase.core.end);
    let first = times.partition_point(|t| t.end <= source.start);
    // "a study of boats lost since May" is not of May; "a study published in May" is.
    let issued = |t: ByteSpan| {
        let at = scene.page.token_at(t.start);
        scene.page.tokens[at.saturating_sub(3)..at].iter().any(|w| {
            matches!(&*w.lower, "published" | "released" | "issued" | "conducted" | "dated" | "posted")
        })
    };
    let time =
        times.get(first).copied().filter(|&t| source.contains(t) && (core.contains(t) || issued(t)))?;
    let at = scene.page.token_at(time.start);
    let on = at > 0 && issued(time) && matches!(&*scene.page.tokens[at - 1].lower, "on" | "in");
    let start = if on { scene.page.tokens[at - 1].span.start } else { time.start };
    Some(ByteSpan::new(start, time.end))
}

/// The times of a sentence that can be when a statement was said, each with its widened place.
pub fn candidates(
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
    let vague = near.clone().filter(|&i| is_vague(&page.tokens[i].lower));
    // "once said", "said earlier": beside the cue only.
    let beside_cue = |i: usize| {
        own.cue.iter().any(|&c| {
            let cue = page.tokens_in(c);
            cue.contains(&i) || i + 1 == cue.start || i == cue.end
        })
    };
    let last = |i: usize| !page.tokens.get(i + 1).is_some_and(|t| t.word && !t.is("that"));
    let adverb = near.clone().filter(|&i| match &*page.tokens[i].lower {
        "once" => beside_cue(i),
        "earlier" if page.begins_sentence(i) => {
            page.tokens.get(i + 1).is_some_and(|t| t.word && !is_preposition(&t.lower))
        }
        "earlier" => {
            beside_cue(i)
                && (last(i)
                    || own.cue.iter().any(|&c| page.tokens_in(c).start == i + 1)
                    || own.cue.iter().any(|c| c.contains(page.tokens[i].span)))
        }
        _ => false,
    });
    let vague = vague.chain(adverb).map(|i| page.tokens[i].span);
    let at_the_time = near.filter(|&i| {
        page.tokens[i].is("time") && i >= 2 && page.tokens[i - 1].is("the") && page.tokens[i - 2].is("at")
    });
    let then = at_the_time
        .filter(|&i| !page.tokens.get(i + 1).is_some_and(|t| t.is("of")))
        .map(|i| page.tokens[i].span);
    let outer = scene.around(own.place(), statement);
    let around_cue = own.cue.first().and_then(|&cue| scene.around(cue, statement));
    let free = |t: ByteSpan| {
        let held = own.content.iter().any(|c| c.overlaps(t)) || own.source.iter().any(|s| s.contains(t));
        let words = t.of(page.text).to_lowercase();
        let by_now =
            words == "now" && own.cue.iter().any(|c| c.contains(t) && c.of(page.text).ends_with("by now"));
        let idle = IDLE.contains(&&*words) && !by_now
            || words.starts_with("next ")
            || words.starts_with("tomorrow")
            || words.ends_with(" from now");
        let in_quotes = |at: usize| page.tokens.get(page.token_at(at)).is_some_and(|t| t.quoted);
        let quoted = in_quotes(t.start)
            // "We proposed a bill in 2016," of what the speaker did.
            && !own.cue.iter().any(|c| {
                in_quotes(c.start) && t.start < c.end + 20 && c.start < t.end + 20
            })
            && !own.cue.iter().any(|c| c.overlaps(t));
        !held
            && !idle
            && !quoted
            && match scene.around(t, statement) {
                Some(holder) => Some(holder) == outer || Some(holder) == around_cue,
                // What is said inside somebody's words is not dated by the time of those.
                None => own.inside.or(outer).is_none(),
            }
    };
    let widened = |t: ByteSpan| {
        let inside = |span: ByteSpan| own.content.iter().any(|c| c.overlaps(span));
        Some((t, page.span_of(widen(page, page.tokens_in(t), inside)?)))
    };
    stated.chain(vague).chain(then).filter(|&t| free(t)).filter_map(widened).collect()
}

/// Whether a word puts a time in the past and says no more.
pub fn is_vague(time: &str) -> bool {
    ["recently", "recent", "previously"].iter().any(|w| time.eq_ignore_ascii_case(w))
}

/// Whether a time is no more than a year or a decade.
pub fn is_year(time: &str) -> bool {
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
