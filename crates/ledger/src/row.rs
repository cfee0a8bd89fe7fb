//! One Rust type a table, named like it, with a field for each column.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use onrecord_ledger::{Ledger, row::{Row, Statement}};
//! let ledger = Ledger::open("ledger".as_ref())?;
//! for statement in Statement::all(ledger.db(), "WHERE actor = ?1 ORDER BY said_from", [12])? {
//!     println!("{} {}", statement.cue, statement.content);
//! }
//! # Ok(())
//! # }
//! ```

use rusqlite::{Connection, OptionalExtension, Params, Result, Row as Columns};

/// A row of a table.
pub trait Row: Sized {
    /// The table and its columns, in the order of [`Row::read`].
    const SELECT: &'static str;

    /// Reads a row of [`Row::SELECT`].
    ///
    /// # Errors
    /// What SQLite says, where a column is not of its type.
    fn read(columns: &Columns<'_>) -> Result<Self>;

    /// The rows that `rest` (`WHERE …`, `ORDER BY …`) picks.
    ///
    /// # Errors
    /// What SQLite says.
    fn all(db: &Connection, rest: &str, params: impl Params) -> Result<Vec<Self>> {
        let mut statement = db.prepare_cached(&format!("{} {rest}", Self::SELECT))?;
        statement.query_map(params, Self::read)?.collect()
    }

    /// The first row that `rest` picks.
    ///
    /// # Errors
    /// What SQLite says.
    fn one(db: &Connection, rest: &str, params: impl Params) -> Result<Option<Self>> {
        db.prepare_cached(&format!("{} {rest}", Self::SELECT))?.query_row(params, Self::read).optional()
    }
}

/// Declares a table's row: the struct, and how it is read.
macro_rules! row {
    ($(#[$about:meta])* $name:ident of $table:literal { $($(#[$doc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)+ }

        impl Row for $name {
            const SELECT: &'static str = concat!("SELECT ", columns!($($field)+), " FROM ", $table);

            fn read(columns: &Columns<'_>) -> Result<Self> {
                Ok(Self { $($field: columns.get(stringify!($field))?,)+ })
            }
        }
    };
}

/// The names of columns with commas between them.
macro_rules! columns {
    ($first:ident $($rest:ident)*) => { concat!("\"", stringify!($first), "\"" $(, ", \"", stringify!($rest), "\"")*) };
}

row! {
    /// A report, without its record; [`Report::record`] has that.
    Report of "report" {
        /// Its number in this ledger.
        id: i64,
        /// `sha256:` and the hash of its raw bytes.
        hash: String,
        /// The input's own name for it.
        key: Option<String>,
        /// The file it came from.
        file: Option<String>,
        /// Its headline.
        title: Option<String>,
        /// Who published it.
        outlet: Option<String>,
        /// When it was published, ISO 8601.
        published: Option<String>,
        /// Where it was published.
        url: Option<String>,
        /// The agency or paper whose work it says it is.
        credit: Option<String>,
        /// Two letters, ISO 639-1.
        language: Option<String>,
        /// The reader that made its record.
        model: String,
        /// When it was filed, UTC.
        added: String,
        /// Its place in the order of linking; none until it is linked.
        linked: Option<i64>,
    }
}

row! {
    /// What is said in a report, with people's decisions over what the machine read.
    Statement of "statement" {
        /// Its number in this ledger; a new one after each re-read.
        id: i64,
        /// The [`Report`] it stands in.
        report: i64,
        /// Its name within the report: `s1`, …; of narration `n1`, ….
        place: String,
        /// `statement` or `narration`.
        role: String,
        /// First code point of the cue as the machine read it; of narration, of the words.
        start: i64,
        /// First code point after that.
        end: i64,
        /// The words that name who said it; pieces are joined with ` … `.
        source: String,
        /// The words that signal that it was said.
        cue: String,
        /// What was said.
        content: String,
        /// Where those words stand: JSON with `source`, `cue` and `content`, each a list of `[start, end]`.
        spans: String,
        /// What sort of source; none for narration.
        kind: Option<String>,
        /// How the source stands to the content; none for narration.
        stance: Option<String>,
        /// `direct`, `indirect` or `mixed`; none for narration.
        form: Option<String>,
        /// The [`Statement`] whose content it is nested in.
        inside: Option<i64>,
        /// The [`Mention`] within the report that it is attributed to: `a1`, ….
        mention: Option<String>,
        /// The [`Actor`] across reports that it is attributed to.
        actor: Option<i64>,
        /// First day, or instant, on which it was said.
        said_from: Option<String>,
        /// Last day, or instant, on which it was said.
        said_to: Option<String>,
        /// How likely the reader holds it that it is right; 1 for narration.
        confidence: f64,
        /// The [`Claim`] that it belongs to.
        claim: Option<i64>,
        /// How it stands to that claim.
        stand: Option<String>,
    }
}

row! {
    /// An actor of one record.
    Mention of "mention" {
        /// Its number in this ledger; a new one after each re-read.
        id: i64,
        /// The [`Report`].
        report: i64,
        /// Its name within the record: `a1`, ….
        place: String,
        /// The [`Actor`] across reports that it was taken for.
        actor: Option<i64>,
        /// The fullest name that the report gives.
        name: String,
        /// What it is.
        kind: String,
        /// What the report says it is: JSON, as in the record.
        roles: String,
        /// Where the report speaks of it: JSON, a list of `[start, end]`.
        spans: String,
        /// Why it was taken for that actor: JSON; none for the first of them.
        reason: Option<String>,
    }
}

row! {
    /// One actor across reports. One without mentions was merged into another.
    Actor of "actor" {
        /// Its number; negative where a person split it off.
        id: i64,
        /// The name it goes by: what most reports call it.
        name: String,
        /// What it is.
        kind: String,
    }
}

row! {
    /// One proposition. One without statements was merged into another.
    Claim of "claim" {
        /// Its number; negative where a person split it off.
        id: i64,
        /// The [`Statement`] whose content words it.
        wording: Option<i64>,
    }
}

row! {
    /// Two statements that were compared and are more than different, or that a person called different.
    Pair of "pair" {
        /// The [`Statement`] linked earlier.
        a: i64,
        /// The other.
        b: i64,
        /// `same`, `part`, `contradicts`, `related`, `different`.
        relation: String,
        /// Whether figures on one quantity `agree` or `disagree`.
        figures: Option<String>,
        /// How certain the machine is of its relation.
        score: f64,
        /// Why: JSON.
        reason: String,
    }
}

row! {
    /// Words that two reports share.
    Passage of "passage" {
        /// Its number.
        id: i64,
        /// One [`Report`].
        a_report: i64,
        /// The other.
        b_report: i64,
        /// First code point in the one.
        a_start: i64,
        /// First code point after it.
        a_end: i64,
        /// First code point in the other.
        b_start: i64,
        /// First code point after it.
        b_end: i64,
        /// `copy`, or `quotation` where both quote the same speech.
        sort: String,
    }
}

row! {
    /// The words that say whom a report, or a statement in it, relies on.
    Reliance of "reliance" {
        /// Its number.
        id: i64,
        /// The [`Report`].
        report: i64,
        /// The [`Statement`], where it is about one.
        statement: Option<i64>,
        /// Whom, in the report's words.
        on_name: String,
        /// The [`Mention`] that is.
        on_mention: Option<String>,
        /// The [`Actor`] that is.
        on_actor: Option<i64>,
        /// First code point of the words.
        start: i64,
        /// First code point after them.
        end: i64,
        /// What sort of words: `via`, `citing`, `credit`, ….
        sort: String,
    }
}

row! {
    /// A report of a story.
    StoryReport of "story_report" {
        /// The [`Report`].
        report: i64,
        /// The story's number.
        story: i64,
        /// The words that brought it there: JSON; empty for the first.
        words: Option<String>,
    }
}

row! {
    /// Two actors that may be one.
    Proposal of "proposal" {
        /// An [`Actor`].
        a: i64,
        /// Another.
        b: i64,
        /// Why they may be: JSON.
        reason: String,
        /// `open`, `merged` or `refused`.
        state: String,
    }
}

impl Report {
    /// The record of report `id`, as JSON.
    ///
    /// # Errors
    /// What SQLite says; that there is no such report.
    pub fn record(db: &Connection, id: i64) -> Result<String> {
        db.prepare_cached("SELECT record FROM report WHERE id = ?1")?.query_row([id], |row| row.get(0))
    }
}
