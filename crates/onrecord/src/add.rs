//! `onrecord add`: reports into a ledger.

use crate::args::AddArgs;
use crate::config::Config;
use crate::interrupt;
use crate::item::{Attempt, attempt, weigh};
use crate::outcome::{Failure, Outcome, say};
use crate::pipeline::{self, Event, Window};
use crate::progress::Progress;
use crate::reader;
use crate::settings;
use crate::skipped::Skipped;
use onrecord_ingest::{Problem, Raw, Skip, parse, raws};
use onrecord_ledger::{Filing, Ledger, Writer, hash};
use onrecord_model::Reader;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// So many reports are filed in one transaction, at most,
const BATCH: usize = 64;

/// and so much of their raw bytes,
const BYTES: usize = 4 << 20;

/// and those of so long a time: no more is lost when the program is killed.
const WAIT: Duration = Duration::from_secs(2);

pub(crate) fn run(args: &AddArgs, config: &Config) -> Result<Outcome, Failure> {
    if let Some(tables) = &args.from_tables {
        let folder = settings::ledger(&args.ledger, config);
        return add_tables(tables, folder, settings::jobs(&args.reading, config));
    }
    let asked = args.reread || args.relink;
    let paths = if asked && args.paths.is_empty() { Vec::new() } else { settings::paths(&args.paths)? };
    let folder = settings::ledger(&args.ledger, config);
    if asked && paths.is_empty() {
        // What is not there cannot be read anew; opening it to write would make it.
        Ledger::open(folder)?;
    }
    let reader = reader::open(settings::weights(&args.reading, config))?;
    let window = Window::of(settings::jobs(&args.reading, config));
    let mut writer = Writer::open(folder)?;
    interrupt::heed()?;
    let well = paths.is_empty() || add(&mut writer, paths, reader, window)?;
    let well = if args.reread {
        reread(&mut writer, folder, reader, window)? && well
    } else {
        let others = writer.count_outdated(reader.name())?;
        if others > 0 {
            say(&format!(
                "{others} of the reports were read with other weights; `onrecord add --reread` reads them anew"
            ));
        }
        well
    };
    if args.relink {
        writer.unlink()?;
    }
    link(&mut writer, window.jobs)?;
    Ok(if well { Outcome::Well } else { Outcome::BadInput })
}

/// Reads, files and links all `paths`; tells whether all of them were good.
pub(crate) fn file(
    writer: &mut Writer,
    paths: Vec<PathBuf>,
    reader: &'static Reader,
    window: Window,
) -> Result<bool, Failure> {
    let well = add(writer, paths, reader, window)?;
    link(writer, window.jobs)?;
    Ok(well)
}

/// What became of one item.
struct Item<T> {
    bytes: usize,
    found: Found<T>,
    messages: Vec<String>,
}

enum Found<T> {
    /// It was read.
    Read(Box<T>),
    /// It is filed already.
    There,
    /// It is no report, and no fault either.
    Skipped(Skip),
    /// It cannot be read.
    Bad,
}

impl<T> From<Attempt<T>> for Found<T> {
    fn from(attempt: Attempt<T>) -> Self {
        match attempt {
            Attempt::Read(found) => Self::Read(Box::new(found)),
            Attempt::Skipped(skip) => Self::Skipped(skip),
            Attempt::Failed => Self::Bad,
        }
    }
}

/// Reads and files all `paths`; tells whether all of them were good.
fn add(
    writer: &mut Writer,
    paths: Vec<PathBuf>,
    reader: &'static Reader,
    window: Window,
) -> Result<bool, Failure> {
    let progress = Progress::new(&paths);
    let raws = raws(paths);
    let progress = progress.following(raws.read_so_far());
    let there = writer.hashes()?;
    let work = move |raw: Result<Raw, Problem>| filing(reader, &there, raw);
    let size = |filing: &Filing| filing.bytes.len();
    let file = |batch: &[Filing]| writer.add(batch);
    let counts = stream(raws, window, weigh, work, size, file, progress)?;
    counts.say("filed", "found no report to add");
    Ok(counts.bad == 0 && counts.items > 0)
}

/// Reads one item, unless it is there.
fn filing(reader: &Reader, there: &HashSet<String>, raw: Result<Raw, Problem>) -> Item<Filing> {
    let bytes = weigh(&raw);
    if raw.as_ref().is_ok_and(|raw| there.contains(&hash(&raw.bytes))) {
        return Item { bytes, found: Found::There, messages: Vec::new() };
    }
    let (found, messages) = attempt(raw, |raw| {
        let (format, bytes) = (raw.format, raw.bytes.clone());
        let document = parse(raw)?;
        let messages = document.warnings.iter().map(ToString::to_string).collect();
        Ok((Filing { format, bytes, record: reader::read(reader, document) }, messages))
    });
    Item { bytes, found: found.into(), messages }
}

