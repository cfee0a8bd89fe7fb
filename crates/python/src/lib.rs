//! The native part of the Python package `onrecord`: the same reader and the same window of work as the command's, for
//! items that come from Python, and the command itself.
//!
//! What Python's users see is in `python/onrecord`; it makes objects of what is given here as JSON.

mod batches;
mod compare;
mod error;
mod item;
mod reading;

use pyo3::prelude::*;

/// The module `onrecord._onrecord`.
#[pymodule]
mod _onrecord {
    use super::{item, reading};
    use onrecord_ingest::Place;
    use pyo3::prelude::*;
    use pyo3::types::PyDict;
    use std::ffi::OsString;

    #[pymodule_export]
    use super::compare::stage;
    #[pymodule_export]
    use super::error::ReportError;
    #[pymodule_export]
    use super::reading::Reading;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("version", env!("CARGO_PKG_VERSION"))?;
        module.add("fields", onrecord_ingest::FIELDS.to_vec())
    }

    /// The JSON of the record of one report, given by its fields.
    #[pyfunction]
    fn read(py: Python<'_>, fields: &Bound<'_, PyDict>) -> PyResult<String> {
        reading::one(py, item::of_fields("report", Place::Whole, fields)?)
    }

    /// The JSON Schema of a record.
    #[pyfunction]
    fn schema() -> String {
        // A schema is made of strings and numbers, which can always be written.
        serde_json::to_string(&onrecord_record::json_schema()).unwrap_or_default()
    }

    /// Carries out a command, given by all its words, and tells its exit code.
    #[pyfunction]
    fn command(py: Python<'_>, words: Vec<OsString>) -> u8 {
        py.detach(|| onrecord::command(words))
    }
}
