//! Claims: which statements, and which sentences in a report's own voice, put forward one proposition.
//!
//! A [`Proposition`] is what a statement puts forward, apart from how its source stands to it: a denial belongs to the
//! claim that it denies. [`propositions`] makes them from a record.

mod name;
mod narration;
mod proposition;

pub use proposition::{Interval, Proposition, Role, propositions};
