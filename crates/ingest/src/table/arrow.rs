//! Arrow's own format (arrow.apache.org/docs/format/Columnar.html), as a stream and as a file.
//!
//! A file is a stream after its magic number; what comes at its end only helps to jump about in it. So both can be read from
//! a pipe.

use super::{Rows, rows};
use crate::problem::{Place, Problem, Trouble};
use crate::raw::problem;
use arrow_ipc::reader::StreamReader;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a file begins; zeros follow, as many as its writer likes.
const FILE: &[u8] = b"ARROW1";

/// How a stream begins: the mark before the length of a message.
const STREAM: &[u8] = &[0xFF; 4];

/// Whether it looks like a table in this format.
pub(crate) fn is_arrow(prefix: &[u8]) -> bool {
    prefix.starts_with(FILE) || prefix.starts_with(STREAM)
}

/// The rows of a table.
///
/// # Errors
/// Where it is none, or one without a text.
pub(crate) fn open(
    mut reader: Box<dyn BufRead + Send>,
    file: String,
) -> Result<Rows<StreamReader<Box<dyn BufRead + Send>>>, Problem> {
    let opened = catch_unwind(AssertUnwindSafe(move || {
        if reader.fill_buf()?.starts_with(FILE) {
            reader.consume(FILE.len());
            while reader.fill_buf()?.first() == Some(&0) {
                reader.consume(1);
            }
        }
        StreamReader::try_new(reader, None)
    }));
    let table = match opened {
        Ok(Ok(table)) => table,
        Ok(Err(error)) => return Err(problem(file, Place::Whole, Trouble::Table(error.to_string()))),
        Err(_) => return Err(problem(file, Place::Whole, Trouble::Table("it is damaged".to_owned()))),
    };
    rows(&table.schema(), table, file)
}
