//! Following a shared run to both sides, across small edits.

use super::fingerprint::RUN;

/// The longest edit, in words of either report, that a passage goes on across.
const LONGEST_EDIT: usize = 12;

/// Words that stand in both rows in the same order without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where it begins in the one row.
    pub here: usize,
    /// Where it begins in the other.
    pub there: usize,
    /// Its length.
    pub len: usize,
}

impl Run {
    const fn end(self) -> (usize, usize) {
        (self.here + self.len, self.there + self.len)
    }
}

/// The passage around a shared run that begins at `seed`: its runs, in order. None if the words there do not agree.
pub(super) fn extend(here: &[u32], there: &[u32], seed: (usize, usize)) -> Option<Vec<Run>> {
    let forth = |at: (usize, usize), n: usize| {
        let (a, b) = (here.get(at.0 + n)?, there.get(at.1 + n)?);
        Some(a == b)
    };
    let back = |at: (usize, usize), n: usize| {
        let (a, b) = (at.0.checked_sub(n + 1)?, at.1.checked_sub(n + 1)?);
        Some(here[a] == there[b])
    };
    let first = Run { here: seed.0, there: seed.1, len: count(seed, &forth) };
    if first.len < RUN {
        return None;
    }
    let mut runs = Vec::new();
    // Backwards a place stands for the words before it.
    let mut at = seed;
    loop {
        let len = count(at, &back);
        at = (at.0 - len, at.1 - len);
        runs.push(Run { here: at.0, there: at.1, len });
        let Some((a, b)) = resume(&|a, b, n| agree(n, (at.0.checked_sub(a)?, at.1.checked_sub(b)?), &back))
        else {
            break;
        };
        at = (at.0 - a, at.1 - b);
    }
    runs.reverse();
    // The last of them ends where the seed begins.
    if let Some(last) = runs.last_mut() {
        last.len += first.len;
    }
    let mut at = first.end();
    while let Some((a, b)) = resume(&|a, b, n| agree(n, (at.0 + a, at.1 + b), &forth)) {
        let start = (at.0 + a, at.1 + b);
        let run = Run { here: start.0, there: start.1, len: count(start, &forth) };
        runs.push(run);
        at = run.end();
    }
    Some(runs)
}

/// How many words agree from `at` on, in the direction that `same` looks.
fn count(at: (usize, usize), same: &impl Fn((usize, usize), usize) -> Option<bool>) -> usize {
    let mut n = 0;
    while same(at, n) == Some(true) {
        n += 1;
    }
    n
}

/// Whether `n` words agree from `at` on.
fn agree(n: usize, at: (usize, usize), same: &impl Fn((usize, usize), usize) -> Option<bool>) -> Option<()> {
    (0..n).all(|i| same(at, i) == Some(true)).then_some(())
}

/// The smallest edit, in words of the one row and of the other, after which enough words agree again: the longer the
/// edit, the more. `agreeing` tells whether so many agree after an edit.
fn resume(agreeing: &impl Fn(usize, usize, usize) -> Option<()>) -> Option<(usize, usize)> {
    for size in 1..=2 * LONGEST_EDIT {
        let enough = match size {
            1 | 2 => 2,
            3..=6 => 3,
            _ => RUN,
        };
        let longest = size.min(LONGEST_EDIT);
        // Edits that change as many words as they put in their place come first.
        let mut splits: Vec<usize> = (size - longest..=longest).collect();
        splits.sort_by_key(|&a| (2 * a).abs_diff(size));
        for a in splits {
            if agreeing(a, size - a, enough).is_some() {
                return Some((a, size - a));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &str) -> Vec<u32> {
        words.bytes().map(u32::from).collect()
    }

    fn runs(here: &str, there: &str, seed: (usize, usize)) -> Vec<(usize, usize, usize)> {
        let found = extend(&row(here), &row(there), seed).unwrap_or_default();
        found.into_iter().map(|run| (run.here, run.there, run.len)).collect()
    }

    #[test]
    fn a_run_goes_as_far_as_the_words_agree() {
        assert_eq!(runs("xxabcdefgyy", "abcdefgz", (3, 1)), [(2, 0, 7)]);
        assert_eq!(runs("abcdefg", "abcdefg", (0, 0)), [(0, 0, 7)]);
    }

    #[test]
    fn it_goes_on_across_edits_to_both_sides() {
        assert_eq!(runs("abcXdefghiYYjklm", "abcdefghijklm", (4, 3)), [(0, 0, 3), (4, 3, 6), (12, 9, 4)]);
        assert_eq!(runs("abcdefXghi", "abcdefYghi", (0, 0)), [(0, 0, 6), (7, 7, 3)], "one word for another");
    }

    #[test]
    fn a_long_edit_needs_a_long_run_after_it() {
        let (here, there) = ("abcdefUVWXYZ12ghi", "abcdefghi");
        assert_eq!(runs(here, there, (0, 0)), [(0, 0, 6)]);
        let (here, there) = ("abcdefUVWXYZ12ghijk", "abcdefghijk");
        assert_eq!(runs(here, there, (0, 0)), [(0, 0, 6), (14, 6, 5)]);
    }

    #[test]
    fn a_seed_whose_words_differ_is_none() {
        assert_eq!(runs("abcde", "abcdX", (0, 0)), []);
    }
}
