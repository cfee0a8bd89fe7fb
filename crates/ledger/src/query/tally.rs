//! How much is said of each claim, by each actor, in each report and on each day: what rankings go by, and what lists count.
//! `tally.sql` and `tally_2.sql` have the tables, and note what has changed.

use crate::error::Result;
use crate::query::sketch;
use rusqlite::Connection;

/// Pairs of claims that oppose each other, as a condition on a pair `p`.
pub(crate) const OPPOSED: &str = "(p.relation = 'contradicts' OR p.figures = 'disagree')";

/// A table of counts.
struct Tally {
    table: &'static str,
    key: &'static str,
    /// The table of the keys of which it is to be made anew.
    stale: &'static str,
    /// Selects all keys that there are.
    all: &'static str,
    /// Selects the rows for the keys that a query selects.
    count: fn(&str) -> String,
}

/// All of them; the days rest on the claims.
const TALLIES: [Tally; 4] = [
    Tally { table: "tally", key: "claim", stale: "stale", all: "SELECT id FROM claim", count: of_claims },
    Tally {
        table: "actor_tally",
        key: "actor",
        stale: "stale_actor",
        all: "SELECT id FROM actor",
        count: of_actors,
    },
    Tally {
        table: "report_tally",
        key: "report",
        stale: "stale_report",
        all: "SELECT id FROM report",
        count: of_reports,
    },
    Tally {
        table: "day_tally",
        key: "day",
        stale: "stale_day",
        all: "SELECT DISTINCT substr(said_from, 1, 10) FROM statement WHERE said_from IS NOT NULL",
        count: of_days,
    },
];

/// Makes anew the tallies of all that was changed in this transaction, and what vectors are found by. The time it takes grows
/// with what is said of, by, in and on those, not with the ledger.
pub(crate) fn refresh(db: &Connection) -> Result<()> {
    sketch::refresh(db)?;
    for Tally { table, key, stale, count, .. } in TALLIES {
        if db.prepare_cached(&format!("SELECT 1 FROM {stale}"))?.exists([])? {
            let which = format!("SELECT {key} FROM {stale}");
            for change in [
                format!("DELETE FROM {table} WHERE {key} IN ({which})"),
                format!("INSERT INTO {table} {}", count(&which)),
                format!("DELETE FROM {stale}"),
            ] {
                db.prepare_cached(&change)?.execute([])?;
            }
        }
    }
    Ok(())
}

/// Brings the tallies of an earlier version to this one: 2 brought tables, 3 counts whoever only asks on neither side.
pub(crate) fn upgrade(db: &Connection, earlier: i64) -> Result<()> {
    if earlier < 2 {
        db.execute_batch("DROP INDEX statement_actor; DROP INDEX mention_actor; DROP INDEX statement_claim")?;
        db.execute_batch(include_str!("tally_2.sql"))?;
    }
    for Tally { stale, all, .. } in &TALLIES {
        db.execute(&format!("INSERT INTO {stale} {all}"), [])?;
    }
    refresh(db)
}

/// Queries for the claims, actors, reports and days whose tallies are not what counting all anew gives.
pub(crate) fn wrong() -> impl Iterator<Item = String> {
    TALLIES.into_iter().map(|Tally { table, key, all, count, .. }| {
        format!(
            "WITH counted AS MATERIALIZED ({})
            SELECT '{key} ' || {key} FROM (
                SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM {table})
                UNION SELECT * FROM (SELECT * FROM {table} EXCEPT SELECT * FROM counted)
            ) GROUP BY {key}",
            count(all)
        )
    })
}

fn of_claims(which: &str) -> String {
    format!(
        "WITH asked (claim) AS MATERIALIZED ({which}), against (claim, report, tells) AS (
            SELECT asked.claim, o.report, true FROM asked CROSS JOIN statement m ON m.claim = asked.claim
                CROSS JOIN pair p ON p.a = m.id CROSS JOIN statement o ON o.id = p.b
                WHERE o.claim <> m.claim AND {OPPOSED}
            UNION ALL
            SELECT asked.claim, o.report, true FROM asked CROSS JOIN statement m ON m.claim = asked.claim
                CROSS JOIN pair p ON p.b = m.id CROSS JOIN statement o ON o.id = p.a
                WHERE o.claim <> m.claim AND {OPPOSED}
            UNION ALL
            SELECT s.claim, s.report, false FROM asked CROSS JOIN statement s ON s.claim = asked.claim AND s.stand = 'denies'
        ), opposed (claim, reports, tells) AS MATERIALIZED (
            SELECT claim, count(DISTINCT report), max(tells) FROM against GROUP BY claim
        )
        SELECT asked.claim AS claim, count(DISTINCT s.report) AS reports, count(*) AS statements,
            ifnull(o.reports, 0) AS opposed,
            o.claim IS NOT NULL AND (max(s.stand NOT IN ('denies', 'asks', 'declines')) OR o.tells) AS heard,
            count(DISTINCT ifnull(r.outlet, r.id)) AS outlets
        FROM asked CROSS JOIN statement s ON s.claim = asked.claim CROSS JOIN report r ON r.id = s.report LEFT JOIN opposed o ON o.claim = asked.claim
        GROUP BY asked.claim"
    )
}

fn of_actors(which: &str) -> String {
    format!(
        "WITH asked (actor) AS MATERIALIZED ({which})
        SELECT asked.actor AS actor, count(*) AS statements, count(DISTINCT s.report) AS reports
        FROM asked CROSS JOIN statement s ON s.actor = asked.actor GROUP BY asked.actor"
    )
}

fn of_reports(which: &str) -> String {
    format!(
        "WITH asked (report) AS MATERIALIZED ({which})
        SELECT asked.report AS report, sum(s.role = 'statement') AS statements,
            sum(s.kind IS 'unnamed') AS unnamed, sum(s.stance IS 'denies') AS denials
        FROM asked CROSS JOIN statement s ON s.report = asked.report GROUP BY asked.report"
    )
}

/// What was said in a span of days was not said on any of them.
fn of_days(which: &str) -> String {
    format!(
        "WITH asked (day) AS MATERIALIZED ({which})
        SELECT asked.day AS day, count(*) AS said, sum((t.opposed > 0 AND t.heard = 1) IS TRUE) AS disputed
        FROM asked CROSS JOIN statement s ON s.said_from >= asked.day AND s.said_from < asked.day || '~'
            AND substr(s.said_to, 1, 10) = asked.day
        LEFT JOIN tally t ON t.claim = s.claim GROUP BY asked.day"
    )
}
