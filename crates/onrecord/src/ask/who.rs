//! What one actor said, and what is said of them, as a table.

use super::sheet::{BOLD, PLAIN, QUIET, Sheet, day, how, name, place, several};
use onrecord_ledger::query::saying::Saying;
use onrecord_ledger::query::who::Who;
use std::io::{self, Write};

/// So many actors of one name are shown.
pub(super) const NAMESAKES: usize = 3;

/// More roles and names than this are not shown.
const CALLED: usize = 4;

pub(super) fn who<W: Write>(sheet: &mut Sheet<W>, who: &Who) -> io::Result<()> {
    let Who { actor, names, roles, reports, statements, said, said_of } = who;
    let some = |all: &[String]| all.iter().take(CALLED).map(|s| name(s)).collect::<Vec<_>>().join("; ");
    let also = if names.is_empty() { String::new() } else { format!("also called {}", some(names)) };
    let count = format!(
        "{} in {reports} of these {}",
        several(*statements, "statement"),
        several(sheet.reports, "report")
    );
    sheet
        .title(&actor.name, &[format!("actor {}", actor.id), actor.kind.clone(), some(roles), also, count])?;
    if !said.is_empty() {
        sheet.heading(BOLD, "What they said")?;
        said.iter().try_for_each(|saying| row(sheet, saying, false))?;
        sheet.left(statements - said.len(), "statement")?;
    }
    if !said_of.is_empty() {
        sheet.heading(BOLD, "What others say that names them")?;
        said_of.iter().try_for_each(|saying| row(sheet, saying, true))?;
    }
    Ok(())
}

fn row<W: Write>(sheet: &mut Sheet<W>, saying: &Saying, others: bool) -> io::Result<()> {
    let mut when = vec![(QUIET, day(saying.when()))];
    if saying.said_from.is_none() && saying.report.published.is_some() {
        when.push((QUIET, "(published)".to_owned()));
    }
    let mut how = how(saying);
    if others {
        how.splice(0..0, super::sheet::who(saying));
    }
    sheet.row(&[
        (15, &when),
        (20, &how),
        (0, &[(PLAIN, saying.content.clone())]),
        (18, &place(&saying.report)),
    ])
}
