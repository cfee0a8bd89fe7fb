//! Columns of a batch by their names, and columns made of values.

use super::Result;
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float32Array, Int64Array, ListArray, RecordBatch,
    StringArray, StructArray,
};
use arrow_schema::{ArrowError, DataType, Field};
use onrecord_output::columns::cell;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The column of this name.
pub(super) fn column<'b>(batch: &'b RecordBatch, name: &str) -> Result<&'b ArrayRef> {
    batch.column_by_name(name).ok_or_else(|| ArrowError::SchemaError(format!("there is no column {name}")))
}

fn other(name: &str, column: &dyn Array) -> ArrowError {
    ArrowError::SchemaError(format!("column {name} is of type {}", column.data_type()))
}

macro_rules! typed {
    ($function:ident, $array:ty, $opened:ident $(::<$kind:ty>)?) => {
        pub(super) fn $function<'b>(batch: &'b RecordBatch, name: &str) -> Result<&'b $array> {
            let column = column(batch, name)?;
            column.$opened$(::<$kind>)?().ok_or_else(|| other(name, column))
        }
    };
}

typed!(numbers, Int64Array, as_primitive_opt::<Int64Type>);
typed!(reals, Float32Array, as_primitive_opt::<Float32Type>);
typed!(texts, StringArray, as_string_opt::<i32>);
typed!(bytes, BinaryArray, as_binary_opt::<i32>);
typed!(truths, BooleanArray, as_boolean_opt);
typed!(lists, ListArray, as_list_opt::<i32>);
typed!(groups, StructArray, as_struct_opt);

/// A value of a column as a type that JSON can be read as.
pub(super) fn read<T: DeserializeOwned>(column: &dyn Array, row: usize) -> Result<T> {
    serde_json::from_value(cell(column, row)).map_err(json)
}

/// What is wrong with JSON.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub(super) fn json(error: serde_json::Error) -> ArrowError {
    ArrowError::JsonError(error.to_string())
}

/// A number of a report or proposition.
///
/// # Errors
/// Where there are more of them than an index can hold.
pub(super) fn id(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| ArrowError::ComputeError(format!("{number} is too many")))
}

pub(super) fn of_numbers(values: impl IntoIterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

pub(super) fn of_optional(values: impl IntoIterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<Int64Array>())
}

pub(super) fn of_texts<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

pub(super) fn of_lists(values: impl IntoIterator<Item = Vec<String>>) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for texts in values {
        lists.append_value(texts.into_iter().map(Some));
    }
    Arc::new(lists.finish())
}

/// Columns of these names and types; any value may be missing, as for Spark it may anyway.
pub(super) fn fields(fields: &[(&str, DataType)]) -> arrow_schema::Schema {
    let fields = fields.iter().map(|(name, kind)| Field::new(*name, kind.clone(), true));
    arrow_schema::Schema::new(fields.collect::<Vec<_>>())
}

/// The type of a list of texts.
pub(super) fn list_of_texts() -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)))
}
