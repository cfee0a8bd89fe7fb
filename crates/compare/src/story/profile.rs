//! What a report is about: its weighted words.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_text::words;

/// So many words of the body are looked at, and so many of them count as its opening.
const BODY: usize = 600;
const OPENING: usize = 120;
/// Weights of a word in the headline, in the opening, and below.
const IN_TITLE: f32 = 3.0;
const IN_OPENING: f32 = 2.0;
/// A profile keeps its heaviest words.
const WORDS: usize = 120;
/// Stems in more than so many reports of a thousand say nothing.
const TOO_COMMON: u32 = 250;
/// What stems that are not listed are taken for: in so many reports of a thousand.
const UNLISTED: f32 = 1.7;

/// In how many news reports of a thousand a stem occurs.
static FREQUENCY: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let lines = include_str!("../../data/frequency.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(share, stems)| {
            let share = share.parse().unwrap_or(0);
            stems.split(' ').map(move |stem| (stem, share))
        })
        .collect()
});

/// A unit vector of stems, heaviest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    pub(super) words: Vec<(Box<str>, f32)>,
}

impl Profile {
    /// What a headline and a text are about.
    pub(super) fn of(title: &str, text: &str) -> Self {
        let mut counts: HashMap<String, f32> = HashMap::new();
        let mut count = |text: &str, most: usize, weigh: &dyn Fn(usize) -> f32| {
            for (i, word) in words(text).take(most).enumerate() {
                *counts.entry(stem(word.of(text))).or_default() += weigh(i);
            }
        };
        count(title, BODY, &|_| IN_TITLE);
        count(text, BODY, &|i| if i < OPENING { IN_OPENING } else { 1.0 });
        let mut weighted: Vec<(Box<str>, f32)> = counts
            .into_iter()
            .filter_map(|(stem, n)| Some((rarity(&stem)? * (1.0 + n.ln()), stem)))
            .map(|(weight, stem)| (stem.into_boxed_str(), weight))
            .collect();
        weighted.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        weighted.truncate(WORDS);
        let length = weighted.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut weighted {
                *weight /= length;
            }
        }
        Self { words: weighted }
    }
}

/// So many of a report's words tell what it is about.
const TELLING: usize = 40;

/// The words that tell most about a report, by its headline and text; as stems, 40 at most, heaviest first.
pub(crate) fn telling(title: &str, text: &str) -> Vec<String> {
    Profile::of(title, text).words.into_iter().take(TELLING).map(|(stem, _)| stem.into_string()).collect()
}

/// The stems of a text's words and how much each says; those that say nothing are left out.
pub(crate) fn weighed(text: &str) -> impl Iterator<Item = (String, f32)> {
    words(text).filter_map(|word| {
        let stem = stem(word.of(text));
        rarity(&stem).map(|weight| (stem, weight))
    })
}

/// How much a stem says: the logarithm of how rare it is; nothing if it is everywhere.
fn rarity(stem: &str) -> Option<f32> {
    if !stem.chars().any(char::is_alphanumeric) {
        return None;
    }
    let share = FREQUENCY.get(stem).copied();
    (share.unwrap_or(0) <= TOO_COMMON).then(|| (1000.0 / share.map_or(UNLISTED, |s| s as f32)).ln())
}

/// A word without its possessive and its commonest endings, as in `data/frequency.txt`.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    let plain = lower.strip_suffix("'s").unwrap_or(&lower);
    let cut = ["ing", "ed", "es", "s"]
        .iter()
        .filter_map(|end| plain.strip_suffix(end))
        .find(|rest| rest.chars().count() >= 4);
    cut.unwrap_or(plain).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_those_of_the_list() {
        assert_eq!(stem("Ministers"), "minister");
        assert_eq!(stem("Oxbow’s"), "oxbow");
        assert!(FREQUENCY.len() > 4000 && FREQUENCY.contains_key("minister"));
    }

    #[test]
    fn rare_words_weigh_most_and_common_ones_nothing() {
        assert_eq!(rarity("the"), None);
        assert!(rarity("oxbow") > rarity("minister"));
    }
}
