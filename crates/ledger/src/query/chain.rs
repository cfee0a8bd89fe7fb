//! Following who relays whom, to the end.

use crate::error::Result;
use crate::query::saying::Saying;
use onrecord_record::Span;
use rusqlite::Connection;
use std::collections::HashMap;

/// Where the chains of the statements of one claim end. Numbers are places in the list of statements.
#[derive(Default)]
pub(crate) struct Chains {
    pub(crate) origins: Vec<End>,
    /// Of reports none of whose statements has an origin, in their order.
    pub(crate) not_stated: Vec<usize>,
    pub(crate) links: Vec<Proof>,
}

/// One end and the statements whose chains lead to it.
pub(crate) struct End {
    pub(crate) names: Vec<String>,
    pub(crate) statements: Vec<usize>,
}

/// Words that link a statement to another or to a source.
pub(crate) struct Proof {
    pub(crate) statement: usize,
    pub(crate) span: Span,
    pub(crate) other: Option<(usize, Span)>,
    pub(crate) on: Option<String>,
}

/// What a chain ends with.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    /// An actor across reports.
    Actor(i64),
    /// Somebody without a number, in lower case.
    Name(String),
    /// An unnamed source of one report.
    Unnamed(i64, String),
}

/// Whom a statement, or all of its report, is said to rely on.
struct Reliance {
    statement: Option<i64>,
    key: Key,
    name: String,
    span: Span,
}

/// Follows the chains of `statements`, which are one claim's and put it forward.
pub(crate) fn follow(db: &Connection, statements: &[Saying]) -> Result<Chains> {
    let mut groups = Groups::new(statements.len());
    let mut links = Vec::new();
    let mut names: HashMap<usize, Vec<String>> = HashMap::new();
    let mut reports: HashMap<i64, Vec<usize>> = HashMap::new();
    for (i, saying) in statements.iter().enumerate() {
        reports.entry(saying.report_number).or_default().push(i);
    }
    let outlets: HashMap<String, usize> = statements
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(i, s)| Some((s.report.outlet.as_ref()?.to_lowercase(), i)))
        .collect();
    let mut ends: HashMap<Key, usize> = HashMap::new();
    for (&report, members) in &reports {
        let reliances = reliances(db, report)?;
        for &i in members {
            let saying = &statements[i];
            let relied = reliances.iter().filter(|r| r.statement.is_none_or(|s| s == saying.id));
            let relied: Vec<&Reliance> = relied.filter(|r| !is_own(r, saying)).collect();
            for reliance in &relied {
                links.push(Proof {
                    statement: i,
                    span: reliance.span,
                    other: None,
                    on: Some(reliance.name.clone()),
                });
            }
            let Some((key, name)) = end(saying, &relied) else { continue };
            if let Some(span) = hull(&saying.spans.source).filter(|_| relied.iter().all(|r| r.key != key)) {
                links.push(Proof { statement: i, span, other: None, on: Some(name.clone()) });
            }
            // Whoever relies on an outlet whose report is here has that report's origin.
            if let Some(&told) = outlets.get(&name.to_lowercase()) {
                groups.join(i, told);
            }
            let first = *ends.entry(key).or_insert(i);
            groups.join(i, first);
            let names = names.entry(i).or_default();
            names.push(name);
        }
    }
    for (a, b, here, there) in copies(db, statements, &reports)? {
        groups.join(a, b);
        links.push(Proof { statement: b, span: there, other: Some((a, here)), on: None });
    }
    links.sort_by_key(|link| (link.statement, link.span.start, link.other.map(|other| other.0)));
    Ok(ends_of(&mut groups, statements, &names, links))
}

