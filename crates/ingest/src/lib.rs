//! Bytes to reports.
//!
//! Reading is two steps, so that the second can run on many threads:
//!
//! 1. [`raws`] walks files, folders and standard input and cuts them into [`Raw`] items: a file, a line of JSONL, a row
//!    of a table, an entry of a feed, a mail, a page of an archive. It holds one item at a time, so memory stays flat for a stream of any length.
//! 2. [`parse`] turns one [`Raw`] into a [`Document`]. It is a pure function of the bytes.
//!
//! [`documents`] is the two in a row. What goes wrong is a [`Problem`] that names the file, the place in it and what is
//! wrong; one bad item never ends the iteration. What is sound but no report (an archive holds redirects, front pages,
//! galleries) is a [`Problem`] too, with a [`Skip`] for its reason.
//!
//! A format is a row of [`Format`], a name or a look by which `open` knows it, and one module that turns its bytes into
//! a [`Document`]'s text and what the report says of itself. Everything after that (furniture, dateline, credit) is the
//! same for all.

mod archive;
mod date;
mod decode;
mod document;
mod feed;
mod format;
mod furniture;
mod html;
mod jsonl;
mod language;
mod lines;
mod mail;
mod markdown;
mod open;
mod outlet;
mod plain;
mod problem;
mod raw;
mod skip;
mod table;
mod watch;

pub use document::{Document, documents, parse};
pub use format::Format;
pub use furniture::{Furnishing, furnish};
pub use problem::{Place, Problem, Trouble};
pub use raw::{MAX_ITEM, Raw, Raws, raws, raws_of};
pub use skip::Skip;
pub use table::{FIELDS, Rows, row, rows};
pub use watch::ReadSoFar;
