//! Records as columns, in Apache Arrow's types: a nested row a report, or a flat row a statement.
//!
//! `docs/parquet.md` describes both for those who read them. A row is what the record's JSON says, value by value: a
//! number here is the number there.

mod back;
mod rows;
mod schema;
mod statements;

pub use back::{cell, records};
pub use rows::Rows;
pub use schema::{number, optional, real, spans, text};

use arrow_schema::SchemaRef;
use onrecord_record::Record;
use serde_json::Value;
use std::io;

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A report: its record, nested as in JSON.
    Records,
    /// A statement, flat, with what is known of its report.
    Statements,
}

impl Layout {
    /// The names and types of its columns.
    pub fn schema(self) -> SchemaRef {
        match self {
            Self::Records => schema::records(),
            Self::Statements => schema::statements(),
        }
    }

    /// The rows that a record makes, for [`Rows::push`].
    ///
    /// # Errors
    /// Where the record cannot be written as JSON; records that were read can.
    pub fn rows(self, record: &Record) -> io::Result<Vec<Value>> {
        match self {
            // By way of its words: 0.94 in 32 bits is then 0.94 in 64, as for everybody who reads the JSON.
            Self::Records => Ok(vec![serde_json::from_str(&serde_json::to_string(record)?)?]),
            Self::Statements => statements::rows(record),
        }
    }
}
