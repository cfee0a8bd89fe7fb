//! Opening and making a ledger: one writer, many readers.

use crate::error::{Error, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The version of the tables that this crate reads and writes.
pub(crate) const VERSION: i64 = 1;

/// What SQLite's header says a ledger is: `onrc`.
const APPLICATION: i64 = 0x6f6e_7263;

/// The database within a ledger's folder.
const DATABASE: &str = "ledger.sqlite";

/// The file that the one writer holds locked; the system lets go of it when the process ends, however it ends.
const LOCK: &str = "writer.lock";

/// How long a statement waits for another process that is just committing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A ledger open for reading. What it shows is what was committed when its transaction began.
#[derive(Debug)]
pub struct Ledger {
    db: Connection,
    folder: PathBuf,
}

impl Ledger {
    /// Opens the ledger in `folder`.
    ///
    /// # Errors
    /// [`Error::Missing`] where there is none, [`Error::Foreign`] and [`Error::Newer`] where the file is no ledger that
    /// this version can read.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(DATABASE);
        if !path.is_file() {
            return Err(Error::Missing(folder.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = connect(&path, flags)?;
        match version(&db, &path)? {
            Some(_) => Ok(Self { db, folder: folder.to_owned() }),
            // Its maker was stopped before the tables were there.
            None => Err(Error::Missing(folder.to_owned())),
        }
    }

    /// The connection, for queries. A reader's cannot write.
    pub fn db(&self) -> &Connection {
        &self.db
    }

    /// The folder that the ledger is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A ledger open for writing: the only one at a time.
#[derive(Debug)]
pub struct Writer {
    ledger: Ledger,
    /// Held until the writer is dropped.
    _lock: File,
}

impl Writer {
    /// Opens the ledger in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// [`Error::Busy`] where another process writes to it; [`Error::Foreign`] and [`Error::Newer`] as for
    /// [`Ledger::open`]; [`Error::Io`] where the folder cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| Error::Io { path: folder.to_owned(), error })?;
        let lock = lock(folder)?;
        let path = folder.join(DATABASE);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = connect(&path, flags)?;
        let found = version(&db, &path)?;
        db.pragma_update(None, "journal_mode", "wal")?;
        // A commit is on the disk before it is said to be done.
        db.pragma_update(None, "synchronous", "full")?;
        if found.is_none() {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute_batch(include_str!("schema.sql"))?;
            transaction.execute_batch(include_str!("query/tally.sql"))?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            transaction.commit()?;
        }
        Ok(Self { ledger: Ledger { db, folder: folder.to_owned() }, _lock: lock })
    }

    /// Runs `work` in one transaction, with the journal replayed over it: all of it is there afterwards, or nothing.
    pub(crate) fn transact<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let transaction = self.ledger.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        crate::replay::replay(&transaction)?;
        crate::query::tally::refresh(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl Deref for Writer {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// The version of the tables; none where there are no tables yet.
fn version(db: &Connection, path: &Path) -> Result<Option<i64>> {
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let foreign = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        _ => error.into(),
    };
    let tables: i64 =
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(foreign)?;
    match (number("application_id")?, number("user_version")?) {
        (0, 0) if tables == 0 => Ok(None),
        (APPLICATION, found) if found > VERSION => Err(Error::Newer { path: path.to_owned(), found }),
        (APPLICATION, found) => Ok(Some(found)),
        _ => Err(Error::Foreign(path.to_owned())),
    }
}

/// Takes the writer's lock and writes into it who holds it.
fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let failed = |error| Error::Io { path: path.clone(), error };
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // It says so only for the reader's convenience.
            let _ = file.take(100).read_to_string(&mut holder);
            let holder = if holder.is_empty() { "unknown".to_owned() } else { holder };
            return Err(Error::Busy { path: folder.to_owned(), holder });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
    write!(file, "process {}", std::process::id()).map_err(failed)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_made_once_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Ledger::open(folder.path()), Err(Error::Missing(_))));
        drop(Writer::open(&folder.path().join("deep/ledger")).unwrap());
        drop(Writer::open(&folder.path().join("deep/ledger")).unwrap());
        let ledger = Ledger::open(&folder.path().join("deep/ledger")).unwrap();
        let reports: i64 = ledger.db().query_row("SELECT count(*) FROM report", [], |r| r.get(0)).unwrap();
        assert_eq!(reports, 0);
        assert!(
            ledger.db().execute("INSERT INTO story DEFAULT VALUES", []).is_err(),
            "a reader cannot write"
        );
    }

    #[test]
    fn a_second_writer_is_told_who_holds_it_and_readers_come_in() {
        let folder = tempfile::tempdir().unwrap();
        let first = Writer::open(folder.path()).unwrap();
        let message = Writer::open(folder.path()).unwrap_err().to_string();
        let expected = format!(
            "{}: another process is writing to this ledger (process {}); wait for it, or stop it",
            folder.path().display(),
            std::process::id()
        );
        assert_eq!(message, expected);
        assert!(Ledger::open(folder.path()).is_ok());
        drop(first);
        assert!(Writer::open(folder.path()).is_ok());
    }

    #[test]
    fn what_is_no_ledger_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE);
        fs::write(&path, "Minutes of the meeting, which are no database at all.".repeat(100)).unwrap();
        assert!(matches!(Ledger::open(folder.path()), Err(Error::Foreign(_))));
        fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
        assert!(matches!(Writer::open(folder.path()), Err(Error::Foreign(_))));
        fs::remove_file(&path).unwrap();
        drop(Writer::open(folder.path()).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 7).unwrap();
        assert!(matches!(Ledger::open(folder.path()), Err(Error::Newer { found: 7, .. })));
    }
}
