//! Openers: capitals that tell no name, at the head of a sentence and in headlines.

use std::collections::HashSet;
use std::ops::Range;

use crate::lexicon::LEXICON;
use crate::name::{PERSON_JOINTS, has_head};
use crate::sort::known;
use crate::token::Page;

/// What the rest of the report tells about words that begin sentences.
pub struct Openers<'p> {
    /// Words that it also writes small.
    small: HashSet<&'p str>,
    /// Words that it writes with a capital inside a sentence.
    inside: HashSet<&'p str>,
}

impl<'p> Openers<'p> {
    /// Looks at all words once.
    pub fn new(page: &'p Page<'_>, headlines: &[bool]) -> Self {
        let (mut small, mut inside) = (HashSet::new(), HashSet::new());
        for (i, token) in page.tokens.iter().enumerate().filter(|(_, t)| t.word) {
            if !token.capital {
                small.insert(&*token.lower);
            } else if !headlines[token.sentence] && !page.begins_sentence(i) && !opens_speech(page, i - 1) {
                inside.insert(&*token.lower);
            }
        }
        Self { small, inside }
    }
}

/// Whether so many words of a sentence begin with capitals that they tell no names.
pub fn is_headline(page: &Page<'_>, range: Range<usize>) -> bool {
    let long = page.tokens[range.clone()].iter().filter(|t| t.word && t.lower.chars().count() > 3);
    let (all, capitals) = long.fold((0, 0), |(n, c), t| (n + 1, c + usize::from(t.capital)));
    let stopped = page.tokens[range.clone()].last().is_some_and(|t| t.is("."));
    // A first line of its own is a headline more often than not, even with a full stop.
    let next = page.tokens.get(range.end).map(|t| t.span.start);
    let first = range.start == 0
        && next.is_some_and(|next| page.text[page.tokens[range.end - 1].span.end..next].contains('\n'));
    all >= 4 && capitals * 10 >= all * if stopped && !first { 9 } else { 7 }
}

/// Whether the token is capitalised only because it begins its sentence: it is a small word, or the report writes it
/// small too, or it stands alone and the report never writes it with a capital inside a sentence.
pub fn is_opener(page: &Page<'_>, i: usize, openers: Option<&Openers<'_>>) -> bool {
    let token = &page.tokens[i];
    let listed = || LEXICON.lists("opener", &token.lower);
    let begins = page.begins_sentence(i) || (i > 0 && opens_speech(page, i - 1));
    if !begins {
        let party = matches!(token.lower.get(..2), Some("r-" | "d-" | "i-")) && token.lower.len() < 8;
        return party
            || token.is("i")
            || (token.lower.len() < 4 && listed() && !token.shouted)
            || is_calendar(&token.lower);
    }
    let named = |i: usize| page.tokens.get(i).is_some_and(|t| t.capital && t.word);
    let joined = page.tokens.get(i + 1).is_some_and(|t| PERSON_JOINTS.contains(&&*t.lower)) && named(i + 2);
    let followed = named(i + 1) || joined;
    if LEXICON.honorifics.contains_key(&*token.lower) && followed {
        return false;
    }
    let Some(openers) = openers else { return listed() };
    let form = token.span.of(page.text);
    let alone =
        !followed && !token.shouted && known(form).is_none() && !openers.inside.contains(&*token.lower);
    let common = openers.small.contains(&*token.lower)
        || LEXICON.cues.contains_key(&*token.lower)
        || !LEXICON.noun(&token.lower).is_empty();
    let before_name = followed
        && !LEXICON.given.contains_key(&*token.lower)
        && !openers.inside.contains(&*token.lower)
        && page
            .tokens
            .get(i + 1)
            .is_some_and(|t| openers.inside.contains(&*t.lower) || LEXICON.given.contains_key(&*t.lower));
    // "Will Bill Barr resign?"
    let modal = listed() && followed && LEXICON.given.contains_key(&*page.tokens[i + 1].lower);
    (listed() && (!LEXICON.given.contains_key(&*token.lower) || modal || !followed))
        || (openers.small.contains(&*token.lower) && !followed)
        || alone
        || (common && before_name && !LEXICON.is_role(&token.lower) && !has_head(page, i + 1..i + 2))
}

/// Days and months, which are written with capitals but name nobody; "May", "March" and "August" only as openers.
fn is_calendar(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "june",
        "july",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "sept",
        "oct",
        "nov",
        "dec",
        "sep",
    ];
    DAYS.contains(&word)
}

/// Whether a mark opens somebody's words, or a sentence whose space was lost.
fn opens_speech(page: &Page<'_>, i: usize) -> bool {
    let mark = &page.tokens[i];
    let glued = || page.tokens.get(i + 1).is_some_and(|t| t.span.start == mark.span.end);
    match mark.span.of(page.text) {
        "\"" | "“" | "‘" | "''" | "«" | ":" => true,
        "." | "?" | "!" => glued(),
        _ => false,
    }
}
