//! `onrecord eval`: how good the reader is, and how good the comparing of statements.

mod pairs;

use crate::args::EvalArgs;
use crate::config::Config;
use crate::outcome::{Failure, Outcome, say};
use crate::pipeline::{self, Event, Window};
use crate::progress::Progress;
use crate::{reader, settings};
use onrecord_eval::{Annotated, Reliability, Scores, load, reliability, score};
use onrecord_ingest::{Format, Place, Problem, Raw, parse, raws};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// What is printed as JSON.
#[derive(Serialize)]
struct Figures {
    rows: Scores,
    reliability: Option<Reliability>,
}

pub(crate) fn run(args: &EvalArgs, config: &Config) -> Result<Outcome, Failure> {
    if args.pred.is_none() && pairs::holds_pairs(&args.gold) {
        return pairs::run(&args.gold, args.json);
    }
    let annotated = |path: &Path| load(path).map_err(|e| Failure::Broken(e.to_string()));
    let golds = annotated(&args.gold)?;
    let preds = match &args.pred {
        Some(path) => annotated(path)?,
        None => read(args, config, &golds)?,
    };
    let figures = Figures { rows: score(&golds, &preds), reliability: reliability(&golds, &preds) };
    for doc in figures.rows.missing() {
        say(&format!("no prediction for {doc}"));
    }
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &figures).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", figures.rows)?;
        if let Some(reliability) = &figures.reliability {
            write!(out, "\n{reliability}")?;
        }
    }
    Ok(if figures.rows.missing().is_empty() { Outcome::Well } else { Outcome::BadInput })
}

/// Reads the annotated reports themselves, with what their lines say of them beside the text.
fn read(args: &EvalArgs, config: &Config, golds: &[Annotated]) -> Result<Vec<Annotated>, Failure> {
    let reader = reader::open(settings::weights(&args.reading, config))?;
    let window = Window::of(settings::jobs(&args.reading, config));
    let mut progress = Progress::new(std::slice::from_ref(&args.gold));
    let items: Box<dyn Iterator<Item = Result<Raw, Problem>> + Send> = if args.gold.is_dir() {
        Box::new(golds.iter().map(as_line).collect::<Vec<_>>().into_iter().map(Ok))
    } else {
        Box::new(raws([args.gold.clone()]))
    };
    let work =
        move |raw: Result<Raw, Problem>| raw.and_then(parse).map(|document| reader::read(reader, document));
    let weigh = |raw: &Result<Raw, Problem>| raw.as_ref().map_or(0, |raw| raw.bytes.len());
    let mut records = Vec::new();
    pipeline::run(items, window, weigh, work, |event| {
        match event {
            Event::Ready(Ok(record)) => {
                progress.add(record.text.len());
                records.push(Annotated::from(&record));
            }
            Event::Ready(Err(problem)) => progress.aside(|| say(&problem.to_string())),
            Event::Idle => progress.show(),
        }
        Ok::<_, Failure>(())
    })?;
    Ok(records)
}

/// An annotated report as a line of JSONL: so its text is read exactly as it was annotated.
fn as_line(gold: &Annotated) -> Raw {
    let line = serde_json::json!({ "id": gold.doc, "text": gold.text });
    Raw {
        file: gold.doc.clone().unwrap_or_default(),
        place: Place::Whole,
        format: Format::Jsonl,
        bytes: line.to_string().into_bytes(),
        cut: None,
    }
}
