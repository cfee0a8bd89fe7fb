//! Company: the other names that an actor is seen with.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many names of company are kept for one actor; the first ones, for a name that is everywhere needs no more.
const MOST: usize = 400;

/// A name, as short as it can be kept.
pub(super) type Key = u32;

/// The key of folded words.
pub(super) fn key(words: &[String]) -> Key {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    (hasher.finish() & u64::from(u32::MAX)) as Key
}

/// How many reports name whom: what everybody is seen with says little.
#[derive(Default)]
pub(super) struct Crowd {
    reports: usize,
    seen: HashMap<Key, u32>,
}

impl Crowd {
    /// One more report, with these names.
    pub(super) fn add(&mut self, names: &[Key]) {
        self.reports += 1;
        for &name in names {
            *self.seen.entry(name).or_default() += 1;
        }
    }

    /// Whether less than one report in twenty, or fewer than three, name it.
    fn is_rare(&self, name: Key) -> bool {
        let seen = self.seen.get(&name).copied().unwrap_or(0) as usize;
        seen < 3 || seen * 20 < self.reports
    }
}

/// The names that one actor was seen with.
#[derive(Default)]
pub(super) struct Company {
    names: HashMap<Key, u32>,
}

impl Company {
    /// Seen in a report that names all of these.
    pub(super) fn add(&mut self, names: &[Key], but: Key) {
        for &name in names.iter().filter(|&&n| n != but) {
            if self.names.len() < MOST || self.names.contains_key(&name) {
                *self.names.entry(name).or_default() += 1;
            }
        }
    }

    /// Which of `names` it was seen with before, the rare ones.
    pub(super) fn shared<'n>(
        &'n self,
        names: &'n [Key],
        but: Key,
        crowd: &'n Crowd,
    ) -> impl Iterator<Item = Key> + 'n {
        names.iter().copied().filter(move |n| *n != but && self.names.contains_key(n) && crowd.is_rare(*n))
    }

    /// How many of `names` it was seen with before, rare or not.
    pub(super) fn overlap(&self, names: &[Key], but: Key) -> usize {
        names.iter().filter(|n| **n != but && self.names.contains_key(n)).count()
    }
}
