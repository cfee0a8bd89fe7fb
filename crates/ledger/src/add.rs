//! Filing reports, and filing them anew when they were read anew.

use crate::error::{Error, Result};
use crate::hash::hash;
use crate::page::{Mentioned, Said, json, label, mentions, narration, statements};
use crate::raw;
use crate::store::{Ledger, Writer};
use onrecord_compare::claim::Role;
use onrecord_ingest::Format;
use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension, named_params};
use std::collections::{HashMap, HashSet};

/// A report as it goes into the ledger.
#[derive(Clone, Debug)]
pub struct Filing {
    /// What the bytes are written in.
    pub format: Format,
    /// The raw bytes, whose hash is the record's `report.id`.
    pub bytes: Vec<u8>,
    /// What was read from them.
    pub record: Record,
}

impl Ledger {
    /// The hashes of all reports that are filed.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn hashes(&self) -> Result<HashSet<String>> {
        let mut select = self.db().prepare("SELECT hash FROM report")?;
        Ok(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer {
    /// Files a batch of reports in one transaction, and tells how many of them were new. One whose bytes are there already is
    /// left as it is. They are not linked yet; see [`Writer::link`].
    ///
    /// # Errors
    /// [`Error::Mismatch`] where a record is not of its bytes; what SQLite says. Nothing of the batch is filed then.
    pub fn add(&mut self, batch: &[Filing]) -> Result<usize> {
        self.transact(|db| {
            let mut new = 0;
            for filing in batch {
                new += usize::from(add(db, filing)?);
            }
            Ok(new)
        })
    }
}

/// Files a report; tells whether it was new.
pub(crate) fn add(db: &Connection, filing: &Filing) -> Result<bool> {
    let Filing { format, bytes, record } = filing;
    if hash(bytes) != record.report.id {
        return Err(Error::Mismatch(record.report.id.clone()));
    }
    let there = "SELECT 1 FROM report WHERE hash = ?1";
    if db.prepare_cached(there)?.exists([&record.report.id])? {
        return Ok(false);
    }
    db.prepare_cached("INSERT OR IGNORE INTO raw (hash, format, bytes) VALUES (?1, ?2, ?3)")?.execute((
        &record.report.id,
        raw::name(*format),
        bytes,
    ))?;
    db.prepare_cached(
        "INSERT INTO report (hash, raw, model, record, digest, added)
            VALUES (?1, ?1, '', '', '', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
    )?
    .execute([&record.report.id])?;
    file(db, db.last_insert_rowid(), record)?;
    Ok(true)
}

/// Writes all that a record gives into the rows of its report, which has no statements and mentions yet.
fn file(db: &Connection, id: i64, record: &Record) -> Result<()> {
    let report = &record.report;
    let written = json(record);
    db.prepare_cached(
        "UPDATE report SET key = :key, file = :file, title = :title, outlet = :outlet, published = :published,
            url = :url, credit = :credit, language = :language, model = :model, record = :record, digest = :digest
            WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":key": report.key, ":file": report.file, ":title": report.title, ":outlet": report.outlet,
        ":published": report.published, ":url": report.url, ":credit": report.credit, ":language": report.language,
        ":model": record.model, ":record": written, ":digest": hash(written.as_bytes()),
    })?;
    for mention in mentions(record) {
        mentioned(db, id, &mention)?;
    }
    let title = report.title.as_deref().unwrap_or_default();
    let page: Vec<Said> = statements(record).into_iter().chain(narration(record)).collect();
    let mut ids = HashMap::new();
    for said in &page {
        ids.insert(said.place.as_str(), self::said(db, id, said, title)?);
    }
    let mut nest = db.prepare_cached("UPDATE statement SET inside = ?2 WHERE id = ?1")?;
    for said in &page {
        if let Some(outer) = said.inside.as_deref().and_then(|place| ids.get(place)) {
            nest.execute((ids[said.place.as_str()], outer))?;
        }
    }
    Ok(())
}

fn mentioned(db: &Connection, report: i64, mention: &Mentioned) -> Result<()> {
    let Mentioned { place, name, kind, roles, spans } = mention;
    db.prepare_cached(
        "INSERT INTO mention (report, place, name, kind, roles, spans) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((report, place, name, kind, roles, spans))?;
    Ok(())
}

/// Writes a statement and makes its words be found; gives its number.
fn said(db: &Connection, report: i64, said: &Said, title: &str) -> Result<i64> {
    db.prepare_cached(
        "INSERT INTO statement (report, place, role, start, end, source, cue, content, spans, machine_spans, kind,
            stance, machine_stance, form, mention, said_from, said_to, confidence)
        VALUES (:report, :place, :role, :start, :end, :source, :cue, :content, :spans, :spans, :kind,
            :stance, :stance, :form, :mention, :said_from, :said_to, :confidence)",
    )?
    .execute(named_params! {
        ":report": report, ":place": said.place, ":role": role(said.role),
        ":start": said.address.start, ":end": said.address.end,
        ":source": said.source, ":cue": said.cue, ":content": said.content, ":spans": said.spans,
        ":kind": said.kind, ":stance": said.stance, ":form": said.form, ":mention": said.mention,
        ":said_from": said.from, ":said_to": said.to, ":confidence": said.confidence,
    })?;
    let id = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO found (rowid, content, source, title) VALUES (?1, ?2, ?3, ?4)")?
        .execute((id, &said.content, &said.source, title))?;
    Ok(id)
}

/// How a role is written in the table.
pub(crate) fn role(role: Role) -> String {
    label(role)
}

impl Writer {
    /// Puts records that were read anew from kept bytes in the place of the old ones, in one transaction; gives how many of
    /// them there were. All links are taken away with it, because any of them may rest on what was read before; see
    /// [`Writer::link`]. The journal stays, and holds over the new records.
    ///
    /// # Errors
    /// What SQLite says. Nothing is replaced then.
    pub fn replace(&mut self, batch: &[Record]) -> Result<usize> {
        self.transact(|db| {
            crate::link::unlink(db)?;
            let mut replaced = 0;
            for record in batch {
                let find = "SELECT id FROM report WHERE hash = ?1";
                let found: Option<i64> =
                    db.prepare_cached(find)?.query_row([&record.report.id], |row| row.get(0)).optional()?;
                let Some(id) = found else { continue };
                let words = "DELETE FROM found WHERE rowid IN (SELECT id FROM statement WHERE report = ?1)";
                for clear in [
                    words,
                    "DELETE FROM statement WHERE report = ?1",
                    "DELETE FROM mention WHERE report = ?1",
                ] {
                    db.prepare_cached(clear)?.execute([id])?;
                }
                file(db, id, record)?;
                replaced += 1;
            }
            Ok(replaced)
        })
    }
}
