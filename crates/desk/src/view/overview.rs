//! The pile as a whole.

use super::{Day, Listed, PAGE, days};
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::rusqlite::Params;
use serde::Serialize;

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Reports.
    pub reports: usize,
    /// Of them, compared with those before.
    pub linked: usize,
    /// Statements, narration left out.
    pub statements: usize,
    /// Claims that somebody puts forward and somebody denies, contradicts, or gives another figure for.
    pub disputed: usize,
    /// Claims that are denied and that nobody in these reports puts forward.
    pub denied: usize,
}

/// A report in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The hash of its bytes.
    pub hash: String,
    /// Its title, or what else it is known by.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Statements in it.
    pub statements: usize,
    /// Of them, by sources that it does not name.
    pub unnamed: usize,
    /// Denials in it.
    pub denials: usize,
}

/// What the front page shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Overview {
    /// How much there is.
    pub summary: Summary,
    /// The claims that are disputed, those in most reports first.
    pub disputes: Vec<Listed>,
    /// The days, in order.
    pub days: Vec<Day>,
    /// A page of the reports, in the order of their publication.
    pub entries: Vec<Entry>,
    /// Which page that is, from 1.
    pub page: usize,
}

impl Summary {
    /// Counts.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger) -> Result<Self, Error> {
        let count = |select: &str| -> Result<usize, Error> {
            let counted: i64 = ledger.db().prepare_cached(select)?.query_row([], |row| row.get(0))?;
            Ok(counted as usize)
        };
        Ok(Self {
            reports: count("SELECT count(*) FROM report")?,
            linked: count("SELECT coalesce(max(linked), 0) FROM report")?,
            statements: count("SELECT coalesce(sum(statements), 0) FROM report_tally")?,
            disputed: count("SELECT count(*) FROM tally WHERE opposed > 0 AND heard = 1")?,
            denied: count("SELECT count(*) FROM tally WHERE opposed > 0 AND heard = 0")?,
        })
    }
}

impl Overview {
    /// Gathers the front page; `page` is of the list of reports, from 1.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger, page: usize) -> Result<Self, Error> {
        let page = page.clamp(1, 100_000);
        Ok(Self {
            summary: Summary::of(ledger)?,
            disputes: Listed::disputed(ledger, 8)?,
            days: days(ledger)?,
            entries: Self::entries(ledger, page)?,
            page,
        })
    }
}

/// The columns of an [`Entry`].
const ENTRY: &str =
    "SELECT r.hash, coalesce(r.title, r.key, r.file, 'A report without a title'), r.outlet, r.published,
    ifnull(t.statements, 0), ifnull(t.unnamed, 0), ifnull(t.denials, 0)
    FROM report r LEFT JOIN report_tally t ON t.report = r.id";

impl Overview {
    /// A page of the reports, the latest first; the page's number is from 1.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn entries(ledger: &Ledger, page: usize) -> Result<Vec<Entry>, Error> {
        entries(ledger, "", "r.published DESC, r.hash DESC", [PAGE as i64, super::page(page).offset as i64])
    }

    /// The first reports published from `start` on and before `end`.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn published(ledger: &Ledger, start: &str, end: &str) -> Result<Vec<Entry>, Error> {
        let which = "WHERE r.published >= ?3 AND r.published < ?4";
        entries(ledger, which, "r.published, r.hash", (PAGE as i64, 0, start, end))
    }
}

/// Of the reports that `which` lets pass, in this order, as many as the first parameter says from the second on. Which they are is
/// asked of an index first, for a report's row holds its whole record.
fn entries(ledger: &Ledger, which: &str, order: &str, params: impl Params) -> Result<Vec<Entry>, Error> {
    let mut select = ledger.db().prepare_cached(&format!(
        "{ENTRY} WHERE r.id IN (SELECT r.id FROM report r {which} ORDER BY {order} LIMIT ?1 OFFSET ?2) ORDER BY {order}"
    ))?;
    let entries = select.query_map(params, |row| {
        Ok(Entry {
            hash: row.get(0)?,
            title: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get(3)?,
            statements: row.get::<_, i64>(4)? as usize,
            unnamed: row.get::<_, i64>(5)? as usize,
            denials: row.get::<_, i64>(6)? as usize,
        })
    })?;
    Ok(entries.collect::<Result<_, _>>()?)
}
