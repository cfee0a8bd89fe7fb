//! Offices and descriptions that stand for who bears them: "the mayor", "the IMF chief", "the billionaire".

use onrecord_record::SourceKind;

use crate::lexicon::{LEXICON, NounClass};
use crate::noun::is_plural;
use crate::phrase::{Opening, Phrase};
use crate::scene::{Reading, Scene};
use crate::source::{Source, own_place, start};

/// How many bearers of one role are looked at.
const HOLDERS: usize = 24;

/// "the mayor".
pub fn the_role(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let head = phrase.head(page);
    let headline = phrase.opening == Opening::Bare;
    if !(phrase.opening == Opening::Definite || headline) || !phrase.classes(page).contains(&NounClass::Role)
    {
        return None;
    }
    // "deputy minister" is not "minister".
    let at = start(scene, source);
    if let Some(person) = of_body(scene, phrase, at) {
        return Some(Reading::named(SourceKind::Person, person));
    }
    let Some(holders) = scene.entities.by_role.get(head) else { return variation(scene, source, head) };
    let modifiers: Vec<&str> = phrase
        .core
        .clone()
        .filter(|&i| page.tokens[i].word && &*page.tokens[i].lower != head)
        .map(|i| &*page.tokens[i].lower)
        .collect();
    // The last holders before, and the first after: as many as a reader would keep in mind.
    let first = |&e: &usize| scene.entities.all[e].mentions.first().map_or(0, |m| m.start);
    let here = holders.partition_point(|e| first(e) < at);
    let holders = &holders[here.saturating_sub(HOLDERS)..holders.len().min(here + 2)];
    let roles = |e: usize| {
        let all = scene.entities.all[e].roles.iter().map(|r| r.of(page.text).to_lowercase());
        all.collect::<Vec<_>>().join(" ")
    };
    // "inspector general" is not "attorney general".
    let law = |m: &&&str| {
        matches!(**m, "attorney" | "inspector" | "secretary" | "surgeon" | "solicitor" | "director")
    };
    let office = modifiers.last().filter(|_| head == "general").filter(law).map(|m| format!("{m} general"));
    let bears = |e: usize| scene.is_person(e) && office.as_ref().is_none_or(|o| roles(e).contains(&**o));
    let nearness = |e: usize| {
        let mentions = &scene.entities.all[e].mentions;
        let before = mentions.partition_point(|m| m.start < at);
        before.checked_sub(1).map(|i| mentions[i].start)
    };
    let mut best = holders.iter().copied().filter(|&e| bears(e)).max_by_key(|&e| {
        let roles = roles(e);
        let shared = modifiers.iter().filter(|m| roles.contains(**m)).count();
        (shared, nearness(e).is_some(), nearness(e).unwrap_or(0))
    })?;
    if modifiers.is_empty() && is_of_state(head) && is_of_body(scene, best, head) {
        let known = scene.entities.all[best].mentions.len();
        let state = holders.iter().copied().filter(|&e| {
            bears(e) && !is_of_body(scene, e, head) && scene.entities.all[e].mentions.len() >= known
        });
        best = state.filter(|&e| nearness(e).is_some()).max_by_key(|&e| nearness(e)).unwrap_or(best);
    }
    if headline && modifiers.is_empty() && phrase.all.len() > 1 {
        return None;
    }
    Some(Reading::named(SourceKind::Person, best))
}

/// Offices of which a report of politics means the country's, though a bank or a club has one too.
fn is_of_state(noun: &str) -> bool {
    matches!(noun, "president" | "premier" | "chancellor" | "king" | "queen")
}

/// Whether somebody holds an office of a body: "president of the Harbour Foundation".
fn is_of_body(scene: &Scene<'_>, entity: usize, noun: &str) -> bool {
    scene.entities.all[entity].roles.iter().any(|&role| {
        let named = role.of(scene.page.text).to_lowercase().contains(noun);
        named && scene.entities.within(role).iter().any(|&(_, e)| scene.is_body(e))
    })
}

/// "the IMF chief": the last person before whose roles name the body that the phrase names.
fn of_body(scene: &Scene<'_>, phrase: &Phrase, at: usize) -> Option<usize> {
    let page = scene.page;
    let named = scene.entities.within(page.span_of(phrase.core.clone()));
    let &(_, body) = named.iter().find(|&&(_, e)| scene.is_body(e))?;
    let before = scene.entities.mentions.partition_point(|(m, _)| m.start < at);
    let mentions = &scene.entities.mentions[..before];
    let tied = |e: usize| {
        let roles = scene.entities.all[e].roles.iter();
        roles.take(HOLDERS).any(|&role| scene.entities.within(role).iter().any(|&(_, b)| b == body))
    };
    mentions.iter().rev().take(2 * HOLDERS).map(|&(_, e)| e).find(|&e| scene.is_person(e) && tied(e))
}

/// "the billionaire", "the Vermont senator": a description of one person that nothing brought in with "a" speaks of
/// somebody named, and mostly of the one who spoke last.
fn variation(scene: &Scene<'_>, source: &Source, head: &str) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    // "the harbour board's chairman" brings in another one.
    let whose = phrase.core.clone().any(|i| scene.page.tokens[i].possessive());
    let alone = phrase.all.end == phrase.core.end
        && phrase.opening == Opening::Definite
        && !is_plural(head)
        && !whose;
    if !alone
        || LEXICON.lists("faceless", head)
        || scene.introduced.contains_key(head)
        || scene.described.contains_key(head)
    {
        return None;
    }
    let at = start(scene, source);
    if let Some(last) =
        scene.last_reading(at, 3, source.statement).filter(|r| r.kind == SourceKind::Person && !r.plural)
    {
        return Some(last.clone());
    }
    let person = scene.person_before(at, None, source.statement, &[])?;
    // "the New Vigil correspondent" is not who the words before the noun name.
    let own = scene.entities.within(own_place(scene, source));
    (!own.iter().any(|&(_, e)| e == person)).then(|| Reading::named(SourceKind::Person, person))
}
