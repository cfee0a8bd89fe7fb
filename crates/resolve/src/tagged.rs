//! What a tagger's names add to those that capitals and lists tell: sorts, boundaries, and names that no run has.

use std::collections::HashSet;
use std::ops::Range;

use onrecord_text::ByteSpan;

use crate::lexicon::LEXICON;
use crate::name::{Found, split_title, title_before};
use crate::sort::{self, Sort};
use crate::token::Page;

/// A name found by a tagger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, in bytes.
    pub span: ByteSpan,
    /// What the tagger says it is.
    pub kind: NameKind,
}

/// The nine types of name of the Worldwide English NER set (Shan, Bauer, Carlson & Manning 2023).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// An individual.
    Person,
    /// A body.
    Organization,
    /// A place.
    Location,
    /// A people, party or creed, and its adjective.
    Norp,
    /// A building, airport, bridge.
    Facility,
    /// A thing that is made.
    Product,
    /// A calendar time.
    Date,
    /// An amount.
    Money,
    /// Any other name.
    Misc,
}

impl NameKind {
    /// The type that a tagger's label names, as the set spells it: `Person`, `NORP`.
    pub fn of_label(label: &str) -> Option<Self> {
        Some(match label {
            "Person" => Self::Person,
            "Organization" => Self::Organization,
            "Location" => Self::Location,
            "NORP" => Self::Norp,
            "Facility" => Self::Facility,
            "Product" => Self::Product,
            "Date" => Self::Date,
            "Money" => Self::Money,
            "Misc" => Self::Misc,
            _ => return None,
        })
    }
}

/// Takes in a tagger's names: the bounds of people inside longer runs, the sorts of names of which neither lists nor
/// titles tell it, and names where there is no run. `headlines` tells which sentences are; `taken` which tokens may bear no
/// name.
pub fn join(page: &Page<'_>, tags: &[Name], headlines: &[bool], taken: &mut [bool], found: &mut Vec<Found>) {
    cut(page, tags, found);
    merge(page, tags, found);
    for name in found.iter() {
        taken[name.title.start.min(name.tokens.start)..name.tokens.end].fill(true);
    }
    vote(page, tags, found);
    for name in tags {
        let range = page.tokens_in(name.span);
        let free = !range.is_empty() && !taken[range.clone()].iter().any(|&t| t);
        // One word that no run took begins a sentence, and that is too little to make it somebody.
        let lone = range.len() < 2 && !matches!(name.kind, NameKind::Location | NameKind::Organization);
        if !free || lone || headlines[page.tokens[range.start].sentence] {
            continue;
        }
        taken[range.clone()].fill(true);
        let Some(sort) = sort::of_tag(page, &range, name.kind) else { continue };
        let split = if sort == Sort::Person { split_title(page, range.clone()) } else { range.start };
        let title = title_before(page, range.start)..split;
        found.push(Found { tokens: split..range.end, sort, title, weak: false, tagged: true });
    }
}

