//! Whether confidence can be believed.

use crate::annotated::Annotated;
use crate::pairing::{compare, pair, split};
use serde::Serialize;
use std::fmt;

/// The statements that were given a confidence within one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// How many were given.
    pub given: usize,
    /// How many of them are right by `relation @0.8`.
    pub right: usize,
    /// Their mean confidence; 0 where none was given.
    pub confidence: f64,
}

/// Ten bins of confidence: 0 up to 0.1, 0.1 up to 0.2, …, 0.9 up to and with 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// The bins, least confident first.
    pub bins: [Bin; 10],
    /// The expected calibration error (Naeini, Cooper & Hauskrecht 2015): the mean distance between the share that is
    /// right and the mean confidence, bins weighed by how many were given.
    pub expected_calibration_error: f64,
}

/// Compares confidence with what is right, over reports that are annotated completely; statements inside others count
/// where the annotation has such. None where no prediction carries a confidence.
pub fn reliability(golds: &[Annotated], preds: &[Annotated]) -> Option<Reliability> {
    let nested = golds.iter().any(|gold| gold.annotations.iter().any(|a| a.inside));
    let mut bins = [Bin::default(); 10];
    for compared in compare(golds, preds).filter(|c| c.gold.complete) {
        let levels = split(&compared.want).into_iter().zip(split(&compared.got));
        for (want, got) in levels.take(if nested { 2 } else { 1 }) {
            let mut right = vec![false; got.len()];
            for (i, j) in pair(&want, &got, 0.8, |w, g| w.content_overlap(g)) {
                right[j] = want[i].same_source(got[j]);
            }
            for (statement, right) in got.iter().zip(right) {
                let Some(confidence) = statement.annotation.confidence else { continue };
                let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
                bin.given += 1;
                bin.right += usize::from(right);
                bin.confidence += confidence;
            }
        }
    }
    let given: usize = bins.iter().map(|b| b.given).sum();
    let gap: f64 = bins.iter().map(|b| (b.confidence - b.right as f64).abs()).sum();
    for bin in bins.iter_mut().filter(|b| b.given > 0) {
        bin.confidence /= bin.given as f64;
    }
    (given > 0).then(|| Reliability { bins, expected_calibration_error: gap / given as f64 })
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence   given   right   share right   mean confidence")?;
        for (i, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.given > 0) {
            let (from, to) = (i as f64 / 10.0, (i + 1) as f64 / 10.0);
            let share = bin.right as f64 * 100.0 / bin.given as f64;
            write!(f, "{from:.1} – {to:.1}    {:5}   {:5}        {share:5.1}%", bin.given, bin.right)?;
            writeln!(f, "            {:5.1}%", bin.confidence * 100.0)?;
        }
        writeln!(f, "expected calibration error {:.3}", self.expected_calibration_error)
    }
}
