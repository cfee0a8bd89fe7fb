//! A cell of a table as the value that a line of JSON would have.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use serde_json::Value;
use std::fmt::Debug;

/// Names of people in a list of objects are the deepest that is looked for.
const DEPTH: usize = 4;

/// The value in a row of a column; none where it is null or of a type that no field has.
///
/// A time without a zone, at midnight sharp, is a date: data frames have no other way to write one. Of a time with a zone
/// the table holds the instant, so it is given in UTC.
pub(super) fn value(column: &ArrayRef, row: usize) -> Option<Value> {
    at(column, row, 0)
}

fn at(column: &dyn Array, row: usize, depth: usize) -> Option<Value> {
    if depth > DEPTH || row >= column.len() || column.is_null(row) {
        return None;
    }
    macro_rules! number {
        ($kind:ty) => {
            column.as_primitive::<$kind>().value(row).into()
        };
    }
    macro_rules! time {
        ($kind:ty, $zone:expr) => {
            instant(&column.as_primitive::<$kind>().value_as_datetime(row)?, $zone.is_some())
        };
    }
    let text = |bytes: &[u8]| str::from_utf8(bytes).ok().map(Value::from);
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into(),
        DataType::Utf8View => column.as_string_view().value(row).into(),
        // Some programs write text without saying that it is text.
        DataType::Binary => text(column.as_binary::<i32>().value(row))?,
        DataType::LargeBinary => text(column.as_binary::<i64>().value(row))?,
        DataType::BinaryView => text(column.as_binary_view().value(row))?,
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Float16 => column.as_primitive::<Float16Type>().value(row).to_f32().into(),
        DataType::Float32 => number!(Float32Type),
        DataType::Float64 => number!(Float64Type),
        DataType::Date32 => day(&column.as_primitive::<Date32Type>().value_as_date(row)?),
        DataType::Date64 => day(&column.as_primitive::<Date64Type>().value_as_date(row)?),
        DataType::Timestamp(TimeUnit::Second, zone) => time!(TimestampSecondType, zone),
        DataType::Timestamp(TimeUnit::Millisecond, zone) => time!(TimestampMillisecondType, zone),
        DataType::Timestamp(TimeUnit::Microsecond, zone) => time!(TimestampMicrosecondType, zone),
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => time!(TimestampNanosecondType, zone),
        DataType::Dictionary(..) => {
            let column = column.as_any_dictionary();
            let key = at(column.keys(), row, depth + 1)?.as_u64()?;
            return at(column.values(), usize::try_from(key).ok()?, depth + 1);
        }
        DataType::List(_) => list(&column.as_list::<i32>().value(row), depth),
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(row), depth),
        DataType::Struct(fields) => {
            let cells = fields.iter().zip(column.as_struct().columns());
            cells
                .filter_map(|(field, column)| Some((field.name().clone(), at(column, row, depth + 1)?)))
                .collect()
        }
        _ => return None,
    })
}

fn list(items: &ArrayRef, depth: usize) -> Value {
    (0..items.len()).filter_map(|i| at(items, i, depth + 1)).collect()
}

/// A calendar's day, which writes itself as ISO 8601 does.
fn day(day: &impl Debug) -> Value {
    format!("{day:?}").into()
}

/// A day and time, likewise.
fn instant(time: &impl Debug, zoned: bool) -> Value {
    let words = format!("{time:?}");
    if zoned {
        return format!("{words}Z").into();
    }
    words.strip_suffix("T00:00:00").map_or_else(|| words.as_str().into(), Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::types::Int8Type;
    use arrow_array::{
        BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, ListArray, StringArray,
        StructArray, TimestampMicrosecondArray, TimestampSecondArray,
    };
    use arrow_schema::Field;
    use serde_json::json;
    use std::sync::Arc;

    fn values(column: impl Array + 'static) -> Vec<Option<Value>> {
        let column: ArrayRef = Arc::new(column);
        (0..column.len()).map(|row| value(&column, row)).collect()
    }

    #[test]
    fn text_and_numbers_are_as_in_json() {
        assert_eq!(values(StringArray::from(vec![Some("x"), None])), [Some(json!("x")), None]);
        assert_eq!(values(Int64Array::from(vec![17])), [Some(json!(17))]);
        assert_eq!(values(Float64Array::from(vec![17.5])), [Some(json!(17.5))]);
        assert_eq!(values(Float64Array::from(vec![f64::NAN])), [Some(Value::Null)]);
        assert_eq!(values(BooleanArray::from(vec![true])), [None]);
        let sorted: DictionaryArray<Int8Type> = [Some("AFP"), None, Some("AFP")].into_iter().collect();
        assert_eq!(values(sorted), [Some(json!("AFP")), None, Some(json!("AFP"))]);
    }

    #[test]
    fn times_are_written_as_iso_8601() {
        // 25 October 2023, midnight and half past eight.
        let (midnight, morning) = (1_698_192_000, 1_698_222_600);
        assert_eq!(values(Date32Array::from(vec![19_655])), [Some(json!("2023-10-25"))]);
        assert_eq!(
            values(TimestampSecondArray::from(vec![midnight, morning])),
            [Some(json!("2023-10-25")), Some(json!("2023-10-25T08:30:00"))]
        );
        let zoned = TimestampSecondArray::from(vec![midnight]).with_timezone("Europe/Paris");
        assert_eq!(values(zoned), [Some(json!("2023-10-25T00:00:00Z"))]);
        assert_eq!(values(TimestampMicrosecondArray::from(vec![i64::MAX])), [None]);
    }

    #[test]
    fn lists_and_groups_are_read() {
        let names: ArrayRef = Arc::new(StringArray::from(vec!["Jane Doe"]));
        let group = StructArray::from(vec![(Arc::new(Field::new("name", DataType::Utf8, false)), names)]);
        assert_eq!(values(group), [Some(json!({"name": "Jane Doe"}))]);
        let list = ListArray::from_iter_primitive::<arrow_array::types::Int32Type, _, _>([Some(vec![
            Some(1),
            None,
        ])]);
        assert_eq!(values(list), [Some(json!([1]))]);
    }
}
