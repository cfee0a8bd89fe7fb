//! A story as a table: its reports and what they share.

use super::disputes::figures;
use super::sheet::{PLAIN, QUIET, Sheet, called, day, name, several};
use onrecord_ledger::query::stories::Story;
use std::io::{self, Write};

/// More reports of a story are not listed.
const REPORTS: usize = 12;

/// How wide a day is, and how wide "date not stated".
const DAY: usize = 15;

pub(super) fn story<W: Write>(sheet: &mut Sheet<W>, story: &Story) -> io::Result<()> {
    let title = story.reports.iter().find_map(|r| r.title.as_deref()).unwrap_or("untitled");
    let dates: Vec<&str> = story.reports.iter().filter_map(|r| r.published.as_deref()).collect();
    let span = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if day(Some(first)) != day(Some(last)) => {
            format!("{} to {}", day(Some(first)), day(Some(last)))
        }
        (first, _) => day(first.copied()),
    };
    let count = format!("{} of these {}", story.reports.len(), several(sheet.reports, "report"));
    sheet.title(title, &[format!("story {}", story.id), count, span])?;
    sheet.gap()?;
    let quiet = |words: &str| [(QUIET, words.to_owned())];
    sheet.row(&[(DAY, &quiet("When")), (22, &quiet("Outlet")), (0, &quiet("Report"))])?;
    for report in story.reports.iter().take(REPORTS) {
        let outlet = report.outlet.as_deref().map_or((QUIET, "not stated".to_owned()), |o| (PLAIN, name(o)));
        let title = report.title.as_deref().or(report.key.as_deref()).unwrap_or(&report.id);
        sheet.row(&[
            (DAY, &quiet(&day(report.published.as_deref()))),
            (22, &[outlet]),
            (0, &[(PLAIN, name(title))]),
        ])?;
    }
    sheet.left(story.reports.len().saturating_sub(REPORTS), "report")?;
    let called = |id: &str| story.reports.iter().find(|r| r.id == id).map(called).unwrap_or_default();
    for quantity in story.figures.iter().flatten() {
        figures(sheet, quantity, called)?;
    }
    if story.claims.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.row(&[(DAY, &quiet("Told in")), (0, &quiet("What they share")), (12, &quiet("Claim"))])?;
    for claim in &story.claims {
        sheet.row(&[
            (DAY, &quiet(&several(claim.reports, "report"))),
            (0, &[(PLAIN, claim.wording.clone())]),
            (12, &quiet(&claim.id.to_string())),
        ])?;
    }
    Ok(())
}
