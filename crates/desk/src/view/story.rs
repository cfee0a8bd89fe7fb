//! Stories: reports that are taken to tell of one event.

use super::{PAGE, page};
use crate::readers::Error;
use onrecord_ledger::query::saying::{Saying, numbered};
use onrecord_ledger::query::stories::{self, in_full};
use onrecord_ledger::query::{Filter, reports};
use onrecord_ledger::rusqlite::{OptionalExtension, Row};
use onrecord_ledger::{Ledger, rusqlite};
use serde::Serialize;

/// So many stories of a claim's reports are named.
const NAMED: i64 = 3;

/// A story in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stories {
    /// Its number.
    pub id: i64,
    /// The title of the earliest of its reports, or what else that is known by.
    pub title: String,
    /// Its reports.
    pub reports: usize,
    /// Who published them: how many outlets, as far as the reports say.
    pub outlets: usize,
    /// When the first of them was published, as far as they say.
    pub first: Option<String>,
    /// When the last of them was.
    pub last: Option<String>,
}

const NAME: &str = "SELECT y.story, count(*), count(DISTINCT r.outlet), min(r.published), max(r.published),
    (SELECT coalesce(e.title, e.key, e.file, 'A report without a title')
        FROM story_report f CROSS JOIN report e ON e.id = f.report WHERE f.story = y.story
        ORDER BY e.published IS NULL, e.published, e.hash LIMIT 1)
    FROM story_report y CROSS JOIN report r ON r.id = y.report WHERE y.story = ?1 GROUP BY y.story";

impl Stories {
    /// A page of all stories, those of most reports first; the page's number is from 1.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger, number: usize) -> Result<Vec<Self>, Error> {
        let mut listed = Vec::with_capacity(PAGE);
        for id in stories::ranked(ledger.db(), &Filter::default(), page(number))? {
            listed.extend(Self::named(ledger, id)?);
        }
        Ok(listed)
    }

    /// The stories of several reports that reports with statements of this claim belong to, those with most of them first.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of_claim(ledger: &Ledger, claim: i64) -> Result<Vec<Self>, Error> {
        let mut select = ledger.db().prepare_cached(
            "SELECT y.story FROM (SELECT DISTINCT report FROM statement WHERE claim = ?1) AS s
                CROSS JOIN story_report y ON y.report = s.report
            WHERE EXISTS (SELECT 1 FROM story_report o WHERE o.story = y.story AND o.report <> y.report)
            GROUP BY y.story ORDER BY count(*) DESC, y.story LIMIT ?2",
        )?;
        let ids: Vec<i64> =
            select.query_map([claim, NAMED], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut named = Vec::with_capacity(ids.len());
        for id in ids {
            named.extend(Self::named(ledger, id)?);
        }
        Ok(named)
    }

    /// The story that a report belongs to, if others do too.
    ///
    /// # Errors
    /// What the ledger says.
    pub(super) fn of_report(ledger: &Ledger, report: i64) -> Result<Option<Self>, Error> {
        let mut select = ledger.db().prepare_cached("SELECT story FROM story_report WHERE report = ?1")?;
        let id: Option<i64> = select.query_row([report], |row| row.get(0)).optional()?;
        let story = id.map(|id| Self::named(ledger, id)).transpose()?.flatten();
        Ok(story.filter(|story| story.reports > 1))
    }

    fn named(ledger: &Ledger, id: i64) -> Result<Option<Self>, Error> {
        let read = |row: &Row<'_>| {
            Ok(Self {
                id: row.get(0)?,
                reports: row.get::<_, i64>(1)? as usize,
                outlets: row.get::<_, i64>(2)? as usize,
                first: row.get(3)?,
                last: row.get(4)?,
                title: row.get(5)?,
            })
        };
        Ok(ledger.db().prepare_cached(NAME)?.query_row([id], read).optional()?)
    }
}

/// A story with its claims and figures.
#[derive(Clone, Debug, Serialize)]
pub struct Story {
    /// How many reports the ledger has.
    pub of: usize,
    /// How it is listed.
    pub name: Stories,
    /// Its reports, the claims that they share, and what they give different figures for.
    #[serde(flatten)]
    pub story: stories::Story,
    /// The statements that give those figures.
    #[serde(skip)]
    pub giving: Vec<Saying>,
}

impl Story {
    /// The story of this number.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, id: i64) -> Result<Option<Self>, Error> {
        let db = ledger.db();
        let Some(name) = Stories::named(ledger, id)? else { return Ok(None) };
        let Some(story) = in_full(db, id)? else { return Ok(None) };
        let mut giving: Vec<i64> = story
            .figures
            .iter()
            .flatten()
            .flat_map(|quantity| quantity.readings.iter().map(|reading| reading.statement))
            .collect();
        giving.sort_unstable();
        giving.dedup();
        Ok(Some(Self { of: reports(db)?, name, giving: numbered(db, &giving)?, story }))
    }
}
