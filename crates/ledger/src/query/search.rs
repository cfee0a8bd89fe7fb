//! Where words are, and what means the same.
//!
//! Two lists are made: statements that have the words, by BM25, and statements whose contents mean something alike, by the
//! vectors that claims are found with. They are merged by their ranks, each place counting 1/(60 + rank) (Cormack, Clarke
//! & Büttcher, "Reciprocal rank fusion", SIGIR 2009): so what is in both comes first.

use crate::error::Result;
use crate::query::actor::{all_of, terms};
use crate::query::filter::{Condition, Filter, Start};
use crate::query::saying::{Saying, numbered};
use crate::query::{Page, sketch};
use onrecord_compare::claim::{Proposition, vector};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use std::collections::HashMap;

/// A statement that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// How well it fits: the higher, the better. Only the order of one search's hits has a meaning.
    pub score: f64,
    /// What it was found by.
    pub by: By,
    /// The statement.
    #[serde(flatten)]
    pub saying: Saying,
}

/// What a statement was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// It, its source or its report's title has the words.
    Words,
    /// Its content means something alike.
    Meaning,
    /// Both.
    Both,
}

/// The length of each of the two lists, at most.
const LIST: usize = 500;
/// What is less alike than this is not found by its meaning.
const ALIKE: f32 = 0.45;
/// Words that nearly every statement has: looking for them costs much and tells nothing.
const SMALL: [&str; 22] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it", "of", "on",
    "or", "the", "to", "was", "were", "with",
];
/// The constant of reciprocal rank fusion.
const EVEN: f64 = 60.0;

/// The statements that fit `words`, the best first: those with all of them in content, source or the report's title (or, if
/// there are none, with any), in all their forms ("talk", "talks") and whatever their case and accents; and those that
/// mean something alike. At most some hundreds are found.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn hits(db: &Connection, words: &str, filter: &Filter, page: Page) -> Result<Vec<Hit>> {
    let condition = filter.condition(db)?;
    let (by_words, by_meaning) = (by_words(db, words, &condition)?, by_meaning(db, words, &condition)?);
    let mut found: HashMap<i64, (f64, By)> = HashMap::new();
    for (rank, &statement) in by_words.iter().enumerate() {
        found.insert(statement, (1.0 / (EVEN + rank as f64), By::Words));
    }
    for (rank, &statement) in by_meaning.iter().enumerate() {
        let score = 1.0 / (EVEN + rank as f64);
        found
            .entry(statement)
            .and_modify(|there| *there = (there.0 + score, By::Both))
            .or_insert((score, By::Meaning));
    }
    let mut ranked: Vec<(i64, f64, By)> =
        found.into_iter().map(|(id, (score, by))| (id, score, by)).collect();
    // Of equals what has the words comes first.
    ranked.sort_by(|a, b| {
        b.1.total_cmp(&a.1).then((a.2 == By::Meaning).cmp(&(b.2 == By::Meaning))).then(a.0.cmp(&b.0))
    });
    let here: Vec<_> = ranked.into_iter().skip(page.offset).take(page.limit).collect();
    let ids: Vec<i64> = here.iter().map(|(id, ..)| *id).collect();
    let sayings = numbered(db, &ids)?;
    Ok(sayings.into_iter().zip(here).map(|(saying, (_, score, by))| Hit { score, by, saying }).collect())
}

/// Statements that have all the words, or else any, the best first.
fn by_words(db: &Connection, words: &str, condition: &Condition) -> Result<Vec<i64>> {
    let words = telling(words);
    let (all, any) = (all_of(&words), terms(&words).join(" OR "));
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = db.prepare_cached(&format!(
        "SELECT s.id FROM found f CROSS JOIN statement s ON s.id = f.rowid CROSS JOIN report r ON r.id = s.report
        WHERE f.found MATCH ? AND f.rank MATCH 'bm25(4.0, 2.0, 1.0)'{} ORDER BY f.rank LIMIT {LIST}",
        condition.sql()
    ))?;
    for query in [all, any] {
        let values = std::iter::once(Value::from(query)).chain(condition.values().cloned());
        let found: Vec<i64> =
            select.query_map(params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// `words` without small words, unless there are no others.
fn telling(words: &str) -> String {
    let is_small = |word: &&str| SMALL.contains(&word.to_lowercase().as_str());
    let rest: Vec<&str> = words.split_whitespace().filter(|word| !is_small(word)).collect();
    if rest.is_empty() { words.to_owned() } else { rest.join(" ") }
}

/// Statements whose contents mean something like `words`, the likest first.
fn by_meaning(db: &Connection, words: &str, condition: &Condition) -> Result<Vec<i64>> {
    if terms(words).is_empty() || !db.prepare_cached("SELECT 1 FROM sketch")?.exists([])? {
        return Ok(Vec::new());
    }
    let wanted = vector(&Proposition::of_words(words, words, None, "", None));
    let candidates = match condition.start(db)? {
        Start::Anywhere => sketch::nearest(db, &wanted)?,
        Start::Best => {
            let mut select = db.prepare_cached(&format!(
                "SELECT 1 FROM statement s CROSS JOIN report r ON r.id = s.report WHERE s.id = ?{}",
                condition.sql()
            ))?;
            let mut passing = Vec::new();
            for statement in sketch::nearest(db, &wanted)? {
                let values = std::iter::once(Value::from(statement)).chain(condition.values().cloned());
                if select.exists(params_from_iter(values))? {
                    passing.push(statement);
                }
            }
            passing
        }
        start => {
            let mut select = db.prepare_cached(&format!("SELECT s.id {}", condition.from(start)))?;
            let all = select.query_map(params_from_iter(condition.values()), |row| row.get(0))?;
            all.collect::<rusqlite::Result<_>>()?
        }
    };
    let mut alike = sketch::likeness(db, &candidates, &wanted)?;
    alike.retain(|(_, likeness)| *likeness >= ALIKE);
    alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    alike.truncate(LIST);
    Ok(alike.into_iter().map(|(statement, _)| statement).collect())
}
