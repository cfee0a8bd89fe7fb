//! The actors of all reports so far, and which of them the next report's are.

use std::collections::HashMap;

use onrecord_record::Record;
use onrecord_text::Offsets;
use serde::{Deserialize, Serialize};

use super::company::{Crowd, Key, key};
use super::known::{Known, Sort, Told};
use super::name::{given_fit, skeletons};

/// How a name was matched; the module's table has examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The same name.
    Name,
    /// The same given and family name, one with more given names or with initials.
    Given,
    /// The same name but for its spelling.
    Spelling,
    /// A family name alone.
    Family,
    /// The first letters of a longer name.
    Acronym,
}

/// Why two actors of different reports were taken, or might be taken, for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// How the names were matched.
    pub rule: Rule,
    /// Words of roles that both reports give.
    pub roles: Vec<String>,
    /// How many names both reports hold besides.
    pub company: usize,
}

/// Who an actor of a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The number of the actor across reports, from 0 in the order of their first appearance.
    pub actor: usize,
    /// Why it was taken for one that was known; `None` if it is new.
    pub reason: Option<Reason>,
    /// Whether the actor goes by this name from now on: the one that most reports give it, mostly of those of several words.
    pub renamed: bool,
}

/// Two actors across reports that may be one; a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The one known longer.
    pub known: usize,
    /// The one just made.
    pub new: usize,
    /// What speaks for it.
    pub reason: Reason,
}

/// What [`Index::add`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// One for each of the record's actors, in its order.
    pub links: Vec<Link>,
    /// What a person should look at.
    pub proposals: Vec<Proposal>,
}

/// The actors of all reports so far.
#[derive(Default)]
pub struct Index {
    /// `None` for those that cannot be known again.
    known: Vec<Option<Known>>,
    by_name: HashMap<Key, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    by_sound: HashMap<Vec<String>, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
    acronyms: HashMap<String, Vec<usize>>,
    crowd: Crowd,
}

impl Index {
    /// An index of no reports.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many actors across reports there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes the next record.
    pub fn add(&mut self, record: &Record) -> Added {
        let (told, names) = read(record);
        let mut added = Added { links: Vec::new(), proposals: Vec::new() };
        for told in &told {
            let found = told.as_ref().map(|t| self.find(t, &names)).unwrap_or_default();
            let (actor, reason) = match found.sure {
                Some((actor, reason)) => (actor, Some(reason)),
                None => (self.known.len(), None),
            };
            if reason.is_none() {
                self.known.push(told.as_ref().map(|t| Known::new(t.sort)));
                let propose = |(known, reason)| Proposal { known, new: actor, reason };
                added.proposals.extend(found.unsure.into_iter().map(propose));
            }
            let renamed = told.as_ref().is_some_and(|told| self.file(actor, told, &names));
            added.links.push(Link { actor, reason, renamed });
        }
        self.crowd.add(&names);
        added
    }

    /// Takes a record whose actors are known: `actors` has the number of each, in the record's order. Numbers need not come
    /// in order.
    pub fn restore(&mut self, record: &Record, actors: &[usize]) {
        let (told, names) = read(record);
        for (told, &actor) in told.iter().zip(actors) {
            if self.known.len() <= actor {
                self.known.resize_with(actor + 1, || None);
            }
            if let Some(told) = told {
                self.known[actor].get_or_insert_with(|| Known::new(told.sort));
                self.file(actor, told, &names);
            }
        }
        self.crowd.add(&names);
    }

    /// Writes down that `actor` was seen; whether it goes by the name told since.
    fn file(&mut self, actor: usize, told: &Told, names: &[Key]) -> bool {
        let Some(known) = &mut self.known[actor] else { return false };
        let is_new_name = !known.names.contains_key(&told.words);
        let renamed = known.add(told, names);
        if !is_new_name {
            return renamed;
        }
        push(self.by_name.entry(told.key).or_default(), actor);
        match told.sort {
            Sort::Person => {
                push(self.by_word.entry(told.family().to_owned()).or_default(), actor);
                push(self.by_sound.entry(skeletons(&told.words)).or_default(), actor);
            }
            Sort::Body { .. } => {
                if let Some(initials) = &told.initials {
                    push(self.by_initials.entry(initials.clone()).or_default(), actor);
                }
                if told.acronym {
                    push(self.acronyms.entry(told.words.concat()).or_default(), actor);
                }
            }
        }
        renamed
    }

    /// Whom the words mean.
    fn find(&self, told: &Told, names: &[Key]) -> Found {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut look = |rule: Rule, actors: Option<&Vec<usize>>| {
            for &actor in actors.into_iter().flatten() {
                if candidates.iter().all(|c: &Candidate| c.actor != actor) {
                    candidates.extend(self.candidate(rule, actor, told, names));
                }
            }
        };
        look(Rule::Name, self.by_name.get(&told.key));
        match told.sort {
            Sort::Person if told.words.len() > 1 => {
                look(Rule::Given, self.by_word.get(told.family()));
                look(Rule::Spelling, self.by_sound.get(&skeletons(&told.words)));
                look(Rule::Family, self.by_name.get(&key(&[told.family().to_owned()])));
            }
            Sort::Person => look(Rule::Family, self.by_word.get(&told.words[0])),
            Sort::Body { .. } => {
                look(Rule::Acronym, told.initials.as_ref().and_then(|i| self.acronyms.get(i)));
                if told.acronym {
                    look(Rule::Acronym, self.by_initials.get(&told.words.concat()));
                }
            }
        }
        choose(candidates, told.sort == Sort::Person && told.words.len() == 1)
    }

