//! How answers show a statement: its words, whose they are, and the report that has them.

use crate::error::{Error, Result};
use onrecord_record::Span;
use rusqlite::{Connection, Params, Row};
use serde::{Deserialize, Serialize};

/// A report, as answers name it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ReportName {
    /// `sha256:` and the hash of its raw bytes.
    pub id: String,
    /// The input's own name for it.
    pub key: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
}

/// An actor, as answers name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorName {
    /// Its number in this ledger.
    pub id: i64,
    /// The name it goes by: what most reports call it.
    pub name: String,
    /// What it is.
    pub kind: String,
}

/// Where the words of a statement stand, in code points of the report's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spans {
    /// The words that name who said it.
    pub source: Vec<Span>,
    /// The words that signal that it was said.
    pub cue: Vec<Span>,
    /// What was said.
    pub content: Vec<Span>,
}

/// A statement, or a sentence of narration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Saying {
    /// Its number in this ledger.
    pub id: i64,
    /// The report that it stands in.
    pub report: ReportName,
    /// Its name in the report's record: `s1`, …; of narration `n1`, ….
    pub place: String,
    /// `statement` or `narration`.
    pub role: String,
    /// The words that name who said it; empty in narration.
    pub source: String,
    /// The words that signal that it was said; empty in narration.
    pub cue: String,
    /// What was said.
    pub content: String,
    /// Where those words stand.
    pub spans: Spans,
    /// What sort of source it is; none for narration.
    pub kind: Option<String>,
    /// How the source stands to the content; none for narration.
    pub stance: Option<String>,
    /// `direct`, `indirect` or `mixed`; none for narration.
    pub form: Option<String>,
    /// The name of the statement in its record that it is nested in.
    pub inside: Option<String>,
    /// How it stands to its claim.
    pub stand: Option<String>,
    /// Who said it, across reports.
    pub actor: Option<ActorName>,
    /// First day, or instant, on which it was said.
    pub said_from: Option<String>,
    /// Last day, or instant, on which it was said.
    pub said_to: Option<String>,
    /// How likely the reader holds it that it is right; 1 for narration.
    pub confidence: f64,
    /// The claim that it belongs to.
    pub claim: Option<i64>,
    /// The number of its report in this ledger.
    #[serde(skip)]
    pub report_number: i64,
}

/// The columns of a [`Saying`] and the tables `s` (statement), `r` (report), `w` (who) that they come from.
const SELECT: &str =
    "SELECT s.id, s.place, s.role, s.source, s.cue, s.content, s.spans, s.kind, s.stance, s.stand,
    s.said_from, s.said_to, s.confidence, s.claim, s.report, r.hash, r.key, r.title, r.outlet, r.published,
    w.id, w.name, w.kind, s.form, (SELECT o.place FROM statement o WHERE o.id = s.inside)
    FROM statement s JOIN report r ON r.id = s.report LEFT JOIN actor w ON w.id = s.actor";

/// The statements that `rest` (`WHERE …`) picks.
pub(crate) fn sayings(db: &Connection, rest: &str, params: impl Params) -> Result<Vec<Saying>> {
    let mut select = db.prepare_cached(&format!("{SELECT} {rest}"))?;
    let mut rows = select.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(saying(row)?);
    }
    Ok(found)
}

/// The statements with these numbers, in the numbers' order.
///
/// # Errors
/// What SQLite says.
pub fn numbered(db: &Connection, ids: &[i64]) -> Result<Vec<Saying>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(sayings(db, "WHERE s.id = ?1", [id])?);
    }
    Ok(found)
}

fn saying(row: &Row<'_>) -> Result<Saying> {
    let spans: String = row.get(6)?;
    let id: i64 = row.get(0)?;
    let spans = serde_json::from_str(&spans)
        .map_err(|error| Error::Column { place: format!("statement {id}, spans"), error })?;
    let actor = match row.get::<_, Option<i64>>(20)? {
        Some(id) => Some(ActorName { id, name: row.get(21)?, kind: row.get(22)? }),
        None => None,
    };
    Ok(Saying {
        id,
        place: row.get(1)?,
        role: row.get(2)?,
        source: row.get(3)?,
        cue: row.get(4)?,
        content: row.get(5)?,
        spans,
        kind: row.get(7)?,
        stance: row.get(8)?,
        form: row.get(23)?,
        inside: row.get(24)?,
        stand: row.get(9)?,
        said_from: row.get(10)?,
        said_to: row.get(11)?,
        // It was of half the width: what widening put behind it is no part of it.
        confidence: (row.get::<_, f64>(12)? * 1e6).round() / 1e6,
        claim: row.get(13)?,
        report_number: row.get(14)?,
        report: name(row, 15)?,
        actor,
    })
}

/// A report's hash, key, title, outlet and date, from column `first` on.
pub(crate) fn name(row: &Row<'_>, first: usize) -> rusqlite::Result<ReportName> {
    Ok(ReportName {
        id: row.get(first)?,
        key: row.get(first + 1)?,
        title: row.get(first + 2)?,
        outlet: row.get(first + 3)?,
        published: row.get(first + 4)?,
    })
}

impl Saying {
    /// Whether it is told in the report's own voice.
    pub fn is_narration(&self) -> bool {
        self.role == "narration"
    }

    /// When it was said, as far as known; else when its report was published.
    pub fn when(&self) -> Option<&str> {
        self.said_from.as_deref().or(self.report.published.as_deref())
    }
}
