//! The same with x86-64 instructions. `WIDE` products take signed 16-bit numbers, the others unsigned times signed bytes.

#![allow(clippy::wildcard_imports, reason = "the names of instructions speak for themselves")]

use std::arch::asm;
use std::arch::x86_64::*;

use super::{Lanes, PANEL, Scales, Shape};

/// Rows that one tile of AVX-512 holds: with two registers a row, 24 sums; the other eight carry operands.
const TILE: usize = 12;

/// Calls `$tile::<N, WIDE>` with the const `N` that equals `$rows`.
macro_rules! with_rows {
    ($rows:expr, $tile:ident, $wide:ident, $args:tt, $($n:literal)*) => {
        match $rows {
            $($n => with_rows!(@call $tile, $n, $wide, $args),)*
            _ => unreachable!("a tile has no more rows"),
        }
    };
    (@call $tile:ident, $n:literal, $wide:ident, ($($arg:expr),*)) => { $tile::<$n, $wide>($($arg),*) };
}

/// # Safety
/// The processor must have the features, and `left` must point to `shape.rows * shape.words * 4` bytes; `Shape::new` must
/// have passed the rest.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
pub unsafe fn avx512<const WIDE: bool>(
    left: *const u8,
    right: &[Lanes],
    shape: Shape,
    scales: Scales,
    out: &mut [f32],
) {
    for panel in 0..shape.panels {
        let mut row = 0;
        while row < shape.rows {
            let rows = TILE.min(shape.rows - row);
            // SAFETY: rows `row..row + rows` and columns of `panel` lie within the shape.
            unsafe {
                let args = Tile::new(left, right, shape, scales, out, row, panel);
                with_rows!(rows, tile512, WIDE, (args), 1 2 3 4 5 6 7 8 9 10 11 12);
            }
            row += rows;
        }
    }
}

/// # Safety
/// As [`avx512`].
#[target_feature(enable = "avx2")]
pub unsafe fn avx2<const WIDE: bool>(
    left: *const u8,
    right: &[Lanes],
    shape: Shape,
    scales: Scales,
    out: &mut [f32],
) {
    for panel in 0..shape.panels {
        let mut row = 0;
        while row < shape.rows {
            let rows = 2.min(shape.rows - row);
            // SAFETY: rows `row..row + rows` and columns of `panel` lie within the shape.
            unsafe {
                let args = Tile::new(left, right, shape, scales, out, row, panel);
                with_rows!(rows, tile256, WIDE, (args), 1 2);
            }
            row += rows;
        }
    }
}

/// Pointers to one tile of a product: some rows by one panel.
#[derive(Clone, Copy)]
struct Tile {
    left: *const u8,
    right: *const Lanes,
    /// Half of the next panel.
    ahead: *const Lanes,
    words: usize,
    start: *const i32,
    rows: *const f32,
    columns: *const f32,
    bias: *const f32,
    out: *mut f32,
    stride: usize,
}

impl Tile {
    /// # Safety
    /// `row` and `panel` must lie within the shape, and the shape within the slices.
    unsafe fn new(
        left: *const u8,
        right: &[Lanes],
        s: Shape,
        scales: Scales,
        out: &mut [f32],
        row: usize,
        panel: usize,
    ) -> Self {
        let column = panel * PANEL;
        // SAFETY: the caller's promise.
        unsafe {
            Self {
                left: left.add(row * s.words * 4),
                right: right.as_ptr().add(panel * s.words * 2),
                ahead: right.as_ptr().wrapping_add(((panel + 1) * 2 + usize::from(row > 0)) * s.words),
                words: s.words,
                start: scales.start.as_ptr().add(column),
                rows: scales.rows.as_ptr().add(row),
                columns: scales.columns.as_ptr().add(column),
                bias: scales.bias.as_ptr().add(column),
                out: out.as_mut_ptr().add(row * s.stride + column),
                stride: s.stride,
            }
        }
    }
}

/// `sums + a · b` in pairs of 16-bit numbers. The compiler takes `_mm512_dpwssd_epi32` apart into two instructions, to
/// shorten a chain that is not what holds these loops up.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn dot_shorts(mut sums: __m512i, a: __m512i, b: __m512i) -> __m512i {
    // SAFETY: one instruction from registers to a register, which this function's callers have.
    unsafe {
        asm!("vpdpwssd {}, {}, {}", inout(zmm_reg) sums, in(zmm_reg) a, in(zmm_reg) b,
            options(pure, nomem, nostack, preserves_flags));
    }
    sums
}

