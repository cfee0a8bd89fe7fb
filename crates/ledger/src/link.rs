//! Linking: what a report has to do with those before it, asked of the indexes of `compare` and written down.
//!
//! Reports are linked in the order of their publication and hash, undated ones last, so that what comes out of one pile
//! does not depend on how it was read. The order is kept in `report.linked`: an index is filled again in it, and its number
//! for a report is `linked - 1`.

use crate::error::{Error, Result};
use crate::store::Writer;
use onrecord_compare::copy;
use onrecord_record::Record;
use rusqlite::Connection;
use std::ops::ControlFlow;

/// How many reports are linked in one transaction.
const BATCH: usize = 32;

/// What is known of all linked reports, in memory.
#[derive(Default)]
struct Indexes {
    copies: copy::Index,
}

impl Indexes {
    /// Takes in a report that was linked before.
    fn restore(&mut self, record: &Record) {
        self.copies.restore(record);
    }

    /// Takes in the next report, and writes down its links.
    fn add(&mut self, db: &Connection, id: i64, record: &Record) -> Result<()> {
        let mut passage = db.prepare_cached(
            "INSERT INTO passage (a_report, b_report, a_start, a_end, b_start, b_end, sort)
                SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM report WHERE linked = ?1",
        )?;
        for found in self.copies.add(record) {
            let copy::Passage { other, here, there, sort, .. } = found;
            let sort = crate::page::label(sort);
            passage.execute((other + 1, id, there.start, there.end, here.start, here.end, sort))?;
        }
        Ok(())
    }
}

impl Writer {
    /// Links all reports that are not linked yet, a batch in a transaction. `on` hears how many there were and of how many,
    /// and may stop it between two batches; what is left is linked the next time. Gives how many were linked.
    ///
    /// # Errors
    /// What SQLite says. The batches before stay.
    pub fn link(&mut self, mut on: impl FnMut(usize, usize) -> ControlFlow<()>) -> Result<usize> {
        let pending: Vec<i64> = ids(
            self.db(),
            "SELECT id FROM report WHERE linked IS NULL ORDER BY published IS NULL, published, hash",
        )?;
        if pending.is_empty() {
            return Ok(0);
        }
        let mut indexes = Indexes::default();
        let linked = ids(self.db(), "SELECT id FROM report WHERE linked IS NOT NULL ORDER BY linked")?;
        for id in &linked {
            indexes.restore(&record(self.db(), *id)?);
        }
        let (mut next, mut done) = (linked.len(), 0);
        for batch in pending.chunks(BATCH) {
            self.transact(|db| {
                for &id in batch {
                    indexes.add(db, id, &record(db, id)?)?;
                    next += 1;
                    db.prepare_cached("UPDATE report SET linked = ?2 WHERE id = ?1")?.execute((id, next))?;
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
        UPDATE statement SET claim = NULL, machine_claim = NULL, stand = NULL, machine_stand = NULL, actor = NULL;
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
pub(crate) fn record(db: &Connection, id: i64) -> Result<Record> {
    let json = crate::row::Report::record(db, id)?;
    serde_json::from_str(&json)
        .map_err(|error| Error::Column { place: format!("report {id}, record"), error })
}
