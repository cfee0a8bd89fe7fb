//! Apache Parquet, for data frames: `records.parquet`, one nested row a report, and `statements.parquet`, one flat row a
//! statement or sentence of narration, with the columns of [`super::csv`].
//!
//! A row of records is the record itself: lists are lists, a span is a struct of `start` and `end`, in code points of
//! `text`, end exclusive. What is not known is null, and lists are empty rather than null.

mod columns;
mod schema;

use super::Selection;
use crate::error::{Error, Result};
use crate::query::claims::wording;
use crate::query::saying::Saying;
use columns::Table;
use onrecord_output::AtomicFile;
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::Path;

/// Writes the two files into `folder`, which is made if need be. Each appears when it is complete.
///
/// # Errors
/// [`Error::Io`] where the folder cannot be written; what SQLite says.
pub fn write(selection: &Selection<'_>, folder: &Path) -> Result<()> {
    let failed = |error| Error::Io { path: folder.to_owned(), error };
    fs::create_dir_all(folder).map_err(failed)?;
    let file = |name: &str| AtomicFile::create(&folder.join(name));
    let mut records =
        Table::new(file("records.parquet").map_err(failed)?, schema::RECORDS).map_err(failed)?;
    let mut statements =
        Table::new(file("statements.parquet").map_err(failed)?, schema::STATEMENTS).map_err(failed)?;
    selection.each(|report| {
        let record = serde_json::to_value(&report.record).map_err(io::Error::from).map_err(failed)?;
        records.row(&record).map_err(failed)?;
        for saying in &report.sayings {
            let wording = saying.claim.map(|claim| wording(selection.db, claim)).transpose()?;
            let url = report.record.report.url.as_deref();
            statements.row(&row(saying, url, wording.as_deref())).map_err(failed)?;
        }
        Ok(())
    })?;
    for table in [records, statements] {
        table.end().and_then(AtomicFile::commit).map_err(failed)?;
    }
    Ok(())
}

fn row(saying: &Saying, url: Option<&str>, wording: Option<&str>) -> Value {
    let Saying { report, actor, spans, .. } = saying;
    json!({
        "report": report.id,
        "key": report.key,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "url": url,
        "statement": saying.place,
        "role": saying.role,
        "inside": saying.inside,
        "source": saying.source,
        "cue": saying.cue,
        "content": saying.content,
        "form": saying.form,
        "kind": saying.kind,
        "stance": saying.stance,
        "actor": actor.as_ref().map(|actor| actor.id),
        "actor_name": actor.as_ref().map(|actor| &actor.name),
        "said_from": saying.said_from,
        "said_to": saying.said_to,
        "claim": saying.claim,
        "claim_wording": wording,
        "stand": saying.stand,
        "confidence": saying.confidence,
        "source_spans": spans.source,
        "cue_spans": spans.cue,
        "content_spans": spans.content,
    })
}
