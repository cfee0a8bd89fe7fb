//! What the journal changes of what the machine found.

use super::place::{self, Found, Here, Why};
use crate::decision::{Address, Decision};
use crate::error::Result;
use crate::journal::{State, undone, written};
use crate::page::{Spans, Words, json, label};
use onrecord_record::Span;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Where what holds differs from what the machine found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlay {
    /// Actors of mentions.
    pub(crate) mentions: BTreeMap<i64, i64>,
    /// Claims of statements.
    pub(crate) claims: BTreeMap<i64, i64>,
    /// Stances of statements.
    pub(crate) stances: BTreeMap<i64, String>,
    /// Where statements' words stand, as JSON.
    pub(crate) spans: BTreeMap<i64, String>,
    /// Pairs that are different.
    pub(crate) different: BTreeSet<(i64, i64)>,
    /// Actors that people split off, with name and kind.
    pub(crate) actors: BTreeMap<i64, (String, String)>,
    /// Wordings: of claims that people split off, and of those that lost theirs.
    pub(crate) wordings: BTreeMap<i64, i64>,
    /// Proposals that are settled.
    pub(crate) settled: BTreeMap<(i64, i64), &'static str>,
    /// What has become of each entry.
    pub(crate) effects: BTreeMap<i64, (String, Option<String>)>,
}

impl Overlay {
    /// Replays the whole journal.
    pub(crate) fn of(db: &Connection) -> Result<Self> {
        let entries = written(db)?;
        let undone = undone(&entries);
        let mut replay = Replay {
            db,
            overlay: Self::default(),
            touched: BTreeSet::new(),
            merged: BTreeMap::new(),
            refused: BTreeSet::new(),
        };
        for entry in &entries {
            let (state, reason) = if undone.contains(&entry.id) {
                (State::Undone, None)
            } else {
                match replay.apply(entry.id, &entry.decision()?) {
                    Ok(()) => (State::Holds, None),
                    Err(Why::Orphan(reason)) => (State::Orphan, Some(reason)),
                    Err(Why::Waiting(reason)) => (State::Waiting, Some(reason)),
                    Err(Why::Failed(error)) => return Err(error),
                }
            };
            replay.overlay.effects.insert(entry.id, (label(state), reason));
        }
        replay.finish()
    }
}

struct Replay<'d> {
    db: &'d Connection,
    overlay: Overlay,
    /// Claims that lost statements.
    touched: BTreeSet<i64>,
    /// Machine's actors that became another, each with the next one.
    merged: BTreeMap<i64, i64>,
    /// Pairs of machine's actors that are not one.
    refused: BTreeSet<(i64, i64)>,
}

