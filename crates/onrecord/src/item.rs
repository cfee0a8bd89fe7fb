//! One item of input, and what becomes of it: a record, a reason why there is none, or words about what is wrong.

use onrecord_ingest::{Problem, Raw, Skip};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What came of an item.
pub enum Attempt<T> {
    /// It was read.
    Read(T),
    /// It is no report, and no fault either.
    Skipped(Skip),
    /// It cannot be read; it was said why.
    Failed,
}

/// The bytes of an item.
pub fn weigh(raw: &Result<Raw, Problem>) -> usize {
    raw.as_ref().map_or(0, |raw| raw.bytes.len())
}

/// What `read` makes of an item and what is to be said of it; the reason, where it cannot be read.
pub fn attempt<T>(
    raw: Result<Raw, Problem>,
    read: impl FnOnce(Raw) -> Result<(T, Vec<String>), Problem>,
) -> (Attempt<T>, Vec<String>) {
    let place = raw.as_ref().map(|raw| format!("{}{}", raw.file, raw.place)).unwrap_or_default();
    // A fault of ours in one report must not cost the others.
    match catch_unwind(AssertUnwindSafe(|| raw.and_then(read))) {
        Ok(Ok((found, messages))) => (Attempt::Read(found), messages),
        Ok(Err(problem)) => match problem.skip() {
            Some(skip) => (Attempt::Skipped(skip), Vec::new()),
            None => (Attempt::Failed, vec![problem.to_string()]),
        },
        Err(_) => {
            (Attempt::Failed, vec![format!("{place}: the reader failed on it, please tell its makers")])
        }
    }
}
