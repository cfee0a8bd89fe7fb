//! Claims in a list: who puts each forward, and what stands against it, in a few words.

use super::{Side, page};
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::disputes::Stand;
use onrecord_ledger::query::{Filter, Page, claims, disputes};
use onrecord_ledger::rusqlite::Row;
use std::collections::HashSet;

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
        let ids = match which {
            Which::All => claims::ranked(db, &filter, page)?,
            Which::Disputed => disputes::ranked(db, &filter, page)?,
        };
        ids.into_iter().map(|id| Self::one(ledger, which, id)).collect()
    }

    fn one(ledger: &Ledger, which: Which, id: i64) -> Result<Self, Error> {
        let db = ledger.db();
        let wording = claims::wording(db, id)?;
        let (denials, told): (Vec<Voice>, Vec<Voice>) =
            voices(ledger, id)?.into_iter().partition(|voice| voice.stand.as_deref() == Some("denies"));
        let mut reports: HashSet<i64> = denials.iter().chain(&told).map(|voice| voice.report).collect();
        let mut against = Vec::new();
        if !denials.is_empty() {
            let who = names(&denials, AGAINST);
            against.push(Against { how: Stand::Denies, who, wording: wording.clone() });
        }
        if which == Which::Disputed {
            for (other, how) in disputes::against(db, id)? {
                let voices = voices(ledger, other)?;
                reports.extend(voices.iter().map(|voice| voice.report));
                let who = names(&voices, AGAINST);
                against.push(Against { how, who, wording: claims::wording(db, other)? });
            }
        }
        Ok(Self { id, wording, reports: reports.len(), by: by(&told), against })
    }
}

/// What a list needs of a statement.
struct Voice {
    stand: Option<String>,
    who: Option<String>,
    report: i64,
}

/// Who says something of a claim, in the order of publication.
fn voices(ledger: &Ledger, claim: i64) -> Result<Vec<Voice>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT s.stand, iif(s.role = 'narration', coalesce(r.outlet, r.title, r.key, 'A report without a title'),
            coalesce(w.name, nullif(s.source, ''))), s.report
        FROM statement s JOIN report r ON r.id = s.report LEFT JOIN actor w ON w.id = s.actor
        WHERE s.claim = ?1 ORDER BY r.published IS NULL, r.published, r.hash, s.start, s.\"end\"",
    )?;
    let read = |row: &Row<'_>| Ok(Voice { stand: row.get(0)?, who: row.get(1)?, report: row.get(2)? });
    Ok(select.query_map([claim], read)?.collect::<Result<_, _>>()?)
}

/// The names of who puts a claim forward, else of who holds it possible, asks or judges; those who have a name, where some do.
fn by(told: &[Voice]) -> Vec<String> {
    let on = |wanted| told.iter().filter(move |voice| Side::of(voice.stand.as_deref()) == wanted);
    let mut put: Vec<&Voice> = on(Side::Forward).collect();
    if put.is_empty() {
        put.extend(on(Side::Open));
    }
    let (named, nameless): (Vec<&Voice>, Vec<&Voice>) =
        put.into_iter().partition(|voice| voice.who.is_some());
    names(if named.is_empty() { nameless } else { named }, BY)
}

/// The names of who said these, each once, at most so many.
fn names<'a>(voices: impl IntoIterator<Item = &'a Voice>, most: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for voice in voices {
        let name = voice.who.as_deref().unwrap_or("nobody named");
        if names.len() < most && !names.iter().any(|there| there == name) {
            names.push(name.to_owned());
        }
    }
    names
}
