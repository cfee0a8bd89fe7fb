//! What indexes are told of reports: made on several threads, because vectors are costly.

use crate::error::Result;
use onrecord_compare::claim::{Proposition, Vector, propositions, vector};
use onrecord_compare::dispute::denied;
use onrecord_compare::lineage::{Reliance, reliances};
use onrecord_record::Record;
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A report with all that can be told of it alone.
pub(super) struct Prepared {
    pub(super) id: i64,
    pub(super) record: Record,
    pub(super) page: Page,
}

/// What a report says, in the order of its text; the first three lists go together.
#[derive(Default)]
pub(super) struct Page {
    pub(super) propositions: Vec<Proposition>,
    /// The statements that put them forward.
    pub(super) statements: Vec<i64>,
    pub(super) vectors: Vec<Vector>,
    /// For a bare denial, which of them it denies.
    pub(super) denied: Vec<Option<usize>>,
    pub(super) reliances: Vec<Reliance>,
}

/// A report as the tables have it.
struct Filed {
    id: i64,
    record: Record,
    /// Statements by their places, with their vectors where they have one.
    statements: HashMap<String, (i64, Option<Vector>)>,
}

/// Reads these reports and works out the rest on `jobs` threads, in the order given.
pub(super) fn prepare(db: &Connection, reports: &[i64], jobs: usize) -> Result<Vec<Prepared>> {
    let filed: Vec<Filed> = reports.iter().map(|&id| filed(db, id)).collect::<Result<_>>()?;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(filed) = filed.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((filed.id, page(filed)));
        }
        done
    };
    let mut pages: HashMap<i64, Page> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.clamp(1, reports.len().max(1))).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().flat_map(|worker| match worker.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.collect()
    });
    let prepared =
        |Filed { id, record, .. }| Prepared { id, record, page: pages.remove(&id).unwrap_or_default() };
    Ok(filed.into_iter().map(prepared).collect())
}

/// What the tables have of a report, and what can be told of it.
fn page(filed: &Filed) -> Page {
    let mut page = Page::default();
    for proposition in propositions(&filed.record) {
        let Some(&(statement, known)) = filed.statements.get(&proposition.place) else { continue };
        page.vectors.push(known.unwrap_or_else(|| vector(&proposition)));
        page.statements.push(statement);
        page.propositions.push(proposition);
    }
    page.denied = denied(&page.propositions);
    page.reliances = reliances(&filed.record, &page.propositions);
    page
}

fn filed(db: &Connection, id: i64) -> Result<Filed> {
    let mut select = db.prepare_cached(
        "SELECT place, id, v FROM statement LEFT JOIN vector ON vector.statement = statement.id WHERE report = ?1",
    )?;
    let mut rows = select.query([id])?;
    let mut statements = HashMap::new();
    while let Some(row) = rows.next()? {
        let bytes: Option<Vec<u8>> = row.get(2)?;
        statements.insert(row.get(0)?, (row.get(1)?, bytes.as_deref().and_then(of_bytes)));
    }
    Ok(Filed { id, record: super::record(db, id)?, statements })
}

/// A vector as the table has it: a byte a number.
pub(super) fn to_bytes(vector: &Vector) -> Vec<u8> {
    vector.iter().map(|n| n.to_ne_bytes()[0]).collect()
}

/// The vector in these bytes; none where they are of another length.
fn of_bytes(bytes: &[u8]) -> Option<Vector> {
    let numbers: Vec<i8> = bytes.iter().map(|&byte| i8::from_ne_bytes([byte])).collect();
    numbers.try_into().ok()
}
