//! The origins of a claim as a table: the reports of each, with the words that show where they have it from.

use super::sheet::{BOLD, PLAIN, QUIET, Sheet, called, day, name, place, several};
use onrecord_ledger::query::origins::{From, Origins, Value};
use onrecord_output::{clipped, visible};
use std::io::{self, Write};

/// More characters of the words that show a link are not shown; `--json` gives them all.
const WORDS: usize = 160;

pub(super) fn origins<W: Write>(sheet: &mut Sheet<W>, answer: &Origins, rows: usize) -> io::Result<()> {
    let Origins { id, wording, count, reports, origins, earliest, .. } = answer;
    let all = several(sheet.reports, "report");
    let count = if reports.is_empty() {
        format!("in these {all} nobody puts it forward")
    } else {
        format!("in these {all}: {count}")
    };
    let earliest = earliest
        .as_ref()
        .filter(|_| reports.len() > 1)
        .map(|report| format!("earliest here: {}, {}", called(report), day(report.published.as_deref())));
    sheet.title(wording, &[format!("claim {id}"), count, earliest.unwrap_or_default()])?;
    for (i, origin) in origins.iter().enumerate() {
        let end = if origin.names.is_empty() {
            "the words that they share".to_owned()
        } else {
            origin.names.iter().map(|n| name(n)).collect::<Vec<_>>().join(", ")
        };
        let of = several(origin.reports.len(), "report");
        sheet.heading(BOLD, &format!("Origin {} ({of}): {end}", i + 1))?;
        let of: Vec<&From> = reports.iter().filter(|from| origin.reports.contains(&from.report.id)).collect();
        self::rows(sheet, &of, rows, reports, &origin.names)?;
    }
    let silent: Vec<&From> = reports.iter().filter(|from| from.lineage == Value::NotStated).collect();
    if !silent.is_empty() {
        sheet.heading(BOLD, &format!("Lineage not stated ({})", several(silent.len(), "report")))?;
        self::rows(sheet, &silent, rows, reports, &[])?;
    }
    if origins.len() > 1 {
        sheet.heading(
            QUIET,
            "No link was found between these origins; that does not make them independent.",
        )?;
    }
    Ok(())
}

/// The reports of one origin, whose chains end with `names`.
fn rows<W: Write>(
    sheet: &mut Sheet<W>,
    of: &[&From],
    most: usize,
    all: &[From],
    names: &[String],
) -> io::Result<()> {
    for from in of.iter().take(most) {
        let other = from.other.as_ref().and_then(|id| all.iter().find(|f| f.report.id == *id));
        let how = match from.lineage {
            Value::SameText => {
                let length = several(from.words.split_whitespace().count(), "word");
                format!("same text as {}, {length}", other.map(|o| called(&o.report)).unwrap_or_default())
            }
            // It has several sources, and the words are of another one.
            Value::ReliesOn if !from.on.as_ref().is_some_and(|on| names.contains(on)) => {
                sheet
                    .row(&[(22, &place(&from.report)), (0, &[(QUIET, "has it from them too".to_owned())])])?;
                continue;
            }
            Value::ReliesOn => format!("says it relies on {}", from.on.as_deref().unwrap_or_default()),
            Value::NoLinkFound => "no link found to another report or a named source".to_owned(),
            Value::NotStated => "does not say where it has this from".to_owned(),
        };
        let mut lines = vec![(QUIET, how)];
        if !from.words.is_empty() {
            lines.push((PLAIN, format!("“{}”", clipped(&visible(&from.words), WORDS))));
        }
        sheet.row(&[(22, &place(&from.report)), (0, &lines)])?;
    }
    sheet.left(of.len().saturating_sub(most), "report")
}
