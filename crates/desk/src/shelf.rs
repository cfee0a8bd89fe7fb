//! Records in memory.

use onrecord_record::Record;
use std::sync::{Arc, PoisonError, RwLock};

/// The records that a desk shows, in the order in which they came.
#[derive(Debug, Default)]
pub struct Shelf(RwLock<Vec<Arc<Record>>>);

impl Shelf {
    /// Adds a record.
    pub fn add(&self, record: Record) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(record));
    }

    /// All records.
    pub fn all(&self) -> Vec<Arc<Record>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The record whose hash begins like this.
    pub fn find(&self, address: &str) -> Option<Arc<Record>> {
        let begins = |record: &Arc<Record>| {
            let hash = record.report.id.strip_prefix("sha256:").unwrap_or(&record.report.id);
            address.len() >= 8 && hash.starts_with(address)
        };
        self.all().into_iter().find(begins)
    }
}