    /// What speaks for `actor`, unless the names exclude each other.
    fn candidate(&self, rule: Rule, actor: usize, told: &Told, names: &[Key]) -> Option<Candidate> {
        let known = self.known[actor].as_ref()?;
        let is_person = |sort| sort == Sort::Person;
        if is_person(known.sort) != is_person(told.sort) {
            return None;
        }
        let roles = known.roles_shared(told);
        let rare = known.company.shared(names, told.key, &self.crowd).count();
        let overlap = known.company.overlap(names, told.key);
        // A role in common does not help once the name is well known without.
        if known.is_other_generation(told) && (roles.is_empty() || known.reports > 2) {
            return None;
        }
        let is_near = !roles.is_empty() || rare > 0;
        let is_strange =
            !told.roles.is_empty() && !known.roles.is_empty() && roles.is_empty() && overlap == 0;
        let strength = match rule {
            Rule::Name => match told.sort {
                // A body without a name of its own is another in another country.
                Sort::Body { common: true } => {
                    if rare > 1 {
                        Strength::Sure
                    } else {
                        return None;
                    }
                }
                Sort::Body { common: false } => Strength::Sure,
                Sort::Person if told.words.len() > 1 => {
                    if is_strange {
                        Strength::Unsure
                    } else {
                        Strength::Sure
                    }
                }
                Sort::Person => {
                    if is_near || overlap > 1 {
                        Strength::Sure
                    } else {
                        Strength::Unsure
                    }
                }
            },
            Rule::Given => {
                let fits = |name: &Vec<String>| {
                    let given: Vec<String> = name.iter().filter(|w| *w != told.family()).cloned().collect();
                    (name.len() > 1 && name.len() != given.len())
                        .then(|| given_fit(&given, &told.given()))
                        .flatten()
                };
                let by_initial = known.names.keys().filter_map(fits).min()?;
                match (by_initial, is_near) {
                    (false, _) if !is_strange => Strength::Sure,
                    (_, true) => Strength::Sure,
                    _ => Strength::Unsure,
                }
            }
            Rule::Spelling if !known.sounds_like(&told.words) => return None,
            Rule::Spelling => {
                if is_near {
                    Strength::Sure
                } else {
                    Strength::Unsure
                }
            }
            Rule::Family => {
                // A full name looks for one that was only called by its family name, and the other way round.
                if (told.words.len() > 1) == known.is_full() {
                    return None;
                }
                if is_near || overlap > 1 { Strength::Sure } else { Strength::Unsure }
            }
            Rule::Acronym => Strength::Sure,
        };
        Some(Candidate {
            actor,
            strength,
            reports: known.reports,
            reason: Reason { rule, roles, company: overlap },
        })
    }
}

/// How far a candidate is believed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Unsure,
    Sure,
}

struct Candidate {
    actor: usize,
    strength: Strength,
    reports: u32,
    reason: Reason,
}

#[derive(Default)]
struct Found {
    sure: Option<(usize, Reason)>,
    unsure: Vec<(usize, Reason)>,
}

/// A bare name is that of somebody whom so many times as many reports name as anybody else of that name.
const FAR_BETTER_KNOWN: u32 = 8;

/// The best candidate: by rule, then by what they have in common, then by how often it was seen.
///
/// A family name that fits two people is nobody's, unless one of them is clearly in the company. A name is `bare` if it is one word: then
/// it means somebody far better known than all others, in whatever company.
fn choose(mut candidates: Vec<Candidate>, bare: bool) -> Found {
    let weight = |c: &Candidate| 3 * c.reason.roles.len().min(3) + c.reason.company;
    if let Some(known) = bare.then(|| far_better_known(&candidates)).flatten() {
        let Candidate { actor, reason, .. } = candidates.swap_remove(known);
        return Found { sure: Some((actor, reason)), unsure: Vec::new() };
    }
    candidates.sort_by_key(|c| {
        (
            std::cmp::Reverse(c.strength),
            c.reason.rule,
            std::cmp::Reverse(weight(c)),
            std::cmp::Reverse(c.reports),
            c.actor,
        )
    });
    let sure: Vec<&Candidate> = candidates.iter().filter(|c| c.strength == Strength::Sure).collect();
    let torn = match sure[..] {
        [a, b, ..] => {
            a.reason.rule == Rule::Family && b.reason.rule == Rule::Family && weight(a) < 2 * weight(b)
        }
        [a] => a.reason.rule == Rule::Family && candidates.len() > 1 && weight(a) < 2,
        [] => true,
    };
    if torn {
        let unsure = candidates.into_iter().take(3).map(|c| (c.actor, c.reason)).collect();
        return Found { sure: None, unsure };
    }
    let best = candidates.swap_remove(0);
    Found { sure: Some((best.actor, best.reason)), unsure: Vec::new() }
}

/// Whom a bare name means though others of that name share the company: beside her everybody is seen.
fn far_better_known(candidates: &[Candidate]) -> Option<usize> {
    let best = (0..candidates.len()).max_by_key(|&i| candidates[i].reports)?;
    let one = &candidates[best];
    let others = candidates.iter().enumerate().filter(|&(i, _)| i != best);
    let most = others.map(|(_, c)| c.reports).max()?;
    (one.strength == Strength::Sure && one.reports >= FAR_BETTER_KNOWN * most).then_some(best)
}

/// What a record tells of each of its actors, and the names in it.
fn read(record: &Record) -> (Vec<Option<Told>>, Vec<Key>) {
    let offsets = Offsets::new(&record.text);
    let told: Vec<Option<Told>> = record.actors.iter().map(|a| Told::of(a, &record.text, &offsets)).collect();
    let mut names: Vec<Key> = told.iter().flatten().map(|t| t.key).collect();
    names.sort_unstable();
    names.dedup();
    (told, names)
}

fn push(list: &mut Vec<usize>, actor: usize) {
    if !list.contains(&actor) {
        list.push(actor);
    }
}
