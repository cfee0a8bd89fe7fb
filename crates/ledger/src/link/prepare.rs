//! What indexes are told of reports, made on several threads.

use crate::error::Result;
use onrecord_compare::claim::{Proposition, Traits, propositions};
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
    pub(super) traits: Vec<Traits>,
    /// For a bare denial, which of them it denies.
    pub(super) denied: Vec<Option<usize>>,
    pub(super) reliances: Vec<Reliance>,
}

/// A report as the tables have it.
struct Filed {
    id: i64,
    record: Record,
    /// Statements by their places.
    statements: HashMap<String, i64>,
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
        let Some(&statement) = filed.statements.get(&proposition.place) else { continue };
        page.traits.push(Traits::of(&proposition));
        page.statements.push(statement);
        page.propositions.push(proposition);
    }
    page.denied = denied(&page.propositions);
    page.reliances = reliances(&filed.record, &page.propositions);
    page
}

fn filed(db: &Connection, id: i64) -> Result<Filed> {
    let mut select = db.prepare_cached("SELECT place, id FROM statement WHERE report = ?1")?;
    let statements = select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let statements = statements.collect::<rusqlite::Result<_>>()?;
    Ok(Filed { id, record: super::record(db, id)?, statements })
}
