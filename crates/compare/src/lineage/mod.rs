//! Lineage: where reports have what they say from, as far as they tell, and how many origins a claim has.
//!
//! [`reliances`] finds the words of one report that say whom it relies on: other outlets through which a statement came,
//! that are cited or said to have reported first, and the agencies of its dateline and credit. Its own outlet is not among
//! them: what somebody told the report's own paper is that paper's work.
//!
//! [`origins`] follows the chains of all that put one claim forward to their ends. It tells four values apart
//! ([`Lineage`]), and counts in a sentence: "7 reports, 2 origins; lineage of 3 not stated". Reports between which no link
//! was found are not called independent, and one that does not say where it has a claim from is never counted as an origin.

mod credit;
mod groups;
mod origins;
mod outlet;
mod phrase;
mod said;

pub use origins::{End, Lineage, Origin, Origins, SharedText, Voice, origins};
pub use outlet::is_same_outlet;

use onrecord_record::{Record, Span};
use serde::{Deserialize, Serialize};

use crate::claim::Proposition;

/// Words that say whom a report, or one proposition in it, relies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reliance {
    /// The [`Proposition::place`] that it holds for; none where it holds for the whole report.
    pub place: Option<String>,
    /// Who that is: the name that the record gives the actor, or else the words.
    pub on: String,
    /// The record's actor, where it is one.
    pub actor: Option<String>,
    /// The words, in code points of the report's text.
    pub span: Span,
    /// How they say it.
    pub sort: Sort,
}

/// How a report says whom it relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The statement came through it: "officials told Reuters", "the Post quoted him as saying".
    Via,
    /// It is the source of the statement: "according to the Washington Post".
    Source,
    /// It reported the matter before: "first reported by the New York Times", "citing the Times".
    Reported,
    /// The dateline names it: "OXBOW (Reuters) -".
    Dateline,
    /// The credit names it: "The Associated Press contributed to this report."
    Credit,
}

/// The words of a report that say whom it relies on, in the order of the text. `propositions` are the report's own, as
/// [`crate::claim::propositions`] gives them.
///
/// ```text
/// OXBOW (AP) — Two officials told the Courier the pier was cracked. Poe knew, the Gazette first reported.
///        ^^ dateline                       ^^^^^^^ via                        ^^^^^^^ reported
/// ```
///
/// Known misses: an outlet that is named in another sentence than the claim ("The Post has the story."); an outlet that
/// the report calls by a description ("a local paper") counts under that description; "told reporters".
pub fn reliances(record: &Record, propositions: &[Proposition]) -> Vec<Reliance> {
    let mut found = said::find(record);
    found.extend(phrase::find(record, propositions, &found));
    found.extend(credit::find(record));
    let own = record.report.outlet.as_deref().unwrap_or_default();
    found.retain(|reliance| !is_same_outlet(&reliance.on, own));
    found.sort_by(|a, b| (a.span, &a.place).cmp(&(b.span, &b.place)));
    found.dedup_by(|a, b| a.span == b.span && a.place == b.place);
    found
}
