//! A judge: how two propositions stand to each other.
//!
//! An encoder reads the two side by side, so that each word of one is weighed against the words of the other.

use std::array::from_fn;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use onrecord_text::ByteSpan;
use serde::Deserialize;

use crate::encoder::{Encoder, Scratch};
use crate::error::WeightsError;
use crate::kernel::Isa;
use crate::kernel::numbers::gelu;
use crate::kernel::rows::quantise;
use crate::pieces::Vocabulary;
use crate::reader::Reader;
use crate::weights::{Left, Linear, Shape, Weights};

/// How two propositions can stand to each other.
pub const RELATIONS: [&str; 5] = ["same", "part", "contradicts", "related", "different"];
/// How the figures of two propositions can stand to each other.
pub const FIGURES: [&str; 3] = ["none", "agree", "disagree"];

/// What a piece's feature says beside the case of its word: it belongs to source or cue, or to the second side.
const VOICE: u8 = 4;
const SECOND: u8 = 8;
/// Width of the layer between the encoder and the answers.
const HEAD: usize = 128;
/// Added to a probability before its logarithm is taken.
const FLOOR: f32 = 1e-3;
/// The share of the longer side from which on a copy is most of it.
const MOSTLY: f32 = 0.66;

/// One of two propositions to be compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The words of the source; may be empty.
    pub source: &'a str,
    /// The words of the cue; may be empty.
    pub cue: &'a str,
    /// The words of the proposition.
    pub text: &'a str,
}

/// How likely each answer is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// In the order of [`RELATIONS`].
    pub relations: [f32; 5],
    /// In the order of [`FIGURES`].
    pub figures: [f32; 3],
}

/// What a judge's configuration says besides its shape: its name, how many pieces it reads of each part, and curves.
#[derive(Deserialize)]
struct Limits {
    name: String,
    /// Of a proposition, in a pair.
    content: usize,
    /// Of source and cue together; of the source alone, four less.
    voice: usize,
    /// What is added to the number that a piece has in the reader's vocabulary.
    #[serde(default)]
    shift: u32,
    /// Weights and constant of the curve for "same", and of that for "same" and "part" together; see [`Judge::likely`].
    same: [f32; 8],
    either: [f32; 8],
}

/// A model that judges pairs. Threads may share one.
pub struct Judge {
    isa: Isa,
    shape: Shape,
    limits: Limits,
    vocabulary: Arc<Vocabulary>,
    encoder: Encoder,
    mix: Linear,
    out_weight: Vec<f32>,
    out_bias: Vec<f32>,
    rooms: Mutex<Vec<Scratch>>,
}

impl Judge {
    /// Reads a model from the bytes of a safetensors file. It shares the vocabulary of `reader`, and its word table unless
    /// the file brings its own.
    ///
    /// # Errors
    /// If the bytes are no such file, do not hold all that its configuration asks for, or do not fit the reader.
    pub fn from_bytes(bytes: &[u8], reader: &Reader) -> Result<Self, WeightsError> {
        let weights = Weights::new(bytes)?;
        let (shape, limits) = (weights.shape()?, weights.config::<Limits>()?);
        let room = 2 * limits.content.saturating_add(limits.voice).saturating_add(2);
        if room > shape.window || limits.content == 0 || limits.voice < 4 {
            return Err(WeightsError::Config("no shape of a judge".into()));
        }
        let (vocabulary, word) = reader.shared();
        let word = (!weights.has("word")).then_some(word);
        let answers = RELATIONS.len() + FIGURES.len();
        let mix = weights.linear(&[("mix", HEAD)], 3 * shape.hidden, Left::Signed)?;
        Ok(Self {
            isa: Isa::best(),
            vocabulary,
            encoder: Encoder::new(&weights, &shape, word)?,
            mix,
            out_weight: weights.floats("out.weight", answers * HEAD)?,
            out_bias: weights.floats("out.bias", answers)?,
            rooms: Mutex::default(),
            shape,
            limits,
        })
    }

