//! One report a line: its record, and under `links` what the ledger adds to it.
//!
//! ```json
//! {"schema": "onrecord.record.v1", "report": {}, "text": "", "statements": [], "…": [],
//!  "links": {"story": 3,
//!            "statements": [{"place": "s1", "claim": 12, "stand": "asserts", "actor": {"id": 4, "name": "", "kind": ""}, "…": ""}],
//!            "relies_on": [{"statement": "s1", "on": "Reuters", "actor": null, "span": [0, 7], "sort": "dateline"}],
//!            "shares": [{"report": "sha256:…", "here": [0, 120], "there": [31, 150], "sort": "copy"}]}}
//! ```
//!
//! `statements` holds narration too (`n1`, …), each with its words and spans. Offsets are code points of the texts, end
//! exclusive; `here` points into this report's, `there` into the other's.

use super::Selection;
use super::selection::Exported;
use crate::error::Result;
use crate::query::saying::{ActorName, Saying, Spans};
use onrecord_record::{Record, Span};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'r> {
    #[serde(flatten)]
    record: &'r Record,
    links: Links<'r>,
}

#[derive(Serialize)]
struct Links<'r> {
    story: Option<i64>,
    statements: Vec<Statement<'r>>,
    relies_on: Vec<Reliance>,
    shares: Vec<Passage>,
}

#[derive(Serialize)]
struct Statement<'r> {
    place: &'r str,
    role: &'r str,
    content: &'r str,
    spans: &'r Spans,
    claim: Option<i64>,
    stand: Option<&'r str>,
    actor: Option<&'r ActorName>,
    said_from: Option<&'r str>,
    said_to: Option<&'r str>,
}

#[derive(Serialize)]
struct Reliance {
    statement: Option<String>,
    on: String,
    actor: Option<i64>,
    span: Span,
    sort: String,
}

#[derive(Serialize)]
struct Passage {
    report: String,
    here: Span,
    there: Span,
    sort: String,
}

/// Writes the reports selected.
///
/// # Errors
/// [`crate::Error::Write`] where `out` takes no more; what SQLite says.
pub fn write(selection: &Selection<'_>, mut out: impl Write) -> Result<()> {
    selection.each(|report| {
        let Exported { id, record, sayings, .. } = &report;
        let links = Links {
            story: story(selection.db, *id)?,
            statements: sayings.iter().map(said).collect(),
            relies_on: reliances(selection.db, *id)?,
            shares: passages(selection.db, *id)?,
        };
        serde_json::to_writer(&mut out, &Line { record, links }).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    Ok(out.flush()?)
}

fn said(saying: &Saying) -> Statement<'_> {
    let Saying { place, role, content, spans, claim, stand, actor, said_from, said_to, .. } = saying;
    Statement {
        place,
        role,
        content,
        spans,
        claim: *claim,
        stand: stand.as_deref(),
        actor: actor.as_ref(),
        said_from: said_from.as_deref(),
        said_to: said_to.as_deref(),
    }
}

fn story(db: &Connection, report: i64) -> Result<Option<i64>> {
    let mut select = db.prepare_cached("SELECT story FROM story_report WHERE report = ?1")?;
    Ok(select.query_row([report], |row| row.get(0)).optional()?)
}

fn reliances(db: &Connection, report: i64) -> Result<Vec<Reliance>> {
    let mut select = db.prepare_cached(
        "SELECT s.place, y.on_name, y.on_actor, y.start, y.\"end\", y.sort
        FROM reliance y LEFT JOIN statement s ON s.id = y.statement WHERE y.report = ?1 ORDER BY y.start, y.id",
    )?;
    let rows = select.query_map([report], |row| {
        let span = Span { start: row.get(3)?, end: row.get(4)? };
        Ok(Reliance { statement: row.get(0)?, on: row.get(1)?, actor: row.get(2)?, span, sort: row.get(5)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn passages(db: &Connection, report: i64) -> Result<Vec<Passage>> {
    let mut select = db.prepare_cached(
        "SELECT r.hash, p.a_start, p.a_end, p.b_start, p.b_end, p.sort
        FROM passage p JOIN report r ON r.id = p.b_report WHERE p.a_report = ?1
        UNION ALL
        SELECT r.hash, p.b_start, p.b_end, p.a_start, p.a_end, p.sort
        FROM passage p JOIN report r ON r.id = p.a_report WHERE p.b_report = ?1",
    )?;
    let rows = select.query_map([report], |row| {
        let here = Span { start: row.get(1)?, end: row.get(2)? };
        let there = Span { start: row.get(3)?, end: row.get(4)? };
        Ok(Passage { report: row.get(0)?, here, there, sort: row.get(5)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
