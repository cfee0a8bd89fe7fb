//! From the model's scores to a probability that can be taken at its word.

/// How likely a statement is right, by the log-probabilities that the model gives its cue and the row of roles around it.
///
/// A logistic curve with `weights` (constant, cue, roles), fitted on reports that the model was not trained on
/// (Platt 1999): the model's own product of the two is too sure of long contents and too timid about short ones.
pub fn confidence(weights: [f32; 3], cue: f32, roles: f32) -> f32 {
    let [constant, by_cue, by_roles] = weights;
    // Beyond e^-12 the scores no longer tell one unlikely statement from another.
    let x = constant + by_cue * cue.max(-12.0) + by_roles * roles.max(-12.0);
    1.0 / (1.0 + (-x).exp())
}
