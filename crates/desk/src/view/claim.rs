//! A claim, with what stands against it and where it comes from.

use super::Stories;
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::disputes::Dispute;
use onrecord_ledger::query::origins::Origins;
use onrecord_ledger::query::saying::Saying;
use onrecord_ledger::query::{self, claims, disputes, origins};
use onrecord_ledger::row::{Pair, Row as _};

/// So many statements of other claims are shown.
const OTHERS: usize = 40;

/// A claim with all that is known of it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Claim {
    /// How many reports the ledger has.
    pub of: usize,
    /// The claim and its statements.
    #[serde(flatten)]
    pub claim: claims::Claim,
    /// What stands against it.
    pub dispute: Option<Dispute>,
    /// Where it comes from; in JSON `lineage`, beside the claim's own number of `origins`.
    #[serde(rename = "lineage")]
    pub origins: Option<Origins>,
    /// Statements of other claims that share a part with it or are on the same matter, with how they relate.
    pub others: Vec<(String, Saying)>,
    /// The stories that its reports belong to.
    pub stories: Vec<Stories>,
}

impl Claim {
    /// The claim of this number.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, id: i64) -> Result<Option<Self>, Error> {
        let db = ledger.db();
        let Some(claim) = claims::claim(db, id)? else { return Ok(None) };
        Ok(Some(Self {
            of: query::reports(db)?,
            dispute: disputes::dispute(db, id)?,
            origins: origins::origins(db, id)?,
            others: others(ledger, id)?,
            stories: Stories::of_claim(ledger, id)?,
            claim,
        }))
    }
}

fn others(ledger: &Ledger, claim: i64) -> Result<Vec<(String, Saying)>, Error> {
    let db = ledger.db();
    let of_claim = "(SELECT id FROM statement WHERE claim = ?1)";
    let pairs = Pair::all(
        db,
        &format!(
            "WHERE relation IN ('part', 'related') AND (a IN {of_claim} OR b IN {of_claim})
            ORDER BY relation, score DESC"
        ),
        [claim],
    )?;
    let mut found: Vec<(String, Saying)> = Vec::new();
    for pair in pairs {
        for id in [pair.a, pair.b] {
            if found.len() == OTHERS || found.iter().any(|(_, saying)| saying.id == id) {
                continue;
            }
            let Some(saying) = query::saying::numbered(db, &[id])?.pop() else { continue };
            if saying.claim != Some(claim) {
                found.push((pair.relation.clone(), saying));
            }
        }
    }
    Ok(found)
}
