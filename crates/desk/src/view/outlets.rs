//! Who cites whom among outlets.

use crate::readers::Error;
use onrecord_ledger::Ledger;
use serde::Serialize;

/// So many pairs are shown at most.
const MOST: i64 = 60;

/// One outlet that relies on another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citing {
    /// Who cites; none where the reports do not say who published them.
    pub outlet: Option<String>,
    /// Who is cited, in the words of the reports.
    pub cited: String,
    /// In how many reports.
    pub reports: usize,
    /// The hash of one of them, and where in it the words stand that say so.
    pub example: String,
    /// First code point of those words.
    pub start: i64,
    /// First code point after them.
    pub end: i64,
}

/// The outlets of the pile.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outlets {
    /// Each outlet with its number of reports, most first.
    pub outlets: Vec<(String, usize)>,
    /// Who cites whom, most often first.
    pub citing: Vec<Citing>,
}

impl Outlets {
    /// Asks.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn of(ledger: &Ledger) -> Result<Self, Error> {
        let mut select = ledger.db().prepare_cached(
            "SELECT outlet, count(*) AS n FROM report WHERE outlet IS NOT NULL GROUP BY outlet
                ORDER BY n DESC, outlet LIMIT 200",
        )?;
        let outlets = select
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?
            .collect::<Result<_, _>>()?;
        // Outlets are read from their index: a report's row holds its whole record.
        let mut select = ledger.db().prepare_cached(
            "SELECT citing, cited, n, r.hash, l.start, l.\"end\" FROM (
                SELECT r.outlet AS citing, coalesce(a.name, l.on_name) AS cited, count(DISTINCT r.id) AS n, min(l.id) AS example
                FROM report r INDEXED BY report_outlet CROSS JOIN reliance l ON l.report = r.id
                    LEFT JOIN actor a ON a.id = l.on_actor
                WHERE citing IS NOT cited GROUP BY citing, cited
                ORDER BY n DESC, citing IS NULL, citing, cited LIMIT ?1
            ) CROSS JOIN reliance l ON l.id = example CROSS JOIN report r ON r.id = l.report
            ORDER BY n DESC, citing IS NULL, citing, cited",
        )?;
        let citing = select.query_map([MOST], |row| {
            Ok(Citing {
                outlet: row.get(0)?,
                cited: row.get(1)?,
                reports: row.get::<_, i64>(2)? as usize,
                example: row.get(3)?,
                start: row.get(4)?,
                end: row.get(5)?,
            })
        })?;
        Ok(Self { outlets, citing: citing.collect::<Result<_, _>>()? })
    }
}
