//! A report with what the ledger knows of its statements.

use super::place;
use crate::marks::Part;
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::saying::{Saying, numbered};
use onrecord_ledger::rusqlite::OptionalExtension;
use onrecord_record::{Record, Span};
use serde::Deserialize;
use std::collections::HashMap;

/// What the ledger knows of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its number in the ledger.
    pub id: i64,
    /// Who said it, across reports.
    pub actor: Option<i64>,
    /// The claim that it belongs to.
    pub claim: Option<i64>,
    /// In how many reports that claim is.
    pub reports: usize,
    /// By how many sources, those included that nobody names.
    pub sources: usize,
    /// Whether somebody denies it.
    pub denied: bool,
}

/// A report to show.
#[derive(Debug)]
pub struct Report {
    /// Its record, with people's decisions over what the machine read.
    pub record: Record,
    /// What the ledger knows of each of the record's statements, in their order; empty where it knows nothing yet.
    pub links: Vec<Option<Link>>,
    /// How many claims of it have one source only in all reports; none while it is not linked.
    pub single: Option<usize>,
    /// How many reports the ledger has.
    pub of: usize,
}

#[derive(Deserialize)]
struct Spans {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

struct Row {
    place: String,
    stance: Option<String>,
    spans: String,
    link: Link,
}

const LINKS: &str = "SELECT s.place, s.stance, s.spans, s.id, s.actor, s.claim,
    (SELECT count(DISTINCT c.report) FROM statement c WHERE c.claim = s.claim),
    (SELECT count(DISTINCT CASE WHEN c.role = 'narration' THEN -c.report
        ELSE coalesce('a' || c.actor, c.source) END) FROM statement c WHERE c.claim = s.claim),
    EXISTS (SELECT 1 FROM statement c WHERE c.claim = s.claim AND c.stand = 'denies')
    FROM statement s WHERE s.report = ?1 AND s.role = 'statement'";

impl Report {
    /// The report whose hash begins like this; none where there is none, or where that could be several.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, address: &str) -> Result<Option<Self>, Error> {
        let db = ledger.db();
        if address.len() < 8 || !address.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let (from, to) = (format!("sha256:{address}"), format!("sha256:{address}~"));
        let mut find =
            db.prepare_cached("SELECT id, record, linked FROM report WHERE hash BETWEEN ?1 AND ?2 LIMIT 1")?;
        let read = |row: &onrecord_ledger::rusqlite::Row<'_>| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<i64>>(2)?))
        };
        let Some((id, record, linked)) = find.query_row([&from, &to], read).optional()? else {
            return Ok(None);
        };
        let mut record: Record = serde_json::from_str(&record)?;
        let mut select = db.prepare_cached(LINKS)?;
        let rows = select.query_map([id], |row| {
            let link = Link {
                id: row.get(3)?,
                actor: row.get(4)?,
                claim: row.get(5)?,
                reports: row.get::<_, i64>(6)? as usize,
                sources: row.get::<_, i64>(7)? as usize,
                denied: row.get(8)?,
            };
            Ok(Row { place: row.get(0)?, stance: row.get(1)?, spans: row.get(2)?, link })
        })?;
        let mut of_place = HashMap::new();
        for row in rows {
            let row = row?;
            of_place.insert(row.place.clone(), row);
        }
        let mut links = Vec::with_capacity(record.statements.len());
        for statement in &mut record.statements {
            let row = of_place.remove(&statement.id);
            if let Some(row) = &row {
                let Spans { source, cue, content } = serde_json::from_str(&row.spans)?;
                (statement.source, statement.cue, statement.content) = (source, cue, content);
                let stance = row.stance.as_deref().map(|s| serde_json::from_value(s.into())).transpose()?;
                statement.stance = stance.or(statement.stance);
            }
            links.push(row.map(|row| row.link));
        }
        let of: i64 = db.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
        let single = linked.is_some().then(|| {
            let mut claims: Vec<i64> = links
                .iter()
                .flatten()
                .filter(|link| link.sources == 1)
                .filter_map(|link| link.claim)
                .collect();
            claims.sort_unstable();
            claims.dedup();
            claims.len()
        });
        Ok(Some(Self { record, links, single, of: of as usize }))
    }

    /// All that is said in the report with this hash, in the order of its text.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn sayings(ledger: &Ledger, hash: &str) -> Result<Vec<Saying>, Error> {
        let mut select = ledger.db().prepare_cached(
            "SELECT s.id FROM statement s JOIN report r ON r.id = s.report WHERE r.hash = ?1 ORDER BY s.start, s.id",
        )?;
        let ids: Vec<i64> = select.query_map([hash], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(numbered(ledger.db(), &ids)?)
    }

    /// The rest of the address of the words from `start` to `end`: of the statement that has them as its cue (or, without one,
    /// as its words); without such a statement, of the paragraph that they stand in.
    pub fn anchor(&self, start: usize, end: usize) -> String {
        let here = Span { start, end };
        let at = self.record.statements.iter().position(|s| place(&s.source, &s.cue, &s.content) == here);
        let (part, block) = Part::place_of(&self.record, start);
        let part = if part > 1 { format!("?part={part}") } else { String::new() };
        at.map_or_else(|| format!("{part}#p{block}"), |i| format!("{part}#s{}", i + 1))
    }
}
