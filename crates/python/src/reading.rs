//! Many reports, read at once and given in their order.

use crate::batches::{self, Batches};
use crate::error::{ReportError, report_error};
use crate::item::{self, SOURCE};
use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use onrecord::item::{Attempt, attempt, weigh};
use onrecord::pipeline::{self, Entrance, Event, Exit, Window};
use onrecord::reader;
use onrecord_ingest::{Place, Problem, Raw, Raws, Rows, parse, raws, rows};
use onrecord_model::Reader;
use onrecord_output::columns::Layout;
use onrecord_record::Record;
use pyo3::exceptions::{PyException, PyRuntimeError, PyUserWarning, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyIterator};
use serde_json::Value;
use std::ffi::CString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::available_parallelism;

/// What is to be done about a report that cannot be read.
#[derive(Clone, Copy)]
enum Errors {
    Raise,
    Warn,
    Skip,
}

/// What a record is to become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Json,
    Rows(Layout),
}

/// A record in the shape that is wanted.
pub(crate) enum Output {
    Json(String),
    Rows(Vec<Value>),
}

/// What came of an item, where it stood, and what is to be said of it.
struct Found {
    attempt: Attempt<Output>,
    messages: Vec<String>,
    place: Place,
}

enum Source {
    /// Strings and mappings.
    Items(Py<PyIterator>, u64),
    /// A table, through Arrow's C interface.
    Table(Box<Rows<RecordBatchStreamReader>>),
    /// Files and folders.
    Files(Box<Raws>),
}

/// The work on a source of reports.
pub(crate) struct Work {
    source: Source,
    /// None when all items are in.
    entrance: Option<Entrance<Result<Raw, Problem>>>,
    exit: Exit<Found>,
    /// What ended the source; it is raised when what came before it was given.
    ended_by: Option<PyErr>,
    errors: Errors,
}

/// Records of many reports, as their JSON or as a stream of Arrow batches.
#[pyclass(frozen)]
pub(crate) struct Reading {
    state: Mutex<State>,
    layout: Layout,
    /// What a stream of batches ended with, for which Arrow has only words.
    failure: Arc<Mutex<Option<PyErr>>>,
}

enum State {
    /// Nothing was asked for yet.
    Ready {
        source: Source,
        window: Window,
        errors: Errors,
    },
    Json(Box<Work>),
    /// The work went into a stream, or came to its end.
    Gone,
}

#[pymethods]
impl Reading {
    /// Of an iterator over strings and mappings, or of a capsule with a stream of Arrow batches.
    #[new]
    #[pyo3(signature = (source, *, flat, jobs, errors))]
    fn new(source: &Bound<'_, PyAny>, flat: bool, jobs: Option<usize>, errors: &str) -> PyResult<Self> {
        let source = match source.cast::<PyCapsule>() {
            Ok(capsule) => table(capsule)?,
            Err(_) => Source::Items(source.try_iter()?.unbind(), 0),
        };
        Self::of(source, flat, jobs, errors)
    }

    /// Of files and folders.
    #[staticmethod]
    #[pyo3(signature = (paths, *, flat, jobs, errors))]
    fn of_files(paths: Vec<PathBuf>, flat: bool, jobs: Option<usize>, errors: &str) -> PyResult<Self> {
        Self::of(Source::Files(Box::new(raws(paths))), flat, jobs, errors)
    }

    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    /// The JSON of the next record.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let mut state = self.state()?;
        if let State::Ready { .. } = *state {
            let work = start(&mut state, Made::Json);
            *state = work.map_or(State::Gone, |work| State::Json(Box::new(work)));
        }
        let State::Json(work) = &mut *state else { return Ok(None) };
        Ok(match work.next(py)? {
            Some(Output::Json(json)) => Some(json),
            _ => None,
        })
    }

    /// A capsule with all records as a stream of Arrow batches.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer keep its own schema.
        drop(requested_schema);
        let mut state = self.state()?;
        let work = start(&mut state, Made::Rows(self.layout)).ok_or_else(|| {
            PyRuntimeError::new_err("these records were read already, call read_many again")
        })?;
        batches::capsule(py, Batches::new(work, self.layout, Arc::clone(&self.failure)))
    }

    /// Raises what a stream of batches ended with, if that was an exception of Python's.
    fn reraise(&self) -> PyResult<()> {
        let failure = self.failure.lock().ok().and_then(|mut failure| failure.take());
        failure.map_or(Ok(()), Err)
    }
}

impl Reading {
    fn of(source: Source, flat: bool, jobs: Option<usize>, errors: &str) -> PyResult<Self> {
        let jobs = match jobs {
            Some(0) => return Err(PyValueError::new_err("jobs must be at least 1")),
            Some(jobs) => jobs,
            None => available_parallelism().map_or(1, NonZeroUsize::get),
        };
        let errors = match errors {
            "raise" => Errors::Raise,
            "warn" => Errors::Warn,
            "skip" => Errors::Skip,
            other => {
                let words = format!("errors must be 'raise', 'warn' or 'skip', not {other:?}");
                return Err(PyValueError::new_err(words));
            }
        };
        Ok(Self {
            state: Mutex::new(State::Ready { source, window: Window::of(jobs), errors }),
            layout: if flat { Layout::Statements } else { Layout::Records },
            failure: Arc::default(),
        })
    }

    fn state(&self) -> PyResult<MutexGuard<'_, State>> {
        // To wait for it with the interpreter's lock in hand could be for ever.
        self.state.try_lock().map_err(|_| PyRuntimeError::new_err("another thread is reading these records"))
    }
}

