//! Who said it, on whose word, and who disputes it: the command line, and what stands beside it.
//!
//! [`reader`] turns one report into its record and [`pipeline`] reads many at once; the Python module is made of these two.
//! [`command`] is the whole program.
//!
//! Data goes to stdout, messages and progress to stderr. Exit codes: 0 all is well, 1 some input is bad or the output
//! could not be written, 2 the command cannot be carried out as it was given, 130 interrupted. A reader at the other end
//! of a pipe that has seen enough is no error.

mod add;
mod args;
mod ask;
mod check;
mod config;
mod desk;
mod eval;
mod export;
mod interrupt;
pub mod item;
mod journal;
mod mark;
mod outcome;
pub mod pipeline;
mod progress;
mod read;
pub mod reader;
mod settings;
mod skipped;

use args::{Args, Command};
use clap::Parser;
use outcome::{Failure, Outcome};
use std::ffi::OsString;
use std::io::{self, Write};

/// Carries out a command, given by all its words, its own name first; tells how the program is to exit.
pub fn command(words: impl IntoIterator<Item = OsString>) -> u8 {
    let args = match Args::try_parse_from(words) {
        Ok(args) => args,
        Err(said) => {
            // Help that nobody reads to its end, too.
            let _ = said.print();
            return u8::try_from(said.exit_code()).unwrap_or(2);
        }
    };
    let result = config::Config::find(args.config.as_deref()).and_then(|config| match args.command {
        Command::Read(args) => read::run(&args, &config),
        Command::Add(args) => add::run(&args, &config),
        Command::Desk(args) => desk::run(&args, &config),
        Command::Mark(args) => mark::run(&args, &config),
        Command::Journal(args) => journal::run(&args, &config),
        Command::Check(args) => check::run(&args, &config),
        Command::Stories(args) => ask::stories(&args, &config),
        Command::Claims(args) => ask::claims(&args, &config),
        Command::Disputes(args) => ask::disputes(&args, &config),
        Command::Origins(args) => ask::origins(&args, &config),
        Command::Who(args) => ask::who(&args, &config),
        Command::Search(args) => ask::search(&args, &config),
        Command::Export(args) => export::run(&args, &config),
        Command::Eval(args) => eval::run(&args, &config),
        Command::Schema => schema(),
    });
    // In a program that is not Rust's from its start, nobody else does.
    let written = io::stdout().flush().map_err(Failure::from);
    outcome::exit_code(result.and_then(|outcome| written.map(|()| outcome)))
}

/// Prints the JSON Schema of the record.
fn schema() -> Result<Outcome, Failure> {
    let schema = serde_json::to_string_pretty(&onrecord_record::json_schema()).map_err(io::Error::from)?;
    writeln!(io::stdout(), "{schema}")?;
    Ok(Outcome::Well)
}
