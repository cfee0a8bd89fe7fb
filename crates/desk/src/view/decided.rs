//! Decisions of the journal, with what they are about.

use crate::readers::Error;
use onrecord_ledger::query::saying::{ReportName, Saying, numbered};
use onrecord_ledger::rusqlite::OptionalExtension;
use onrecord_ledger::{Address, Decision, Entry, Ledger};
use serde::Serialize;

/// A decision and the places that it is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decided {
    /// The entry of the journal.
    #[serde(flatten)]
    pub entry: Entry,
    /// The places, in the order in which the decision names them.
    pub about: Vec<About>,
}

/// A place that a decision is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// Where it is, as the journal has it.
    pub address: Address,
    /// The report; none where it is gone.
    pub report: Option<ReportName>,
    /// The statement whose address this is; none where it is the mention of an actor, or gone.
    pub statement: Option<Saying>,
}

impl Decided {
    /// Looks up what these entries are about.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger, entries: impl IntoIterator<Item = Entry>) -> Result<Vec<Self>, Error> {
        let decided = |entry: Entry| {
            let about = places(&entry.decision).into_iter().map(|at| About::of(ledger, at));
            let about = about.collect::<Result<_, Error>>()?;
            Ok(Self { entry, about })
        };
        entries.into_iter().map(decided).collect()
    }
}

impl About {
    fn of(ledger: &Ledger, address: &Address) -> Result<Self, Error> {
        let mut report = ledger
            .db()
            .prepare_cached("SELECT hash, key, title, outlet, published FROM report WHERE hash = ?1")?;
        let report = report.query_row([&address.report], |row| {
            Ok(ReportName {
                id: row.get(0)?,
                key: row.get(1)?,
                title: row.get(2)?,
                outlet: row.get(3)?,
                published: row.get(4)?,
            })
        });
        let mut statement = ledger.db().prepare_cached(
            "SELECT s.id FROM report r CROSS JOIN statement s ON s.report = r.id
            WHERE r.hash = ?1 AND s.start = ?2 AND s.\"end\" = ?3 LIMIT 1",
        )?;
        let here = (&address.report, address.start as i64, address.end as i64);
        let id: Option<i64> = statement.query_row(here, |row| row.get(0)).optional()?;
        let statement = numbered(ledger.db(), id.as_slice())?.pop();
        Ok(Self { address: address.clone(), report: report.optional()?, statement })
    }
}

/// The places that a decision is about.
pub(crate) fn places(decision: &Decision) -> Vec<&Address> {
    match decision {
        Decision::MergeActors { kept: a, other: b }
        | Decision::NotSameActor { a, b }
        | Decision::MergeClaims { kept: a, other: b }
        | Decision::NotSame { a, b } => vec![a, b],
        Decision::SplitActor { mentions: all } | Decision::SplitClaim { statements: all } => {
            all.iter().collect()
        }
        Decision::Stance { statement, .. } | Decision::Span { statement, .. } => vec![statement],
        Decision::Note { at, .. } => vec![at],
        Decision::Undo { .. } => Vec::new(),
    }
}
