//! Raw bytes as they are kept, and given back to be read anew.

use crate::error::Result;
use crate::store::Ledger;
use onrecord_ingest::{Format, Place, Raw};
use rusqlite::OptionalExtension;

/// How a format is written in the table.
pub(crate) const fn name(format: Format) -> &'static str {
    format.name()
}

/// The format of that name; a name that this version does not know is read as text.
pub(crate) fn format(name: &str) -> Format {
    Format::ALL.into_iter().find(|&f| self::name(f) == name).unwrap_or(Format::Text)
}

/// The raw bytes of the reports that another reader made the records of; see [`Ledger::outdated`].
pub struct Outdated {
    ledger: Ledger,
    model: String,
    after: i64,
}

impl Ledger {
    /// How many records are from another reader than `model`.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn count_outdated(&self, model: &str) -> Result<usize> {
        let count = "SELECT count(*) FROM report WHERE model <> ?1";
        Ok(self.db().query_row(count, [model], |row| row.get(0))?)
    }

    /// The raw bytes of the reports whose records are from another reader than `model`, in the order in which they were
    /// filed. It holds one at a time, and no transaction.
    pub fn outdated(self, model: &str) -> Outdated {
        Outdated { ledger: self, model: model.to_owned(), after: 0 }
    }
}

impl Iterator for Outdated {
    type Item = Result<Raw>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = "SELECT report.id, file, format, bytes FROM report JOIN raw ON raw.hash = report.raw
            WHERE report.id > ?1 AND model <> ?2 ORDER BY report.id LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            let file: Option<String> = row.get(1)?;
            let raw = Raw {
                file: file.unwrap_or_default(),
                place: Place::Whole,
                format: format(row.get_ref(2)?.as_str()?),
                bytes: row.get(3)?,
                cut: None,
            };
            Ok((row.get(0)?, raw))
        };
        let db = self.ledger.db();
        let found = db
            .prepare_cached(next)
            .and_then(|mut next| next.query_row((self.after, &self.model), read).optional());
        match found {
            Ok(found) => {
                let (id, raw) = found?;
                self.after = id;
                Some(Ok(raw))
            }
            Err(error) => {
                // What cannot be read now cannot be passed over either.
                self.after = i64::MAX;
                Some(Err(error.into()))
            }
        }
    }
}
