//! Sorts: what sort of thing bears a name, by a tagger's word, the lists and the name's own words.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::lexicon::LEXICON;
use crate::name::{Found, has_head};
use crate::tagged::{Name, NameKind};
use crate::token::Page;

/// What sort of thing bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// An individual.
    Person,
    /// A body.
    Body,
    /// A news organisation.
    Outlet,
    /// A place, which may speak as a body.
    Place,
    /// A people, party or creed.
    People,
    /// A work, product, law, event.
    Thing,
    /// One capitalised word of which the words around tell nothing.
    Unknown,
}

/// Names that the lists know as they are written.
pub fn known(form: &str) -> Option<Sort> {
    // "U.S." keeps its full stop in the lists, "U.N" of a sentence's end has lost it.
    let bare = form.trim_end_matches('.');
    let has = |list: &HashSet<&str>| list.contains(form) || list.contains(bare);
    let compound = || form.rsplit_once('-').is_some_and(|(_, last)| LEXICON.peoples.contains(last));
    if has(&LEXICON.outlets) {
        Some(Sort::Outlet)
    } else if has(&LEXICON.places) {
        Some(Sort::Place)
    } else if has(&LEXICON.bodies) {
        Some(Sort::Body)
    } else if has(&LEXICON.peoples) || compound() {
        Some(Sort::People)
    } else {
        None
    }
}

/// What a tagger's type is; nothing for what bears no name.
pub fn of_tag(page: &Page<'_>, range: &Range<usize>, kind: NameKind) -> Option<Sort> {
    let form = page.span_of(range.clone()).of(page.text);
    Some(match kind {
        // One word that the lists know better: "Kremlin" is nobody.
        NameKind::Person if range.len() == 1 => known(form).unwrap_or(Sort::Person),
        NameKind::Person => Sort::Person,
        NameKind::Organization if is_outlet(page, range) => Sort::Outlet,
        NameKind::Organization => Sort::Body,
        NameKind::Location => known(form).filter(|&s| s == Sort::Outlet).unwrap_or(Sort::Place),
        NameKind::Norp => Sort::People,
        NameKind::Facility => known(form).unwrap_or(Sort::Body),
        NameKind::Product | NameKind::Misc => {
            known(form).filter(|&s| s != Sort::Place).unwrap_or(Sort::Thing)
        }
        NameKind::Date | NameKind::Money => return None,
    })
}

/// Whether a name is that of a news organisation: listed, or "The Daily Somewhere", "Somewhere Times".
fn is_outlet(page: &Page<'_>, range: &Range<usize>) -> bool {
    let form = |i: usize| page.tokens[i].span.of(page.text);
    let whole = page.span_of(range.clone()).of(page.text);
    let bare = whole.strip_prefix("The ").unwrap_or(whole);
    LEXICON.outlets.contains(bare)
        || LEXICON.outlet_heads.contains(form(range.end - 1))
        || (range.len() > 1
            && matches!(
                form(range.start),
                "Radio" | "Daily" | "Channel" | "Télé" | "Diario" | "Le" | "Der" | "Die"
            ))
}

/// What a run of capitalised words is, by its words and those around it.
pub fn of_run(page: &Page<'_>, range: &Range<usize>, titled: bool) -> Sort {
    let form = |i: usize| page.tokens[i].span.of(page.text);
    let (first, last) = (range.start, range.end - 1);
    if let Some(sort) = known(page.span_of(range.clone()).of(page.text)) {
        return sort;
    }
    if first == last && [".org", ".com", ".net"].iter().any(|d| page.tokens[first].lower.ends_with(d)) {
        return Sort::Outlet;
    }
    let given = LEXICON.given.contains_key(&*page.tokens[first].lower);
    // "the Commission", but not "the Reis campaign".
    let modifies =
        page.tokens.get(range.end).is_some_and(|t| !t.capital && !LEXICON.noun(&t.lower).is_empty());
    let after_the = first > 0 && page.tokens[first - 1].is("the") && !modifies;
    if given
        && range.len() == 2
        && (LEXICON.lists("surname", form(last)) || !has_head(page, last..range.end))
        && !after_the
    {
        return Sort::Person;
    }
    if range.len() > 1 && LEXICON.lists("thing head", form(last)) {
        return Sort::Thing;
    }
    // "House Democrats".
    if range.len() > 1 && form(last).ends_with('s') && LEXICON.peoples.contains(form(last)) {
        return Sort::People;
    }
    if is_outlet(page, range) && (range.len() > 1 || after_the) {
        return Sort::Outlet;
    }
    if has_head(page, range.clone()) && range.len() > 1 {
        return Sort::Body;
    }
    if titled || given {
        return Sort::Person;
    }
    let speaker = page.begins_sentence(first) && page.tokens.get(range.end).is_some_and(|t| t.is(":"));
    if page.tokens[first].shouted && range.len() == 1 && page.tokens[first].lower.len() <= 5 && !speaker {
        return Sort::Body;
    }
    if after_the || form(first).contains('&') || has_head(page, range.clone()) {
        return Sort::Body;
    }
    let of = page.tokens[range.clone()].iter().any(|t| matches!(&*t.lower, "of" | "for" | "and"));
    match range.len() {
        1 => Sort::Unknown,
        2..=5 if speaker => Sort::Person,
        2..=5 if !of => Sort::Person,
        _ => Sort::Thing,
    }
}

/// Whether the lists, a title, a given name or its own words tell what bears a name.
pub fn is_sure(page: &Page<'_>, name: &Found) -> bool {
    let last = page.tokens[name.tokens.end - 1].span.of(page.text);
    let given = LEXICON.given.contains_key(&*page.tokens[name.tokens.start].lower) && name.tokens.len() > 1;
    known(page.span_of(name.tokens.clone()).of(page.text)).is_some()
        || !name.title.is_empty()
        || (name.sort == Sort::Person && given)
        || ((name.tokens.len() > 1 || name.sort == Sort::Body) && has_head(page, name.tokens.clone()))
        || LEXICON.lists("thing head", last)
}

/// What a tagger says of each form, wherever it saw it: it errs at one place more easily than at most of them.
pub struct Votes<'p>(HashMap<&'p str, Vec<(Sort, usize)>>);

impl<'p> Votes<'p> {
    /// Counts what the tagger says.
    pub fn count(page: &Page<'p>, tagged: &[Name]) -> Self {
        let mut votes: HashMap<&str, Vec<(Sort, usize)>> = HashMap::new();
        for name in tagged {
            let mut range = page.tokens_in(name.span);
            while !range.is_empty() && page.tokens[range.start].is("the") {
                range.start += 1;
            }
            while !range.is_empty() && page.tokens[range.end - 1].possessive() {
                range.end -= 1;
            }
            let Some(sort) = (!range.is_empty()).then(|| of_tag(page, &range, name.kind)).flatten() else {
                continue;
            };
            let counts = votes.entry(page.span_of(range).of(page.text)).or_default();
            match counts.iter_mut().find(|(s, _)| *s == sort) {
                Some((_, count)) => *count += 1,
                None => counts.push((sort, 1)),
            }
        }
        Self(votes)
    }

    /// The sort it gives a form most often.
    pub fn of(&self, form: &str) -> Option<Sort> {
        self.0.get(form)?.iter().max_by_key(|(_, count)| *count).map(|&(sort, _)| sort)
    }
}
