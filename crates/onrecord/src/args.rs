//! What can be said on the command line.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use serde::Deserialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads news reports and writes down who said what.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about, after_help = CONFIGURATION, max_term_width = 100)]
pub(crate) struct Args {
    /// Take settings from this TOML file [default: onrecord/config.toml in the user's configuration folder]
    #[arg(long, global = true, value_name = "FILE", env = "ONRECORD_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const CONFIGURATION: &str = "\
A flag goes before its environment variable, and that before the settings file, which may hold
format, weights, jobs, color and ledger, each as on the command line:

    format = \"jsonl\"
    jobs = 4

Exit codes: 0 all is well, 1 some input is bad or output could not be written, 2 wrong usage.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports and print their statements
    Read(ReadArgs),
    /// Read reports and file them in a ledger
    Add(AddArgs),
    /// Verify that a ledger is whole
    Check(CheckArgs),
    /// Score the reader against annotated reports
    Eval(EvalArgs),
    /// Print the JSON Schema of the record
    Schema,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReadArgs {
    /// Files or folders of .txt, .md, .html, .jsonl; - is stdin, and the default where stdin is no terminal
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to write [default: table]
    #[arg(long, value_enum, env = "ONRECORD_FORMAT")]
    pub(crate) format: Option<Format>,
    /// Write here instead of stdout; the file appears when it is complete. A new or empty folder for brat
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// When to use colours [default: auto, on a terminal that wants them]
    #[arg(long, value_enum, value_name = "WHEN", env = "ONRECORD_COLOR")]
    pub(crate) color: Option<Color>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AddArgs {
    /// Files or folders of .txt, .md, .html, .jsonl; - is stdin, and the default where stdin is no terminal
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Also read anew what is filed already and was read with other weights; then no PATH is needed
    #[arg(long)]
    pub(crate) reread: bool,
    /// Also link all reports anew; then no PATH is needed
    #[arg(long)]
    pub(crate) relink: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LedgerArgs {
    /// The folder of the ledger [default: ledger]
    #[arg(long, value_name = "DIR", env = "ONRECORD_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EvalArgs {
    /// Annotated reports: a .jsonl file, or a folder of brat files
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Score these records (.jsonl) instead of reading the reports
    #[arg(long, value_name = "FILE")]
    pub(crate) pred: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReadingArgs {
    /// Read with these weights (.safetensors) instead of those that ship
    #[arg(long, value_name = "FILE", env = "ONRECORD_WEIGHTS")]
    pub(crate) weights: Option<PathBuf>,
    /// How many reports to read at a time [default: as many as there are processors]
    #[arg(long, value_name = "N", env = "ONRECORD_JOBS")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

/// What to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// A table to read in a terminal
    #[default]
    Table,
    /// One record a line, as `onrecord schema` describes it
    Jsonl,
    /// One row a statement, safe to open in a spreadsheet
    Csv,
    /// A .txt and a .ann for each report, into the folder given by -o
    Brat,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set or the terminal is dumb
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
