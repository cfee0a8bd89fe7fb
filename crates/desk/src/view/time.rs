//! The pile by time: how much came and was said when, and all of one day.

use super::{Entry, Overview};
use crate::readers::Error;
use onrecord_ledger::Ledger;
use onrecord_ledger::query::saying::{Saying, Spans, numbered};
use onrecord_ledger::rusqlite::{Row, ToSql};
use onrecord_record::{Span, Time};
use serde::Serialize;
use std::collections::BTreeMap;

/// So many statements of each sort are shown of one day.
const MOST: usize = 60;

/// So many reports of the days after are looked through for what they tell of one day,
const LOOKED: usize = 80;

/// which are those of a week: later ones rarely name it by its date.
const AFTER: &str = "+7 days";

/// One day of the pile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2024-03-05`.
    pub day: String,
    /// Reports published on it.
    pub reports: usize,
    /// Statements that were said on it, as far as reports say when.
    pub said: usize,
    /// Of them, those of claims that are disputed.
    pub disputed: usize,
}

/// The claims that somebody puts forward and somebody opposes.
const DISPUTED: &str = "t.opposed > 0 AND t.heard = 1";

/// All days, in order.
///
/// # Errors
/// What the ledger says.
pub fn days(ledger: &Ledger) -> Result<Vec<Day>, Error> {
    let db = ledger.db();
    let mut days: BTreeMap<String, Day> = BTreeMap::new();
    let mut at = |text: &str, count: &mut dyn FnMut(&mut Day)| {
        let day = text.get(..10).unwrap_or(text);
        if let Some(there) = days.get_mut(day) {
            count(there);
        } else {
            let mut new = Day { day: day.to_owned(), ..Day::default() };
            count(&mut new);
            days.insert(day.to_owned(), new);
        }
    };
    // In the order of an index that has all of it.
    let mut published = db.prepare_cached("SELECT published FROM report WHERE published IS NOT NULL")?;
    let mut rows = published.query([])?;
    while let Some(row) = rows.next()? {
        at(text(row, 0)?, &mut |day| day.reports += 1);
    }
    let mut said = db.prepare_cached("SELECT day, said, disputed FROM day_tally")?;
    let mut rows = said.query([])?;
    while let Some(row) = rows.next()? {
        let (said, disputed): (i64, i64) = (row.get(1)?, row.get(2)?);
        at(text(row, 0)?, &mut |day| (day.said, day.disputed) = (said as usize, disputed as usize));
    }
    Ok(days.into_values().collect())
}

/// The text in a column, without a copy; of none, none.
fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str, Error> {
    Ok(row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(onrecord_ledger::rusqlite::Error::from)?
        .unwrap_or_default())
}

/// All of one day, month or year.
#[derive(Clone, Debug, Serialize)]
pub struct Date {
    /// `2024-03-05`, `2024-03`, `2024`.
    pub date: String,
    /// What was said, or without a time for that told, then, and is disputed.
    pub disputed: Vec<Saying>,
    /// What reports of that day and the week after it tell of it, each claim once, those told by most reports first. Of a month or
    /// a year nothing: a report rarely tells of all of it.
    pub events: Vec<Saying>,
    /// What else was said then, as far as reports say when.
    pub said: Vec<Saying>,
    /// The reports published then.
    pub reports: Vec<Entry>,
    /// The last date before it, of the same length, on which a report was published or something said.
    pub before: Option<String>,
    /// The first after it.
    pub after: Option<String>,
}

impl Date {
    /// What there is of `date`; none where that is no date.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn find(ledger: &Ledger, date: &str) -> Result<Option<Self>, Error> {
        if !is_date(date) {
            return Ok(None);
        }
        // What goes on after the date, a day or a time, sorts before this sign.
        let end = format!("{date}~");
        let sayings = |select: &str| -> Result<Vec<Saying>, Error> {
            let select = format!("{select} LIMIT {MOST}");
            let mut select = ledger.db().prepare_cached(&select)?;
            let ids: Vec<i64> =
                select.query_map([date, &end], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(numbered(ledger.db(), &ids)?)
        };
        let then = "s.said_from >= ?1 AND s.said_from < ?2 AND s.said_to < ?2";
        let is_day = date.len() == 10;
        // Of a day little is said; of a year so much that walking the disputes from the greatest on finds enough of it sooner.
        let from = if is_day {
            "statement s CROSS JOIN tally t ON t.claim = s.claim"
        } else {
            "tally t CROSS JOIN statement s ON s.claim = t.claim"
        };
        let mut disputed = sayings(&format!(
            "SELECT s.id FROM {from} WHERE {then} AND {DISPUTED}
            ORDER BY t.reports + t.opposed DESC, t.reports DESC, t.claim, s.said_from, s.id"
        ))?;
        disputed.extend(sayings(&format!(
            "SELECT s.id FROM report r CROSS JOIN statement s ON s.report = r.id CROSS JOIN tally t ON t.claim = s.claim
            WHERE r.published >= ?1 AND r.published < ?2 AND s.said_from IS NULL AND {DISPUTED}"
        ))?);
        disputed.truncate(MOST);
        // An index has this order, so that no more is read than shown.
        let mut said = sayings(&format!(
            "SELECT s.id FROM statement s WHERE {then} ORDER BY s.said_from, s.said_to, s.claim, s.id"
        ))?;
        said.retain(|saying| !disputed.iter().any(|there| there.id == saying.id));
        let events = if is_day { events(ledger, date)? } else { Vec::new() };
        let reports = Overview::published(ledger, date, &end)?;
        let (before, after) = (beside(ledger, date, &end, true)?, beside(ledger, date, &end, false)?);
        Ok(Some(Self { date: date.to_owned(), disputed, events, said, reports, before, after }))
    }
}

