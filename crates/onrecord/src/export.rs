//! `onrecord export`: what a ledger holds, for other programs.

use crate::args::{ExportArgs, ExportFormat};
use crate::config::Config;
use crate::outcome::{Failure, Outcome};
use crate::settings;
use onrecord_ledger::export::{Selection, brat, claimreview, csv, ftm, jsonl, parquet, webannotation};
use onrecord_ledger::{Error, Ledger};
use onrecord_output::AtomicFile;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(crate) fn run(args: &ExportArgs, config: &Config) -> Result<Outcome, Failure> {
    let ledger = Ledger::open(settings::ledger(&args.ledger, config))?;
    let selection = Selection::new(ledger.db(), &args.filter.filter())?;
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let folder = || output.ok_or_else(|| Failure::Usage("this format needs a folder: -o DIR".to_owned()));
    match (args.format, output) {
        (ExportFormat::Parquet, _) => parquet::write(&selection, folder()?)?,
        (ExportFormat::Brat, _) => brat::write(&selection, folder()?)?,
        (format, None) => write(format, &selection, BufWriter::new(io::stdout().lock()))?,
        (format, Some(path)) => {
            let named = |error: io::Error| Failure::Usage(format!("{}: {error}", path.display()));
            let mut out = BufWriter::new(AtomicFile::create(path).map_err(named)?);
            write(format, &selection, &mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.commit()?;
        }
    }
    Ok(Outcome::Well)
}

/// Writes one of the formats that are one stream.
fn write(format: ExportFormat, selection: &Selection<'_>, out: impl Write) -> Result<(), Error> {
    match format {
        ExportFormat::Jsonl => jsonl::write(selection, out),
        ExportFormat::Webannotation => webannotation::write(selection, out),
        ExportFormat::Claimreview => claimreview::write(selection, out),
        ExportFormat::Ftm => ftm::write(selection, out),
        ExportFormat::Csv | ExportFormat::Parquet | ExportFormat::Brat => csv::write(selection, out),
    }
}
