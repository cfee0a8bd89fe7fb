//! What is known of all linked reports, in memory, and how it comes into the tables.

use super::opposed::Opposition;
use super::prepare::{Page, Prepared, to_bytes};
use crate::error::Result;
use crate::page::{json, label};
use onrecord_compare::actor::{self, Rule};
use onrecord_compare::claim::{self, FigureRelation, Proposition, Vector};
use onrecord_compare::lineage::Reliance;
use onrecord_compare::{copy, story};
use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};

/// Of the reports that make a claim, so many of the latest tie a new one to their story.
const LATEST: usize = 24;

/// All indexes. A report's number is its place in the order of linking, from 0.
#[derive(Default)]
pub(super) struct Indexes {
    copies: copy::Index,
    actors: actor::Index,
    claims: claim::Index,
    stories: story::Index,
    /// The statement of each proposition, by its number, and the number of its report.
    statements: Vec<(i64, usize)>,
    /// The claim that a proposition was the first of, and the reports that make it.
    begun: HashMap<u32, Begun>,
    /// The first proposition of each claim that was restored.
    firsts: HashMap<i64, u32>,
}

struct Begun {
    claim: i64,
    reports: Vec<usize>,
}

/// What ties a report to those before it, by their numbers.
type Ties = BTreeMap<usize, story::Tie>;

