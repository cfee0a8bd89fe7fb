//! Quantities: counts of one thing, as a table with its range, and how they changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_record::Figure;
use onrecord_times::Date;
use serde::Serialize;

use super::count::{Count, Scope, Thing};
use crate::claim::matter::days_apart;
use crate::claim::{FigureRelation, Interval};

/// A count, and where it was given.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The count.
    pub count: &'a Count,
    /// A number for the report.
    pub report: usize,
    /// When it was said, as far as known; else when it was published.
    pub when: Option<Date>,
}

/// What is given for one quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// What is counted.
    pub thing: Thing,
    /// Of which whole: one event, or all of a time.
    pub scope: Scope,
    /// The counts by their numbers in the input, in the order of time, undated ones last; what one report repeats stands once.
    pub given: Vec<usize>,
    /// From the least to the most that is given.
    pub range: Range,
    /// Steps in time that the words of the step before do not allow.
    pub changes: Vec<Change>,
}

/// From the least to the most; `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// The least.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
    /// Whether one number could be what all of them mean.
    pub meet: bool,
}

/// A later figure that cannot be the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The earlier count, by its number in the input.
    pub from: usize,
    /// The later count.
    pub to: usize,
    /// Whether the later is more.
    pub rose: bool,
}

/// Where counts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pile {
    /// Reports on anything.
    Mixed,
    /// Reports on one event: their counts of one outcome need no words in common.
    Story,
}

/// How alike the words around two counts must be, from 0 to 1.
const ALIKE: f32 = 0.22;
/// The same where what is counted is not told by an outcome, or the day of one is not known, so that words must tell it.
const ALIKE_BY_WORDS: f32 = 0.4;
/// So many days the reports of one story may be apart on when it was: a morning's toll is not of that morning.
const SLACK: i32 = 1;
/// Counts of one event that are further apart than this many times are of two.
const TIMES: f64 = 20.0;
/// Reports of one event are published within as many days, unless they name its day.
const NEWS: u8 = 4;
/// Running counts change; later ones are of another time.
const RUNNING: i32 = 120;
/// As many quantities that share rare words with a count are looked at.
const CANDIDATES: usize = 12;
/// As many counts of a quantity are looked at.
const MEMBERS: usize = 5;
/// Of a count's stems as many of the rarest look for quantities.
const KEYS: usize = 12;

