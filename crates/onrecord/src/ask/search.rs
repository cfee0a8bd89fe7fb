//! What was found, as a table.

use super::sheet::{Sheet, several};
use onrecord_ledger::query::search::Hit;
use std::io::{self, Write};

pub(super) fn head<W: Write>(sheet: &mut Sheet<W>, words: &str) -> io::Result<()> {
    let about =
        format!("in these {}, by words and meaning, the best first", several(sheet.reports, "report"));
    sheet.title(words, &[about])?;
    sheet.statement_headings()
}

pub(super) fn hit<W: Write>(sheet: &mut Sheet<W>, hit: &Hit) -> io::Result<()> {
    sheet.statement(&hit.saying)?;
    sheet.gap()
}
