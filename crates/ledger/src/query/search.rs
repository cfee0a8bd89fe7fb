//! Where words are, and what means the same.
//!
//! Two lists are made: statements that have the words, by BM25, and statements whose contents mean something alike, by the
//! vectors that claims are found with. They are merged by their ranks, each place counting 1/(60 + rank) (Cormack, Clarke
//! & Büttcher, "Reciprocal rank fusion", SIGIR 2009): so what is in both comes first.

use crate::error::Result;
use crate::query::actor::terms;
use crate::query::filter::{Condition, Filter};
use crate::query::saying::{Saying, numbered};
use crate::query::{Page, sketch};
use onrecord_model::{Vector, Vectors};
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
/// Where more statements than this have the words, they are not ranked by them, for words that are so common tell little.
const RANKED: usize = 20_000;
/// Words that nearly every statement has: looking for them costs much and tells nothing.
const SMALL: [&str; 22] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it", "of", "on",
    "or", "the", "to", "was", "were", "with",
];
/// The constant of reciprocal rank fusion.
const EVEN: f64 = 60.0;

/// The statements that fit `words`, the best first: those with all of them in content, source or the report's title (or, if
/// there are none, with any of the rarer ones), in all their forms ("talk", "talks") and whatever their case and accents; and those that
/// mean something alike. At most some hundreds are found.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn hits(db: &Connection, words: &str, filter: &Filter, page: Page) -> Result<Vec<Hit>> {
    let passing = Passing::of(db, &filter.condition(db)?)?;
    let (by_words, by_meaning) = (by_words(db, words, &passing)?, by_meaning(db, words, &passing)?);
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

/// Makes ready what the first search by meaning would wait for.
pub fn prepare() {
    Vectors::embedded();
}

/// The statements that a search may find, a bit each; none where it may find all.
struct Passing(Option<Vec<u64>>);

impl Passing {
    fn of(db: &Connection, condition: &Condition) -> Result<Self> {
        let mut passing = Self(None);
        // Each is answered from an index alone; joined, they would need the rows.
        for (clause, from) in [
            (&condition.report, "report r CROSS JOIN statement s ON s.report = r.id"),
            (&condition.statement, "statement s"),
        ] {
            if clause.is_empty() {
                continue;
            }
            let mut bits = Vec::new();
            let mut select =
                db.prepare_cached(&format!("SELECT s.id FROM {from} WHERE true{}", clause.sql))?;
            let mut rows = select.query(params_from_iter(&clause.values))?;
            while let Some(row) = rows.next()? {
                let (word, bit) = place(row.get(0)?);
                if bits.len() <= word {
                    bits.resize(word + 1, 0);
                }
                bits[word] |= bit;
            }
            if let Some(others) = passing.0 {
                bits.truncate(others.len());
                bits.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
            }
            passing.0 = Some(bits);
        }
        Ok(passing)
    }

    fn holds(&self, statement: i64) -> bool {
        let (word, bit) = place(statement);
        self.0.as_ref().is_none_or(|bits| bits.get(word).is_some_and(|word| word & bit != 0))
    }
}

/// The word of a statement's bit, and the bit.
const fn place(statement: i64) -> (usize, u64) {
    (statement as usize / 64, 1 << (statement % 64))
}

/// Statements that have all the words, or else some of the rarer ones, the best first.
fn by_words(db: &Connection, words: &str, passing: &Passing) -> Result<Vec<i64>> {
    let terms = terms(&telling(words));
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let all = found(db, &terms.join(" "), passing)?;
    if all.is_empty() { found(db, &rarest(db, &terms)?, passing) } else { Ok(all) }
}

/// The statements that a query of FTS5 finds and that pass, as many as a list holds.
fn found(db: &Connection, query: &str, passing: &Passing) -> Result<Vec<i64>> {
    let by_rank =
        if count(db, query)? < RANKED { "AND rank MATCH 'bm25(4.0, 2.0, 1.0)' ORDER BY rank" } else { "" };
    let mut select = db.prepare_cached(&format!("SELECT rowid FROM found WHERE found MATCH ?1 {by_rank}"))?;
    let mut rows = select.query([query])?;
    let mut found = Vec::new();
    while found.len() < LIST
        && let Some(row) = rows.next()?
    {
        found.extend(Some(row.get(0)?).filter(|statement| passing.holds(*statement)));
    }
    Ok(found)
}

/// How many statements a query of FTS5 finds, counted up to [`RANKED`].
fn count(db: &Connection, query: &str) -> Result<usize> {
    let mut count =
        db.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM found WHERE found MATCH ?1 LIMIT ?2)")?;
    Ok(count.query_row((query, RANKED), |row| row.get(0))?)
}

/// A query for any of those terms that together few statements have; at least for the rarest.
fn rarest(db: &Connection, terms: &[String]) -> Result<String> {
    let mut counted: Vec<(usize, &str)> = Vec::with_capacity(terms.len());
    for term in terms {
        let there = count(db, term)?;
        if there > 0 {
            counted.push((there, term));
        }
    }
    counted.sort_unstable();
    let mut sum = 0;
    let kept = counted.iter().enumerate().take_while(|(i, (there, _))| {
        sum += there;
        *i == 0 || sum < RANKED
    });
    let kept: Vec<&str> = kept.map(|(_, (_, term))| *term).collect();
    Ok(if kept.is_empty() { terms.join(" OR ") } else { kept.join(" OR ") })
}

/// `words` without small words, unless there are no others.
fn telling(words: &str) -> String {
    let is_small = |word: &&str| SMALL.contains(&word.to_lowercase().as_str());
    let rest: Vec<&str> = words.split_whitespace().filter(|word| !is_small(word)).collect();
    if rest.is_empty() { words.to_owned() } else { rest.join(" ") }
}

/// Statements whose contents mean something like `words`, the likest first.
fn by_meaning(db: &Connection, words: &str, passing: &Passing) -> Result<Vec<i64>> {
    if terms(words).is_empty() || !db.prepare_cached("SELECT 1 FROM sketch")?.exists([])? {
        return Ok(Vec::new());
    }
    near(db, &Vectors::embedded().of(words), passing)
}

/// The statements whose contents mean something like that of this one, the likest first and itself among them; none where it was not linked.
/// At most some hundreds are found.
///
/// # Errors
/// What SQLite says.
pub fn alike(db: &Connection, statement: i64) -> Result<Vec<i64>> {
    match sketch::of(db, statement)? {
        Some(vector) => near(db, &vector, &Passing(None)),
        None => Ok(Vec::new()),
    }
}

/// Statements whose vectors are near to this one, the nearest first.
fn near(db: &Connection, wanted: &Vector, passing: &Passing) -> Result<Vec<i64>> {
    let candidates = sketch::nearest(db, wanted, |statement| passing.holds(statement))?;
    let mut alike = sketch::likeness(db, &candidates, wanted)?;
    alike.retain(|(_, likeness)| *likeness >= ALIKE);
    alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    alike.truncate(LIST);
    Ok(alike.into_iter().map(|(statement, _)| statement).collect())
}
