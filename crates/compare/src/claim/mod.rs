//! Claims: which statements, and which sentences in a report's own voice, put forward one proposition.
//!
//! A [`Proposition`] is what a statement puts forward, apart from how its source stands to it: a denial belongs to the
//! claim that it denies. [`propositions`] makes them from a record,
//! [`relate`] says how two of them stand to each other, an [`Index`] joins them into
//! claims as they come.
//!
//! What an index does can be done in parts, by many machines, and comes out the same: [`keys`] and [`by_words`], then
//! [`likest`] choose what is judged, [`relate`] judges it, [`join`] and [`settle`] make claims and pairs of that.

mod candidate;
mod guard;
mod index;
mod join;
pub(crate) mod matter;
mod name;
mod narration;
mod proposition;
mod relate;
mod setting;
mod traits;
pub(crate) mod words;

pub use candidate::{LATEST, Near, Posting, by_words, keys, likest};
pub use guard::Reason;
pub use index::{Incoming, Index, Pair, Placed};
pub use join::{Joined, Judged, Member, join, settle};
pub use matter::stand;
pub use proposition::{Interval, Proposition, Role, propositions};
pub use relate::{FigureRelation, Judgement, Relation, relate};
pub use setting::{Setting, Telling};
pub use traits::Traits;
