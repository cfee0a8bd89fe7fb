//! The reports so far, and what the next one shares with them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use onrecord_record::Record;

use super::Passage;
use super::chain::meet;
use super::fingerprint::winnow;
use super::pair::{Seed, passages};
use super::wording::Wording;

/// Stands for the first place of a fingerprint that is passed over.
const CLOSED: u32 = u32::MAX;

/// The words of all reports so far.
///
/// It holds 10 bytes for every word and some 25 for every fingerprint, two fifths as many: about 20 KB for a report of a
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
        let (seeds, common) = self.file(&wording);
        let found = seeds
            .chunk_by(|a, b| a.report == b.report)
            .flat_map(|seeds| {
                let other = seeds[0].report as usize;
                passages(&wording, &self.reports[other], seeds, &common)
                    .map(move |passage| Passage { other, ..passage })
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

    /// Remembers the fingerprints of the next report. Gives those that others have, by report, and where each of its own
    /// stands with whether it is common.
    fn file(&mut self, wording: &Wording) -> (Vec<Seed>, Vec<(usize, bool)>) {
        let number = self.reports.len() as u32;
        let (mut seeds, mut common) = (Vec::new(), Vec::new());
        for (fingerprint, word) in winnow(&wording.keys) {
            let new = self.places.len() as u32;
            let first = self.first.entry(fingerprint).or_insert(new);
            let at = *first;
            if at == CLOSED {
                common.push((word, true));
                continue;
            }
            let mut last = None;
            let chain = std::iter::successors((at != new).then_some(at), |&at| {
                Some(self.places[at as usize].next).filter(|&next| next != 0)
            });
            let places = chain.inspect(|&at| last = Some(at)).map(|at| {
                let place = &self.places[at as usize];
                (place.report, place.word)
            });
            let printed = |report: u32| self.reports[report as usize].printed;
            let met = meet((number, wording.printed), places, printed);
            seeds.extend(met.seeds.into_iter().map(|(report, there)| Seed {
                report,
                here: word as u32,
                there,
            }));
            common.push((word, met.common));
            if met.closes {
                self.first.insert(fingerprint, CLOSED);
            } else if met.stays {
                if let Some(last) = last {
                    self.places[last as usize].next = new;
                }
                self.places.push(Place { report: number, word: word as u32, next: 0 });
            }
        }
        seeds.sort_unstable();
        (seeds, common)
    }
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
