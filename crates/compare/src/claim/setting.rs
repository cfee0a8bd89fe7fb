//! Setting: what is told around a proposition, which can tell that another one is of a different matter.
//!
//! Two sentences of like words are mostly of one matter in a folder on one event, and mostly not in a pile of years. Of 337 pairs that
//! the quick judge called the same in a pile of 3,500 reports of news, a quarter were; what their headlines and neighbouring sentences had
//! in common told more (area under the curve 0.85) than its likelihood (0.70). Beside the careful judge (0.88) only the plainest cases
//! are left to it: settings that share next to nothing, in reports that are not on one event.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::matter::stems;
use crate::copy::word_key;
use crate::story::telling;

/// Fewer stems than this tell nothing.
const LEAST: usize = 8;
/// Settings that share less of the shorter one are of two matters, whatever the words, unless their reports are on one event.
const FOREIGN: f32 = 0.15;
/// Reports that share as many of the 40 words that tell most about each are on one event: nine of ten pairs of reports in groups on one
/// event do, and one of 1,500 pairs at random.
const ONE_EVENT: usize = 7;

/// The words that tell most about a report: hashed stems, in order. Its propositions share them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Telling(Arc<[u32]>);

impl Telling {
    /// Of a report with this headline and text.
    pub fn of(title: &str, text: &str) -> Self {
        Self(keys(telling(title, text).into_iter()).into())
    }
}

/// What is known around a proposition: hashed stems, each in order; none where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Those of the headline and of the sentences around it, its own among them.
    near: Arc<[u32]>,
    report: Telling,
}

/// How much two settings have in common.
#[derive(Clone, Copy)]
pub(super) struct Common {
    /// The share of the shorter one's stems near by that the other has too.
    near: f32,
    /// Whether their reports may be on one event.
    event: bool,
}

impl Setting {
    /// Of these texts around it, in a report of which `report` tells most.
    pub fn of<'t>(near: impl IntoIterator<Item = &'t str>, report: &Telling) -> Self {
        Self { near: keys(near.into_iter().flat_map(stems)).into(), report: report.clone() }
    }

    /// The stems near by and those of the report, for [`Setting::of_keys`].
    pub(super) fn keys(&self) -> [&[u32]; 2] {
        [&self.near, &self.report.0]
    }

    /// Of what [`Setting::keys`] gave.
    pub(super) fn of_keys([near, report]: [Vec<u32>; 2]) -> Self {
        Self { near: near.into(), report: Telling(report.into()) }
    }

    /// What it has in common with another; none where either is too short to tell.
    pub(super) fn common(&self, other: &Self) -> Option<Common> {
        let least = self.near.len().min(other.near.len());
        let unknown = self.report.0.is_empty() || other.report.0.is_empty();
        (least >= LEAST).then(|| Common {
            near: both(&self.near, &other.near) as f32 / least as f32,
            event: unknown || both(&self.report.0, &other.report.0) >= ONE_EVENT,
        })
    }
}

impl Common {
    /// Whether the two are of different matters.
    pub(super) fn is_foreign(self) -> bool {
        !self.event && self.near < FOREIGN
    }
}

fn keys(stems: impl Iterator<Item = String>) -> Vec<u32> {
    let mut keys: Vec<u32> = stems.map(|stem| word_key(&stem)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How many of one are in the other; both are in order.
fn both(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|key| b.binary_search(key).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::{Setting, Telling, keys};

    const FIRE: [&str; 2] =
        ["Fire in the port of Ostra", "Two grain stores burned, the harbour master told reporters."];
    const AGAIN: [&str; 2] =
        ["Ostra: stores burn in port fire", "A reporter saw the grain; the harbour was closed."];
    const VOTE: [&str; 1] =
        ["Parliament votes on a law about schools; teachers protest, and parents agree with them."];

    fn telling(words: &[&str]) -> Telling {
        Telling(keys(words.iter().map(|word| (*word).to_owned())).into())
    }

    fn of<const N: usize>(near: [&str; N], words: &[&str]) -> Setting {
        Setting::of(near, &telling(words))
    }

    #[test]
    fn settings_share_stems_of_the_shorter_one() {
        let shared = |a: &Setting, b: &Setting| a.common(b).map(|common| common.near);
        let [fire, again, vote] = [of(FIRE, &[]), of(AGAIN, &[]), of(VOTE, &[])];
        assert_eq!(shared(&fire, &again), Some(0.8));
        assert_eq!(shared(&again, &fire), Some(0.8));
        assert_eq!(shared(&fire, &vote), Some(0.0));
        assert_eq!(shared(&fire, &of(["Fire in Ostra"], &[])), None, "too short to tell");
        assert_eq!(shared(&fire, &Setting::default()), None);
    }

    #[test]
    fn reports_on_one_event_may_tell_of_a_matter_in_other_words() {
        let words = ["ostra", "port", "grain", "store", "harbour", "master", "burn", "fire"];
        let schools = ["school", "teacher", "law", "parent"];
        let fire = of(FIRE, &words);
        let foreign = |other: &Setting| fire.common(other).unwrap().is_foreign();
        assert!(foreign(&of(VOTE, &schools)));
        assert!(!foreign(&of(VOTE, &words[1..])));
        assert!(foreign(&of(VOTE, &words[2..])));
        assert!(!foreign(&of(VOTE, &[])), "nothing is known of the report");
    }
}
