//! Sources that name somebody: at their head, after a role, in a headline.

use onrecord_record::SourceKind;

use crate::entity::name_words;
use crate::lexicon::{LEXICON, NounClass};
use crate::name;
use crate::phrase::{Opening, Phrase, is_preposition};
use crate::scene::{Reading, Scene, Who};
use crate::sort::Sort;
use crate::source::{Source, start};
use crate::token::Token;

/// A name that ends the head.
pub fn name_at_head(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let first = phrase.named?;
    if scene.entities.all[first].sort == Sort::People {
        // "the Republican" is one of them, spoken of before.
        let form = page.tokens[phrase.core.end - 1].span.of(page.text);
        let single =
            phrase.opening == Opening::Definite && LEXICON.peoples.contains(format!("{form}s").as_str());
        if let Some(last) = scene
            .last_reading(start(scene, source), 2, source.statement)
            .filter(|r| single && r.kind == SourceKind::Person && !r.plural)
        {
            return Some(last.clone());
        }
        let one =
            phrase.opening == Opening::Indefinite && LEXICON.peoples.contains(format!("{form}s").as_str());
        let kind = if one { SourceKind::Unnamed } else { SourceKind::Public };
        return Some(Reading::described(kind, phrase.descriptor(page), !one));
    }
    Some(named(scene, listed(scene, phrase, first, phrase.core.end)))
}

/// A named one and those that a list goes on with, of the same kind: after token `end`, only commas, "and" and titles
/// stand between the names.
fn listed(scene: &Scene<'_>, phrase: &Phrase, first: usize, mut end: usize) -> Vec<usize> {
    let page = scene.page;
    let mut entities = vec![first];
    let sort = scene.kind_of(first);
    let rest = page.span_of(end..phrase.all.end);
    for &(mention, entity) in scene.entities.within(rest).iter().filter(|(m, _)| m.start >= rest.start) {
        let next = page.token_at(mention.start);
        let titled =
            scene.entities.at(page.tokens[next].span).is_some() && is_title(scene, end.min(next)..next);
        let listed = titled
            || page.tokens[end.min(next)..next].iter().all(|t| {
                matches!(&*t.lower, "," | "and" | "&" | "or" | "(" | ")" | "the" | "former" | "then" | "both")
                    || is_party(t)
                    || LEXICON.honorifics.contains_key(&*t.lower)
                    || LEXICON.is_role(&t.lower)
            });
        let joined = page.tokens[end.min(next)..next].iter().any(|t| t.is("and") || t.is("&") || t.is("or"))
            || page.between(next, phrase.all.end).iter().any(|t| t.is("and"));
        let bracket = |i: usize| page.tokens[i].is("(") && !is_party(&page.tokens[i + 1]);
        let apposed = (end.min(next)..next).any(bracket);
        if !listed || !joined || apposed {
            break;
        }
        if scene.kind_of(entity) == sort && !entities.contains(&entity) {
            entities.push(entity);
        }
        end = page.token_at(mention.end - 1) + 1;
    }
    entities
}

/// Whether a token is a party and a state: the "R-Ohio" of "Ana Reis (R-Ohio)".
fn is_party(token: &Token) -> bool {
    matches!(token.lower.get(..2), Some("r-" | "d-" | "i-")) && token.capital && token.lower.len() < 8
}

/// Whether "and" and the words of an office or a role lead up to a name: "and law partner Justin Miller".
fn is_title(scene: &Scene<'_>, tokens: std::ops::Range<usize>) -> bool {
    let page = scene.page;
    let role = |i: usize| LEXICON.is_role(&page.tokens[i].lower);
    tokens.len() <= 7
        && page.tokens.get(tokens.start).is_some_and(|t| t.is("and") || t.is(","))
        && (tokens.clone().next_back().is_some_and(role)
            && tokens
                .clone()
                .all(|i| !is_preposition(&page.tokens[i].lower) && (page.tokens[i].word || i == tokens.start))
            // "and Secretary of State John Kerry".
            || role(tokens.start + 1)
                && tokens.clone().skip(2).all(|i| page.tokens[i].capital || page.tokens[i].is("of") || page.tokens[i].is("and")))
}

/// Some named ones, of the kind of the first.
pub fn named(scene: &Scene<'_>, entities: Vec<usize>) -> Reading {
    let kind = entities.first().map_or(SourceKind::None, |&e| scene.kind_of(e));
    let people = entities.first().is_some_and(|&e| scene.entities.all[e].sort == Sort::People);
    Reading { kind, plural: entities.len() > 1 || people, who: Who::Named(entities) }
}

