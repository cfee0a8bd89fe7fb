//! Names: where the report has one, and what sort of thing bears it.
//!
//! A name tagger's spans are taken as they are. Where it saw nothing, runs of capitalised words stand in: that is how
//! the crate works without a tagger, and what catches a name that the tagger missed.

use std::collections::HashSet;
use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::clue;
use crate::lexicon::LEXICON;
use crate::opener::{Openers, is_headline, is_opener};
use crate::seam;
use crate::sort::{self, Sort, known};
use crate::tagged::{self, Name};
use crate::token::Page;

/// A name in the text, without its titles.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What bears it.
    pub sort: Sort,
    /// The tokens of the titles before it, empty if there are none.
    pub title: Range<usize>,
    /// Whether it names somebody only if a fuller name ends with it: "Baron" and "King" are titles too.
    pub weak: bool,
    /// Whether a tagger found it.
    pub tagged: bool,
}

/// The most words that a name is looked for in.
const LONGEST: usize = 12;

/// Small words inside a name: of bodies, and of people.
const BODY_JOINTS: &[&str] =
    &["of", "for", "and", "&", "the", "on", "in", "de", "du", "des", "la", "del", "to", "against", "without"];
pub const PERSON_JOINTS: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "van", "von", "der", "den", "ter", "ten", "la",
    "le", "bin", "ibn", "bint", "al", "el", "ben", "zu", "y", "e", "abu", "dela", "du", "af", "av", "binti",
    "ould", "ag",
];

/// Finds the names of a page: capitalised runs, with a tagger's word for those of which neither the lists nor their own
/// words tell the sort, and the tagger's own where there is no run.
///
/// Nothing is looked for in `closed`: times, and what is not part of the story.
pub fn find(page: &Page<'_>, tags: &[Name], closed: &[ByteSpan]) -> Vec<Found> {
    let mut taken = vec![false; page.tokens.len()];
    for &span in closed {
        taken[page.tokens_in(span)].fill(true);
    }
    let mut found = Vec::new();
    let headlines: Vec<bool> =
        (0..page.sentences.len()).map(|s| is_headline(page, page.tokens_of(s))).collect();
    let openers = Openers::new(page, &headlines);
    for sentence in (0..page.sentences.len()).filter(|&s| !headlines[s]) {
        runs(page, page.tokens_of(sentence), Some(&openers), &taken, &mut found);
    }
    let mut in_headlines = Vec::new();
    let surnames: HashSet<&str> = found.iter().map(|n| &*page.tokens[n.tokens.end - 1].lower).collect();
    for sentence in (0..page.sentences.len()).filter(|&s| headlines[s]) {
        full_names(page, page.tokens_of(sentence), &taken, &surnames, &mut in_headlines);
    }
    found.extend(in_headlines);
    found.sort_by_key(|f| f.tokens.start);
    seam::by_forms(page, tags, &mut found);
    seam::by_tags(page, tags, &mut found);
    tagged::join(page, tags, &headlines, &mut taken, &mut found);
    found.sort_by_key(|f| f.tokens.start);
    clue::apply(page, &mut found);
    found
}

/// Full names in a headline: a given name before a surname that the body has.
fn full_names(
    page: &Page<'_>,
    range: Range<usize>,
    taken: &[bool],
    surnames: &HashSet<&str>,
    found: &mut Vec<Found>,
) {
    let pairs = range.clone().filter(|&i| i + 1 < range.end && !taken[i]).filter(|&i| {
        LEXICON.given.contains_key(&*page.tokens[i].lower) && surnames.contains(&*page.tokens[i + 1].lower)
    });
    found.extend(pairs.map(|i| Found {
        tokens: i..i + 2,
        sort: Sort::Person,
        title: i..i,
        weak: false,
        tagged: false,
    }));
}

/// The names inside one place, whatever its case: for a source in a headline or in a report all in capitals.
pub fn find_in(page: &Page<'_>, range: Range<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    runs(page, range, None, &[], &mut found);
    found
}

/// Collects the capitalised runs of some tokens.
fn runs(
    page: &Page<'_>,
    range: Range<usize>,
    openers: Option<&Openers<'_>>,
    taken: &[bool],
    found: &mut Vec<Found>,
) {
    let free = |i: usize| !taken.get(i).copied().unwrap_or(false);
    let begins = |i: usize| page.tokens[i].capital && page.tokens[i].word && free(i);
    let mut i = range.start;
    while i < range.end {
        if !begins(i) || (is_opener(page, i, openers) && known_run(page, i, range.end).is_none()) {
            i += 1;
            continue;
        }
        if let Some(len) = known_run(page, i, range.end) {
            let end = regional(page, i, i + len, range.end);
            push_run(page, i..end, found);
            i = end;
            continue;
        }
        let mut end = i + 1;
        while end < range.end.min(i + LONGEST) {
            if is_fresh(page, i, end, range.end) {
                break;
            } else if begins(end) && (!page.tokens[end - 1].is("and") || has_head(page, i..end)) {
                end += 1;
            } else if nickname(page, end, range.end) {
                end += 4;
            } else if let Some(next) = joint(page, i, end, range.end).filter(|&n| begins(n)) {
                end = next + 1;
            } else {
                break;
            }
        }
        push_run(page, i..end, found);
        i = end;
    }
}

