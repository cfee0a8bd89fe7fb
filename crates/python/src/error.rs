//! What Python is told of a report that cannot be read.

use onrecord_ingest::Place;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(
    onrecord,
    ReportError,
    PyValueError,
    "A report that cannot be read: it has no text, or its text is empty.\n\n\
     `row` is its number in the source, from 0; None where there is only one."
);

/// The exception with these words.
pub(crate) fn report_error(py: Python<'_>, words: &str, place: Place) -> PyErr {
    let error = ReportError::new_err(words.to_owned());
    let row = match place {
        Place::Row(row) => Some(row),
        _ => None,
    };
    // An exception takes attributes; if it did not, its words would still do.
    let _ = error.value(py).setattr("row", row);
    error
}
