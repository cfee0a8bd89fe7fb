//! What can be said on the command line.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use onrecord_ledger::query::Filter;
use onrecord_record::Span;
use onrecord_record::{SourceKind, Stance};
use serde::Deserialize;
use serde::de::DeserializeOwned;
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
    /// Open a ledger as a web page on this machine; read reports into it first
    Desk(DeskArgs),
    /// Write a decision into a ledger's journal, or take one back
    Mark(MarkArgs),
    /// Print what people decided, and what has become of it
    Journal(JournalArgs),
    /// Verify that a ledger is whole
    Check(CheckArgs),
    /// Show which reports are about one event
    Stories(NumberedArgs),
    /// Show what is claimed, by whom, in how many reports
    Claims(NumberedArgs),
    /// Show what is denied, contradicted, or given different figures for
    Disputes(NumberedArgs),
    /// Show where claims come from, as far as reports say
    Origins(NumberedArgs),
    /// Show what somebody said, in order, and what is said of them
    Who(WhoArgs),
    /// Find statements by words
    Search(SearchArgs),
    /// Write what the ledger holds for other programs
    Export(ExportArgs),
    /// Score the reader against annotated reports, or the comparing of statements against judged pairs
    Eval(EvalArgs),
    /// Print the JSON Schema of the record
    Schema,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReadArgs {
    /// Files or folders of text, HTML, JSONL, feeds, mail and web archives; - is stdin, and the default where stdin is no terminal
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to write [default: table]
    #[arg(long, value_enum, env = "ONRECORD_FORMAT")]
    pub(crate) format: Option<Format>,
    /// Write here instead of stdout; the file appears when it is complete. A new or empty folder for brat
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// In parquet, write one flat row a statement
    #[arg(long)]
    pub(crate) flat: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// When to use colours [default: auto, on a terminal that wants them]
    #[arg(long, value_enum, value_name = "WHEN", env = "ONRECORD_COLOR")]
    pub(crate) color: Option<Color>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AddArgs {
    /// Files or folders of text, HTML, JSONL, feeds, mail and web archives; - is stdin, and the default where stdin is no terminal
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
    /// File what was read and compared on a cluster, from the tables in this folder, into a new ledger
    #[arg(long, value_name = "DIR", conflicts_with_all = ["paths", "reread", "relink", "weights"])]
    pub(crate) from_tables: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DeskArgs {
    /// Files or folders to read into the ledger, while the page is open already
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Listen on this port of 127.0.0.1 [default: 8484, or any if that is taken]
    #[arg(long, value_name = "N", env = "ONRECORD_PORT")]
    pub(crate) port: Option<u16>,
    /// Let nobody write: no corrections, no new reports
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Do not open a browser
    #[arg(long)]
    pub(crate) no_open: bool,
    /// Who decides, where a form does not say otherwise [default: the user's name]
    #[arg(long, value_name = "NAME", env = "ONRECORD_BY")]
    pub(crate) by: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = PLACES)]
pub(crate) struct MarkArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Who decides [default: the user's name]
    #[arg(long, value_name = "NAME", env = "ONRECORD_BY", global = true)]
    pub(crate) by: Option<String>,
    #[command(subcommand)]
    pub(crate) mark: Mark,
}

const PLACES: &str = "\
A STATEMENT, CLAIM or ACTOR is a number, as the queries print it, or a place that stays the same when reports are
read anew: the first digits of the report's hash, a colon, and the statement (3fa9c1:s2), narration (3fa9c1:n4) or
actor (3fa9c1:a1) within its record. Either way the journal keeps the exact words and where they stand.";

/// A decision.
#[derive(Debug, Subcommand)]
pub(crate) enum Mark {
    /// The second actor is the first
    MergeActors { actor: String, other: String },
    /// These are one actor, but not the one that they were taken for
    SplitActor {
        /// Actors of one record each: 3fa9c1:a1
        #[arg(required = true)]
        mentions: Vec<String>,
    },
    /// The second actor is not the first
    NotSameActor { actor: String, other: String },
    /// The second claim is the first
    MergeClaims { claim: String, other: String },
    /// These statements make one claim, but not the one that they were put to
    SplitClaim {
        #[arg(required = true)]
        statements: Vec<String>,
    },
    /// The second statement does not put forward what the first does
    NotSame { statement: String, other: String },
    /// The source stands otherwise to what it says: asserts, confirms, denies, hedges, asks, intends, urges, judges, declines
    Stance { statement: String, stance: String },
    /// The words are others; what is not given stays
    Span {
        statement: String,
        /// The words that name the source, as 12-30 in code points of the text; may be given again for each piece
        #[arg(long, value_name = "START-END", value_parser = span)]
        source: Vec<Span>,
        /// The words that signal the attribution
        #[arg(long, value_name = "START-END", value_parser = span)]
        cue: Vec<Span>,
        /// What is attributed
        #[arg(long, value_name = "START-END", value_parser = span)]
        content: Vec<Span>,
        /// There are no words that name a source
        #[arg(long, conflicts_with = "source")]
        no_source: bool,
    },
    /// A remark on a statement, or on words of a report: 3fa9c1:120-134
    Note { place: String, text: String },
    /// Take back an entry of the journal
    Undo { entry: i64 },
}

/// A span as it is written on the command line.
fn span(words: &str) -> Result<Span, String> {
    let parsed =
        words.split_once('-').and_then(|(start, end)| Some([start.parse().ok()?, end.parse().ok()?]));
    match parsed {
        Some([start, end]) if start < end => Ok(Span { start, end }),
        _ => Err("two numbers with a hyphen between them, the second the greater".to_owned()),
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct JournalArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Print one entry a line as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LedgerArgs {
    /// The folder of the ledger [default: ledger]
    #[arg(long, value_name = "DIR", env = "ONRECORD_LEDGER", global = true)]
    pub(crate) ledger: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NumberedArgs {
    /// Show these, by the numbers that answers give, and all of their rows
    #[arg(value_name = "NUMBER")]
    pub(crate) numbers: Vec<i64>,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct WhoArgs {
    /// A name, words of one, or # and an actor's number
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SearchArgs {
    /// Words to find in statements, their sources and the titles of their reports
    #[arg(value_name = "WORDS", required = true)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AskArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Print one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Show at most so many answers, 0 for all [default: 20 in a table, all as JSON]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    /// When to use colours [default: auto, on a terminal that wants them]
    #[arg(long, value_enum, value_name = "WHEN", env = "ONRECORD_COLOR")]
    pub(crate) color: Option<Color>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// What to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Write here instead of stdout; the file appears when it is complete. A folder for parquet and brat
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

/// What to write of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One row a statement, safe to open in a spreadsheet
    Csv,
    /// One report a line: its record and what links it to others
    Jsonl,
    /// Two files: records.parquet, nested, and statements.parquet, flat
    Parquet,
    /// W3C Web Annotations, one statement a line
    Webannotation,
    /// schema.org `ClaimReview`, one claim a line, the rating left empty
    Claimreview,
    /// `FollowTheMoney` entities, one a line
    Ftm,
    /// A .txt and a .ann for each report
    Brat,
}

/// What must hold of a statement.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Only statements that")]
pub(crate) struct FilterArgs {
    /// were published on this day or later: 2023-10-25, 2023-10, 2023
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<String>,
    /// were published on this day or earlier
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<String>,
    /// an outlet of this name, or with this in its name, published
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// have this sort of source: person, unnamed, organisation, outlet, document, public, author, none
    #[arg(long, value_parser = one_word::<SourceKind>)]
    pub(crate) kind: Option<SourceKind>,
    /// have this stance: asserts, confirms, denies, hedges, asks, intends, urges, judges, declines
    #[arg(long, value_parser = one_word::<Stance>)]
    pub(crate) stance: Option<Stance>,
    /// somebody of this name made: a name, words of one, or # and an actor's number
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
}

impl FilterArgs {
    /// As the ledger takes it.
    pub(crate) fn filter(&self) -> Filter {
        let Self { since, until, outlet, kind, stance, actor } = self;
        Filter {
            since: since.clone(),
            until: until.clone(),
            outlet: outlet.clone(),
            kind: *kind,
            stance: *stance,
            actor: actor.clone(),
            ..Filter::default()
        }
    }
}

/// A value that the record writes as one word.
fn one_word<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(word.into()).map_err(|error| error.to_string())
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EvalArgs {
    /// Annotated reports, a .jsonl file or a folder of brat files; or a .jsonl file of pairs of statements
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Score these records (.jsonl) instead of reading the reports
    #[arg(long, value_name = "FILE")]
    pub(crate) pred: Option<PathBuf>,
    /// Print the figures as JSON; for pairs, each judgement on a line
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
    /// Columns for data frames: one nested row a report, or with --flat one row a statement
    Parquet,
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
