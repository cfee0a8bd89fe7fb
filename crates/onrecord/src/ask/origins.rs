//! The origins of a claim as a table: the reports of each, with the words that prove the links.

use super::claims;
use super::sheet::{BOLD, PLAIN, QUIET, Sheet, called, day, place, several};
use onrecord_ledger::query::origins::{Lineage, Link, Origins};
use onrecord_ledger::query::saying::ReportName;
use std::collections::HashMap;
use std::io::{self, Write};

pub(super) fn origins<W: Write>(sheet: &mut Sheet<W>, answer: &Origins, rows: usize) -> io::Result<()> {
    let Origins { id, wording, reports, origins, not_stated, links, earliest } = answer;
    let lineage = Lineage { origins: origins.len(), not_stated: not_stated.len() };
    let earliest = earliest
        .as_ref()
        .map(|report| format!("earliest here: {}, {}", called(report), day(report.published.as_deref())));
    let count = if *reports == 0 {
        format!("in these {} nobody puts it forward", several(sheet.reports, "report"))
    } else {
        let (all, here) = (several(sheet.reports, "report"), several(*reports, "report"));
        format!("in these {all}: {here}, {}", claims::origins(lineage))
    };
    sheet.title(wording, &[format!("claim {id}"), count, earliest.unwrap_or_default()])?;
    let names: HashMap<&str, &ReportName> =
        origins.iter().flat_map(|o| &o.reports).chain(not_stated).map(|r| (r.id.as_str(), r)).collect();
    for (i, origin) in origins.iter().enumerate() {
        let end = if origin.names.is_empty() {
            "words that they share".to_owned()
        } else {
            origin.names.join(", ")
        };
        sheet.heading(BOLD, &format!("Origin {}: {end}", i + 1))?;
        for report in origin.reports.iter().take(rows) {
            let proofs: Vec<&Link> = links.iter().filter(|link| link.report == report.id).collect();
            row(sheet, report, &proofs, &names)?;
        }
        sheet.left(origin.reports.len().saturating_sub(rows), "report")?;
    }
    if origins.len() > 1 {
        sheet.heading(
            QUIET,
            "Between these origins no link was found; that does not make them independent.",
        )?;
    }
    if !not_stated.is_empty() {
        sheet.heading(BOLD, "Lineage not stated")?;
        for report in not_stated.iter().take(rows) {
            row(sheet, report, &[], &names)?;
        }
        sheet.left(not_stated.len().saturating_sub(rows), "report")?;
    }
    Ok(())
}

fn row<W: Write>(
    sheet: &mut Sheet<W>,
    report: &ReportName,
    proofs: &[&Link],
    names: &HashMap<&str, &ReportName>,
) -> io::Result<()> {
    let mut lines = Vec::new();
    for link in proofs {
        let other = link.other.as_deref().and_then(|id| names.get(id)).map(|other| called(other));
        let how = match (&link.on, other) {
            (Some(on), _) => format!("says it relies on {on}:"),
            (None, Some(other)) => format!("same text as {other}:"),
            (None, None) => "same text:".to_owned(),
        };
        if !lines.iter().any(|(_, there)| *there == how) {
            lines.push((QUIET, how));
        }
        lines.push((PLAIN, format!("“{}”", link.words)));
    }
    if lines.is_empty() {
        lines.push((PLAIN, report.title.clone().unwrap_or_default()));
    }
    sheet.row(&[(22, &place(report)), (0, &lines)])
}
