//! From the model's scores to a probability that can be taken at its word.

/// Beyond these odds, as logarithms, the scores no longer tell one statement from another.
const ODDS: std::ops::RangeInclusive<f32> = -12.0..=8.0;

/// How likely a statement is right, by the log-probabilities that the model gives its cue and the row of roles around it.
///
/// A logistic curve over the logarithms of both odds, with `weights` (constant, cue, roles), fitted on reports that the model
/// was not trained on (Platt 1999): the model's own product of the two is too sure of long contents and too timid
/// about short ones.
pub fn confidence(weights: [f32; 3], cue: f32, roles: f32) -> f32 {
    let [constant, by_cue, by_roles] = weights;
    let x = constant + by_cue * odds(cue) + by_roles * odds(roles);
    1.0 / (1.0 + (-x).exp())
}

/// The logarithm of the odds, from that of the probability.
fn odds(log_probability: f32) -> f32 {
    let against = -log_probability.min(0.0).exp_m1();
    (log_probability - against.max(f32::MIN_POSITIVE).ln()).clamp(*ODDS.start(), *ODDS.end())
}

#[cfg(test)]
mod tests {
    use super::{confidence, odds};

    #[test]
    fn odds_of_a_half_are_even_and_certainty_is_bounded() {
        assert!(odds(0.5_f32.ln()).abs() < 1e-6);
        assert!((odds(0.0) - 8.0).abs() < 1e-6);
        assert!((odds(-80.0) + 12.0).abs() < 1e-6);
    }

    #[test]
    fn surer_scores_give_more_confidence() {
        let weights = [0.5, 0.2, 0.4];
        assert!(confidence(weights, -0.01, -0.1) > confidence(weights, -0.5, -0.1));
        assert!(confidence(weights, -0.01, -0.1) > confidence(weights, -0.01, -2.0));
    }
}
