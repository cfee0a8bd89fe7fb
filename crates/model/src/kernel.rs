//! The one place with `unsafe`: matrix products of small integers, and functions compiled once per instruction set.
//!
//! Why own kernels: no pure Rust library multiplies 8-bit matrices near the processor's speed. All products here
//! accumulate in 32-bit integers without ever saturating, so every instruction set gives the same bits.
//!
//! The right-hand matrix is *packed*: its columns in panels of [`PANEL`]; in a panel, for each group of four bytes (or two
//! 16-bit numbers) along the sum, one 4-byte word a column. That is the order in which the VNNI instructions eat it.

pub mod numbers;
mod portable;
pub mod rows;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::sync::OnceLock;

/// Columns of a panel: two AVX-512 registers of words.
pub const PANEL: usize = 32;

/// Sixteen words, aligned like the registers and cache lines that they fill.
#[derive(Clone, Copy, Default)]
#[repr(C, align(64))]
pub struct Lanes(pub [i32; 16]);

/// An instruction set that this processor is known to have; only detection makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isa(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Isa {
    /// The fastest that this processor has.
    pub fn best() -> Self {
        static BEST: OnceLock<Isa> = OnceLock::new();
        *BEST.get_or_init(|| Self::all().pop().unwrap_or(Self(Level::Portable)))
    }

    /// All that this processor has, slowest first.
    pub fn all() -> Vec<Self> {
        let mut found = vec![Self(Level::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                found.push(Self(Level::Avx2));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                found.push(Self(Level::Avx512));
            }
        }
        found
    }
}

/// What turns the integers of a product into numbers: `(start + Σ left · right) · row · column + bias`.
#[derive(Clone, Copy)]
pub struct Scales<'a> {
    /// Where each column's sum begins.
    pub start: &'a [i32],
    /// One factor a row.
    pub rows: &'a [f32],
    /// One factor a column.
    pub columns: &'a [f32],
    /// One summand a column.
    pub bias: &'a [f32],
}

/// The shape of a product: all that the inner loops need besides the data.
#[derive(Clone, Copy)]
struct Shape {
    rows: usize,
    /// Words along the sum.
    words: usize,
    panels: usize,
    /// Numbers from one row of the result to the next.
    stride: usize,
}

impl Shape {
    /// # Panics
    /// If the slices are shorter than the shape: what lets the kernels go without bounds checks.
    fn new(left: usize, words: usize, right: &[Lanes], scales: Scales, out: &[f32], stride: usize) -> Self {
        assert!(words > 0 && left.is_multiple_of(words) && right.len().is_multiple_of(2 * words));
        let shape = Self { rows: left / words, words, panels: right.len() / (2 * words), stride };
        let columns = shape.panels * PANEL;
        assert!(
            scales.start.len() >= columns && scales.columns.len() >= columns && scales.bias.len() >= columns
        );
        assert!(scales.rows.len() >= shape.rows && stride >= columns);
        assert!(shape.rows == 0 || out.len() >= (shape.rows - 1) * stride + columns);
        shape
    }
}

/// Rows of unsigned bytes times packed signed bytes. `left` is row-major, `4 * words` bytes a row; the result's rows lie
/// `stride` numbers apart.
///
/// # Panics
/// If a slice is too short for the others.
pub fn multiply_bytes(
    isa: Isa,
    left: &[u8],
    words: usize,
    right: &[Lanes],
    scales: Scales,
    out: &mut [f32],
    stride: usize,
) {
    assert!(left.len().is_multiple_of(4));
    let shape = Shape::new(left.len() / 4, words, right, scales, out, stride);
    match isa.0 {
        Level::Portable => portable::bytes(left, right, shape, scales, out),
        // SAFETY: an `Isa` of this level exists only where the processor has it; `Shape::new` checked all lengths.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { x86::avx2::<false>(left.as_ptr(), right, shape, scales, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { x86::avx512::<false>(left.as_ptr(), right, shape, scales, out) },
    }
}

/// Like [`multiply_bytes`] with signed 16-bit numbers on both sides, `2 * words` of them a row.
///
/// # Panics
/// If a slice is too short for the others.
pub fn multiply_shorts(
    isa: Isa,
    left: &[i16],
    words: usize,
    right: &[Lanes],
    scales: Scales,
    out: &mut [f32],
    stride: usize,
) {
    assert!(left.len().is_multiple_of(2));
    let shape = Shape::new(left.len() / 2, words, right, scales, out, stride);
    match isa.0 {
        Level::Portable => portable::shorts(left, right, shape, scales, out),
        // SAFETY: an `Isa` of this level exists only where the processor has it; `Shape::new` checked all lengths.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { x86::avx2::<true>(left.as_ptr().cast(), right, shape, scales, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { x86::avx512::<true>(left.as_ptr().cast(), right, shape, scales, out) },
    }
}

