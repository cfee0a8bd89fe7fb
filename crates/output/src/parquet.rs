//! Apache Parquet, for data frames and for archives of records.
//!
//! Compressed with Zstandard; in row groups of 10,000 rows at most, so that a reader can take a file in parts.

use crate::Sink;
use crate::columns::{Layout, Rows};
use arrow_schema::SchemaRef;
use onrecord_record::Record;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::io::{self, Write};

/// So many rows are put into columns at a time, at most,
const BATCH: usize = 256;

/// and so many bytes of text.
const BATCH_BYTES: usize = 16 << 20;

/// Rows a row group, at most,
const GROUP: usize = 10_000;

/// and bytes of it; so much is kept in memory until it is written.
const GROUP_BYTES: usize = 64 << 20;

/// A Parquet file that takes rows of JSON.
pub struct ParquetTable<W: Write + Send> {
    rows: Rows,
    writer: ArrowWriter<W>,
}

impl<W: Write + Send> ParquetTable<W> {
    /// Begins a file of such columns.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    pub fn new(out: W, schema: SchemaRef) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        let writer =
            ArrowWriter::try_new(out, SchemaRef::clone(&schema), Some(properties)).map_err(failed)?;
        Ok(Self { rows: Rows::new(schema), writer })
    }

    /// Adds a row: an object with the fields of the schema; others are passed over.
    ///
    /// # Errors
    /// What the system says when it cannot be written; where a field is not as the schema has it.
    pub fn row(&mut self, row: &Value) -> io::Result<()> {
        self.rows.push(row)?;
        if self.rows.count() < BATCH && self.rows.bytes() < BATCH_BYTES {
            return Ok(());
        }
        self.batch()
    }

    /// Completes the file.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    pub fn end(mut self) -> io::Result<W> {
        self.batch()?;
        self.writer.into_inner().map_err(failed)
    }

    /// Hands on the rows so far.
    fn batch(&mut self) -> io::Result<()> {
        if self.rows.count() > 0 {
            self.writer.write(&self.rows.take()?).map_err(failed)?;
        }
        Ok(())
    }
}

/// Writes records as a Parquet file, which is complete when [`Sink::end`] was called.
pub struct Parquet<W: Write + Send> {
    layout: Layout,
    table: ParquetTable<W>,
}

impl<W: Write + Send> Parquet<W> {
    /// Begins a file of such rows.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    pub fn new(out: W, layout: Layout) -> io::Result<Self> {
        Ok(Self { layout, table: ParquetTable::new(out, layout.schema())? })
    }
}

impl<W: Write + Send> Sink for Parquet<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        self.layout.rows(record)?.iter().try_for_each(|row| self.table.row(row))
    }

    /// Does nothing: nobody can read a part of the file.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.table.batch()?;
        self.table.writer.finish().map(drop).map_err(failed)
    }
}

/// What went wrong with the output itself, where it was that.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
