//! The index: propositions as they come, joined into claims.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;

use super::candidate::{LATEST, Near, Posting, bounded, by_words, keys, likest};
use super::join::place;
use super::proposition::Proposition;
use super::relate::{Judgement, Relation, relate};
use super::traits::Traits;

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

/// A proposition on its way into an index.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What it puts forward.
    pub proposition: Proposition,
    /// Its traits: working them out may be left to any thread.
    pub traits: Traits,
    /// The one before it in the same row that it denies while saying nothing of its own: it belongs to that one's claim.
    pub denies: Option<usize>,
}

/// Propositions and their claims, in memory.
///
/// Adding looks at a bounded number of those that were added before, so that many take time linear in their number. What is found
/// depends on the order of adding, and on nothing else.
#[derive(Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// For each stem, the propositions that have it.
    postings: HashMap<Box<str>, Having>,
}

struct Entry {
    proposition: Proposition,
    traits: Traits,
    claim: u32,
}

/// The propositions that have a stem.
#[derive(Default)]
struct Having {
    count: usize,
    /// The latest of them, in order: [`LATEST`] at least, if there are as many.
    latest: Vec<u32>,
}

impl Having {
    fn push(&mut self, id: u32) {
        if self.latest.len() == 2 * LATEST {
            self.latest.drain(..LATEST);
        }
        self.latest.push(id);
        self.count += 1;
    }

    fn posting(&self) -> Posting<'_> {
        Posting { count: self.count, latest: &self.latest[self.latest.len().saturating_sub(LATEST)..] }
    }
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

    /// Takes in a proposition, and finds its claim: that of the likest proposition that is the same, unless
    /// that is in doubt and the one that put the claim forward first is not.
    pub fn add(&mut self, proposition: Proposition) -> Placed {
        let traits = Traits::of(&proposition);
        let mut placed = self.add_all(vec![Incoming { proposition, traits, denies: None }], 1);
        placed.swap_remove(0)
    }

    /// Takes in the propositions of a report in the order of its text, as [`Index::add`] does one after the other, and judges
    /// their pairs on `jobs` threads. Propositions of one report are compared too.
    pub fn add_all(&mut self, report: Vec<Incoming>, jobs: usize) -> Vec<Placed> {
        let first = self.entries.len() as u32;
        let mut asked = Vec::new();
        let mut denials = Vec::new();
        for Incoming { proposition, traits, denies } in report {
            let own = self.entries.len() as u32;
            let keys = keys(&proposition);
            let denied = denies.map(|at| first + at as u32).filter(|&denied| denied < own);
            if denied.is_none() {
                asked.extend(
                    self.candidates(&proposition, &keys, &traits).into_iter().map(|with| (own, with)),
                );
            }
            denials.push(denied);
            self.insert(proposition, traits, None, keys);
        }
        let mut judged = self.judge_all(&asked, jobs).into_iter().peekable();
        let mut placed = Vec::with_capacity(denials.len());
        for (id, denied) in (first..).zip(denials) {
            let mut pairs = Vec::new();
            while let Some((_, pair)) = judged.next_if(|(own, _)| *own == id) {
                pairs.push(pair);
            }
            let claim = |id: u32| self.entries[id as usize].claim;
            let mut place = place(id, pairs, denied.map(claim), claim, |with| self.judge(id, with));
            place.pairs.retain(|pair| pair.judgement.relation != Relation::Different);
            self.entries[id as usize].claim = place.claim;
            placed.push(place);
        }
        placed
    }

    /// Takes in a proposition whose claim is known: that of an earlier one, or its own.
    pub fn restore(&mut self, proposition: Proposition, traits: Traits, claim: Option<u32>) -> u32 {
        let keys = keys(&proposition);
        let known = claim.filter(|&claim| (claim as usize) < self.entries.len());
        self.insert(proposition, traits, known, keys)
    }

    fn judge(&self, id: u32, with: u32) -> Pair {
        let [a, b] = [id, with].map(|id| &self.entries[id as usize].proposition);
        Pair { with, judgement: relate(a, b) }
    }

    /// Judges these pairs, each with the proposition that asks for it, in the order given.
    fn judge_all(&self, asked: &[(u32, u32)], jobs: usize) -> Vec<(u32, Pair)> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(&(id, with)) = asked.get(at) else { return done };
                done.push((at, (id, self.judge(id, with))));
            }
        };
        if jobs < 2 || asked.len() < 2 {
            return work().into_iter().map(|(_, pair)| pair).collect();
        }
        let mut all = thread::scope(|scope| {
            let workers: Vec<_> = (0..jobs.min(asked.len())).map(|_| scope.spawn(work)).collect();
            let done = workers.into_iter().flat_map(|worker| match worker.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            done.collect::<Vec<_>>()
        });
        all.sort_unstable_by_key(|&(at, _)| at);
        all.into_iter().map(|(_, pair)| pair).collect()
    }

    /// Propositions worth judging.
    fn candidates(&self, proposition: &Proposition, keys: &[String], traits: &Traits) -> Vec<u32> {
        let postings = keys.iter().filter_map(|key| Some(self.postings.get(key.as_str())?.posting()));
        let near = by_words(self.entries.len(), postings.collect()).into_iter().filter_map(|id| {
            let other = &self.entries[id as usize];
            Near::of(id, other.proposition.report == proposition.report, traits, &other.traits)
        });
        let mut chosen = likest(near.collect());
        bounded(&mut chosen, |near| self.entries[near.id as usize].claim);
        chosen.into_iter().map(|near| near.id).collect()
    }

    fn insert(
        &mut self,
        proposition: Proposition,
        traits: Traits,
        claim: Option<u32>,
        keys: Vec<String>,
    ) -> u32 {
        let id = self.entries.len() as u32;
        for key in keys {
            self.postings.entry(key.into_boxed_str()).or_default().push(id);
        }
        self.entries.push(Entry { proposition, traits, claim: claim.unwrap_or(id) });
        id
    }
}
