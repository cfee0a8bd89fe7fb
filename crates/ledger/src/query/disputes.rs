//! What is disputed: claims that somebody denies, contradicts, or gives another figure for, with both sides' words.

use crate::error::{Error, Result};
use crate::query::claims::{ClaimName, Order, said_of, walk, wording};
use crate::query::figures::quantities;
use crate::query::filter::Filter;
use crate::query::origins::puts_forward;
use crate::query::saying::Saying;
use crate::query::tally::OPPOSED;
use crate::query::{Found, Page};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::HashSet;
use std::ops::ControlFlow;

pub use crate::query::figures::{Quantity, Reading};

/// A claim and what stands against it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dispute {
    /// The number of the claim.
    pub id: i64,
    /// The words of the claim.
    pub wording: String,
    /// In how many of the ledger's reports a side of it is told.
    pub reports: usize,
    /// The sides: who puts it forward, who denies it, and claims that cannot hold with it.
    pub sides: Vec<Side>,
    /// The pairs of statements that oppose each other, and why they are thought to.
    pub pairs: Vec<Opposed>,
    /// The figures of the sides, where they differ.
    pub figures: Vec<Quantity>,
}

/// One side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// How it stands to the claim of the dispute.
    pub side: Stand,
    /// The claim that it puts forward; where it denies, the one that it denies.
    pub claim: ClaimName,
    /// Its statements in the order of publication.
    pub statements: Vec<Saying>,
}

/// How a side stands to the claim of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Puts it forward, or holds it possible.
    Tells,
    /// Says that it is not so.
    Denies,
    /// Puts forward what cannot hold with it.
    Contradicts,
    /// Gives another figure.
    Figure,
}

/// Two statements that oppose each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opposed {
    /// The number of a statement of the claim.
    pub a: i64,
    /// The number of a statement of the other side.
    pub b: i64,
    /// How the two stand: `contradicts`, or another where only their figures disagree.
    pub relation: String,
    /// Whether figures on one quantity `agree` or `disagree`.
    pub figures: Option<String>,
    /// How certain the machine is of its relation.
    pub score: f64,
    /// Why.
    pub reason: serde_json::Value,
}

const BY_SIDES: Order = Order {
    index: "tally_opposed",
    bound: "t.opposed > 0",
    by: "t.heard DESC, t.reports + t.opposed DESC, t.reports DESC, t.claim",
};

/// The numbers of the claims that are disputed and of which a statement passes `filter`: those told in most reports on both
/// sides first, those that are denied but put forward by nobody last. Of two claims that contradict each other, the
/// one told more often is given.
///
/// # Errors
/// [`Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn ranked(db: &Connection, filter: &Filter, page: Page) -> Result<Vec<i64>> {
    let mut found = Found::default();
    let mut told: HashSet<i64> = HashSet::new();
    walk(db, filter, &BY_SIDES, |claim| {
        if told.contains(&claim) {
            return Ok(ControlFlow::Continue(()));
        }
        told.extend(against(db, claim)?.into_iter().map(|(other, _)| other));
        Ok(page.take(&mut found, claim))
    })?;
    Ok(found.page)
}

/// The dispute about the claim with this number; none where nothing stands against it.
///
/// # Errors
/// What SQLite says.
pub fn dispute(db: &Connection, id: i64) -> Result<Option<Dispute>> {
    let pairs = opposed(db, id)?;
    let (denies, mut tells): (Vec<Saying>, Vec<Saying>) =
        said_of(db, id)?.into_iter().partition(|s| s.stand.as_deref() == Some("denies"));
    tells.retain(puts_forward);
    if denies.is_empty() && pairs.is_empty() {
        return Ok(None);
    }
    let mut sides = Vec::new();
    for (side, statements) in [(Stand::Tells, tells), (Stand::Denies, denies)] {
        sides.extend(self::side(db, side, id, statements)?);
    }
    for (claim, stand) in against(db, id)? {
        sides.extend(side(db, stand, claim, said_of(db, claim)?)?);
    }
    let statements: Vec<&Saying> = sides.iter().flat_map(|side| &side.statements).collect();
    Ok(Some(Dispute {
        id,
        wording: wording(db, id)?,
        reports: count(statements.iter().copied()),
        figures: quantities(db, &statements)?,
        sides,
        pairs: pairs.into_iter().map(|(_, pair)| pair).collect(),
    }))
}

