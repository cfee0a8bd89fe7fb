//! The origins of one claim: where the chains of those who put it forward end.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use onrecord_record::Span;

use super::groups::Groups;
use super::outlet::is_same_outlet;
use super::{Reliance, Sort};
use crate::copy;

/// One statement or narration that puts the claim forward.
#[derive(Clone, Debug)]
pub struct Voice<'a> {
    /// Its report, by any number that is the same for all voices of one report.
    pub report: usize,
    /// The report's outlet.
    pub outlet: Option<&'a str>,
    /// The report's date, ISO 8601.
    pub published: Option<&'a str>,
    /// Where its words stand, in code points of the report's text.
    pub words: &'a [Span],
    /// Whom it is attributed to.
    pub end: End<'a>,
    /// What its report says of it and of itself as a whole, in the order of the text.
    pub relies: Vec<&'a Reliance>,
}

/// Whom a statement is attributed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End<'a> {
    /// Somebody with a name: what is the same for that actor in all reports, the name, and the words here.
    Named(usize, &'a str, Span),
    /// Somebody without, and the words here: two reports' "officials" need not be the same.
    Unnamed(&'a str, Span),
    /// Nobody: narration, or a statement without a source.
    Nobody,
}

/// A passage that the reports of two voices share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedText {
    /// The two reports, as [`Voice::report`] numbers them.
    pub reports: (usize, usize),
    /// Where it stands in each.
    pub places: (Span, Span),
    /// What sort it is: only a copy links the two.
    pub sort: copy::Sort,
}

/// What is known of where a report has the claim from. Each holds the words that prove it, in code points of the text of
/// the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// It has the words of an earlier report of this pile.
    SameText {
        /// That report.
        with: usize,
        /// The words here and there.
        places: (Span, Span),
    },
    /// It says whom it relies on.
    ReliesOn {
        /// Whom.
        on: String,
        /// The words that say so.
        span: Span,
    },
    /// It has an unnamed source of its own, or others have the claim from it; and nothing links it to an earlier report or
    /// another source. That does not make it independent.
    NoLinkFound,
    /// It does not say.
    NotStated,
}

/// Where chains end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whom the reports name or describe as the end; none where only their words are the same.
    pub names: Vec<String>,
    /// The reports, earliest first.
    pub reports: Vec<usize>,
}

/// The origins of one claim, in the reports of one pile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origins {
    /// Those that put it forward, earliest first, undated ones last, with what is known of where each has it from.
    pub reports: Vec<(usize, Lineage)>,
    /// Where it comes from, as far as they say: those of most reports first.
    pub origins: Vec<Origin>,
    /// The earliest of them by date, if there is one and no undated report could be earlier.
    pub earliest: Option<usize>,
}

impl Origins {
    /// The reports whose lineage is not stated.
    pub fn not_stated(&self) -> impl Iterator<Item = usize> {
        self.reports.iter().filter(|(_, lineage)| *lineage == Lineage::NotStated).map(|(report, _)| *report)
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
        write!(f, "{}, {}", counted(self.reports.len(), "report"), counted(self.origins.len(), "origin"))?;
        match self.not_stated().count() {
            0 => Ok(()),
            n => write!(f, "; lineage of {n} not stated"),
        }
    }
}

/// What a chain ends with.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    /// An actor with a name.
    Actor(usize),
    /// An outlet, by the first of its names here.
    Outlet(usize),
    /// A report's own unnamed source, who is nobody else's.
    Own(usize),
}

/// Follows the chains of all voices to their ends.
///
/// A chain ends with the actor it is attributed to, if that has a name. An unnamed source is the outlet's that the report
/// has it from, or else the report's own; narration is the outlet's that the report relies on. Chains that end alike have
/// one origin, as do those whose words lie in a copied passage, and those that end with an outlet whose report is here.
pub fn origins(voices: &[Voice<'_>], shared: &[SharedText]) -> Origins {
    let mut voices: Vec<&Voice<'_>> = voices.iter().collect();
    voices.sort_by_key(|voice| (voice.published.is_none(), voice.published, voice.report));
    let ends: Vec<Option<&str>> = voices.iter().map(|voice| end(voice)).collect();
    let copies = copies(&voices, shared);
    let mut groups = Groups::new(voices.len());
    join_ends(&voices, &ends, &mut groups);
    for &(first, later, _) in &copies {
        groups.join(first, later);
    }
    let linked: HashSet<usize> = copies.iter().flat_map(|&(first, later, _)| [first, later]).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..voices.len() {
        members.entry(groups.least(at)).or_default().push(at);
    }
    members.retain(|_, group| group.iter().any(|at| ends[*at].is_some() || linked.contains(at)));
    let told: HashSet<usize> = members.values().flatten().map(|&at| voices[at].report).collect();
    let mut origins: Vec<Origin> = members.values().map(|group| origin(group, &voices, &ends)).collect();
    origins.sort_by_key(|origin| std::cmp::Reverse(origin.reports.len()));
    let dated = voices.iter().all(|voice| voice.published.is_some());
    let earliest = voices.first().filter(|_| dated).map(|voice| voice.report);
    Origins { reports: lineages(&voices, &copies, &told), origins, earliest }
}

/// Makes one of all chains that end alike, or with an outlet whose report is here.
fn join_ends(voices: &[&Voice<'_>], ends: &[Option<&str>], groups: &mut Groups) {
    let mut outlets = Outlets::default();
    let mut here: HashMap<usize, usize> = HashMap::new();
    for (at, voice) in voices.iter().enumerate() {
        if let Some(outlet) = voice.outlet {
            here.entry(outlets.number(outlet)).or_insert(at);
        }
    }
    let mut first: HashMap<Key, usize> = HashMap::new();
    for (at, (voice, name)) in voices.iter().zip(ends).enumerate() {
        let Some(name) = name else { continue };
        let key = match voice.end {
            End::Named(actor, ..) if !is_cited(voice) => Key::Actor(actor),
            End::Unnamed(..) if relied(voice).is_none() => Key::Own(voice.report),
            _ => Key::Outlet(outlets.number(name)),
        };
        groups.join(*first.entry(key).or_insert(at), at);
        if let Key::Outlet(outlet) = key
            && let Some(&report) = here.get(&outlet)
        {
            groups.join(report, at);
        }
    }
}

/// Outlets by their names: all names of one have one number.
#[derive(Default)]
struct Outlets<'a> {
    /// A name of each.
    distinct: Vec<&'a str>,
    known: HashMap<&'a str, usize>,
}

impl<'a> Outlets<'a> {
    fn number(&mut self, name: &'a str) -> usize {
        *self.known.entry(name).or_insert_with(|| {
            let same = self.distinct.iter().position(|other| is_same_outlet(other, name));
            same.unwrap_or_else(|| {
                self.distinct.push(name);
                self.distinct.len() - 1
            })
        })
    }
}

/// Whether an outlet is the voice's source.
fn is_cited(voice: &Voice<'_>) -> bool {
    voice.relies.iter().any(|reliance| reliance.sort == Sort::Source)
}

/// The outlet that a voice's report has it from, as far as it says: the last on the way, which is nearest to the end. That
/// an agency contributed to a report does not make it the agency's who some official of the report is.
fn relied<'a>(voice: &Voice<'a>) -> Option<&'a Reliance> {
    let holds = |reliance: &&&Reliance| reliance.sort != Sort::Credit || voice.end == End::Nobody;
    voice.relies.iter().rev().find(holds).copied()
}

