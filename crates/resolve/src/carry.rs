//! Times carried over: from another statement by the same source, or from a sentence beside that speaks of it.

use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::clause::opening;
use crate::lexicon::LEXICON;
use crate::phrase::Phrase;
use crate::scene::{Scene, Who};
use crate::token::Page;
use crate::when::{aside, candidates, extent, is_year};

/// The time of another statement by the same source in a neighbouring sentence.
pub fn carried(
    scene: &Scene<'_>,
    statement: usize,
    other: usize,
    own: &[Option<ByteSpan>],
) -> Option<ByteSpan> {
    // "earlier" is earlier than what is told around it.
    let time =
        own[other].filter(|t| !matches!(&*t.of(scene.page.text).to_lowercase(), "earlier" | "once"))?;
    let (first, last) = extent(scene, statement);
    let theirs = scene.page.sentence_at(time.start);
    let near = theirs + 1 == first || theirs == last + 1 || (first..=last).contains(&theirs);
    let (a, b) = (scene.readings[statement].as_ref()?, scene.readings[other].as_ref()?);
    let same = a.who == b.who && a.who != Who::Nobody;
    (near && (same || (theirs < first && replies(scene, statement)))).then_some(time)
}

/// Whether a statement answers the one before.
fn replies(scene: &Scene<'_>, statement: usize) -> bool {
    let words = scene.statements[statement].cue.iter().flat_map(|&c| scene.page.tokens_in(c));
    let mut forms = words.map(|i| &*scene.page.tokens[i].lower);
    forms.any(|w| matches!(w, "replied" | "responded" | "answered" | "countered" | "retorted" | "shot"))
}

/// The time of the sentence before or after, where that sentence speaks of the same source; bare years are background.
pub fn beside(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let (first, last) = extent(scene, statement);
    let page = scene.page;
    let place = |s: usize| page.sentences.get(s).map(|s| page.near(s.end - 1));
    let after = |s: usize| in_neighbour(scene, times, statement, place(s)?, false);
    // A headline and the lead below it tell of one saying.
    let headline = last < 2
        && page
            .sentences
            .get(last + 1)
            .is_some_and(|next| page.text[page.sentences[last].end..next.start].contains('\n'));
    let before = first.checked_sub(1).and_then(place);
    before
        .and_then(|near| in_neighbour(scene, times, statement, near, true))
        .or_else(|| after(last + 1))
        .or_else(|| (last + 2..last + 4).filter(|_| headline).find_map(after))
}

/// The last time of a sentence that speaks of the source of a statement.
fn in_neighbour(
    scene: &Scene<'_>,
    times: &[ByteSpan],
    statement: usize,
    near: Range<usize>,
    before: bool,
) -> Option<ByteSpan> {
    let page = scene.page;
    let place = page.span_of(near.clone());
    let recent = |&(t, _): &(ByteSpan, ByteSpan)| {
        let words = t.of(page.text);
        !is_year(words)
            && !matches!(words, "recently" | "recent" | "previously")
            && !aside(page, &near, t, ByteSpan::new(place.end, place.end))
    };
    let last = candidates(scene, times, statement, near.clone()).into_iter().rfind(recent);
    let opening = || opening(scene, statement, near.clone()).filter(|_| before);
    let wide = last.map(|(_, wide)| wide).or_else(opening)?;
    // What follows dates the statement before it only where it speaks of speaking: "Holm told reporters on Friday".
    if !before && !is_told(page, page.token_at(wide.start)) {
        return None;
    }
    speaks_of(scene, statement, near, before).then_some(wide)
}

/// Whether a sentence speaks of the source of a statement; a pronoun's own sentence `before` it mostly does.
fn speaks_of(scene: &Scene<'_>, statement: usize, near: Range<usize>, before: bool) -> bool {
    let page = scene.page;
    let place = page.span_of(near.clone());
    let pronoun = |i: usize| matches!(&*page.tokens[i].lower, "he" | "she") && !page.tokens[i].quoted;
    let Some(reading) = scene.readings[statement].as_ref() else { return false };
    match &reading.who {
        Who::Named(ids) => {
            let named = scene.entities.within(place);
            let own = scene.statements[statement].source.first().map_or(0..0, |&s| page.tokens_in(s));
            let others = || named.iter().any(|&(_, e)| scene.is_person(e));
            let role = |i: usize| {
                let word = &page.tokens[i].lower;
                ids.iter().any(|&e| scene.entities.all[e].role_nouns.iter().any(|r| **r == **word))
            };
            named.iter().any(|(_, e)| ids.contains(e))
                || (!others() && near.clone().any(role))
                || (before && own.clone().any(pronoun))
                || (near.clone().any(pronoun) && !others())
        }
        Who::Described(span) => place.contains(*span) || repeats(scene, *span, near.clone()),
        Who::Nobody => false,
    }
}

/// Whether a verb of saying stands within three tokens before token `at`.
fn is_told(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at.saturating_sub(3)..at].iter().any(|t| {
        let stem = t.lower.strip_suffix("ed").unwrap_or("");
        let known = |form: &str| LEXICON.cues.contains_key(form);
        matches!(&*t.lower, "said" | "told" | "wrote" | "spoke") || known(stem) || known(&format!("{stem}e"))
    })
}

/// Whether a sentence has the head noun of a description.
fn repeats(scene: &Scene<'_>, description: ByteSpan, near: Range<usize>) -> bool {
    let phrase = Phrase::read(scene.page, &scene.entities, scene.page.tokens_in(description));
    phrase.is_some_and(|p| {
        let head = p.head(scene.page);
        scene.page.tokens[near].iter().any(|t| t.is(head))
    })
}
