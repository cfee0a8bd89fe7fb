//! The overlay as it stands in the tables.

use super::overlay::Overlay;
use super::place;
use crate::error::{Error, Result};
use crate::page::{Spans, Words};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

impl Overlay {
    /// What the columns that people may change hold, where that is not what the machine found.
    pub(crate) fn stored(db: &Connection) -> Result<Self> {
        let settled = "SELECT a, b, state FROM proposal WHERE state <> 'open'";
        Ok(Self {
            mentions: map(db, "SELECT id, ifnull(actor, 0) FROM mention WHERE actor IS NOT machine_actor")?,
            claims: map(db, &decided("ifnull(claim, 0)", "claim IS NOT machine_claim"))?,
            stances: map(db, &decided("ifnull(stance, '')", "stance IS NOT machine_stance"))?,
            spans: map(db, &decided("spans", "spans IS NOT machine_spans"))?,
            different: map::<i64, i64>(db, "SELECT a, b FROM pair WHERE relation IS NOT machine_relation")?
                .into_iter()
                .collect(),
            actors: rows(db, "SELECT id, name, kind FROM actor WHERE id < 0", |row| {
                Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
            })?,
            wordings: map(
                db,
                "SELECT id, wording FROM claim WHERE wording IS NOT machine_wording AND wording IS NOT NULL",
            )?,
            settled: rows(db, settled, |row| {
                let state: String = row.get(2)?;
                let state = if state == "merged" { "merged" } else { "refused" };
                Ok(((row.get(0)?, row.get(1)?), state))
            })?,
            effects: rows(db, "SELECT entry, state, reason FROM effect", |row| {
                Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
            })?,
        })
    }

    /// Leaves out what is as the machine found it.
    pub(crate) fn keep_differences(&mut self, db: &Connection) -> Result<()> {
        keep(db, &mut self.mentions, "SELECT machine_actor FROM mention WHERE id = ?1")?;
        keep(db, &mut self.claims, "SELECT machine_claim FROM statement WHERE id = ?1")?;
        keep(db, &mut self.stances, "SELECT machine_stance FROM statement WHERE id = ?1")?;
        keep(db, &mut self.spans, "SELECT machine_spans FROM statement WHERE id = ?1")
    }

    /// Writes this overlay where `there` stands now.
    pub(crate) fn write(&self, db: &Connection, there: &Self) -> Result<()> {
        // References are checked when the transaction ends, so that the order does not matter.
        db.execute_batch(
            "UPDATE mention SET actor = machine_actor WHERE actor IS NOT machine_actor;
            UPDATE statement SET claim = machine_claim, stance = machine_stance, stand = machine_stand
                WHERE claim IS NOT machine_claim OR stand IS NOT machine_stand OR stance IS NOT machine_stance
                    OR spans IS NOT machine_spans;
            UPDATE pair SET relation = machine_relation WHERE relation IS NOT machine_relation;
            UPDATE claim SET wording = machine_wording WHERE wording IS NOT machine_wording;
            UPDATE proposal SET state = 'open' WHERE state <> 'open';
            DELETE FROM actor WHERE id < 0;
            DELETE FROM claim WHERE id < 0;
            DELETE FROM effect;",
        )?;
        let mut actor = db.prepare_cached("INSERT INTO actor (id, name, kind) VALUES (?1, ?2, ?3)")?;
        for (id, (name, kind)) in &self.actors {
            actor.execute((id, name, kind))?;
        }
        let mut wording = db.prepare_cached(
            "INSERT INTO claim (id, wording) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET wording = excluded.wording",
        )?;
        for pair in &self.wordings {
            wording.execute(pair)?;
        }
        set(db, "UPDATE mention SET actor = ?2 WHERE id = ?1", &self.mentions)?;
        set(db, "UPDATE statement SET claim = ?2 WHERE id = ?1", &self.claims)?;
        set(
            db,
            "UPDATE statement SET stance = ?2, stand = iif(stand IS NULL, NULL, ?2) WHERE id = ?1",
            &self.stances,
        )?;
        let mut different =
            db.prepare_cached("UPDATE pair SET relation = 'different' WHERE a = ?1 AND b = ?2")?;
        for pair in &self.different {
            different.execute(*pair)?;
        }
        let mut settled = db.prepare_cached("UPDATE proposal SET state = ?3 WHERE a = ?1 AND b = ?2")?;
        for ((a, b), state) in &self.settled {
            settled.execute((a, b, state))?;
        }
        let mut effect =
            db.prepare_cached("INSERT INTO effect (entry, state, reason) VALUES (?1, ?2, ?3)")?;
        for (entry, (state, reason)) in &self.effects {
            effect.execute((entry, state, reason))?;
        }
        self.write_spans(db, there)
    }

    /// Lets statements have their words where this overlay says, or else where the machine read them.
    fn write_spans(&self, db: &Connection, there: &Self) -> Result<()> {
        let mut select = db.prepare_cached("SELECT report, machine_spans FROM statement WHERE id = ?1")?;
        let changed = there.spans.keys().chain(self.spans.keys());
        for &id in changed {
            let (report, machine): (i64, String) =
                select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let json = self.spans.get(&id).unwrap_or(&machine);
            let spans: Spans = serde_json::from_str(json)
                .map_err(|error| Error::Column { place: format!("statement {id}, spans"), error })?;
            let text = place::text(db, report)?;
            let words = Words::of(&text);
            let [source, cue, content] =
                [&spans.source, &spans.cue, &spans.content].map(|part| words.join(part));
            db.prepare_cached(
                "UPDATE statement SET spans = ?2, source = ?3, cue = ?4, content = ?5 WHERE id = ?1",
            )?
            .execute((id, json, &source, &cue, &content))?;
            db.prepare_cached("UPDATE found SET source = ?2, content = ?3 WHERE rowid = ?1")?
                .execute((id, &source, &content))?;
        }
        Ok(())
    }
}

/// A column of the statements that people decided on.
fn decided(column: &str, differs: &str) -> String {
    // Worded like the index of those statements, so that it is used.
    format!(
        "SELECT id, {column} FROM statement WHERE (claim IS NOT machine_claim OR stand IS NOT machine_stand
            OR stance IS NOT machine_stance OR spans IS NOT machine_spans) AND {differs}"
    )
}

fn rows<C: FromIterator<T>, T>(
    db: &Connection,
    select: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<C> {
    Ok(db.prepare_cached(select)?.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

fn map<K: Ord + rusqlite::types::FromSql, V: rusqlite::types::FromSql>(
    db: &Connection,
    select: &str,
) -> Result<BTreeMap<K, V>> {
    rows(db, select, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn keep<V: rusqlite::types::FromSql + PartialEq>(
    db: &Connection,
    map: &mut BTreeMap<i64, V>,
    machine: &str,
) -> Result<()> {
    let mut select = db.prepare_cached(machine)?;
    let mut same = Vec::new();
    for (&id, value) in &*map {
        if select.query_row([id], |row| row.get::<_, Option<V>>(0))?.as_ref() == Some(value) {
            same.push(id);
        }
    }
    for id in same {
        map.remove(&id);
    }
    Ok(())
}

fn set<V: rusqlite::ToSql>(db: &Connection, update: &str, values: &BTreeMap<i64, V>) -> Result<()> {
    let mut update = db.prepare_cached(update)?;
    for (id, value) in values {
        update.execute((id, value))?;
    }
    Ok(())
}
