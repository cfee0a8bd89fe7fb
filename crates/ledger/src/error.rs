//! What can go wrong with a ledger.

use std::io;
use std::path::PathBuf;

/// Why a ledger cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none in this folder.
    #[error("{}: no ledger here; `onrecord add` makes one", .0.display())]
    Missing(PathBuf),
    /// The file there is not a ledger.
    #[error("{}: not a ledger", .0.display())]
    Foreign(PathBuf),
    /// A later version of onrecord wrote it.
    #[error("{}: made by a later onrecord (its tables are version {found}, this one knows {})", .path.display(), crate::store::VERSION)]
    Newer {
        /// The ledger's file.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
    },
    /// Another process is writing to it.
    #[error("{}: another process is writing to this ledger ({holder}); wait for it, or stop it", .path.display())]
    Busy {
        /// The ledger's folder.
        path: PathBuf,
        /// What the other one says of itself.
        holder: String,
    },
    /// The folder or its lock cannot be used.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// What is written is not taken.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// The database says no.
    #[error("ledger: {0}")]
    Database(#[from] rusqlite::Error),
    /// A decision is about nothing that is there, or changes nothing.
    #[error("{0}")]
    Refused(String),
    /// A question cannot be understood.
    #[error("{0}")]
    Question(String),
    /// Tables to be filed are not there, or are not what belongs there.
    #[error("{}: {what}", .path.display())]
    Tables {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A record was handed in with bytes that it is not of.
    #[error("ledger: {0}: the record is not of these bytes")]
    Mismatch(String),
    /// What stands in a column is not what belongs there.
    #[error("ledger: {place}: {error}")]
    Column {
        /// The table and row.
        place: String,
        /// What is wrong with it.
        error: serde_json::Error,
    },
}

/// What a ledger's operations give.
pub type Result<T> = std::result::Result<T, Error>;
