//! Claims: which statements, and which sentences in a report's own voice, put forward one proposition.
//!
//! A [`Proposition`] is what a statement puts forward, apart from how its source stands to it: a denial belongs to the
//! claim that it denies. [`propositions`] makes them from a record,
//! [`relate`] says how two of them stand to each other, an [`Index`] joins them into
//! claims as they come.

mod guard;
mod index;
mod name;
mod narration;
mod proposition;
mod relate;
pub(crate) mod words;

pub use guard::Reason;
pub use index::{Index, Pair, Placed, Vector, vector};
pub use proposition::{Interval, Proposition, Role, propositions};
pub use relate::{FigureRelation, Judgement, Relation, relate};
