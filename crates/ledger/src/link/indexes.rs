//! What is known of all linked reports, in memory, and how it comes into the tables.
//!
//! Finding is parted from writing: what the indexes of copies and claims find of a report may as well have been found elsewhere
//! (see `tables`), and is written the same.

use super::opposed::Opposition;
use super::prepare::{Page, Prepared};
use crate::error::Result;
use crate::page::{json, label};
use crate::query::sketch::to_bytes;
use onrecord_compare::actor;
use onrecord_compare::claim::{self, FigureRelation, Incoming, Placed, Relation, stand};
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
    /// How many threads judge pairs.
    jobs: usize,
    copies: copy::Index,
    actors: actor::Index,
    claims: claim::Index,
    stories: story::Index,
    /// How many reports there are.
    reports: usize,
    /// The statement of each proposition, by its number.
    statements: Vec<i64>,
    /// The claim that a proposition was the first of, and the reports that make it.
    begun: HashMap<u32, Begun>,
    /// The first proposition of each claim that was restored.
    firsts: HashMap<i64, u32>,
}

struct Begun {
    claim: i64,
    reports: Vec<usize>,
}

/// What a report has to do with those before it, as far as that is costly to find.
pub(super) struct Found {
    /// What it shares with them.
    pub(super) passages: Vec<copy::Passage>,
    /// Where each of its propositions has its place, in their order.
    pub(super) claims: Vec<Claimed>,
}

/// The place of a proposition. Propositions go by their numbers in the order of linking.
pub(super) struct Claimed {
    /// The one that put its claim forward first.
    pub(super) claim: u32,
    /// Those before it that it was compared with and is not different from.
    pub(super) pairs: Vec<Compared>,
}

/// How a proposition stands to one before it.
pub(super) struct Compared {
    /// That one.
    pub(super) with: u32,
    pub(super) relation: Relation,
    pub(super) figures: Option<FigureRelation>,
    /// How likely they are the same, from 0 to 1.
    pub(super) score: f64,
    /// JSON.
    pub(super) reason: String,
}

/// What ties a report to those before it, by their numbers.
type Ties = BTreeMap<usize, story::Tie>;

impl Indexes {
    /// Indexes of nothing, whose pairs `jobs` threads will judge.
    pub(super) fn new(jobs: usize) -> Self {
        Self { jobs, ..Self::default() }
    }

