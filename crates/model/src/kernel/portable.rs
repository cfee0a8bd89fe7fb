//! Plain loops, for every processor: what the others must agree with.

use super::{Lanes, PANEL, Scales, Shape};

pub fn bytes(left: &[u8], right: &[Lanes], shape: Shape, scales: Scales, out: &mut [f32]) {
    let rows = left.chunks_exact(shape.words * 4);
    each_row(rows, right, shape, scales, out, |sums, row, panel| {
        for (bytes, lanes) in row.as_chunks::<4>().0.iter().zip(panel.as_chunks::<2>().0) {
            let [a, b, c, d] = bytes.map(i32::from);
            for (sums, words) in sums.iter_mut().zip(lanes) {
                for (sum, w) in sums.iter_mut().zip(words.0) {
                    let dot = a * (w << 24 >> 24) + b * (w << 16 >> 24) + c * (w << 8 >> 24) + d * (w >> 24);
                    *sum = sum.wrapping_add(dot);
                }
            }
        }
    });
}

pub fn shorts(left: &[i16], right: &[Lanes], shape: Shape, scales: Scales, out: &mut [f32]) {
    let rows = left.chunks_exact(shape.words * 2);
    each_row(rows, right, shape, scales, out, |sums, row, panel| {
        for (shorts, lanes) in row.as_chunks::<2>().0.iter().zip(panel.as_chunks::<2>().0) {
            let [a, b] = shorts.map(i32::from);
            for (sums, words) in sums.iter_mut().zip(lanes) {
                for (sum, w) in sums.iter_mut().zip(words.0) {
                    // Two products of -2^15 with itself make 2^31, the one sum that wraps, as in the instructions.
                    *sum = sum.wrapping_add((a * (w << 16 >> 16)).wrapping_add(b * (w >> 16)));
                }
            }
        }
    });
}

fn each_row<'a, T: 'a>(
    rows: impl Iterator<Item = &'a [T]>,
    right: &[Lanes],
    shape: Shape,
    scales: Scales,
    out: &mut [f32],
    dot: impl Fn(&mut [[i32; 16]; 2], &[T], &[Lanes]),
) {
    for ((row, factor), out) in rows.zip(scales.rows).zip(out.chunks_mut(shape.stride)) {
        for panel in 0..shape.panels {
            let at = panel * PANEL;
            let mut sums = [[0; 16]; 2];
            sums.as_flattened_mut().copy_from_slice(&scales.start[at..at + PANEL]);
            dot(&mut sums, row, &right[panel * shape.words * 2..][..shape.words * 2]);
            for (i, sum) in sums.as_flattened().iter().enumerate() {
                out[at + i] = *sum as f32 * factor * scales.columns[at + i] + scales.bias[at + i];
            }
        }
    }
}
