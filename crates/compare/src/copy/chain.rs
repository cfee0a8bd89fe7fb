//! The places where one fingerprint was seen, and what the next of them has to do with those before.

use super::common::{Printed, Sightings};

/// A fingerprint is remembered for so many places, the first ones: in a pile of any size a set phrase costs no more than
/// this, and of a text that more reports print, the first ones are found. One that by then is common to reports of many
/// weeks is passed over from then on.
const MOST_PLACES: usize = 24;

/// How often one report's places for a fingerprint are remembered: a report may repeat itself.
const MOST_IN_ONE: usize = 2;

/// What a place of a fingerprint has to do with those before.
#[derive(Debug)]
pub(super) struct Met {
    /// Those of other reports, by report and word.
    pub seeds: Vec<(u32, u32)>,
    /// Whether the fingerprint is common to many reports.
    pub common: bool,
    /// Whether this place is to be remembered behind them.
    pub stays: bool,
    /// Whether the fingerprint is to be passed over from now on.
    pub closes: bool,
}

/// Holds a place in a report against the remembered ones, by report and word, in order.
pub(super) fn meet(
    (report, own): (u32, Printed),
    places: impl Iterator<Item = (u32, u32)>,
    printed: impl Fn(u32) -> Printed,
) -> Met {
    let mut seen = Sightings::of(own);
    let (mut seeds, mut length, mut of_own) = (Vec::new(), 0, 0);
    for (other, word) in places {
        if other == report {
            of_own += 1;
        } else {
            seen.add(printed(other));
            seeds.push((other, word));
        }
        length += 1;
        if length == MOST_PLACES || of_own == MOST_IN_ONE {
            break;
        }
    }
    let common = seen.are_common();
    let stays = length < MOST_PLACES && of_own < MOST_IN_ONE;
    Met { seeds, common, stays, closes: length == MOST_PLACES && common }
}

/// The places of one fingerprint, for those who go through a pile by fingerprints and not by reports.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    places: Vec<(u32, u32, Printed)>,
    closed: bool,
}

impl Chain {
    /// Takes the next place, in the order of reports and words: the number of the report, where it stood, and the word. Gives
    /// the places in other reports, by number and word, and whether the fingerprint is common to many.
    pub fn add(&mut self, report: u32, printed: Printed, word: u32) -> (Vec<(u32, u32)>, bool) {
        if self.closed {
            return (Vec::new(), true);
        }
        let places = self.places.iter().map(|&(report, word, _)| (report, word));
        let of = |report: u32| {
            self.places.iter().find(|place| place.0 == report).map_or(Printed::default(), |place| place.2)
        };
        let met = meet((report, printed), places, of);
        self.closed = met.closes;
        if met.stays {
            self.places.push((report, word, printed));
        }
        (met.seeds, met.common)
    }
}
