//! A folder for the brat annotation tool, as `onrecord read --format brat` writes it, of the reports selected.

use super::Selection;
use crate::error::{Error, Result};
use onrecord_output::{Brat, Sink};
use std::path::Path;

/// Writes a `.txt` and a `.ann` a report into `folder`, which is made if need be and must hold nothing yet.
///
/// # Errors
/// [`Error::Io`] where the folder cannot be written; what SQLite says.
pub fn write(selection: &Selection<'_>, folder: &Path) -> Result<()> {
    let failed = |error| Error::Io { path: folder.to_owned(), error };
    let mut brat = Brat::new(folder).map_err(failed)?;
    selection.each(|report| brat.write(&report.record).map_err(failed))
}
