//! Times carried over: from another statement by the same source, or from a sentence beside that speaks of it.

use std::ops::Range;

use onrecord_record::SourceKind;
use onrecord_text::ByteSpan;

use crate::clause::opening;
use crate::lexicon::{LEXICON, NounClass, Sex};
use crate::noun::is_plural;
use crate::phrase::{Phrase, is_determiner, is_preposition};
use crate::scene::{Scene, Who};
use crate::token::{Page, Token};
use crate::when::{candidates, extent, is_vague, is_year, relative};

/// How many tokens a verb of saying may stand before its time.
const TOLD: usize = 10;
/// How many sentences before its own may give a statement its time, if all between stay with its source.
const ROW: usize = 3;

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
    // The time of words within somebody's words does not date those.
    if scene.statements[other].inside == Some(statement)
        || scene.statements[statement].content.iter().any(|c| c.contains(time))
        || scene.statements[statement].cue.iter().any(|c| c.overlaps(time))
    {
        return None;
    }
    let (a, b) = (scene.readings[statement].as_ref()?, scene.readings[other].as_ref()?);
    let same = a.who == b.who && a.who != Who::Nobody;
    (near && (same || (theirs < first && replies(scene, statement, time)))).then_some(time)
}

/// Whether a statement answers one that was made at `time`, in the same paragraph.
fn replies(scene: &Scene<'_>, statement: usize, time: ByteSpan) -> bool {
    let start = scene.statements[statement].cue.first().map_or(time.end, |c| c.start.max(time.end));
    if scene.page.text[time.end..start].contains('\n') {
        return false;
    }
    let words = scene.statements[statement].cue.iter().flat_map(|&c| scene.page.tokens_in(c));
    let mut forms = words.map(|i| &*scene.page.tokens[i].lower);
    forms.any(|w| matches!(w, "replied" | "responded" | "answered" | "countered" | "retorted" | "shot"))
}

/// The time of the sentence before or after, where that sentence speaks of the same source; bare years are background.
pub fn beside(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let (first, last) = extent(scene, statement);
    let page = scene.page;
    let place = |s: usize| page.sentences.get(s).map(|s| page.near(s.end - 1));
    let after = |s: usize| {
        let near = place(s)?;
        in_neighbour(scene, times, statement, near.clone(), false)
            .filter(|_| speaks_of(scene, statement, near, false))
    };
    // A headline and the lead below it tell of one saying.
    let headline = last < 2
        && page
            .sentences
            .get(last + 1)
            .is_some_and(|next| page.text[page.sentences[last].end..next.start].contains('\n'));
    let before = first.checked_sub(1).and_then(place);
    before
        .filter(|near| {
            speaks_of(scene, statement, near.clone(), true) || leads(scene, statement, near.clone())
        })
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
    let end = ByteSpan::new(place.end, place.end);
    let recent = |&(t, _): &(ByteSpan, ByteSpan)| {
        let words = t.of(page.text);
        let then = words == "time";
        !is_year(words)
            && !is_vague(words)
            && !then
            && (relative(page, &near, t, end).is_none() || is_told(page, page.token_at(t.start)))
    };
    let last = candidates(scene, times, statement, near.clone()).into_iter().rfind(recent);
    let opening = || opening(scene, statement, near.clone()).filter(|_| before);
    let wide = last.map(|(_, wide)| wide).or_else(opening)?;
    // "condemned Friday's test": the test's day.
    let event = wide.of(page.text).rsplit(' ').next().unwrap_or("").to_lowercase();
    if wide.of(page.text).contains(['\'', '’']) && last.is_some() && !LEXICON.lists("occasion", &event) {
        return None;
    }
    // What follows dates the statement before it only where it speaks of speaking: "Holm told reporters on Friday".
    if !before && !is_told(page, page.token_at(wide.start)) {
        return None;
    }
    Some(wide)
}

/// The time of a sentence farther back that is led by the source of a statement, as all sentences between are: "On Friday
/// Holm came. He was late. He took questions."
pub fn in_row(scene: &Scene<'_>, times: &[ByteSpan], statement: usize) -> Option<ByteSpan> {
    let page = scene.page;
    let (first, _) = extent(scene, statement);
    let place = |s: usize| page.sentences.get(s).map(|s| page.near(s.end - 1));
    let stays =
        |back: usize| first.checked_sub(back).and_then(place).is_some_and(|n| leads(scene, statement, n));
    (2..=ROW).take_while(|&back| stays(back - 1) && stays(back)).find_map(|back| {
        let near = place(first.checked_sub(back)?)?;
        in_neighbour(scene, times, statement, near, true)
    })
}

