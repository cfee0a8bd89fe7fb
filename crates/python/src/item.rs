//! What Python gives as a report: a text, or a mapping with the fields of a line of JSONL.

use onrecord_ingest::{FIELDS, Place, Problem, Raw, row};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use serde_json::{Map, Value};

/// Names of people in a list of objects are the deepest that is looked for.
const DEPTH: usize = 4;

/// The item that stands at `number`, from 0, among others.
///
/// # Errors
/// `TypeError` where it is neither; `UnicodeEncodeError` where a text holds half a character.
pub(crate) fn of_item(number: u64, item: &Bound<'_, PyAny>) -> PyResult<Result<Raw, Problem>> {
    let place = Place::Row(number);
    if let Ok(fields) = item.cast::<PyDict>() {
        return of_fields(SOURCE, place, fields);
    }
    if item.is_instance_of::<PyString>() {
        let text = value(item, 0)?;
        return Ok(row(SOURCE, place, |name| if name == "text" { text.clone() } else { None }));
    }
    if let Ok(fields) = item.cast::<PyMapping>() {
        return of_named(SOURCE, place, |name| match fields.get_item(name) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_instance_of::<PyKeyError>(item.py()) => Ok(None),
            Err(error) => Err(error),
        });
    }
    let kind = item.get_type().qualname()?;
    Err(PyTypeError::new_err(format!(
        "a report is a str or a mapping with a 'text'; row {number} is a {kind}"
    )))
}

/// How a source of many is called where one of its rows is spoken of.
pub(crate) const SOURCE: &str = "reports";

/// The item with these fields; others are passed over.
///
/// # Errors
/// `UnicodeEncodeError` where a text holds half a character.
pub(crate) fn of_fields(
    file: &str,
    place: Place,
    fields: &Bound<'_, PyDict>,
) -> PyResult<Result<Raw, Problem>> {
    of_named(file, place, |name| fields.get_item(name))
}

fn of_named<'py>(
    file: &str,
    place: Place,
    get: impl Fn(&str) -> PyResult<Option<Bound<'py, PyAny>>>,
) -> PyResult<Result<Raw, Problem>> {
    let mut values = Map::new();
    for name in FIELDS {
        if let Some(value) = get(name)?.map(|field| value(&field, 0)).transpose()?.flatten() {
            values.insert(name.to_owned(), value);
        }
    }
    Ok(row(file, place, |name| values.remove(name)))
}

/// A value as JSON has it; none where it is None, not a number, or of a type that no field has. A day and time at midnight
/// sharp and without a zone is a date, as in a table.
fn value(given: &Bound<'_, PyAny>, depth: usize) -> PyResult<Option<Value>> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(Some(text.to_cow()?.into_owned().into()));
    }
    if depth > DEPTH || given.is_none() || given.is_instance_of::<PyBool>() {
        return Ok(None);
    }
    if given.is_instance_of::<PyInt>() {
        // One that no machine's number holds is a name, if anything.
        return Ok(Some(given.extract::<i64>().map_or_else(|_| given.to_string().into(), Value::from)));
    }
    if let Ok(number) = given.cast::<PyFloat>() {
        return Ok(serde_json::Number::from_f64(number.value()).map(Value::Number));
    }
    if given.is_instance_of::<PyDate>() {
        // The "not a time" of pandas, which is no time that equals another, itself included.
        if given.ne(given)? {
            return Ok(None);
        }
        let words: String = given.call_method0("isoformat")?.extract()?;
        return Ok(Some(words.strip_suffix("T00:00:00").unwrap_or(&words).into()));
    }
    if given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>() {
        let mut items = Vec::new();
        for item in given.try_iter()? {
            items.extend(value(&item?, depth + 1)?);
        }
        return Ok(Some(items.into()));
    }
    if let Ok(fields) = given.cast::<PyDict>() {
        let mut values = Map::new();
        for (name, field) in fields {
            if let (Ok(name), Some(field)) = (name.extract::<String>(), value(&field, depth + 1)?) {
                values.insert(name, field);
            }
        }
        return Ok(Some(values.into()));
    }
    // Scalars of NumPy are no numbers of Python, but know one.
    if given.hasattr("dtype")? && given.hasattr("item")? {
        let inner = given.call_method0("item")?;
        return if inner.is(given) { Ok(None) } else { value(&inner, depth + 1) };
    }
    Ok(None)
}
