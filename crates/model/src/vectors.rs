//! Vectors: which way a text's meaning points, told by its word pieces alone.
//!
//! A table has a vector for each word piece: what the encoder of the quick [`Judge`](crate::Judge) makes of the piece by itself, in the
//! directions that tell most, and the shorter, the commoner the piece is (Arora, Liang & Ma 2017). A text's vector is the sum of those of its
//! pieces, so that it costs next to nothing. `training/onrecord_training/pairs/vectors.py` makes the table.

use std::sync::{Arc, OnceLock};

use onrecord_text::ByteSpan;

use crate::error::WeightsError;
use crate::pieces::Vocabulary;
use crate::reader::Reader;
use crate::weights::{Table, Weights};

/// Numbers of a vector.
pub const WIDTH: usize = 256;
/// The direction of a text's meaning, in steps of its own; compare with [`similarity`].
pub type Vector = [i8; WIDTH];

/// A table of vectors. Threads may share one.
pub struct Vectors {
    table: Table,
    vocabulary: Arc<Vocabulary>,
}

impl Vectors {
    /// Reads a table from the bytes of a safetensors file; it shares the vocabulary of `reader`.
    ///
    /// # Errors
    /// If the bytes are no such file, or do not fit the reader.
    pub fn from_bytes(bytes: &[u8], reader: &Reader) -> Result<Self, WeightsError> {
        let (vocabulary, word) = reader.shared();
        let table = Weights::new(bytes)?.table("vectors", WIDTH, Some(word.rows()))?;
        Ok(Self { table, vocabulary })
    }

    /// The table that ships with onrecord.
    ///
    /// # Panics
    /// If the weights were built in from a broken file, which a test rules out.
    pub fn embedded() -> &'static Self {
        static VECTORS: OnceLock<Vectors> = OnceLock::new();
        VECTORS.get_or_init(|| {
            let bytes = include_bytes!("../weights/vectors-1.safetensors");
            Self::from_bytes(bytes, Reader::embedded()).expect("the shipped weights are tested")
        })
    }

    /// The vector of a text; all zeros if it has no words.
    pub fn of(&self, text: &str) -> Vector {
        let mut sum = [0.0; WIDTH];
        for piece in self.vocabulary.pieces(text, &[ByteSpan::new(0, text.len())]).all {
            self.table.add(piece.id as usize, &mut sum);
        }
        let largest = sum.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        sum.map(|x| (x * factor).round() as i8)
    }
}

/// The cosine of the angle between two vectors: 1 for the same direction, about 0 for texts that have nothing in common.
pub fn similarity(a: &Vector, b: &Vector) -> f32 {
    let dot =
        |a: &Vector, b: &Vector| a.iter().zip(b).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum::<i32>();
    let length = (dot(a, a) as f32 * dot(b, b) as f32).sqrt();
    if length > 0.0 { dot(a, b) as f32 / length } else { 0.0 }
}
