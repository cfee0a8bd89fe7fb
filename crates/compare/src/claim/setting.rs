//! Setting: what is told around a proposition, and how far it makes another one likely to be the same.
//!
//! Two sentences of like words are mostly of one matter in a folder on one event, and mostly not in a pile of years. Of 337 pairs that
//! the model called the same in a pile of 3,500 reports of news, a quarter were; what their headlines and neighbouring sentences had in
//! common told more (area under the curve 0.85) than the model (0.70). So its likelihood is weighed by that; the weights are
//! of a logistic regression on these pairs.

use serde::{Deserialize, Serialize};

use super::matter::stems;
use crate::copy::word_key;

/// Fewer stems than this tell nothing.
const LEAST: usize = 8;
/// Settings that share less of the shorter one are of two matters, whatever the words.
const FOREIGN: f32 = 0.15;
/// How the log odds of the model and the share of words are added.
const MODEL: f32 = 0.63;
const SHARE: f32 = 10.5;
/// At this share a likelihood of one half stays what it is: of "same", and of "same" and "part" together.
pub(super) const EVEN_SAME: f32 = 0.3;
pub(super) const EVEN_EITHER: f32 = 0.25;

/// The stems of the headline and of the sentences around a proposition, its own among them, hashed, in order; none where nothing is
/// known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Setting(Vec<u32>);

impl Setting {
    /// Of these texts.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut keys: Vec<u32> = texts.into_iter().flat_map(stems).map(|stem| word_key(&stem)).collect();
        keys.sort_unstable();
        keys.dedup();
        Self(keys)
    }

    /// The share of the shorter one's stems that the other has too; none where either is too short to tell.
    pub(super) fn shared(&self, other: &Self) -> Option<f32> {
        let least = self.0.len().min(other.0.len());
        let both = || self.0.iter().filter(|key| other.0.binary_search(key).is_ok()).count();
        (least >= LEAST).then(|| both() as f32 / least as f32)
    }
}

/// Whether settings that share so much are of two matters.
pub(super) fn is_foreign(shared: f32) -> bool {
    shared < FOREIGN
}

/// A likelihood in settings that share so much, and are even at `even`: never more than before.
pub(super) fn weigh(score: f32, shared: f32, even: f32) -> f32 {
    let odds = (score / (1.0 - score).max(f32::EPSILON)).max(f32::EPSILON).ln();
    let weighed = 1.0 / (1.0 + (-(MODEL * odds + SHARE * (shared - even))).exp());
    score.min(weighed)
}

#[cfg(test)]
mod tests {
    use super::{Setting, is_foreign, weigh};

    #[test]
    fn settings_share_stems_of_the_shorter_one() {
        let fire = Setting::of([
            "Fire in the port of Ostra",
            "Two grain stores burned, the harbour master told reporters.",
        ]);
        let again = Setting::of([
            "Ostra: stores burn in port fire",
            "A reporter saw the grain; the harbour was closed.",
        ]);
        assert_eq!(fire.shared(&again), Some(0.8));
        assert_eq!(again.shared(&fire), Some(0.8));
        assert_eq!(fire.shared(&Setting::of(["Fire in Ostra"])), None, "too short to tell");
        assert_eq!(fire.shared(&Setting::default()), None);
        let vote = Setting::of([
            "Parliament votes on a law about schools; teachers protest, and parents agree with them.",
        ]);
        assert!(is_foreign(fire.shared(&vote).unwrap()));
    }

    #[test]
    fn a_strange_setting_lowers_a_likelihood_and_none_raises_it() {
        assert!(weigh(0.6, 0.12, 0.3) < 0.2);
        assert!((weigh(0.9, 0.15, 0.3) - 0.45).abs() < 0.01);
        assert!((weigh(0.6, 0.6, 0.3) - 0.6).abs() < 1e-6);
        assert!(weigh(1.0, 0.2, 0.3).is_finite() && weigh(0.0, 0.2, 0.3) >= 0.0);
    }
}
