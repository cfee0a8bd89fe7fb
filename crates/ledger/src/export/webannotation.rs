//! W3C Web Annotations (Sanderson, Ciccarese & Young 2017), one a line, each a JSON-LD document of its own.
//!
//! A statement is an annotation; each piece of its source, cue and content is a target with a `TextPositionSelector`, which
//! counts code points as the model demands, and a `TextQuoteSelector` with the words around it. The source of a target
//! is the report's URL, or `urn:sha256:…` where it has none, with the hash of the text that the positions point into
//! (`schema:sha256`, of its UTF-8 bytes): whoever has another text sees so, and finds the place by its words. The bodies say
//! stance, kind of source and who it is; `onrecord:part` says which part of the statement a target is.

use super::Selection;
use super::selection::Exported;
use crate::error::Result;
use crate::hash::hash;
use crate::query::saying::Saying;
use onrecord_record::Span;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Code points of words around a place that are given with it.
const AROUND: usize = 32;

/// What the prefix `onrecord` stands for.
const VOCABULARY: &str = "https://github.com/onrecord/onrecord/blob/main/docs/SCHEME.md#";

/// Writes all statements selected; narration attributes nothing and is left out.
///
/// # Errors
/// [`crate::Error::Write`] where `out` takes no more; what SQLite says.
pub fn write(selection: &Selection<'_>, mut out: impl Write) -> Result<()> {
    selection.each(|report| {
        let text: Vec<char> = report.record.text.chars().collect();
        let source = source(&report);
        for saying in report.sayings.iter().filter(|saying| !saying.is_narration()) {
            let line = annotation(saying, &text, &source);
            serde_json::to_writer(&mut out, &line).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    Ok(out.flush()?)
}

/// The report as the source of targets.
fn source(report: &Exported) -> Value {
    let record = &report.record.report;
    let digest = record.id.trim_start_matches("sha256:");
    let url = record.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let id = url.map_or_else(|| format!("urn:sha256:{digest}"), str::to_owned);
    json!({
        "id": id,
        "type": "Text",
        "language": record.language,
        "schema:sha256": hash(report.record.text.as_bytes()).trim_start_matches("sha256:"),
    })
}

fn annotation(saying: &Saying, text: &[char], source: &Value) -> Value {
    let body =
        |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let mut bodies = Vec::new();
    bodies.extend(saying.stance.as_deref().map(|stance| body("classifying", &format!("stance: {stance}"))));
    bodies.extend(saying.kind.as_deref().map(|kind| body("classifying", &format!("kind of source: {kind}"))));
    bodies.extend(saying.actor.as_ref().map(|actor| body("identifying", &actor.name)));
    let spans = &saying.spans;
    let parts = [("source", &spans.source), ("cue", &spans.cue), ("content", &spans.content)];
    let targets = parts.into_iter().flat_map(|(part, pieces)| pieces.iter().map(move |&piece| (part, piece)));
    let targets: Vec<Value> = targets.map(|(part, piece)| target(part, piece, text, source)).collect();
    let report = saying.report.id.trim_start_matches("sha256:");
    json!({
        "@context": [
            "http://www.w3.org/ns/anno.jsonld",
            {"onrecord": VOCABULARY},
        ],
        "id": format!("urn:sha256:{report}#{}", saying.place),
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": targets,
    })
}

fn target(part: &str, Span { start, end }: Span, text: &[char], source: &Value) -> Value {
    let words = |from: usize, to: usize| -> String {
        text.get(from.min(text.len())..to.min(text.len())).unwrap_or_default().iter().collect()
    };
    json!({
        "type": "SpecificResource",
        "source": source,
        "onrecord:part": part,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": words(start, end),
                "prefix": words(start.saturating_sub(AROUND), start),
                "suffix": words(end, end.saturating_add(AROUND)),
            },
        ],
    })
}
