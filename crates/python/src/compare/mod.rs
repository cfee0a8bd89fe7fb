//! Comparing in parts: each stage takes a stream of Arrow batches and gives another, so that a cluster can run them on pieces of
//! tables that it joins, groups and sorts itself. What is decided in a stage is decided by `onrecord_compare`, as on one machine.
//!
//! The stages and their columns stand in `python/onrecord/spark.py`, which strings them together. Reports and propositions go by
//! their numbers in the order of linking.

mod candidates;
mod claims;
mod columns;
mod copies;
mod reports;

use crate::batches::NAME;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::Arc;

type Result<T> = std::result::Result<T, ArrowError>;

/// What turns batches into other batches. Rows that belong together may lie in several batches, one after the other.
trait Stage: Send {
    /// The columns that it gives.
    fn schema(&self) -> Schema;

    /// Takes a batch, and gives the rows that are complete.
    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>>;

    /// The rows that were not, at the end of the stream.
    fn end(&mut self) -> Result<Option<Vec<ArrayRef>>> {
        Ok(None)
    }
}

fn named(name: &str) -> Option<Box<dyn Stage>> {
    Some(match name {
        "raws" => Box::new(reports::Raws),
        "propositions" => Box::new(reports::Propositions),
        "fingerprints" => Box::new(copies::Fingerprints),
        "chains" => Box::<copies::Chains>::default(),
        "passages" => Box::<copies::Passages>::default(),
        "postings" => Box::<candidates::Postings>::default(),
        "by_words" => Box::<candidates::ByWords>::default(),
        "near" => Box::new(candidates::Nearby),
        "likest" => Box::<candidates::Likest>::default(),
        "judge" => Box::<claims::Judge>::default(),
        "components" => Box::<claims::Components>::default(),
        "join" => Box::<claims::Join>::default(),
        "settle" => Box::new(claims::Settle),
        _ => return None,
    })
}

/// A stream of batches on its way through a stage.
struct Through {
    stage: Box<dyn Stage>,
    schema: SchemaRef,
    /// None after the end.
    source: Option<RecordBatchStreamReader>,
}

impl Through {
    fn step(&mut self) -> Result<Option<Vec<ArrayRef>>> {
        let Some(source) = &mut self.source else { return Ok(None) };
        if let Some(batch) = source.next() {
            return self.stage.take(&batch?).map(Some);
        }
        self.source = None;
        self.stage.end()
    }
}

impl Iterator for Through {
    type Item = Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        if step.is_err() {
            self.source = None;
        }
        step.transpose().map(|step| RecordBatch::try_new(Arc::clone(&self.schema), step?))
    }
}

impl RecordBatchReader for Through {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// Sends a stream of Arrow batches, in a capsule, through the stage of this name; gives the stream that comes out.
#[pyfunction]
pub(crate) fn stage<'py>(
    py: Python<'py>,
    name: &str,
    stream: &Bound<'py, PyCapsule>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let stage = named(name).ok_or_else(|| PyValueError::new_err(format!("there is no stage {name:?}")))?;
    let stream = stream.pointer_checked(Some(NAME))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: by its name the capsule holds such a struct, and whoever takes it out may move it, once: that marks it as
    // released, and a released one is refused.
    let source = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) }
        .map_err(|error| PyValueError::new_err(error.to_string()))?;
    let through = Through { schema: Arc::new(stage.schema()), stage, source: Some(source) };
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(through)), NAME)
}
