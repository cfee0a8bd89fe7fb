//! Windows: the stretches of pieces that the encoder sees at a time.

use std::ops::Range;

/// A stretch of pieces, and the part of it for which this window speaks.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// The pieces that the encoder sees.
    pub pieces: Range<usize>,
    /// Those that lie nearer to the edge of every other window that has them.
    pub home: Range<usize>,
}

/// Fills windows of at most `room` of `count` pieces with whole sentences, which begin at `sentences`; one that is too long
/// is cut. A window begins with the sentences that fit into the last `overlap` pieces of the one before.
pub fn windows(count: usize, sentences: &[usize], room: usize, overlap: usize) -> Vec<Window> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < count {
        let mut end = (at + room).min(count);
        if end < count {
            let before = sentences.partition_point(|&s| s <= end);
            if let Some(&last) = sentences[..before].last().filter(|&&s| s > at + room / 2) {
                end = last;
            }
        }
        ranges.push(at..end);
        if end == count {
            break;
        }
        let least = (at + 1).max(end.saturating_sub(overlap));
        let back = sentences[sentences.partition_point(|&s| s < least)..].first();
        at = back.copied().filter(|&s| s < end).unwrap_or(end);
    }
    let mut home = 0;
    let ends = ranges.iter().skip(1).zip(&ranges).map(|(next, this)| (this.end + next.start).div_ceil(2));
    let ends: Vec<usize> = ends.chain([count]).collect();
    ranges
        .into_iter()
        .zip(ends)
        .map(|(pieces, end)| Window { pieces, home: std::mem::replace(&mut home, end)..end })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(count: usize, sentences: &[usize]) -> Vec<(Range<usize>, Range<usize>)> {
        windows(count, sentences, 20, 6).into_iter().map(|w| (w.pieces, w.home)).collect()
    }

    #[test]
    fn windows_hold_whole_sentences_and_share_the_last_ones() {
        assert_eq!(ranges(0, &[]), []);
        assert_eq!(ranges(20, &[0, 9]), [(0..20, 0..20)]);
        assert_eq!(ranges(30, &[0, 9, 13, 18, 25]), [(0..18, 0..16), (13..30, 16..30)]);
    }

    #[test]
    fn a_sentence_too_long_is_cut() {
        assert_eq!(ranges(50, &[0, 3]), [(0..20, 0..20), (20..40, 20..40), (40..50, 40..50)]);
        assert_eq!(ranges(40, &[0, 16]), [(0..16, 0..16), (16..36, 16..36), (36..40, 36..40)]);
    }

    #[test]
    fn every_piece_has_one_home_inside_its_window() {
        let mut seed = 7_usize;
        for count in 0..300 {
            let mut sentences = vec![0];
            while *sentences.last().unwrap() < count {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                sentences.push(sentences.last().unwrap() + 1 + (seed >> 40) % 31);
            }
            sentences.pop();
            let mut next = 0;
            for window in windows(count, &sentences, 20, 6) {
                assert_eq!(window.home.start, next);
                assert!(window.pieces.start <= window.home.start && window.home.end <= window.pieces.end);
                assert!(window.pieces.len() <= 20);
                next = window.home.end;
            }
            assert_eq!(next, count);
        }
    }
}
