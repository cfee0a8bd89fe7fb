//! Appositions whose comma was lost: "Ana Reis deputy head of the port said".

use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::entity::Entities;
use crate::lexicon::{LEXICON, NounClass};
use crate::noun::is_plural;
use crate::phrase::{Opening, is_determiner, is_preposition};
use crate::sort::Sort;
use crate::token::Page;

/// Where a full name at the head of a source's `core` ends that goes on without a comma with what its bearer is: "Ana Reis
/// deputy head of", "Ana Reis the mayor". Who is named there speaks, and nobody else who bears the role; an aide, a
/// supporter or a campaign of somebody is another.
pub fn before(
    page: &Page<'_>,
    entities: &Entities,
    core: &Range<usize>,
    opening: Opening,
    end: usize,
) -> Option<usize> {
    let within = entities.within(page.span_of(core.clone()));
    let person = |e: usize| entities.all[e].sort == Sort::Person;
    let full = |&&(m, e): &&(ByteSpan, usize)| {
        let name = page.tokens_in(m);
        person(e) && name.len() > 1 && name.start >= core.start
    };
    let &(mention, _) = within.iter().find(full).filter(|_| opening != Opening::Indefinite)?;
    let name = page.tokens_in(mention);
    let titular = |i: usize| {
        let lower = &*page.tokens[i].lower;
        LEXICON.is_role(lower) || LEXICON.honorifics.contains_key(lower)
    };
    // "the New Arab correspondent": nobody's name has an article.
    let leads = if name.start == core.start { opening == Opening::Bare } else { titular(name.start - 1) };
    // "Ana Reis spokesman Lars Holm".
    let another = within.iter().any(|&(m, e)| m.start >= mention.end && person(e));
    let next = page
        .tokens
        .get(name.end)
        .filter(|t| leads && !another && name.end < core.end && t.word && !t.possessive())?;
    let last = (name.end..core.end).rev().find(|&i| page.tokens[i].word)?;
    let head = &page.tokens[last];
    let complement = page.tokens.get(core.end).is_some_and(|t| core.end < end && is_preposition(&t.lower));
    let role = LEXICON.noun(&head.lower).contains(&NounClass::Role)
        && !is_plural(&head.lower)
        && (complement || !LEXICON.lists("attendant", &head.lower));
    let body = next.capital && head.capital && entities.at(next.span).is_some();
    (is_determiner(&next.lower) || !head.capital && role || body).then_some(name.end)
}
