//! The encoder: word pieces to vectors (Vaswani et al. 2017, in the shape of BERT, Devlin et al. 2019).

use std::sync::Arc;

use crate::error::WeightsError;
use crate::kernel::rows::{
    Norm, add_normalise_quantise, gelu_quantise, pack_keys, pack_values, quantise, queries, softmax,
};
use crate::kernel::{Isa, Lanes, PANEL, Scales, multiply_shorts};
use crate::weights::{Left, Linear, Shape, Table, Weights};

/// Rows that pass through a layer's products together: few enough for the caches, and a multiple of the kernels' tiles.
const BLOCK: usize = 96;
/// Queries whose scores are held at a time.
const QUERIES: usize = 24;

/// Rows of the feature table: case (4) by quoted (2) by first piece of a paragraph (2).
const FEATURES: usize = 16;

pub struct Encoder {
    word: Arc<Table>,
    position: Table,
    feature: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    /// For each head, what is added to a score for each distance from query to key, from `1 - window` on.
    relative: Vec<f32>,
    hidden: usize,
    heads: usize,
    window: usize,
}

struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// Room for one window's numbers, to be used again for the next.
#[derive(Default)]
pub struct Scratch {
    /// The vectors of the window's pieces, `[CLS]` and `[SEP]` included; what [`Encoder::encode`] leaves behind.
    pub hidden: Vec<f32>,
    /// The same in bytes, with a step for each piece.
    pub bytes: Vec<u8>,
    pub steps: Vec<f32>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    wide: Vec<f32>,
    wide_bytes: Vec<u8>,
    update: Vec<f32>,
    attention: Attention,
}

#[derive(Default)]
struct Attention {
    keys: Vec<Lanes>,
    key_steps: Vec<f32>,
    values: Vec<Lanes>,
    queries: Vec<i16>,
    steps: Vec<f32>,
    scores: Vec<f32>,
    probabilities: Vec<i16>,
    zeros: Vec<f32>,
    starts: Vec<i32>,
}

impl Encoder {
    /// The encoder of `weights`, of shape `c`, which share the `word` table of another model or bring their own.
    pub fn new(weights: &Weights, c: &Shape, word: Option<Arc<Table>>) -> Result<Self, WeightsError> {
        let word = match word {
            Some(word) => word,
            None => Arc::new(weights.table("word", c.hidden, None)?),
        };
        if word.width() != c.hidden {
            return Err(WeightsError::Config("the shared word table has another width".into()));
        }
        if word.rows() <= c.cls.max(c.sep).max(c.unk) as usize {
            return Err(WeightsError::Config("a special piece lies outside the vocabulary".into()));
        }
        let spread = 2 * c.window - 1;
        Ok(Self {
            word,
            position: weights.table("position", c.hidden, Some(c.window))?,
            feature: weights.floats("feature", FEATURES * c.hidden)?,
            norm: weights.norm("norm", c.hidden, c.eps)?,
            layers: (0..c.layers).map(|i| Layer::new(weights, c, i)).collect::<Result<_, _>>()?,
            relative: if c.relative { weights.floats("relative", c.heads * spread)? } else { Vec::new() },
            hidden: c.hidden,
            heads: c.heads,
            window: c.window,
        })
    }

    /// The table of word pieces, to be shared.
    pub fn word(&self) -> Arc<Table> {
        Arc::clone(&self.word)
    }

    /// Encodes one window of at most [`Shape::window`] pieces; their vectors are left in `scratch`.
    pub fn encode(&self, isa: Isa, pieces: impl ExactSizeIterator<Item = (u32, u8)>, scratch: &mut Scratch) {
        let (n, width) = (pieces.len(), self.hidden);
        let s = scratch;
        s.hidden.clear();
        for (i, (id, feature)) in pieces.enumerate() {
            let at = usize::from(feature) * width;
            s.hidden.extend_from_slice(&self.feature[at..at + width]);
            let row = &mut s.hidden[i * width..];
            self.position.add(i, row);
            self.word.add(id as usize, row);
        }
        s.bytes.resize(n * width, 0);
        s.steps.resize(n, 0.0);
        s.context.clear();
        s.context.resize(n * width, 0.0);
        add_normalise_quantise(isa, &mut s.hidden, &s.context, &self.norm, &mut s.bytes, &mut s.steps);
        for layer in &self.layers {
            s.qkv.resize(n * 3 * width, 0.0);
            let blocks = s.bytes.chunks(BLOCK * width).zip(s.steps.chunks(BLOCK));
            for ((bytes, steps), qkv) in blocks.zip(s.qkv.chunks_mut(BLOCK * 3 * width)) {
                layer.qkv.apply(isa, bytes, steps, qkv);
            }
            self.attend(isa, n, &s.qkv, &mut s.context, &mut s.attention);
            quantise(isa, &s.context, width, &mut s.bytes, &mut s.steps);
            layer.finish(isa, s);
        }
    }

