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

/// So much of a word must be the same for a name to be like another: of eight letters six, "Zelensky" and "Zelenskiy".
const BEGINNING: (usize, usize) = (3, 4);

/// Words shorter than this must be the same.
const SHORT: usize = 5;

/// The numbers of the actors who have a word of `name`, or one that begins like it, in their own: those that share most and the
/// rarest first, then who spoke most.
///
/// # Errors
/// What SQLite says.
pub fn like(db: &Connection, name: &str) -> Result<Vec<i64>> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let beginnings = words.map(|word| {
        let letters = word.chars().count();
        let kept = if letters < SHORT { letters } else { letters * BEGINNING.0 / BEGINNING.1 };
        let beginning: String = word.chars().take(kept).collect();
        let any_end = if kept < letters { "*" } else { "" };
        format!("\"{beginning}\"{any_end}")
    });
    let query = beginnings.collect::<Vec<_>>().join(" OR ");
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = db.prepare_cached(
        "SELECT n.rowid FROM named n LEFT JOIN actor_tally t ON t.actor = n.rowid
        WHERE n.named MATCH ?1 ORDER BY n.rank, t.statements DESC, n.rowid LIMIT ?2",
    )?;
    Ok(select.query_map((query, MOST), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
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
