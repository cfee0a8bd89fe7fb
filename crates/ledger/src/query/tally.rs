//! How much is said of each claim: what rankings go by. `tally.sql` has the tables.

use crate::error::Result;
use crate::query::sketch;
use rusqlite::Connection;

/// Pairs of claims that oppose each other, as a condition on a pair `p`.
pub(crate) const OPPOSED: &str = "(p.relation = 'contradicts' OR p.figures = 'disagree')";

/// Makes the tallies anew of all claims that were changed in this transaction, and what vectors are found by. The time it takes grows with what is said
/// of those, not with the ledger.
pub(crate) fn refresh(db: &Connection) -> Result<()> {
    sketch::refresh(db)?;
    if !db.prepare_cached("SELECT 1 FROM stale")?.exists([])? {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM tally WHERE claim IN (SELECT claim FROM stale)")?.execute([])?;
    db.prepare_cached(&format!(
        "WITH others (claim, report) AS MATERIALIZED (
            SELECT stale.claim, o.report FROM stale CROSS JOIN statement m ON m.claim = stale.claim
                CROSS JOIN pair p ON p.a = m.id CROSS JOIN statement o ON o.id = p.b
                WHERE o.claim <> m.claim AND {OPPOSED}
            UNION
            SELECT stale.claim, o.report FROM stale CROSS JOIN statement m ON m.claim = stale.claim
                CROSS JOIN pair p ON p.b = m.id CROSS JOIN statement o ON o.id = p.a
                WHERE o.claim <> m.claim AND {OPPOSED}
        ), opposed (claim, report) AS MATERIALIZED (
            SELECT claim, report FROM others
            UNION
            SELECT s.claim, s.report FROM stale CROSS JOIN statement s ON s.claim = stale.claim AND s.stand = 'denies'
        )
        INSERT INTO tally (claim, reports, statements, opposed, heard)
        SELECT stale.claim, count(DISTINCT s.report), count(*),
            (SELECT count(*) FROM opposed o WHERE o.claim = stale.claim),
            EXISTS (SELECT 1 FROM opposed o WHERE o.claim = stale.claim)
                AND (max(s.stand <> 'denies') OR EXISTS (SELECT 1 FROM others o WHERE o.claim = stale.claim))
        FROM stale CROSS JOIN statement s ON s.claim = stale.claim GROUP BY stale.claim"
    ))?
    .execute([])?;
    db.prepare_cached("DELETE FROM stale")?.execute([])?;
    Ok(())
}