impl Replay<'_> {
    fn apply(&mut self, entry: i64, decision: &Decision) -> Found<()> {
        match decision {
            Decision::MergeActors { kept, other } => {
                let (kept, other) = (place::mention(self.db, kept)?, place::mention(self.db, other)?);
                self.merge_actors(self.actor(kept), self.actor(other))
            }
            Decision::SplitActor { mentions } => {
                for (mention, _) in self.all(mentions, place::mention)? {
                    self.split_actor(entry, mention)?;
                }
                Ok(())
            }
            Decision::NotSameActor { a, b } => {
                let (a, b) = (place::mention(self.db, a)?, place::mention(self.db, b)?);
                self.refused.insert((a.1.min(b.1), a.1.max(b.1)));
                if self.actor(a) == self.actor(b) {
                    self.split_actor(entry, b.0)?;
                }
                Ok(())
            }
            Decision::MergeClaims { kept, other } => {
                let (kept, other) = (self.claim_at(kept)?, self.claim_at(other)?);
                self.merge_claims(kept.1, other.1)
            }
            Decision::SplitClaim { statements } => {
                let statements = self.all(statements, |_, address| self.claim_at(address))?;
                for (statement, claim) in statements {
                    self.split_claim(entry, statement.id, claim);
                }
                Ok(())
            }
            Decision::NotSame { a, b } => {
                let (a, b) = (self.claim_at(a)?, self.claim_at(b)?);
                self.part(a.0.id, b.0.id)?;
                if a.1 == b.1 {
                    self.split_claim(entry, b.0.id, b.1);
                }
                Ok(())
            }
            Decision::Stance { statement, stance } => {
                let here = self.said(statement)?;
                self.overlay.stances.insert(here.id, label(stance));
                Ok(())
            }
            Decision::Span { statement, source, cue, content } => {
                let here = self.said(statement)?;
                self.span(here.id, [source.as_ref(), cue.as_ref(), content.as_ref()])
            }
            Decision::Note { at, .. } => place::report(self.db, at).map(drop),
            Decision::Undo { .. } => Ok(()),
        }
    }

    /// What is at each address; where one is gone, the decision does not hold for the others either.
    fn all<T>(
        &self,
        at: &[Address],
        find: impl Fn(&rusqlite::Connection, &Address) -> Found<T>,
    ) -> Found<Vec<T>> {
        at.iter().map(|address| find(self.db, address)).collect()
    }

    /// A statement that is not narration.
    fn said(&self, at: &Address) -> Found<Here> {
        let here = place::statement(self.db, at)?;
        if here.narration {
            return Err(Why::Orphan(format!("the report says this in its own voice: {at}")));
        }
        Ok(here)
    }

    fn actor(&self, (mention, machine): (i64, i64)) -> i64 {
        self.overlay.mentions.get(&mention).copied().unwrap_or(machine)
    }

    fn merge_actors(&mut self, kept: i64, other: i64) -> Found<()> {
        if kept == other {
            return Ok(());
        }
        for mention in
            self.members("SELECT id FROM mention WHERE machine_actor = ?1", other, &self.overlay.mentions)?
        {
            self.overlay.mentions.insert(mention, kept);
        }
        self.merged.insert(other, kept);
        Ok(())
    }

    fn split_actor(&mut self, entry: i64, mention: i64) -> Found<()> {
        let select = "SELECT name, kind FROM mention WHERE id = ?1";
        let named =
            self.db.prepare_cached(select)?.query_row([mention], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.overlay.actors.entry(-entry).or_insert(named);
        self.overlay.mentions.insert(mention, -entry);
        Ok(())
    }

    /// A statement with its claim.
    fn claim_at(&self, at: &Address) -> Found<(Here, i64)> {
        let here = place::statement(self.db, at)?;
        match self.overlay.claims.get(&here.id).copied().or(here.claim) {
            Some(claim) => Ok((here, claim)),
            None => Err(Why::Waiting(format!("in no claim yet: {at}"))),
        }
    }

    fn merge_claims(&mut self, kept: i64, other: i64) -> Found<()> {
        if kept == other {
            return Ok(());
        }
        for statement in
            self.members("SELECT id FROM statement WHERE machine_claim = ?1", other, &self.overlay.claims)?
        {
            self.overlay.claims.insert(statement, kept);
        }
        Ok(())
    }

    fn split_claim(&mut self, entry: i64, statement: i64, claim: i64) {
        self.touched.insert(claim);
        self.overlay.wordings.entry(-entry).or_insert(statement);
        self.overlay.claims.insert(statement, -entry);
    }

    /// Those that belong to `group` now, by the machine or by a decision.
    fn members(&self, select: &str, group: i64, moved: &BTreeMap<i64, i64>) -> Result<Vec<i64>> {
        let mut select = self.db.prepare_cached(select)?;
        let machine: Vec<i64> =
            select.query_map([group], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let there = machine.into_iter().filter(|id| !moved.contains_key(id));
        let came = moved.iter().filter(|(_, to)| **to == group).map(|(id, _)| *id);
        let mut all: Vec<i64> = there.chain(came).collect();
        all.sort_unstable();
        Ok(all)
    }

    /// The pair of two statements, if they were compared, is different.
    fn part(&mut self, a: i64, b: i64) -> Found<()> {
        let select = "SELECT a, b FROM pair WHERE a = ?1 AND b = ?2 OR a = ?2 AND b = ?1";
        let pair = self
            .db
            .prepare_cached(select)?
            .query_row([a, b], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        self.overlay.different.extend(pair);
        Ok(())
    }

    fn span(&mut self, statement: i64, given: [Option<&Vec<Span>>; 3]) -> Found<()> {
        let select = "SELECT report, machine_spans FROM statement WHERE id = ?1";
        let (report, machine): (i64, String) =
            self.db.prepare_cached(select)?.query_row([statement], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let text = place::text(self.db, report)?;
        let words = Words::of(&text);
        if let Some(span) = given
            .iter()
            .copied()
            .flatten()
            .flatten()
            .find(|&&span| span.start >= span.end || words.at(span).is_none())
        {
            return Err(Why::Orphan(format!("there are no words at {}-{}", span.start, span.end)));
        }
        let now = self.overlay.spans.get(&statement).unwrap_or(&machine);
        let mut spans: Spans = serde_json::from_str(now).map_err(|error| crate::Error::Column {
            place: format!("statement {statement}, machine_spans"),
            error,
        })?;
        let parts = [&mut spans.source, &mut spans.cue, &mut spans.content];
        for (part, given) in parts.into_iter().zip(given) {
            if let Some(given) = given {
                part.clone_from(given);
            }
        }
        self.overlay.spans.insert(statement, json(&spans));
        Ok(())
    }

    /// What follows from all entries together.
    fn finish(mut self) -> Result<Overlay> {
        for claim in std::mem::take(&mut self.touched) {
            let members = self.members(
                "SELECT id FROM statement WHERE machine_claim = ?1",
                claim,
                &self.overlay.claims,
            )?;
            let select = "SELECT machine_wording FROM claim WHERE id = ?1";
            let machine =
                self.db.prepare_cached(select)?.query_row([claim], |row| row.get(0)).optional()?.flatten();
            let wording = self.overlay.wordings.get(&claim).copied().or(machine);
            if let Some(&first) = members.first()
                && wording.is_none_or(|wording| !members.contains(&wording))
            {
                self.overlay.wordings.insert(claim, first);
            }
        }
        if !self.merged.is_empty() || !self.refused.is_empty() {
            let mut select = self.db.prepare_cached("SELECT a, b FROM proposal")?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let (a, b) = (row.get(0)?, row.get(1)?);
                if self.followed(a) == self.followed(b) {
                    self.overlay.settled.insert((a, b), "merged");
                } else if self.refused.contains(&(a.min(b), a.max(b))) {
                    self.overlay.settled.insert((a, b), "refused");
                }
            }
        }
        self.overlay.keep_differences(self.db)?;
        Ok(self.overlay)
    }

    /// The actor that a machine's actor has become.
    fn followed(&self, mut actor: i64) -> i64 {
        // A merge never leads back: an actor that became another has no mentions left to be merged with.
        while let Some(&next) = self.merged.get(&actor) {
            actor = next;
        }
        actor
    }
}