/// Whether the first person that a sentence speaks of, outside quotation, is the source of a statement.
fn leads(scene: &Scene<'_>, statement: usize, near: Range<usize>) -> bool {
    let page = scene.page;
    let Some(Who::Named(ids)) = scene.readings[statement].as_ref().map(|r| &r.who) else { return false };
    let sex = ids.first().and_then(|&e| scene.entities.all[e].sex);
    let subject = |i: usize| {
        let title = |i: &usize| page.tokens[*i].capital || LEXICON.is_role(&page.tokens[*i].lower);
        let before = (near.start..i).rev().find(|i| !title(i)).map(|i| &*page.tokens[i].lower);
        before.is_none_or(|w| matches!(w, "," | "and" | "but" | "then" | "the"))
    };
    let first = near.clone().filter(|&i| !page.tokens[i].quoted).find_map(|i| {
        let token = &page.tokens[i];
        match &*token.lower {
            "he" => Some(sex != Some(Sex::Female) && subject(i)),
            "she" => Some(sex != Some(Sex::Male) && subject(i)),
            _ => {
                let entity = scene.entities.at(token.span)?;
                let own = ids.contains(&entity);
                (own || scene.is_person(entity)).then(|| own && subject(i))
            }
        }
    });
    let quoted = || near.clone().all(|i| page.tokens[i].quoted || !page.tokens[i].word);
    ids.iter().all(|&e| scene.is_person(e))
        && first.unwrap_or_else(|| quoted() || describes(scene, ids, near.clone()))
}

/// Whether a description that can be of the source opens a sentence or stands before a verb of saying, and no other
/// bearer is named: "The nominee praised", "the agency said".
fn describes(scene: &Scene<'_>, ids: &[usize], near: Range<usize>) -> bool {
    let page = scene.page;
    let [id] = ids else { return false };
    let person = scene.is_person(*id);
    let place = page.span_of(near.clone());
    let rival = |e: usize| if person { scene.is_person(e) } else { scene.is_body(e) };
    if scene.entities.within(place).iter().any(|&(_, e)| e != *id && rival(e)) {
        return false;
    }
    let fits = |i: usize| {
        let word = &*page.tokens[i].lower;
        let kind =
            if person { LEXICON.is_role(word) && !is_plural(word) } else { LEXICON.lists("any body", word) };
        kind && scene.entities.by_role.get(word).is_none_or(|all| all.contains(id))
    };
    let articles = near.clone().filter(|&i| page.tokens[i].is("the") && !page.tokens[i].quoted);
    articles.into_iter().any(|i| {
        let phrase = (i + 1..near.end.min(i + 7))
            .take_while(|&i| page.tokens[i].word && !is_preposition(&page.tokens[i].lower));
        phrase
            .filter(|&i| fits(i))
            .last()
            .is_some_and(|head| page.begins_sentence(i) || page.tokens.get(head + 1).is_some_and(says))
    })
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
                || describes(scene, ids, near)
        }
        Who::Described(span) => {
            // "In a statement, …" after what it states.
            let stated = || before && reading.kind == SourceKind::Document && states(page, *span);
            place.contains(*span) || repeats(scene, *span, near.clone()) || stated()
        }
        Who::Nobody => false,
    }
}

/// Whether a word is a past form of a verb of saying.
fn says(token: &Token) -> bool {
    let stem = token.lower.strip_suffix("ed").unwrap_or("");
    let known = |form: &str| LEXICON.cues.contains_key(form);
    matches!(&*token.lower, "said" | "told" | "wrote" | "spoke") || known(stem) || known(&format!("{stem}e"))
}

/// Whether a verb of saying leads up to token `at`: "told reporters in Lund on", "said in an interview on".
fn is_told(page: &Page<'_>, at: usize) -> bool {
    // Names, people and occasions may stand between.
    let light = |t: &Token| {
        let word = &*t.lower;
        let clause = matches!(word, "that" | "who" | "which" | "because" | "when" | "if");
        let people = |c: &NounClass| !matches!(c, NounClass::Organisation);
        t.word
            && !clause
            && (t.capital
                || is_preposition(word)
                || is_determiner(word)
                || LEXICON.lists("occasion", word)
                || LEXICON.noun(word).iter().any(people))
    };
    let before = &page.tokens[at.saturating_sub(TOLD)..at];
    before.iter().rev().take(3).any(says) || {
        let led = before.iter().rposition(says);
        led.is_some_and(|verb| before[verb + 1..].iter().all(light))
    }
}

/// Whether a sentence begins with a document that somebody gives out, brought in for the first time: "In a statement".
fn states(page: &Page<'_>, document: ByteSpan) -> bool {
    let tokens = page.tokens_in(document);
    let near = page.near(document.start);
    let opening: Vec<&str> =
        page.between(near.start, tokens.end).iter().filter(|t| t.word).map(|t| &*t.lower).collect();
    matches!(
        *opening,
        ["in", "a" | "an", "statement" | "announcement" | "release" | "letter" | "email" | "tweet" | "memo"]
    )
}

/// Whether a sentence has the head noun of a description.
fn repeats(scene: &Scene<'_>, description: ByteSpan, near: Range<usize>) -> bool {
    let phrase = Phrase::read(scene.page, &scene.entities, scene.page.tokens_in(description));
    phrase.is_some_and(|p| {
        let head = p.head(scene.page);
        scene.page.tokens[near].iter().any(|t| t.is(head))
    })
}
