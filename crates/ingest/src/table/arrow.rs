//! Arrow's own format (arrow.apache.org/docs/format/Columnar.html), as a stream and as a file.
//!
//! What a file holds is listed at its end. Most writers begin one with the same bytes as a stream, after its magic number; so
//! theirs can be read from a pipe, too.

use super::{Batches, Rows, damaged, rows};
use crate::problem::{Place, Problem, Trouble};
use crate::raw::problem;
use crate::watch::ReadSoFar;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, SchemaRef};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a file begins; zeros follow, as many as its writer likes.
pub(super) const FILE: &[u8] = b"ARROW1";

/// How a stream begins: the mark before the length of a message.
const STREAM: &[u8] = &[0xFF; 4];

/// Whether it looks like a table in this format.
pub(crate) fn is_arrow(prefix: &[u8]) -> bool {
    prefix.starts_with(FILE) || prefix.starts_with(STREAM)
}

/// The rows of a stream.
///
/// # Errors
/// Where it is no table, or one without a text.
pub(crate) fn of_stream(mut reader: Box<dyn BufRead + Send>, name: String) -> Result<Rows<Batches>, Problem> {
    opened(name, move || {
        if reader.fill_buf()?.starts_with(FILE) {
            reader.consume(FILE.len());
            while reader.fill_buf()?.first() == Some(&0) {
                reader.consume(1);
            }
        }
        let table = StreamReader::try_new(reader, None)?;
        Ok((table.schema(), Box::new(table)))
    })
}

/// The rows of a file.
///
/// # Errors
/// Where it is no table, or one without a text.
pub(super) fn of_file(file: File, name: String, read: &ReadSoFar) -> Result<Rows<Batches>, Problem> {
    let reader = BufReader::new(read.count(file));
    opened(name, move || {
        let table = FileReader::try_new(reader, None)?;
        Ok((table.schema(), Box::new(table)))
    })
}

fn opened(
    name: String,
    open: impl FnOnce() -> Result<(SchemaRef, Batches), ArrowError>,
) -> Result<Rows<Batches>, Problem> {
    // The decoder may fail on what is broken in ways that it does not foresee.
    match catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(damaged())) {
        Ok((schema, batches)) => rows(&schema, batches, name),
        Err(error) => Err(problem(name, Place::Whole, Trouble::Table(error.to_string()))),
    }
}
