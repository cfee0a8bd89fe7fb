//! What happens to rows of numbers between two products: norms, activations, and the way to small integers and back.
//!
//! Row widths are multiples of 16. Sums run over sixteen lanes in the same order on every instruction set.

#![allow(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set of its caller"
)]

use super::numbers::{exp, gelu, whole};
use super::{Isa, Lanes, Level, PANEL, each_isa};

/// Added to a GELU before it is quantised, so that all of it is positive: its least value is -0.16997.
pub const GELU_SHIFT: f32 = 0.17;
/// What a byte holds for 0 where values have both signs.
pub const ZERO: u8 = 128;
/// The largest 16-bit query or key: 128 products of two such numbers still fit into 32 bits.
const QUERY_MOST: f32 = 4095.0;
/// The largest probability or value: a row's probabilities sum up to one, so that any number of products fits.
const VALUE_MOST: f32 = 32767.0;
/// What stands for 1 where exponentials are summed up.
const EXP_ONE: f32 = 1_048_576.0;

/// Scale and shift of a layer norm (Ba, Kiros & Hinton 2016).
pub struct Norm {
    /// Factor of each column.
    pub weight: Vec<f32>,
    /// Summand of each column.
    pub bias: Vec<f32>,
    /// Added to the variance.
    pub eps: f32,
}

/// The sum of `each` of a row's numbers, in sixteen lanes, and these by halves.
#[inline(always)]
fn sum(row: &[f32], each: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; 16];
    for chunk in row.as_chunks::<16>().0 {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += each(x);
        }
    }
    let lanes: [f32; 8] = std::array::from_fn(|i| lanes[i] + lanes[i + 8]);
    let lanes: [f32; 4] = std::array::from_fn(|i| lanes[i] + lanes[i + 4]);
    (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
}

/// The largest number of a row. As integers in the same order, because the compiler has vector code for their maximum.
#[inline(always)]
fn most(row: &[f32]) -> f32 {
    let order = |bits: u32| (bits ^ ((bits as i32 >> 31) as u32 >> 1)) as i32;
    let most = row.iter().map(|x| order(x.to_bits())).fold(i32::MIN, i32::max);
    f32::from_bits(order(most as u32) as u32)
}

/// The largest absolute value of a row: likewise.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    f32::from_bits(row.iter().map(|x| x.to_bits() & 0x7FFF_FFFF).fold(0, u32::max))
}

