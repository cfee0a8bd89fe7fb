//! Roles: what the report says that somebody is, and by which noun it may speak of them again.

use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::entity::Entities;
use crate::lexicon::{LEXICON, NounClass, Sex};
use crate::name::Found;
use crate::phrase::{is_determiner, is_preposition};
use crate::rule::Rule;
use crate::sort::Sort;
use crate::token::{Page, Token};

/// How far an appositive is followed.
const REACH: usize = 40;

/// The rules by which roles are read.
pub const RULES: &[Rule] = &[
    Rule {
        name: "role-before-name",
        what: "The nouns and titles directly before a name are its role.",
        example: "{s1 Harbour pilot Lars Holm} {c1 said} {t1 the pier was closed}. => actor Lars Holm; role Harbour pilot",
        misses: "A role whose noun is in no list, or with an adjective that is in none: \"twice-jailed firebrand Lars Holm\".",
    },
    Rule {
        name: "role-after-name",
        what: "A noun phrase between the commas after a name is its role, if its head is a role's noun; for bodies, a body's.",
        example: "{s1 Ana Reis, head of the harbour board,} {c1 said} {t1 the pier was closed}. => actor Ana Reis; role head of the harbour board",
        misses: "Only the part up to the next comma is read: \"the mayor, elected in May, of Lund\".",
    },
    Rule {
        name: "name-after-role",
        what: "A definite or possessive noun phrase before a comma and a name is the name's role.",
        example: "{s1 The club's treasurer, Olga Nemec,} {c1 said} {t1 the money was gone}. => actor Olga Nemec; role club's treasurer",
        misses: "A list of people can look the same: \"the treasurer, Olga Nemec and two others\".",
    },
    Rule {
        name: "role-by-copula",
        what: "\"X is (was) the Y\" gives X the role Y.",
        example: "Olga Nemec is the treasurer of the club. {s1 The treasurer} {c1 said} {t1 the money was gone}. => actor Olga Nemec; role treasurer of the club",
        misses: "Negation and hearsay are not looked at: \"Nemec is not the treasurer\".",
    },
];

/// Gives every entity its roles and the nouns that point to it.
pub fn gather(page: &Page<'_>, names: &[Found], entities: &mut Entities) {
    for name in names {
        let span = page.span_of(name.tokens.clone());
        let Some(id) = entities.at(span) else { continue };
        let person = matches!(entities.all[id].sort, Sort::Person | Sort::Unknown);
        let found = [
            before(page, name).filter(|_| person),
            after(page, name, person),
            ahead(page, name).filter(|_| person),
            copula(page, name, person),
        ];
        for role in found.into_iter().flatten() {
            enter(page, entities, id, role.clone());
            // "The mother of bomber Lars Holm": the one before "of" is another.
            let head = role.clone().find(|&i| is_preposition(&page.tokens[i].lower)).unwrap_or(role.end);
            let own = role.start >= name.tokens.end || head == role.end;
            let sex = page.between(role.start, head).last().filter(|_| own).and_then(|t| sex_of(&t.lower));
            entities.all[id].sex = entities.all[id].sex.or(sex);
        }
    }
}

/// Notes a role and its nouns.
fn enter(page: &Page<'_>, entities: &mut Entities, id: usize, role: Range<usize>) {
    let span = page.span_of(role.clone());
    let known: Vec<ByteSpan> = entities.all[id].roles.clone();
    if known.len() < 16 && !known.iter().any(|k| k.overlaps(span) || k.of(page.text) == span.of(page.text)) {
        entities.all[id].roles.push(span);
    }
    let head_end = role.clone().find(|&i| is_preposition(&page.tokens[i].lower)).unwrap_or(role.end);
    for i in role.start..head_end {
        let lower = page.tokens[i].lower.clone();
        let bodily =
            LEXICON.noun(&lower).iter().any(|c| matches!(c, NounClass::Organisation | NounClass::Outlet));
        if LEXICON.is_role(&lower) || (bodily && i + 1 == head_end) {
            entities.add_role_noun(id, &lower);
        }
    }
}

/// The sex that a role's noun tells; not of "chairman" and "spokesman", which the papers call women too.
fn sex_of(noun: &str) -> Option<Sex> {
    match noun {
        "wife" | "mother" | "daughter" | "sister" | "widow" | "aunt" | "niece" | "grandmother"
        | "girlfriend" | "ex-wife" | "queen" | "princess" | "duchess" | "actress" | "heiress" | "woman" => {
            Some(Sex::Female)
        }
        "husband" | "father" | "son" | "brother" | "widower" | "uncle" | "nephew" | "grandfather"
        | "boyfriend" | "ex-husband" | "king" | "prince" | "duke" | "man" => Some(Sex::Male),
        _ if noun.ends_with("woman") => Some(Sex::Female),
        _ => None,
    }
}

