//! Which reports are about one event.

use crate::error::Result;
use crate::query::claims::{ClaimName, wording};
use crate::query::disputes::Quantity;
use crate::query::figures::of_reports;
use crate::query::filter::{Condition, Filter, Start};
use crate::query::saying::{ReportName, name};
use crate::query::{Found, Page};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use std::collections::HashSet;

/// The reports about one event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Story {
    /// Its number in this ledger.
    pub id: i64,
    /// Its reports in the order of publication; those without a date come last.
    pub reports: Vec<ReportName>,
    /// The claims that most of its reports share, up to [`SHARED`]; each is in two reports at least.
    pub claims: Vec<ClaimName>,
    /// What its reports give different figures for; only in [`in_full`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Vec<Quantity>>,
}

/// How many shared claims a story shows.
pub const SHARED: usize = 12;

/// The figures of so many reports are held against one another, at most.
pub const COUNTED: usize = 50;

/// The numbers of the stories of which a report has a statement that passes `filter`: those with most reports first.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn ranked(db: &Connection, filter: &Filter, page: Page) -> Result<Vec<i64>> {
    let condition = filter.condition(db)?;
    let start = condition.start(db)?;
    let few = few(db, &condition, start)?;
    let mut probe = db.prepare_cached(&format!(
        "SELECT 1 FROM story_report y CROSS JOIN report r ON r.id = y.report CROSS JOIN statement s ON s.report = r.id
        WHERE y.story = ?{}",
        condition.sql()
    ))?;
    let mut found = Found::default();
    let mut select = db.prepare_cached(
        "SELECT story FROM story_report GROUP BY story ORDER BY count(*) DESC, min(report), story",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let story: i64 = row.get(0)?;
        let passes = match (&few, start) {
            (Some(few), _) => few.contains(&story),
            (None, Start::Anywhere) => true,
            (None, _) => {
                let values = std::iter::once(Value::from(story)).chain(condition.values().cloned());
                probe.exists(params_from_iter(values))?
            }
        };
        if passes && page.take(&mut found, story).is_break() {
            break;
        }
    }
    Ok(found.page)
}

/// The stories that pass, where it is quick to gather them.
fn few(db: &Connection, condition: &Condition, start: Start) -> Result<Option<HashSet<i64>>> {
    let from = match start {
        Start::Anywhere => return Ok(None),
        _ if condition.statement.is_empty() => format!(
            "FROM report r CROSS JOIN story_report y ON y.report = r.id WHERE true{}",
            condition.report.sql
        ),
        Start::Best => return Ok(None),
        start => format!(
            "FROM (SELECT DISTINCT s.report {}) AS c CROSS JOIN story_report y ON y.report = c.report",
            condition.from(start)
        ),
    };
    let mut select = db.prepare_cached(&format!("SELECT y.story {from}"))?;
    let stories = select.query_map(params_from_iter(condition.values()), |row| row.get(0))?;
    Ok(Some(stories.collect::<rusqlite::Result<_>>()?))
}

/// The story with this number; none where it has no reports.
///
/// # Errors
/// What SQLite says.
pub fn story(db: &Connection, id: i64) -> Result<Option<Story>> {
    let mut select = db.prepare_cached(
        "SELECT r.hash, r.key, r.title, r.outlet, r.published FROM story_report y JOIN report r ON r.id = y.report
        WHERE y.story = ?1 ORDER BY r.published IS NULL, r.published, r.hash",
    )?;
    let reports: Vec<ReportName> =
        select.query_map([id], |row| name(row, 0))?.collect::<rusqlite::Result<_>>()?;
    if reports.is_empty() {
        return Ok(None);
    }
    let claims = if reports.len() > 1 { shared(db, id)? } else { Vec::new() };
    Ok(Some(Story { id, reports, claims, figures: None }))
}

/// The same with the figures of its reports; of a large story those of the first [`COUNTED`] in order of filing, for each is
/// read again.
///
/// # Errors
/// What SQLite says.
pub fn in_full(db: &Connection, id: i64) -> Result<Option<Story>> {
    let Some(story) = story(db, id)? else { return Ok(None) };
    let mut select =
        db.prepare_cached("SELECT report FROM story_report WHERE story = ?1 ORDER BY report LIMIT ?2")?;
    let reports: Vec<i64> =
        select.query_map((id, COUNTED as i64), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(Story { figures: Some(of_reports(db, &reports)?), ..story }))
}

/// The claims that several reports of a story tell.
fn shared(db: &Connection, story: i64) -> Result<Vec<ClaimName>> {
    let mut select = db.prepare_cached(
        "SELECT s.claim, count(DISTINCT s.report) AS reports
        FROM story_report y CROSS JOIN statement s ON s.report = y.report
        WHERE y.story = ?1 AND s.claim IS NOT NULL
        GROUP BY s.claim HAVING min(s.report) < max(s.report) ORDER BY reports DESC, count(*) DESC, s.claim LIMIT ?2",
    )?;
    let counted = select.query_map((story, SHARED as i64), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let counted: Vec<(i64, usize)> = counted.collect::<rusqlite::Result<_>>()?;
    let named = |(id, reports)| Ok(ClaimName { id, wording: wording(db, id)?, reports });
    counted.into_iter().map(named).collect()
}
