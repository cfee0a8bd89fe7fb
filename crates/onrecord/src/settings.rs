//! What is settled by flags, environment, settings file and terminal together.

use crate::args::{Color, LedgerArgs, ReadingArgs};
use crate::config::Config;
use crate::outcome::Failure;
use std::env;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

/// Lines are this wide where there is no terminal to ask.
pub(crate) const WIDTH: usize = 100;

/// The folder of the ledger where none is named.
const LEDGER: &str = "ledger";

/// What to read: stdin where nothing is named and it is no terminal.
pub(crate) fn paths(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if !named.is_empty() {
        Ok(named.to_vec())
    } else if io::stdin().is_terminal() {
        Err(Failure::Usage("nothing to read: name a file, a folder, or - for stdin".to_owned()))
    } else {
        Ok(vec![PathBuf::from("-")])
    }
}

/// The folder of the ledger.
pub(crate) fn ledger<'a>(args: &'a LedgerArgs, config: &'a Config) -> &'a Path {
    args.ledger.as_deref().or(config.ledger.as_deref()).unwrap_or(Path::new(LEDGER))
}

/// How many reports to read at a time.
pub(crate) fn jobs(args: &ReadingArgs, config: &Config) -> usize {
    args.jobs.or(config.jobs).or_else(|| available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// The file of weights to read with; none for those that ship.
pub(crate) fn weights<'a>(args: &'a ReadingArgs, config: &'a Config) -> Option<&'a Path> {
    args.weights.as_deref().or(config.weights.as_deref())
}

/// Whether stdout gets colours. After no-color.org, any value of `NO_COLOR` but the empty one turns them off.
pub(crate) fn colour(when: Color) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
            io::stdout().is_terminal() && !refused && !dumb
        }
    }
}

/// How many characters fit in a line of stdout.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0))
}