/// Gathers what was joined.
fn ends_of(
    groups: &mut Groups,
    statements: &[Saying],
    names: &HashMap<usize, Vec<String>>,
    links: Vec<Proof>,
) -> Chains {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); statements.len()];
    for i in 0..statements.len() {
        members[groups.root(i)].push(i);
    }
    members.retain(|group| !group.is_empty());
    members.sort_by_key(|group| group[0]);
    let mut chains = Chains { links, ..Chains::default() };
    let mut told: Vec<i64> = Vec::new();
    let mut silent = Vec::new();
    for group in members {
        let mut named: Vec<String> = Vec::new();
        for name in group.iter().filter_map(|i| names.get(i)).flatten() {
            if !named.contains(name) {
                named.push(name.clone());
            }
        }
        let report = |i: &usize| statements[*i].report_number;
        if named.is_empty() && group.iter().all(|i| report(i) == report(&group[0])) {
            silent.extend(group);
        } else {
            told.extend(group.iter().map(report));
            chains.origins.push(End { names: named, statements: group });
        }
    }
    silent.sort_unstable();
    chains.not_stated =
        silent.into_iter().filter(|&i| !told.contains(&statements[i].report_number)).collect();
    chains
}

/// A report does not rely on its own outlet.
fn is_own(reliance: &Reliance, saying: &Saying) -> bool {
    saying.report.outlet.as_ref().is_some_and(|outlet| outlet.to_lowercase() == reliance.name.to_lowercase())
}

/// Where the chain of a statement ends, as its report says.
fn end(saying: &Saying, relied: &[&Reliance]) -> Option<(Key, String)> {
    let named = matches!(saying.kind.as_deref(), Some("person" | "organisation" | "outlet" | "document"));
    let source = || saying.source.clone();
    match (&saying.actor, saying.kind.as_deref()) {
        (Some(actor), _) if named => Some((Key::Actor(actor.id), actor.name.clone())),
        (None, _) if named && !saying.source.is_empty() => {
            Some((Key::Unnamed(saying.report_number, source().to_lowercase()), source()))
        }
        _ if !relied.is_empty() => {
            // The last words on it are nearest to the end.
            let last = relied.last()?;
            Some((last.key.clone(), last.name.clone()))
        }
        (_, Some("unnamed" | "public")) if !saying.source.is_empty() => {
            let name = saying.actor.as_ref().map_or_else(source, |actor| actor.name.clone());
            Some((Key::Unnamed(saying.report_number, name.to_lowercase()), name))
        }
        _ => None,
    }
}

fn reliances(db: &Connection, report: i64) -> Result<Vec<Reliance>> {
    let mut select = db.prepare_cached(
        "SELECT statement, on_name, on_actor, start, \"end\" FROM reliance WHERE report = ?1 ORDER BY start, id",
    )?;
    let rows = select.query_map([report], |row| {
        let (name, actor): (String, Option<i64>) = (row.get(1)?, row.get(2)?);
        let key = actor.map_or_else(|| Key::Name(name.to_lowercase()), Key::Actor);
        let span = Span { start: row.get(3)?, end: row.get(4)? };
        Ok(Reliance { statement: row.get(0)?, key, name, span })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Pairs of statements whose words, in whole or in part, lie in a passage that their reports share: the two, and where
/// the passage stands in the report of each.
fn copies(
    db: &Connection,
    statements: &[Saying],
    reports: &HashMap<i64, Vec<usize>>,
) -> Result<Vec<(usize, usize, Span, Span)>> {
    let mut select = db.prepare_cached(
        "SELECT b_report, a_start, a_end, b_start, b_end FROM passage WHERE a_report = ?1 AND sort = 'copy'",
    )?;
    let mut found = Vec::new();
    for (&report, members) in reports.iter().filter(|_| reports.len() > 1) {
        let mut rows = select.query([report])?;
        while let Some(row) = rows.next()? {
            let Some(others) = reports.get(&row.get(0)?) else { continue };
            let here = Span { start: row.get(1)?, end: row.get(2)? };
            let there = Span { start: row.get(3)?, end: row.get(4)? };
            for &a in members.iter().filter(|&&a| meets(&statements[a], here)) {
                for &b in others.iter().filter(|&&b| meets(&statements[b], there)) {
                    found.push(if a < b { (a, b, here, there) } else { (b, a, there, here) });
                }
            }
        }
    }
    Ok(found)
}

fn meets(saying: &Saying, passage: Span) -> bool {
    saying.spans.content.iter().any(|piece| piece.start < passage.end && passage.start < piece.end)
}

fn hull(spans: &[Span]) -> Option<Span> {
    let start = spans.iter().map(|s| s.start).min()?;
    let end = spans.iter().map(|s| s.end).max()?;
    Some(Span { start, end })
}

/// Disjoint sets of numbers, each named by its least.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
