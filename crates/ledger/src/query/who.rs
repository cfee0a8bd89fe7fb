//! What one actor said, in order, and what is said of them.

use crate::error::Result;
use crate::query::filter::Filter;
use crate::query::saying::{ActorName, Saying, Spans, numbered};
use crate::query::{Page, actor};
use onrecord_record::{Role, Span};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// One actor, and what the reports have of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    /// Its name.
    #[serde(flatten)]
    pub actor: ActorName,
    /// Other names that reports give it, the commonest first.
    pub names: Vec<String>,
    /// What reports say it is, the commonest first.
    pub roles: Vec<String>,
    /// In how many reports it is a source or is spoken of by one.
    pub reports: usize,
    /// How many statements of it pass.
    pub statements: usize,
    /// What it said: in the order of the time of saying as far as known, else of publication; what has neither comes last.
    pub said: Vec<Saying>,
    /// What others say that names it, in the same order.
    pub said_of: Vec<Saying>,
}

/// The numbers of the actors called `name`, who spoke most first; see [`actor::called`].
///
/// # Errors
/// What SQLite says.
pub fn ranked(db: &Connection, name: &str, page: Page) -> Result<Vec<i64>> {
    Ok(actor::called(db, name)?.into_iter().skip(page.offset).take(page.limit).collect())
}

/// The actor with this number, and of its statements, and of those that name it, a `page` each as far as they pass
/// `filter`; none where there is no such actor. Of what is said of it, the filter's actor is who says it.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn who(db: &Connection, id: i64, filter: &Filter, page: Page) -> Result<Option<Who>> {
    let mut select = db.prepare_cached("SELECT id, name, kind FROM actor WHERE id = ?1")?;
    let read =
        |row: &rusqlite::Row<'_>| Ok(ActorName { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)? });
    let Some(actor) = select.query_row([id], read).optional()? else { return Ok(None) };
    let places = Where::of(db, id)?;
    let said = said(db, id, filter, &places)?;
    let here: Vec<i64> = said.iter().skip(page.offset).take(page.limit).copied().collect();
    let (names, roles) = called(db, &actor)?;
    Ok(Some(Who {
        names,
        roles,
        reports: places.0.len(),
        statements: said.len(),
        said: numbered(db, &here)?,
        said_of: said_of(db, id, filter, page, &places)?,
        actor,
    }))
}

/// Roles are counted in so many mentions, at most.
const ROLES: i64 = 100;

/// The reports in which an actor has mentions, with their day and hash: a report is looked up once, however much it has of them.
struct Where(HashMap<i64, (Option<String>, String)>);

impl Where {
    fn of(db: &Connection, id: i64) -> Result<Self> {
        let mut select = db.prepare_cached(
            "SELECT r.id, r.published, r.hash FROM (SELECT DISTINCT report FROM mention WHERE actor = ?1) AS m
                CROSS JOIN report r ON r.id = m.report",
        )?;
        let reports = select.query_map([id], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(Self(reports.collect::<rusqlite::Result<_>>()?))
    }

    /// What a report is put in order by: its day, undated last, and its hash. `time` may be known better.
    fn order<'a>(&'a self, report: i64, time: Option<&'a str>) -> (bool, Option<&'a str>, Option<&'a str>) {
        let there = self.0.get(&report);
        let time = time.or_else(|| there?.0.as_deref());
        (time.is_none(), time, there.map(|(_, hash)| hash.as_str()))
    }
}

/// The numbers of an actor's statements in the order of saying, as far as known, else of publication.
fn said(db: &Connection, id: i64, filter: &Filter, places: &Where) -> Result<Vec<i64>> {
    let condition = Filter { actor: None, ..filter.clone() }.condition(db)?;
    // What is asked for without a condition stands in an index.
    let report = if condition.is_empty() { "" } else { "CROSS JOIN report r ON r.id = s.report" };
    let mut select = db.prepare_cached(&format!(
        "SELECT s.id, s.report, s.said_from, s.start FROM statement s {report} WHERE s.actor = ?{}",
        condition.sql()
    ))?;
    let values = std::iter::once(Value::from(id)).chain(condition.values().cloned());
    let said: Vec<(i64, i64, Option<String>, i64)> = select
        .query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut ordered: Vec<_> = said
        .iter()
        .map(|(id, report, time, start)| (places.order(*report, time.as_deref()), *start, *id))
        .collect();
    ordered.sort_unstable();
    Ok(ordered.into_iter().map(|(.., id)| id).collect())
}