impl Indexes {
    /// Takes in a report that was linked before.
    pub(super) fn restore(&mut self, db: &Connection, report: Prepared) -> Result<()> {
        let Prepared { id, record, page } = report;
        let number = self.copies.len();
        self.copies.restore(&record);
        let select = "SELECT machine_actor - 1 FROM mention WHERE report = ?1 AND place = ?2";
        let mut select = db.prepare_cached(select)?;
        let actors = record.actors.iter().map(|actor| select.query_row((id, &actor.id), |row| row.get(0)));
        self.actors.restore(&record, &actors.collect::<rusqlite::Result<Vec<usize>>>()?);
        let select = "SELECT story - 1 FROM story_report WHERE report = ?1";
        self.stories.restore(&record, db.prepare_cached(select)?.query_row([id], |row| row.get(0))?);
        let mut select = db.prepare_cached(
            "SELECT claim.id, claim.machine_wording = statement.id
                FROM statement JOIN claim ON claim.id = machine_claim WHERE statement.id = ?1",
        )?;
        let Page { propositions, statements, vectors, .. } = page;
        for ((proposition, statement), vector) in propositions.into_iter().zip(statements).zip(vectors) {
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?));
            let placed = select.query_row([statement], read).optional()?;
            let first = placed.and_then(|(claim, _)| self.firsts.get(&claim).copied());
            let own = self.claims.restore(proposition, &vector, first);
            if let Some((claim, true)) = placed {
                self.begun.insert(own, Begun { claim, reports: Vec::new() });
                self.firsts.insert(claim, own);
            }
            if let Some(begun) = self.begun.get_mut(&first.unwrap_or(own)) {
                begun.reports.push(number);
            }
            self.statements.push((statement, number));
        }
        Ok(())
    }

    /// Takes in the next report, and writes down its links.
    pub(super) fn add(&mut self, db: &Connection, report: Prepared) -> Result<()> {
        let Prepared { id, record, page } = report;
        let number = self.copies.len();
        let mut ties = Ties::new();
        self.add_passages(db, id, &record, &mut ties)?;
        self.add_actors(db, id, &record)?;
        add_reliances(db, id, &page)?;
        self.add_claims(db, number, &record, page, &mut ties)?;
        let ties: Vec<story::Tie> = ties.into_values().collect();
        let placed = self.stories.add(&record, &ties);
        let story = placed.story + 1;
        db.prepare_cached("INSERT OR IGNORE INTO story (id) VALUES (?1)")?.execute([story])?;
        db.prepare_cached("INSERT INTO story_report (report, story, words) VALUES (?1, ?2, ?3)")?
            .execute((id, story, json(&placed.words)))?;
        Ok(())
    }

    fn add_passages(&mut self, db: &Connection, id: i64, record: &Record, ties: &mut Ties) -> Result<()> {
        let mut passage = db.prepare_cached(
            "INSERT INTO passage (a_report, b_report, a_start, a_end, b_start, b_end, sort)
                SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM report WHERE linked = ?1",
        )?;
        for copy::Passage { other, here, there, sort, words } in self.copies.add(record) {
            passage.execute((other + 1, id, there.start, there.end, here.start, here.end, label(sort)))?;
            if sort == copy::Sort::Copy {
                tie(ties, other).copied += words;
            }
        }
        Ok(())
    }

    /// Numbers in the table are one more than in the index.
    fn add_actors(&mut self, db: &Connection, id: i64, record: &Record) -> Result<()> {
        let added = self.actors.add(record);
        let mut begin = db.prepare_cached("INSERT INTO actor (id, name, kind) VALUES (?1, ?2, ?3)")?;
        let mut fuller =
            db.prepare_cached("UPDATE actor SET name = ?2 WHERE id = ?1 AND length(name) < length(?2)")?;
        let mut link = db.prepare_cached(
            "UPDATE mention SET actor = ?3, machine_actor = ?3, reason = ?4 WHERE report = ?1 AND place = ?2",
        )?;
        for (actor, found) in record.actors.iter().zip(&added.links) {
            let number = found.actor + 1;
            match &found.reason {
                None => _ = begin.execute((number, &actor.name, label(actor.kind)))?,
                Some(reason) if reason.rule != Rule::Name => _ = fuller.execute((number, &actor.name))?,
                Some(_) => {}
            }
            link.execute((id, &actor.id, number, found.reason.as_ref().map(json)))?;
        }
        let mut propose = db.prepare_cached("INSERT INTO proposal (a, b, reason) VALUES (?1, ?2, ?3)")?;
        for actor::Proposal { known, new, reason } in &added.proposals {
            propose.execute((known + 1, new + 1, json(reason)))?;
        }
        Ok(())
    }

    fn add_claims(
        &mut self,
        db: &Connection,
        number: usize,
        record: &Record,
        page: Page,
        ties: &mut Ties,
    ) -> Result<()> {
        let first = self.claims.len() as u32;
        let mut opposition = Opposition::of(record);
        let Page { propositions, statements, vectors, denied, .. } = page;
        let all = propositions.into_iter().zip(statements).zip(vectors).zip(denied);
        for (((proposition, statement), vector), denied) in all {
            db.prepare_cached("INSERT OR IGNORE INTO vector (statement, v) VALUES (?1, ?2)")?
                .execute((statement, to_bytes(&vector)))?;
            self.statements.push((statement, number));
            let stand = label(proposition.stance);
            let denied = denied.and_then(|k| self.claims.claim(first + k as u32));
            let claim = match denied {
                Some(claim) => {
                    self.claims.restore(proposition, &vector, Some(claim));
                    claim
                }
                None => self.add_proposition(db, proposition, &vector, &mut opposition)?,
            };
            let claim = self.make(db, claim, number, ties)?;
            db.prepare_cached(
                "UPDATE statement SET claim = ?2, machine_claim = ?2, stand = ?3, machine_stand = ?3 WHERE id = ?1",
            )?
            .execute((statement, claim, stand))?;
        }
        Ok(())
    }

    /// Finds the claim of the next proposition, and writes down the pairs that it makes with others.
    fn add_proposition(
        &mut self,
        db: &Connection,
        proposition: Proposition,
        vector: &Vector,
        opposition: &mut Opposition,
    ) -> Result<u32> {
        let placed = self.claims.add(proposition, vector);
        let Some(proposition) = self.claims.get(placed.id) else { return Ok(placed.claim) };
        let own = self.statements[placed.id as usize].0;
        let mut insert = db.prepare_cached(
            "INSERT INTO pair (a, b, relation, machine_relation, figures, score, reason)
                VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)",
        )?;
        for claim::Pair { with, judgement } in &placed.pairs {
            let Some(other) = self.claims.get(*with) else { continue };
            let (relation, figures) = opposition.judged(db, other, proposition, judgement)?;
            let figures = Some(figures).filter(|f| *f != FigureRelation::None).map(label);
            insert.execute((
                self.statements[*with as usize].0,
                own,
                label(relation),
                figures,
                f64::from(judgement.score),
                json(&judgement.reasons),
            ))?;
        }
        Ok(placed.claim)
    }

    /// Lets report `number` make the claim that proposition `first` began; gives the claim's row.
    fn make(&mut self, db: &Connection, first: u32, number: usize, ties: &mut Ties) -> Result<i64> {
        if let Some(begun) = self.begun.get_mut(&first) {
            let others = begun.reports.iter().rev().copied().filter(|&other| other != number);
            for other in others.take(LATEST) {
                tie(ties, other).claims += 1;
            }
            if begun.reports.last() != Some(&number) {
                begun.reports.push(number);
            }
            return Ok(begun.claim);
        }
        db.prepare_cached("INSERT INTO claim (wording, machine_wording) VALUES (?1, ?1)")?
            .execute([self.statements[first as usize].0])?;
        let claim = db.last_insert_rowid();
        self.begun.insert(first, Begun { claim, reports: vec![number] });
        Ok(claim)
    }
}

fn tie(ties: &mut Ties, other: usize) -> &mut story::Tie {
    ties.entry(other).or_insert(story::Tie { other, claims: 0, copied: 0 })
}

fn add_reliances(db: &Connection, id: i64, page: &Page) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO reliance (report, statement, on_name, on_mention, on_actor, start, end, sort)
            VALUES (?1, ?2, ?3, ?4, (SELECT actor FROM mention WHERE report = ?1 AND place = ?4), ?5, ?6, ?7)",
    )?;
    for Reliance { place, on, actor, span, sort } in &page.reliances {
        let at = place.as_ref().and_then(|place| page.propositions.iter().position(|p| p.place == *place));
        let statement = at.map(|at| page.statements[at]);
        // What holds for a statement that is not there does not hold for the whole report.
        if place.is_none() || statement.is_some() {
            insert.execute((id, statement, on, actor, span.start, span.end, label(sort)))?;
        }
    }
    Ok(())
}
