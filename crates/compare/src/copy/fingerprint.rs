//! Fingerprints of a row of words.
//!
//! Winnowing: Schleimer, Wilkerson & Aiken (SIGMOD 2003). Of the hashes of all runs of [`RUN`] words, the least in every
//! window of [`WINDOW`] is kept, the rightmost where two are equal. Two rows that share `RUN + WINDOW - 1` words in a row
//! share a fingerprint, and about two in `WINDOW + 1` hashes are kept.

/// Words in a fingerprinted run.
pub(super) const RUN: usize = 5;

/// Hashes in a window.
const WINDOW: usize = 4;

/// The fingerprints of `keys` with the place where each run begins, in order.
pub(super) fn winnow(keys: &[u32]) -> Vec<(u32, usize)> {
    let hashes: Vec<u32> = keys.windows(RUN).map(hash).collect();
    let mut kept: Vec<(u32, usize)> = Vec::with_capacity(hashes.len() / 2);
    let mut keep = |at: usize| {
        if kept.last().is_none_or(|&(_, last)| last < at) {
            kept.push((hashes[at], at));
        }
    };
    if hashes.len() < WINDOW {
        // A text that is shorter than one window keeps its least.
        if let Some(at) = least(&hashes) {
            keep(at);
        }
    }
    for (start, window) in hashes.windows(WINDOW).enumerate() {
        if let Some(at) = least(window) {
            keep(start + at);
        }
    }
    kept
}

/// Where the least of some hashes stands, the rightmost of equals.
fn least(hashes: &[u32]) -> Option<usize> {
    (0..hashes.len()).rev().min_by_key(|&at| hashes[at])
}

/// Mixes the keys of a run into one hash.
fn hash(run: &[u32]) -> u32 {
    let mixed = run
        .iter()
        .fold(0u64, |sum, &key| (sum.rotate_left(23) ^ u64::from(key)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_share_a_run_and_a_window_share_a_fingerprint() {
        let shared: Vec<u32> = (100..100 + (RUN + WINDOW - 1) as u32).collect();
        for before in 0..6 {
            let row: Vec<u32> = (0..before).chain(shared.iter().copied()).chain(200..204).collect();
            let other: Vec<u32> =
                (50..50 + 7 - before).chain(shared.iter().copied()).chain(300..309).collect();
            let kept: Vec<u32> = winnow(&other).into_iter().map(|(hash, _)| hash).collect();
            assert!(winnow(&row).iter().any(|(hash, _)| kept.contains(hash)), "{before} words before");
        }
    }

    #[test]
    fn about_two_fifths_of_the_places_are_kept_each_once() {
        let row: Vec<u32> = (0..10_000).collect();
        let kept = winnow(&row);
        assert!((3_700..4_300).contains(&kept.len()), "{}", kept.len());
        assert!(kept.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }

    #[test]
    fn short_rows_keep_what_they_have() {
        assert_eq!(winnow(&[1, 2, 3, 4]), []);
        assert_eq!(winnow(&[1, 2, 3, 4, 5]).len(), 1);
    }
}
