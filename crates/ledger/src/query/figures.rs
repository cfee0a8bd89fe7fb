//! What reports give for one quantity: a table of figures, with who gave them when.

use crate::error::{Error, Result};
use crate::query::saying::{Saying, Spans, numbered};
use crate::query::texts::Texts;
use crate::row::Report;
use onrecord_compare::dispute::{Count, Given, Pile, Thing, counts};
use onrecord_record::{Figure, Outcome, Record, Span};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::BTreeMap;

/// One quantity, of which several statements give a figure, not all the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// What is counted: `killed`, or the unit.
    pub what: String,
    /// The figures, in the order of the time of saying as far as known, else of publication: so one sees them change.
    pub readings: Vec<Reading>,
}

/// One figure that a statement gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// The words: "at least nine people".
    pub words: String,
    /// The number.
    pub value: Option<f64>,
    /// The least that the words allow.
    pub low: Option<f64>,
    /// The most that the words allow.
    pub high: Option<f64>,
    /// "about", "at least".
    pub qualifier: Option<String>,
    /// What it counts.
    pub unit: Option<String>,
    /// What became of those counted.
    pub outcome: Option<Outcome>,
    /// Who gave it: the actor's name, or the words of the source; none in the report's own voice.
    pub who: Option<String>,
    /// When it was given, as far as known; else when it was published.
    pub when: Option<String>,
    /// The report, [`crate::query::saying::ReportName::id`].
    pub report: String,
    /// The number of the statement.
    pub statement: i64,
    /// Where the words stand in the report, in code points.
    pub span: Span,
}

/// The quantities of which two of `statements` at least give figures that are not the same.
pub(crate) fn quantities(db: &Connection, statements: &[&Saying]) -> Result<Vec<Quantity>> {
    let mut texts = Texts::new(db);
    let mut found: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    for saying in statements {
        let text = texts.of(saying.report_number)?;
        let inside =
            |span: Span| saying.spans.content.iter().any(|c| c.start <= span.start && span.end <= c.end);
        for figure in text.figures.iter().filter(|figure| inside(figure.span)) {
            if let Some(what) = what(figure) {
                found.entry(what).or_default().push(reading(figure, text.at(figure.span), saying));
            }
        }
    }
    let mut quantities = Vec::new();
    for (what, mut readings) in found {
        readings.sort_by(|a, b| (a.when.is_none(), &a.when).cmp(&(b.when.is_none(), &b.when)));
        let several = readings.iter().any(|r| r.statement != readings[0].statement);
        let differ = readings.iter().any(|r| bounds(r) != bounds(&readings[0]));
        if several && differ {
            quantities.push(Quantity { what, readings });
        }
    }
    quantities.sort_by_key(|q| std::cmp::Reverse(q.readings.len()));
    Ok(quantities)
}

/// The quantities of which these reports give figures that are not all the same, those in most reports first: "at least
/// nine" and "eleven" can be one number, and still show a toll that rose. What stands in no statement and no narration, as
/// in a headline, is left out.
pub(crate) fn of_reports(db: &Connection, reports: &[i64]) -> Result<Vec<Quantity>> {
    // Each with the report and the statement that it stands in.
    let mut found: Vec<(Count, usize, i64)> = Vec::new();
    for (i, &report) in reports.iter().enumerate() {
        let record: Record = serde_json::from_str(&Report::record(db, report)?)
            .map_err(|error| Error::Column { place: format!("report {report}, record"), error })?;
        if record.figures.is_empty() {
            continue;
        }
        let told = told(db, report)?;
        // A headline's figure must not stand for the same one in the text, where somebody gives it.
        found.extend(
            counts(&record).into_iter().filter_map(|count| {
                innermost(&told, count.figure.span).map(|statement| (count, i, statement))
            }),
        );
    }
    let given: Vec<Given<'_>> = found
        .iter()
        .map(|(count, report, _)| Given { count, report: *report, when: count.published })
        .collect();
    let mut quantities = Vec::new();
    for quantity in onrecord_compare::dispute::quantities(&given, pile(&found)) {
        let mut readings = Vec::with_capacity(quantity.given.len());
        for &i in &quantity.given {
            let (count, _, statement) = &found[i];
            if let Some(saying) = numbered(db, &[*statement])?.pop() {
                readings.push(reading(&count.figure, &count.words, &saying));
            }
        }
        if readings.iter().any(|r| bounds(r) != bounds(&readings[0])) {
            quantities.push(Quantity { what: counted(&quantity.thing), readings });
        }
    }
    Ok(quantities)
}

