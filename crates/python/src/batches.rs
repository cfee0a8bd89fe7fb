//! Records as a stream of Arrow batches, through Arrow's C interface: other libraries take it without a copy
//! (arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html).

use crate::reading::{Output, Work};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use onrecord_output::columns::{Layout, Rows};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::CStr;
use std::sync::{Arc, Mutex};

/// The name of a capsule with a stream.
pub(crate) const NAME: &CStr = c"arrow_array_stream";

/// So many rows make a batch,
const ROWS: usize = 256;

/// or so many bytes of text.
const BYTES: usize = 16 << 20;

/// The stream.
pub(crate) struct Batches {
    /// None after the end.
    work: Option<Work>,
    schema: SchemaRef,
    rows: Rows,
    failure: Arc<Mutex<Option<PyErr>>>,
}

impl Batches {
    pub(crate) fn new(work: Work, layout: Layout, failure: Arc<Mutex<Option<PyErr>>>) -> Self {
        let schema = layout.schema();
        Self { work: Some(work), rows: Rows::new(Arc::clone(&schema)), schema, failure }
    }

    /// Puts the next records into rows, until they make a batch.
    fn gather(&mut self, py: Python<'_>) -> PyResult<()> {
        while let Some(work) = &mut self.work {
            match work.next(py)? {
                Some(Output::Rows(rows)) => rows.iter().try_for_each(|row| self.rows.push(row))?,
                _ => self.work = None,
            }
            if self.rows.count() >= ROWS || self.rows.bytes() >= BYTES {
                break;
            }
        }
        Ok(())
    }

    /// The error as Arrow knows it. What Python raised is kept for who can raise it again.
    fn failed(&mut self, py: Python<'_>, error: PyErr) -> ArrowError {
        self.work = None;
        if error.is_instance_of::<PyKeyboardInterrupt>(py) {
            // Whoever asked for the batch makes another error of it: so it is raised anew when Python goes on.
            // SAFETY: may be called at any time.
            unsafe { pyo3::ffi::PyErr_SetInterrupt() };
        }
        let words = error.to_string();
        if let Ok(mut failure) = self.failure.lock() {
            *failure = Some(error);
        }
        ArrowError::ExternalError(words.into())
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Python::attach(|py| {
            if let Err(error) = self.gather(py) {
                return Some(Err(self.failed(py, error)));
            }
            (self.rows.count() > 0).then(|| self.rows.take().map_err(ArrowError::from))
        })
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// The capsule with such a stream.
pub(crate) fn capsule(py: Python<'_>, batches: Batches) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), NAME)
}
