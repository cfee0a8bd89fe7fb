//! Filing what was read and compared elsewhere, on many machines: tables of reports, of their propositions with their claims,
//! of pairs and of passages, as `docs/spark.md` describes them.
//!
//! Actors and stories, which take each report as it comes and cost little, are found here.

mod rows;
#[cfg(test)]
mod tests;

use super::indexes::{Claimed, Compared, Found, Indexes};
use super::prepare::{Prepared, prepare};
use crate::add::{Filing, add};
use crate::error::{Error, Result};
use crate::raw;
use crate::store::Writer;
use onrecord_compare::claim::{FigureRelation, Relation};
use onrecord_compare::copy::{Passage, Sort};
use onrecord_text::Span;
use rows::{Row, Table};
use rusqlite::Connection;
use serde_json::Value;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How many reports are filed and linked in one transaction.
const BATCH: usize = 32;

impl Writer {
    /// Files and links the reports of the tables in `folder`, a batch in a transaction, with the help of `jobs` threads; the
    /// ledger is then as if it had read and linked them itself. `on` hears how many there are so far, and may stop between two
    /// batches: what is there then are the first of them. Gives how many there are.
    ///
    /// # Errors
    /// [`Error::Refused`] where the ledger holds reports already: tables are of a whole pile. [`Error::Tables`] where one is missing
    /// or is not what belongs there; what SQLite says. The batches before stay.
    pub fn add_tables(
        &mut self,
        folder: &Path,
        jobs: usize,
        mut on: impl FnMut(usize) -> ControlFlow<()>,
    ) -> Result<usize> {
        if self.db().prepare("SELECT 1 FROM report")?.exists([])? {
            let words = "tables are of a whole pile; they go into a new ledger, and this one has reports";
            return Err(Error::Refused(words.to_owned()));
        }
        let mut tables = Tables::open(folder)?;
        let mut indexes = Indexes::new(jobs);
        let mut done = 0;
        loop {
            let batch: Vec<Linked> = tables.by_ref().take(BATCH).collect::<Result<_>>()?;
            if batch.is_empty() {
                return Ok(done);
            }
            done += batch.len();
            self.transact(|db| file(db, batch, jobs, &mut indexes))?;
            if on(done).is_break() {
                return Ok(done);
            }
        }
    }
}

/// Files these reports and writes down their links.
fn file(db: &Connection, batch: Vec<Linked>, jobs: usize, indexes: &mut Indexes) -> Result<()> {
    let mut ids = Vec::with_capacity(batch.len());
    for report in &batch {
        let hash = &report.filing.record.report.id;
        if !add(db, &report.filing)? {
            let what = "the tables have it twice".to_owned();
            return Err(Error::Tables { path: PathBuf::from(hash), what });
        }
        let id: i64 = db
            .prepare_cached("SELECT id FROM report WHERE hash = ?1")?
            .query_row([hash], |row| row.get(0))?;
        db.prepare_cached("UPDATE report SET linked = ?2 WHERE id = ?1")?.execute((id, report.number + 1))?;
        ids.push(id);
    }
    for (prepared, report) in prepare(db, &ids, jobs)?.into_iter().zip(batch) {
        let places = prepared.page.propositions.iter().map(|proposition| &proposition.place);
        if !places.eq(report.propositions.iter().map(|proposition| &proposition.place)) {
            return Err(other_version(&prepared));
        }
        let claims = report.propositions.into_iter().map(|proposition| proposition.claimed).collect();
        indexes.write(db, prepared, Found { passages: report.passages, claims })?;
    }
    Ok(())
}

fn other_version(report: &Prepared) -> Error {
    let what = "the tables have other propositions of it than this version finds".to_owned();
    Error::Tables { path: PathBuf::from(&report.record.report.id), what }
}

/// A report with all that the tables say of it.
struct Linked {
    /// Its place in the order of linking, from 0.
    number: i64,
    filing: Filing,
    propositions: Vec<Proposition>,
    passages: Vec<Passage>,
}

/// A proposition of a report.
struct Proposition {
    place: String,
    claimed: Claimed,
}

/// The four tables, each in the order of reports.
struct Tables {
    reports: Table,
    propositions: Table,
    pairs: Table,
    passages: Table,
    /// How many reports and propositions there were.
    given: i64,
    numbered: i64,
}

impl Tables {
    fn open(folder: &Path) -> Result<Self> {
        let open = |name: &str| Table::open(&folder.join(name));
        Ok(Self {
            reports: open("reports")?,
            propositions: open("propositions")?,
            pairs: open("pairs")?,
            passages: open("passages")?,
            given: 0,
            numbered: 0,
        })
    }

    fn linked(&mut self, report: &Row) -> Result<Linked> {
        let number = report.number("number")?;
        if number != self.given {
            return Err(report.wrong("it is not in order"));
        }
        self.given += 1;
        let format = raw::format(&report.text("format")?);
        let filing = Filing { format, bytes: report.bytes("bytes")?, record: report.record()? };
        let mut propositions = Vec::new();
        while let Some(row) = self.propositions.next_if("report", number)? {
            propositions.push(self.proposition(&row)?);
        }
        let mut passages = Vec::new();
        while let Some(row) = self.passages.next_if("report", number)? {
            passages.push(passage(&row, number)?);
        }
        Ok(Linked { number, filing, propositions, passages })
    }

    fn proposition(&mut self, row: &Row) -> Result<Proposition> {
        let n = row.number("n")?;
        let claim = row.number("claim")?;
        if n != self.numbered || claim > n {
            return Err(row.wrong("it is not in order"));
        }
        self.numbered += 1;
        let mut pairs = Vec::new();
        while let Some(row) = self.pairs.next_if("n", n)? {
            pairs.push(compared(&row, n)?);
        }
        let claimed = Claimed { claim: row.id("claim")?, pairs };
        Ok(Proposition { place: row.text("place")?, claimed })
    }
}

impl Iterator for Tables {
    type Item = Result<Linked>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.reports.next() {
            Ok(Some(report)) => Some(self.linked(&report)),
            Ok(None) => {
                let rest = [&mut self.propositions, &mut self.pairs, &mut self.passages];
                rest.into_iter().find_map(|table| match table.next() {
                    Ok(None) => None,
                    Ok(Some(row)) => Some(Err(row.wrong("it belongs to nothing"))),
                    Err(error) => Some(Err(error)),
                })
            }
            Err(error) => Some(Err(error)),
        }
    }
}

fn passage(row: &Row, report: i64) -> Result<Passage> {
    let other = row.number("other")?;
    if !(0..report).contains(&other) {
        return Err(row.wrong("it is not in order"));
    }
    let place = |name: &str| row.id(name).map(|place| place as usize);
    Ok(Passage {
        other: other as usize,
        here: Span { start: place("start")?, end: place("end")? },
        there: Span { start: place("other_start")?, end: place("other_end")? },
        sort: row.word::<Sort>("sort")?,
        words: place("words")?,
    })
}

fn compared(row: &Row, n: i64) -> Result<Compared> {
    if row.number("other")? >= n {
        return Err(row.wrong("it is not in order"));
    }
    let figures = match row.value("figures")? {
        Value::Null => None,
        _ => Some(row.word::<FigureRelation>("figures")?),
    };
    Ok(Compared {
        with: row.id("other")?,
        relation: row.word::<Relation>("relation")?,
        figures,
        score: row.real("score")?,
        reason: row.text("reasons")?,
    })
}