/// Where the words of a report's statements stand, with their numbers.
fn told(db: &Connection, report: i64) -> Result<Vec<(i64, Spans)>> {
    let mut select = db.prepare_cached("SELECT id, spans FROM statement WHERE report = ?1")?;
    let mut rows = select.query([report])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let spans = serde_json::from_str(&row.get::<_, String>(1)?)
            .map_err(|error| Error::Column { place: format!("statement {id}, spans"), error })?;
        told.push((id, spans));
    }
    Ok(told)
}

/// A story that goes on for longer than this, in days, is hardly of one event.
const ONE_EVENT: i32 = 14;

/// Whether reports are of one event, by the days from the first to the last.
fn pile(found: &[(Count, usize, i64)]) -> Pile {
    let days = || found.iter().filter_map(|(count, ..)| count.published);
    let apart = days().min().zip(days().max()).and_then(|(first, last)| first.until(last).ok());
    if apart.is_some_and(|span| span.get_days() > ONE_EVENT) { Pile::Mixed } else { Pile::Story }
}

/// The shortest of the statements in whose content `place` lies.
fn innermost(told: &[(i64, Spans)], place: Span) -> Option<i64> {
    let holds = |spans: &Spans| {
        spans.content.iter().any(|piece| piece.start <= place.start && place.end <= piece.end)
    };
    let length = |spans: &Spans| spans.content.iter().map(|piece| piece.end - piece.start).sum::<usize>();
    let holding = told.iter().filter(|(_, spans)| holds(spans));
    holding.min_by_key(|(_, spans)| length(spans)).map(|(statement, _)| *statement)
}

/// "people killed", "people".
fn counted(thing: &Thing) -> String {
    thing.outcome.map_or_else(|| thing.kind.clone(), |outcome| format!("{} {}", thing.kind, label(outcome)))
}

/// What a figure counts: what became of people is one quantity, whatever they are called.
fn what(figure: &Figure) -> Option<String> {
    match (figure.outcome, figure.unit.as_deref()) {
        (Some(outcome), _) => Some(label(outcome).to_owned()),
        (None, Some(unit)) => {
            let unit = unit.to_lowercase();
            Some(unit.strip_suffix('s').map_or(unit.clone(), str::to_owned))
        }
        (None, None) => None,
    }
}

const fn label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Killed => "killed",
        Outcome::Wounded => "wounded",
        Outcome::Missing => "missing",
        Outcome::Detained => "detained",
        Outcome::Displaced => "displaced",
    }
}

/// What tells two figures apart, in the bits of numbers.
fn bounds(reading: &Reading) -> [Option<u64>; 3] {
    [reading.value, reading.low, reading.high].map(|number| number.map(f64::to_bits))
}

fn reading(figure: &Figure, words: &str, saying: &Saying) -> Reading {
    let source = Some(saying.source.as_str()).filter(|source| !source.is_empty());
    let Figure { span, value, low, high, qualifier, unit, outcome } = figure.clone();
    Reading {
        words: words.to_owned(),
        value,
        low,
        high,
        qualifier,
        unit,
        outcome,
        who: saying.actor.as_ref().map(|actor| actor.name.clone()).or(source.map(str::to_owned)),
        when: saying.when().map(str::to_owned),
        report: saying.report.id.clone(),
        statement: saying.id,
        span,
    }
}
