//! From a row's number, or a short name, to the address that a decision needs.

use crate::decision::Address;
use crate::error::{Error, Result};
use crate::page::Words;
use crate::store::Ledger;
use onrecord_record::Span;
use rusqlite::OptionalExtension;

impl Ledger {
    /// The address of a statement, by its number.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is no such statement.
    pub fn address_of_statement(&self, id: i64) -> Result<Address> {
        let select = "SELECT report, start, end FROM statement WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Span { start: row.get(1)?, end: row.get(2)? }));
        match self.db().prepare_cached(select)?.query_row([id], read).optional()? {
            Some((report, span)) => self.address(report, span),
            None => Err(Error::Refused(format!("there is no statement {id}"))),
        }
    }

    /// The address of the statement that words a claim, by the claim's number.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is no such claim, or nothing is left of it.
    pub fn address_of_claim(&self, id: i64) -> Result<Address> {
        let select = "SELECT s.id FROM statement s JOIN claim c ON c.id = s.claim WHERE c.id = ?1
            ORDER BY s.id IS NOT c.wording, s.id LIMIT 1";
        match self.db().prepare_cached(select)?.query_row([id], |row| row.get(0)).optional()? {
            Some(statement) => self.address_of_statement(statement),
            None => Err(Error::Refused(format!("there is no claim {id}"))),
        }
    }

    /// The address of the first mention of an actor across reports, by the actor's number.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is no such actor, or it has no mention left.
    pub fn address_of_actor(&self, id: i64) -> Result<Address> {
        let select = "SELECT id FROM mention WHERE actor = ?1 ORDER BY id LIMIT 1";
        match self.db().prepare_cached(select)?.query_row([id], |row| row.get(0)).optional()? {
            Some(mention) => self.address_of_mention(mention),
            None => Err(Error::Refused(format!("there is no actor {id}"))),
        }
    }

    /// The address of an actor of one record, by the number of its row.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is no such mention.
    pub fn address_of_mention(&self, id: i64) -> Result<Address> {
        let select = "SELECT report, spans FROM mention WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?));
        let found = self.db().prepare_cached(select)?.query_row([id], read).optional()?;
        let Some((report, spans)) = found else {
            return Err(Error::Refused(format!("there is no mention {id}")));
        };
        let spans: Vec<Span> = serde_json::from_str(&spans)
            .map_err(|error| Error::Column { place: format!("mention {id}, spans"), error })?;
        match spans.first() {
            Some(&span) => self.address(report, span),
            None => Err(Error::Refused(format!("mention {id} stands nowhere"))),
        }
    }

    /// The address that a short name means: the first digits of a report's hash, a colon, and a place within its record (`s3`,
    /// `n2`, `a1`) or in its text (`120-134`).
    ///
    /// # Errors
    /// [`Error::Refused`] where the name is no such name, or there is nothing, or more than one thing, that it can mean.
    pub fn address_of(&self, name: &str) -> Result<Address> {
        let refused = |what: &str| Err(Error::Refused(format!("{name}: {what}")));
        let Some((digits, place)) = name.strip_prefix("sha256:").unwrap_or(name).split_once(':') else {
            return refused("no name of a place; one is like 3fa9c1:s2, 3fa9c1:a1 or 3fa9c1:120-134");
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return refused("begins with no hash of a report");
        }
        let prefix = format!("sha256:{}", digits.to_ascii_lowercase());
        let select = "SELECT id FROM report WHERE hash >= ?1 AND hash < ?1 || 'g' ORDER BY hash LIMIT 2";
        let mut select = self.db().prepare_cached(select)?;
        let reports: Vec<i64> =
            select.query_map([prefix], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let &[report] = &reports[..] else {
            return refused(if reports.is_empty() { "no such report" } else { "several such reports" });
        };
        if let Some((start, end)) = place.split_once('-')
            && let (Ok(start), Ok(end)) = (start.parse(), end.parse())
        {
            return self.address(report, Span { start, end });
        }
        let id = |table: &str| {
            let select = format!("SELECT id FROM {table} WHERE report = ?1 AND place = ?2");
            self.db().prepare_cached(&select)?.query_row((report, place), |row| row.get(0)).optional()
        };
        if let Some(statement) = id("statement")? {
            return self.address_of_statement(statement);
        }
        match id("mention")? {
            Some(mention) => self.address_of_mention(mention),
            None => refused("no such place in the report"),
        }
    }

    /// The address of a place in the text of a report.
    fn address(&self, report: i64, span: Span) -> Result<Address> {
        let text = crate::replay::text(self.db(), report)?;
        let hash = "SELECT hash FROM report WHERE id = ?1";
        let report: String = self.db().prepare_cached(hash)?.query_row([report], |row| row.get(0))?;
        match Words::of(&text).at(span).filter(|words| !words.is_empty()) {
            Some(words) => Ok(Address { report, start: span.start, end: span.end, words: words.to_owned() }),
            None => Err(Error::Refused(format!("there are no words at {}-{}", span.start, span.end))),
        }
    }
}
