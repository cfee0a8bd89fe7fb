//! Annotated reports, whoever annotated them: people or a reader.

use onrecord_record::{Record, Statement};
use onrecord_text::{Offsets, Span};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A report with its statements.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// Its name, for messages.
    pub doc: Option<String>,
    /// The text that all spans point into.
    pub text: String,
    /// Whether all its statements are annotated. If only a sample is, it tells nothing of precision.
    pub complete: bool,
    /// The statements.
    pub annotations: Vec<Annotation>,
}

/// A statement. A field is `None` where it was not annotated, and else lists the answers that are accepted; an empty
/// answer says that there is nothing to give.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// Who it is attributed to.
    pub source: Vec<Span>,
    /// What signals the attribution.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// Whether it lies inside another statement's content.
    pub inside: bool,
    /// What sort of source it is.
    pub kind: Option<Vec<String>>,
    /// The actor's name.
    pub actor: Option<Vec<String>>,
    /// How the source stands to the content.
    pub stance: Option<Vec<String>>,
    /// The words that say when it was said.
    pub said_when: Option<Vec<String>>,
    /// How sure the reader was, from 0 to 1; people give none.
    pub confidence: Option<f64>,
}

/// Why annotated reports could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or folder cannot be opened or read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is not what it should be.
    #[error("{}:{line}: {message}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// A folder without a single `.ann` file.
    #[error("{}: no .ann file in this folder", path.display())]
    NoAnnotation {
        /// The folder.
        path: PathBuf,
    },
}

/// Reads annotated reports: a folder of brat files ([`crate::read_brat`]), or a file with one JSON object a line.
///
/// An object has the `text` and either `attributions` or the `statements` and `actors` of a record. An attribution has
/// `source`, `cue` and `content` as lists of `[start, end]`, and may have `kind`, `actor`, `stance` and `said_when` (one
/// accepted answer or a list of them), `inside` and `confidence`. The object may have a name, `doc`, and
/// `"complete": false`.
///
/// # Errors
/// Names the file that cannot be read, or the line that is not such an object.
pub fn load(path: &Path) -> Result<Vec<Annotated>, Error> {
    if path.is_dir() {
        return crate::read_brat(path);
    }
    let io = |source| Error::Io { path: path.to_owned(), source };
    let mut found = Vec::new();
    for (i, line) in BufReader::new(File::open(path).map_err(io)?).lines().enumerate() {
        let line = line.map_err(io)?;
        if line.trim().is_empty() {
            continue;
        }
        let fail = |message: String| Error::Line { path: path.to_owned(), line: i + 1, message };
        let object: Object = serde_json::from_str(&line).map_err(|e| fail(e.to_string()))?;
        found.push(object.annotated().map_err(|e| fail(e.to_owned()))?);
    }
    Ok(found)
}

impl From<&Record> for Annotated {
    fn from(record: &Record) -> Self {
        let names: HashMap<&str, &str> =
            record.actors.iter().map(|a| (a.id.as_str(), a.name.as_str())).collect();
        let offsets = Offsets::new(&record.text);
        let annotation = |s: &Statement| {
            let name = |value: Option<Value>| {
                Some(vec![value.as_ref().and_then(Value::as_str).unwrap_or("").to_owned()])
            };
            Annotation {
                source: s.source.clone(),
                cue: s.cue.clone(),
                content: s.content.clone(),
                inside: s.inside.is_some(),
                kind: name(s.kind.and_then(|k| serde_json::to_value(k).ok())),
                stance: name(s.stance.and_then(|k| serde_json::to_value(k).ok())),
                actor: Some(vec![
                    s.actor.as_deref().and_then(|a| names.get(a)).copied().unwrap_or("").to_owned(),
                ]),
                said_when: Some(vec![joined(&record.text, &offsets, &s.said_when)]),
                // As it is written: the number of few digits that means this one.
                confidence: s.confidence.to_string().parse().ok(),
            }
        };
        Self {
            doc: record.report.key.clone().or_else(|| record.report.file.clone()),
            text: record.text.clone(),
            complete: true,
            annotations: record.statements.iter().map(annotation).collect(),
        }
    }
}

/// The words at `spans`, with a space between the pieces.
fn joined(text: &str, offsets: &Offsets<'_>, spans: &[Span]) -> String {
    let pieces = spans.iter().filter(|s| s.start <= s.end).map(|&s| offsets.bytes(s).of(text));
    pieces.collect::<Vec<_>>().join(" ")
}

/// One line of JSON.
#[derive(Deserialize)]
struct Object {
    doc: Option<String>,
    text: String,
    complete: Option<bool>,
    attributions: Option<Vec<Item>>,
    statements: Option<Vec<Item>>,
    actors: Option<Vec<Name>>,
}

#[derive(Deserialize)]
struct Name {
    id: String,
    name: String,
}

/// A statement in JSON. People's answers are strings, or lists of accepted strings; a record's actor is an id and its
/// `said_when` spans.
#[derive(Deserialize)]
struct Item {
    source: Option<Vec<Span>>,
    cue: Option<Vec<Span>>,
    content: Option<Vec<Span>>,
    inside: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    kind: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    actor: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    stance: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    said_when: Option<Value>,
    confidence: Option<f64>,
}

/// Tells `null` from a field that is missing.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Object {
    fn annotated(self) -> Result<Annotated, &'static str> {
        let annotations = match (self.statements, self.attributions) {
            (Some(statements), _) => {
                let actors = self.actors.unwrap_or_default();
                let names: HashMap<&str, &str> =
                    actors.iter().map(|a| (a.id.as_str(), a.name.as_str())).collect();
                let offsets = Offsets::new(&self.text);
                statements.into_iter().map(|item| item.of_record(&self.text, &offsets, &names)).collect()
            }
            (None, Some(attributions)) => attributions.into_iter().map(Item::of_people).collect(),
            (None, None) => return Err("neither `attributions` nor `statements`"),
        };
        Ok(Annotated { doc: self.doc, text: self.text, complete: self.complete.unwrap_or(true), annotations })
    }
}

impl Item {
    fn of_people(self) -> Annotation {
        Annotation {
            source: self.source.unwrap_or_default(),
            cue: self.cue.unwrap_or_default(),
            content: self.content.unwrap_or_default(),
            inside: self.inside.is_some_and(|v| is_true(&v)),
            kind: self.kind.map(answers),
            actor: self.actor.map(answers),
            stance: self.stance.map(answers),
            said_when: self.said_when.map(answers),
            confidence: self.confidence,
        }
    }

    fn of_record(mut self, text: &str, offsets: &Offsets<'_>, names: &HashMap<&str, &str>) -> Annotation {
        let actor = self.actor.take().as_ref().and_then(Value::as_str).and_then(|id| names.get(id)).copied();
        let when: Vec<Span> =
            self.said_when.take().and_then(|spans| serde_json::from_value(spans).ok()).unwrap_or_default();
        Annotation {
            actor: Some(vec![actor.unwrap_or("").to_owned()]),
            said_when: Some(vec![joined(text, offsets, &when)]),
            ..self.of_people()
        }
    }
}

fn answers(value: Value) -> Vec<String> {
    let answer = |v: &Value| v.as_str().unwrap_or("").to_owned();
    match value {
        Value::Array(options) => options.iter().map(answer).collect(),
        one => vec![answer(&one)],
    }
}

/// Whether Python would take `value` for true: ids are numbers in some sets and strings in others.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(o) => !o.is_empty(),
    }
}