/// Packs `columns` rows of `width` bytes each (a weight matrix as it is stored, one row an output) as right-hand matrix.
pub fn pack_bytes(weights: &[u8], width: usize) -> Vec<Lanes> {
    let words = width / 4;
    let columns = weights.len() / width;
    let mut packed = vec![Lanes::default(); columns.div_ceil(PANEL) * words * 2];
    for (column, row) in weights.chunks_exact(width).enumerate() {
        for (word, bytes) in row.as_chunks::<4>().0.iter().enumerate() {
            *cell(&mut packed, words, word, column) = i32::from_le_bytes(*bytes);
        }
    }
    packed
}

/// The word that holds group `word` of `column` in a packed matrix with `words` groups.
#[inline]
pub fn cell(packed: &mut [Lanes], words: usize, word: usize, column: usize) -> &mut i32 {
    let (panel, lane) = (column / PANEL, column % PANEL);
    &mut packed[(panel * words + word) * 2 + lane / 16].0[lane % 16]
}

/// Defines a function whose first argument is the [`Isa`] to run on and whose body is compiled once for each: the compiler
/// makes vector code of its loops. What the body calls must be `#[inline(always)]` to share in that.
macro_rules! each_isa {
    ($(#[$doc:meta])* pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        pub fn $name(isa: Isa, $($arg: $type),*) {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            #[allow(clippy::too_many_arguments)]
            fn avx2($($arg: $type),*) {
                body($($arg),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
            #[allow(clippy::too_many_arguments)]
            fn avx512($($arg: $type),*) {
                body($($arg),*);
            }
            match isa.0 {
                Level::Portable => body($($arg),*),
                // SAFETY: an `Isa` of this level exists only where the processor has it.
                #[cfg(target_arch = "x86_64")]
                Level::Avx2 => unsafe { avx2($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Level::Avx512 => unsafe { avx512($($arg),*) },
            }
        }
    };
}
use each_isa;

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator of numbers, the same on every machine (xorshift, Marsaglia 2003).
    fn random(seed: &mut u32) -> u32 {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        *seed
    }

    fn same_on_all(rows: usize, words: usize, panels: usize, mut byte: impl FnMut() -> u8) {
        let columns = panels * PANEL;
        let left: Vec<u8> = (0..rows * words * 4).map(|_| byte()).collect();
        let weights: Vec<u8> = (0..columns * words * 4).map(|_| byte()).collect();
        let right = pack_bytes(&weights, words * 4);
        let start: Vec<i32> = (0..columns as i32).map(|i| i * 1000 - 7).collect();
        let factors: Vec<f32> = (0..rows.max(columns)).map(|i| 0.5 + i as f32).collect();
        let scales = Scales { start: &start, rows: &factors, columns: &factors, bias: &factors };
        let stride = columns + 3;
        let shorts: Vec<i16> =
            left.as_chunks().0.iter().map(|&b| i16::from_le_bytes(b).max(-32767)).collect();
        for isa in Isa::all() {
            let mut out = vec![f32::NAN; rows * stride];
            multiply_bytes(isa, &left, words, &right, scales, &mut out, stride);
            for (r, c) in (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c))) {
                let width = words * 4;
                let sum: i32 = (0..width)
                    .map(|k| i32::from(left[r * width + k]) * i32::from(weights[c * width + k] as i8))
                    .sum();
                let expected = (start[c] + sum) as f32 * factors[r] * factors[c] + factors[c];
                assert_eq!(
                    out[r * stride + c].to_bits(),
                    expected.to_bits(),
                    "{isa:?} bytes row {r} column {c}"
                );
            }
            multiply_shorts(isa, &shorts, words, &right, scales, &mut out, stride);
            for (r, c) in (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c))) {
                let width = words * 2;
                let sum = (0..width).fold(start[c], |sum, k| {
                    let at = (c * width + k) * 2;
                    let weight = i16::from_le_bytes([weights[at], weights[at + 1]]);
                    sum.wrapping_add(i32::from(shorts[r * width + k]).wrapping_mul(i32::from(weight)))
                });
                let expected = sum as f32 * factors[r] * factors[c] + factors[c];
                assert_eq!(
                    out[r * stride + c].to_bits(),
                    expected.to_bits(),
                    "{isa:?} shorts row {r} column {c}"
                );
            }
        }
    }

    #[test]
    fn every_instruction_set_multiplies_alike() {
        let mut seed = 1;
        for rows in 0..=26 {
            same_on_all(rows, 3, 2, || random(&mut seed) as u8);
        }
        same_on_all(5, 96, 1, || random(&mut seed) as u8);
    }

    #[test]
    fn extreme_bytes_do_not_saturate() {
        same_on_all(13, 8, 1, || 255);
        same_on_all(13, 8, 1, || 128);
        same_on_all(13, 8, 1, || 127);
        let mut odd = false;
        same_on_all(13, 384, 1, || {
            odd = !odd;
            if odd { 127 } else { 128 }
        });
    }

    #[test]
    #[should_panic(expected = "assertion")]
    fn a_result_that_does_not_fit_is_refused() {
        let scales = Scales { start: &[0; 32], rows: &[1.0; 2], columns: &[1.0; 32], bias: &[0.0; 32] };
        multiply_bytes(Isa::best(), &[1; 8], 1, &[Lanes::default(); 2], scales, &mut [0.0; 63], 32);
    }
}