/// Sorts the counts by what they count. Quantities that only one report gives once are left out; those given by most reports
/// come first.
///
/// Takes time about linear in the number of counts.
pub fn quantities(given: &[Given<'_>], pile: Pile) -> Vec<Quantity> {
    let rarity = Rarity::of(given, pile);
    let mut order: Vec<usize> = (0..given.len()).filter(|&i| given[i].count.scope != Scope::Part).collect();
    order.sort_by_key(|&i| {
        (given[i].when.is_none(), given[i].when, given[i].report, given[i].count.figure.span)
    });
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut postings: HashMap<(&Thing, Scope, &str), Vec<usize>> = HashMap::new();
    for i in order {
        let count = given[i].count;
        let keys = rarity.keys(count);
        let mut near: BTreeMap<usize, usize> = BTreeMap::new();
        for key in &keys {
            let there = postings.get(&(&count.thing, count.scope, *key));
            for &quantity in there.into_iter().flatten().rev().take(4 * CANDIDATES) {
                *near.entry(quantity).or_default() += 1;
            }
        }
        let mut near: Vec<(usize, usize)> = near.into_iter().collect();
        near.sort_by_key(|&(quantity, shared)| std::cmp::Reverse((shared, quantity)));
        let scored = near
            .into_iter()
            .take(CANDIDATES)
            .filter_map(|(quantity, _)| Some((quantity, rarity.belongs(given, &found[quantity], i)?)));
        let best = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let quantity = best.map_or(found.len(), |(quantity, _)| quantity);
        if quantity == found.len() {
            found.push(Vec::new());
        }
        found[quantity].push(i);
        for key in keys {
            let list = postings.entry((&count.thing, count.scope, key)).or_default();
            if list.last() != Some(&quantity) {
                list.push(quantity);
            }
        }
    }
    let mut tables: Vec<Quantity> = found.into_iter().filter_map(|members| table(given, &members)).collect();
    let reports = |q: &Quantity| {
        let mut reports: Vec<usize> = q.given.iter().map(|&i| given[i].report).collect();
        reports.sort_unstable();
        reports.dedup();
        reports.len()
    };
    tables.sort_by_cached_key(|q| std::cmp::Reverse((reports(q), q.given.len())));
    tables
}

/// The table of counts that count one thing; none of a single one.
fn table(given: &[Given<'_>], members: &[usize]) -> Option<Quantity> {
    let mut kept: Vec<usize> = Vec::new();
    let mut seen: Vec<(usize, [Option<u64>; 2])> = Vec::new();
    for &i in members {
        let (low, high) = bounds(&given[i].count.figure);
        let key = (given[i].report, [low.map(f64::to_bits), high.map(f64::to_bits)]);
        if !seen.contains(&key) {
            seen.push(key);
            kept.push(i);
        }
    }
    let first = &given[*kept.first()?].count;
    if kept.len() < 2 {
        return None;
    }
    let all = || kept.iter().map(|&i| bounds(&given[i].count.figure));
    let ends = || all().flat_map(|(low, high)| [low, high]).flatten();
    let floor = all().filter_map(|(low, _)| low).fold(f64::NEG_INFINITY, f64::max);
    let roof = all().filter_map(|(_, high)| high).fold(f64::INFINITY, f64::min);
    Some(Quantity {
        thing: first.thing.clone(),
        scope: first.scope,
        range: Range {
            low: ends().min_by(f64::total_cmp),
            high: ends().max_by(f64::total_cmp),
            meet: floor <= roof,
        },
        changes: changes(given, &kept),
        given: kept,
    })
}

/// Each count against the latest dated one before it.
fn changes(given: &[Given<'_>], order: &[usize]) -> Vec<Change> {
    let dated: Vec<usize> = order.iter().copied().filter(|&i| given[i].when.is_some()).collect();
    let steps = dated.windows(2).filter_map(|step| {
        let (a, b) = (&given[step[0]].count.figure, &given[step[1]].count.figure);
        let differ = !meet(a, b) && given[step[0]].when < given[step[1]].when;
        differ.then(|| Change { from: step[0], to: step[1], rose: least(b) > least(a) })
    });
    steps.collect()
}

fn least(figure: &Figure) -> f64 {
    figure.low.or(figure.value).or(figure.high).unwrap_or_default()
}

/// The least and the most that a figure's words allow.
fn bounds(figure: &Figure) -> (Option<f64>, Option<f64>) {
    (
        figure.low.or(figure.value.filter(|_| figure.high.is_none())),
        figure.high.or(figure.value.filter(|_| figure.low.is_none())),
    )
}

/// Whether one number could be what both mean.
pub(super) fn meet(a: &Figure, b: &Figure) -> bool {
    let ends = |f: &Figure| {
        let (low, high) = bounds(f);
        (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
    };
    let ((a_low, a_high), (b_low, b_high)) = (ends(a), ends(b));
    a_low <= b_high && b_low <= a_high
}

/// How the figures of two propositions stand, as far as they count one thing; `a` and `b` are the counts inside of each.
pub fn figures(a: &[Count], b: &[Count]) -> FigureRelation {
    let given = |report| move |count| Given { count, report, when: None };
    let all: Vec<Given<'_>> = a.iter().map(given(0)).chain(b.iter().map(given(1))).collect();
    let rarity = Rarity::of(&all, Pile::Mixed);
    let (a, b) = all.split_at(a.len());
    let one_thing = |x: &Given<'_>, y: &Given<'_>| {
        let key = |g: &Given<'_>| (g.count.scope, g.count.thing.clone());
        x.count.scope != Scope::Part && key(x) == key(y) && rarity.of_one(x, y).is_some()
    };
    let pairs = || a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).filter(|(x, y)| one_thing(x, y));
    if pairs().any(|(x, y)| meet(&x.count.figure, &y.count.figure)) {
        FigureRelation::Agree
    } else if pairs().next().is_some() {
        FigureRelation::Disagree
    } else {
        FigureRelation::None
    }
}

/// How rare stems are among the reports of the input.
struct Rarity<'a> {
    pile: Pile,
    reports: f32,
    seen: HashMap<&'a str, f32>,
}

impl<'a> Rarity<'a> {
    fn of(given: &[Given<'a>], pile: Pile) -> Self {
        let mut by_report: BTreeMap<usize, BTreeSet<&'a str>> = BTreeMap::new();
        for one in given {
            let stems = by_report.entry(one.report).or_default();
            stems.extend(one.count.stems.keys().map(String::as_str));
        }
        let mut seen: HashMap<&'a str, f32> = HashMap::new();
        for stem in by_report.values().flatten() {
            *seen.entry(stem).or_default() += 1.0;
        }
        Self { pile, reports: by_report.len() as f32, seen }
    }

    fn weight(&self, stem: &str) -> f32 {
        let seen = self.seen.get(stem).copied().unwrap_or(1.0);
        (1.0 + self.reports / seen).ln()
    }

    /// By what quantities that a count may belong to are found: in a story, where all have the same words, by nothing but what is
    /// counted.
    fn keys(&self, count: &'a Count) -> Vec<&'a str> {
        if self.pile == Pile::Story {
            return vec![""];
        }
        let mut stems: Vec<(&'a str, f32)> =
            count.stems.iter().map(|(s, w)| (s.as_str(), w * self.weight(s))).collect();
        stems.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        stems.into_iter().take(KEYS).map(|(s, _)| s).collect()
    }

    /// How alike two sets of weighted stems are: their cosine.
    fn alike<'s>(&self, a: &[(&'s str, f32)], b: &[(&'s str, f32)]) -> f32 {
        let norm = |stems: &[(&str, f32)]| {
            stems.iter().map(|(s, w)| (w * self.weight(s)).powi(2)).sum::<f32>().sqrt()
        };
        let there: HashMap<&str, f32> = b.iter().copied().collect();
        let both: f32 = a.iter().filter_map(|(s, w)| Some(w * there.get(s)? * self.weight(s).powi(2))).sum();
        both / (norm(a) * norm(b)).max(f32::MIN_POSITIVE)
    }

    /// How well a count fits a quantity: more than half of the members looked at must count the same, and all of its own report.
    fn belongs(&self, given: &[Given<'_>], members: &[usize], i: usize) -> Option<f32> {
        let looked: Vec<usize> = members.iter().rev().take(MEMBERS).copied().collect();
        let fits: Vec<Option<f32>> = looked.iter().map(|&m| self.of_one(&given[m], &given[i])).collect();
        let own =
            looked.iter().zip(&fits).any(|(&m, fit)| given[m].report == given[i].report && fit.is_none());
        let best = fits.iter().flatten().copied().max_by(f32::total_cmp)?;
        (!own && 2 * fits.iter().flatten().count() > looked.len()).then_some(best)
    }

    /// How alike two counts are, if they can count the same.
    fn of_one(&self, a: &Given<'_>, b: &Given<'_>) -> Option<f32> {
        let (x, y) = (a.count, b.count);
        let slack = if self.pile == Pile::Story { SLACK } else { 0 };
        if !in_time(x, y, slack) || out_of_place(x, y) {
            return None;
        }
        // A report that gives two numbers tells of two events, unless it says that it is about one.
        let two = a.report == b.report && !x.revised && !y.revised && !meet(&x.figure, &y.figure);
        if two || far(x, y) {
            return None;
        }
        let alike = self.alike(&all(x), &all(y));
        let dated = |c: &Count| c.days.is_some() || c.published.is_some();
        let least = match self.pile {
            Pile::Story if x.thing.outcome.is_some() => 0.0,
            _ if x.thing.outcome.is_none() || !dated(x) || !dated(y) => ALIKE_BY_WORDS,
            _ => ALIKE,
        };
        (alike >= least).then_some(alike)
    }
}

/// Whether each names a place that the other, with the lead of its report, does not.
fn out_of_place(a: &Count, b: &Count) -> bool {
    let foreign =
        |x: &Count, y: &Count| x.places.iter().any(|p| !y.places.contains(p) && !y.lead.contains(p));
    foreign(a, b) && foreign(b, a)
}

/// Whether one is many times the other.
fn far(a: &Count, b: &Count) -> bool {
    let (a, b) = (least(&a.figure).max(1.0), least(&b.figure).max(1.0));
    a > TIMES * b || b > TIMES * a
}

/// The same with those of headline and lead.
fn all(count: &Count) -> Vec<(&str, f32)> {
    count.stems.iter().map(|(s, w)| (s.as_str(), *w)).collect()
}

/// Whether two counts can be of one time, give or take so many days.
fn in_time(a: &Count, b: &Count, slack: i32) -> bool {
    if a.scope == Scope::Running {
        let begin = match (a.days, b.days) {
            (Some(a), Some(b)) => a.from.year() == b.from.year(),
            _ => true,
        };
        let near = a.published.zip(b.published).is_none_or(|(a, b)| days_apart(a, b) <= RUNNING);
        return begin && near;
    }
    let named = |c: &Count| c.days.or(c.published.and_then(before));
    let gap = |x: Interval, y: Interval| if x.to < y.from { days_apart(x.to, y.from) } else { 0 };
    named(a).zip(named(b)).is_none_or(|(x, y)| gap(x, y) <= slack && gap(y, x) <= slack)
}

/// The days of which a report on news tells.
pub(super) fn before(published: Date) -> Option<Interval> {
    let from = published.checked_sub(std::time::Duration::from_secs(86_400 * u64::from(NEWS))).ok()?;
    Some(Interval { from, to: published })
}
