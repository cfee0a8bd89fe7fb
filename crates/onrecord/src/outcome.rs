//! How a command ends.

use onrecord_ledger as ledger;
use onrecord_output::visible;
use std::io;

/// A command that was carried out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Well,
    /// Some input was bad; it was said which.
    BadInput,
}

/// A command that was not, or not to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// It cannot be carried out as it was given.
    #[error("{0}")]
    Usage(String),
    /// It went wrong underway.
    #[error("{0}")]
    Broken(String),
    /// Output cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    /// The user stopped it.
    #[error("interrupted; what was begun is left out")]
    Interrupted,
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Self {
        match error {
            ledger::Error::Missing(_)
            | ledger::Error::Foreign(_)
            | ledger::Error::Newer { .. }
            | ledger::Error::Refused(_)
            | ledger::Error::Question(_) => Self::Usage(error.to_string()),
            ledger::Error::Write(error) => Self::Output(error),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// Says what went wrong, if anything, and turns it into a number.
pub(crate) fn exit_code(result: Result<Outcome, Failure>) -> u8 {
    let failure = match result {
        Ok(Outcome::Well) => return 0,
        Ok(Outcome::BadInput) => return 1,
        // Whoever reads stdout has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return 0,
        Err(failure) => failure,
    };
    say(&failure.to_string());
    match failure {
        Failure::Broken(_) | Failure::Output(_) => 1,
        Failure::Usage(_) => 2,
        Failure::Interrupted => 130,
    }
}

/// Prints a message to stderr. File names and the words of parsers may hold anything, so nothing in it can command a
/// terminal.
pub(crate) fn say(message: &str) {
    for (i, line) in message.lines().enumerate() {
        // The words of a parser may point at a column of the line above.
        let indent = line.len() - line.trim_start_matches(' ').len();
        let prefix = if i == 0 { "onrecord: " } else { "" };
        eprintln!("{prefix}{:indent$}{}", "", visible(line));
    }
}
