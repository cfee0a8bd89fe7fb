//! `onrecord desk`: the ledger as a web page on this machine.
//!
//! The page is served at once; what is to be read is read beside it, and pages fill as it comes in.

use crate::args::DeskArgs;
use crate::config::Config;
use crate::mark;
use crate::outcome::{Failure, Outcome, say};
use crate::pipeline::Window;
use crate::{add, interrupt, reader, settings};
use onrecord_desk::{Desk, Dropped, Format, Guard, Readers, serve};
use onrecord_ingest::{Place, Raw, parse};
use onrecord_ledger::{Error as LedgerError, Ledger, Writer};
use onrecord_model::Reader;
use onrecord_record::Record;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// The port where none is named; where it is taken, any other.
const PORT: u16 = 8484;

/// Where, within the ledger's folder, files that are dropped on a page are kept.
const DROPPED: &str = "dropped";

/// How long the one who files waits for work before looking whether it is time to end.
const PAUSE: Duration = Duration::from_millis(200);

pub(crate) fn run(args: &DeskArgs, config: &Config) -> Result<Outcome, Failure> {
    let folder = settings::ledger(&args.ledger, config).to_owned();
    let weights = settings::weights(&args.reading, config).map(Path::to_owned);
    let window = Window::of(settings::jobs(&args.reading, config));
    if args.read_only && !args.paths.is_empty() {
        return Err(Failure::Usage(
            "a desk that is read-only reads no reports in: leave the paths out".to_owned(),
        ));
    }
    if !args.read_only && Ledger::open(&folder).is_err() {
        Writer::open(&folder)?;
    }
    let readers = Readers::open(&folder).map_err(|error| Failure::Broken(error.to_string()))?;
    let listener = listen(args.port)?;
    let port = listener.local_addr()?.port();
    let token = if args.read_only { None } else { Some(Guard::token()?) };
    announce(port, token.as_deref(), args.no_open)?;
    interrupt::heed()?;

    let reading = Arc::new(AtomicBool::new(!args.paths.is_empty()));
    let (inbox, dropped) = mpsc::channel();
    let mut desk = Desk {
        readers: Arc::new(readers),
        guard: Arc::new(Guard::new(port, token)),
        reading: Arc::clone(&reading),
        read: None,
        inbox: None,
        by: mark::who(args.by.as_deref()).unwrap_or_default(),
    };
    let filing = if args.read_only {
        None
    } else {
        let reader = reader::open(weights.as_deref())?;
        desk.inbox = Some(inbox);
        desk.read = Some(Arc::new(move |format, bytes| read(reader, format, bytes)));
        let clerk = Clerk { folder, reader, window, reading };
        let paths = args.paths.clone();
        Some(thread::Builder::new().name("filing".to_owned()).spawn(move || clerk.work(paths, &dropped))?)
    };
    serve(listener, desk, interrupt::asked)?;
    // What is being written is written to its end; an interrupted add can be taken up again.
    if filing.is_some_and(|filing| filing.join().is_err()) {
        return Err(Failure::Broken("filing failed; please tell the makers".to_owned()));
    }
    Ok(Outcome::Well)
}

/// Takes the port that is named, else the usual one, else any; on this machine alone.
fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let at = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let taken = |error: io::Error, port: u16| Failure::Usage(format!("port {port}: {error}"));
    match port {
        Some(port) => at(port).map_err(|error| taken(error, port)),
        None => at(PORT).or_else(|_| at(0)).map_err(|error| taken(error, PORT)),
    }
}

/// Says where the desk is; the address that lets one write is for whoever started it. Where somebody sits before the
/// terminal, a browser opens.
fn announce(port: u16, token: Option<&str>, no_open: bool) -> Result<(), Failure> {
    let address = match token {
        Some(token) => format!("http://127.0.0.1:{port}/enter?token={token}"),
        None => format!("http://127.0.0.1:{port}/"),
    };
    let mut out = io::stdout();
    writeln!(out, "{address}")?;
    out.flush()?;
    say("the desk is open at this address, on this machine only; Ctrl-C closes it");
    if !no_open && out.is_terminal() && open::that_detached(&address).is_err() {
        say("no browser could be opened; open the address yourself");
    }
    Ok(())
}

/// Reads one report that a program sent.
fn read(reader: &Reader, format: Format, bytes: Vec<u8>) -> Result<Record, String> {
    let raw = Raw { file: "-".to_owned(), place: Place::Whole, format, bytes, cut: None };
    // A fault of ours in one report must not cost the desk.
    let read =
        || parse(raw).map(|document| reader::read(reader, document)).map_err(|problem| problem.to_string());
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("the reader failed on it".to_owned()))
}

/// Files what comes in, and holds the ledger only while it does.
struct Clerk {
    folder: PathBuf,
    reader: &'static Reader,
    window: Window,
    /// Whether there is something to file.
    reading: Arc<AtomicBool>,
}

impl Clerk {
    fn work(&self, paths: Vec<PathBuf>, dropped: &Receiver<Dropped>) {
        if !paths.is_empty() {
            self.file(paths);
        }
        while !interrupt::asked() {
            let first = match dropped.recv_timeout(PAUSE) {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let all = std::iter::once(first).chain(dropped.try_iter());
            let kept: Vec<PathBuf> = all.filter_map(|dropped| self.keep(&dropped)).collect();
            if !kept.is_empty() {
                self.file(kept);
            }
        }
    }

    /// Keeps a dropped file beside the ledger, so that its reports have a file that they came from.
    fn keep(&self, dropped: &Dropped) -> Option<PathBuf> {
        let folder = self.folder.join(DROPPED);
        let path = folder.join(&dropped.name);
        let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, &dropped.bytes));
        if let Err(error) = kept {
            say(&format!("{}: {error}", path.display()));
            return None;
        }
        Some(path)
    }

    fn file(&self, paths: Vec<PathBuf>) {
        self.reading.store(true, Ordering::Relaxed);
        let mut told = false;
        let mut writer = loop {
            match Writer::open(&self.folder) {
                Ok(writer) => break Some(writer),
                Err(error @ LedgerError::Busy { .. }) if !interrupt::asked() => {
                    if !std::mem::replace(&mut told, true) {
                        say(&error.to_string());
                    }
                    thread::sleep(PAUSE);
                }
                Err(error) => {
                    say(&error.to_string());
                    break None;
                }
            }
        };
        let filed = writer.as_mut().map(|writer| add::file(writer, paths, self.reader, self.window));
        if let Some(Err(failure)) = filed.filter(|_| !interrupt::asked()) {
            say(&failure.to_string());
        }
        self.reading.store(false, Ordering::Relaxed);
    }
}