/// The claims that cannot hold with the one of this number, or give another figure, and which of the two.
///
/// # Errors
/// What SQLite says.
pub fn against(db: &Connection, id: i64) -> Result<Vec<(i64, Stand)>> {
    let mut select = db.prepare_cached(&format!(
        "SELECT claim, max(contradicts) FROM (
            SELECT o.claim, p.relation = 'contradicts' AS contradicts, m.id AS a, o.id AS b
            FROM statement m CROSS JOIN pair p ON p.a = m.id CROSS JOIN statement o ON o.id = p.b
            WHERE m.claim = ?1 AND o.claim <> m.claim AND {OPPOSED}
            UNION ALL
            SELECT o.claim, p.relation = 'contradicts', m.id, o.id
            FROM statement m CROSS JOIN pair p ON p.b = m.id CROSS JOIN statement o ON o.id = p.a
            WHERE m.claim = ?1 AND o.claim <> m.claim AND {OPPOSED}
        ) GROUP BY claim ORDER BY min(NOT contradicts), min(a), min(b)"
    ))?;
    let stand = |contradicts| if contradicts { Stand::Contradicts } else { Stand::Figure };
    let others = select.query_map([id], |row| Ok((row.get(0)?, stand(row.get(1)?))))?;
    Ok(others.collect::<rusqlite::Result<_>>()?)
}

/// A side, if there are statements on it.
fn side(db: &Connection, side: Stand, claim: i64, statements: Vec<Saying>) -> Result<Option<Side>> {
    if statements.is_empty() {
        return Ok(None);
    }
    let claim = ClaimName { id: claim, wording: wording(db, claim)?, reports: count(&statements) };
    Ok(Some(Side { side, claim, statements }))
}

/// In how many reports these stand.
fn count<'a>(statements: impl IntoIterator<Item = &'a Saying>) -> usize {
    statements.into_iter().map(|s| s.report_number).collect::<HashSet<_>>().len()
}

/// The pairs that oppose a claim's statements to another claim's, with that claim; the surest first.
fn opposed(db: &Connection, claim: i64) -> Result<Vec<(i64, Opposed)>> {
    let mut select = db.prepare_cached(&format!(
        "SELECT * FROM (SELECT o.claim, m.id AS a, o.id AS b, p.relation, p.figures, p.score, p.reason
        FROM statement m CROSS JOIN pair p ON p.a = m.id CROSS JOIN statement o ON o.id = p.b
        WHERE m.claim = ?1 AND o.claim <> m.claim AND {OPPOSED}
        UNION ALL
        SELECT o.claim, m.id, o.id, p.relation, p.figures, p.score, p.reason
        FROM statement m CROSS JOIN pair p ON p.b = m.id CROSS JOIN statement o ON o.id = p.a
        WHERE m.claim = ?1 AND o.claim <> m.claim AND {OPPOSED}
        ) ORDER BY relation <> 'contradicts', a, b"
    ))?;
    let mut rows = select.query([claim])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (a, b) = (row.get(1)?, row.get(2)?);
        let reason = serde_json::from_str(&row.get::<_, String>(6)?)
            .map_err(|error| Error::Column { place: format!("pair of {a} and {b}, reason"), error })?;
        let (relation, figures, score) = (row.get(3)?, row.get(4)?, row.get(5)?);
        found.push((row.get(0)?, Opposed { a, b, relation, figures, score, reason }));
    }
    Ok(found)
}
