//! One report through all layers: the only place that knows them all.

use crate::outcome::Failure;
use onrecord_attribute::{Attribution, NameSpan, attribute};
use onrecord_ingest::Document;
use onrecord_model::Reader;
use onrecord_record::{Actor, Anonymity, Record, Role, SCHEMA, Statement, TimeType, Via};
use onrecord_resolve::{Name, NameKind, Resolved, ResolvedStatement, resolve};
use onrecord_text::{ByteSpan, Offsets};
use std::fmt::Display;
use std::fs;
use std::path::Path;

/// The reader with the weights of this file, or with those that ship.
pub(crate) fn open(weights: Option<&Path>) -> Result<&'static Reader, Failure> {
    let Some(path) = weights else { return Ok(Reader::embedded()) };
    let refused = |error: &dyn Display| Failure::Usage(format!("weights {}: {error}", path.display()));
    let bytes = fs::read(path).map_err(|e| refused(&e))?;
    let reader = Reader::from_bytes(&bytes).map_err(|e| refused(&e))?;
    // The one reader of this process, like the one that ships: it is needed to the end.
    Ok(Box::leak(Box::new(reader)))
}

/// Turns a report into its record. The same for the same report, whatever was read before.
pub fn read(reader: &Reader, document: Document) -> Record {
    let Document { report, text, furniture, .. } = document;
    let reading = attribute(reader, &text, &furniture);
    let published = report.published.as_deref().and_then(onrecord_times::published);
    let times = onrecord_times::find(&text, published);
    let taken: Vec<ByteSpan> = times.iter().map(|t| t.span).collect();
    let dated: Vec<ByteSpan> =
        times.iter().filter(|t| matches!(t.kind, TimeType::Date | TimeType::Time)).map(|t| t.span).collect();
    let names: Vec<Name> = reading.names.iter().filter_map(name).collect();
    let resolved =
        resolve(&text, &report, &reading.attributions.iter().map(spans).collect::<Vec<_>>(), &names, &dated);
    let offsets = Offsets::new(&text);
    let statements = reading.attributions.iter().zip(&resolved.statements).enumerate();
    Record {
        schema: SCHEMA.to_owned(),
        statements: statements.map(|(i, (read, fields))| statement(i, read, fields, &offsets)).collect(),
        actors: actors(&resolved, &text, &offsets),
        times: times.iter().map(|t| t.to_record(&offsets)).collect(),
        figures: onrecord_figures::find(&text, &taken).iter().map(|f| f.to_record(&offsets)).collect(),
        model: reader.name().to_owned(),
        report,
        text,
    }
}

/// A name as resolving wants it.
fn name(found: &NameSpan) -> Option<Name> {
    let kind = NameKind::of_label(&found.label)?;
    Some(Name { span: found.span, kind })
}

fn spans(read: &Attribution) -> onrecord_resolve::Attribution {
    let Attribution { source, cue, content, inside, .. } = read.clone();
    onrecord_resolve::Attribution { source, cue, content, inside }
}

fn statement(i: usize, read: &Attribution, fields: &ResolvedStatement, offsets: &Offsets<'_>) -> Statement {
    let places = |spans: &[ByteSpan]| spans.iter().map(|&span| offsets.span(span)).collect::<Vec<_>>();
    let anonymity = fields.anonymity.as_ref().map(|found| Anonymity {
        condition: places(&found.condition),
        reason: places(&found.reason),
        precision: Some(found.precision),
    });
    Statement {
        id: statement_id(i),
        source: places(&read.source),
        cue: places(&read.cue),
        content: places(&read.content),
        form: read.form,
        kind: Some(fields.kind),
        actor: fields.actor.map(actor_id),
        stance: Some(fields.stance),
        said_when: places(&fields.said_when),
        inside: read.inside.map(statement_id),
        via: fields
            .via
            .iter()
            .map(|v| Via { actor: v.actor.map(actor_id), span: offsets.span(v.span) })
            .collect(),
        anonymity,
        confidence: read.confidence,
    }
}

fn actors(resolved: &Resolved, text: &str, offsets: &Offsets<'_>) -> Vec<Actor> {
    let role = |&span: &ByteSpan| Role { text: span.of(text).to_owned(), span: offsets.span(span) };
    let actor = |(i, actor): (usize, &onrecord_resolve::ResolvedActor)| Actor {
        id: actor_id(i),
        name: actor.name.clone(),
        kind: actor.kind,
        roles: actor.roles.iter().map(role).collect(),
        mentions: actor.mentions.iter().map(|&span| offsets.span(span)).collect(),
    };
    resolved.actors.iter().enumerate().map(actor).collect()
}

fn statement_id(i: usize) -> String {
    format!("s{}", i + 1)
}

fn actor_id(i: usize) -> String {
    format!("a{}", i + 1)
}
