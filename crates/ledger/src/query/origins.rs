//! Where a claim comes from, as far as the reports say: how many origins it has, and the words that show it.
//!
//! [`onrecord_compare::lineage`] follows the chains of who relays whom to their ends; here the ledger's rows become what
//! it reads, and what it finds becomes words.

use crate::error::Result;
use crate::query::claims::{self, BY_OUTLETS, said_of, wording};
use crate::query::filter::Filter;
use crate::query::saying::{ReportName, Saying};
use crate::query::texts::Texts;
use crate::query::{Found, Page};
use onrecord_compare::copy::Sort;
use onrecord_compare::lineage::{self, End, Reliance, SharedText, Voice};
use onrecord_record::Span;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// How many origins a claim has, of the reports that put it forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lineage {
    /// Origins that the reports state, or that shared words show.
    pub origins: usize,
    /// Reports that state none.
    pub not_stated: usize,
}

/// The origins of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Origins {
    /// The number of the claim.
    pub id: i64,
    /// The words of the claim.
    pub wording: String,
    /// "7 reports, 2 origins; lineage of 3 not stated": of the ledger's reports, those that put it forward or hold it
    /// possible.
    pub count: String,
    /// Those reports, earliest first and undated ones last, with what is known of where each has the claim from.
    pub reports: Vec<From>,
    /// Where it comes from: the origin of most reports first.
    pub origins: Vec<Origin>,
    /// How many reports do not say where they have it from.
    pub not_stated: usize,
    /// The earliest of the reports, if all of them have a date.
    pub earliest: Option<ReportName>,
}

/// Where chains end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Origin {
    /// Whom the reports name or describe as the end; empty where only their words are the same.
    pub names: Vec<String>,
    /// The reports, [`ReportName::id`], earliest first.
    pub reports: Vec<String>,
}

/// What is known of where a report has a claim from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct From {
    /// The report.
    pub report: ReportName,
    /// Which of the four values.
    pub lineage: Value,
    /// The words that prove it; empty where there are none.
    pub words: String,
    /// Where they stand, in code points of the report's text.
    pub span: Option<Span>,
    /// Whom it says it relies on.
    pub on: Option<String>,
    /// The earlier report that has the same words, [`ReportName::id`].
    pub other: Option<String>,
    /// Where they stand there.
    pub other_span: Option<Span>,
}

/// What can be known of where a report has a claim from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// It has an earlier report's words.
    SameText,
    /// It says whom it relies on.
    ReliesOn,
    /// Nothing links it to another report. That does not make it independent.
    NoLinkFound,
    /// It does not say.
    NotStated,
}