/// Whether a capital inside a run begins a new sentence whose full stop was lost: "… near Lund In the harbour".
fn is_fresh(page: &Page<'_>, start: usize, at: usize, end: usize) -> bool {
    let small = |i: usize| i < end && page.tokens[i].word && !page.tokens[i].capital;
    let token = &page.tokens[at];
    // "according to the U.N. The Lund Centre", "in Lund The White House": its stop was the sentence's too, or is lost.
    if token.is("the") && token.capital && start < at {
        let before = page.tokens[at - 1].span.of(page.text);
        if before.ends_with('.')
            || known(before) == Some(Sort::Place)
            || known_run(page, at + 1, end).is_some()
        {
            return true;
        }
    }
    token.capital
        && small(at + 1)
        && match &*token.lower {
            "the" | "an" | "in" | "on" | "at" | "as" | "it" | "but" | "he" | "she" | "they" | "this" => true,
            "a" => start < at && known(page.tokens[at - 1].span.of(page.text)).is_some(),
            _ => false,
        }
}

/// How many tokens at `i` are a listed name of two words or more: "Save the Children".
fn known_run(page: &Page<'_>, i: usize, end: usize) -> Option<usize> {
    let body = |sort| matches!(sort, Some(Sort::Body | Sort::Outlet | Sort::Place));
    let longer = |len: usize| page.tokens.get(i + len).is_some_and(|t| t.capital && t.word && i + len < end);
    // "Iran." at the end of a sentence is one word and a mark.
    let whole = |len: usize| i + len <= end && page.tokens[i + len - 1].word;
    (2..=5)
        .rev()
        .filter(|&len| whole(len) && !longer(len))
        .find(|&len| body(known(page.span_of(i..i + len).of(page.text))))
}

/// Where a listed body's name ends with the places it goes on with: "Islamic State of Iraq and the Levant".
fn regional(page: &Page<'_>, start: usize, end: usize, limit: usize) -> usize {
    let form = |i: usize| page.tokens[i].span.of(page.text);
    let place = |i: usize| i < limit && known(form(i)) == Some(Sort::Place);
    let body = known(page.span_of(start..end).of(page.text)) == Some(Sort::Body);
    if !body || end >= limit || !page.tokens[end].is("of") || !place(end + 1) {
        return end;
    }
    let mut end = end + 2;
    if end < limit && page.tokens[end].is("and") {
        let next = end + 1 + usize::from(page.tokens.get(end + 1).is_some_and(|t| t.is("the")));
        let named = next < limit && page.tokens[next].capital && !is_person_like(page, next);
        end = if named { next + 1 } else { end };
    }
    end
}

/// The listed names of two words or more: "USA Today" is no day.
pub fn listed(page: &Page<'_>) -> Vec<ByteSpan> {
    let (mut found, mut i) = (Vec::new(), 0);
    while i < page.tokens.len() {
        let end = page.starts[page.tokens[i].sentence + 1];
        let len = if page.tokens[i].capital { known_run(page, i, end) } else { None };
        found.extend(len.map(|len| page.span_of(i..i + len)));
        i += len.unwrap_or(1);
    }
    found
}

/// Where a name goes on after the small words at `at`, if they can be part of it: at most two of them.
fn joint(page: &Page<'_>, start: usize, at: usize, end: usize) -> Option<usize> {
    let small = |i: usize, list: &[&str]| i < end && list.contains(&&*page.tokens[i].lower);
    if small(at, PERSON_JOINTS) && at + 1 < end {
        let next = if small(at + 1, PERSON_JOINTS) { at + 2 } else { at + 1 };
        return Some(next).filter(|&n| n < end);
    }
    let and = page.tokens[at].is("and");
    if and
        && at == start + 1
        && start > 0
        && page.tokens[start - 1].is("the")
        && joined_body(page, start, at, end)
    {
        return Some(at + 1);
    }
    if !small(at, BODY_JOINTS) || !has_head(page, start..at) {
        return None;
    }
    let next = if !and && small(at + 1, BODY_JOINTS) { at + 2 } else { at + 1 };
    // "Ministry of Health and Welfare", not "the State Department and Hillary Clinton".
    let inner = page.tokens[start..at].iter().any(|t| t.is("of") || t.is("for"));
    // "Centre for Law and Justice": a word that is a title elsewhere is none without a name behind it.
    let person = |i: usize| {
        let named = page.tokens.get(i + 1).is_some_and(|t| t.word && t.capital && i + 1 < end);
        is_person_like(page, i) && (named || LEXICON.given.contains_key(&*page.tokens[i].lower))
    };
    (next < end && (!and || (inner && !person(next)))).then_some(next)
}

