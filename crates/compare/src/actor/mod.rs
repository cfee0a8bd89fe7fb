//! Actors across reports: which actors of different records are one person, body or outlet.
//!
//! An [`Index`] knows the actors of all reports so far. [`Index::add`] takes the next record and says for each of its
//! actors which known one it is, and why, or that it is new; where the names alone cannot tell, it is new and a
//! [`Proposal`] waits for a person. [`Index::restore`] takes a record whose actors are already known, for filling an index
//! from a store. What `add` gives depends on the records added before and on their order, on nothing else.
//!
//! # How names are matched
//!
//! | rule | example | needs besides |
//! | --- | --- | --- |
//! | [`Rule::Name`] | Ana Reis, Ana Reis | nothing against it: another sort of role and no company in common |
//! | [`Rule::Spelling`] | Abdel Fattah al-Sisi, Abdulfattah el-Sissi | a role or company in common |
//! | [`Rule::Given`] | Ana M. Reis, A. Reis, Ana Reis | a role or company in common, if a given name is only its initial |
//! | [`Rule::Family`] | Reis, Ana Reis | she is the only one of that name, is in the same company, or is in eight times as many reports as anybody else of it |
//! | [`Rule::Acronym`] | World Health Organization, WHO | both written as bodies; the longest such name known |
//!
//! *Company* is what other names a report holds: two reports on the Harbour Board that quote a Mr Reis mean one man.
//! Names made of common nouns alone ("Interior Ministry", "police") are told apart by company too, and unnamed sources
//! and groups ("officials", "critics") are never one across reports.
//!
//! # What it misses
//!
//! Two people of one name in one office or company are taken for one. A change of name, a nickname ("Bill" for William),
//! a stage name or another alphabet's spelling that differs in more than vowels and doubled letters is not seen.

mod company;
mod index;
mod known;
mod name;

pub(crate) use name::skeleton;

pub use index::{Added, Index, Link, Proposal, Reason, Rule};
pub use known::called;
