//! A table in a folder of Parquet files, a row after the other, in the order of the files' names.

use crate::error::{Error, Result};
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use onrecord_output::columns::{cell, records};
use onrecord_record::Record;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Display;
use std::fs::{self, File};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// So many rows are decoded at a time.
const ROWS: usize = 64;

/// The rows of a table.
pub(super) struct Table {
    /// The files that were not begun yet, the last first.
    files: Vec<PathBuf>,
    path: PathBuf,
    open: Option<ParquetRecordBatchReader>,
    batch: Option<(RecordBatch, usize)>,
}

/// One of them.
pub(super) struct Row {
    path: PathBuf,
    /// Of one row.
    batch: RecordBatch,
}

impl Table {
    /// The table in `folder`.
    ///
    /// # Errors
    /// Where it is not there, or was not written to its end.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let wrong = |what: &dyn Display| Error::Tables { path: folder.to_owned(), what: what.to_string() };
        if !folder.join("_SUCCESS").is_file() {
            return Err(wrong(&"no table here, or not all of it"));
        }
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| wrong(&error))? {
            let path = entry.map_err(|error| wrong(&error))?.path();
            if path.extension().is_some_and(|extension| extension == "parquet") {
                files.push(path);
            }
        }
        files.sort_unstable_by(|a, b| b.cmp(a));
        Ok(Self { files, path: folder.to_owned(), open: None, batch: None })
    }

    /// The next row.
    pub(super) fn next(&mut self) -> Result<Option<Row>> {
        let row = self.peek()?;
        if let Some((_, at)) = &mut self.batch {
            *at += 1;
        }
        Ok(row)
    }

    /// The next row, if its column `name` holds `number`.
    pub(super) fn next_if(&mut self, name: &str, number: i64) -> Result<Option<Row>> {
        let next = self.peek()?;
        let same = match &next {
            Some(row) => row.number(name)? == number,
            None => false,
        };
        if same { self.next() } else { Ok(None) }
    }

    /// The next row, which stays the next.
    fn peek(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some((batch, at)) = self.batch.as_ref().filter(|(batch, at)| *at < batch.num_rows()) {
                return Ok(Some(Row { path: self.path.clone(), batch: batch.slice(*at, 1) }));
            }
            if self.open.is_none() {
                let Some(path) = self.files.pop() else { return Ok(None) };
                self.path = path;
                self.open = Some(self.guarded(|table| {
                    let file = File::open(&table.path).map_err(|error| table.wrong(&error))?;
                    let builder = ParquetRecordBatchReaderBuilder::try_new(file);
                    builder
                        .and_then(|builder| builder.with_batch_size(ROWS).build())
                        .map_err(|error| table.wrong(&error))
                })?);
            }
            let batch = self.guarded(|table| {
                let batch = table.open.as_mut().and_then(Iterator::next);
                batch.transpose().map_err(|error| table.wrong(&error))
            })?;
            match batch {
                Some(batch) => self.batch = Some((batch, 0)),
                None => self.open = None,
            }
        }
    }

    /// What decodes the columns is not ours, and may fail on what is broken in ways that it does not foresee.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|_| Err(self.wrong(&"it is damaged")))
    }

    fn wrong(&self, what: &dyn Display) -> Error {
        Error::Tables { path: self.path.clone(), what: what.to_string() }
    }
}

impl Row {
    /// What is wrong with it, as an error.
    pub(super) fn wrong(&self, what: impl Display) -> Error {
        Error::Tables { path: self.path.clone(), what: what.to_string() }
    }

    pub(super) fn value(&self, name: &str) -> Result<Value> {
        let column = self.batch.column_by_name(name);
        column.map(|column| cell(column, 0)).ok_or_else(|| self.wrong(format!("there is no column {name}")))
    }

    pub(super) fn number(&self, name: &str) -> Result<i64> {
        self.value(name)?.as_i64().ok_or_else(|| self.other(name))
    }

    pub(super) fn real(&self, name: &str) -> Result<f64> {
        self.value(name)?.as_f64().ok_or_else(|| self.other(name))
    }

    /// A number that is not below 0 and no greater than an index can hold.
    pub(super) fn id(&self, name: &str) -> Result<u32> {
        u32::try_from(self.number(name)?).map_err(|_| self.other(name))
    }

    pub(super) fn text(&self, name: &str) -> Result<String> {
        match self.value(name)? {
            Value::String(text) => Ok(text),
            _ => Err(self.other(name)),
        }
    }

    /// A value that is written as one word.
    pub(super) fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        serde_json::from_value(self.value(name)?).map_err(|_| self.other(name))
    }

    pub(super) fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let column = self.batch.column_by_name(name).and_then(|column| column.as_binary_opt::<i32>());
        column.map(|column| column.value(0).to_owned()).ok_or_else(|| self.other(name))
    }

    /// The record in its columns.
    pub(super) fn record(&self) -> Result<Record> {
        let mut records = records(&self.batch).map_err(|error| self.wrong(error))?;
        records.pop().ok_or_else(|| self.wrong("there is no record"))
    }

    fn other(&self, name: &str) -> Error {
        self.wrong(format!("column {name} holds what does not belong there"))
    }
}
