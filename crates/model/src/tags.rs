//! Rows of tags: the best legal one, and how likely it is.

use std::ops::Range;

/// A set of tags `O`, `B-x` and `I-x` and the scores of moving from one to the next: a linear-chain conditional random field
/// (Lafferty et al. 2001). `I-x` comes only after `B-x` or `I-x`.
#[derive(Clone, Debug)]
pub struct Tags {
    names: Vec<String>,
    /// The score of each move, row by row; none where it is not legal.
    moves: Vec<Option<f32>>,
}

/// A stretch that bears one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The number of its `B` tag.
    pub tag: usize,
    /// From its first place up to, not including, `end`.
    pub range: Range<usize>,
}

impl Tags {
    /// `moves` holds a score from each tag to each, row by row; where it is too short, moves score 0.
    pub fn new(names: Vec<String>, moves: &[f32]) -> Self {
        let legal =
            |from: &str, to: &str| !to.starts_with('I') || (from != "O" && from.get(1..) == to.get(1..));
        let pairs = names.iter().flat_map(|from| names.iter().map(move |to| legal(from, to)));
        let scores = moves.iter().copied().chain(std::iter::repeat(0.0));
        let moves = pairs.zip(scores).map(|(legal, score)| legal.then_some(score)).collect();
        Self { names, moves }
    }

    /// The tags' names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The best legal tags for `scores`, one row of scores a place (Viterbi 1967). Where all that is legal is impossible, the
    /// first tag stands.
    pub fn best(&self, scores: &[f32]) -> Vec<u8> {
        let n = self.names.len();
        let mut best: Vec<f32> = Vec::new();
        let mut back: Vec<u8> = Vec::with_capacity(scores.len());
        for row in scores.chunks_exact(n) {
            let mut next = vec![f32::NEG_INFINITY; n];
            for (to, (next, score)) in next.iter_mut().zip(row).enumerate() {
                let mut from = 0;
                if best.is_empty() {
                    *next = if self.names[to].starts_with('I') { f32::NEG_INFINITY } else { *score };
                } else {
                    for (i, before) in best.iter().enumerate() {
                        let path = self.moves[i * n + to].map_or(f32::NEG_INFINITY, |step| before + step);
                        if path > *next {
                            (*next, from) = (path, i);
                        }
                    }
                    *next += score;
                }
                back.push(from as u8);
            }
            best = next;
        }
        let mut tag = 0;
        for (i, score) in best.iter().enumerate() {
            if *score > best[tag] {
                tag = i;
            }
        }
        let mut tags: Vec<u8> = Vec::with_capacity(back.len() / n);
        for row in back.chunks_exact(n).rev() {
            tags.push(tag as u8);
            tag = usize::from(row[tag]);
        }
        tags.reverse();
        tags
    }

    /// The natural logarithm of how likely `tags` are among all legal ones, given `scores`.
    pub fn log_probability(&self, scores: &[f32], tags: &[u8]) -> f32 {
        let n = self.names.len();
        let mut path = 0.0;
        let mut all = 0.0;
        let mut forward: Vec<f64> = Vec::new();
        let factors: Vec<f64> =
            self.moves.iter().map(|m| m.map_or(0.0, |score| f64::from(score).exp())).collect();
        let mut before = None;
        for (row, &tag) in scores.chunks_exact(n).zip(tags) {
            let tag = usize::from(tag);
            let step = before.map_or(Some(0.0), |from: usize| self.moves[from * n + tag]);
            path += f64::from(row[tag]) + f64::from(step.unwrap_or(f32::NEG_INFINITY));
            before = Some(tag);
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut next: Vec<f64> = (0..n)
                .map(|to| match forward.as_slice() {
                    [] => f64::from(u8::from(!self.names[to].starts_with('I'))),
                    forward => forward
                        .iter()
                        .zip(&factors[to..])
                        .enumerate()
                        .map(|(i, (a, _))| a * factors[i * n + to])
                        .sum(),
                })
                .zip(row)
                .map(|(sum, score)| sum * f64::from(score - most).exp())
                .collect();
            // Dividing by the sum keeps the numbers in range however long the row.
            let total: f64 = next.iter().sum();
            for x in &mut next {
                *x /= total;
            }
            all += total.ln() + f64::from(most);
            forward = next;
        }
        (path - all) as f32
    }

    /// The labelled stretches of a row of tags.
    pub fn runs(&self, tags: &[u8]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (at, &tag) in tags.iter().enumerate() {
            match self.names.get(usize::from(tag)) {
                Some(name) if name.starts_with('B') => {
                    runs.push(Run { tag: usize::from(tag), range: at..at + 1 });
                }
                Some(name) if name.starts_with('I') => {
                    if let Some(run) = runs.last_mut().filter(|run| run.range.end == at) {
                        run.range.end += 1;
                    }
                }
                _ => {}
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(moves: &[f32]) -> Tags {
        Tags::new(["O", "B-a", "I-a", "B-b", "I-b"].map(Into::into).to_vec(), moves)
    }

    #[test]
    fn an_inside_follows_its_own_beginning_only() {
        let tags = tags(&[]);
        let scores = [[0.0, -9.0, 5.0, -9.0, -9.0], [0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 4.0]];
        assert_eq!(tags.best(scores.as_flattened()), [0, 3, 4]);
        assert_eq!(tags.runs(&[0, 3, 4]), [Run { tag: 3, range: 1..3 }]);
        assert_eq!(tags.runs(&[1, 1, 2, 0, 3]).len(), 3);
        assert!(tags.best(&[]).is_empty());
    }

    #[test]
    fn probabilities_of_all_legal_rows_sum_up_to_one() {
        let moves: Vec<f32> = (0..25).map(|i| ((i * 7) % 5) as f32 / 4.0 - 0.5).collect();
        let tags = tags(&moves);
        let scores: Vec<f32> = (0..20).map(|i| ((i * 13) % 11) as f32 / 3.0).collect();
        let (mut total, mut best) = (0.0, (f32::NEG_INFINITY, Vec::new()));
        for number in 0..5_u32.pow(4) {
            let row: Vec<u8> = (0..4).map(|i| (number / 5_u32.pow(i) % 5) as u8).collect();
            let p =
                if matches!(row[0], 2 | 4) { f32::NEG_INFINITY } else { tags.log_probability(&scores, &row) };
            total += p.exp();
            if p > best.0 {
                best = (p, row);
            }
        }
        assert!((total - 1.0).abs() < 1e-5, "{total}");
        assert_eq!(tags.best(&scores), best.1);
    }

    #[test]
    fn scores_that_are_no_numbers_do_no_harm() {
        assert_eq!(tags(&[f32::NAN; 25]).best(&[f32::NAN; 10]), [0, 0]);
    }
}
