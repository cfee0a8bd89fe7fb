//! Sources across reports.

use super::{PAGE, Side, page, side};
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::saying::Saying;
use onrecord_ledger::query::who::{Who, who};
use onrecord_ledger::query::{Filter, Page};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Of what an actor said, and of what is said of it, so much is shown.
const MOST: usize = 100;

/// A source in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actors {
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
}

impl Actors {
    /// A page of all sources, those with most statements first; the page's number is from 1.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger, number: usize) -> Result<Vec<Self>, Error> {
        let mut select = ledger.db().prepare_cached(
            "SELECT a.id, a.name, a.kind, t.statements, t.reports
            FROM actor_tally t INDEXED BY actor_tally_rank CROSS JOIN actor a ON a.id = t.actor
            ORDER BY t.statements DESC, t.actor LIMIT ?1 OFFSET ?2",
        )?;
        let actors = select.query_map([PAGE as i64, page(number).offset as i64], |row| {
            Ok(Self {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                statements: row.get::<_, i64>(3)? as usize,
                reports: row.get::<_, i64>(4)? as usize,
            })
        })?;
        Ok(actors.collect::<Result<_, _>>()?)
    }
}

/// A source: what it said, and what is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct Actor {
    /// Its names, and what it said.
    #[serde(flatten)]
    pub who: Who,
    /// Why mentions of different reports were taken for it, with how often.
    pub reasons: Vec<(String, usize)>,
    /// Actors that may be the same: number, name, and why.
    pub proposed: Vec<(i64, String, String)>,
    /// The claims on which it took more than one side: pairs of indices into what it said, earlier and later.
    pub changed: Vec<(usize, usize)>,
}

impl Actor {
    /// The actor of this number.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, id: i64) -> Result<Option<Self>, Error> {
        let Some(who) = who(ledger.db(), id, &Filter::default(), Page::first(MOST))? else { return Ok(None) };
        let mut reasons = ledger.db().prepare_cached(
            "SELECT reason, count(*) AS n FROM mention WHERE actor = ?1 AND reason IS NOT NULL
            GROUP BY reason ORDER BY n DESC, reason LIMIT 30",
        )?;
        let reasons = reasons.query_map([id], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
        let reasons: Vec<(String, usize)> = reasons.collect::<Result<_, _>>()?;
        Ok(Some(Self {
            reasons: reasons.into_iter().map(|(reason, times)| (because(&reason), times)).collect(),
            proposed: proposed(ledger, id)?,
            changed: changed(&who.said),
            who,
        }))
    }
}

/// Actors that linking thinks may be the same as this one, and that nobody decided on: number, name, and why.
pub(super) fn proposed(ledger: &Ledger, id: i64) -> Result<Vec<(i64, String, String)>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT o.id, o.name, p.reason FROM (
            SELECT b AS other, reason FROM proposal WHERE a = ?1 AND state = 'open'
            UNION ALL
            SELECT a, reason FROM proposal WHERE b = ?1 AND state = 'open'
        ) AS p CROSS JOIN actor o ON o.id = p.other ORDER BY o.id LIMIT 20",
    )?;
    let proposed =
        select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, because(&row.get::<_, String>(2)?))))?;
    Ok(proposed.collect::<Result<_, _>>()?)
}

/// A reason of the ledger in words.
fn because(reason: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Reason {
        rule: String,
        #[serde(default)]
        roles: Vec<String>,
        #[serde(default)]
        company: usize,
    }
    let Ok(Reason { rule, roles, company }) = serde_json::from_str(reason) else { return reason.to_owned() };
    let mut words = format!("by {}", rule.replace('_', " "));
    if !roles.is_empty() {
        let _ = write!(words, "; both called “{}”", roles.join(" "));
    }
    if company > 0 {
        let _ = write!(words, "; named beside {company} of the same others");
    }
    words
}

/// Where it puts forward at one time what it denies at another, or the reverse.
fn changed(said: &[Saying]) -> Vec<(usize, usize)> {
    let mut last: BTreeMap<i64, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (i, later) in said.iter().enumerate() {
        let taken = matches!(side(later), Side::Forward | Side::Against);
        let Some(claim) = later.claim.filter(|_| taken) else { continue };
        if let Some(earlier) = last.insert(claim, i).filter(|&earlier| side(&said[earlier]) != side(later)) {
            found.push((earlier, i));
        }
    }
    found
}
