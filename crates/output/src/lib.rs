//! Records for people and for programs: a table to read, `jsonl`, `csv` that opens in Excel, `brat` standoff,
//! `parquet` and Arrow's columns for data frames.
//!
//! All are a [`Sink`]: records go in one by one, each is written whole, nothing of it is kept. What a report says is
//! never trusted on the way out: a terminal gets no control characters ([`visible`]), a spreadsheet no formulas, a file
//! system no names that it could stumble over.

mod atomic;
mod brat;
mod cell;
pub mod columns;
mod csv;
mod jsonl;
mod label;
mod parquet;
mod table;
mod visible;
mod words;

pub use atomic::AtomicFile;
pub use brat::Brat;
pub use cell::{Cell, write_row};
pub use csv::{Csv, Rows, cell};
pub use jsonl::Jsonl;
pub use label::{form, kind, stance};
pub use parquet::{Parquet, ParquetTable};
pub use table::Table;
pub use visible::{clipped, visible};
pub use words::Words;

use onrecord_record::Record;
use std::io;

/// Takes records, in order.
pub trait Sink {
    /// Writes one record.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    fn write(&mut self, record: &Record) -> io::Result<()>;

    /// Hands on what is still buffered, so that a reader at the other end sees all records so far.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    fn flush(&mut self) -> io::Result<()>;

    /// Completes what was written, after the last record.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    fn end(&mut self) -> io::Result<()> {
        self.flush()
    }
}
