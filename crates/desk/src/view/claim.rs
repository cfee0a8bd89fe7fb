//! Claims, with what stands against them and where they come from.

use super::{page, side};
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::disputes::{Dispute, Side, Stand};
use onrecord_ledger::query::origins::Origins;
use onrecord_ledger::query::saying::Saying;
use onrecord_ledger::query::{self, Filter, Page, claims, disputes, origins};
use onrecord_ledger::row::{Pair, Row as _};

/// So many statements of other claims are shown.
const OTHERS: usize = 40;

/// So many of those who put a claim forward are named in a list, and so many who stand against it.
const BY: usize = 4;
const AGAINST: usize = 3;

/// Which claims are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All, those in most reports first.
    All,
    /// Those that somebody denies, contradicts, or gives another figure for.
    Disputed,
}

/// A claim in a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// Its wording: the content of one of its statements.
    pub wording: String,
    /// In how many reports it, or what stands against it, is told.
    pub reports: usize,
    /// Who puts it forward, or where nobody does, who holds it possible, asks or judges: at most four, and none where nobody
    /// in these reports does any of this.
    pub by: Vec<String>,
    /// What stands against it, in a few words each: who denies it, what contradicts it.
    pub against: Vec<Against>,
}

/// What stands against a claim.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Against {
    /// How: `denies`, `contradicts`, `figure`.
    pub how: Stand,
    /// Who, at most three.
    pub who: Vec<String>,
    /// In what words.
    pub wording: String,
}

impl Listed {
    /// A page of claims, from 1.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger, which: Which, number: usize) -> Result<Vec<Self>, Error> {
        Self::page(ledger, which, page(number))
    }

    /// The first disputes.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn disputed(ledger: &Ledger, most: usize) -> Result<Vec<Self>, Error> {
        Self::page(ledger, Which::Disputed, Page::first(most))
    }

    fn page(ledger: &Ledger, which: Which, page: Page) -> Result<Vec<Self>, Error> {
        let (db, filter) = (ledger.db(), Filter::default());
        let mut listed = Vec::new();
        match which {
            Which::All => {
                for id in claims::ranked(db, &filter, page)? {
                    let Some(claim) = claims::claim(db, id)? else { continue };
                    let (denials, told): (Vec<&Saying>, Vec<&Saying>) =
                        claim.statements.iter().partition(|s| s.stand.as_deref() == Some("denies"));
                    let (who, by) = (names(denials, AGAINST), by(told));
                    let against = Against { how: Stand::Denies, who, wording: claim.wording.clone() };
                    let against = if against.who.is_empty() { Vec::new() } else { vec![against] };
                    listed.push(Self { id, wording: claim.wording, reports: claim.reports, by, against });
                }
            }
            Which::Disputed => {
                for id in disputes::ranked(db, &filter, page)? {
                    let Some(dispute) = disputes::dispute(db, id)? else { continue };
                    let (tells, sides): (Vec<&Side>, Vec<&Side>) =
                        dispute.sides.iter().partition(|side| side.side == Stand::Tells);
                    let by = by(tells.into_iter().flat_map(|side| &side.statements));
                    let against = sides.into_iter().map(|side| Against {
                        how: side.side,
                        who: names(&side.statements, AGAINST),
                        wording: side.claim.wording.clone(),
                    });
                    let against = against.collect();
                    listed.push(Self { id, wording: dispute.wording, reports: dispute.reports, by, against });
                }
            }
        }
        Ok(listed)
    }
}

/// The names of who puts a claim forward, else of who holds it possible, asks or judges; those who have a name, where some do.
fn by<'a>(told: impl IntoIterator<Item = &'a Saying>) -> Vec<String> {
    let told: Vec<&Saying> = told.into_iter().collect();
    let on = |wanted| told.iter().copied().filter(move |said| side(said) == wanted).collect::<Vec<_>>();
    let forward = on(super::Side::Forward);
    let put = if forward.is_empty() { on(super::Side::Open) } else { forward };
    let (named, nameless): (Vec<&Saying>, Vec<&Saying>) =
        put.into_iter().partition(|said| super::who(said).is_some());
    names(if named.is_empty() { nameless } else { named }, BY)
}

/// The names of who said these, each once, at most so many.
fn names<'a>(sayings: impl IntoIterator<Item = &'a Saying>, most: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for saying in sayings {
        let name = super::who(saying).unwrap_or("nobody named");
        if names.len() < most && !names.iter().any(|there| there == name) {
            names.push(name.to_owned());
        }
    }
    names
}

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
