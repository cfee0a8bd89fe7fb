//! What one can ask of a ledger: which stories there are, what is claimed, what is disputed, where a claim comes from, what
//! somebody said, and where words are.
//!
//! Each question has a module with two functions: `ranked` gives the numbers of the answers, the weightiest first, and a
//! function named like one answer gives that answer, which is JSON as `onrecord … --json` writes it. So a page of answers
//! costs what is on it. No answer is a verdict: it says what the reports of this ledger say, with their words.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use onrecord_ledger::{Ledger, query::{Filter, Page, claims}};
//! let ledger = Ledger::open("ledger".as_ref())?;
//! let filter = Filter { outlet: Some("reuters".into()), ..Filter::default() };
//! for id in claims::ranked(ledger.db(), &filter, Page::first(20))? {
//!     if let Some(claim) = claims::claim(ledger.db(), id)? {
//!         println!("{} reports: {}", claim.reports, claim.wording);
//!     }
//! }
//! # Ok(())
//! # }
//! ```

pub mod actor;
pub mod claims;
pub mod disputes;
mod figures;
pub(crate) mod filter;
mod latest;
pub mod origins;
#[cfg(test)]
pub(crate) mod pile;
pub mod saying;
pub mod search;
pub(crate) mod sketch;
pub mod stories;
pub(crate) mod tally;
#[cfg(test)]
mod tests;
mod texts;
pub mod who;

pub use filter::Filter;
pub use latest::latest;

use crate::error::Result;
use rusqlite::Connection;
use std::ops::ControlFlow;

/// Which of the answers to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many of the best to pass over.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

impl Page {
    /// The best `limit`.
    pub const fn first(limit: usize) -> Self {
        Self { offset: 0, limit }
    }

    /// All.
    pub const ALL: Self = Self { offset: 0, limit: usize::MAX };

    /// Puts the next answer on the page, if it belongs there; breaks off when the page is full.
    fn take(self, found: &mut Found, answer: i64) -> ControlFlow<()> {
        found.seen += 1;
        if found.seen > self.offset && found.page.len() < self.limit {
            found.page.push(answer);
        }
        if found.page.len() < self.limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// A page that is being filled.
#[derive(Default)]
struct Found {
    seen: usize,
    page: Vec<i64>,
}

/// How many reports there are: the N of "in these N reports".
///
/// # Errors
/// What SQLite says.
pub fn reports(db: &Connection) -> Result<usize> {
    Ok(db.prepare_cached("SELECT count(*) FROM report")?.query_row([], |row| row.get(0))?)
}
