//! An actor across reports, as far as it is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_record::{Actor, ActorKind};
use onrecord_text::Offsets;

use super::company::{Company, Key, key};
use super::name::{
    fold, initials, is_acronym, is_capitalised, is_one, is_somebody, is_telling, part_generation, proper,
    skeletons, spelled_out,
};

/// Words of roles that say nothing of who somebody is.
const EMPTY: &str = "the a an of for and in at to on by from with who his her their its former then new acting deputy top senior \
    chief head longtime mr mrs ms us u s american";

/// A name of several words is preferred to one of one word that so many times as many reports use, and no more: what only one of many has
/// may be the opening of a sentence ("Beyond Reis").
const FULL: u32 = 8;

/// What sort of name an actor has: only actors of one sort can be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A person by name.
    Person,
    /// A body, an outlet or a group with a name of its own. "Common" ones have none but common nouns.
    Body { common: bool },
}

/// What a record tells of an actor.
pub(super) struct Told {
    pub(super) sort: Sort,
    /// "jr", where the name has it; `words` are without.
    pub(super) generation: Option<String>,
    pub(super) words: Vec<String>,
    pub(super) key: Key,
    pub(super) acronym: bool,
    pub(super) initials: Option<String>,
    /// Content words of its roles.
    pub(super) roles: BTreeSet<String>,
    /// Words of the name that the report uses alone: in "Xi" for "Xi Jinping" they show the family name.
    pub(super) shorts: BTreeSet<String>,
    /// Whether the name is one, as far as can be told; see [`is_one`].
    pub(super) one: bool,
}

impl Told {
    /// Nothing, if such an actor cannot be known again in another report.
    pub(super) fn of(actor: &Actor, text: &str, offsets: &Offsets) -> Option<Self> {
        let name = match actor.kind {
            ActorKind::Person => actor.name.clone(),
            _ => spelled_out(called(actor)),
        };
        if name.contains(';') || !is_capitalised(&name) {
            return None;
        }
        let mut words = fold(&name);
        if words.len() > 8 || !is_somebody(&words) {
            return None;
        }
        let generation = part_generation(&mut words);
        let sort = match actor.kind {
            ActorKind::Person => Sort::Person,
            ActorKind::Organisation | ActorKind::Outlet | ActorKind::Public => {
                Sort::Body { common: !is_telling(&words) }
            }
            ActorKind::Unnamed | ActorKind::Document => return None,
        };
        let mentions = actor.mentions.iter().take(20).filter_map(|&m| {
            let at = offsets.bytes(m);
            text.get(at.start..at.end)
        });
        let shorts = mentions
            .map(fold)
            .filter_map(|m| <[String; 1]>::try_from(m).ok().map(|[word]| word))
            .filter(|word| words.len() > 1 && words.contains(word))
            .collect();
        let roles = actor.roles.iter().take(8).flat_map(|r| fold(&r.text)).filter(|w| !is_empty(w)).collect();
        Some(Self {
            sort,
            key: key(&words),
            acronym: is_acronym(&name),
            initials: initials(&name),
            generation,
            words,
            roles,
            shorts,
            one: is_one(called(actor)),
        })
    }

    /// The word that families share, if the report shows or order tells which it is; no name of one word has it.
    pub(super) fn family(&self) -> &str {
        let shown = self.shorts.iter().next().filter(|_| self.shorts.len() == 1);
        shown.unwrap_or(&self.words[self.words.len() - 1])
    }

    /// The name without its family name.
    pub(super) fn given(&self) -> Vec<String> {
        let family = self.family();
        self.words.iter().filter(|w| *w != family).cloned().collect()
    }
}

fn is_empty(word: &str) -> bool {
    EMPTY.split_ascii_whitespace().any(|w| w == word) || word.chars().all(char::is_numeric)
}

/// What an actor is called across reports: the name of a body without what its report says of it beside, "the monitor".
pub fn called(actor: &Actor) -> &str {
    match actor.kind {
        ActorKind::Organisation | ActorKind::Outlet if is_capitalised(proper(&actor.name)) => {
            proper(&actor.name)
        }
        _ => &actor.name,
    }
}

/// An actor across reports.
pub(super) struct Known {
    pub(super) sort: Sort,
    /// Every name it was called by, folded, and the reports that do so.
    pub(super) names: BTreeMap<Vec<String>, u32>,
    /// That of them which it goes by, and whether that is one name.
    called: (bool, Vec<String>),
    pub(super) roles: HashMap<String, u32>,
    pub(super) company: Company,
    pub(super) reports: u32,
    /// How many of them have "jr" and the like to the name.
    pub(super) generations: HashMap<String, u32>,
}

impl Known {
    pub(super) fn new(sort: Sort) -> Self {
        Self {
            sort,
            names: BTreeMap::new(),
            called: (false, Vec::new()),
            roles: HashMap::new(),
            company: Company::default(),
            reports: 0,
            generations: HashMap::new(),
        }
    }

    /// Seen in one more report. Whether it goes by another name since, the one that is told: that which most reports have, mostly of
    /// those of several words. The longest would be a headline's as often as not ("Ana Reis Faces Questions").
    pub(super) fn add(&mut self, told: &Told, names: &[Key]) -> bool {
        *self.names.entry(told.words.clone()).or_default() += 1;
        for role in &told.roles {
            *self.roles.entry(role.clone()).or_default() += 1;
        }
        self.company.add(names, told.key);
        self.reports += 1;
        if let Some(generation) = &told.generation {
            *self.generations.entry(generation.clone()).or_default() += 1;
        }
        let renamed = self.suits_better(told);
        if renamed {
            self.called = (told.one, told.words.clone());
        }
        renamed
    }

    /// Whether it is called by the name told rather than by that which it goes by.
    fn suits_better(&self, told: &Told) -> bool {
        let (one, called) = &self.called;
        let count = |name: &Vec<String>| self.names.get(name).copied().unwrap_or_default();
        let (new, old) = (count(&told.words), count(called));
        match (told.words.len() > 1, called.len() > 1) {
            _ if told.one != *one => told.one,
            (true, false) => new * FULL >= old,
            (false, true) => new > old * FULL,
            _ => new > old,
        }
    }

    /// Whether father and son may be mixed up: one has "jr" to the name and the other has not.
    pub(super) fn is_other_generation(&self, told: &Told) -> bool {
        let with: u32 = self.generations.values().sum();
        match &told.generation {
            Some(generation) => !self.generations.contains_key(generation),
            None => with == self.reports,
        }
    }

    /// Whether it was ever called by a name of several words.
    pub(super) fn is_full(&self) -> bool {
        self.names.keys().any(|n| n.len() > 1)
    }

    /// Words of roles in common.
    pub(super) fn roles_shared(&self, told: &Told) -> Vec<String> {
        told.roles.iter().filter(|r| self.roles.contains_key(*r)).cloned().collect()
    }

    /// Whether one of its names has these skeletons.
    pub(super) fn sounds_like(&self, words: &[String]) -> bool {
        let wanted = skeletons(words);
        self.names.keys().any(|n| skeletons(n) == wanted)
    }
}
