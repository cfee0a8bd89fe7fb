//! What the commands need of a reader.

use crate::args::Model;
use onrecord_ingest::Document;
use onrecord_record::{Record, SCHEMA};
use std::sync::Arc;

/// Turns a report into its record. The same for the same report, whatever was read before.
pub(crate) trait Read: Send + Sync {
    fn read(&self, document: Document) -> Record;
}

/// The reader of this name.
pub(crate) fn open(_model: Model) -> Arc<dyn Read> {
    Arc::new(Bare)
}

/// Writes down what a report says of itself, and no statements.
struct Bare;

impl Read for Bare {
    fn read(&self, document: Document) -> Record {
        Record {
            schema: SCHEMA.to_owned(),
            report: document.report,
            text: document.text,
            statements: Vec::new(),
            actors: Vec::new(),
            times: Vec::new(),
            figures: Vec::new(),
            model: "bare".to_owned(),
        }
    }
}
