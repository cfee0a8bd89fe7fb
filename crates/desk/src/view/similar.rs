//! Claims that may be the same as one, for a person to choose from.

use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::claims::{Claim, claim, worded};
use onrecord_ledger::query::{Filter, Page, search};

/// So many are shown.
const MOST: usize = 12;

/// Of what is found by words and meaning, so many statements are looked at.
const HITS: usize = 60;

/// The claims that may be the same as `of`, the likest first. Without `words` those that linking found close to it and those
/// that mean something like its wording; else those with this number, with these words, or with a meaning like theirs.
///
/// # Errors
/// What the ledger says.
pub fn similar(ledger: &Ledger, of: &Claim, words: &str) -> Result<Vec<Claim>, Error> {
    let db = ledger.db();
    let asked = words.trim();
    let mut ids = if asked.is_empty() { close(ledger, of.id)? } else { worded(db, asked)? };
    let sought = if asked.is_empty() { &of.wording } else { asked };
    let hits = search::hits(db, sought, &Filter::default(), Page::first(HITS))?;
    ids.extend(hits.into_iter().filter_map(|hit| hit.saying.claim));
    let mut found: Vec<Claim> = Vec::new();
    for id in ids {
        if found.len() == MOST {
            break;
        }
        if id != of.id && !found.iter().any(|there| there.id == id) {
            found.extend(claim(db, id)?);
        }
    }
    Ok(found)
}

/// The claims of statements that were compared with this one's and found to share something with it.
fn close(ledger: &Ledger, claim: i64) -> Result<Vec<i64>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT claim FROM (
            SELECT o.claim, p.relation, p.score FROM statement m CROSS JOIN pair p ON p.a = m.id
                CROSS JOIN statement o ON o.id = p.b WHERE m.claim = ?1
            UNION ALL
            SELECT o.claim, p.relation, p.score FROM statement m CROSS JOIN pair p ON p.b = m.id
                CROSS JOIN statement o ON o.id = p.a WHERE m.claim = ?1
        ) WHERE claim <> ?1 AND relation IN ('same', 'part', 'related')
        ORDER BY relation <> 'same', relation, score DESC LIMIT ?2",
    )?;
    let ids = select.query_map([claim, HITS as i64], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
