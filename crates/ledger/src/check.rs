//! Whether a ledger is whole: what its hashes, references, words and journal say of each other.

#[cfg(test)]
mod tests;

use crate::add::role;
use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::hash::hash;
use crate::journal::written;
use crate::page::{self, Mentioned, Said, Spans, Words};
use crate::query::tally;
use crate::replay::Overlay;
use crate::row::{Passage, Reliance, Report, Row, Statement};
use crate::store::Ledger;
use onrecord_compare::claim::Role;
use onrecord_record::{Record, Span};
use rusqlite::Connection;
use std::fmt::{self, Display};

/// Something in a ledger that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a table, a report by its hash, an entry of the journal.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Reports, with their raw bytes and records.
    pub reports: usize,
    /// Statements.
    pub statements: usize,
    /// Sentences of narration.
    pub narration: usize,
    /// Entries of the journal.
    pub entries: usize,
    /// What was found wrong.
    pub faults: usize,
}

impl Ledger {
    /// Checks all of the ledger as it is at this moment, whoever writes to it meanwhile, and tells `on` what is wrong: the
    /// database's own structure and its index of words, references between tables, the hashes of raw bytes and records, whether
    /// each row says what its record says and stands at the words that it names, and the journal. One report is held at a time.
    ///
    /// # Errors
    /// Where the ledger cannot be read at all. What SQLite says of a part of it is a fault.
    pub fn check(&self, on: impl FnMut(Fault)) -> Result<Checked> {
        // One transaction sees one state.
        let transaction = self.db().unchecked_transaction()?;
        let mut check = Check { db: &transaction, on, checked: Checked::default() };
        check.part("database", Check::database)?;
        check.part("references", Check::references)?;
        check.part("raw", Check::raws)?;
        check.part("report", Check::reports)?;
        check.part("links", Check::links)?;
        check.part("journal", Check::journal)?;
        Ok(check.checked)
    }
}

struct Check<'d, F> {
    db: &'d Connection,
    on: F,
    checked: Checked,
}

