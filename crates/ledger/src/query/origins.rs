//! Where a claim comes from, as far as the reports say: the chains of who relays whom, followed to their ends.
//!
//! A statement's chain ends with the actor that it is attributed to, where that has a name; with whom it is said to rely
//! on, where its source is unnamed or not told; or else with its unnamed source, which is nobody else's. Statements whose
//! words were copied from one another have one origin, and so have those whose chains end alike. A report that puts the
//! claim forward and says nothing of that kind is one whose lineage is not stated: it is never counted as independent.

use crate::error::Result;
use crate::query::claims::{self, said_of, wording};
use crate::query::filter::Filter;
use crate::query::saying::{ReportName, Saying};
use crate::query::texts::Texts;
use crate::query::{Page, chain};
use onrecord_record::Span;
use rusqlite::Connection;
use serde::Serialize;

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
    /// In how many of the ledger's reports it is put forward, or held possible.
    pub reports: usize,
    /// The origins: those of most reports first.
    pub origins: Vec<Origin>,
    /// The reports whose lineage is not stated.
    pub not_stated: Vec<ReportName>,
    /// What links reports to one another and to their sources, with the words that prove it.
    pub links: Vec<Link>,
    /// The earliest of the dated reports of this ledger that put it forward.
    pub earliest: Option<ReportName>,
}

/// Where chains end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Origin {
    /// Whom the reports name as the end, or describe; empty where only their words are the same.
    pub names: Vec<String>,
    /// The reports, in the order of publication.
    pub reports: Vec<ReportName>,
}

/// Something that links a report to another or to a source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// What sort of link it is.
    pub value: Value,
    /// The report, [`ReportName::id`].
    pub report: String,
    /// The number of the statement in it.
    pub statement: i64,
    /// The words that prove it.
    pub words: String,
    /// Where they stand, in code points of the report's text.
    pub span: Span,
    /// The report that has the same words, [`ReportName::id`].
    pub other: Option<String>,
    /// Where they stand in the other.
    pub other_span: Option<Span>,
    /// Whom it says it relies on.
    pub on: Option<String>,
}

/// What is known of where a report has a claim from. Two more values need no words: between reports of two origins no
/// link was found, which does not make them independent; and a lineage can be not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// It has another report's words.
    SameText,
    /// It says that it relies on somebody.
    ReliesOn,
}

/// The numbers of the claims of which a statement passes `filter`: those in most reports first.
///
/// # Errors
/// [`crate::Error::Question`] where the filter cannot be understood; what SQLite says.
pub fn ranked(db: &Connection, filter: &Filter, page: Page) -> Result<Vec<i64>> {
    claims::ranked(db, filter, page)
}

/// The origins of the claim with this number; none where nothing is said of it.
///
/// # Errors
/// What SQLite says.
pub fn origins(db: &Connection, id: i64) -> Result<Option<Origins>> {
    let mut statements = said_of(db, id)?;
    if statements.is_empty() {
        return Ok(None);
    }
    statements.retain(puts_forward);
    let chains = chain::follow(db, &statements)?;
    let report = |i: usize| statements[i].report.clone();
    let mut texts = Texts::new(db);
    let mut links = Vec::with_capacity(chains.links.len());
    for link in &chains.links {
        let here = &statements[link.statement];
        links.push(Link {
            value: if link.on.is_some() { Value::ReliesOn } else { Value::SameText },
            report: here.report.id.clone(),
            statement: here.id,
            words: texts.of(here.report_number)?.at(link.span).to_owned(),
            span: link.span,
            other: link.other.map(|(other, _)| statements[other].report.id.clone()),
            other_span: link.other.map(|(_, span)| span),
            on: link.on.clone(),
        });
    }
    let distinct = |members: &[usize]| {
        let mut reports: Vec<ReportName> = Vec::new();
        for &i in members {
            if !reports.iter().any(|r| r.id == statements[i].report.id) {
                reports.push(report(i));
            }
        }
        reports
    };
    let everyone: Vec<usize> = (0..statements.len()).collect();
    let all = distinct(&everyone);
    let mut origins: Vec<Origin> = chains
        .origins
        .iter()
        .map(|origin| Origin { names: origin.names.clone(), reports: distinct(&origin.statements) })
        .collect();
    origins.sort_by_key(|origin| std::cmp::Reverse(origin.reports.len()));
    Ok(Some(Origins {
        id,
        wording: wording(db, id)?,
        reports: all.len(),
        origins,
        not_stated: distinct(&chains.not_stated),
        links,
        earliest: all.into_iter().next().filter(|report| report.published.is_some()),
    }))
}

/// How many origins the statements of one claim have.
pub(crate) fn lineage(db: &Connection, statements: &[Saying]) -> Result<Lineage> {
    let statements: Vec<Saying> = statements.iter().filter(|s| puts_forward(s)).cloned().collect();
    let chains = chain::follow(db, &statements)?;
    let mut silent: Vec<i64> = chains.not_stated.iter().map(|&i| statements[i].report_number).collect();
    silent.dedup();
    Ok(Lineage { origins: chains.origins.len(), not_stated: silent.len() })
}

/// Whether a statement puts its claim forward or holds it possible, rather than denying or asking.
fn puts_forward(saying: &Saying) -> bool {
    !matches!(saying.stand.as_deref(), Some("denies" | "doubts" | "asks" | "declines"))
}