/// The numbers of the claims that somebody puts forward and of which a statement passes `filter`: those of most outlets first.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn ranked(db: &Connection, filter: &Filter, page: Page) -> Result<Vec<i64>> {
    let mut forward = db.prepare(
        "SELECT EXISTS (SELECT 1 FROM statement WHERE claim = ?1 AND stand NOT IN ('denies', 'asks', 'declines'))",
    )?;
    let mut found = Found::default();
    claims::walk(db, filter, &BY_OUTLETS, |claim| {
        // Nobody has a claim from anywhere that all deny, or only ask about.
        let told: bool = forward.query_row([claim], |row| row.get(0))?;
        Ok(if told { page.take(&mut found, claim) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found.page)
}

/// The origins of the claim with this number; none where nothing is said of it.
///
/// # Errors
/// What SQLite says.
pub fn origins(db: &Connection, id: i64) -> Result<Option<Origins>> {
    let statements = said_of(db, id)?;
    if statements.is_empty() {
        return Ok(None);
    }
    let found = follow(db, &statements)?;
    let names: HashMap<usize, &ReportName> =
        statements.iter().map(|s| (s.report_number as usize, &s.report)).collect();
    let hash = |report: &usize| names[report].id.clone();
    let mut texts = Texts::new(db);
    let mut reports = Vec::with_capacity(found.reports.len());
    for (report, lineage) in &found.reports {
        reports.push(from(*report, lineage, &names, &mut texts)?);
    }
    Ok(Some(Origins {
        id,
        wording: wording(db, id)?,
        count: found.to_string(),
        reports,
        not_stated: found.not_stated().count(),
        origins: found
            .origins
            .iter()
            .map(|origin| Origin {
                names: origin.names.clone(),
                reports: origin.reports.iter().map(hash).collect(),
            })
            .collect(),
        earliest: found.earliest.map(|report| names[&report].clone()),
    }))
}

fn from(
    report: usize,
    lineage: &lineage::Lineage,
    names: &HashMap<usize, &ReportName>,
    texts: &mut Texts<'_>,
) -> Result<From> {
    let (value, span, on, other) = match lineage {
        lineage::Lineage::SameText { with, places } => {
            (Value::SameText, Some(places.0), None, Some((names[with].id.clone(), places.1)))
        }
        lineage::Lineage::ReliesOn { on, span } => (Value::ReliesOn, Some(*span), Some(on.clone()), None),
        lineage::Lineage::NoLinkFound => (Value::NoLinkFound, None, None, None),
        lineage::Lineage::NotStated => (Value::NotStated, None, None, None),
    };
    let words = match span {
        Some(span) => texts.of(report as i64)?.at(span).to_owned(),
        None => String::new(),
    };
    let (other, other_span) = other.unzip();
    Ok(From { report: names[&report].clone(), lineage: value, words, span, on, other, other_span })
}

/// How many origins the statements of one claim have, and the earliest report that puts it forward.
pub(crate) fn lineage(db: &Connection, statements: &[Saying]) -> Result<(Lineage, Option<ReportName>)> {
    let found = follow(db, statements)?;
    let earliest = statements.iter().find(|s| Some(s.report_number as usize) == found.earliest);
    let lineage = Lineage { origins: found.origins.len(), not_stated: found.not_stated().count() };
    Ok((lineage, earliest.map(|s| s.report.clone())))
}

/// Follows the chains of those of `statements`, which are one claim's, that put it forward.
fn follow(db: &Connection, statements: &[Saying]) -> Result<lineage::Origins> {
    let statements: Vec<&Saying> = statements.iter().filter(|s| puts_forward(s)).collect();
    let reports: HashSet<i64> = statements.iter().map(|s| s.report_number).collect();
    let mut relied: HashMap<i64, Vec<(Option<i64>, Reliance)>> = HashMap::new();
    for &report in &reports {
        relied.insert(report, reliances(db, report)?);
    }
    let voices: Vec<Voice<'_>> = statements
        .iter()
        .map(|saying| Voice {
            report: saying.report_number as usize,
            outlet: saying.report.outlet.as_deref(),
            published: saying.report.published.as_deref(),
            words: &saying.spans.content,
            end: end(saying),
            relies: relied[&saying.report_number]
                .iter()
                .filter(|(of, _)| of.is_none_or(|statement| statement == saying.id))
                .map(|(_, reliance)| reliance)
                .collect(),
        })
        .collect();
    Ok(lineage::origins(&voices, &shared(db, &reports)?))
}

/// Whether a statement puts its claim forward or holds it possible, rather than denying or asking.
pub(crate) fn puts_forward(saying: &Saying) -> bool {
    !matches!(saying.stand.as_deref(), Some("denies" | "asks" | "declines"))
}

/// Whom a statement is attributed to.
fn end(saying: &Saying) -> End<'_> {
    let Some(span) = hull(&saying.spans.source) else { return End::Nobody };
    match (saying.kind.as_deref(), &saying.actor) {
        (None | Some("none" | "author"), _) => End::Nobody,
        (Some("unnamed" | "public"), Some(actor)) => End::Unnamed(&actor.name, span),
        (Some(_), Some(actor)) => End::Named(actor.id as usize, &actor.name, span),
        (Some(_), None) => End::Unnamed(&saying.source, span),
    }
}

fn hull(spans: &[Span]) -> Option<Span> {
    let start = spans.iter().map(|s| s.start).min()?;
    let end = spans.iter().map(|s| s.end).max()?;
    Some(Span { start, end })
}

/// Whom a report is said to rely on, each with the statement that it holds for.
fn reliances(db: &Connection, report: i64) -> Result<Vec<(Option<i64>, Reliance)>> {
    let mut select = db.prepare_cached(
        "SELECT statement, on_name, on_mention, start, \"end\", sort FROM reliance WHERE report = ?1
        ORDER BY start, id",
    )?;
    let mut rows = select.query([report])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(sort) = word(row.get(5)?) else { continue };
        let span = Span { start: row.get(3)?, end: row.get(4)? };
        let reliance = Reliance { place: None, on: row.get(1)?, actor: row.get(2)?, span, sort };
        found.push((row.get(0)?, reliance));
    }
    Ok(found)
}

/// The passages that these reports share with one another.
fn shared(db: &Connection, reports: &HashSet<i64>) -> Result<Vec<SharedText>> {
    if reports.len() < 2 {
        return Ok(Vec::new());
    }
    let mut select = db.prepare_cached(
        "SELECT b_report, a_start, a_end, b_start, b_end, sort FROM passage WHERE a_report = ?1 ORDER BY id",
    )?;
    let mut found = Vec::new();
    let mut ordered: Vec<i64> = reports.iter().copied().collect();
    ordered.sort_unstable();
    for report in ordered {
        let mut rows = select.query([report])?;
        while let Some(row) = rows.next()? {
            let other: i64 = row.get(0)?;
            let Some(sort) = word::<Sort>(row.get(5)?).filter(|_| reports.contains(&other)) else { continue };
            let here = Span { start: row.get(1)?, end: row.get(2)? };
            let there = Span { start: row.get(3)?, end: row.get(4)? };
            found.push(SharedText {
                reports: (report as usize, other as usize),
                places: (here, there),
                sort,
            });
        }
    }
    Ok(found)
}

/// A value that is written as one word; none where this version does not know it.
fn word<T: DeserializeOwned>(word: String) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}
