//! Claims that may be the same as one, for a person to choose from.

use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::claims::{worded, wording};
use onrecord_ledger::query::saying::{Saying, numbered};
use onrecord_ledger::query::{Filter, Page, search};
use onrecord_ledger::rusqlite::OptionalExtension;

/// So many are shown.
const MOST: usize = 12;

/// Of what is found by words and meaning, so many claims or statements are looked at.
const HITS: usize = 60;

/// A claim that may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Its number.
    pub id: i64,
    /// Its wording.
    pub wording: String,
    /// In how many reports it is.
    pub reports: usize,
    /// Who says it first, in the order of publication.
    pub first: Saying,
}

impl Similar {
    /// The claim of this number; none where nothing is said of it.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, id: i64) -> Result<Option<Self>, Error> {
        let db = ledger.db();
        let mut first = db.prepare_cached(
            "SELECT s.id FROM statement s JOIN report r ON r.id = s.report WHERE s.claim = ?1
            ORDER BY r.published IS NULL, r.published, r.hash, s.start, s.\"end\" LIMIT 1",
        )?;
        let first: Option<i64> = first.query_row([id], |row| row.get(0)).optional()?;
        let Some(first) = numbered(db, first.as_slice())?.pop() else { return Ok(None) };
        let mut reports = db.prepare_cached("SELECT reports FROM tally WHERE claim = ?1")?;
        let reports: i64 = reports.query_row([id], |row| row.get(0))?;
        Ok(Some(Self { id, wording: wording(db, id)?, reports: reports as usize, first }))
    }

    /// The claims that may be the same as `of`, the likest first. Without `words` those that linking found close to it and those
    /// that mean something like its wording; else those with this number, with these words, or with a meaning like theirs.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn to(ledger: &Ledger, of: &Self, words: &str) -> Result<Vec<Self>, Error> {
        let db = ledger.db();
        let asked = words.trim();
        let ids = if asked.is_empty() {
            let mut ids = close(ledger, of.id)?;
            ids.extend(alike(ledger, of.id)?);
            ids
        } else {
            let mut ids = worded(db, asked)?;
            let hits = search::hits(db, asked, &Filter::default(), Page::first(HITS))?;
            ids.extend(hits.into_iter().filter_map(|hit| hit.saying.claim));
            ids
        };
        let mut found: Vec<Self> = Vec::new();
        for id in ids {
            if found.len() == MOST {
                break;
            }
            if id != of.id && !found.iter().any(|there| there.id == id) {
                found.extend(Self::find(ledger, id)?);
            }
        }
        Ok(found)
    }
}

/// The claims of statements that mean something like the one that words this claim.
fn alike(ledger: &Ledger, claim: i64) -> Result<Vec<i64>, Error> {
    let db = ledger.db();
    let mut wording = db.prepare_cached("SELECT wording FROM claim WHERE id = ?1")?;
    let wording = wording.query_row([claim], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten();
    let Some(wording) = wording else { return Ok(Vec::new()) };
    let mut claim_of = db.prepare_cached("SELECT claim FROM statement WHERE id = ?1")?;
    let near = search::alike(db, wording)?.into_iter().take(HITS);
    let claims: Vec<Option<i64>> =
        near.map(|id| claim_of.query_row([id], |row| row.get(0))).collect::<Result<_, _>>()?;
    Ok(claims.into_iter().flatten().collect())
}

/// The claims of statements that were compared with this one's and found to share something with it.
fn close(ledger: &Ledger, claim: i64) -> Result<Vec<i64>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT claim FROM (
            SELECT o.claim, p.relation, p.score FROM statement m CROSS JOIN pair p ON p.a = m.id
                CROSS JOIN statement o ON o.id = p.b WHERE m.claim = ?1
            UNION ALL
            SELECT o.claim, p.relation, p.score FROM statement m CROSS JOIN pair p ON p.b = m.id
                CROSS JOIN statement o ON o.id = p.a WHERE m.claim = ?1
        ) WHERE claim <> ?1 AND relation IN ('same', 'part', 'related')
        ORDER BY relation <> 'same', relation, score DESC LIMIT ?2",
    )?;
    let ids = select.query_map([claim, HITS as i64], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
