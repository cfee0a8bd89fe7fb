//! Apache Parquet, for data frames: `records.parquet`, one nested row a report, and `statements.parquet`, one flat row a
//! statement or sentence of narration, with the columns of [`super::csv`].
//!
//! A row of records is the record itself, in the columns that `onrecord read --format parquet` writes; `docs/parquet.md`
//! describes both files.

use super::Selection;
use crate::error::{Error, Result};
use crate::query::claims::wording;
use crate::query::saying::Saying;
use arrow_schema::{Schema, SchemaRef};
use onrecord_output::columns::{Layout, number, optional, real, spans, text};
use onrecord_output::{AtomicFile, ParquetTable};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Writes the two files into `folder`, which is made if need be. Each appears when it is complete.
///
/// # Errors
/// [`Error::Io`] where the folder cannot be written; what SQLite says.
pub fn write(selection: &Selection<'_>, folder: &Path) -> Result<()> {
    let failed = |error| Error::Io { path: folder.to_owned(), error };
    fs::create_dir_all(folder).map_err(failed)?;
    let table = |name: &str, schema| ParquetTable::new(AtomicFile::create(&folder.join(name))?, schema);
    let mut records = table("records.parquet", Layout::Records.schema()).map_err(failed)?;
    let mut statements = table("statements.parquet", columns()).map_err(failed)?;
    selection.each(|report| {
        for row in Layout::Records.rows(&report.record).map_err(failed)? {
            records.row(&row).map_err(failed)?;
        }
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

/// The columns of a statement or sentence of narration.
fn columns() -> SchemaRef {
    Arc::new(Schema::new(vec![
        text("report"),
        optional(text("key")),
        optional(text("outlet")),
        optional(text("title")),
        optional(text("published")),
        optional(text("url")),
        text("statement"),
        text("role"),
        optional(text("inside")),
        text("source"),
        text("cue"),
        text("content"),
        optional(text("form")),
        optional(text("kind")),
        optional(text("stance")),
        optional(number("actor")),
        optional(text("actor_name")),
        optional(text("said_from")),
        optional(text("said_to")),
        optional(number("claim")),
        optional(text("claim_wording")),
        optional(text("stand")),
        real("confidence"),
        spans("source_spans"),
        spans("cue_spans"),
        spans("content_spans"),
    ]))
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
