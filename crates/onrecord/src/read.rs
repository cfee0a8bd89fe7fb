//! `onrecord read`: reports in, records out.

use crate::args::{Color, Format, ReadArgs};
use crate::config::Config;
use crate::interrupt;
use crate::item::{Attempt, attempt, weigh};
use crate::outcome::{Failure, Outcome, say};
use crate::pipeline::{self, Event, Window};
use crate::progress::Progress;
use crate::reader;
use crate::settings;
use crate::skipped::Skipped;
use onrecord_ingest::{Problem, Raw, parse, raws};
use onrecord_model::Reader;
use onrecord_output::columns::Layout;
use onrecord_output::{AtomicFile, Brat, Csv, Jsonl, Parquet, Sink, Table};
use onrecord_record::Record;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &ReadArgs, config: &Config) -> Result<Outcome, Failure> {
    let paths = settings::paths(&args.paths)?;
    let format = args.format.or(config.format).unwrap_or_default();
    let colour = settings::colour(args.color.or(config.color).unwrap_or_default());
    let asked = args.color.or(config.color) == Some(Color::Always);
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if args.flat && format != Format::Parquet {
        return Err(Failure::Usage("--flat is for --format parquet".to_owned()));
    }
    let layout = if args.flat { Layout::Statements } else { Layout::Records };
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
        (Format::Parquet, None) if io::stdout().is_terminal() => {
            return Err(Failure::Usage("parquet is not for a terminal: -o FILE".to_owned()));
        }
        (_, None) => None,
        (_, Some(path)) => Some((path, AtomicFile::create(path).map_err(named(path))?)),
    };
    let Some((_, file)) = file else {
        let mut out = BufWriter::new(io::stdout());
        return stream(
            &paths,
            reader,
            window,
            &mut *sink(format, layout, &mut out, settings::width(), colour)?,
        );
    };
    let mut out = BufWriter::new(file);
    let outcome = {
        let mut sink = sink(format, layout, &mut out, settings::WIDTH, asked)?;
        stream(&paths, reader, window, &mut *sink)?
    };
    out.into_inner().map_err(io::IntoInnerError::into_error)?.commit()?;
    Ok(outcome)
}

fn sink<'o>(
    format: Format,
    layout: Layout,
    out: &'o mut (impl Write + Send + 'o),
    width: usize,
    colour: bool,
) -> io::Result<Box<dyn Sink + 'o>> {
    Ok(match format {
        Format::Table => Box::new(Table::new(out, width, colour)),
        Format::Jsonl => Box::new(Jsonl::new(out)),
        Format::Parquet => Box::new(Parquet::new(out, layout)?),
        Format::Csv | Format::Brat => Box::new(Csv::new(out)?),
    })
}

/// What became of one item: a record and what is to be said of it, or the reason why there is none.
struct Item {
    found: Attempt<Record>,
    messages: Vec<String>,
}

/// Reads all `paths` into `sink`.
fn stream(
    paths: &[PathBuf],
    reader: &'static Reader,
    window: Window,
    sink: &mut dyn Sink,
) -> Result<Outcome, Failure> {
    interrupt::heed()?;
    let raws = raws(paths.to_vec());
    let mut progress = Progress::new(paths).following(raws.read_so_far());
    let (mut items, mut bad, mut skipped) = (0_u64, 0_u64, Skipped::default());
    pipeline::run(raws, window, weigh, work(reader), |event| {
        if interrupt::asked() {
            return Err(Failure::Interrupted);
        }
        match event {
            Event::Ready(item) => {
                items += 1;
                bad += u64::from(!item.messages.is_empty());
                progress.aside(|| item.messages.iter().for_each(|message| say(message)));
                match &item.found {
                    Attempt::Read(record) => progress.aside_of_stdout(|| sink.write(record))?,
                    Attempt::Skipped(skip) => skipped.add(*skip),
                    Attempt::Failed => {}
                }
                progress.add(0);
            }
            Event::Idle => {
                progress.aside_of_stdout(|| sink.flush())?;
                progress.show();
            }
        }
        Ok(())
    })?;
    sink.end()?;
    drop(progress);
    skipped.say();
    if items == 0 {
        say("found no report to read");
    } else if bad > 0 {
        say(&format!("{bad} of {items} {} bad", if items == 1 { "input is" } else { "inputs are" }));
    }
    Ok(if bad > 0 || items == 0 { Outcome::BadInput } else { Outcome::Well })
}

/// Reads one item, whatever is in it.
fn work(reader: &'static Reader) -> impl Fn(Result<Raw, Problem>) -> Item + Send + Sync + 'static {
    move |raw| {
        let (found, messages) = attempt(raw, |raw| {
            let document = parse(raw)?;
            let messages = document.warnings.iter().map(ToString::to_string).collect();
            Ok((reader::read(reader, document), messages))
        });
        Item { found, messages }
    }
}
