//! The columns and their types. What is here keeps its name and type; columns may be added.

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use std::sync::Arc;

/// A column of text that is always there.
pub fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

/// A column of whole numbers that are always there.
pub fn number(name: &str) -> Field {
    Field::new(name, DataType::Int64, false)
}

/// A column of numbers that are always there.
pub fn real(name: &str) -> Field {
    Field::new(name, DataType::Float64, false)
}

/// The same column, where a value may be unknown.
pub fn optional(field: Field) -> Field {
    field.with_nullable(true)
}

/// A column of places in the text: lists of `start` and `end`, in code points from 0, end exclusive.
pub fn spans(name: &str) -> Field {
    list(name, span("element"))
}

/// Records, nested as in JSON.
pub(super) fn records() -> SchemaRef {
    let report = group(
        "report",
        vec![
            text("id"),
            optional(text("key")),
            optional(text("file")),
            optional(text("title")),
            optional(text("outlet")),
            list("byline", text("element")),
            optional(text("published")),
            optional(text("url")),
            optional(group("dateline", vec![text("place"), span("span")])),
            optional(text("credit")),
            optional(text("language")),
            list("furniture", group("element", vec![text("kind"), span("span")])),
        ],
    );
    let statement = vec![
        text("id"),
        spans("source"),
        spans("cue"),
        spans("content"),
        text("form"),
        optional(text("kind")),
        optional(text("actor")),
        optional(text("stance")),
        spans("said_when"),
        optional(text("inside")),
        list("via", group("element", vec![optional(text("actor")), span("span")])),
        optional(group(
            "anonymity",
            vec![spans("condition"), spans("reason"), optional(number("precision"))],
        )),
        real("confidence"),
    ];
    let actor = vec![
        text("id"),
        text("name"),
        text("kind"),
        list("roles", group("element", vec![text("text"), span("span")])),
        spans("mentions"),
    ];
    let time = vec![
        span("span"),
        text("type"),
        optional(text("timex")),
        optional(text("from")),
        optional(text("to")),
        optional(text("resolved_by")),
    ];
    let figure = vec![
        span("span"),
        optional(real("value")),
        optional(real("low")),
        optional(real("high")),
        optional(text("qualifier")),
        optional(text("unit")),
        optional(text("outcome")),
    ];
    let lists = [("statements", statement), ("actors", actor), ("times", time), ("figures", figure)];
    let lists = lists.map(|(name, fields)| list(name, group("element", fields)));
    let mut columns = vec![text("schema"), report, text("text")];
    columns.extend(lists);
    columns.push(text("model"));
    Arc::new(Schema::new(columns))
}

/// Statements, flat.
pub(super) fn statements() -> SchemaRef {
    Arc::new(Schema::new(vec![
        text("report"),
        optional(text("key")),
        optional(text("file")),
        optional(text("outlet")),
        optional(text("title")),
        optional(text("published")),
        optional(text("url")),
        text("statement"),
        optional(text("inside")),
        text("source"),
        text("cue"),
        text("content"),
        text("said_when"),
        text("form"),
        optional(text("kind")),
        optional(text("stance")),
        optional(text("actor_in_report")),
        optional(text("actor_name")),
        optional(text("actor_kind")),
        list("via", text("element")),
        optional(text("anonymity_condition")),
        optional(text("anonymity_reason")),
        optional(number("anonymity_precision")),
        real("confidence"),
        spans("source_spans"),
        spans("cue_spans"),
        spans("content_spans"),
        spans("said_when_spans"),
        text("model"),
    ]))
}

fn group(name: &str, fields: Vec<Field>) -> Field {
    Field::new(name, DataType::Struct(Fields::from(fields)), false)
}

fn span(name: &str) -> Field {
    group(name, vec![number("start"), number("end")])
}

/// A list whose entries are called `element`, as Parquet calls them.
fn list(name: &str, element: Field) -> Field {
    Field::new(name, DataType::List(Arc::new(element)), false)
}
