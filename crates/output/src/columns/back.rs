//! Columns, back to records.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{ArrowError, DataType};
use onrecord_record::Record;
use serde_json::{Map, Value};

/// The records in a batch with the columns of [`Layout::Records`](super::Layout::Records); others are passed over.
///
/// # Errors
/// Where a column is missing or of another type.
pub fn records(batch: &RecordBatch) -> Result<Vec<Record>, ArrowError> {
    let schema = batch.schema();
    let record = |row: usize| {
        let fields = schema.fields().iter().zip(batch.columns());
        let fields: Map<String, Value> =
            fields.map(|(field, column)| (field.name().clone(), cell(column, row))).collect();
        serde_json::from_value(Value::Object(fields))
            .map_err(|error| ArrowError::JsonError(error.to_string()))
    };
    (0..batch.num_rows()).map(record).collect()
}

/// A cell as JSON has it; a group of `start` and `end` as the place that it is. Null where it is of a type that no record has.
pub fn cell(column: &dyn Array, row: usize) -> Value {
    if row >= column.len() || column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into(),
        DataType::Utf8View => column.as_string_view().value(row).into(),
        DataType::Boolean => column.as_boolean().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into(),
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            (0..items.len()).map(|at| cell(&items, at)).collect()
        }
        DataType::LargeList(_) => {
            let items = column.as_list::<i64>().value(row);
            (0..items.len()).map(|at| cell(&items, at)).collect()
        }
        DataType::Struct(fields) => {
            let group = column.as_struct();
            if let (2, Some(start), Some(end)) =
                (fields.len(), group.column_by_name("start"), group.column_by_name("end"))
            {
                return [cell(start, row), cell(end, row)].into_iter().collect();
            }
            let cells = fields.iter().zip(group.columns());
            cells.map(|(field, column)| (field.name().clone(), cell(column, row))).collect()
        }
        _ => Value::Null,
    }
}
