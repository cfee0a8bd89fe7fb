//! The record: what onrecord writes down about one report.
//!
//! One JSON object a report. Every place is a [`Span`] in Unicode code points of [`Record::text`], end exclusive. Values
//! that are not known are `null`, lists are empty. Fields may be added; those here keep their names.

mod actor;
mod figure;
mod report;
mod statement;
mod time;

pub use actor::{Actor, ActorKind, Role};
pub use figure::{Figure, Outcome};
pub use onrecord_text::Span;
pub use report::{Dateline, Furniture, FurnitureKind, Report};
pub use statement::{Anonymity, Form, SourceKind, Stance, Statement, Via};
pub use time::{ResolvedBy, Time, TimeType};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the record's shape that this crate reads and writes.
pub const SCHEMA: &str = "onrecord.record.v1";

/// What one report gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The report itself: where it came from and what it says of itself.
    pub report: Report,
    /// The text as it was read; all spans point into it.
    pub text: String,
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
    /// Who the sources are, across their mentions in this report.
    pub actors: Vec<Actor>,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Numbers with what they count.
    pub figures: Vec<Figure>,
    /// The reader that made this record.
    pub model: String,
}

/// The JSON Schema of a record, as published with the project.
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}