/// What others say in whose content the actor is spoken of. Reports are gone through in order, until the page is full.
fn said_of(db: &Connection, id: i64, filter: &Filter, page: Page, places: &Where) -> Result<Vec<Saying>> {
    let condition = filter.condition(db)?;
    let mut mentions = db.prepare_cached("SELECT report, id FROM mention WHERE actor = ?1")?;
    let mut mentions: Vec<(i64, i64)> =
        mentions.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    mentions.sort_unstable_by_key(|&(report, mention)| (places.order(report, None), mention));
    let mut spans = db.prepare_cached("SELECT spans FROM mention WHERE id = ?1")?;
    let mut others = db.prepare_cached(&format!(
        "SELECT s.id, s.spans FROM statement s CROSS JOIN report r ON r.id = s.report
        WHERE s.report = ? AND s.role = 'statement' AND s.actor IS NOT ?{} ORDER BY s.start",
        condition.sql()
    ))?;
    let mut found: Vec<i64> = Vec::new();
    let wanted = page.offset.saturating_add(page.limit);
    for (report, mention) in mentions {
        let spans: String = spans.query_row([mention], |row| row.get(0))?;
        let spans: Vec<Span> = serde_json::from_str(&spans).unwrap_or_default();
        let values = [Value::from(report), Value::from(id)].into_iter().chain(condition.values().cloned());
        let mut rows = others.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let words: Spans = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
            let inside = |m: &Span| words.content.iter().any(|c| c.start <= m.start && m.end <= c.end);
            let statement = row.get(0)?;
            if spans.iter().any(inside) && !found.contains(&statement) {
                found.push(statement);
            }
        }
        if found.len() >= wanted {
            break;
        }
    }
    let here: Vec<i64> = found.into_iter().skip(page.offset).take(page.limit).collect();
    numbered(db, &here)
}

/// What reports say an actor is, the commonest first.
///
/// # Errors
/// What SQLite says.
pub fn roles(db: &Connection, id: i64) -> Result<Vec<String>> {
    let mut roles = BTreeMap::new();
    let mut select =
        db.prepare_cached("SELECT roles FROM mention WHERE actor = ?1 AND roles <> '[]' LIMIT ?2")?;
    let mut rows = select.query((id, ROLES))?;
    while let Some(row) = rows.next()? {
        for role in serde_json::from_str::<Vec<Role>>(&row.get::<_, String>(0)?).unwrap_or_default() {
            *roles.entry(role.text).or_insert(0_usize) += 1;
        }
    }
    Ok(commonest(roles))
}

/// Names beside that which it goes by, and roles.
fn called(db: &Connection, actor: &ActorName) -> Result<(Vec<String>, Vec<String>)> {
    let (mut names, mut roles) = (BTreeMap::new(), BTreeMap::new());
    let mut select =
        db.prepare_cached("SELECT name, roles, count(*) FROM mention WHERE actor = ?1 GROUP BY name, roles")?;
    let mut rows = select.query([actor.id])?;
    while let Some(row) = rows.next()? {
        let times: usize = row.get(2)?;
        *names.entry(row.get::<_, String>(0)?).or_insert(0) += times;
        let here: Vec<Role> = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
        for role in here {
            *roles.entry(role.text).or_insert(0) += times;
        }
    }
    names.remove(&actor.name);
    Ok((commonest(names), commonest(roles)))
}

fn commonest(counts: BTreeMap<String, usize>) -> Vec<String> {
    let mut counted: Vec<(String, usize)> = counts.into_iter().collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(text, _)| text).collect()
}
