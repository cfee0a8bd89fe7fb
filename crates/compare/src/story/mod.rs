//! Stories: which reports of a pile are about one event.
//!
//! An [`Index`] holds the stories of the reports so far. [`Index::add`] takes the next record, with what else is known to
//! [tie](Tie) it to earlier ones (claims in common, copied words), and says which story it belongs to, with the reports
//! and the words that say so. [`Index::restore`] takes one whose story is known, for filling an index from a store. What
//! `add` gives depends on the reports added before and on their order, on nothing else.
//!
//! # How reports are brought together
//!
//! Single-pass clustering, as in topic detection and tracking (Allan, Papka & Lavrenko, "On-line new event detection and
//! tracking", SIGIR 1998): a report joins the story whose reports it is most like, or begins one. Likeness is the cosine
//! of weighted words: those of headline and opening count more, rare ones count more (`data/frequency.txt` says how rare a
//! word is in news), so that names of people and places decide. Shared claims and copied words add to it; days between two
//! reports take from it.
//!
//! # What it misses
//!
//! A story that runs for months with other people in it falls apart; two incidents of one kind in one town on one day
//! come together.

mod index;
mod profile;

pub use index::{Index, Placed, Tie};
pub(crate) use profile::{telling, weighed};
