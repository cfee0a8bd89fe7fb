//! The stories so far, and which of them the next report belongs to.

use std::collections::{BTreeMap, HashMap};

use onrecord_record::Record;
use onrecord_times::Date;

use super::profile::Profile;

/// Likeness from which a report joins a story; chosen on `clusters/` (docs/evaluation-stories.md).
const LEAST: f32 = 0.15;
/// How much days between reports take away: a report of a week later must be about a seventh more alike.
const FADING: f32 = 0.15;
/// What one claim in common adds, and a hundred copied words; and at most.
const CLAIM: f32 = 0.04;
const COPIED: f32 = 0.10;
const STRONGEST: f32 = 0.25;
/// Of a report's words, as many of the heaviest look for candidates, each among as many of the latest reports that have it.
const KEYS: usize = 40;
const LATEST: usize = 300;
/// Candidates that are compared.
const CANDIDATES: usize = 60;
/// The likest reports of a story count as much as all of them.
const NEAREST: usize = 4;
/// Words given as the reason.
const REASONS: usize = 6;

/// What else ties a report to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The number of the earlier report.
    pub other: usize,
    /// Claims that both put forward.
    pub claims: usize,
    /// Words that one has from the other.
    pub copied: usize,
}

/// The story that a report was placed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The number of the story: that of its first report.
    pub story: usize,
    /// Its reports that are most like this one, likest first, with the likeness; none if the report begins the story.
    pub nearest: Vec<(usize, f32)>,
    /// The words that they share, those that say most first.
    pub words: Vec<String>,
}

/// The stories of all reports so far. A report's number is its place in the order of adding, from 0.
#[derive(Default)]
pub struct Index {
    reports: Vec<Entry>,
    /// The number of each word.
    words: HashMap<Box<str>, u32>,
    /// The reports that have a word, in order, by its number.
    postings: Vec<Vec<u32>>,
    /// The size of each story, by its number.
    sizes: HashMap<usize, usize>,
}

struct Entry {
    /// Its words by their numbers, in order, with their weights.
    words: Box<[(u32, f32)]>,
    day: Option<Date>,
    story: usize,
}

impl Entry {
    fn weight(&self, word: u32) -> Option<f32> {
        let at = self.words.binary_search_by_key(&word, |&(word, _)| word).ok()?;
        Some(self.words[at].1)
    }
}

/// The words of a profile that are known, by their numbers, heaviest first.
type Known = Vec<(u32, f32)>;

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

    /// Places the next report. Ties to numbers that were not given yet are passed over.
    pub fn add(&mut self, record: &Record, ties: &[Tie]) -> Placed {
        let profile = profile_of(record);
        let day = day(record);
        let near = self.near(&profile, day, ties);
        let placed = self.choose(&profile, near);
        self.file(profile, day, placed.story);
        placed
    }

    /// Takes a report whose story is known.
    pub fn restore(&mut self, record: &Record, story: usize) {
        self.file(profile_of(record), day(record), story);
    }

    fn file(&mut self, profile: Profile, day: Option<Date>, story: usize) {
        let number = u32::try_from(self.reports.len()).unwrap_or(u32::MAX);
        let mut words = Vec::with_capacity(profile.words.len());
        for (i, (word, weight)) in profile.words.into_iter().enumerate() {
            let next = self.words.len() as u32;
            let word = *self.words.entry(word).or_insert(next);
            if word == next {
                self.postings.push(Vec::new());
            }
            if i < KEYS {
                self.postings[word as usize].push(number);
            }
            words.push((word, weight));
        }
        words.sort_unstable_by_key(|&(word, _)| word);
        *self.sizes.entry(story).or_default() += 1;
        self.reports.push(Entry { words: words.into(), day, story });
    }

    fn known(&self, profile: &Profile) -> Known {
        let number = |word: &str| self.words.get(word).copied();
        profile.words.iter().filter_map(|(word, weight)| Some((number(word)?, *weight))).collect()
    }

    /// The reports most like the profile, with their likeness.
    fn near(&self, profile: &Profile, day: Option<Date>, ties: &[Tie]) -> Vec<(usize, f32)> {
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        for (word, weight) in profile.words.iter().take(KEYS) {
            let having = self.words.get(word).map(|&word| &self.postings[word as usize]);
            for &number in having.into_iter().flat_map(|all| all.iter().rev().take(LATEST)) {
                *shared.entry(number as usize).or_default() += weight * weight;
            }
        }
        let mut candidates: Vec<(usize, f32)> = shared.into_iter().collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        candidates.truncate(CANDIDATES);
        for tie in ties.iter().filter(|t| t.other < self.reports.len()) {
            if candidates.iter().all(|c| c.0 != tie.other) {
                candidates.push((tie.other, 0.0));
            }
        }
        let known = self.known(profile);
        for (number, likeness) in &mut candidates {
            let other = &self.reports[*number];
            let cosine: f32 = known.iter().filter_map(|&(word, w)| Some(w * other.weight(word)?)).sum();
            let bond: f32 = ties.iter().filter(|t| t.other == *number).map(strength).sum();
            *likeness = (cosine + bond.min(STRONGEST)) / fading(day, other.day);
        }
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        candidates
    }

    /// The story that the nearest reports speak for.
    fn choose(&self, profile: &Profile, near: Vec<(usize, f32)>) -> Placed {
        let mut stories: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
        for &(number, likeness) in &near {
            stories.entry(self.reports[number].story).or_default().push(likeness);
        }
        let best = stories
            .into_iter()
            .map(|(story, alike)| {
                let nearest = mean(&alike[..alike.len().min(NEAREST)]);
                // Reports of the story that are no candidates have next to nothing in common with this one.
                let all =
                    alike.iter().sum::<f32>() / (self.sizes[&story].min(CANDIDATES).max(alike.len()) as f32);
                (story, f32::midpoint(nearest, all))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .filter(|(_, likeness)| *likeness >= LEAST);
        let Some((story, _)) = best else {
            return Placed { story: self.reports.len(), nearest: Vec::new(), words: Vec::new() };
        };
        let nearest: Vec<(usize, f32)> =
            near.into_iter().filter(|(n, _)| self.reports[*n].story == story).take(NEAREST).collect();
        let words = self.shared_words(profile, &nearest);
        Placed { story, nearest, words }
    }

    fn shared_words(&self, profile: &Profile, nearest: &[(usize, f32)]) -> Vec<String> {
        let mut weighed: Vec<(f32, &str)> = profile
            .words
            .iter()
            .map(|(word, w)| {
                let number = self.words.get(word);
                let weight = |n: usize| Some(w * self.reports[n].weight(*number?)?);
                (nearest.iter().filter_map(|&(n, _)| weight(n)).sum(), &**word)
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        weighed.into_iter().take(REASONS).map(|(_, word)| word.to_owned()).collect()
    }
}

fn strength(tie: &Tie) -> f32 {
    CLAIM * tie.claims as f32 + COPIED * tie.copied as f32 / 100.0
}

/// What days between two reports divide likeness by; nothing is taken where a day is not known.
fn fading(a: Option<Date>, b: Option<Date>) -> f32 {
    match (a, b) {
        (Some(a), Some(b)) => {
            1.0 + FADING * (1.0 + a.duration_until(b).as_hours().unsigned_abs() as f32 / (24.0 * 4.0)).ln()
        }
        _ => 1.0,
    }
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

fn profile_of(record: &Record) -> Profile {
    Profile::of(record.report.title.as_deref().unwrap_or_default(), &record.text)
}

fn day(record: &Record) -> Option<Date> {
    record.report.published.as_deref().and_then(onrecord_times::published)
}