/// Whether it is `2024`, `2024-03` or `2024-03-05`, as far as digits go.
fn is_date(text: &str) -> bool {
    matches!(text.len(), 4 | 7 | 10)
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

/// The nearest date of the same length before or after this one, on which there is something.
fn beside(ledger: &Ledger, date: &str, end: &str, before: bool) -> Result<Option<String>, Error> {
    let nearest = |table: &str, column: &str| -> Result<Option<String>, Error> {
        let (pick, than) = if before { ("max", "< ?1") } else { ("min", "> ?1") };
        let select =
            format!("SELECT {pick}({column}) FROM {table} WHERE {column} IS NOT NULL AND {column} {than}");
        let bound: &dyn ToSql = if before { &date } else { &end };
        Ok(ledger.db().prepare_cached(&select)?.query_row([bound], |row| row.get(0))?)
    };
    let found = [nearest("report", "published")?, nearest("statement", "said_from")?];
    let found = found.into_iter().flatten().filter_map(|day| Some(day.get(..date.len())?.to_owned()));
    Ok(if before { found.max() } else { found.min() })
}

/// Where a statement's words stand.
struct Place {
    id: i64,
    claim: Option<i64>,
    content: Vec<Span>,
}

impl Place {
    fn holds(&self, span: Span) -> bool {
        self.content.iter().any(|content| content.start <= span.start && span.end <= content.end)
    }

    fn length(&self) -> usize {
        self.content.iter().map(|span| span.end - span.start).sum()
    }
}

/// What the reports of `day` and of the week after it tell of that day: the statements and sentences of narration in which a
/// time stands that is this day.
fn events(ledger: &Ledger, day: &str) -> Result<Vec<Saying>, Error> {
    let mut select = ledger.db().prepare_cached(
        "SELECT id, json_extract(record, '$.times') FROM report
        WHERE published >= ?1 AND published < date(?1, ?2) ORDER BY published, hash LIMIT ?3",
    )?;
    let mut rows = select.query((day, AFTER, LOOKED as i64))?;
    // Of each claim the statement that is told first, and how often it is told.
    let mut told: Vec<(Option<i64>, i64, usize)> = Vec::new();
    while let Some(row) = rows.next()? {
        let times: Vec<Time> = serde_json::from_str(&row.get::<_, String>(1)?)?;
        let is_then = |end: &Option<String>| end.as_deref().and_then(|end| end.get(..10)) == Some(day);
        let times: Vec<Span> = times
            .iter()
            .filter(|time| is_then(&time.from) && is_then(&time.to))
            .map(|time| time.span)
            .collect();
        if times.is_empty() {
            continue;
        }
        let places = places(ledger, row.get(0)?)?;
        for span in times {
            // Of statements inside one another the innermost tells it.
            let Some(place) =
                places.iter().filter(|place| place.holds(span)).min_by_key(|place| place.length())
            else {
                continue;
            };
            let same = |&&mut (claim, id, _): &&mut (Option<i64>, i64, usize)| {
                id == place.id || claim.is_some() && claim == place.claim
            };
            match told.iter_mut().find(same) {
                Some((.., times)) => *times += 1,
                None => told.push((place.claim, place.id, 1)),
            }
        }
    }
    told.sort_by_key(|&(.., times)| std::cmp::Reverse(times));
    let ids: Vec<i64> = told.into_iter().take(MOST).map(|(_, id, _)| id).collect();
    Ok(numbered(ledger.db(), &ids)?)
}

fn places(ledger: &Ledger, report: i64) -> Result<Vec<Place>, Error> {
    let mut select =
        ledger.db().prepare_cached("SELECT id, claim, spans FROM statement WHERE report = ?1")?;
    let mut rows = select.query([report])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let Spans { content, .. } = serde_json::from_str(&row.get::<_, String>(2)?)?;
        places.push(Place { id: row.get(0)?, claim: row.get(1)?, content });
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_months_and_years() {
        for good in ["2024", "2024-03", "2024-03-05"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "24", "2024-3", "2024-03-", "2024-03-05T", "2024/03/05", "today", "20é4"] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
