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
/// The largest probability of a row, before the row is divided by its sum.
const PROBABILITY_MOST: f32 = 8191.0;

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
    /// One head's values, packed as rows of a right-hand matrix of `words` pairs of rows; `step` is theirs together. They are
    /// as fine as the products with so many probabilities allow.
    pub fn pack_values(rows: &[f32], stride: usize, from: usize, width: usize, words: usize, packed: &mut [Lanes], step: &mut f32) {
        let mut most = 0.0_f32;
        for row in rows.chunks_exact(stride) {
            most = most.max(largest(&row[from..from + width]));
        }
        let limit = (i32::MAX as f32 / PROBABILITY_MOST / (2 * words) as f32 - 1.0).min(f32::from(i16::MAX));
        let scale = if most > 0.0 { limit / most } else { 0.0 };
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
        *step = most / limit;
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
            // Summed up as integers, which may be done in any order.
            let mut total = 0;
            for (p, x) in out.iter_mut().zip(&*row) {
                let scaled = whole(exp(x - most) * PROBABILITY_MOST);
                *p = scaled as i16;
                total += scaled & 0x3FFF;
            }
            *step = 1.0 / total.max(1) as f32;
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
        let (add, factor) = link.cue.split_at(width);
        let pieces = link.pieces.chunks_exact(link.stride).zip(link.buckets);
        for ((row, &bucket), scores) in pieces.zip(scores.chunks_exact_mut(link.bias.len())) {
            let (piece, multiply) = row[link.from..link.from + 2 * width].split_at(width);
            let d = &link.distance[usize::from(bucket) * width..][..width];
            for (i, z) in hidden.iter_mut().enumerate() {
                *z = add[i] + piece[i] + multiply[i] * factor[i] + d[i];
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -4 and 4, none of them round.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count as u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 8) as f32 / f32::from(u16::MAX) / 32.0 - 4.0)
            .collect()
    }

    /// What `f` leaves behind must be the same, bit by bit, on all instruction sets.
    fn same<T: PartialEq + std::fmt::Debug>(f: impl Fn(Isa) -> T) {
        let all: Vec<T> = Isa::all().into_iter().map(f).collect();
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:?}");
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let norm = Norm { weight: numbers(96), bias: numbers(96), eps: 1e-12 };
        let rows = numbers(5 * 96);
        same(|isa| {
            let (mut rows, mut bytes, mut steps) = (rows.clone(), vec![0; 480], vec![0.0; 5]);
            add_normalise_quantise(isa, &mut rows, &numbers(480), &norm, &mut bytes, &mut steps);
            gelu_quantise(isa, &mut rows.clone(), 96, &mut bytes[..480], &mut steps);
            (rows.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), bytes, steps)
        });
        same(|isa| {
            let (mut packed, mut steps) = (vec![Lanes::default(); 2 * 16], vec![0.0; 5]);
            pack_keys(isa, &rows, 96, 32, 32, &mut packed, &mut steps);
            let keys: Vec<_> = packed.iter().map(|lanes| lanes.0).collect();
            let mut step = 0.0;
            pack_values(isa, &rows, 96, 64, 32, 16, &mut packed, &mut step);
            (keys, packed.iter().map(|lanes| lanes.0).collect::<Vec<_>>(), steps, step)
        });
        same(|isa| {
            let (mut scores, mut out, mut steps) = (rows.clone(), vec![0; 480], vec![0.0; 5]);
            softmax(isa, &mut scores, 96, 90, &numbers(179), 3, &mut out, &mut steps);
            (out, steps)
        });
    }

    #[test]
    fn probabilities_sum_up_to_one_and_padding_has_none() {
        let mut scores = vec![0.0, 2.0_f32.ln(), 5.0_f32.ln(), -200.0];
        scores.resize(32, 99.0);
        let (mut out, mut step) = (vec![0; 32], [0.0]);
        softmax(Isa::best(), &mut scores, 32, 4, &[], 0, &mut out, &mut step);
        let p: Vec<f32> = out.iter().map(|&p| f32::from(p) * step[0]).collect();
        for (found, expected) in p.iter().zip([0.125, 0.25, 0.625, 0.0]) {
            assert!((found - expected).abs() < 1e-3, "{p:?}");
        }
        assert!(out[3..].iter().all(|&p| p == 0));
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn bytes_stand_for_their_numbers_to_half_a_step() {
        let row = numbers(64);
        let (mut bytes, mut steps) = (vec![0; 64], [0.0]);
        quantise(Isa::best(), &row, 64, &mut bytes, &mut steps);
        for (x, &byte) in row.iter().zip(&bytes) {
            let back = (f32::from(byte) - f32::from(ZERO)) * steps[0];
            assert!((x - back).abs() <= steps[0] * 0.501, "{x} became {back}");
        }
        quantise(Isa::best(), &[0.0; 16], 16, &mut bytes[..16], &mut steps);
        assert_eq!((bytes[0], steps[0].to_bits()), (ZERO, 0));
    }
}
