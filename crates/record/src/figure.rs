//! Numbers with what they count.

use onrecord_text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A number in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Where it stands, with qualifier and unit.
    pub span: Span,
    /// The number, where the text gives one.
    pub value: Option<f64>,
    /// The least that the words allow.
    pub low: Option<f64>,
    /// The most that the words allow.
    pub high: Option<f64>,
    /// "about", "at least", "up to".
    pub qualifier: Option<String>,
    /// What it counts: "fighters", "dollars", "percent".
    pub unit: Option<String>,
    /// What became of those counted.
    pub outcome: Option<Outcome>,
}

/// What became of the people that a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Lost their lives.
    Killed,
    /// Were hurt.
    Wounded,
    /// Cannot be found.
    Missing,
    /// Are held.
    Detained,
    /// Had to leave their homes.
    Displaced,
}
