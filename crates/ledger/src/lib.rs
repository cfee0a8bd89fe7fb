//! The ledger: the store of records, of the links between them, and of what people decided about both.
//!
//! A ledger is a folder with one SQLite file in it, `ledger.sqlite`. Any number of processes may read it ([`Ledger`])
//! while one adds to it ([`Writer`]) and people decide ([`Editor`]); whatever happens to those who write, the ledger holds
//! what the last whole transaction left.
//! `schema.sql` describes every table; [`row`] has a Rust type for each.

mod add;
mod address;
mod check;
mod decision;
mod error;
pub mod export;
mod hash;
mod journal;
mod link;
mod page;
pub mod query;
mod raw;
mod replay;
pub mod row;
mod store;

pub use add::Filing;
pub use check::{Checked, Fault};
pub use decision::{Address, Decision};
pub use error::{Error, Result};
pub use hash::hash;
pub use journal::{Entry, State};
pub use raw::Outdated;
pub use rusqlite;
pub use store::{Editor, Ledger, Writer};
