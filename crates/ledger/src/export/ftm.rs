//! FollowTheMoney entities, one a line, for Aleph, OpenAleph and their like.
//!
//! A report is an `Article`; an actor across reports a `Person`, an `Organization` or, where it is people known only by
//! role or an artefact, a `LegalEntity` or a `Document`; a statement is a `Documentation` that ties its actor to the
//! article, with the stance for its `role` and the words for its `summary`. Narration has no actor and is left out.

use super::Selection;
use super::selection::Exported;
use crate::error::Result;
use crate::query::saying::{ActorName, Saying};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::io::{self, Write};

/// Writes the reports selected, their statements and who made them.
///
/// # Errors
/// [`crate::Error::Write`] where `out` takes no more; what SQLite says.
pub fn write(selection: &Selection<'_>, mut out: impl Write) -> Result<()> {
    let mut named: HashSet<i64> = HashSet::new();
    let mut line = |entity: &Value| -> io::Result<()> {
        serde_json::to_writer(&mut out, entity)?;
        out.write_all(b"\n")
    };
    selection.each(|report| {
        line(&article(&report))?;
        for saying in &report.sayings {
            let Some(who) = &saying.actor else { continue };
            if named.insert(who.id) {
                line(&actor(who))?;
            }
            line(&documentation(saying, who))?;
        }
        Ok(())
    })?;
    Ok(out.flush()?)
}

/// An entity with those of its properties that have a value.
fn entity(id: &str, schema: &str, properties: &[(&str, Option<&str>)]) -> Value {
    let known = properties.iter().filter_map(|(name, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(((*name).to_owned(), json!([value])))
    });
    json!({"id": id, "schema": schema, "properties": known.collect::<Map<_, _>>()})
}

fn article(report: &Exported) -> Value {
    let record = &report.record.report;
    entity(
        &report_id(&report.name.id),
        "Article",
        &[
            ("title", record.title.as_deref()),
            ("publisher", record.outlet.as_deref()),
            ("publishedAt", record.published.as_deref()),
            ("sourceUrl", record.url.as_deref()),
            ("author", record.byline.first().map(String::as_str)),
            ("language", record.language.as_deref().map(three_letters)),
            ("bodyText", Some(&report.record.text)),
        ],
    )
}

fn actor(actor: &ActorName) -> Value {
    let schema = match actor.kind.as_str() {
        "person" => "Person",
        "organisation" | "outlet" => "Organization",
        "document" => "Document",
        _ => "LegalEntity",
    };
    let name = if schema == "Document" { "title" } else { "name" };
    entity(&actor_id(actor.id), schema, &[(name, Some(&actor.name))])
}

fn documentation(saying: &Saying, actor: &ActorName) -> Value {
    let report = report_id(&saying.report.id);
    let id = format!("{report}-{}", saying.place);
    let claim = saying.claim.map(|claim| format!("claim {claim}"));
    entity(
        &id,
        "Documentation",
        &[
            ("document", Some(&report)),
            ("entity", Some(&actor_id(actor.id))),
            ("role", saying.stance.as_deref()),
            ("summary", Some(&saying.content)),
            ("description", Some(&saying.cue)),
            ("date", saying.said_from.as_deref()),
            ("recordId", claim.as_deref()),
        ],
    )
}

fn report_id(hash: &str) -> String {
    format!("onrecord-{}", hash.trim_start_matches("sha256:").get(..40).unwrap_or(hash))
}

fn actor_id(actor: i64) -> String {
    format!("onrecord-actor-{actor}")
}

/// ISO 639-2 for ISO 639-1, which entities ask for.
fn three_letters(language: &str) -> &str {
    match language {
        "en" => "eng",
        other => other,
    }
}
