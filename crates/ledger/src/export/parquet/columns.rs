//! JSON rows as Parquet columns.
//!
//! A column holds the values of one leaf of the schema, each with two levels: how much of its path is there (definition), and
//! which list on the path goes on (repetition), after Melnik et al., "Dremel: interactive analysis of web-scale datasets",
//! VLDB 2010.

use onrecord_output::AtomicFile;
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use serde_json::Value;
use std::io;
use std::sync::Arc;

/// Rows a row group, at most,
const ROWS: usize = 10_000;

/// and values in one of its columns, about.
const VALUES: usize = 1 << 18;

/// A file that takes rows.
pub(super) struct Table {
    file: SerializedFileWriter<AtomicFile>,
    schema: Arc<Type>,
    columns: Vec<Column>,
    rows: usize,
}

/// The values of one leaf and their levels.
struct Column {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<i64>),
    Real(Vec<f64>),
}

/// Where in a row one is: how many of its optional parts and lists are there, which list goes on, and how deep in lists.
#[derive(Clone, Copy, Default)]
struct Level {
    definition: i16,
    repetition: i16,
    depth: i16,
}

impl Table {
    pub(super) fn new(file: AtomicFile, schema: &str) -> io::Result<Self> {
        let schema = Arc::new(parse_message_type(schema).map_err(failed)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file =
            SerializedFileWriter::new(file, Arc::clone(&schema), Arc::new(properties)).map_err(failed)?;
        let columns = columns(&schema);
        Ok(Self { file, schema, columns, rows: 0 })
    }

    /// Adds a row: an object with the fields of the schema; others are passed over.
    pub(super) fn row(&mut self, row: &Value) -> io::Result<()> {
        let mut leaf = 0;
        for field in self.schema.get_fields() {
            shred(field, row.get(field.name()), Level::default(), &mut self.columns, &mut leaf)?;
        }
        self.rows += 1;
        let longest = self.columns.iter().map(|column| column.definition.len()).max().unwrap_or(0);
        if self.rows >= ROWS || longest >= VALUES { self.group() } else { Ok(()) }
    }

    /// Writes what is left, and gives the file.
    pub(super) fn end(mut self) -> io::Result<AtomicFile> {
        self.group()?;
        self.file.into_inner().map_err(failed)
    }

    /// Writes the rows so far.
    fn group(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let columns = std::mem::replace(&mut self.columns, columns(&self.schema));
        self.rows = 0;
        let mut group = self.file.next_row_group().map_err(failed)?;
        for Column { values, definition, repetition } in columns {
            let Some(mut writer) = group.next_column().map_err(failed)? else { break };
            let levels = (Some(definition.as_slice()), Some(repetition.as_slice()));
            match values {
                Values::Text(text) => writer.typed::<ByteArrayType>().write_batch(&text, levels.0, levels.1),
                Values::Number(numbers) => {
                    writer.typed::<Int64Type>().write_batch(&numbers, levels.0, levels.1)
                }
                Values::Real(reals) => writer.typed::<DoubleType>().write_batch(&reals, levels.0, levels.1),
            }
            .map_err(failed)?;
            writer.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        Ok(())
    }
}

/// An empty column for each leaf.
fn columns(node: &Type) -> Vec<Column> {
    if node.is_group() {
        return node.get_fields().iter().flat_map(|field| columns(field)).collect();
    }
    let values = match node.get_physical_type() {
        Physical::INT64 => Values::Number(Vec::new()),
        Physical::DOUBLE => Values::Real(Vec::new()),
        _ => Values::Text(Vec::new()),
    };
    vec![Column { values, definition: Vec::new(), repetition: Vec::new() }]
}

/// Puts `value`, which stands at `node`, into the columns of its leaves, the first of which is `leaf`.
fn shred(
    node: &Type,
    value: Option<&Value>,
    level: Level,
    columns: &mut [Column],
    leaf: &mut usize,
) -> io::Result<()> {
    let value = value.filter(|value| !value.is_null());
    match (node.get_basic_info().repetition(), value) {
        (Repetition::OPTIONAL, Some(value)) => {
            let there = Level { definition: level.definition + 1, ..level };
            inside(node, value, there, columns, leaf)
        }
        (_, Some(value)) => inside(node, value, level, columns, leaf),
        (Repetition::REQUIRED, None) => Err(io::Error::other(format!("{} is missing", node.name()))),
        (_, None) => {
            absent(node, level, columns, leaf);
            Ok(())
        }
    }
}

/// The same for a value that is there.
fn inside(
    node: &Type,
    value: &Value,
    level: Level,
    columns: &mut [Column],
    leaf: &mut usize,
) -> io::Result<()> {
    if node.is_primitive() {
        let column = &mut columns[*leaf];
        *leaf += 1;
        column.mark(level);
        return column
            .values
            .push(value)
            .ok_or_else(|| io::Error::other(format!("{}: {value}", node.name())));
    }
    if node.get_basic_info().converted_type() == ConvertedType::LIST {
        return list(node, value, level, columns, leaf);
    }
    for (i, field) in node.get_fields().iter().enumerate() {
        // A span is written as a pair.
        let value = if value.is_array() { value.get(i) } else { value.get(field.name()) };
        shred(field, value, level, columns, leaf)?;
    }
    Ok(())
}

/// The same for a list: a group `list` that comes again, in which there is one `element`.
fn list(
    node: &Type,
    value: &Value,
    level: Level,
    columns: &mut [Column],
    leaf: &mut usize,
) -> io::Result<()> {
    let element = &node.get_fields()[0].get_fields()[0];
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if items.is_empty() {
        absent(element, level, columns, leaf);
        return Ok(());
    }
    let first = *leaf;
    for (i, item) in items.iter().enumerate() {
        *leaf = first;
        let depth = level.depth + 1;
        let repetition = if i == 0 { level.repetition } else { depth };
        shred(
            element,
            Some(item),
            Level { definition: level.definition + 1, repetition, depth },
            columns,
            leaf,
        )?;
    }
    Ok(())
}

/// Marks all leaves of `node` as not there.
fn absent(node: &Type, level: Level, columns: &mut [Column], leaf: &mut usize) {
    if node.is_primitive() {
        columns[*leaf].mark(level);
        *leaf += 1;
    } else {
        node.get_fields().iter().for_each(|field| absent(field, level, columns, leaf));
    }
}

impl Column {
    fn mark(&mut self, level: Level) {
        self.definition.push(level.definition);
        self.repetition.push(level.repetition);
    }
}

impl Values {
    /// Adds a value; none where it is of another type.
    fn push(&mut self, value: &Value) -> Option<()> {
        match self {
            Self::Text(values) => values.push(value.as_str()?.into()),
            Self::Number(values) => values.push(value.as_i64()?),
            Self::Real(values) => values.push(value.as_f64()?),
        }
        Some(())
    }
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