/// Whether a quoted nickname and a surname follow: `Robert "Bobby" Scott`.
fn nickname(page: &Page<'_>, at: usize, end: usize) -> bool {
    let mark = |i: usize| matches!(page.tokens[i].span.of(page.text), "\"" | "“" | "”");
    at + 3 < end && mark(at) && page.tokens[at + 1].capital && mark(at + 2) && page.tokens[at + 3].capital
}

/// Whether "and" joins two words of one body: "the Securities and Exchange Commission".
fn joined_body(page: &Page<'_>, start: usize, at: usize, end: usize) -> bool {
    let run = (at + 1..end.min(at + 5)).take_while(|&i| page.tokens[i].capital && page.tokens[i].word).last();
    let first = page.tokens[start].span.of(page.text);
    known(first).is_none()
        && !is_person_like(page, start)
        && run.is_some_and(|last| LEXICON.body_heads.contains(page.tokens[last].span.of(page.text)))
}

/// Whether a token is a given name or a title.
fn is_person_like(page: &Page<'_>, i: usize) -> bool {
    let lower = &*page.tokens[i].lower;
    LEXICON.given.contains_key(lower) || LEXICON.honorifics.contains_key(lower)
}

/// Whether some words of a run make it a body: "Department", "Bank".
pub fn has_head(page: &Page<'_>, range: Range<usize>) -> bool {
    page.tokens[range].iter().any(|t| {
        let form = t.span.of(page.text);
        LEXICON.body_heads.contains(form)
            || LEXICON.outlet_heads.contains(form)
            || matches!(form, "Secretary" | "Minister" | "Bank")
    })
}

/// Cuts the titles off a run, says what bears it, and keeps it; a run that is only a title is no name.
fn push_run(page: &Page<'_>, range: Range<usize>, found: &mut Vec<Found>) {
    let form = page.span_of(range.clone()).of(page.text);
    // "the Lund-based group", "Samoan-led forces".
    let adjective = form.rsplit_once('-').is_some_and(|(_, last)| {
        matches!(last, "based" | "led" | "backed" | "born" | "held" | "run" | "controlled" | "funded" | "era")
    });
    if adjective {
        return;
    }
    if let Some(sort) = known(form) {
        found.push(Found {
            title: range.start..range.start,
            tokens: range,
            sort,
            weak: false,
            tagged: false,
        });
        return;
    }
    if is_title_run(page, range.clone()) && !is_body_by_article(page, &range) {
        let bearer = range.end - 1..range.end;
        found.push(Found {
            title: range.start..bearer.start,
            tokens: bearer,
            sort: Sort::Unknown,
            weak: true,
            tagged: false,
        });
        return;
    }
    // "Police", "Officials" after a dash are nouns.
    let token = &page.tokens[range.start];
    let the = range.start > 0 && page.tokens[range.start - 1].is("the");
    if range.len() == 1
        && !the
        && !token.shouted
        && !LEXICON.noun(&token.lower).is_empty()
        && !LEXICON.given.contains_key(&*token.lower)
    {
        found.push(Found {
            title: range.start..range.start,
            tokens: range,
            sort: Sort::Unknown,
            weak: true,
            tagged: false,
        });
        return;
    }
    let split = split_title(page, range.clone());
    if split == range.end {
        return;
    }
    let titled = split > range.start || title_before(page, range.start) < range.start;
    let rest = split..range.end;
    let sort = sort::of_run(page, &rest, titled);
    let rest = if titled
        && sort != Sort::Person
        && split > range.start
        && !is_title_run(page, range.start..split)
        && !LEXICON.places.contains(page.tokens[split - 1].span.of(page.text))
    {
        range.clone()
    } else {
        rest
    };
    let title = title_before(page, rest.start.min(range.start))..rest.start;
    found.push(Found { tokens: rest, sort, title, weak: false, tagged: false });
}

