//! What two reports share.

use std::collections::HashSet;
use std::hash::BuildHasher;

use onrecord_text::Span;

use super::align::{Run, extend};
use super::sort::{plain, sort};
use super::wording::Wording;
use super::{Passage, Sort};

/// How many words two reports must share in one stretch.
const LEAST_WORDS: usize = 9;

/// How many of them must be neither names nor function words.
const LEAST_PLAIN: usize = 4;

/// How many words of its own voice one report must share with the other, in all stretches together, if they are not most of
/// it: that two reporters find the same dozen words for one fact is common.
const LEAST_COPIED: usize = 18;

/// A shared fingerprint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seed {
    /// The other report's number.
    pub report: u32,
    /// Where its run begins here.
    pub here: u32,
    /// Where it begins there.
    pub there: u32,
}

/// A stretch that two reports share.
struct Stretch {
    runs: Vec<Run>,
    words: usize,
    sort: Sort,
}

/// The passages that two reports share, around their shared fingerprints, in the order of the places here. `common` tells
/// of each fingerprint of the report here where it begins and whether it is common. The number of the other is left at 0.
pub(super) fn passages(
    here: &Wording,
    there: &Wording,
    seeds: &[Seed],
    common: &[(usize, bool)],
) -> impl Iterator<Item = Passage> {
    let mut stretches = stretches(here, there, seeds);
    let one_outlet = here.printed.outlet.is_some() && here.printed.outlet == there.printed.outlet;
    let whole = |stretch: &Stretch| stretch.words * 2 > here.keys.len().min(there.keys.len());
    // What another outlet quotes once more after months is still what was said; what is worded alike was not copied.
    stretches.retain(|stretch| {
        (stretch.sort == Sort::Quotation && !one_outlet) || whole(stretch) || !is_common(stretch, common)
    });
    let copied: usize = stretches.iter().filter(|s| s.sort == Sort::Copy).map(|s| s.words).sum();
    // A line of its page is often all that one outlet's reports share.
    let page = one_outlet && stretches.len() == 1;
    let is_copied = |stretch: &Stretch| whole(stretch) || (copied >= LEAST_COPIED && !page);
    stretches.retain(|stretch| stretch.sort == Sort::Quotation || is_copied(stretch));
    let places: Vec<(Span, Span)> =
        stretches.iter().map(|s| (s.span(here, |r| r.here), s.span(there, |r| r.there))).collect();
    stretches.into_iter().zip(places).map(|(stretch, (here, there))| Passage {
        other: 0,
        here,
        there,
        sort: stretch.sort,
        words: stretch.words,
    })
}

/// The passages that a report, `here`, shares with an earlier one, `there`, in the order of the places here: `seeds` are the
/// words where the fingerprints begin that a [`Chain`](super::Chain) found in both, here and there; `common` the words where
/// those begin that it calls common. [`Passage::other`] is left at 0.
pub fn shared<S: BuildHasher>(
    here: &Wording,
    there: &Wording,
    seeds: &[(u32, u32)],
    common: &HashSet<u32, S>,
) -> Vec<Passage> {
    let mut seeds: Vec<Seed> = seeds.iter().map(|&(here, there)| Seed { report: 0, here, there }).collect();
    seeds.sort_unstable();
    let marked = |(_, word): (u32, u32)| (word as usize, common.contains(&word));
    let common: Vec<(usize, bool)> = here.fingerprints().map(marked).collect();
    passages(here, there, &seeds, &common).collect()
}

impl Stretch {
    /// The places of its first word and behind its last.
    fn ends(&self, place: impl Fn(&Run) -> usize) -> (usize, usize) {
        let last = &self.runs[self.runs.len() - 1];
        (place(&self.runs[0]), place(last) + last.len)
    }

    fn span(&self, report: &Wording, place: impl Fn(&Run) -> usize) -> Span {
        let (start, end) = self.ends(place);
        report.span(start, end - 1)
    }

    /// Whether a place lies in it in both reports. That it may be another of the same words there, as in a text that
    /// repeats itself, does not matter: each stretch is followed once.
    fn covers(&self, (here, there): (usize, usize)) -> bool {
        let within = |(start, end): (usize, usize), at| start <= at && at < end;
        within(self.ends(|run| run.here), here) && within(self.ends(|run| run.there), there)
    }

    /// Whether another overlaps with it by more than half of the other, in either report.
    fn takes_from(&self, other: &Self) -> bool {
        let shared = |place: fn(&Run) -> usize| {
            let ((a, b), (c, d)) = (self.ends(place), other.ends(place));
            b.min(d).saturating_sub(a.max(c)) * 2 > d - c
        };
        shared(|run| run.here) || shared(|run| run.there)
    }
}

/// The stretches around shared fingerprints, in the order of the places here.
fn stretches(here: &Wording, there: &Wording, seeds: &[Seed]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for seed in seeds {
        let at = (seed.here as usize, seed.there as usize);
        if found.iter().any(|stretch| stretch.covers(at)) {
            continue;
        }
        if let Some(runs) = extend(&here.keys, &there.keys, at) {
            let words = runs.iter().map(|run| run.len).sum();
            found.push(Stretch { words, sort: sort(here, there, &runs), runs });
        }
    }
    found.retain(|s| s.words >= LEAST_WORDS && plain(here, there, &s.runs) >= LEAST_PLAIN);
    // What stands several times in a report is taken once, where most of it agrees.
    found.sort_by_key(|stretch| std::cmp::Reverse(stretch.words));
    let mut taken: Vec<Stretch> = Vec::new();
    for stretch in found {
        if !taken.iter().any(|longer| longer.takes_from(&stretch)) {
            taken.push(stretch);
        }
    }
    taken.sort_by_key(|stretch| stretch.runs[0].here);
    taken
}

/// Whether at least half of a stretch's fingerprints are common.
fn is_common(stretch: &Stretch, common: &[(usize, bool)]) -> bool {
    let (start, end) = stretch.ends(|run| run.here);
    let within = |at: usize| common.partition_point(|&(word, _)| word < at);
    let fingerprints = &common[within(start)..within(end)];
    fingerprints.iter().filter(|(_, common)| *common).count() * 2 >= fingerprints.len()
}