/// "Pentagon spokesman Brig. Gen. Pat Ryder": the run of titles, roles and their modifiers before the name.
fn before(page: &Page<'_>, name: &Found) -> Option<Range<usize>> {
    let sentence = page.starts[page.tokens.get(name.tokens.start)?.sentence];
    let end = name.tokens.start;
    let mut start = end;
    let mut role = false;
    while start > sentence && end - start < 12 {
        let token = &page.tokens[start - 1];
        let is_role = LEXICON.is_role(&token.lower)
            || LEXICON.honorifics.get(&*token.lower).is_some_and(|h| h.role.is_some());
        let titular = LEXICON.honorifics.contains_key(&*token.lower) && token.capital;
        if !(is_role || titular || (role && is_modifier(page, start - 1))) {
            break;
        }
        role |= is_role;
        start -= 1;
    }
    while start < end
        && (page.tokens[start].possessive() || page.tokens[start].is("and") || page.tokens[start].is("of"))
    {
        start += 1;
    }
    role.then_some(start..end).filter(|r| !r.is_empty())
}

/// Words that stand before a role's noun and belong to it.
fn is_modifier(page: &Page<'_>, i: usize) -> bool {
    let token = &page.tokens[i];
    token.word
        && (token.capital
            || token.lower.contains('-')
            || LEXICON.rank.contains(&*token.lower)
            || LEXICON.lists("role modifier", &token.lower))
        || token.is("'s")
}

/// ", commander of the Quds Force,": a phrase after the name whose head is a role's noun (a body's, for a body).
fn after(page: &Page<'_>, name: &Found, person: bool) -> Option<Range<usize>> {
    let mut at = name.tokens.end;
    let is = |i: usize, mark: &str| page.tokens.get(i).is_some_and(|t| t.is(mark));
    if is(at, "(") {
        at = (at..at + 8).find(|&i| is(i, ")"))? + 1;
    }
    if !is(at, ",") {
        return None;
    }
    at += 1;
    // An age between commas: "Ana Reis, 54, a nurse".
    if page.tokens.get(at).is_some_and(|t| t.lower.starts_with(|c: char| c.is_ascii_digit()))
        && is(at + 1, ",")
    {
        at += 2;
    }
    if is(at, "who") && (is(at + 1, "is") || is(at + 1, "was")) {
        at += 2;
    }
    noun_phrase(page, at, person)
}

/// "The club's treasurer, Olga Nemec,": a phrase before the comma that stands before the name.
fn ahead(page: &Page<'_>, name: &Found) -> Option<Range<usize>> {
    let name_start = if name.title.is_empty() { name.tokens.start } else { name.title.start };
    let comma = name_start.checked_sub(1).filter(|&i| page.tokens[i].is(","))?;
    let sentence = page.starts[page.tokens[comma].sentence];
    let low = sentence.max(comma.saturating_sub(REACH));
    let start =
        (low..comma).rev().take_while(|&i| page.tokens[i].word || page.tokens[i].possessive()).last()?;
    // The last phrase that a determiner opens and whose head is a role.
    let opens = (start..comma).find(|&i| {
        is_determiner(&page.tokens[i].lower) || page.tokens.get(i + 1).is_some_and(Token::possessive)
    })?;
    let role = noun_phrase(page, opens, true)?;
    (role.end == comma).then_some(role)
}

/// "The Quds Force is the foreign operations branch of …".
fn copula(page: &Page<'_>, name: &Found, person: bool) -> Option<Range<usize>> {
    let at = name.tokens.end;
    let verb = page.tokens.get(at).is_some_and(|t| matches!(&*t.lower, "is" | "was"));
    let article = page.tokens.get(at + 1).is_some_and(|t| matches!(&*t.lower, "the" | "a" | "an"));
    if verb && article { noun_phrase(page, at + 1, person) } else { None }
}

/// The noun phrase at `at`, up to the next mark, without its article; none if its head is no role (or body).
fn noun_phrase(page: &Page<'_>, at: usize, person: bool) -> Option<Range<usize>> {
    let sentence = page.tokens.get(at)?.sentence;
    let stops = |i: usize| {
        page.tokens.get(i).is_none_or(|t| {
            t.sentence != sentence
                || (!t.word && !t.possessive())
                || matches!(
                    &*t.lower,
                    "who" | "which" | "said" | "says" | "told" | "has" | "had" | "was" | "is"
                )
        })
    };
    let end = (at..at + REACH).find(|&i| stops(i)).unwrap_or(at + REACH);
    let start = at + usize::from(is_determiner(&page.tokens[at].lower));
    if end <= start {
        return None;
    }
    let head_end = (start..end).find(|&i| is_preposition(&page.tokens[i].lower)).unwrap_or(end);
    let head = page.tokens.get(head_end.checked_sub(1)?)?;
    let class = LEXICON.noun(&head.lower);
    let fits = if person {
        class.contains(&NounClass::Role)
            || LEXICON.honorifics.get(&*head.lower).is_some_and(|h| h.role.is_some())
    } else {
        class.iter().any(|c| matches!(c, NounClass::Organisation | NounClass::Outlet))
    };
    // A name after the head is another mention, not a role: "Ana Reis, Mayor Lars Holm".
    (fits && head_end > start).then_some(start..end)
}