#[inline(always)]
fn normalise(row: &mut [f32], norm: &Norm) {
    let width = row.len() as f32;
    let mean = sum(row, |x| x) / width;
    for x in &mut *row {
        *x -= mean;
    }
    let squares = sum(row, |x| x * x);
    let factor = 1.0 / (squares / width + norm.eps).sqrt();
    for ((x, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
        *x = *x * factor * weight + bias;
    }
}

/// Bytes around [`ZERO`], and the number that one step stands for.
#[inline(always)]
fn to_bytes(row: &[f32], bytes: &mut [u8]) -> f32 {
    let largest = largest(row);
    let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    for (byte, x) in bytes.iter_mut().zip(row) {
        *byte = whole(x * factor) as u8 ^ ZERO;
    }
    largest / 127.0
}

each_isa! {
    /// Quantises each row of `width` numbers to bytes around [`ZERO`] with a step of its own.
    pub fn quantise(rows: &[f32], width: usize, bytes: &mut [u8], steps: &mut [f32]) {
        for ((row, bytes), step) in rows.chunks_exact(width).zip(bytes.chunks_exact_mut(width)).zip(steps) {
            *step = to_bytes(row, bytes);
        }
    }
}

each_isa! {
    /// Adds `update` to `rows`, normalises them and quantises the result.
    pub fn add_normalise_quantise(rows: &mut [f32], update: &[f32], norm: &Norm, bytes: &mut [u8], steps: &mut [f32]) {
        let width = norm.weight.len();
        let pairs = rows.chunks_exact_mut(width).zip(update.chunks_exact(width));
        for (((row, update), bytes), step) in pairs.zip(bytes.chunks_exact_mut(width)).zip(steps) {
            for (x, add) in row.iter_mut().zip(update) {
                *x += add;
            }
            normalise(row, norm);
            *step = to_bytes(row, bytes);
        }
    }
}

each_isa! {
    /// GELU of each row of `width` numbers, raised by [`GELU_SHIFT`], in bytes from 0.
    pub fn gelu_quantise(rows: &mut [f32], width: usize, bytes: &mut [u8], steps: &mut [f32]) {
        for ((row, bytes), step) in rows.chunks_exact_mut(width).zip(bytes.chunks_exact_mut(width)).zip(steps) {
            for x in &mut *row {
                *x = gelu(*x) + GELU_SHIFT;
            }
            let most = most(row);
            let factor = if most > 0.0 { 255.0 / most } else { 0.0 };
            for (byte, x) in bytes.iter_mut().zip(row) {
                *byte = whole(*x * factor) as u8;
            }
            *step = most / 255.0;
        }
    }
}

each_isa! {
    /// One head's queries: `width` numbers from `from` on in each row of `stride`, as 16-bit numbers with a step for each
    /// row, `factor` included.
    pub fn queries(rows: &[f32], stride: usize, from: usize, width: usize, factor: f32, out: &mut [i16], steps: &mut [f32]) {
        for ((row, out), step) in rows.chunks_exact(stride).zip(out.chunks_exact_mut(width)).zip(steps) {
            let row = &row[from..from + width];
            let largest = largest(row);
            let scale = if largest > 0.0 { QUERY_MOST / largest } else { 0.0 };
            for (q, x) in out.iter_mut().zip(row) {
                *q = whole(x * scale) as i16;
            }
            *step = largest / QUERY_MOST * factor;
        }
    }
}

each_isa! {
    /// One head's keys, packed as columns of a right-hand matrix, with a step for each.
    pub fn pack_keys(rows: &[f32], stride: usize, from: usize, width: usize, packed: &mut [Lanes], steps: &mut [f32]) {
        let words = width / 2;
        for (column, (row, step)) in rows.chunks_exact(stride).zip(steps).enumerate() {
            let row = &row[from..from + width];
            let largest = largest(row);
            let scale = if largest > 0.0 { QUERY_MOST / largest } else { 0.0 };
            let mut pairs = [0; 64];
            for (word, pair) in pairs.iter_mut().zip(row.as_chunks::<2>().0) {
                let [low, high] = pair.map(|x| whole(x * scale));
                *word = (low & 0xFFFF | high << 16) as i32;
            }
            let panel = &mut packed[column / PANEL * words * 2..][..words * 2];
            let (half, lane) = (column % PANEL / 16, column % 16);
            for (lanes, word) in panel.as_chunks_mut::<2>().0.iter_mut().zip(&pairs) {
                lanes[half].0[lane] = *word;
            }
            *step = largest / QUERY_MOST;
        }
    }
}

each_isa! {
    /// One head's values, packed as rows of a right-hand matrix of `words` pairs of rows; `step` is theirs together.
    pub fn pack_values(rows: &[f32], stride: usize, from: usize, width: usize, words: usize, packed: &mut [Lanes], step: &mut f32) {
        let mut most = 0.0_f32;
        for row in rows.chunks_exact(stride) {
            most = most.max(largest(&row[from..from + width]));
        }
        let scale = if most > 0.0 { VALUE_MOST / most } else { 0.0 };
        for (word, pair) in rows.chunks(2 * stride).enumerate() {
            let (first, second) = pair.split_at(stride);
            let second = if second.is_empty() { &[0.0; 128][..width] } else { &second[from..from + width] };
            let parts = first[from..from + width].as_chunks::<16>().0.iter().zip(second.as_chunks::<16>().0);
            for (part, (first, second)) in parts.enumerate() {
                let lanes = &mut packed[(part / 2 * words + word) * 2 + part % 2].0;
                for ((lane, first), second) in lanes.iter_mut().zip(first).zip(second) {
                    *lane = (whole(first * scale) & 0xFFFF | whole(second * scale) << 16) as i32;
                }
            }
        }
        *step = most / VALUE_MOST;
    }
}

each_isa! {
    /// Turns each row of scores over `keys` keys (padded to `stride`) into probabilities as 16-bit numbers; `steps` gets
    /// what one is worth, so that each row sums up to 1. `bias`, if there is one, holds what is added to a score for each
    /// distance from query to key, from `1 - keys` on; `first` is the first row's query.
    pub fn softmax(
        scores: &mut [f32], stride: usize, keys: usize, bias: &[f32], first: usize, out: &mut [i16], steps: &mut [f32],
    ) {
        let rows = scores.chunks_exact_mut(stride).zip(out.chunks_exact_mut(stride));
        for (query, ((row, out), step)) in (first..).zip(rows.zip(steps)) {
            if !bias.is_empty() {
                for (x, add) in row[..keys].iter_mut().zip(&bias[keys - 1 - query..]) {
                    *x += add;
                }
            }
            row[keys..].fill(f32::MIN);
            let most = most(row);
            // Summed up in integers, which may be done in any order: 2^20 for each 1, and no more than 2^10 numbers.
            let mut total = 0_i32;
            for x in &mut *row {
                *x = exp(*x - most);
                total = total.wrapping_add((whole(*x * EXP_ONE) & 0x3F_FFFF) as i32);
            }
            let factor = VALUE_MOST * EXP_ONE / total.max(1) as f32;
            for (p, x) in out.iter_mut().zip(&*row) {
                *p = whole(x * factor) as i16;
            }
            *step = 1.0 / out.iter().map(|&p| i32::from(p)).sum::<i32>().max(1) as f32;
        }
    }
}

/// The role head's last step, for one cue: see [`link`].
pub struct Link<'a> {
    /// What each piece adds and what it multiplies by, `stride` numbers a piece, from `from` on.
    pub pieces: &'a [f32],
    /// Numbers from one piece to the next.
    pub stride: usize,
    /// Where a piece's numbers begin.
    pub from: usize,
    /// What the cue adds, then what it multiplies by.
    pub cue: &'a [f32],
    /// A row for each bucket of distances.
    pub distance: &'a [f32],
    /// The bucket of each piece.
    pub buckets: &'a [u8],
    /// Normalises the sum.
    pub norm: &'a Norm,
    /// A row of weights for each label.
    pub weight: &'a [f32],
    /// A summand for each label.
    pub bias: &'a [f32],
}

