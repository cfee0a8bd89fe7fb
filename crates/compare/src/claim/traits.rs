//! Traits: what a proposition is held against others by before anybody judges the two.

use onrecord_model::{Vector, Vectors, WIDTH, similarity};

use super::proposition::Proposition;
use super::setting::{Common, Setting};
use crate::copy::word_key;
use crate::story::weighed;

/// Steps of a term's weight: the lowest bits of a term.
const STEPS: u32 = 15;
/// The weight of the last step: what is said by a word that is rare in news, rounded up.
const HEAVIEST: f32 = 6.4;

/// What a proposition is held against others by: the direction of its meaning, its words by how much they tell, and what is told around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Traits {
    vector: Vector,
    /// In order, each once: a hashed stem, with its weight in the lowest bits.
    terms: Box<[u32]>,
    setting: Setting,
}

impl Traits {
    /// Of a proposition.
    pub fn of(proposition: &Proposition) -> Self {
        let term = |(stem, weight): (String, f32)| {
            let step = (weight / HEAVIEST * STEPS as f32).round().clamp(1.0, STEPS as f32);
            word_key(&stem) & !STEPS | step as u32
        };
        let mut terms: Vec<u32> = weighed(&proposition.text).map(term).collect();
        terms.sort_unstable();
        terms.dedup();
        let vector = Vectors::embedded().of(&proposition.text);
        Self { vector, terms: terms.into(), setting: proposition.setting.clone() }
    }

    /// Where its meaning points.
    pub const fn vector(&self) -> &Vector {
        &self.vector
    }

    /// How like two propositions are, from about 0 to 1: the mean of the cosine of their vectors and of the share of what their words tell
    /// that they have in common. Either alone tells pairs worth judging worse than both.
    pub fn likeness(&self, other: &Self) -> f32 {
        let shared = self.terms.iter().filter(|term| other.terms.binary_search(term).is_ok());
        let whole = (weight(self.terms.iter()) * weight(other.terms.iter())).sqrt();
        let terms = if whole > 0.0 { weight(shared) / whole } else { 0.0 };
        f32::midpoint(similarity(&self.vector, &other.vector), terms)
    }

    /// Whether what is told around the two, of two reports, is of different matters.
    pub(super) fn is_foreign(&self, other: &Self) -> bool {
        self.setting.common(&other.setting).is_some_and(Common::is_foreign)
    }

    /// As bytes, for [`Traits::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let [near, report] = self.setting.keys();
        let lists = [&*self.terms, near, report];
        let numbers = lists.into_iter().flat_map(|list| {
            std::iter::once(list.len() as u32).chain(list.iter().copied()).flat_map(u32::to_le_bytes)
        });
        self.vector.iter().map(|n| n.to_ne_bytes()[0]).chain(numbers).collect()
    }

    /// What [`Traits::to_bytes`] gave; none of other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (vector, rest) = bytes.split_first_chunk::<WIDTH>()?;
        let (numbers, []) = rest.as_chunks::<4>() else { return None };
        let mut numbers = numbers.iter().map(|&bytes| u32::from_le_bytes(bytes));
        let mut list = || {
            let count = numbers.next()? as usize;
            let list: Vec<u32> = numbers.by_ref().take(count).collect();
            (list.len() == count).then_some(list)
        };
        let (terms, near, report) = (list()?, list()?, list()?);
        let vector = vector.map(|byte| i8::from_ne_bytes([byte]));
        numbers.next().is_none().then(|| Self {
            vector,
            terms: terms.into(),
            setting: Setting::of_keys([near, report]),
        })
    }
}

fn weight<'t>(terms: impl Iterator<Item = &'t u32>) -> f32 {
    terms.map(|term| term & STEPS).sum::<u32>() as f32
}

#[cfg(test)]
mod tests {
    use super::super::Proposition;
    use super::Traits;

    fn traits(text: &str) -> Traits {
        Traits::of(&Proposition::of_words(text, text, None, "", None))
    }

    #[test]
    fn what_says_the_same_in_the_same_words_is_likest() {
        let [told, again, reworded, other] = [
            "The port of Ostra will not open before Friday.",
            "that the port of Ostra will not open before Friday",
            "Ostra's harbour is to stay shut until Friday.",
            "A committee is looking into school meals.",
        ]
        .map(traits);
        let like = |to: &Traits| told.likeness(to);
        assert!(like(&again) > 0.95 && like(&again) > like(&reworded), "{}", like(&again));
        assert!(like(&reworded) > 0.3 && like(&reworded) > like(&other) + 0.2, "{}", like(&reworded));
        assert!(traits("").likeness(&told).abs() < f32::EPSILON);
    }

    #[test]
    fn traits_travel_as_bytes() {
        let told = traits("The port of Ostra will not open before Friday.");
        let bytes = told.to_bytes();
        assert_eq!(Traits::from_bytes(&bytes), Some(told));
        assert_eq!(Traits::from_bytes(&bytes[..bytes.len() - 4]), None);
        assert_eq!(Traits::from_bytes(&[bytes, vec![0; 4]].concat()), None);
        assert_eq!(Traits::from_bytes(b""), None);
    }
}
