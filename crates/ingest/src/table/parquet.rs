//! Parquet files (parquet.apache.org/docs/file-format), read a piece of a row group at a time.

use super::{Batches, FIELDS, Rows, damaged, rows};
use crate::problem::{Place, Problem, Trouble};
use crate::raw::problem;
use crate::watch::{Counted, ReadSoFar};
use arrow_schema::SchemaRef;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a file begins, and ends.
pub(crate) const MAGIC: &[u8] = b"PAR1";

/// So many rows are decoded at a time.
const BATCH: usize = 64;

/// The rows of a file. Columns that no report has are not read.
///
/// # Errors
/// Where it is no table, or one without a text.
pub(super) fn of_file(
    file: File,
    name: String,
    read: &ReadSoFar,
) -> std::result::Result<Rows<Batches>, Problem> {
    // The decoder may fail on what is broken in ways that it does not foresee.
    let opened = catch_unwind(AssertUnwindSafe(|| open(Watched { file, read: read.clone() })));
    match opened.unwrap_or_else(|_| Err(ParquetError::from(damaged()))) {
        Ok((schema, batches)) => rows(&schema, batches, name),
        Err(error) => Err(problem(name, Place::Whole, Trouble::Table(error.to_string()))),
    }
}

fn open(file: Watched) -> Result<(SchemaRef, Batches)> {
    let table = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let schema = SchemaRef::clone(table.schema());
    let fields = schema.fields().iter().enumerate();
    let known = fields.filter(|(_, field)| FIELDS.contains(&field.name().as_str())).map(|(i, _)| i);
    let known = ProjectionMask::roots(table.parquet_schema(), known);
    let batches = table.with_projection(known).with_batch_size(BATCH).build()?;
    Ok((schema, Box::new(batches)))
}

/// A file whose bytes are counted as they are read.
struct Watched {
    file: File,
    read: ReadSoFar,
}

impl Length for Watched {
    fn len(&self) -> u64 {
        self.file.len()
    }
}

impl ChunkReader for Watched {
    type T = Counted<BufReader<File>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(self.read.count(self.file.get_read(start)?))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        let bytes = self.file.get_bytes(start, length)?;
        self.read.add(bytes.len());
        Ok(bytes)
    }
}