    /// Scaled dot-product attention in 16-bit integers: fine enough that its rounding is lost in that of the bytes.
    fn attend(&self, isa: Isa, n: usize, qkv: &[f32], context: &mut [f32], room: &mut Attention) {
        let (stride, head) = (3 * self.hidden, self.hidden / self.heads);
        let keys = n.next_multiple_of(PANEL);
        room.prepare(keys, head);
        let (factor, r) = (1.0 / (head as f32).sqrt(), room);
        for (h, at) in (0..self.hidden).step_by(head).enumerate() {
            let mut value_step = 0.0;
            pack_keys(isa, qkv, stride, self.hidden + at, head, &mut r.keys, &mut r.key_steps);
            pack_values(
                isa,
                qkv,
                stride,
                2 * self.hidden + at,
                head,
                keys / 2,
                &mut r.values,
                &mut value_step,
            );
            let value_steps = [value_step; 128];
            let bias = match self.relative.chunks_exact(2 * self.window - 1).nth(h) {
                Some(bias) => &bias[self.window - n..][..2 * n - 1],
                None => &[],
            };
            for first in (0..n).step_by(QUERIES) {
                let rows = QUERIES.min(n - first);
                let (scores, shares) = (&mut r.scores[..rows * keys], &mut r.probabilities[..rows * keys]);
                let (asked, asking) =
                    (&mut r.queries[..rows * head], &qkv[first * stride..][..rows * stride]);
                queries(isa, asking, stride, at, head, factor, asked, &mut r.steps);
                let scales =
                    Scales { start: &r.starts, rows: &r.steps, columns: &r.key_steps, bias: &r.zeros };
                multiply_shorts(isa, asked, head / 2, &r.keys, scales, scores, keys);
                softmax(isa, scores, keys, n, bias, first, shares, &mut r.steps);
                let scales =
                    Scales { start: &r.starts, rows: &r.steps, columns: &value_steps, bias: &r.zeros };
                let out = &mut context[first * self.hidden + at..];
                multiply_shorts(isa, shares, keys / 2, &r.values, scales, out, self.hidden);
            }
        }
    }
}

impl Attention {
    fn prepare(&mut self, keys: usize, head: usize) {
        self.keys.resize(keys * head / 32, Lanes::default());
        self.key_steps.resize(keys, 0.0);
        // What an earlier, longer window left here would be multiplied by probabilities of 0: harmless, as is padding.
        self.values.resize(keys * head / 32, Lanes::default());
        self.queries.resize(QUERIES * head, 0);
        self.steps.resize(QUERIES, 0.0);
        self.scores.resize(QUERIES * keys, 0.0);
        self.probabilities.resize(QUERIES * keys, 0);
        self.zeros.resize(keys.max(head), 0.0);
        self.starts.resize(keys.max(head), 0);
    }
}

impl Layer {
    fn new(weights: &Weights, shape: &Shape, i: usize) -> Result<Self, WeightsError> {
        let Shape { hidden, ffn, eps, .. } = *shape;
        let name = |part: &str| format!("layers.{i}.{part}");
        let linear =
            |part: &str, outputs, inputs, left| weights.linear(&[(&name(part), outputs)], inputs, left);
        Ok(Self {
            qkv: linear("qkv", 3 * hidden, hidden, Left::Signed)?,
            out: linear("out", hidden, hidden, Left::Signed)?,
            norm1: weights.norm(&name("norm1"), hidden, eps)?,
            up: linear("up", ffn, hidden, Left::Signed)?,
            down: linear("down", hidden, ffn, Left::Raised)?,
            norm2: weights.norm(&name("norm2"), hidden, eps)?,
        })
    }

    /// All that follows attention, whose result lies in `s.bytes`; each block of rows goes through on its own.
    fn finish(&self, isa: Isa, s: &mut Scratch) {
        let (width, ffn) = (self.out.outputs(), self.up.outputs());
        s.update.resize(BLOCK * width, 0.0);
        s.wide.resize(BLOCK * ffn, 0.0);
        s.wide_bytes.resize(BLOCK * ffn, 0);
        let blocks = s.bytes.chunks_mut(BLOCK * width).zip(s.steps.chunks_mut(BLOCK));
        for ((bytes, steps), hidden) in blocks.zip(s.hidden.chunks_mut(BLOCK * width)) {
            let rows = steps.len();
            let (update, wide) = (&mut s.update[..rows * width], &mut s.wide[..rows * ffn]);
            let wide_bytes = &mut s.wide_bytes[..rows * ffn];
            self.out.apply(isa, bytes, steps, update);
            add_normalise_quantise(isa, hidden, update, &self.norm1, bytes, steps);
            self.up.apply(isa, bytes, steps, wide);
            gelu_quantise(isa, wide, ffn, wide_bytes, steps);
            self.down.apply(isa, wide_bytes, steps, update);
            add_normalise_quantise(isa, hidden, update, &self.norm2, bytes, steps);
        }
    }
}
