//! The index: propositions as they come, joined into claims.

use std::collections::HashMap;

use onrecord_model::{Comparer, similarity};
use serde::Serialize;

use super::proposition::Proposition;
use super::relate::{Judgement, Relation, relate};
use super::words::{is_small, stem};

pub use onrecord_model::Vector;

/// Of a proposition's words, as many of the rarest look for candidates.
const KEYS: usize = 10;
/// Of the propositions that have a word, as many of the latest are looked at.
const LATEST: usize = 160;
/// Candidates that share the most words, whose vectors are compared.
const BY_WORDS: usize = 24;
/// Candidates with the nearest vectors, which are judged.
const BY_VECTOR: usize = 4;
/// Candidates whose vectors are less alike are not judged.
const LEAST_SIMILAR: f32 = 0.5;
/// Members of one claim that are judged for one proposition.
const OF_ONE_CLAIM: usize = 2;

/// The vector of what a proposition says, for [`Index::add`]: the costly part of adding, which any thread may do.
pub fn vector(proposition: &Proposition) -> Vector {
    Comparer::embedded().vector(&proposition.text)
}

/// A proposition that was found for another, and how the two stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The number of the one that was there before.
    pub with: u32,
    /// How they stand.
    pub judgement: Judgement,
}

/// Where an added proposition has its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    /// Its number: how many were added before.
    pub id: u32,
    /// The claim that it puts forward, by the number of the proposition that put it forward first.
    pub claim: u32,
    /// All pairs that were judged for it, the likest first; those that are different are left out.
    pub pairs: Vec<Pair>,
}

/// Propositions and their claims, in memory.
///
/// Adding looks at a bounded number of those that were added before, so that many take time linear in their number. What is found
/// depends on the order of adding, and on nothing else.
#[derive(Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// For each stem, the propositions that have it, in order.
    postings: HashMap<Box<str>, Vec<u32>>,
}

struct Entry {
    proposition: Proposition,
    vector: Vector,
    claim: u32,
}

impl Index {
    /// An index of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many propositions it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The proposition of a number.
    pub fn get(&self, id: u32) -> Option<&Proposition> {
        self.entries.get(id as usize).map(|entry| &entry.proposition)
    }

    /// The claim of a proposition.
    pub fn claim(&self, id: u32) -> Option<u32> {
        self.entries.get(id as usize).map(|entry| entry.claim)
    }

    /// Takes in a proposition with its [`vector`], and finds its claim: that of the likest proposition that is the same, unless
    /// the one that put the claim forward first is not. Propositions of one report are compared too.
    pub fn add(&mut self, proposition: Proposition, vector: &Vector) -> Placed {
        let keys = keys(&proposition);
        let candidates = self.candidates(&proposition, &keys, vector);
        let mut pairs: Vec<Pair> = Vec::new();
        let mut judged: HashMap<u32, usize> = HashMap::new();
        for id in candidates {
            let count = judged.entry(self.entries[id as usize].claim).or_default();
            if *count < OF_ONE_CLAIM {
                *count += 1;
                pairs.push(self.judge(&proposition, id));
            }
        }
        pairs.sort_by(|a, b| b.judgement.score.total_cmp(&a.judgement.score).then(a.with.cmp(&b.with)));
        let claim = self.joined(&proposition, &mut pairs);
        pairs.retain(|pair| pair.judgement.relation != Relation::Different);
        let id = self.insert(proposition, vector, claim, keys);
        Placed { id, claim: claim.unwrap_or(id), pairs }
    }

    /// Takes in a proposition whose claim is known: that of an earlier one, or its own.
    pub fn restore(&mut self, proposition: Proposition, vector: &Vector, claim: Option<u32>) -> u32 {
        let keys = keys(&proposition);
        let known = claim.filter(|&claim| (claim as usize) < self.entries.len());
        self.insert(proposition, vector, known, keys)
    }

    /// The `count` propositions whose vectors are nearest to `vector`, nearest first, with their similarity from -1 to 1.
    pub fn nearest(&self, vector: &Vector, count: usize) -> Vec<(u32, f32)> {
        let mut all: Vec<(u32, f32)> =
            (0..).zip(&self.entries).map(|(id, entry)| (id, similarity(vector, &entry.vector))).collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if count < all.len() {
            all.select_nth_unstable_by(count, order);
            all.truncate(count);
        }
        all.sort_unstable_by(order);
        all
    }

    fn judge(&self, proposition: &Proposition, id: u32) -> Pair {
        Pair { with: id, judgement: relate(proposition, &self.entries[id as usize].proposition) }
    }

    /// The claim that a proposition with these `pairs` joins; a pair with the claim's first proposition may be added to them.
    fn joined(&self, proposition: &Proposition, pairs: &mut Vec<Pair>) -> Option<u32> {
        let same: Vec<u32> =
            pairs.iter().filter(|p| p.judgement.relation == Relation::Same).map(|p| p.with).collect();
        for with in same {
            let claim = self.entries[with as usize].claim;
            let known = pairs.iter().position(|pair| pair.with == claim);
            let first = known.unwrap_or_else(|| {
                pairs.push(self.judge(proposition, claim));
                pairs.len() - 1
            });
            if matches!(pairs[first].judgement.relation, Relation::Same | Relation::Part) {
                return Some(claim);
            }
        }
        None
    }

    /// Propositions worth judging, the likest first.
    fn candidates(&self, proposition: &Proposition, keys: &[String], vector: &Vector) -> Vec<u32> {
        let mut postings: Vec<&Vec<u32>> =
            keys.iter().filter_map(|key| self.postings.get(key.as_str())).collect();
        postings.sort_by_key(|ids| ids.len());
        let mut weights: HashMap<u32, f32> = HashMap::new();
        for ids in postings.into_iter().take(KEYS) {
            let rarity = (self.entries.len() as f32 / ids.len() as f32).ln() + 1.0;
            for &id in ids.iter().rev().take(LATEST) {
                *weights.entry(id).or_default() += rarity;
            }
        }
        let mut by_words: Vec<(u32, f32)> = weights.into_iter().collect();
        by_words.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        by_words.truncate(BY_WORDS);
        let alike =
            by_words.into_iter().map(|(id, _)| (id, similarity(vector, &self.entries[id as usize].vector)));
        let mut alike: Vec<(u32, f32)> = alike.filter(|&(_, s)| s >= LEAST_SIMILAR).collect();
        // What stands next to it in the same report rarely says the same again.
        let own = |id: u32| self.entries[id as usize].proposition.report == proposition.report;
        alike.sort_unstable_by(|a, b| own(a.0).cmp(&own(b.0)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
        alike.truncate(BY_VECTOR);
        alike.into_iter().map(|(id, _)| id).collect()
    }

    fn insert(
        &mut self,
        proposition: Proposition,
        vector: &Vector,
        claim: Option<u32>,
        keys: Vec<String>,
    ) -> u32 {
        let id = self.entries.len() as u32;
        for key in keys {
            self.postings.entry(key.into_boxed_str()).or_default().push(id);
        }
        self.entries.push(Entry { proposition, vector: *vector, claim: claim.unwrap_or(id) });
        id
    }
}

/// The stems that a proposition is found by: those of its words and of the names that it speaks of.
fn keys(proposition: &Proposition) -> Vec<String> {
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