/// Who stands where a chain ends; none where it is not stated.
fn end<'a>(voice: &Voice<'a>) -> Option<&'a str> {
    let outlet = relied(voice).map(|reliance| reliance.on.as_str());
    match voice.end {
        End::Named(_, name, _) => Some(name),
        End::Unnamed(name, _) => Some(outlet.unwrap_or(name)),
        End::Nobody => outlet,
    }
}

/// Pairs of voices, the earlier first, whose words lie in one copied passage, with its places.
fn copies(voices: &[&Voice<'_>], shared: &[SharedText]) -> Vec<(usize, usize, (Span, Span))> {
    let mut found = Vec::new();
    for passage in shared.iter().filter(|passage| passage.sort == copy::Sort::Copy) {
        let within = |report: usize, place: Span| {
            voices
                .iter()
                .enumerate()
                .filter(move |(_, v)| v.report == report && meets(v.words, place))
                .map(|(i, _)| i)
        };
        let ((a, b), (here, there)) = (passage.reports, passage.places);
        for i in within(a, here) {
            for j in within(b, there) {
                found.push(if i < j { (i, j, (there, here)) } else { (j, i, (here, there)) });
            }
        }
    }
    found
}

/// Whether at least half of some words lie in a place.
fn meets(words: &[Span], place: Span) -> bool {
    let all: usize = words.iter().map(|w| w.end.saturating_sub(w.start)).sum();
    let within = |w: &Span| w.end.min(place.end).saturating_sub(w.start.max(place.start));
    all > 0 && words.iter().map(within).sum::<usize>() * 2 >= all
}

fn origin(group: &[usize], voices: &[&Voice<'_>], ends: &[Option<&str>]) -> Origin {
    let mut origin = Origin { names: Vec::new(), reports: Vec::new() };
    for &at in group {
        let report = voices[at].report;
        // The voices of one report stand together.
        if origin.reports.last() != Some(&report) {
            origin.reports.push(report);
        }
        if let Some(name) = ends[at]
            && !origin.names.iter().any(|known| known == name)
        {
            origin.names.push(name.to_owned());
        }
    }
    origin
}

/// What is known of where each report has the claim from; `told` are those with an origin.
fn lineages(
    voices: &[&Voice<'_>],
    copies: &[(usize, usize, (Span, Span))],
    told: &HashSet<usize>,
) -> Vec<(usize, Lineage)> {
    let mut earlier: HashMap<usize, Lineage> = HashMap::new();
    for &(first, later, places) in copies {
        earlier.entry(later).or_insert(Lineage::SameText { with: voices[first].report, places });
    }
    let mut found: Vec<(usize, Lineage)> = Vec::new();
    for (at, voice) in voices.iter().enumerate() {
        let relies = || {
            let (on, span) = match (relied(voice), voice.end) {
                (Some(reliance), _) => (reliance.on.clone(), reliance.span),
                (None, End::Named(_, name, span)) => (name.to_owned(), span),
                (None, _) => return None,
            };
            Some(Lineage::ReliesOn { on, span })
        };
        let stated = || if told.contains(&voice.report) { Lineage::NoLinkFound } else { Lineage::NotStated };
        let lineage = earlier.remove(&at).or_else(relies).unwrap_or_else(stated);
        match found.last_mut().filter(|(report, _)| *report == voice.report) {
            None => found.push((voice.report, lineage)),
            Some((_, known)) if rank(&lineage) < rank(known) => *known = lineage,
            Some(_) => {}
        }
    }
    found
}

/// The order in which what two voices of one report tell is taken: what proves most first.
const fn rank(lineage: &Lineage) -> u8 {
    match lineage {
        Lineage::SameText { .. } => 0,
        Lineage::ReliesOn { .. } => 1,
        Lineage::NoLinkFound => 2,
        Lineage::NotStated => 3,
    }
}