    /// Takes in a report that was linked before.
    pub(super) fn restore(&mut self, db: &Connection, report: Prepared) -> Result<()> {
        let Prepared { id, record, page } = report;
        let number = self.reports;
        self.reports += 1;
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
        let Page { propositions, statements, traits, .. } = page;
        for ((proposition, statement), traits) in propositions.into_iter().zip(statements).zip(traits) {
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?));
            let placed = select.query_row([statement], read).optional()?;
            let first = placed.and_then(|(claim, _)| self.firsts.get(&claim).copied());
            let own = self.claims.restore(proposition, traits, first);
            if let Some((claim, true)) = placed {
                self.begun.insert(own, Begun { claim, reports: Vec::new() });
                self.firsts.insert(claim, own);
            }
            if let Some(begun) = self.begun.get_mut(&first.unwrap_or(own)) {
                begun.reports.push(number);
            }
            self.statements.push(statement);
        }
        Ok(())
    }

    /// Takes in the next report, and writes down its links.
    pub(super) fn add(&mut self, db: &Connection, report: Prepared) -> Result<()> {
        let passages = self.copies.add(&report.record);
        let claims = self.find_claims(db, &report.record, &report.page)?;
        self.write(db, report, Found { passages, claims })
    }

    /// Finds the claims of a report's propositions.
    fn find_claims(&mut self, db: &Connection, record: &Record, page: &Page) -> Result<Vec<Claimed>> {
        let mut opposition = Opposition::of(record);
        let propositions = page.propositions.iter().cloned().zip(&page.traits).zip(&page.denied);
        let incoming = propositions
            .map(|((proposition, traits), &denies)| Incoming { proposition, traits: traits.clone(), denies })
            .collect();
        let placed = self.claims.add_all(incoming, self.jobs);
        placed.into_iter().map(|placed| self.claimed(db, placed, &mut opposition)).collect()
    }

    fn claimed(&self, db: &Connection, placed: Placed, opposition: &mut Opposition) -> Result<Claimed> {
        let Placed { id, claim, pairs } = placed;
        let mut compared = Vec::with_capacity(pairs.len());
        for claim::Pair { with, judgement } in pairs {
            let (Some(other), Some(own)) = (self.claims.get(with), self.claims.get(id)) else { continue };
            let (relation, figures) = opposition.judged(db, other, own, &judgement)?;
            let figures = Some(figures).filter(|f| *f != FigureRelation::None);
            let (score, reason) = (f64::from(judgement.score), json(&judgement.reasons));
            compared.push(Compared { with, relation, figures, score, reason });
        }
        Ok(Claimed { claim, pairs: compared })
    }

    /// Writes down the links of the next report. The indexes of copies and claims are not asked, nor told.
    pub(super) fn write(&mut self, db: &Connection, report: Prepared, found: Found) -> Result<()> {
        let Prepared { id, record, page } = report;
        let number = self.reports;
        self.reports += 1;
        let mut ties = Ties::new();
        add_passages(db, id, found.passages, &mut ties)?;
        self.add_actors(db, id, &record)?;
        add_reliances(db, id, &page)?;
        self.add_claims(db, number, &page, found.claims, &mut ties)?;
        let ties: Vec<story::Tie> = ties.into_values().collect();
        let placed = self.stories.add(&record, &ties);
        let story = placed.story + 1;
        db.prepare_cached("INSERT OR IGNORE INTO story (id) VALUES (?1)")?.execute([story])?;
        db.prepare_cached("INSERT INTO story_report (report, story, words) VALUES (?1, ?2, ?3)")?
            .execute((id, story, json(&placed.words)))?;
        Ok(())
    }

    /// Numbers in the table are one more than in the index.
    fn add_actors(&mut self, db: &Connection, id: i64, record: &Record) -> Result<()> {
        let added = self.actors.add(record);
        let mut begin = db.prepare_cached("INSERT INTO actor (id, name, kind) VALUES (?1, ?2, ?3)")?;
        let mut rename = db.prepare_cached("UPDATE actor SET name = ?2 WHERE id = ?1")?;
        let mut link = db.prepare_cached(
            "UPDATE mention SET actor = ?3, machine_actor = ?3, reason = ?4 WHERE report = ?1 AND place = ?2",
        )?;
        for (told, found) in record.actors.iter().zip(&added.links) {
            let number = found.actor + 1;
            match &found.reason {
                None => _ = begin.execute((number, actor::called(told), label(told.kind)))?,
                Some(_) if found.renamed => _ = rename.execute((number, actor::called(told)))?,
                Some(_) => {}
            }
            link.execute((id, &told.id, number, found.reason.as_ref().map(json)))?;
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
        page: &Page,
        claims: Vec<Claimed>,
        ties: &mut Ties,
    ) -> Result<()> {
        let mut file = db.prepare_cached("INSERT OR IGNORE INTO vector (statement, v) VALUES (?1, ?2)")?;
        for (&statement, traits) in page.statements.iter().zip(&page.traits) {
            file.execute((statement, to_bytes(traits.vector())))?;
            self.statements.push(statement);
        }
        let mut update = db.prepare_cached(
            "UPDATE statement SET claim = ?2, machine_claim = ?2, stand = ?3, machine_stand = ?3 WHERE id = ?1",
        )?;
        let stands = page.propositions.iter().map(|proposition| label(stand(proposition)));
        for ((claimed, &statement), stand) in claims.into_iter().zip(&page.statements).zip(stands) {
            self.add_pairs(db, statement, claimed.pairs)?;
            let claim = self.make(db, claimed.claim, number, ties)?;
            update.execute((statement, claim, stand))?;
        }
        Ok(())
    }

    /// Writes down the pairs that a statement makes with others.
    fn add_pairs(&self, db: &Connection, statement: i64, pairs: Vec<Compared>) -> Result<()> {
        let mut insert = db.prepare_cached(
            "INSERT INTO pair (a, b, relation, machine_relation, figures, score, reason)
                VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)",
        )?;
        for Compared { with, relation, figures, score, reason } in pairs {
            let other = self.statements[with as usize];
            insert.execute((other, statement, label(relation), figures.map(label), score, reason))?;
        }
        Ok(())
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
            .execute([self.statements[first as usize]])?;
        let claim = db.last_insert_rowid();
        self.begun.insert(first, Begun { claim, reports: vec![number] });
        Ok(claim)
    }
}

fn tie(ties: &mut Ties, other: usize) -> &mut story::Tie {
    ties.entry(other).or_insert(story::Tie { other, claims: 0, copied: 0 })
}

fn add_passages(db: &Connection, id: i64, passages: Vec<copy::Passage>, ties: &mut Ties) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO passage (a_report, b_report, a_start, a_end, b_start, b_end, sort)
            SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM report WHERE linked = ?1",
    )?;
    for copy::Passage { other, here, there, sort, words } in passages {
        insert.execute((other + 1, id, there.start, there.end, here.start, here.end, label(sort)))?;
        if sort == copy::Sort::Copy {
            tie(ties, other).copied += words;
        }
    }
    Ok(())
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
