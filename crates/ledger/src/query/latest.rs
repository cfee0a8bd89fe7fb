//! The latest of what is said.

use crate::error::Result;
use crate::query::Page;
use crate::query::filter::{Filter, Start};
use crate::query::saying::{Saying, numbered};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// The statements, and sentences of narration, that pass `filter`: those of the report that was published last first, and
/// in the order of its text.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn latest(db: &Connection, filter: &Filter, page: Page) -> Result<Vec<Saying>> {
    let condition = filter.condition(db)?;
    // Where much passes, the first reports have enough of it.
    let start = match condition.start(db)? {
        Start::Statements => Start::Statements,
        _ => Start::Reports,
    };
    let mut select = db.prepare_cached(&format!(
        "SELECT s.id {} ORDER BY r.published DESC, r.hash DESC, s.start LIMIT ? OFFSET ?",
        condition.from(start)
    ))?;
    let bounds = [page.limit, page.offset].map(|n| Value::from(i64::try_from(n).unwrap_or(i64::MAX)));
    let values = condition.values().cloned().chain(bounds);
    let ids: Vec<i64> =
        select.query_map(params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    numbered(db, &ids)
}
