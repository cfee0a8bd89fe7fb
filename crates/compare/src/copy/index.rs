//! The reports so far, and what the next one shares with them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use onrecord_record::Record;

use super::Passage;
use super::align::{Run, extend};
use super::fingerprint::winnow;
use super::sort::{plain, sort};
use super::wording::Wording;

/// A fingerprint is remembered for so many places, the first ones: in a pile of any size a set phrase costs no more than
/// this, and of a text that more reports print, the first ones are found.
const MOST_PLACES: usize = 24;

/// How often one report's places for a fingerprint are remembered: a report may repeat itself.
const MOST_IN_ONE: usize = 2;

/// How many words two reports must share in one stretch.
const LEAST_WORDS: usize = 9;

/// How many of them must be neither names nor function words.
const LEAST_PLAIN: usize = 4;

/// The words of all reports so far.
///
/// It holds 9 bytes for every word and about 20 for every fingerprint, two fifths as many: some 16 KB for a report of a
/// thousand words.
#[derive(Default)]
pub struct Index {
    reports: Vec<Wording>,
    /// The first place of each fingerprint in `places`.
    first: HashMap<u32, u32, BuildHasherDefault<AsItIs>>,
    places: Vec<Place>,
}

/// Where a fingerprint was seen.
struct Place {
    report: u32,
    word: u32,
    /// The next place of the same fingerprint, 0 for none.
    next: u32,
}

/// A shared fingerprint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seed {
    report: u32,
    here: u32,
    there: u32,
}

impl Index {
    /// An index of no reports.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many reports were added.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// Adds a report, and gives what it shares with those before it: in the order of their numbers, and of the places here.
    pub fn add(&mut self, record: &Record) -> Vec<Passage> {
        let wording = Wording::of(record);
        let seeds = self.file(&wording);
        let found = seeds
            .chunk_by(|a, b| a.report == b.report)
            .flat_map(|seeds| {
                let other = seeds[0].report as usize;
                passages(&wording, &self.reports[other], seeds, other)
            })
            .collect();
        self.reports.push(wording);
        found
    }

    /// Adds a report without asking what it shares.
    pub fn restore(&mut self, record: &Record) {
        let wording = Wording::of(record);
        self.file(&wording);
        self.reports.push(wording);
    }

    /// Remembers the fingerprints of the next report, and gives those that others have, by report.
    fn file(&mut self, wording: &Wording) -> Vec<Seed> {
        let number = self.reports.len() as u32;
        let mut seeds = Vec::new();
        for (fingerprint, word) in winnow(&wording.keys) {
            let word = word as u32;
            let new = self.places.len() as u32;
            let first = *self.first.entry(fingerprint).or_insert(new);
            let (mut at, mut length, mut own) = (first, 0, 0);
            while at != new {
                let place = &self.places[at as usize];
                if place.report == number {
                    own += 1;
                } else {
                    seeds.push(Seed { report: place.report, here: word, there: place.word });
                }
                length += 1;
                if length == MOST_PLACES || own == MOST_IN_ONE {
                    break;
                }
                if place.next == 0 {
                    self.places[at as usize].next = new;
                    break;
                }
                at = place.next;
            }
            if length < MOST_PLACES && own < MOST_IN_ONE {
                self.places.push(Place { report: number, word, next: 0 });
            }
        }
        seeds.sort_unstable();
        seeds
    }
}

/// What two reports share, around their shared fingerprints.
fn passages(here: &Wording, there: &Wording, seeds: &[Seed], other: usize) -> Vec<Passage> {
    let mut found: Vec<Vec<Run>> = Vec::new();
    for seed in seeds {
        let at = (seed.here as usize, seed.there as usize);
        if found.iter().any(|runs| covers(runs, at)) {
            continue;
        }
        found.extend(extend(&here.keys, &there.keys, at));
    }
    found.retain(|runs| is_enough(here, there, runs));
    // A stretch that stands several times in a report is taken once, where most of it agrees.
    found.sort_by_key(|runs| std::cmp::Reverse(words(runs)));
    let mut taken: Vec<Vec<Run>> = Vec::new();
    for runs in found {
        if !taken.iter().any(|longer| overlap(longer, &runs)) {
            taken.push(runs);
        }
    }
    taken.sort_by_key(|runs| runs[0].here);
    let passage = |runs: &Vec<Run>| {
        let (first, last) = (runs[0], runs[runs.len() - 1]);
        Passage {
            other,
            here: here.span(first.here, last.here + last.len - 1),
            there: there.span(first.there, last.there + last.len - 1),
            sort: sort(here, there, runs),
            words: words(runs),
        }
    };
    taken.iter().map(passage).collect()
}

fn words(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.len).sum()
}

/// Whether a shared word lies within a stretch that was followed already. That it may be another of the same words there,
/// as in a text that repeats itself, does not matter: each stretch is followed once.
fn covers(runs: &[Run], (here, there): (usize, usize)) -> bool {
    let (first, last) = (runs[0], runs[runs.len() - 1]);
    (first.here..last.here + last.len).contains(&here)
        && (first.there..last.there + last.len).contains(&there)
}

/// Whether two reports that share these words share more than a name.
fn is_enough(here: &Wording, there: &Wording, runs: &[Run]) -> bool {
    words(runs) >= LEAST_WORDS && plain(here, there, runs) >= LEAST_PLAIN
}

/// Whether two passages of one pair of reports overlap by more than half of the shorter in either report.
fn overlap(longer: &[Run], shorter: &[Run]) -> bool {
    let shared = |place: fn(&Run) -> usize| {
        let ends = |runs: &[Run]| (place(&runs[0]), place(&runs[runs.len() - 1]) + runs[runs.len() - 1].len);
        let ((a, b), (c, d)) = (ends(longer), ends(shorter));
        b.min(d).saturating_sub(a.max(c)) * 2 > d - c
    };
    shared(|run| run.here) || shared(|run| run.there)
}

/// Takes a fingerprint, which is a hash, for its hash.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u32(&mut self, fingerprint: u32) {
        // The table looks at the highest bits too.
        self.0 = u64::from(fingerprint) << 32 | u64::from(fingerprint);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