/// A surname in a headline.
pub fn surname(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let last = scene.page.tokens[phrase.core.clone()].iter().rev().find(|t| t.word && !t.possessive())?;
    let entity = scene.entities.named(&last.lower).filter(|&e| last.capital && scene.is_person(e))?;
    may_be(scene, phrase, entity).then(|| named(scene, vec![entity]))
}

/// Whether the full name that a source gives can be an entity's: "Ana Reis" is not "Lars Reis".
fn may_be(scene: &Scene<'_>, phrase: &Phrase, entity: usize) -> bool {
    let page = scene.page;
    let end = phrase.core.clone().rev().find(|&i| page.tokens[i].word && !page.tokens[i].possessive());
    let core = phrase.core.start..end.map_or(phrase.core.end, |i| i + 1);
    let own = name_words(page, name::split_title(page, core.clone())..core.end);
    let theirs = name_words(page, scene.entities.all[entity].name.clone());
    let capitals = page.tokens[core].iter().filter(|t| t.word).all(|t| t.capital);
    own.len() < 2
        || !capitals
        || own.iter().all(|w| theirs.contains(w))
        || theirs.iter().all(|w| own.contains(w))
}

/// "The treasurer, Olga Nemec".
pub fn role_then_name(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let classes = phrase.classes(page);
    let including = page.tokens.get(phrase.core.end).is_some_and(|t| t.is("including"))
        || page
            .tokens
            .get(phrase.core.end..phrase.core.end + 2)
            .is_some_and(|t| t[0].is(",") && t[1].is("including"));
    if including {
        let rest = page.span_of(phrase.core.end..phrase.all.end);
        let bodies: Vec<usize> = scene.entities.within(rest).iter().map(|&(_, e)| e).collect();
        return Some(named(scene, bodies)).filter(|r| !matches!(r.who, Who::Named(ref e) if e.is_empty()));
    }
    let body = matches!(classes.first(), Some(NounClass::Organisation | NounClass::Outlet));
    if !classes.contains(&NounClass::Role) && !body {
        return None;
    }
    if let Some(entity) = called(scene, phrase).filter(|&e| scene.is_person(e) != body) {
        let kind = if body { SourceKind::Organisation } else { SourceKind::Person };
        return Some(Reading::named(kind, entity));
    }
    // The comma may close the head at once ("the treasurer, X") or after its complement ("the head of the board, X").
    let comma = (phrase.core.end..phrase.all.end).find(|&i| page.tokens[i].is(","))?;
    let mut next = comma + 1;
    let skipped = |i: usize| {
        LEXICON.honorifics.contains_key(&*page.tokens[i].lower) || (body && page.tokens[i].is("the"))
    };
    while next < phrase.all.end && skipped(next) {
        next += 1;
    }
    let entity = scene.entities.at(page.tokens.get(next)?.span)?;
    let after = |e| {
        scene.entities.at(page.tokens[next].span).map_or(next, |_| {
            (next..phrase.all.end)
                .find(|&i| scene.entities.at(page.tokens[i].span) != Some(e))
                .unwrap_or(phrase.all.end)
        })
    };
    let fits = if body { scene.is_body(entity) } else { scene.is_person(entity) };
    (next < phrase.all.end && fits).then(|| named(scene, listed(scene, phrase, entity, after(entity))))
}

/// The name by which the words after a head call it: "the group known as the Harbour Watch".
fn called(scene: &Scene<'_>, phrase: &Phrase) -> Option<usize> {
    let page = scene.page;
    let rest: Vec<&str> = phrase.rest(page).take(3).collect();
    let words = match rest[..] {
        ["known", "as", "the"] => 3,
        ["known", "as", ..] | ["called", "the", ..] => 2,
        ["called", ..] => 1,
        _ => return None,
    };
    let name = (phrase.core.end + words..phrase.all.end).next()?;
    scene.entities.at(page.tokens[name].span)
}

/// A source in capitals.
pub fn capitals(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let last = page.tokens[phrase.core.clone()].iter().rev().find(|t| t.word)?;
    if !last.capital {
        return None;
    }
    let known = scene.entities.named(last.lower.trim_end_matches('.'));
    if let Some(entity) = known.filter(|&e| may_be(scene, phrase, e)) {
        return Some(named(scene, vec![entity]));
    }
    let found = name::find_in(page, phrase.core.clone());
    let name = found.last()?;
    let span = page.span_of(name.tokens.clone());
    let kind = match name.sort {
        Sort::Person | Sort::Unknown => SourceKind::Person,
        Sort::Outlet => SourceKind::Outlet,
        Sort::People => SourceKind::Public,
        Sort::Thing => SourceKind::Document,
        Sort::Body | Sort::Place => SourceKind::Organisation,
    };
    Some(Reading::described(kind, span, false))
}
