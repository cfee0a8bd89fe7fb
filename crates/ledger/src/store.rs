//! Opening and making a ledger: many readers, one who adds to it, and anybody who decides something beside.

use crate::error::{Error, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The version of the tables that this crate reads and writes.
pub(crate) const VERSION: i64 = 3;

/// What SQLite's header says a ledger is: `onrc`.
const APPLICATION: i64 = 0x6f6e_7263;

/// The database within a ledger's folder.
const DATABASE: &str = "ledger.sqlite";

/// The file that the one writer holds locked; the system lets go of it when the process ends, however it ends.
const LOCK: &str = "writer.lock";

/// The file that whoever begins a transaction holds locked until it has begun.
const TURN: &str = "turn.lock";

/// How much of the database a connection keeps in memory, in KiB. A page of the desk reads some thousand pages of it, many of them
/// more than once; what SQLite keeps unless told is 2,000.
const CACHE: i64 = 32_000;

/// How many bytes of the file a reader maps into memory, rather than copy pages into its cache: searching by meaning goes through more than
/// the cache holds each time. As SQLite is built here it takes 2 GiB of these at most, and copies what lies behind. Nothing ever cuts a
/// ledger's file shorter, which is what a map could not bear.
const MAPPED: i64 = 1 << 36;

/// How long a statement waits for another process that is just committing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A ledger open for reading. What it shows is what was committed when its transaction began.
#[derive(Debug)]
pub struct Ledger {
    db: Connection,
    folder: PathBuf,
}

impl Ledger {
    /// Opens the ledger in `folder`. Tables of an earlier version become this one's first.
    ///
    /// # Errors
    /// [`Error::Missing`] where there is none, [`Error::Foreign`] and [`Error::Newer`] where the file is no ledger that
    /// this version can read. Where tables of an earlier version are there, as [`Writer::open`].
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(DATABASE);
        if !path.is_file() {
            return Err(Error::Missing(folder.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = connect(&path, flags)?;
        db.pragma_update(None, "mmap_size", MAPPED)?;
        match version(&db, &path)? {
            Some(VERSION) => Ok(Self { db, folder: folder.to_owned() }),
            Some(_) => {
                drop((db, Writer::open(folder)?));
                Self::open(folder)
            }
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

/// A ledger open for people's decisions, also while a [`Writer`] adds to it: whoever writes takes turns with the others, a
/// transaction each.
#[derive(Debug)]
pub struct Editor {
    ledger: Ledger,
    turn: File,
}

impl Editor {
    /// Opens the ledger in `folder`.
    ///
    /// # Errors
    /// As [`Ledger::open`]; [`Error::Io`] where the file by which turns are taken cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        drop(Ledger::open(folder)?);
        let db = connect(
            &folder.join(DATABASE),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        Self::of(db, folder)
    }

    fn of(db: Connection, folder: &Path) -> Result<Self> {
        // A commit is on the disk before it is said to be done.
        db.pragma_update(None, "synchronous", "full")?;
        let path = folder.join(TURN);
        let turn = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let turn = turn.map_err(|error| Error::Io { path, error })?;
        Ok(Self { ledger: Ledger { db, folder: folder.to_owned() }, turn })
    }

    /// Runs `work` in one transaction, with the journal replayed over it: all of it is there afterwards, or nothing.
    pub(crate) fn transact<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let folder = &self.ledger.folder;
        let failed = |error| Error::Io { path: folder.join(TURN), error };
        // SQLite lets in whoever comes by when a transaction has ended. One who goes from batch to batch would always be
        // there first; so whoever waits holds the turn meanwhile, and the other waits for that.
        self.turn.lock().map_err(failed)?;
        let begun = self.ledger.db.transaction_with_behavior(TransactionBehavior::Immediate);
        self.turn.unlock().map_err(failed)?;
        let transaction = begun.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy) => Error::Busy { path: folder.clone(), holder: holder(folder) },
            _ => error.into(),
        })?;
        let done = work(&transaction)?;
        crate::replay::replay(&transaction)?;
        crate::query::tally::refresh(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl Deref for Editor {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}

/// A ledger open for adding to it: the only one at a time.
#[derive(Debug)]
pub struct Writer {
    editor: Editor,
    /// Held until the writer is dropped.
    _lock: File,
}

impl Writer {
    /// Opens the ledger in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// [`Error::Busy`] where another process adds to it; [`Error::Foreign`] and [`Error::Newer`] as for
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
        if found != Some(VERSION) {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            match found {
                None => {
                    transaction.execute_batch(include_str!("schema.sql"))?;
                    transaction.execute_batch(include_str!("query/tally.sql"))?;
                    transaction.execute_batch(include_str!("query/tally_2.sql"))?;
                    transaction.pragma_update(None, "application_id", APPLICATION)?;
                }
                Some(earlier) => {
                    crate::query::tally::upgrade(&transaction, earlier)?;
                    crate::query::sketch::renew(&transaction)?;
                }
            }
            transaction.pragma_update(None, "user_version", VERSION)?;
            transaction.commit()?;
        }
        Ok(Self { editor: Editor::of(db, folder)?, _lock: lock })
    }
}

impl Deref for Writer {
    type Target = Editor;

    fn deref(&self) -> &Editor {
        &self.editor
    }
}

impl DerefMut for Writer {
    fn deref_mut(&mut self) -> &mut Editor {
        &mut self.editor
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "foreign_keys", true)?;
    // The first that reads the file.
    db.pragma_update(None, "cache_size", -CACHE).map_err(|error| foreign(error, path))?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// What SQLite says of a file at `path`: of one that is no database, that it is no ledger.
fn foreign(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        _ => error.into(),
    }
}

/// The version of the tables; none where there are no tables yet.
fn version(db: &Connection, path: &Path) -> Result<Option<i64>> {
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
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
            return Err(Error::Busy { path: folder.to_owned(), holder: holder(folder) });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
    write!(file, "process {}", std::process::id()).map_err(failed)?;
    Ok(file)
}

/// Who adds to the ledger, by what it says of itself; it says so only for people's convenience.
fn holder(folder: &Path) -> String {
    let mut holder = String::new();
    let read = File::open(folder.join(LOCK)).and_then(|file| file.take(100).read_to_string(&mut holder));
    if read.is_ok() && !holder.is_empty() { holder } else { "unknown".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::thread;

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
    fn who_decides_has_a_turn_after_the_batch_that_is_being_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path()).unwrap();
        let (batches, decided) = (AtomicUsize::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                // Nearly all of the time is inside a batch, and the next one begins at once.
                while !decided.load(Ordering::SeqCst) && batches.load(Ordering::SeqCst) < 300 {
                    let batch = |_: &Connection| {
                        thread::sleep(Duration::from_millis(20));
                        Ok(())
                    };
                    writer.transact(batch).unwrap();
                    batches.fetch_add(1, Ordering::SeqCst);
                }
            });
            while batches.load(Ordering::SeqCst) < 2 {
                thread::yield_now();
            }
            let mut editor = Editor::open(folder.path()).unwrap();
            let before = batches.load(Ordering::SeqCst);
            editor.transact(|_| Ok(())).unwrap();
            let meanwhile = batches.load(Ordering::SeqCst) - before;
            decided.store(true, Ordering::SeqCst);
            assert!(meanwhile <= 3, "waited for {meanwhile} batches");
        });
    }

    #[test]
    fn nothing_is_decided_where_there_is_no_ledger() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Editor::open(folder.path()), Err(Error::Missing(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is made");
    }

    #[test]
    fn tables_of_an_earlier_version_become_this_one() {
        let mut pile = crate::query::pile::dam();
        pile.links("UPDATE statement SET machine_claim = claim, machine_stand = stand; UPDATE mention SET machine_actor = actor;");
        let folder = pile.writer.folder().to_owned();
        let earlier = Connection::open(folder.join(DATABASE)).unwrap();
        let brought =
            "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema WHERE type IN ('table', 'trigger')
            AND (name GLOB '*[a-z]_tally*' OR name GLOB 'stale_[ard]*') ORDER BY type DESC";
        let mut brought = earlier.prepare(brought).unwrap();
        let drops = brought.query_map([], |row| row.get(0)).unwrap();
        let drops: Vec<String> = drops.collect::<rusqlite::Result<_>>().unwrap();
        assert_eq!(drops.len(), 17);
        earlier.execute_batch(&drops.join(";")).unwrap();
        earlier
            .execute_batch(
                "DROP INDEX statement_actor; CREATE INDEX statement_actor ON statement (actor);
                DROP INDEX mention_actor; CREATE INDEX mention_actor ON mention (actor);
                DROP INDEX statement_claim; CREATE INDEX statement_claim ON statement (claim);
                DROP INDEX tally_rank; ALTER TABLE tally DROP COLUMN outlets;
                CREATE INDEX tally_rank ON tally (reports DESC, statements DESC, claim); PRAGMA user_version = 1;",
            )
            .unwrap();
        assert!(matches!(Ledger::open(&folder), Err(Error::Busy { .. })), "its writer may know no other");
        let _kept = pile.closed();
        let ledger = Ledger::open(&folder).unwrap();
        assert_eq!(ledger.check(|fault| panic!("{fault}")).unwrap().faults, 0);
        let spoke = "SELECT statements FROM actor_tally WHERE actor = 1";
        assert_eq!(ledger.db().query_row(spoke, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
    }

    #[test]
    fn vectors_of_an_earlier_version_are_made_anew() {
        let mut pile = crate::query::pile::dam();
        pile.links(
            "INSERT INTO vector SELECT id, zeroblob(384) FROM statement; PRAGMA user_version = 2;
            UPDATE tally SET heard = 1 - heard",
        );
        let folder = pile.writer.folder().to_owned();
        let _kept = pile.closed();
        let ledger = Ledger::open(&folder).unwrap();
        let count = |sql| ledger.db().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert!(count("SELECT count(*) FROM vector") > 0);
        assert_eq!(count("SELECT min(heard) FROM tally WHERE claim = 1"), 1, "counted anew");
        assert_eq!(count("SELECT count(*) FROM vector WHERE length(v) <> 256 OR v = zeroblob(256)"), 0);
        let page = crate::query::Page::first(2);
        let found = crate::query::search::hits(
            ledger.db(),
            "12 persons were killed",
            &crate::query::Filter::default(),
            page,
        )
        .unwrap();
        assert_eq!(found[0].saying.content, "Twelve people died");
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
