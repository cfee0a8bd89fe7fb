//! Linking: what a report has to do with those before it, asked of the indexes of `compare` and written down.
//!
//! Reports are linked in the order of their publication and hash, undated ones last, so that what comes out of one pile
//! does not depend on how it was read. The order is kept in `report.linked`; the indexes are filled again in it.

mod indexes;
mod opposed;
mod prepare;
mod tables;
#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::store::Writer;
use indexes::Indexes;
use onrecord_record::Record;
use prepare::prepare;
use rusqlite::Connection;
use std::ops::ControlFlow;

/// How many reports are linked in one transaction.
const BATCH: usize = 8;

impl Writer {
    /// Links all reports that are not linked yet, a batch in a transaction, with the help of `jobs` threads. `on` hears how many
    /// were linked, and of how many, and may stop it between two batches; what is left is linked the next time. Gives how many
    /// were linked.
    ///
    /// Memory grows with the ledger: comparing needs all propositions at hand.
    ///
    /// # Errors
    /// What SQLite says. The batches before stay.
    pub fn link(
        &mut self,
        jobs: usize,
        mut on: impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<usize> {
        let pending: Vec<i64> = ids(
            self.db(),
            "SELECT id FROM report WHERE linked IS NULL ORDER BY published IS NULL, published, hash",
        )?;
        if pending.is_empty() {
            return Ok(0);
        }
        let mut indexes = Indexes::new(jobs);
        let linked = ids(self.db(), "SELECT id FROM report WHERE linked IS NOT NULL ORDER BY linked")?;
        for batch in linked.chunks(BATCH) {
            for report in prepare(self.db(), batch, jobs)? {
                indexes.restore(self.db(), report)?;
            }
        }
        let (mut next, mut done) = (linked.len(), 0);
        for batch in pending.chunks(BATCH) {
            // The costly part comes before the transaction, so that whoever decides something meanwhile waits less.
            let prepared = prepare(self.db(), batch, jobs)?;
            self.transact(|db| {
                for report in prepared {
                    next += 1;
                    db.prepare_cached("UPDATE report SET linked = ?2 WHERE id = ?1")?
                        .execute((report.id, next))?;
                    indexes.add(db, report)?;
                }
                Ok(())
            })?;
            done += batch.len();
            if on(done, pending.len()).is_break() {
                break;
            }
        }
        Ok(done)
    }

    /// Takes all links away, so that [`Writer::link`] makes them anew.
    ///
    /// # Errors
    /// What SQLite says. Nothing is taken away then.
    pub fn unlink(&mut self) -> Result<()> {
        self.transact(unlink)
    }
}

/// Takes all links away, if there are any.
pub(crate) fn unlink(db: &Connection) -> Result<()> {
    if !db.prepare_cached("SELECT 1 FROM report WHERE linked IS NOT NULL")?.exists([])? {
        return Ok(());
    }
    db.execute_batch(
        "UPDATE report SET linked = NULL WHERE linked IS NOT NULL;
        UPDATE statement SET claim = NULL, machine_claim = NULL, stand = NULL, machine_stand = NULL;
        UPDATE mention SET actor = NULL, machine_actor = NULL, reason = NULL;
        DELETE FROM pair;
        DELETE FROM passage;
        DELETE FROM reliance;
        DELETE FROM story_report;
        DELETE FROM story;
        DELETE FROM proposal;
        DELETE FROM vector;
        DELETE FROM claim;
        DELETE FROM actor;",
    )?;
    Ok(())
}

fn ids(db: &Connection, select: &str) -> Result<Vec<i64>> {
    Ok(db.prepare(select)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The record of a report.
fn record(db: &Connection, id: i64) -> Result<Record> {
    let json = crate::row::Report::record(db, id)?;
    serde_json::from_str(&json)
        .map_err(|error| Error::Column { place: format!("report {id}, record"), error })
}
