//! What is claimed: each proposition, with all that is said of it.

use crate::error::Result;
use crate::query::actor::all_of;
use crate::query::filter::{Filter, Start};
use crate::query::origins::{self, Lineage};
use crate::query::saying::{ReportName, Saying, sayings};
use crate::query::{Found, Page};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

/// A proposition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Its number in this ledger.
    pub id: i64,
    /// The words of the statement that words it.
    pub wording: String,
    /// In how many of the ledger's reports it is put forward, doubted or denied.
    pub reports: usize,
    /// Where it comes from, as far as the reports say; of those that put it forward.
    #[serde(flatten)]
    pub lineage: Lineage,
    /// How many statements take which stand: `asserts`, `denies`, ….
    pub stands: BTreeMap<String, usize>,
    /// The earliest of the reports that put it forward, if all of them have a date.
    pub earliest: Option<ReportName>,
    /// What is said of it, in the order of publication; reports without a date come last.
    pub statements: Vec<Saying>,
}

/// The words of a claim and how often it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimName {
    /// Its number in this ledger.
    pub id: i64,
    /// The words of the statement that words it.
    pub wording: String,
    /// In how many reports it is told: of the story, where it is a story's; else of the ledger.
    pub reports: usize,
}

/// The numbers of the claims of which a statement passes `filter`: those in most reports first.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn ranked(db: &Connection, filter: &Filter, page: Page) -> Result<Vec<i64>> {
    let mut found = Found::default();
    walk(db, filter, &BY_OUTLETS, |claim| Ok(page.take(&mut found, claim)))?;
    Ok(found.page)
}

/// More claims than this are not taken for those that are asked for.
const MOST: i64 = 1000;

/// The numbers of the claims that `text` means: by a number, with `#` before it or without; or by words, all of which the
/// claim's wording has, those that fit best first.
///
/// # Errors
/// What SQLite says.
pub fn worded(db: &Connection, text: &str) -> Result<Vec<i64>> {
    let text = text.trim();
    if let Ok(id) = text.strip_prefix('#').unwrap_or(text).parse::<i64>() {
        let there = "SELECT id FROM claim WHERE id = ?1";
        return Ok(db
            .prepare_cached(there)?
            .query_row([id], |row| row.get(0))
            .optional()?
            .into_iter()
            .collect());
    }
    let words = all_of(text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = db.prepare_cached(
        "SELECT c.id FROM found f CROSS JOIN claim c ON c.wording = f.rowid
        WHERE f.found MATCH ?1 ORDER BY f.rank, c.id LIMIT ?2",
    )?;
    let ids = select.query_map((format!("content : ({words})"), MOST), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// An order of claims, which an index has.
pub(crate) struct Order {
    pub(crate) index: &'static str,
    pub(crate) bound: &'static str,
    pub(crate) by: &'static str,
}

/// What many outlets tell comes before what one prints under all its reports.
pub(crate) const BY_OUTLETS: Order = Order {
    index: "tally_rank",
    bound: "true",
    by: "t.outlets DESC, t.reports DESC, t.statements DESC, t.claim",
};

/// Tells `on` the claims of which a statement passes `filter`, in `order`, until it breaks off.
pub(crate) fn walk(
    db: &Connection,
    filter: &Filter,
    order: &Order,
    mut on: impl FnMut(i64) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let Order { index, bound, by } = order;
    let condition = filter.condition(db)?;
    let sql = match condition.start(db)? {
        Start::Anywhere => {
            format!("SELECT t.claim FROM tally t INDEXED BY {index} WHERE {bound} ORDER BY {by}")
        }
        Start::Best => format!(
            "SELECT t.claim FROM tally t INDEXED BY {index} WHERE {bound} AND EXISTS (
                SELECT 1 FROM statement s CROSS JOIN report r ON r.id = s.report WHERE s.claim = t.claim{}
            ) ORDER BY {by}",
            condition.sql()
        ),
        start => format!(
            "SELECT t.claim FROM (SELECT DISTINCT s.claim {}) AS c CROSS JOIN tally t ON t.claim = c.claim
            WHERE {bound} ORDER BY {by}",
            condition.from(start)
        ),
    };
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(params_from_iter(condition.values()))?;
    while let Some(row) = rows.next()? {
        if on(row.get(0)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The claim with this number; none where nothing is said of it.
///
/// # Errors
/// What SQLite says.
pub fn claim(db: &Connection, id: i64) -> Result<Option<Claim>> {
    let statements = said_of(db, id)?;
    if statements.is_empty() {
        return Ok(None);
    }
    let mut stands = BTreeMap::new();
    for stand in statements.iter().filter_map(|s| s.stand.clone()) {
        *stands.entry(stand).or_default() += 1;
    }
    let (lineage, earliest) = origins::lineage(db, &statements)?;
    Ok(Some(Claim {
        id,
        wording: wording(db, id)?,
        reports: statements.iter().map(|s| s.report_number).collect::<HashSet<_>>().len(),
        lineage,
        stands,
        earliest,
        statements,
    }))
}

/// What is said of a claim, in the order of publication.
pub(crate) fn said_of(db: &Connection, claim: i64) -> Result<Vec<Saying>> {
    let order = "WHERE s.claim = ?1 ORDER BY r.published IS NULL, r.published, r.hash, s.start, s.end";
    sayings(db, order, [claim])
}

/// The words of a claim; none where there is no such claim.
///
/// # Errors
/// What SQLite says.
pub fn wording(db: &Connection, claim: i64) -> Result<String> {
    let mut select = db.prepare_cached(
        "SELECT s.content FROM claim c JOIN statement s ON s.id = coalesce(c.wording,
            (SELECT id FROM statement WHERE claim = c.id ORDER BY id LIMIT 1)) WHERE c.id = ?1",
    )?;
    Ok(select.query_row([claim], |row| row.get(0)).optional()?.unwrap_or_default())
}
