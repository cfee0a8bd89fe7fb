//! `onrecord journal`: what people decided.

use crate::args::JournalArgs;
use crate::config::Config;
use crate::outcome::{Failure, Outcome};
use crate::settings;
use onrecord_ledger::{Entry, Ledger, State};
use onrecord_output::visible;
use std::io::{self, Write};

pub(crate) fn run(args: &JournalArgs, config: &Config) -> Result<Outcome, Failure> {
    let ledger = Ledger::open(settings::ledger(&args.ledger, config))?;
    let mut out = io::stdout().lock();
    for entry in ledger.journal()? {
        if args.json {
            serde_json::to_writer(&mut out, &entry).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}", visible(&line(&entry)))?;
        }
    }
    Ok(Outcome::Well)
}

fn line(entry: &Entry) -> String {
    let Entry { id, at, who, decision, state, reason } = entry;
    let became = match state {
        State::Holds => String::new(),
        State::Undone => " [undone]".to_owned(),
        State::Orphan | State::Waiting => {
            let state = if *state == State::Orphan { "orphan" } else { "waiting" };
            format!(" [{state}: {}]", reason.as_deref().unwrap_or_default())
        }
    };
    format!("{id} {at} {who}: {decision}{became}")
}