    /// The quick judge that ships with onrecord, which is asked about every pair.
    ///
    /// # Panics
    /// If the weights were built in from a broken file, which a test rules out.
    pub fn quick() -> &'static Self {
        static QUICK: OnceLock<Judge> = OnceLock::new();
        QUICK.get_or_init(|| Self::shipped(include_bytes!("../weights/comparer-1.safetensors")))
    }

    /// The careful judge that ships with onrecord: slower than the [quick](Judge::quick) one, for pairs on which much depends.
    ///
    /// # Panics
    /// As the quick one.
    pub fn careful() -> &'static Self {
        static CAREFUL: OnceLock<Judge> = OnceLock::new();
        CAREFUL.get_or_init(|| Self::shipped(include_bytes!("../weights/judge-1.safetensors")))
    }

    fn shipped(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes, Reader::embedded()).expect("the shipped weights are tested")
    }

    /// What the model is called.
    pub fn name(&self) -> &str {
        &self.limits.name
    }

    /// How likely two propositions are the same, and how likely one is at least a part of the other: logistic curves over the
    /// logarithms of the answers and two hints, fitted on pairs that the model was not trained on. `copied` is the share of the
    /// longer side that the shorter one makes up, where it stands in it word for word.
    pub fn likely(&self, found: &Comparison, copied: Option<f32>) -> [f32; 2] {
        let mostly = copied.is_some_and(|share| share >= MOSTLY);
        let hints = [f32::from(u8::from(mostly)), f32::from(u8::from(copied.is_some() && !mostly))];
        [&self.limits.same, &self.limits.either].map(|curve| {
            let terms = found.relations.iter().map(|p| (p + FLOOR).ln()).chain(hints).zip(curve);
            let score = curve[7] + terms.map(|(x, weight)| x * weight).sum::<f32>();
            1.0 / (1.0 + (-score).exp())
        })
    }

    /// How two propositions stand to each other. The order of the two may move the numbers a little.
    pub fn compare(&self, a: Side<'_>, b: Side<'_>) -> Comparison {
        let mut pieces = vec![(self.shape.cls, 0)];
        self.add_side(a, 0, &mut pieces);
        pieces.push((self.shape.sep, 0));
        let second = pieces.len();
        self.add_side(b, SECOND, &mut pieces);
        pieces.push((self.shape.sep, 0));

        let width = self.shape.hidden;
        let input = self.encoded(&pieces, |hidden| {
            let mean = |range: Range<usize>| {
                let own =
                    |i: usize| range.contains(&i) && pieces[i].1 & VOICE == 0 && !self.is_frame(pieces[i].0);
                let count = (0..pieces.len()).filter(|&i| own(i)).count().max(1) as f32;
                let rows = hidden.chunks_exact(width).enumerate().filter(|&(i, _)| own(i));
                let mut mean = sum(rows.map(|(_, row)| row), width);
                for x in &mut mean {
                    *x /= count;
                }
                mean
            };
            let (u, v) = (mean(1..second), mean(second..pieces.len()));
            let mut input = hidden[..width].to_vec();
            input.extend(u.iter().zip(&v).map(|(x, y)| x * y));
            input.extend(u.iter().zip(&v).map(|(x, y)| (x - y).abs()));
            input
        });
        self.answer(&input)
    }

    /// The mean of what the encoder makes of a text's pieces; none if it has none. Of a long text the beginning counts.
    pub fn mean(&self, text: &str) -> Option<Vec<f32>> {
        let mut pieces = vec![(self.shape.cls, 0)];
        self.add(text, 2 * self.limits.content, 0, &mut pieces);
        pieces.push((self.shape.sep, 0));
        let (width, count) = (self.shape.hidden, pieces.len() as f32);
        let sum = self.encoded(&pieces, |hidden| sum(hidden.chunks_exact(width), width));
        (pieces.len() > 2).then(|| sum.into_iter().map(|x| x / count).collect())
    }

    /// What `of` makes of the vectors of these pieces.
    fn encoded<T>(&self, pieces: &[(u32, u8)], of: impl FnOnce(&[f32]) -> T) -> T {
        let mut room = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        self.encoder.encode(self.isa, pieces.iter().copied(), &mut room);
        let made = of(&room.hidden);
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        made
    }

    fn answer(&self, input: &[f32]) -> Comparison {
        let (mut bytes, mut step) = (vec![0; input.len()], [0.0]);
        quantise(self.isa, input, input.len(), &mut bytes, &mut step);
        let mut mixed = vec![0.0; self.mix.outputs()];
        self.mix.apply(self.isa, &bytes, &step, &mut mixed);
        for x in &mut mixed {
            *x = gelu(*x);
        }
        let rows = self.out_weight.chunks_exact(HEAD).zip(&self.out_bias);
        let scores: Vec<f32> =
            rows.map(|(row, bias)| bias + row.iter().zip(&mixed).map(|(w, x)| w * x).sum::<f32>()).collect();
        Comparison { relations: softmax(&scores[..5]), figures: softmax(&scores[5..]) }
    }

    fn is_frame(&self, id: u32) -> bool {
        id == self.shape.cls || id == self.shape.sep
    }

    fn add_side(&self, side: Side<'_>, mark: u8, pieces: &mut Vec<(u32, u8)>) {
        let Limits { content, voice, .. } = self.limits;
        let first = pieces.len();
        self.add(side.source, voice - 4, VOICE + mark, pieces);
        self.add(side.cue, voice - (pieces.len() - first), VOICE + mark, pieces);
        self.add(side.text, content, mark, pieces);
    }

    /// Adds the first `most` pieces of `text`.
    fn add(&self, text: &str, most: usize, mark: u8, pieces: &mut Vec<(u32, u8)>) {
        let all = self.vocabulary.pieces(text, &[ByteSpan::new(0, text.len())]).all;
        pieces.extend(all.iter().take(most).map(|p| (p.id + self.limits.shift, (p.feature & 3) + mark)));
    }
}

/// The sum of rows of `width` numbers.
fn sum<'a>(rows: impl Iterator<Item = &'a [f32]>, width: usize) -> Vec<f32> {
    let mut total = vec![0.0; width];
    for row in rows {
        for (sum, x) in total.iter_mut().zip(row) {
            *sum += x;
        }
    }
    total
}

fn softmax<const N: usize>(scores: &[f32]) -> [f32; N] {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: [f32; N] = from_fn(|i| (scores[i] - most).exp());
    let total: f32 = raised.iter().sum();
    raised.map(|x| x / total)
}
