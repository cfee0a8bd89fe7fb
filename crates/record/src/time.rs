//! Expressions of time, after TIMEX3 (Pustejovsky et al. 2003).

use onrecord_text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An expression of time and what it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// What sort it is.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// Its TIMEX3 value: `2023-10-02`, `P3D`, `2023-W41`; none where the report does not let one tell.
    pub timex: Option<String>,
    /// First day, or instant, that it can mean; ISO 8601.
    pub from: Option<String>,
    /// Last day, or instant, that it can mean; ISO 8601.
    pub to: Option<String>,
    /// What a relative expression was resolved by.
    pub resolved_by: Option<ResolvedBy>,
}

/// The four sorts of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeType {
    /// A calendar time of a day or more.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A time that comes again.
    Set,
}

/// What fixed a relative expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResolvedBy {
    /// The report's own words.
    Text,
    /// The date of publication.
    Published,
}
