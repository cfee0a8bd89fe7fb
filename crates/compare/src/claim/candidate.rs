//! Candidates: which of the propositions so far are worth judging beside the next one.
//!
//! Two bounded choices: of those that share the rarest stems those that share the most of them, and of these the
//! likest that are of one matter, by their [`Traits`]. Both are pure functions of what is looked up, so that an [`Index`](super::Index) in memory and a cluster that looks
//! it up by joins choose the same.

use std::collections::HashMap;

use super::proposition::Proposition;
use super::traits::Traits;
use super::words::{is_small, stem};

/// Of a proposition's stems, as many of the rarest look for candidates.
const KEYS: usize = 10;
/// Of the propositions that have a stem, as many of the latest are looked at.
pub const LATEST: usize = 160;
/// Candidates that share the most words, whose traits are compared.
const BY_WORDS: usize = 24;
/// Candidates that are judged, and one more of the same report: the costly part of linking.
const LIKEST: usize = 3;
/// Candidates that are less like it are not judged; of the second and third more is asked, which cost as much and tell less.
const LEAST_LIKE: [f32; LIKEST] = [0.52, 0.55, 0.58];
/// The same within one report, which rarely says one thing twice.
const LEAST_WITHIN: f32 = 0.58;
/// The same where what is told around the two is of different matters: no less than a copy.
const LEAST_FOREIGN: f32 = 0.7;
/// Members of one claim that are judged for one proposition.
const OF_ONE_CLAIM: usize = 2;

/// The stems that a proposition is found by: those of its words and of the names that it speaks of; in order, each once.
pub fn keys(proposition: &Proposition) -> Vec<String> {
    let texts = std::iter::once(&proposition.text).chain(&proposition.names);
    let mut keys: Vec<String> = texts
        .flat_map(|text| onrecord_text::words(text).map(|word| word.of(text).to_lowercase()))
        .filter(|word| !is_small(word))
        .map(|word| stem(&word))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Which of the propositions so far have a stem.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'a> {
    /// How many have it; at least one.
    pub count: usize,
    /// The latest [`LATEST`] of them at most, by their numbers, in order.
    pub latest: &'a [u32],
}

/// Those that share the most stems with a proposition, weighed by rarity, likest first. There are `added` propositions so far;
/// `postings` are those of its [`keys`] that any of them has, in the order of the keys.
pub fn by_words(added: usize, mut postings: Vec<Posting<'_>>) -> Vec<u32> {
    postings.sort_by_key(|posting| posting.count);
    let mut weights: HashMap<u32, f32> = HashMap::new();
    for Posting { count, latest } in postings.into_iter().take(KEYS) {
        let rarity = (added as f32 / count as f32).ln() + 1.0;
        for &id in latest {
            *weights.entry(id).or_default() += rarity;
        }
    }
    let mut likest: Vec<(u32, f32)> = weights.into_iter().collect();
    likest.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    likest.truncate(BY_WORDS);
    likest.into_iter().map(|(id, _)| id).collect()
}

/// A candidate beside a proposition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Its number.
    pub id: u32,
    /// As [`Traits::likeness`].
    pub similarity: f32,
    /// Whether it stands in the same report.
    pub own: bool,
}

impl Near {
    /// How near the candidate with the number `id` is, if that is enough for judging the two.
    pub fn of(id: u32, own: bool, proposition: &Traits, candidate: &Traits) -> Option<Self> {
        let similarity = proposition.likeness(candidate);
        let foreign = || !own && proposition.is_foreign(candidate);
        let enough = match similarity {
            _ if own => similarity >= LEAST_WITHIN,
            LEAST_FOREIGN.. => true,
            _ => similarity >= LEAST_LIKE[0] && !foreign(),
        };
        enough.then_some(Self { id, similarity, own })
    }
}

/// Those of some candidates that are judged, in the order in which [`bounded`] wants them: other reports' first, likest first.
pub fn likest(mut near: Vec<Near>) -> Vec<Near> {
    near.sort_unstable_by(|a, b| {
        a.own.cmp(&b.own).then(b.similarity.total_cmp(&a.similarity)).then(a.id.cmp(&b.id))
    });
    let mut others = 0;
    near.retain(|near| {
        let enough = near.own || LEAST_LIKE.get(others).is_some_and(|&least| near.similarity >= least);
        others += usize::from(!near.own && enough);
        enough
    });
    // One of its own report is judged at least: a denial and what it denies stand in one sentence.
    near.truncate(LIKEST.max(others + 1));
    near
}

/// Without those that come after others of the same claim; `claim` tells the claim of each, of one in the same report its own
/// number.
pub(super) fn bounded<T>(chosen: &mut Vec<T>, claim: impl Fn(&T) -> u32) {
    let mut of_claim: HashMap<u32, usize> = HashMap::new();
    chosen.retain(|one| {
        let count = of_claim.entry(claim(one)).or_default();
        *count += 1;
        *count <= OF_ONE_CLAIM
    });
}