/// Gives runs the bounds that a tagger gives them: without an office before a person ("Additional DIG Walid Hossain"),
/// with a word that is a title elsewhere ("Sohel Sultan Kabir"), without a headline behind a name that the
/// report has alone too ("Lund Harbour Demands Answers").
fn cut(page: &Page<'_>, tags: &[Name], found: &mut [Found]) {
    let ranges: Vec<(Range<usize>, NameKind)> =
        tags.iter().map(|t| (page.tokens_in(t.span), t.kind)).filter(|(r, _)| r.len() > 1).collect();
    let form = |r: &Range<usize>| page.span_of(r.clone()).of(page.text);
    let alone: HashSet<&str> = found.iter().map(|n| form(&n.tokens)).collect();
    for name in found.iter_mut().filter(|n| !n.weak) {
        let at = ranges.partition_point(|(r, _)| r.end < name.tokens.end);
        let whole = name.title.start.min(name.tokens.start);
        match ranges.get(at) {
            Some((tag, NameKind::Person)) if tag.end == name.tokens.end => {
                let given = LEXICON.given.contains_key(&*page.tokens[name.tokens.start].lower);
                let shorter = tag.start > name.tokens.start && !given;
                let longer = (whole..name.tokens.start).contains(&tag.start)
                    && !LEXICON.honorifics.contains_key(&*page.tokens[tag.start].lower)
                    && !LEXICON.is_role(&page.tokens[tag.start].lower);
                let start = if longer { tag.start } else { split_title(page, tag.clone()) };
                if shorter || longer {
                    let start = without_office(page, start..tag.end);
                    (name.title, name.tokens) = (whole..start, start..tag.end);
                    (name.sort, name.tagged) = (Sort::Person, true);
                }
            }
            _ => {
                let at = ranges.partition_point(|(r, _)| r.start < name.tokens.start);
                let begun = ranges.get(at).filter(|(r, _)| {
                    r.start == name.tokens.start && r.end < name.tokens.end && alone.contains(form(r))
                });
                if let Some((tag, kind)) = begun
                    && let Some(sort) = sort::of_tag(page, tag, *kind)
                {
                    (name.tokens, name.sort, name.tagged) = (tag.clone(), sort, true);
                }
            }
        }
    }
}

/// Makes one body of the runs that a tagger sees as one: "Lund Food" and "Drug Administration".
fn merge(page: &Page<'_>, tags: &[Name], found: &mut Vec<Found>) {
    let mut at = 0;
    for tag in tags.iter().filter(|t| t.kind == NameKind::Organization) {
        let range = page.tokens_in(tag.span);
        at += found[at..].iter().take_while(|n| n.tokens.end <= range.start).count();
        let inside = found[at..].iter().take_while(|n| n.tokens.end <= range.end).count();
        let (Some(first), Some(last)) = (found.get(at), found.get((at + inside).saturating_sub(1))) else {
            continue;
        };
        let start = first.title.start.min(first.tokens.start);
        if inside < 2 || start < range.start || last.tokens.end != range.end {
            continue;
        }
        let joined = page.between(first.tokens.end, last.tokens.start).iter().all(|t| t.word || t.is("&"));
        if joined && page.tokens[range.start].capital {
            let body = Found {
                tokens: range.clone(),
                sort: Sort::Body,
                title: range.start..range.start,
                weak: false,
                tagged: true,
            };
            found.splice(at..at + inside, [body]);
        }
    }
}

/// Where a name begins after an office in capitals: "DIG Walid Hossain".
fn without_office(page: &Page<'_>, range: Range<usize>) -> usize {
    let office = page.tokens[range.start].shouted
        && page.tokens[range.start].lower.len() > 2
        && range.len() > 2
        && !page.tokens[range.start + 1].shouted;
    range.start + usize::from(office)
}

/// Gives names of which neither lists nor titles nor full names tell the sort the one that the tagger mostly gives them.
fn vote(page: &Page<'_>, tags: &[Name], found: &mut [Found]) {
    let votes = sort::Votes::count(page, tags);
    let full = |n: &Found| n.tokens.len() > 1 && n.sort == Sort::Person;
    let bearers: HashSet<&str> = found
        .iter()
        .filter(|n| full(n))
        .flat_map(|n| [n.tokens.start, n.tokens.end - 1])
        .map(|i| &*page.tokens[i].lower)
        .collect();
    // A surname is whose full name ends or begins with it, whatever a tagger says of it alone.
    let bears = |n: &Found| n.tokens.len() == 1 && bearers.contains(&*page.tokens[n.tokens.start].lower);
    for name in found.iter_mut().filter(|n| !n.weak && !bears(n) && !sort::is_sure(page, n)) {
        if let Some(sort) = votes.of(page.span_of(name.tokens.clone()).of(page.text)) {
            // "Misc" and "Product" say too little to take a person's kind away.
            if sort != Sort::Thing || name.sort != Sort::Person {
                (name.sort, name.tagged) = (sort, true);
            }
        }
    }
}
