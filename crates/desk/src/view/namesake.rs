//! Sources that may be the same as one, for a person to choose from.

use crate::readers::Error;
use onrecord_ledger::query::actor::{called, like};
use onrecord_ledger::query::who::roles;
use onrecord_ledger::rusqlite::OptionalExtension;
use onrecord_ledger::{Ledger, rusqlite};
use std::collections::HashMap;

/// So many are shown.
const MOST: usize = 12;

/// A source that may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    /// Its number.
    pub id: i64,
    /// The name it goes by: what most reports call it.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Its statements.
    pub statements: usize,
    /// The reports that they stand in.
    pub reports: usize,
    /// What reports say it is, the commonest first.
    pub roles: Vec<String>,
    /// Why linking thinks that it may be the same; none where it does not.
    pub reason: Option<String>,
}

impl Namesake {
    /// The source of this number, where it has mentions.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, id: i64) -> Result<Option<Self>, Error> {
        let mut select = ledger.db().prepare_cached(
            "SELECT a.id, a.name, a.kind, ifnull(t.statements, 0), ifnull(t.reports, 0)
            FROM actor a LEFT JOIN actor_tally t ON t.actor = a.id
            WHERE a.id = ?1 AND EXISTS (SELECT 1 FROM mention m WHERE m.actor = a.id)",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                statements: row.get::<_, i64>(3)? as usize,
                reports: row.get::<_, i64>(4)? as usize,
                roles: Vec::new(),
                reason: None,
            })
        };
        let Some(found) = select.query_row([id], read).optional()? else { return Ok(None) };
        Ok(Some(Self { roles: roles(ledger.db(), id)?, ..found }))
    }

    /// The sources that may be the same as `of`. Without `words` those that linking proposes, and those that have a name like
    /// its name; else those that are called so, by number or name, and those that have a name like these words.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger, of: &Self, words: &str) -> Result<Vec<Self>, Error> {
        let (db, words) = (ledger.db(), words.trim());
        let proposed = super::actor::proposed(ledger, of.id)?;
        let mut ids: Vec<i64> =
            if words.is_empty() { proposed.iter().map(|(id, ..)| *id).collect() } else { called(db, words)? };
        ids.extend(like(db, if words.is_empty() { &of.name } else { words })?);
        let mut reasons: HashMap<i64, String> =
            proposed.into_iter().map(|(id, _, reason)| (id, reason)).collect();
        let mut found: Vec<Self> = Vec::new();
        for id in ids {
            if found.len() == MOST {
                break;
            }
            if id != of.id && !found.iter().any(|there| there.id == id) {
                let there = Self::find(ledger, id)?;
                found.extend(there.map(|there| Self { reason: reasons.remove(&id), ..there }));
            }
        }
        Ok(found)
    }
}
