//! Rows of JSON, put into columns.

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, RecordBatchOptions, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBufferBuilder};
use arrow_schema::{DataType, Field, FieldRef, Fields, SchemaRef};
use serde_json::Value;
use std::io;
use std::sync::Arc;

/// Takes rows and gives them back as columns.
pub struct Rows {
    schema: SchemaRef,
    columns: Vec<Column>,
    count: usize,
    bytes: usize,
}

impl Rows {
    /// No rows yet, of columns of text, whole numbers, numbers, lists and groups.
    pub fn new(schema: SchemaRef) -> Self {
        Self { columns: columns(schema.fields()), schema, count: 0, bytes: 0 }
    }

    /// Adds a row: an object with the fields of the schema; others are passed over. A group may be written as an array of
    /// its fields, as spans are.
    ///
    /// # Errors
    /// Where a value is missing that must be there, or is of another type. The rows are of no use then.
    pub fn push(&mut self, row: &Value) -> io::Result<()> {
        for (field, column) in self.schema.fields().iter().zip(&mut self.columns) {
            column.push(field, row.get(field.name()), &mut self.bytes)?;
        }
        self.count += 1;
        Ok(())
    }

    /// How many rows there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many bytes of text are in them.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The rows so far; afterwards there are none.
    ///
    /// # Errors
    /// None that is known: columns are as long as there are rows.
    pub fn take(&mut self) -> io::Result<RecordBatch> {
        let columns = std::mem::replace(&mut self.columns, columns(self.schema.fields()));
        let arrays = columns.into_iter().map(Column::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(self.count));
        (self.count, self.bytes) = (0, 0);
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)
            .map_err(io::Error::other)
    }
}

/// One column of values.
enum Column {
    Text(StringBuilder),
    Number(Int64Builder),
    Real(Float64Builder),
    List { offsets: OffsetBufferBuilder<i32>, element: FieldRef, values: Box<Column> },
    Group { fields: Fields, there: NullBufferBuilder, columns: Vec<Column>, count: usize },
}

fn columns(fields: &Fields) -> Vec<Column> {
    fields.iter().map(|field| Column::of(field.data_type())).collect()
}

impl Column {
    fn of(kind: &DataType) -> Self {
        match kind {
            DataType::Int64 => Self::Number(Int64Builder::new()),
            DataType::Float64 => Self::Real(Float64Builder::new()),
            DataType::List(element) => Self::List {
                offsets: OffsetBufferBuilder::new(0),
                element: Arc::clone(element),
                values: Box::new(Self::of(element.data_type())),
            },
            DataType::Struct(fields) => Self::Group {
                fields: fields.clone(),
                there: NullBufferBuilder::new(0),
                columns: columns(fields),
                count: 0,
            },
            _ => Self::Text(StringBuilder::new()),
        }
    }

    fn push(&mut self, field: &Field, value: Option<&Value>, bytes: &mut usize) -> io::Result<()> {
        let Some(value) = value.filter(|value| !value.is_null()) else {
            if !field.is_nullable() {
                return Err(io::Error::other(format!("{} is missing", field.name())));
            }
            self.push_null(true);
            return Ok(());
        };
        let other = || io::Error::other(format!("{}: {value}", field.name()));
        match self {
            Self::Text(texts) => {
                let text = value.as_str().ok_or_else(other)?;
                *bytes += text.len();
                texts.append_value(text);
            }
            Self::Number(numbers) => numbers.append_value(value.as_i64().ok_or_else(other)?),
            Self::Real(reals) => reals.append_value(value.as_f64().ok_or_else(other)?),
            Self::List { offsets, element, values } => {
                let items = value.as_array().ok_or_else(other)?;
                for item in items {
                    values.push(element, Some(item), bytes)?;
                }
                offsets.push_length(items.len());
            }
            Self::Group { fields, there, columns, count } => {
                for (i, (field, column)) in fields.iter().zip(columns).enumerate() {
                    let value = if value.is_array() { value.get(i) } else { value.get(field.name()) };
                    column.push(field, value, bytes)?;
                }
                there.append_non_null();
                *count += 1;
            }
        }
        Ok(())
    }

    /// What stands where nothing is known: null, and an empty list. Within a group that is not there, what must be there in one that
    /// is gets a value that nobody sees, since some programs refuse nulls in such columns wherever they stand.
    fn push_null(&mut self, nullable: bool) {
        match self {
            Self::Text(texts) => texts.append_option((!nullable).then_some("")),
            Self::Number(numbers) => numbers.append_option((!nullable).then_some(0)),
            Self::Real(reals) => reals.append_option((!nullable).then_some(0.0)),
            Self::List { offsets, .. } => offsets.push_length(0),
            Self::Group { fields, there, columns, count } => {
                for (field, column) in fields.iter().zip(columns) {
                    column.push_null(field.is_nullable());
                }
                there.append(!nullable);
                *count += 1;
            }
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut texts) => Arc::new(texts.finish()),
            Self::Number(mut numbers) => Arc::new(numbers.finish()),
            Self::Real(mut reals) => Arc::new(reals.finish()),
            Self::List { offsets, element, values } => {
                Arc::new(ListArray::new(element, offsets.finish(), values.finish(), None))
            }
            Self::Group { fields, mut there, columns, count } => {
                let arrays: Vec<ArrayRef> = columns.into_iter().map(Self::finish).collect();
                debug_assert!(arrays.iter().all(|array| array.len() == count));
                Arc::new(StructArray::new(fields, arrays, there.finish()))
            }
        }
    }
}
