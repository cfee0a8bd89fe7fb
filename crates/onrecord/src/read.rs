//! `onrecord read`: reports in, records out.

use crate::args::{Color, Format, ReadArgs};
use crate::config::Config;
use crate::outcome::{Failure, Outcome, say};
use crate::pipeline::{self, Event, Window};
use crate::progress::Progress;
use crate::reader;
use crate::settings;
use onrecord_ingest::{Problem, Raw, parse, raws};
use onrecord_model::Reader;
use onrecord_output::{AtomicFile, Brat, Csv, Jsonl, Sink, Table};
use onrecord_record::Record;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by Ctrl-C and by a request to end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

pub(crate) fn run(args: &ReadArgs, config: &Config) -> Result<Outcome, Failure> {
    let paths = paths(&args.paths)?;
    let format = args.format.or(config.format).unwrap_or_default();
    let colour = settings::colour(args.color.or(config.color).unwrap_or_default());
    let asked = args.color.or(config.color) == Some(Color::Always);
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let reader = reader::open(settings::weights(&args.reading, config))?;
    let window = Window::of(settings::jobs(&args.reading, config));
    // Whatever is wrong with the output is said before the work begins.
    let named = |path: &Path| {
        let path = path.display().to_string();
        move |error: io::Error| Failure::Usage(format!("{path}: {error}"))
    };
    let file = match (format, output) {
        (Format::Brat, None) => return Err(Failure::Usage("brat needs a folder: -o DIR".to_owned())),
        (Format::Brat, Some(folder)) => {
            let mut brat = Brat::new(folder).map_err(named(folder))?;
            return stream(&paths, reader, window, &mut brat);
        }
        (_, None) => None,
        (_, Some(path)) => Some((path, AtomicFile::create(path).map_err(named(path))?)),
    };
    let Some((_, file)) = file else {
        let mut out = BufWriter::new(io::stdout());
        return stream(&paths, reader, window, &mut *sink(format, &mut out, settings::width(), colour)?);
    };
    let mut out = BufWriter::new(file);
    let outcome = {
        let mut sink = sink(format, &mut out, settings::WIDTH, asked)?;
        stream(&paths, reader, window, &mut *sink)?
    };
    out.into_inner().map_err(io::IntoInnerError::into_error)?.commit()?;
    Ok(outcome)
}

/// What to read: stdin where nothing is named and it is no terminal.
fn paths(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if !named.is_empty() {
        Ok(named.to_vec())
    } else if io::stdin().is_terminal() {
        Err(Failure::Usage("nothing to read: name a file, a folder, or - for stdin".to_owned()))
    } else {
        Ok(vec![PathBuf::from("-")])
    }
}

fn sink<'o>(
    format: Format,
    out: &'o mut (impl Write + 'o),
    width: usize,
    colour: bool,
) -> io::Result<Box<dyn Sink + 'o>> {
    Ok(match format {
        Format::Table => Box::new(Table::new(out, width, colour)),
        Format::Jsonl => Box::new(Jsonl::new(out)),
        Format::Csv | Format::Brat => Box::new(Csv::new(out)?),
    })
}

/// What became of one item: a record and what is to be said of it, or the reason why there is none.
struct Item {
    bytes: usize,
    record: Option<Record>,
    messages: Vec<String>,
}

/// Reads all `paths` into `sink`.
fn stream(
    paths: &[PathBuf],
    reader: &'static Reader,
    window: Window,
    sink: &mut dyn Sink,
) -> Result<Outcome, Failure> {
    // A second Ctrl-C ends what does not heed the first.
    let handler = || {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).map_err(|e| Failure::Broken(format!("cannot heed Ctrl-C: {e}")))?;
    let mut progress = Progress::new(paths);
    let (mut items, mut bad) = (0_u64, 0_u64);
    pipeline::run(raws(paths.to_vec()), window, weigh, work(reader), |event| {
        if INTERRUPTED.load(Ordering::SeqCst) {
            return Err(Failure::Interrupted);
        }
        match event {
            Event::Ready(item) => {
                items += 1;
                bad += u64::from(!item.messages.is_empty());
                progress.aside(|| item.messages.iter().for_each(|message| say(message)));
                if let Some(record) = &item.record {
                    progress.aside_of_stdout(|| sink.write(record))?;
                }
                progress.add(item.bytes);
            }
            Event::Idle => {
                progress.aside_of_stdout(|| sink.flush())?;
                progress.show();
            }
        }
        Ok(())
    })?;
    sink.flush()?;
    drop(progress);
    if items == 0 {
        say("found no report to read");
    } else if bad > 0 {
        say(&format!("{bad} of {items} {} bad", if items == 1 { "input is" } else { "inputs are" }));
    }
    Ok(if bad > 0 || items == 0 { Outcome::BadInput } else { Outcome::Well })
}

fn weigh(raw: &Result<Raw, Problem>) -> usize {
    raw.as_ref().map_or(0, |raw| raw.bytes.len())
}

/// Reads one item, whatever is in it.
fn work(reader: &'static Reader) -> impl Fn(Result<Raw, Problem>) -> Item + Send + Sync + 'static {
    move |raw| {
        let bytes = weigh(&raw);
        let place = raw.as_ref().map(|raw| format!("{}{}", raw.file, raw.place)).unwrap_or_default();
        let read = || {
            let document = raw.and_then(parse)?;
            let messages = document.warnings.iter().map(ToString::to_string).collect();
            Ok((reader::read(reader, document), messages))
        };
        // A fault of ours in one report must not cost the others.
        let (record, messages) = match catch_unwind(AssertUnwindSafe(read)) {
            Ok(Ok((record, messages))) => (Some(record), messages),
            Ok(Err(problem)) => (None, vec![Problem::to_string(&problem)]),
            Err(_) => (None, vec![format!("{place}: the reader failed on it, please tell its makers")]),
        };
        Item { bytes, record, messages }
    }
}