each_isa! {
    /// `GELU(LN(a + b + d + p·q))` times the labels' weights, for each piece: a and p are the piece's, b and q the cue's, d the
    /// distance's. `hidden` is scratch as wide as the norm.
    pub fn link(link: &Link<'_>, hidden: &mut [f32], scores: &mut [f32]) {
        let width = hidden.len();
        let (b, q) = link.cue.split_at(width);
        let pieces = link.pieces.chunks_exact(link.stride).zip(link.buckets);
        for ((piece, &bucket), scores) in pieces.zip(scores.chunks_exact_mut(link.bias.len())) {
            let (a, p) = piece[link.from..link.from + 2 * width].split_at(width);
            let d = &link.distance[usize::from(bucket) * width..][..width];
            for (i, z) in hidden.iter_mut().enumerate() {
                *z = a[i] + b[i] + p[i] * q[i] + d[i];
            }
            normalise(hidden, link.norm);
            for z in &mut *hidden {
                *z = gelu(*z);
            }
            for ((score, weight), bias) in scores.iter_mut().zip(link.weight.chunks_exact(width)).zip(link.bias) {
                let mut lanes = [0.0; 16];
                for (w, z) in weight.as_chunks::<16>().0.iter().zip(hidden.as_chunks::<16>().0) {
                    for ((lane, w), z) in lanes.iter_mut().zip(w).zip(z) {
                        *lane += w * z;
                    }
                }
                *score = sum(&lanes, |x| x) + bias;
            }
        }
    }
}
