//! What can go wrong with one item of input.

use crate::skip::Skip;
use std::fmt;
use std::io;
use thiserror::Error;

/// Something wrong with one item of input: the file, the place in it, and what is wrong there.
#[derive(Debug, Error)]
#[error("{file}{place}: {trouble}")]
pub struct Problem {
    /// The file as it was named; `-` for standard input.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong.
    pub trouble: Trouble,
}

impl Problem {
    /// Why the item is no report, where it is sound; see [`Skip`].
    pub fn skip(&self) -> Option<Skip> {
        match self.trouble {
            Trouble::Skipped(skip) => Some(skip),
            _ => None,
        }
    }
}

/// A place in a file of input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file as a whole.
    #[default]
    Whole,
    /// A line, from 1.
    Line(u64),
    /// A row of a table, from 0.
    Row(u64),
    /// A byte of the file, from 0: after decompression, save in an archive whose records are compressed one by one. There it
    /// is where the compressed record begins in the file, as the indexes of archives give it.
    Byte(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line) => write!(f, ":{line}"),
            Self::Row(row) => write!(f, ": row {row}"),
            Self::Byte(byte) => write!(f, ": byte {byte}"),
        }
    }
}

/// What is wrong with an item.
#[derive(Debug, Error)]
pub enum Trouble {
    /// The system could not give the bytes.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Compressed data that ends early or is damaged; what came before it is read.
    #[error("compressed data is cut off or damaged: {0}")]
    Cut(io::Error),
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// A file or line above [`crate::MAX_ITEM`].
    #[error("is longer than {} MiB", crate::MAX_ITEM >> 20)]
    TooLong,
    /// Not a text that holds a report; the media type that it looks like.
    #[error("is no report: looks like {0}")]
    NotText(String),
    /// A line that is no JSON object, with the parser's words.
    #[error("is no JSON report: {0}")]
    Json(serde_json::Error),
    /// A JSON object or the row of a table without a text.
    #[error("has no `text`")]
    NoText,
    /// A table that cannot be read from here on, with the reason.
    #[error("is no table that can be read: {0}")]
    Table(String),
    /// Bytes that stand for no character in the encoding found; they were read as well as can be.
    #[error("{count} bytes are not {encoding}, the first at byte {first}")]
    Undecodable {
        /// The encoding that the rest is in.
        encoding: &'static str,
        /// How many bytes.
        count: usize,
        /// The first of them, from the item's first byte.
        first: usize,
    },
    /// Elements nested deeper than any page has them.
    #[error("nests HTML elements more than {0} deep")]
    TooDeep(usize),
    /// A record of an archive that cannot be read, with the reason.
    #[error("{0}")]
    Record(&'static str),
    /// Bytes compressed in a way that is not read.
    #[error("is compressed by {0}, which cannot be read")]
    Coding(String),
    /// An entry of a feed that is no valid XML or JSON, with the parser's words.
    #[error("is no entry of a feed: {0}")]
    Feed(String),
    /// A mail without a head.
    #[error("is no mail")]
    NoMail,
    /// No report, and no fault either.
    #[error("is skipped: {0}")]
    Skipped(Skip),
    /// A page in which no story was found.
    #[error("holds no story that could be found")]
    NoStory,
}
