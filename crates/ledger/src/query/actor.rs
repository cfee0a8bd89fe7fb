//! Finding actors by name.

use crate::error::Result;
use rusqlite::{Connection, OptionalExtension};

/// More actors than this are not taken for one that is asked for.
const MOST: i64 = 100;

/// The numbers of the actors called `name`: by `#` and a number; by the whole name, in any case; or else by all of the
/// words, in any order. Who spoke most comes first.
///
/// # Errors
/// What SQLite says.
pub fn called(db: &Connection, name: &str) -> Result<Vec<i64>> {
    let name = name.trim();
    if let Some(Ok(id)) = name.strip_prefix('#').map(str::parse::<i64>) {
        let there = "SELECT id FROM actor WHERE id = ?1";
        return Ok(db
            .prepare_cached(there)?
            .query_row([id], |row| row.get(0))
            .optional()?
            .into_iter()
            .collect());
    }
    let rank = "ORDER BY (SELECT t.statements FROM actor_tally t WHERE t.actor = actor.id) DESC, id LIMIT ?2";
    let ids = |sql: &str, value: &str| -> Result<Vec<i64>> {
        let mut select = db.prepare_cached(&format!("{sql} {rank}"))?;
        Ok(select.query_map((value, MOST), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    // Actors that were merged into others have no mentions left.
    let lives = "EXISTS (SELECT 1 FROM mention m WHERE m.actor = actor.id)";
    let whole = ids(&format!("SELECT id FROM actor WHERE name = ?1 COLLATE NOCASE AND {lives}"), name)?;
    let words = all_of(name);
    if !whole.is_empty() || words.is_empty() {
        return Ok(whole);
    }
    ids(
        &format!(
            "SELECT id FROM actor WHERE id IN (SELECT rowid FROM named WHERE named MATCH ?1) AND {lives}"
        ),
        &words,
    )
}

/// A query of FTS5 for all the words of `text`, with nothing in it taken for an operator; empty where there are no words.
pub(crate) fn all_of(text: &str) -> String {
    terms(text).join(" ")
}

/// The words of `text`, each quoted for FTS5.
pub(crate) fn terms(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| format!("\"{word}\"")).collect()
}
