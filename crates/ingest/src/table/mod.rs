//! Tables: Parquet and Arrow files, a row a report.
//!
//! A row is what a line of JSONL with the same fields is. What is kept of it is that line: the columns of
//! [`FIELDS`] that hold anything, in this order, as compact JSON. So a row has the same number in whatever kind of table
//! it stands, and can be read again without it.

mod arrow;
mod cell;
mod parquet;

pub(crate) use self::arrow::{is_arrow, of_stream};
pub(crate) use self::parquet::MAGIC as PARQUET;

use crate::format::Format;
use crate::problem::{Place, Problem, Trouble};
use crate::raw::{MAX_ITEM, Raw, problem};
use crate::watch::ReadSoFar;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Schema};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The fields that are read of a line of JSONL or the row of a table, in the order of the alphabet.
pub const FIELDS: [&str; 13] = [
    "author",
    "byline",
    "date",
    "id",
    "lang",
    "language",
    "outlet",
    "published",
    "publisher",
    "source",
    "text",
    "title",
    "url",
];

/// Columns, a batch of rows at a time.
pub(crate) type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// The rows of a file whose contents are listed at its end; gives the file back where it is no such table.
///
/// # Errors
/// Where the table cannot be read, or has no text.
pub(crate) fn of_file(
    mut file: File,
    name: &str,
    read: &ReadSoFar,
) -> Result<Result<Rows<Batches>, File>, Problem> {
    let whole = |error| problem(name.to_owned(), Place::Whole, Trouble::Io(error));
    // A pipe cannot be looked at twice.
    if !file.metadata().map_err(whole)?.is_file() {
        return Ok(Err(file));
    }
    let start = start(&mut file).map_err(whole)?;
    if start.starts_with(PARQUET) {
        parquet::of_file(file, name.to_owned(), read).map(Ok)
    } else if start == arrow::FILE {
        arrow::of_file(file, name.to_owned(), read).map(Ok)
    } else {
        Ok(Err(file))
    }
}

/// The first bytes of a file, which can be read again.
fn start(file: &mut File) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    file.take(arrow::FILE.len() as u64).read_to_end(&mut start)?;
    file.rewind()?;
    Ok(start)
}

/// What is said where the decoder fails in a way that it does not foresee.
fn damaged() -> ArrowError {
    ArrowError::ParseError("it is damaged".to_owned())
}

/// A row as an item: `value` gives its field of that name.
///
/// # Errors
/// [`Trouble::TooLong`].
pub fn row(file: &str, place: Place, mut value: impl FnMut(&str) -> Option<Value>) -> Result<Raw, Problem> {
    let there = |field: &&str| Some(((*field).to_owned(), value(field).filter(|value| !value.is_null())?));
    let line: Map<String, Value> = FIELDS.iter().filter_map(there).collect();
    let bytes = Value::Object(line).to_string().into_bytes();
    if bytes.len() > MAX_ITEM {
        return Err(problem(file.to_owned(), place, Trouble::TooLong));
    }
    Ok(Raw { file: file.to_owned(), place, format: Format::Jsonl, bytes, cut: None })
}

/// The rows of a table as items, from its columns, a batch of rows at a time.
///
/// # Errors
/// [`Trouble::Table`] where there is no column `text`.
pub fn rows<B>(schema: &Schema, batches: B, file: String) -> Result<Rows<B>, Problem>
where
    B: Iterator<Item = Result<RecordBatch, ArrowError>>,
{
    if schema.column_with_name("text").is_none() {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let trouble = Trouble::Table(format!("it has no column `text`, but {}", listed(&names)));
        return Err(problem(file, Place::Whole, trouble));
    }
    Ok(Rows { file, batches: Some(batches), columns: Vec::new(), next: 0, left: 0, row: 0 })
}

/// A few names, as they stand in a sentence.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 12;
    let few: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => "none at all".to_owned(),
        n if n > MOST => format!("{} and {} more", few.join(", "), n - MOST),
        _ => few.join(", "),
    }
}

/// Iterator over the rows of a table; see [`rows`].
pub struct Rows<B> {
    file: String,
    /// None when there is an end, or something went wrong.
    batches: Option<B>,
    /// The known columns of the batch at hand, by name.
    columns: Vec<(String, ArrayRef)>,
    /// The next row of the batch, and how many are left of it.
    next: usize,
    left: usize,
    /// Rows of the table so far.
    row: u64,
}

impl<B: Iterator<Item = Result<RecordBatch, ArrowError>>> Iterator for Rows<B> {
    type Item = Result<Raw, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left == 0 {
            let batches = self.batches.as_mut()?;
            // What decodes the columns is not ours, and may fail on what is broken in ways that it does not foresee.
            let batch =
                catch_unwind(AssertUnwindSafe(|| batches.next())).unwrap_or_else(|_| Some(Err(damaged())));
            match batch {
                Some(Ok(batch)) => self.enter(&batch),
                Some(Err(error)) => {
                    self.batches = None;
                    let trouble = Trouble::Table(error.to_string());
                    return Some(Err(problem(self.file.clone(), Place::Row(self.row), trouble)));
                }
                None => {
                    self.batches = None;
                    return None;
                }
            }
        }
        let (columns, at) = (&self.columns, self.next);
        let value = |name: &str| {
            let (_, column) = columns.iter().find(|(known, _)| known == name)?;
            cell::value(column, at)
        };
        let item = row(&self.file, Place::Row(self.row), value);
        self.next += 1;
        self.left -= 1;
        self.row += 1;
        Some(item)
    }
}

impl<B> Rows<B> {
    fn enter(&mut self, batch: &RecordBatch) {
        let known = |name: &&str| Some(((*name).to_owned(), batch.column_by_name(name)?.clone()));
        self.columns = FIELDS.iter().filter_map(known).collect();
        (self.next, self.left) = (0, batch.num_rows());
    }
}
