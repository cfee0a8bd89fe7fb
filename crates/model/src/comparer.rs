//! The comparer: a judge of pairs whose encoder also gives a vector for one proposition.
//!
//! Texts of like meaning get vectors of like direction (Reimers & Gurevych 2019). Its table of word pieces is the reader's.

use std::array::from_fn;
use std::ops::Deref;
use std::sync::OnceLock;

use crate::error::WeightsError;
use crate::judge::{Judge, sum};
use crate::reader::Reader;

/// Numbers of a vector.
const WIDTH: usize = 384;
/// The direction of a text's meaning, in steps of its own; compare with [`similarity`].
pub type Vector = [i8; WIDTH];

/// A model, ready to compare. Threads may share one.
pub struct Comparer {
    judge: Judge,
}

impl Comparer {
    /// Reads a model from the bytes of a safetensors file; it shares the vocabulary and the word table of `reader`.
    ///
    /// # Errors
    /// If the bytes are no such file, do not hold all that its configuration asks for, or do not fit the reader.
    pub fn from_bytes(bytes: &[u8], reader: &Reader) -> Result<Self, WeightsError> {
        let judge = Judge::from_bytes(bytes, reader)?;
        if judge.shape.hidden == WIDTH {
            Ok(Self { judge })
        } else {
            Err(WeightsError::Config("no shape of a comparer".into()))
        }
    }

    /// The model that ships with onrecord.
    ///
    /// # Panics
    /// If the weights were built in from a broken file, which a test rules out.
    pub fn embedded() -> &'static Self {
        static COMPARER: OnceLock<Comparer> = OnceLock::new();
        COMPARER.get_or_init(|| {
            let bytes = include_bytes!("../weights/comparer-1.safetensors");
            Self::from_bytes(bytes, Reader::embedded()).expect("the shipped weights are tested")
        })
    }

    /// The vector of a text; all zeros if it has no words. Of a long text the beginning counts.
    pub fn vector(&self, text: &str) -> Vector {
        let mut pieces = vec![(self.shape.cls, 0)];
        self.add(text, 2 * self.content(), 0, &mut pieces);
        if pieces.len() == 1 {
            return [0; WIDTH];
        }
        pieces.push((self.shape.sep, 0));
        let sum = self.encoded(&pieces, |hidden| sum(hidden.chunks_exact(WIDTH), WIDTH));
        let largest = sum.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        from_fn(|i| (sum[i] * factor).round() as i8)
    }
}

impl Deref for Comparer {
    type Target = Judge;

    fn deref(&self) -> &Judge {
        &self.judge
    }
}

/// The cosine of the angle between two vectors: 1 for the same direction, about 0 for texts that have nothing in common.
pub fn similarity(a: &Vector, b: &Vector) -> f32 {
    let dot =
        |a: &Vector, b: &Vector| a.iter().zip(b).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum::<i32>();
    let length = (dot(a, a) as f32 * dot(b, b) as f32).sqrt();
    if length > 0.0 { dot(a, b) as f32 / length } else { 0.0 }
}