/// Reads anew what other weights have read; tells whether all of it could be.
fn reread(
    writer: &mut Writer,
    folder: &Path,
    reader: &'static Reader,
    window: Window,
) -> Result<bool, Failure> {
    let progress = Progress::new(&[]);
    let kept = Ledger::open(folder)?.outdated(reader.name());
    let work = move |raw: onrecord_ledger::Result<Raw>| {
        let raw = match raw {
            Ok(raw) => raw,
            Err(error) => return Item { bytes: 0, found: Found::Bad, messages: vec![error.to_string()] },
        };
        let bytes = raw.bytes.len();
        // What was wrong with the bytes was said when they were filed.
        let (found, messages) = attempt(Ok(raw), |raw| Ok((reader::read(reader, parse(raw)?), Vec::new())));
        Item { bytes, found: found.into(), messages }
    };
    let weigh = |raw: &onrecord_ledger::Result<Raw>| raw.as_ref().map_or(0, |raw| raw.bytes.len());
    let counts = stream(kept, window, weigh, work, |r| r.text.len(), |b| writer.replace(b), progress)?;
    counts.say("read anew", "nothing to read anew");
    Ok(counts.bad == 0)
}

#[derive(Default)]
struct Counts {
    items: usize,
    new: usize,
    bad: usize,
    skipped: Skipped,
}

impl Counts {
    /// Says what was done.
    fn say(&self, done: &str, nothing: &str) {
        let Self { items, new, bad, ref skipped } = *self;
        if items == 0 {
            say(nothing);
            return;
        }
        let there = items - new - bad - skipped.total();
        let counted =
            |count: usize, what: &str| if count > 0 { format!(", {count} {what}") } else { String::new() };
        let noun = if new == 1 { "report" } else { "reports" };
        say(&format!("{done} {new} {noun}{}{}", counted(there, "there already"), counted(bad, "bad")));
        skipped.say();
    }
}

/// Works on `items` in parallel and hands what was read to `file`, a batch at a time.
fn stream<I: Send + 'static, T: Send + 'static>(
    items: impl Iterator<Item = I> + Send + 'static,
    window: Window,
    weigh: impl Fn(&I) -> usize + Send + 'static,
    work: impl Fn(I) -> Item<T> + Send + Sync + 'static,
    size: impl Fn(&T) -> usize,
    mut file: impl FnMut(&[T]) -> onrecord_ledger::Result<usize>,
    mut progress: Progress,
) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let (mut batch, mut bytes, mut begun) = (Vec::new(), 0, Instant::now());
    let ended = pipeline::run(items, window, weigh, work, |event| {
        if interrupt::asked() {
            return Err(Failure::Interrupted);
        }
        if let Event::Ready(item) = event {
            counts.items += 1;
            counts.bad += usize::from(matches!(item.found, Found::Bad));
            progress.aside(|| item.messages.iter().for_each(|message| say(message)));
            match item.found {
                Found::Read(found) => {
                    if batch.is_empty() {
                        begun = Instant::now();
                    }
                    bytes += size(&found);
                    batch.push(*found);
                }
                Found::Skipped(skip) => counts.skipped.add(skip),
                Found::There | Found::Bad => {}
            }
            progress.add(item.bytes);
        } else {
            progress.show();
        }
        if batch.len() >= BATCH || bytes >= BYTES || !batch.is_empty() && begun.elapsed() >= WAIT {
            counts.new += file(&batch)?;
            (bytes, batch) = (0, Vec::new());
        }
        Ok(())
    });
    // What was read before an interruption is kept.
    if !batch.is_empty() && matches!(ended, Ok(()) | Err(Failure::Interrupted)) {
        counts.new += file(&batch)?;
    }
    ended.map(|()| counts)
}

/// Files tables that were made on a cluster.
fn add_tables(tables: &Path, folder: &Path, jobs: usize) -> Result<Outcome, Failure> {
    let mut writer = Writer::open(folder)?;
    interrupt::heed()?;
    let mut progress = Progress::new(&[]);
    let mut before = 0;
    let filed = writer.add_tables(tables, jobs, |done| {
        for _ in before..done {
            progress.add(0);
        }
        before = done;
        if interrupt::asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    drop(progress);
    say(&format!("filed {filed} {}", if filed == 1 { "report" } else { "reports" }));
    if interrupt::asked() { Err(Failure::Interrupted) } else { Ok(Outcome::Well) }
}

/// Links what is not linked yet.
fn link(writer: &mut Writer, jobs: usize) -> Result<(), Failure> {
    let mut progress = Progress::new(&[]);
    let mut before = 0;
    writer.link(jobs, |done, _| {
        for _ in before..done {
            progress.add(0);
        }
        before = done;
        if interrupt::asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if interrupt::asked() { Err(Failure::Interrupted) } else { Ok(()) }
}
