//! "And" inside one noun phrase: "the liberal and secular opposition", "U.S. and South Korean officials".

use crate::entity::Entities;
use crate::lexicon::{LEXICON, NounClass};
use crate::phrase::{is_determiner, is_preposition};
use crate::sort::Sort;
use crate::token::Page;

/// Whether "and" joins two adjectives before one noun: "the liberal and secular opposition".
pub fn joins_adjectives(page: &Page<'_>, entities: &Entities, and: usize, end: usize) -> bool {
    let free = |i: usize| {
        let token = &page.tokens[i];
        token.word
            && !token.capital
            && LEXICON.noun(&token.lower).is_empty()
            && entities.at(token.span).is_none()
            && !is_determiner(&token.lower)
            && !is_preposition(&token.lower)
    };
    and + 2 < end
        && free(and - 1)
        && free(and + 1)
        && !page.tokens[and + 2].capital
        && !LEXICON.noun(&page.tokens[and + 2].lower).is_empty()
}

/// Where the plural role ends that "and" joins two peoples or places to: "U.S. and South Korean officials".
pub fn shared_noun(page: &Page<'_>, entities: &Entities, and: usize, end: usize) -> Option<usize> {
    let modifier = |i: usize| {
        entities
            .at(page.tokens[i].span)
            .is_some_and(|e| matches!(entities.all[e].sort, Sort::People | Sort::Place))
    };
    if !page.tokens[and].is("and") || !modifier(and.checked_sub(1)?) || !modifier(and + 1) {
        return None;
    }
    let words = (and + 1..end.min(and + 7)).take_while(|&i| {
        page.tokens[i].word && !is_preposition(&page.tokens[i].lower) && !page.tokens[i].is("and")
    });
    let last = words.last()?;
    let people = |c: &NounClass| matches!(c, NounClass::Role | NounClass::Group);
    (!page.tokens[last].capital && LEXICON.noun(&page.tokens[last].lower).iter().any(people))
        .then_some(last + 1)
}
