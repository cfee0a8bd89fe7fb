//! Bodies and documents spoken of by their noun: "the commission", "the group", "the poll".

use onrecord_record::SourceKind;

use crate::lexicon::{LEXICON, NounClass};
use crate::noun::is_plural;
use crate::phrase::Opening;
use crate::scene::{Reading, Scene, Who};
use crate::sort::Sort;
use crate::source::{Source, start};

/// "the commission".
pub fn the_body(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let head = phrase.head(page);
    if let Some(body) = of_speaker(scene, source) {
        return Some(Reading::named(scene.kind_of(body), body));
    }
    let classes = phrase.classes(page);
    if phrase.opening != Opening::Definite
        || classes.first() != Some(&NounClass::Organisation)
        || phrase.rest(page).next().is_some_and(|w| !matches!(w, "," | "which"))
    {
        return None;
    }
    let at = start(scene, source);
    let alone = phrase.core.len() == 1;
    let nearest = |ids: &[usize]| {
        ids.iter()
            .copied()
            .filter(|&e| scene.is_body(e) || scene.entities.all[e].sort == Sort::Thing)
            .max_by_key(|&e| {
                let mentions = &scene.entities.all[e].mentions;
                let before = mentions.partition_point(|m| m.start < at);
                (before > 0, before.checked_sub(1).map_or(0, |i| mentions[i].start))
            })
    };
    let bearer = nearest(scene.entities.with_word(head))
        .or_else(|| nearest(scene.entities.by_role.get(head)?))
        .or_else(|| {
            // "the military" of "the Lund Army".
            let kin = ["army", "military", "armed", "forces", "defence", "defense"];
            let all = kin.iter().filter(|_| kin.contains(&head)).flat_map(|w| scene.entities.with_word(w));
            nearest(&all.copied().collect::<Vec<_>>())
        });
    let found = bearer.filter(|_| alone || phrase.core.len() == 2).or_else(|| {
        // "the group", "the Lund-based group", "the rights group": one of which so much is known already.
        let plain = |i: usize| {
            let word = &*page.tokens[i].lower;
            word == head || word.ends_with("-based") || LEXICON.lists("body modifier", word)
        };
        let any = LEXICON.lists("any body", head) && phrase.core.clone().all(plain);
        any.then(|| last_body(scene, source.statement, at)).flatten()
    })?;
    Some(Reading::named(scene.kind_of(found), found))
}

/// "his group": the body in the role of the person named last.
fn of_speaker(scene: &Scene<'_>, source: &Source) -> Option<usize> {
    let phrase = source.phrase.as_ref()?;
    let third = matches!(&*scene.page.tokens[phrase.all.start].lower, "his" | "her");
    // "his party" is as often another's.
    let group = phrase.core.len() == 1
        && matches!(
            phrase.head(scene.page),
            "group"
                | "company"
                | "firm"
                | "organisation"
                | "organization"
                | "agency"
                | "charity"
                | "foundation"
        );
    let whole = phrase.all.end == phrase.core.end;
    let last = || scene.latest(start(scene, source), 1, |e| scene.is_person(e)).first().copied();
    let person = last().filter(|_| third && group && whole)?;
    let mut roles = scene.entities.all[person].roles.iter();
    roles.find_map(|&role| {
        let named = scene.entities.within(role).iter().map(|&(_, e)| e);
        // A name inside a run of titles is none of its own there: the "LHW" of "LHW Director Lars Holm".
        let short = scene.page.tokens[scene.page.tokens_in(role)].iter().filter(|t| t.shouted);
        let short = short.filter_map(|t| scene.entities.named(&t.lower));
        named.chain(short).find(|&e| scene.is_body(e))
    })
}

/// The body that spoke last, if it was just now; else the one named last.
fn last_body(scene: &Scene<'_>, statement: usize, at: usize) -> Option<usize> {
    let spoke = scene.last_reading(at, 2, statement).and_then(|r| match r.who {
        Who::Named(ref ids) if r.kind == SourceKind::Organisation => ids.first().copied(),
        _ => None,
    });
    let named = || scene.latest(at, 1, |e| scene.is_body(e) && !scene.entities.all[e].mentions.is_empty());
    spoke.filter(|&e| scene.is_body(e)).or_else(|| named().first().copied())
}

/// "the poll" after "a Reuters poll", "police" after "the Lund police".
pub fn the_entitled(scene: &Scene<'_>, source: &Source) -> Option<Reading> {
    let phrase = source.phrase.as_ref()?;
    let page = scene.page;
    let head = phrase.head(page);
    let alone = phrase.core.len() == 1 && phrase.all.end == phrase.core.end;
    let bare = phrase.opening == Opening::Bare;
    let again = phrase.opening == Opening::Definite
        || bare && (head == "police" || page.begins_sentence(phrase.all.start));
    let kind = match phrase.classes(page).first()? {
        NounClass::Document => SourceKind::Document,
        NounClass::Organisation if !is_plural(head) || head == "police" => SourceKind::Organisation,
        _ => return None,
    };
    if !alone || !again {
        return None;
    }
    // "the military" of "the Lund army".
    let kin = if head == "military" { "army" } else { head };
    let named = scene.entitled.get(head).or_else(|| scene.entitled.get(kin))?;
    let before = named.partition_point(|span| span.start < start(scene, source));
    let ahead = bare && kind == SourceKind::Document;
    let span = before.checked_sub(1).or(ahead.then_some(0)).and_then(|i| named.get(i))?;
    Some(Reading::described(kind, *span, false))
}
