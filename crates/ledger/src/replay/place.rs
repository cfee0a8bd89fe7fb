//! From an address to the row that stands there now.

use crate::decision::Address;
use crate::error::{Error, Result};
use crate::page::Words;
use onrecord_record::Span;
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

/// Why an entry does not hold.
pub(crate) enum Why {
    /// What it is about is gone.
    Orphan(String),
    /// What it is about is not linked yet.
    Waiting(String),
    /// It cannot be told.
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Why {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What there is at an address, or why there is nothing.
pub(crate) type Found<T> = std::result::Result<T, Why>;

/// A statement at an address.
#[derive(Clone, Copy)]
pub(crate) struct Here {
    pub(crate) id: i64,
    /// The machine's claim.
    pub(crate) claim: Option<i64>,
    /// Whether it is narration.
    pub(crate) narration: bool,
}

/// A record, of which only the text is wanted.
#[derive(Deserialize)]
struct Text {
    text: String,
}

/// The text of a report.
pub(crate) fn text(db: &Connection, report: i64) -> Result<String> {
    let json: String = crate::row::Report::record(db, report)?;
    let Text { text } = serde_json::from_str(&json)
        .map_err(|error| Error::Column { place: format!("report {report}, record"), error })?;
    Ok(text)
}

/// The report of an address, if it still has the exact words there.
pub(crate) fn report(db: &Connection, address: &Address) -> Found<i64> {
    let select = "SELECT id FROM report WHERE hash = ?1";
    let id = db.prepare_cached(select)?.query_row([&address.report], |row| row.get(0)).optional()?;
    let Some(id) = id else { return Err(Why::Orphan(format!("there is no report {}", address.report))) };
    let text = text(db, id)?;
    let words = Words::of(&text);
    if words.at(Span { start: address.start, end: address.end }) == Some(&address.words) {
        Ok(id)
    } else {
        Err(Why::Orphan(format!("the words are gone: {address}")))
    }
}

/// The statement, or the narration, that is addressed.
pub(crate) fn statement(db: &Connection, address: &Address) -> Found<Here> {
    let report = report(db, address)?;
    let select = "SELECT id, machine_claim, role = 'narration' FROM statement
        WHERE report = ?1 AND start = ?2 AND end = ?3 ORDER BY id LIMIT 1";
    let read =
        |row: &rusqlite::Row<'_>| Ok(Here { id: row.get(0)?, claim: row.get(1)?, narration: row.get(2)? });
    let found =
        db.prepare_cached(select)?.query_row((report, address.start, address.end), read).optional()?;
    found.ok_or_else(|| Why::Orphan(format!("no statement is read there now: {address}")))
}

/// A mention at an address, with the machine's actor, which is there when the report is linked.
pub(crate) fn mention(db: &Connection, address: &Address) -> Found<(i64, i64)> {
    let report = report(db, address)?;
    let select = "SELECT id, machine_actor, spans FROM mention WHERE report = ?1 ORDER BY id";
    let mut select = db.prepare_cached(select)?;
    let mut rows = select.query([report])?;
    let wanted = Span { start: address.start, end: address.end };
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let spans: Vec<Span> = serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default())
            .map_err(|error| Error::Column { place: format!("mention {id}, spans"), error })?;
        if spans.contains(&wanted) {
            let actor: Option<i64> = row.get(1)?;
            return match actor {
                Some(actor) => Ok((id, actor)),
                None => Err(Why::Waiting(format!("not linked yet: {address}"))),
            };
        }
    }
    Err(Why::Orphan(format!("no source is read there now: {address}")))
}
