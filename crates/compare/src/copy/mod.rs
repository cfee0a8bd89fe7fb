//! Copies: passages that two reports share word for word, but for small edits.
//!
//! An [`Index`] holds the words of all reports so far. [`Index::add`] takes the next one and gives the [`Passage`]s that
//! it shares with those before it; [`Index::restore`] takes one without asking, for filling an index from a store. The
//! number of a report is its place in the order of adding, from 0. What `add` gives depends on the reports added before
//! and on their order, on nothing else.
//!
//! ```
//! # use onrecord_compare::copy::{Index, Sort};
//! # use onrecord_record::{Record, SCHEMA};
//! # let record = |text: &str| Record { schema: SCHEMA.into(), report: Default::default(), text: text.into(),
//! #     statements: vec![], actors: vec![], times: vec![], figures: vec![], model: "none".into() };
//! let first = record("The old bridge at Oxbow was closed on Monday after divers found a crack in its pier.");
//! let later = record("Oxbow: the old bridge was closed on Monday after two divers found a crack in its pier.");
//! let mut index = Index::new();
//! assert!(index.add(&first).is_empty());
//! let shared = index.add(&later);
//! assert_eq!((shared[0].other, shared[0].sort), (0, Sort::Copy));
//! ```
//!
//! # How a passage is found
//!
//! Fingerprints of each report are sampled by winnowing (Schleimer, Wilkerson & Aiken, "Winnowing: local algorithms for
//! document fingerprinting", SIGMOD 2003), so that no shared run of eight words is missed. Where two reports share a
//! fingerprint, the run around it is followed word by word to both sides, across edits of up to a dozen words, as
//! seed-and-extend aligners do. What is left must hold enough words that are neither names nor function words: a long
//! title that two reports give one man is no passage. A few words in the reports' own voice are none either unless the two
//! share more of them, nor is what turns up again after months: a set phrase, a newsletter's line, a desk's background.
//!
//! # What sort it is
//!
//! Words that both reports put in somebody's mouth (a speech, a letter, a statement, a post) are a [`Sort::Quotation`]:
//! two reporters can have heard them each on their own. Words in a report's own voice are a [`Sort::Copy`], those of
//! indirect speech too, for their wording is the reporter's. A quotation inside a copied stretch belongs to the copy.
//!
//! Page furniture and captions of galleries are passed over.
//!
//! # In parts
//!
//! What an index does can be done by many machines, and comes out the same: each report's [`Wording`] has its fingerprints, a
//! [`Chain`] for each fingerprint finds where it stands in two reports, and [`shared`] makes passages of that.

mod align;
mod chain;
mod common;
mod fingerprint;
mod index;
mod pair;
mod sort;
mod spoken;
mod wording;

pub use chain::Chain;
pub use common::Printed;
pub use index::Index;
pub use pair::shared;
pub use wording::Wording;
pub(crate) use wording::key as word_key;

use onrecord_text::Span;
use serde::{Deserialize, Serialize};

/// Words that two reports share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The number of the report that was added earlier.
    pub other: usize,
    /// Where the words stand in the report that was added, in code points of its text.
    pub here: Span,
    /// Where they stand in the other, in code points of its text.
    pub there: Span,
    /// What sort of sharing it is.
    pub sort: Sort,
    /// How many words are the same; the rest of both stretches are edits.
    pub words: usize,
}

/// What sort of sharing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// One report has the other's own words, or both have those of a third.
    Copy,
    /// Both put the words in somebody's mouth.
    Quotation,
}

#[cfg(test)]
pub(crate) mod test {
    use onrecord_record::{Record, Report, SCHEMA};

    /// A report without statements.
    pub(crate) fn record(outlet: &str, text: &str) -> Record {
        Record {
            schema: SCHEMA.to_owned(),
            report: Report { outlet: Some(outlet.to_owned()), ..Report::default() },
            text: text.to_owned(),
            statements: Vec::new(),
            actors: Vec::new(),
            times: Vec::new(),
            figures: Vec::new(),
            model: "none".to_owned(),
        }
    }
}
