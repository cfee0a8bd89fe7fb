//! What other programs find in a Parquet file.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use arrow_array::cast::AsArray;
use arrow_array::{Array, StructArray};
use common::record;
use onrecord_output::columns::{Layout, Rows, optional, text};
use onrecord_output::{Parquet, Sink};
use onrecord_record::Record;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Value, json};
use std::sync::Arc;

fn written(records: &[Record], layout: Layout) -> SerializedFileReader<bytes::Bytes> {
    let mut out = Vec::new();
    let mut sink = Parquet::new(&mut out, layout).unwrap();
    for record in records {
        sink.write(record).unwrap();
    }
    sink.end().unwrap();
    drop(sink);
    SerializedFileReader::new(bytes::Bytes::from(out)).unwrap()
}

fn rows(records: &[Record], layout: Layout) -> Vec<Value> {
    let file = written(records, layout);
    file.get_row_iter(None).unwrap().map(|row| object(&row.unwrap())).collect()
}

fn object(row: &Row) -> Value {
    row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(it) => json!(it),
        Field::Int(it) => json!(it),
        Field::Long(it) => json!(it),
        Field::UInt(it) => json!(it),
        Field::ULong(it) => json!(it),
        Field::Float(it) => json!(it),
        Field::Double(it) => json!(it),
        Field::Str(it) => json!(it),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => panic!("a column of another type: {other:?}"),
    }
}

#[test]
fn a_nested_row_is_the_record() {
    let [row]: [Value; 1] = rows(&[record()], Layout::Records).try_into().unwrap();
    assert_eq!(row["schema"], "onrecord.record.v1");
    assert_eq!(row["report"]["key"], "a/1");
    assert_eq!(row["report"]["dateline"], Value::Null);
    assert_eq!(row["report"]["byline"], json!([]));
    let statements = row["statements"].as_array().unwrap();
    assert_eq!(statements.len(), 6);
    assert_eq!(statements[0]["source"], json!([{"start": 50, "end": 63}]));
    assert_eq!(statements[0]["anonymity"]["precision"], 2);
    assert_eq!(statements[1]["anonymity"], Value::Null);
    assert_eq!(statements[0]["via"], json!([{"actor": "a2", "span": {"start": 69, "end": 85}}]));
    assert_eq!(statements[5]["source"], json!([]));
    // Not 0.9850000143051147, as 32 bits are in 64.
    assert_eq!(statements[1]["confidence"], 0.985);
    assert_eq!(row["actors"][2]["name"], "Ministry of Water");
}

/// Panics where a column of a group has nulls and says that it has none.
fn look_for_nulls(group: &StructArray) {
    for (field, column) in group.fields().iter().zip(group.columns()) {
        assert!(field.is_nullable() || column.null_count() == 0, "{}", field.name());
        if let Some(inner) = column.as_struct_opt() {
            look_for_nulls(inner);
        }
    }
}

#[test]
fn what_must_be_there_is_never_null_even_where_its_group_is() {
    let mut rows = Rows::new(Layout::Records.schema());
    Layout::Records.rows(&record()).unwrap().iter().for_each(|row| rows.push(row).unwrap());
    let batch = StructArray::from(rows.take().unwrap());
    let report = batch.column_by_name("report").unwrap().as_struct();
    assert!(report.column_by_name("dateline").unwrap().is_null(0));
    look_for_nulls(&batch);
}

#[test]
fn a_flat_row_is_a_statement() {
    let rows = rows(&[record()], Layout::Statements);
    assert_eq!(rows.len(), 6);
    let first = &rows[0];
    assert_eq!(first["outlet"], "Harbour Post");
    assert_eq!(first["source"], "two engineers");
    assert_eq!(first["said_when"], "on Monday");
    assert_eq!(first["actor_name"], "two engineers");
    assert_eq!(first["via"], json!(["Harbour Post"]));
    assert_eq!(first["anonymity_condition"], "on condition of anonymity");
    assert_eq!(rows[1]["actor_kind"], "organisation");
    assert_eq!(rows[1]["anonymity_condition"], Value::Null);
    assert_eq!(rows[4]["inside"], "s4");
    assert_eq!(rows[4]["content"], "the engineers liars");
    assert_eq!(rows[5]["source"], "");
}

#[test]
fn a_file_without_records_has_its_columns() {
    let file = written(&[], Layout::Records);
    let metadata = file.metadata().file_metadata();
    assert_eq!(metadata.num_rows(), 0);
    let names: Vec<&str> = metadata.schema().get_fields().iter().map(|field| field.name()).collect();
    assert_eq!(names, ["schema", "report", "text", "statements", "actors", "times", "figures", "model"]);
}

#[test]
fn many_records_are_cut_into_groups() {
    let file = written(&vec![record(); 2_000], Layout::Statements);
    let counts: Vec<i64> = file
        .metadata()
        .row_groups()
        .iter()
        .map(parquet::file::metadata::RowGroupMetaData::num_rows)
        .collect();
    assert_eq!(counts, [10_000, 2_000]);
}

#[test]
fn what_does_not_fit_the_columns_is_an_error() {
    let schema = || Arc::new(arrow_schema::Schema::new(vec![text("a"), optional(text("b"))]));
    let pushed = |row: Value| Rows::new(schema()).push(&row).map_err(|error| error.to_string());
    assert_eq!(pushed(json!({"a": "x", "c": 7})), Ok(()));
    assert_eq!(pushed(json!({"b": "x"})), Err("a is missing".to_owned()));
    assert_eq!(pushed(json!({"a": "x", "b": 7})), Err("b: 7".to_owned()));
}
