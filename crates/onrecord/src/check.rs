//! `onrecord check`: whether a ledger is whole.

use crate::args::CheckArgs;
use crate::config::Config;
use crate::outcome::{Failure, Outcome};
use crate::settings;
use onrecord_ledger::{Checked, Ledger};
use onrecord_output::visible;
use std::io::{self, Write};

pub(crate) fn run(args: &CheckArgs, config: &Config) -> Result<Outcome, Failure> {
    let ledger = Ledger::open(settings::ledger(&args.ledger, config))?;
    let mut out = io::stdout().lock();
    let mut written = Ok(());
    let checked = ledger.check(|fault| {
        if written.is_ok() {
            written = writeln!(out, "{}", visible(&fault.to_string()));
        }
    })?;
    written?;
    let Checked { reports, statements, narration, entries, faults } = checked;
    let verdict = match faults {
        0 => "all is well".to_owned(),
        1 => "1 fault".to_owned(),
        n => format!("{n} faults"),
    };
    writeln!(
        out,
        "{reports} reports, {statements} statements, {narration} sentences of narration, {entries} entries in the journal: \
         {verdict}"
    )?;
    Ok(if faults == 0 { Outcome::Well } else { Outcome::BadInput })
}
