//! Where words are.

use crate::error::Result;
use crate::query::Page;
use crate::query::actor::{all_of, terms};
use crate::query::filter::Filter;
use crate::query::saying::{Saying, numbered};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

/// A statement that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// How well it fits: the higher, the better. Only the order of one search's hits has a meaning.
    pub score: f64,
    /// The statement.
    #[serde(flatten)]
    pub saying: Saying,
}

/// The statements with all of `words` in content, source or the report's title, the best first; or, if there are none,
/// those with any. Words are found in all their forms ("talk", "talks"), whatever their case and accents.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn hits(db: &Connection, words: &str, filter: &Filter, page: Page) -> Result<Vec<Hit>> {
    let condition = filter.condition(db)?;
    let (all, any) = (all_of(words), terms(words).join(" OR "));
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = db.prepare_cached(&format!(
        "SELECT s.id, -f.rank FROM found f CROSS JOIN statement s ON s.id = f.rowid CROSS JOIN report r ON r.id = s.report
        WHERE f.found MATCH ? AND f.rank MATCH 'bm25(4.0, 2.0, 1.0)'{} ORDER BY f.rank LIMIT ? OFFSET ?",
        condition.sql()
    ))?;
    let [limit, offset] =
        [page.limit, page.offset].map(|n| Value::from(i64::try_from(n).unwrap_or(i64::MAX)));
    let mut found: Vec<(i64, f64)> = Vec::new();
    for query in [all, any] {
        let values = std::iter::once(Value::from(query))
            .chain(condition.values().cloned())
            .chain([limit.clone(), offset.clone()]);
        let rows = select.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        found = rows.collect::<rusqlite::Result<_>>()?;
        if !found.is_empty() {
            break;
        }
    }
    let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
    let sayings = numbered(db, &ids)?;
    Ok(sayings.into_iter().zip(found).map(|(saying, (_, score))| Hit { score, saying }).collect())
}