/// Where the name proper begins in a run: after titles, roles and peoples ("French President Emmanuel Macron").
pub fn split_title(page: &Page<'_>, range: Range<usize>) -> usize {
    let form = |i: usize| page.tokens[i].span.of(page.text);
    let lower = |i: usize| &*page.tokens[i].lower;
    let last = range.end - 1;
    let ends_in_head = LEXICON.body_heads.contains(form(last)) || LEXICON.outlet_heads.contains(form(last));
    // "Lund-based Holm Foods".
    let based = (range.start..last).rev().find(|&i| lower(i).ends_with("-based"));
    let mut start = based.map_or(range.start, |i| i + 1);
    if ends_in_head && range.len() > 1 && !LEXICON.lists("surname", form(last)) {
        return start;
    }
    for i in range.clone() {
        let suffix = i < last && matches!(form(i + 1), "Jr." | "Jr" | "Sr." | "II" | "III" | "IV");
        let compound = || lower(i).split('-').any(|part| part.len() > 3 && LEXICON.is_role(part));
        let title = i < last
            && (LEXICON.honorifics.contains_key(lower(i)) || LEXICON.is_role(lower(i)) || compound());
        if title && !suffix && !(LEXICON.given.contains_key(lower(i)) && i == start) {
            start = i + 1;
            if start < last && matches!(lower(start), "of" | "for") {
                let given = (start + 1..range.end).find(|&j| LEXICON.given.contains_key(lower(j)));
                // "Director of Lund Health Directorate Vasil Orban".
                let headed = (start + 1..last)
                    .rev()
                    .find(|&j| LEXICON.body_heads.contains(form(j)))
                    .map(|j| j + 1)
                    .filter(|j| range.end - j <= 4);
                start = given.or(headed).unwrap_or((start + 2).min(range.end));
                while start < last && matches!(lower(start), "and" | "of") {
                    start = (start + 2).min(range.end);
                }
            }
        } else if i == start
            && i < last
            && ((LEXICON.peoples.contains(form(i))
                && !has_head(page, i + 1..range.end)
                && !matches!(form(last), "Cross" | "Crescent"))
                || place_before_person(page, i..range.end))
        {
            start = i + 1;
        } else if i > start && i < last && has_head(page, start..i) && LEXICON.given.contains_key(lower(i)) {
            // "House Newt Gingrich" of "Speaker of the House Newt Gingrich".
            start = i;
        }
    }
    start
}

/// Whether a place runs into a name: "In Wisconsin Mark Holm said".
fn place_before_person(page: &Page<'_>, range: Range<usize>) -> bool {
    let lower = |i: usize| &*page.tokens[i].lower;
    let last = page.tokens[range.end - 1].span.of(page.text);
    let headed = LEXICON.body_heads.contains(last) || LEXICON.outlet_heads.contains(last);
    let place = !headed
        && LEXICON.places.contains(page.tokens[range.start].span.of(page.text))
        && !LEXICON.given.contains_key(lower(range.start));
    // "Syria UNICEF", where a full stop was lost.
    let body = matches!(
        known(page.span_of(range.start + 1..range.end).of(page.text)),
        Some(Sort::Body | Sort::Outlet)
    ) && page.tokens[range.start + 1].shouted;
    let the = range.start > 0 && page.tokens[range.start - 1].is("the");
    place && !the && (body || range.len() == 2 || LEXICON.given.contains_key(lower(range.start + 1)))
}

/// Whether all words of a run are titles, roles or peoples.
fn is_title_run(page: &Page<'_>, range: Range<usize>) -> bool {
    page.tokens[range].iter().all(|t| {
        LEXICON.honorifics.contains_key(&*t.lower)
            || LEXICON.is_role(&t.lower)
            || LEXICON.peoples.contains(t.span.of(page.text))
    })
}

/// Whether a word that may also be a role is a paper or a body, by its capital behind "the": "the Courier", "the Guard".
fn is_body_by_article(page: &Page<'_>, range: &Range<usize>) -> bool {
    let form = page.tokens[range.start].span.of(page.text);
    let the = range.start > 0 && page.tokens[range.start - 1].is("the");
    let modifies =
        page.tokens.get(range.end).is_some_and(|t| !t.capital && !LEXICON.noun(&t.lower).is_empty());
    range.len() == 1
        && the
        && !modifies
        && (LEXICON.outlet_heads.contains(form) || LEXICON.body_heads.contains(form))
}

/// The first token of the titles that stand directly before token `at`.
pub fn title_before(page: &Page<'_>, at: usize) -> usize {
    let mut start = at;
    while start > 0
        && LEXICON.honorifics.contains_key(&*page.tokens[start - 1].lower)
        && page.tokens[start - 1].capital
    {
        start -= 1;
    }
    start
}
