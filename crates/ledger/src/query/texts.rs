//! The words and figures of reports, read from their records once an answer.

use crate::error::{Error, Result};
use onrecord_record::{Figure, Span};
use onrecord_text::Offsets;
use rusqlite::Connection;
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What an answer needs of a record; the rest is passed over.
#[derive(Deserialize)]
pub(crate) struct Text {
    text: String,
    pub(crate) figures: Vec<Figure>,
}

impl Text {
    /// The words at `span`; none where it does not lie in the text.
    pub(crate) fn at(&self, span: Span) -> &str {
        let bytes = Offsets::new(&self.text).bytes(span);
        self.text.get(bytes.start..bytes.end).unwrap_or_default()
    }
}

/// Texts of reports by their numbers.
pub(crate) struct Texts<'d> {
    db: &'d Connection,
    read: HashMap<i64, Text>,
}

impl<'d> Texts<'d> {
    pub(crate) fn new(db: &'d Connection) -> Self {
        Self { db, read: HashMap::new() }
    }

    pub(crate) fn of(&mut self, report: i64) -> Result<&Text> {
        match self.read.entry(report) {
            Entry::Occupied(there) => Ok(there.into_mut()),
            Entry::Vacant(place) => {
                let json = crate::row::Report::record(self.db, report)?;
                let text = serde_json::from_str(&json)
                    .map_err(|error| Error::Column { place: format!("report {report}, record"), error })?;
                Ok(place.insert(text))
            }
        }
    }
}