/// # Safety
/// `t` must hold `ROWS` rows.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
unsafe fn tile512<const ROWS: usize, const WIDE: bool>(t: Tile) {
    // SAFETY: all reads and writes stay within the tile; `Lanes` are aligned to 64 bytes.
    unsafe {
        let first = _mm512_loadu_si512(t.start.cast());
        let second = _mm512_loadu_si512(t.start.add(16).cast());
        let mut sums = [[first, second]; ROWS];
        for word in 0..t.words {
            // Weights come from beyond the second cache, once for each block of rows: the next panel is called for while
            // this one is at work, half by its first tile and half by its second. Past the end that does nothing.
            _mm_prefetch::<_MM_HINT_T0>(t.ahead.wrapping_add(word).cast());
            let b0 = _mm512_load_si512(t.right.add(word * 2).cast());
            let b1 = _mm512_load_si512(t.right.add(word * 2 + 1).cast());
            for (row, sums) in sums.iter_mut().enumerate() {
                let a = t.left.add((row * t.words + word) * 4).cast::<i32>().read_unaligned();
                let a = _mm512_set1_epi32(a);
                if WIDE {
                    sums[0] = dot_shorts(sums[0], a, b0);
                    sums[1] = dot_shorts(sums[1], a, b1);
                } else {
                    sums[0] = _mm512_dpbusd_epi32(sums[0], a, b0);
                    sums[1] = _mm512_dpbusd_epi32(sums[1], a, b1);
                }
            }
        }
        for half in 0..2 {
            let columns = _mm512_loadu_ps(t.columns.add(half * 16));
            let bias = _mm512_loadu_ps(t.bias.add(half * 16));
            for (row, sums) in sums.iter().enumerate() {
                let factor = _mm512_set1_ps(*t.rows.add(row));
                let scaled = _mm512_mul_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sums[half]), factor), columns);
                _mm512_storeu_ps(t.out.add(row * t.stride + half * 16), _mm512_add_ps(scaled, bias));
            }
        }
    }
}

/// # Safety
/// `t` must hold `ROWS` rows.
#[target_feature(enable = "avx2")]
unsafe fn tile256<const ROWS: usize, const WIDE: bool>(t: Tile) {
    // SAFETY: all reads and writes stay within the tile; `Lanes` are aligned to 64 bytes.
    unsafe {
        let start = [0, 8, 16, 24].map(|i| _mm256_loadu_si256(t.start.add(i).cast()));
        let mut sums = [start; ROWS];
        for word in 0..t.words {
            let lanes = t.right.add(word * 2).cast::<__m256i>();
            let left = std::array::from_fn::<_, ROWS, _>(|row| {
                _mm256_set1_epi32(t.left.add((row * t.words + word) * 4).cast::<i32>().read_unaligned())
            });
            for column in 0..4 {
                let b = _mm256_load_si256(lanes.add(column));
                // maddubs would saturate at 2 · 255 · 127, so odd and even bytes are widened and multiplied apart.
                let (even, odd) = (_mm256_srai_epi16(_mm256_slli_epi16(b, 8), 8), _mm256_srai_epi16(b, 8));
                for (sums, a) in sums.iter_mut().zip(left) {
                    let sum = &mut sums[column];
                    if WIDE {
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(a, b));
                    } else {
                        let (low, high) =
                            (_mm256_and_si256(a, _mm256_set1_epi16(255)), _mm256_srli_epi16(a, 8));
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(low, even));
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(high, odd));
                    }
                }
            }
        }
        for column in 0..4 {
            let columns = _mm256_loadu_ps(t.columns.add(column * 8));
            let bias = _mm256_loadu_ps(t.bias.add(column * 8));
            for (row, sums) in sums.iter().enumerate() {
                let factor = _mm256_set1_ps(*t.rows.add(row));
                let scaled = _mm256_mul_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sums[column]), factor), columns);
                _mm256_storeu_ps(t.out.add(row * t.stride + column * 8), _mm256_add_ps(scaled, bias));
            }
        }
    }
}
