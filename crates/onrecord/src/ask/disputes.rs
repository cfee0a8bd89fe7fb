//! A dispute as a table: each side in its words, and the figures in the order of time.

use super::sheet::{BOLD, PLAIN, QUIET, Sheet, called, day, several};
use anstyle::AnsiColor;
use onrecord_ledger::query::disputes::{Dispute, Quantity, Stand};
use std::io::{self, Write};

/// More sides than these are only counted.
const SIDES: usize = 6;

pub(super) fn dispute<W: Write>(sheet: &mut Sheet<W>, dispute: &Dispute, rows: usize) -> io::Result<()> {
    let Dispute { id, wording, reports, sides, figures, .. } = dispute;
    let count = format!("told in {reports} of these {}", several(sheet.reports, "report"));
    let unheard = !sides.iter().any(|side| side.side != Stand::Denies);
    let lone = if unheard { "nobody in them puts it forward" } else { "" };
    sheet.title(wording, &[format!("claim {id}"), count, lone.to_owned()])?;
    sheet.statement_headings()?;
    let sides_shown = if rows == usize::MAX { usize::MAX } else { SIDES };
    for (i, side) in sides.iter().take(sides_shown).enumerate() {
        if i > 0 {
            let (style, words) = match side.side {
                Stand::Tells => (BOLD, "Put forward".to_owned()),
                Stand::Denies => (AnsiColor::Red.on_default(), "Denied".to_owned()),
                Stand::Contradicts => {
                    (AnsiColor::Red.on_default(), format!("Does not hold with it (claim {})", side.claim.id))
                }
                Stand::Figure => {
                    (AnsiColor::Cyan.on_default(), format!("Another figure (claim {})", side.claim.id))
                }
            };
            sheet.heading(style, &words)?;
        }
        sheet.statements(&side.statements, rows)?;
    }
    sheet.left(sides.len().saturating_sub(sides_shown), "other claim")?;
    let statements = || sides.iter().flat_map(|side| &side.statements);
    let called =
        |id: &str| statements().find(|s| s.report.id == id).map(|s| called(&s.report)).unwrap_or_default();
    figures.iter().try_for_each(|quantity| self::figures(sheet, quantity, called))
}

/// A table of the figures for one quantity, with what the reports that give them are called.
pub(super) fn figures<W: Write>(
    sheet: &mut Sheet<W>,
    quantity: &Quantity,
    called: impl Fn(&str) -> String,
) -> io::Result<()> {
    sheet.heading(BOLD, &format!("Figures: {}", quantity.what))?;
    for reading in &quantity.readings {
        let quiet = |words: String| [(QUIET, words)];
        let who = reading.who.clone().unwrap_or_else(|| "the report itself".to_owned());
        sheet.row(&[
            (15, &quiet(day(reading.when.as_deref()))),
            (0, &[(PLAIN, reading.words.clone())]),
            (28, &[(PLAIN, who)]),
            (20, &quiet(called(&reading.report))),
        ])?;
    }
    Ok(())
}
