//! Readers of the ledger, one for each question that is asked at a time.

use onrecord_ledger::{Error as LedgerError, Ledger, rusqlite};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// So many are kept open while nobody asks.
const KEPT: usize = 4;

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger cannot be opened, or says no.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database cannot be read.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// What stands in the ledger is not what should stand there.
    #[error("a column of the ledger is not what it should be: {0}")]
    Column(#[from] serde_json::Error),
    /// Whoever answers it stumbled.
    #[error("the answer was cut off")]
    Cut,
}

/// Open readers of one ledger.
#[derive(Debug)]
pub struct Readers {
    folder: PathBuf,
    idle: Mutex<Vec<Ledger>>,
}

impl Readers {
    /// Readers of the ledger in `folder`.
    ///
    /// # Errors
    /// What the ledger says when it cannot be opened.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let first = Ledger::open(folder)?;
        Ok(Self { folder: folder.to_owned(), idle: Mutex::new(vec![first]) })
    }

    /// The folder of the ledger.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Asks a question on a thread that may wait for the disk. All that it reads is of one moment.
    ///
    /// # Errors
    /// What the question gives; [`Error::Cut`] where it panics.
    pub async fn ask<T, Q>(self: &std::sync::Arc<Self>, question: Q) -> Result<T, Error>
    where
        T: Send + 'static,
        Q: FnOnce(&Ledger) -> Result<T, Error> + Send + 'static,
    {
        let readers = std::sync::Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || readers.answer(question));
        answer.await.unwrap_or(Err(Error::Cut))
    }

    fn answer<T>(&self, question: impl FnOnce(&Ledger) -> Result<T, Error>) -> Result<T, Error> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let ledger = kept.map_or_else(|| Ledger::open(&self.folder), Ok)?;
        let answer = {
            let _one_moment = ledger.db().unchecked_transaction()?;
            question(&ledger)
        };
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(ledger);
        }
        answer
    }
}
