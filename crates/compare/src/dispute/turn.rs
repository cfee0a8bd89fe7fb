//! Turns: how what an actor says of a claim changed.

use std::collections::BTreeMap;

use onrecord_record::Stance;
use onrecord_times::Date;
use serde::Serialize;

use crate::claim::matter::Side;

/// That somebody stood to a claim somehow.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// The number of the actor across reports.
    pub actor: usize,
    /// How it stood to the claim.
    pub stance: Stance,
    /// When it was said, as far as known; else when it was published.
    pub when: Option<Date>,
}

/// A later saying of an actor that stands otherwise to the claim than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The number of the actor.
    pub actor: usize,
    /// The earlier saying, by its number in the input.
    pub from: usize,
    /// The later.
    pub to: usize,
}

/// The turns in what is said of one claim, in the order of time. Sayings without a date show none, nor do two of one day.
pub fn turns(said: &[Said]) -> Vec<Turn> {
    let mut dated: Vec<(Date, usize)> =
        said.iter().enumerate().filter_map(|(i, s)| Some((s.when?, i))).collect();
    dated.sort_unstable();
    let mut last: BTreeMap<usize, (Date, usize)> = BTreeMap::new();
    let mut found = Vec::new();
    for (day, i) in dated {
        let side = step(said[i].stance);
        let Some(side) = side else { continue };
        if let Some(&(before, from)) = last.get(&said[i].actor)
            && step(said[from].stance) != Some(side)
            && before < day
        {
            found.push(Turn { actor: said[i].actor, from, to: i });
        }
        last.insert(said[i].actor, (day, i));
    }
    found
}

/// Sides, and how surely; stances that take none are passed over, but declining to say is a side of its own.
fn step(stance: Stance) -> Option<(Side, bool)> {
    match stance {
        Stance::Hedges => Some((Side::For, false)),
        Stance::Declines => Some((Side::Open, false)),
        Stance::Asks | Stance::Urges => None,
        _ => Some((Side::of(stance), true)),
    }
}
