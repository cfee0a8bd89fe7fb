//! One row a statement or sentence of narration, for spreadsheets.
//!
//! UTF-8 with a byte order mark and lines ended by CR LF, so that Excel opens it; text that could be taken for a formula has
//! an apostrophe in front, and none is longer than a cell may be. The columns:
//!
//! | column | holds |
//! | --- | --- |
//! | `report`, `key`, `outlet`, `title`, `published`, `url` | the report |
//! | `statement`, `role`, `inside` | its name in the report's record; `statement` or `narration`; the one it is nested in |
//! | `source`, `cue`, `content` | the words; ` … ` where pieces lie apart |
//! | `form`, `kind`, `stance` | as in the record, with people's decisions |
//! | `actor`, `actor_name` | who said it across reports: number and name |
//! | `said_from`, `said_to` | when it was said, as far as known |
//! | `claim`, `claim_wording`, `stand` | the claim it belongs to: number and words; how it stands to that |
//! | `confidence` | from 0 to 1; 1 for narration |
//! | `source_spans`, `cue_spans`, `content_spans` | where the words stand, as JSON: `[[0,12],[30,41]]`, code points from 0, end exclusive |

use super::Selection;
use crate::error::Result;
use crate::query::claims::wording;
use crate::query::saying::Saying;
use onrecord_output::{Rows, cell};
use onrecord_record::Span;
use std::io::Write;

const COLUMNS: [&str; 26] = [
    "report",
    "key",
    "outlet",
    "title",
    "published",
    "url",
    "statement",
    "role",
    "inside",
    "source",
    "cue",
    "content",
    "form",
    "kind",
    "stance",
    "actor",
    "actor_name",
    "said_from",
    "said_to",
    "claim",
    "claim_wording",
    "stand",
    "confidence",
    "source_spans",
    "cue_spans",
    "content_spans",
];

/// Writes all statements selected.
///
/// # Errors
/// [`crate::Error::Write`] where `out` takes no more; what SQLite says.
pub fn write(selection: &Selection<'_>, out: impl Write) -> Result<()> {
    let mut rows = Rows::new(out, &COLUMNS)?;
    selection.each(|report| {
        let url = cell(report.record.report.url.as_deref().unwrap_or_default());
        for saying in &report.sayings {
            let wording = saying.claim.map(|claim| wording(selection.db, claim)).transpose()?;
            rows.row(&row(saying, &url, wording.as_deref()))?;
        }
        Ok(())
    })?;
    Ok(rows.flush()?)
}

fn row(saying: &Saying, url: &str, wording: Option<&str>) -> [String; 26] {
    let text = |value: Option<&str>| cell(value.unwrap_or_default());
    let number = |value: Option<i64>| value.map(|n| n.to_string()).unwrap_or_default();
    let Saying { report, actor, spans, .. } = saying;
    [
        text(Some(&report.id)),
        text(report.key.as_deref()),
        text(report.outlet.as_deref()),
        text(report.title.as_deref()),
        text(report.published.as_deref()),
        url.to_owned(),
        text(Some(&saying.place)),
        saying.role.clone(),
        text(saying.inside.as_deref()),
        cell(&saying.source),
        cell(&saying.cue),
        cell(&saying.content),
        text(saying.form.as_deref()),
        text(saying.kind.as_deref()),
        text(saying.stance.as_deref()),
        number(actor.as_ref().map(|actor| actor.id)),
        text(actor.as_ref().map(|actor| actor.name.as_str())),
        text(saying.said_from.as_deref()),
        text(saying.said_to.as_deref()),
        number(saying.claim),
        text(wording),
        text(saying.stand.as_deref()),
        saying.confidence.to_string(),
        pieces(&spans.source),
        pieces(&spans.cue),
        pieces(&spans.content),
    ]
}

fn pieces(spans: &[Span]) -> String {
    let pieces: Vec<String> = spans.iter().map(|s| format!("[{},{}]", s.start, s.end)).collect();
    format!("[{}]", pieces.join(","))
}
