//! Parquet files (parquet.apache.org/docs/file-format), read a piece of a row group at a time.

use super::{FIELDS, Rows, rows};
use crate::problem::{Place, Problem, Trouble};
use crate::raw::problem;
use crate::watch::ReadSoFar;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::Result;
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a file begins, and ends.
pub(crate) const MAGIC: &[u8] = b"PAR1";

/// So many rows are decoded at a time.
const BATCH: usize = 64;

/// The rows of a table. Columns that no report has are not read.
///
/// # Errors
/// Where it is none, or one without a text.
pub(crate) fn open(
    file: File,
    name: String,
    read: ReadSoFar,
) -> std::result::Result<Rows<ParquetRecordBatchReader>, Problem> {
    // The decoder may fail on what is broken in ways that it does not foresee.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let table = ParquetRecordBatchReaderBuilder::try_new(Watched { file, read })?;
        let fields = table.schema().fields().iter().enumerate();
        let known = fields.filter(|(_, field)| FIELDS.contains(&field.name().as_str())).map(|(i, _)| i);
        let known = ProjectionMask::roots(table.parquet_schema(), known);
        let schema = table.schema().clone();
        table.with_projection(known).with_batch_size(BATCH).build().map(|table| (schema, table))
    }));
    match opened {
        Ok(Ok((schema, table))) => rows(&schema, table, name),
        Ok(Err(error)) => Err(problem(name, Place::Whole, Trouble::Table(error.to_string()))),
        Err(_) => Err(problem(name, Place::Whole, Trouble::Table("it is damaged".to_owned()))),
    }
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
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(Box::new(self.read.count(self.file.get_read(start)?)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        let bytes = self.file.get_bytes(start, length)?;
        self.read.add(bytes.len());
        Ok(bytes)
    }
}