/// The stream in a capsule, as rows.
fn table(capsule: &Bound<'_, PyCapsule>) -> PyResult<Source> {
    let stream = capsule.pointer_checked(Some(batches::NAME))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: by its name the capsule holds such a struct, and whoever takes it out may move it, once: that marks it as
    // released, and a released one is refused.
    let batches = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) }
        .map_err(|error| PyValueError::new_err(error.to_string()))?;
    let rows = rows(&batches.schema(), batches, SOURCE.to_owned())
        .map_err(|problem| ReportError::new_err(problem.to_string()))?;
    Ok(Source::Table(Box::new(rows)))
}

/// Begins with the work, if that was not done before.
fn start(state: &mut State, made: Made) -> Option<Work> {
    match std::mem::replace(state, State::Gone) {
        State::Ready { source, window, errors } => Some(Work::new(source, window, errors, made)),
        other => {
            *state = other;
            None
        }
    }
}

/// The JSON of the record of one report.
pub(crate) fn one(py: Python<'_>, raw: Result<Raw, Problem>) -> PyResult<String> {
    let (mut entrance, exit) = pipeline::begin(Window::of(1), work(Made::Json, false));
    entrance.put(raw, 0);
    drop(entrance);
    match next(py, exit)? {
        Some(Found { attempt: Attempt::Read(Output::Json(json)), .. }) => Ok(json),
        Some(found) => Err(found.error(py)),
        None => Err(PyRuntimeError::new_err("the reader gave nothing")),
    }
}

/// The next that leaves; the interpreter's lock is released meanwhile, and Ctrl-C heeded.
fn next(py: Python<'_>, mut exit: impl Iterator<Item = Event<Found>> + Send) -> PyResult<Option<Found>> {
    loop {
        py.check_signals()?;
        match py.detach(|| exit.next()) {
            Some(Event::Ready(found)) => return Ok(Some(found)),
            Some(Event::Idle) => {}
            None => return Ok(None),
        }
    }
}

/// What is done with each item, on many threads.
fn work(made: Made, from_files: bool) -> impl Fn(Result<Raw, Problem>) -> Found + Send + Sync + 'static {
    let reader = Reader::embedded();
    move |raw| {
        let place = match &raw {
            Ok(raw) => raw.place,
            Err(problem) => problem.place,
        };
        let (attempt, messages) = attempt(raw, |raw| {
            let mut document = parse(raw)?;
            if !from_files {
                document.report.file = None;
            }
            Ok((make(&reader::read(reader, document), made), Vec::new()))
        });
        Found { attempt, messages, place }
    }
}

fn make(record: &Record, made: Made) -> Output {
    // A record has no keys but strings, and no numbers but finite ones: it can always be written.
    match made {
        Made::Json => Output::Json(serde_json::to_string(record).expect("a record can be written")),
        Made::Rows(layout) => Output::Rows(layout.rows(record).expect("a record can be written")),
    }
}

impl Found {
    fn error(&self, py: Python<'_>) -> PyErr {
        let words = self.messages.first().map_or("it is no report", String::as_str);
        report_error(py, words, self.place)
    }

    fn warn(&self, py: Python<'_>) -> PyResult<()> {
        let words = self.messages.first().map_or("it is no report", String::as_str);
        let words = CString::new(words.replace('\0', " "))?;
        PyErr::warn(py, &py.get_type::<PyUserWarning>(), &words, 1)
    }
}

impl Work {
    fn new(source: Source, window: Window, errors: Errors, made: Made) -> Self {
        let from_files = matches!(source, Source::Files(_));
        let (entrance, exit) = pipeline::begin(window, work(made, from_files));
        Self { source, entrance: Some(entrance), exit, ended_by: None, errors }
    }

    /// The next record.
    pub(crate) fn next(&mut self, py: Python<'_>) -> PyResult<Option<Output>> {
        loop {
            self.fill(py)?;
            let Some(found) = next(py, &mut self.exit)? else {
                return self.ended_by.take().map_or(Ok(None), Err);
            };
            match (&found.attempt, self.errors) {
                (Attempt::Failed, Errors::Raise) => return Err(found.error(py)),
                (Attempt::Failed, Errors::Warn) => found.warn(py)?,
                _ => {}
            }
            if let Attempt::Read(output) = found.attempt {
                return Ok(Some(output));
            }
        }
    }

    /// Lets in as many items as there is room for. A source that is slow is asked for one at a time, so that what is ready
    /// need not wait for more than that.
    fn fill(&mut self, py: Python<'_>) -> PyResult<()> {
        while let Some(entrance) = self.entrance.as_mut().filter(|entrance| entrance.has_room()) {
            match pull(&mut self.source, py) {
                Ok(Some(raw)) => {
                    let weight = weigh(&raw);
                    entrance.put(raw, weight);
                }
                Ok(None) => self.entrance = None,
                Err(error) if error.is_instance_of::<PyException>(py) => {
                    self.ended_by = Some(error);
                    self.entrance = None;
                }
                // Ctrl-C, and the like.
                Err(error) => {
                    self.entrance = None;
                    return Err(error);
                }
            }
            if self.exit.is_ready() {
                break;
            }
        }
        Ok(())
    }
}

/// The next item of a source.
fn pull(source: &mut Source, py: Python<'_>) -> PyResult<Option<Result<Raw, Problem>>> {
    match source {
        Source::Table(rows) => Ok(py.detach(|| rows.next())),
        Source::Files(raws) => Ok(py.detach(|| raws.next())),
        Source::Items(items, number) => {
            let Some(item) = items.bind(py).clone().next() else { return Ok(None) };
            let raw = item::of_item(*number, &item?)?;
            *number += 1;
            Ok(Some(raw))
        }
    }
}
