//! The journal: what people decided, in the order in which they did, with name and time.
//!
//! Nothing in it is ever changed or removed. An entry is taken back by another; what holds then follows from replaying all
//! that is left over what the machine found, at the end of every transaction.

use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::hash::hash;
use crate::page::json;
use crate::replay::{Overlay, replay};
use crate::store::{Editor, Ledger};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number: 1, 2, 3, …
    pub id: i64,
    /// When it was made, UTC, ISO 8601.
    pub at: String,
    /// Who made it.
    pub who: String,
    /// What was decided.
    pub decision: Decision,
    /// What has become of it.
    pub state: State,
    /// Of one that does not hold, though nobody took it back: why.
    pub reason: Option<String>,
}

/// What has become of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It holds.
    Holds,
    /// It was taken back.
    Undone,
    /// Its words, or the statement or actor there, are gone.
    Orphan,
    /// What it is about is not linked yet.
    Waiting,
}

/// An entry as it stands in the table.
pub(crate) struct Written {
    pub(crate) id: i64,
    pub(crate) at: String,
    pub(crate) who: String,
    pub(crate) decision: String,
    pub(crate) undoes: Option<i64>,
    pub(crate) digest: String,
}

impl Written {
    /// The digest that the entry must have after one with digest `before`.
    pub(crate) fn chained(&self, before: &str) -> String {
        let Self { id, at, who, decision, undoes, .. } = self;
        hash(json(&(before, id, at, who, decision, undoes)).as_bytes())
    }

    pub(crate) fn decision(&self) -> Result<Decision> {
        let place = || format!("journal {}", self.id);
        serde_json::from_str(&self.decision).map_err(|error| Error::Column { place: place(), error })
    }
}

/// All entries, the oldest first.
pub(crate) fn written(db: &Connection) -> Result<Vec<Written>> {
    let mut select =
        db.prepare_cached("SELECT id, at, who, decision, undoes, digest FROM journal ORDER BY id")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Written {
            id: row.get(0)?,
            at: row.get(1)?,
            who: row.get(2)?,
            decision: row.get(3)?,
            undoes: row.get(4)?,
            digest: row.get(5)?,
        })
    };
    Ok(select.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The entries that another one takes back, which is not taken back itself.
pub(crate) fn undone(entries: &[Written]) -> HashSet<i64> {
    let mut undone = HashSet::new();
    for entry in entries.iter().rev() {
        if !undone.contains(&entry.id) {
            undone.extend(entry.undoes);
        }
    }
    undone
}

impl Ledger {
    /// The journal, the oldest entry first.
    ///
    /// # Errors
    /// What SQLite says; [`Error::Column`] where an entry cannot be read.
    pub fn journal(&self) -> Result<Vec<Entry>> {
        let mut select = self.db().prepare_cached("SELECT state, reason FROM effect WHERE entry = ?1")?;
        let entry = |written: Written| {
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
            let (state, reason) = select.query_row([written.id], read)?;
            let place = format!("effect {}", written.id);
            Ok(Entry {
                decision: written.decision()?,
                state: serde_json::from_value(state.into())
                    .map_err(|error| Error::Column { place, error })?,
                reason,
                id: written.id,
                at: written.at,
                who: written.who,
            })
        };
        written(self.db())?.into_iter().map(entry).collect()
    }
}

impl Editor {
    /// Writes down what `who` decided, and lets it hold; gives the entry's number.
    ///
    /// # Errors
    /// [`Error::Refused`] where it is about nothing that is there, or changes nothing; [`Error::Busy`] where another's
    /// transaction does not end for ten seconds. Then nothing is written.
    pub fn decide(&mut self, who: &str, decision: &Decision) -> Result<i64> {
        if who.trim().is_empty() {
            return Err(Error::Refused("a decision needs the name of who makes it".to_owned()));
        }
        self.transact(|db| append(db, who.trim(), decision))
    }

    /// Takes back an entry; gives the number of the one that does. To take back that one lets the first hold again.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is no such entry, or it was taken back already. Then nothing is written.
    pub fn undo(&mut self, who: &str, entry: i64) -> Result<i64> {
        self.decide(who, &Decision::Undo { entry })
    }
}

fn append(db: &Connection, who: &str, decision: &Decision) -> Result<i64> {
    let before = written(db)?;
    let undoes = match decision {
        Decision::Undo { entry } if !before.iter().any(|e| e.id == *entry) => {
            return Err(Error::Refused(format!("the journal has no entry {entry}")));
        }
        Decision::Undo { entry } if undone(&before).contains(entry) => {
            return Err(Error::Refused(format!("entry {entry} was taken back already")));
        }
        Decision::Undo { entry } => Some(*entry),
        _ => None,
    };
    let held = changes(db)?;
    let at = db.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", [], |row| row.get(0))?;
    let last = before.last();
    let mut entry = Written {
        id: last.map_or(1, |last| last.id + 1),
        at,
        who: who.to_owned(),
        decision: json(decision),
        undoes,
        digest: String::new(),
    };
    entry.digest = entry.chained(last.map_or("", |last| &last.digest));
    db.prepare_cached(
        "INSERT INTO journal (id, at, who, decision, undoes, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((entry.id, &entry.at, &entry.who, &entry.decision, entry.undoes, &entry.digest))?;
    replay(db)?;
    let effect = "SELECT state, reason FROM effect WHERE entry = ?1 AND state <> 'holds'";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?));
    match db.prepare_cached(effect)?.query_row([entry.id], read).optional()? {
        Some((state, reason)) => Err(Error::Refused(reason.unwrap_or(state))),
        None if decision.joins() && changes(db)? == held => {
            Err(Error::Refused("they are one already".to_owned()))
        }
        None => Ok(entry.id),
    }
}

/// All that the journal changes.
fn changes(db: &Connection) -> Result<Overlay> {
    Ok(Overlay { effects: BTreeMap::new(), ..Overlay::stored(db)? })
}