impl<F: FnMut(Fault)> Check<'_, F> {
    fn fault(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.checked.faults += 1;
        (self.on)(Fault { place: place.into(), what: what.into() });
    }

    /// Checks one part; where it cannot be read, that is a fault of it.
    fn part(&mut self, name: &str, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        match check(self) {
            Err(Error::Database(error)) => self.fault(name, error.to_string()),
            Err(Error::Column { place, error }) => self.fault(place, error.to_string()),
            other => return other,
        }
        Ok(())
    }

    /// The structure of the file, its indexes, and the index of words.
    fn database(&mut self) -> Result<()> {
        let db = self.db;
        let mut pragma = db.prepare("PRAGMA integrity_check")?;
        let mut rows = pragma.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                self.fault("database", line);
            }
        }
        Ok(())
    }

    /// Rows that name rows which are not there.
    fn references(&mut self) -> Result<()> {
        let db = self.db;
        let mut pragma = db.prepare("PRAGMA foreign_key_check")?;
        let mut rows = pragma.query([])?;
        while let Some(row) = rows.next()? {
            let (table, id, other): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let place = id.map_or_else(|| table.clone(), |id| format!("{table} {id}"));
            self.fault(place, format!("names a {other} that is not there"));
        }
        Ok(())
    }

    fn raws(&mut self) -> Result<()> {
        let db = self.db;
        let mut select = db.prepare(
            "SELECT hash, bytes, EXISTS (SELECT 1 FROM report WHERE report.hash = raw.hash) FROM raw ORDER BY hash",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let named: String = row.get(0)?;
            if hash(row.get_ref(1)?.as_blob().unwrap_or_default()) != named {
                self.fault(&named, "the raw bytes are not those of this hash");
            }
            if !row.get::<_, bool>(2)? {
                self.fault(&named, "raw bytes without a report");
            }
        }
        Ok(())
    }

    fn reports(&mut self) -> Result<()> {
        let ids: Vec<i64> = {
            let mut select = self.db.prepare("SELECT id FROM report ORDER BY id")?;
            select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
        };
        for id in ids {
            self.part(&format!("report {id}"), |check| check.report(id))?;
            self.checked.reports += 1;
        }
        Ok(())
    }

    fn report(&mut self, id: i64) -> Result<()> {
        let Some(report) = Report::one(self.db, "WHERE id = ?1", [id])? else { return Ok(()) };
        let (json, digest): (String, String) =
            self.db.query_row("SELECT record, digest FROM report WHERE id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if hash(json.as_bytes()) != digest {
            self.fault(&report.hash, "the record is not the one that was filed");
        }
        let record: Record = match serde_json::from_str(&json) {
            Ok(record) => record,
            Err(error) => {
                self.fault(&report.hash, format!("the record cannot be read: {error}"));
                return Ok(());
            }
        };
        if !is_of(&report, &record) {
            self.fault(&report.hash, "the row does not say what its record says");
        }
        self.mentions(&report, &record)?;
        self.statements(&report, &record)?;
        self.bounds(&report, record.text.chars().count() as i64)
    }

    fn mentions(&mut self, report: &Report, record: &Record) -> Result<()> {
        let mut select = self.db.prepare_cached(
            "SELECT place, name, kind, roles, spans FROM mention WHERE report = ?1 ORDER BY id",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Mentioned {
                place: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                roles: row.get(3)?,
                spans: row.get(4)?,
            })
        };
        let stored: Vec<Mentioned> = select.query_map([report.id], read)?.collect::<rusqlite::Result<_>>()?;
        if stored != page::mentions(record) {
            self.fault(&report.hash, "the mentions are not those of its record");
        }
        Ok(())
    }

    /// Statements are as their record has them; what they show, with people's decisions over it, stands where they say.
    fn statements(&mut self, report: &Report, record: &Record) -> Result<()> {
        let words = Words::of(&record.text);
        let mut expected = page::statements(record).into_iter();
        for row in Statement::all(self.db, "WHERE report = ?1 ORDER BY id", [report.id])? {
            let place = format!("{} {}", report.hash, row.place);
            if row.role == role(Role::Statement) {
                self.checked.statements += 1;
                let inside = self.machine(row.id)?;
                if expected.next().is_none_or(|said| !is_said(&row, &said, &inside)) {
                    self.fault(&place, "the row does not say what its record says");
                }
            } else {
                self.checked.narration += 1;
            }
            let spans: Spans = match serde_json::from_str(&row.spans) {
                Ok(spans) => spans,
                Err(error) => {
                    self.fault(&place, format!("its spans cannot be read: {error}"));
                    continue;
                }
            };
            let parts =
                [(&spans.source, &row.source), (&spans.cue, &row.cue), (&spans.content, &row.content)];
            let lost = parts.iter().flat_map(|(spans, _)| *spans).any(|&span| words.at(span).is_none());
            if lost || parts.iter().any(|(spans, stored)| words.join(spans) != **stored) {
                self.fault(&place, "its words do not stand where it says");
            }
        }
        if expected.next().is_some() {
            self.fault(&report.hash, "statements of its record are missing");
        }
        let unfound = "SELECT place FROM statement LEFT JOIN found ON found.rowid = statement.id
            WHERE report = ?1 AND (found.content IS NOT statement.content OR found.source IS NOT statement.source
                OR found.title IS NOT ifnull(?2, ''))";
        let mut select = self.db.prepare_cached(unfound)?;
        let mut rows = select.query((report.id, &report.title))?;
        while let Some(row) = rows.next()? {
            let place: String = row.get(0)?;
            self.fault(format!("{} {place}", report.hash), "the index of words does not have its words");
        }
        Ok(())
    }

    /// What the machine read of a statement, and the place of the one that it is nested in.
    fn machine(&self, id: i64) -> Result<(String, Option<String>, Option<String>)> {
        let select = "SELECT s.machine_spans, s.machine_stance, o.place
            FROM statement s LEFT JOIN statement o ON o.id = s.inside WHERE s.id = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        Ok(self.db.prepare_cached(select)?.query_row([id], read)?)
    }

    /// Passages and reliances lie inside the text, which has so many code points.
    fn bounds(&mut self, report: &Report, length: i64) -> Result<()> {
        let inside = |start: i64, end: i64| 0 <= start && start < end && end <= length;
        for passage in Passage::all(self.db, "WHERE a_report = ?1 OR b_report = ?1", [report.id])? {
            let here = passage.a_report == report.id && !inside(passage.a_start, passage.a_end);
            if here || passage.b_report == report.id && !inside(passage.b_start, passage.b_end) {
                self.fault(&report.hash, format!("passage {} does not lie in its text", passage.id));
            }
        }
        for reliance in Reliance::all(self.db, "WHERE report = ?1", [report.id])? {
            if !inside(reliance.start, reliance.end) {
                self.fault(&report.hash, format!("reliance {} does not lie in its text", reliance.id));
            }
        }
        Ok(())
    }

    /// What references cannot say.
    fn links(&mut self) -> Result<()> {
        let rules = [
            (
                "the index of words has words of no statement",
                "SELECT 'statement ' || rowid FROM found WHERE rowid NOT IN (SELECT id FROM statement)",
            ),
            (
                "its place in the order of linking is not the next one",
                "SELECT hash FROM (SELECT hash, linked, row_number() OVER (ORDER BY linked) AS place
                    FROM report WHERE linked IS NOT NULL) WHERE linked <> place",
            ),
            (
                "its actor is not that of its mention",
                "SELECT 'statement ' || s.id FROM statement s
                    LEFT JOIN mention m ON m.report = s.report AND m.place = s.mention WHERE s.actor IS NOT m.actor",
            ),
            (
                "its actor is not that of its mention",
                "SELECT 'reliance ' || r.id FROM reliance r
                    LEFT JOIN mention m ON m.report = r.report AND m.place = r.on_mention
                    WHERE r.on_actor IS NOT m.actor",
            ),
            (
                "its wording belongs to another claim",
                "SELECT 'claim ' || c.id FROM claim c JOIN statement s ON s.id = c.wording
                    WHERE s.claim IS NOT c.id AND EXISTS (SELECT 1 FROM statement WHERE claim = c.id)",
            ),
            (
                "its stand is not the one that it should have",
                "SELECT 'statement ' || id FROM statement
                    WHERE stand IS NOT iif(stance IS machine_stance OR machine_stand IS NULL, machine_stand, stance)",
            ),
            ("compares a statement with itself", "SELECT 'pair ' || a FROM pair WHERE a = b"),
        ];
        let tallied = tally::wrong().map(|select| ("its tally is not what counting gives", select));
        for (what, select) in rules.map(|(what, select)| (what, select.to_owned())).into_iter().chain(tallied)
        {
            let places: Vec<String> = {
                let mut select = self.db.prepare(&select)?;
                select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
            };
            for place in places {
                self.fault(place, what);
            }
        }
        Ok(())
    }

    /// Its entries follow one another, and what holds is what follows from them.
    fn journal(&mut self) -> Result<()> {
        let mut before = String::new();
        for (number, entry) in (1..).zip(written(self.db)?) {
            let place = format!("journal {}", entry.id);
            self.checked.entries += 1;
            if entry.id != number || entry.chained(&before) != entry.digest {
                self.fault(&place, "it is not the entry that was written there");
            }
            let undoes = match entry.decision()? {
                Decision::Undo { entry } => Some(entry),
                _ => None,
            };
            if undoes != entry.undoes || undoes.is_some_and(|undone| undone >= entry.id) {
                self.fault(&place, "it takes back another entry than it says");
            }
            before = entry.digest;
        }
        if Overlay::of(self.db)? != Overlay::stored(self.db)? {
            self.fault("journal", "replaying it gives something else than what holds");
        }
        Ok(())
    }
}

/// Whether a row says of a report what its record says.
fn is_of(row: &Report, record: &Record) -> bool {
    let report = &record.report;
    row.hash == report.id
        && row.key == report.key
        && row.file == report.file
        && row.title == report.title
        && row.outlet == report.outlet
        && row.published == report.published
        && row.url == report.url
        && row.credit == report.credit
        && row.language == report.language
        && row.model == record.model
}

/// Whether a row says of a statement what its record says; what people may change is compared as the machine had it.
fn is_said(row: &Statement, said: &Said, machine: &(String, Option<String>, Option<String>)) -> bool {
    let (spans, stance, inside) = machine;
    let address = Span { start: row.start as usize, end: row.end as usize };
    row.place == said.place
        && address == said.address
        && *spans == said.spans
        && *stance == said.stance
        && *inside == said.inside
        && row.kind == said.kind
        && row.form == said.form
        && row.mention == said.mention
        && row.said_from == said.from
        && row.said_to == said.to
        && row.confidence.to_bits() == said.confidence.to_bits()
}
