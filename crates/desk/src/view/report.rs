//! A report with what the ledger knows of its statements.

use super::{Stories, place, places};
use crate::marks::Part;
use crate::readers::Error;
use onrecord_ledger::query::saying::{Saying, numbered};
use onrecord_ledger::rusqlite::OptionalExtension;
use onrecord_ledger::{Entry, Ledger, State};
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
    /// Who denies it, or the first of those who do.
    pub denied_by: Option<String>,
    /// What people decided about it and did not take back, the oldest first.
    pub decided: Vec<Entry>,
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
    /// The story that it belongs to with others.
    pub story: Option<Stories>,
}

#[derive(Deserialize)]
struct Spans {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

struct Row {
    place: String,
    address: (usize, usize),
    stance: Option<String>,
    spans: String,
    link: Link,
}

const LINKS: &str = r#"SELECT s.place, s.stance, s.spans, s.id, s.actor, s.claim,
    (SELECT count(DISTINCT c.report) FROM statement c WHERE c.claim = s.claim),
    (SELECT count(DISTINCT CASE WHEN c.role = 'narration' THEN -c.report
        ELSE coalesce('a' || c.actor, c.source) END) FROM statement c WHERE c.claim = s.claim),
    (SELECT coalesce(w.name, nullif(c.source, ''), 'nobody named') FROM statement c
        LEFT JOIN actor w ON w.id = c.actor WHERE c.claim = s.claim AND c.stand = 'denies' ORDER BY c.id LIMIT 1),
    s.start, s."end"
    FROM statement s WHERE s.report = ?1 AND s.role = 'statement'"#;

/// The decisions that hold on statements of the report with this hash, by where the statements stand.
fn decided(ledger: &Ledger, hash: &str) -> Result<HashMap<(usize, usize), Vec<Entry>>, Error> {
    let mut found: HashMap<_, Vec<Entry>> = HashMap::new();
    for entry in ledger.journal()?.into_iter().filter(|entry| entry.state == State::Holds) {
        for at in places(&entry.decision).into_iter().filter(|at| at.report == hash) {
            found.entry((at.start, at.end)).or_default().push(entry.clone());
        }
    }
    Ok(found)
}

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
        let mut find = db.prepare_cached(
            "SELECT id, record, linked, hash FROM report WHERE hash BETWEEN ?1 AND ?2 LIMIT 1",
        )?;
        let read = |row: &onrecord_ledger::rusqlite::Row<'_>| {
            let (id, record): (i64, String) = (row.get(0)?, row.get(1)?);
            Ok((id, record, row.get::<_, Option<i64>>(2)?, row.get::<_, String>(3)?))
        };
        let Some((id, record, linked, hash)) = find.query_row([&from, &to], read).optional()? else {
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
                denied_by: row.get(8)?,
                decided: Vec::new(),
            };
            let address = (row.get::<_, i64>(9)? as usize, row.get::<_, i64>(10)? as usize);
            Ok(Row { place: row.get(0)?, address, stance: row.get(1)?, spans: row.get(2)?, link })
        })?;
        let mut decided = decided(ledger, &hash)?;
        let mut of_place = HashMap::new();
        for row in rows {
            let mut row = row?;
            row.link.decided = decided.remove(&row.address).unwrap_or_default();
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
        let story = Stories::of_report(ledger, id)?;
        Ok(Some(Self { record, links, single, of: of as usize, story }))
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
