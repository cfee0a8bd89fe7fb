//! Which reports and statements are exported.

use crate::error::{Error, Result};
use crate::query::Filter;
use crate::query::filter::Condition;
use crate::query::saying::{ReportName, Saying, Spans, name, sayings};
use onrecord_record::Record;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;

/// The statements that pass a filter, and the reports that hold them.
pub struct Selection<'d> {
    pub(super) db: &'d Connection,
    filter: Filter,
    condition: Condition,
}

/// A report as it is exported.
pub(super) struct Exported {
    /// Its number in the ledger.
    pub(super) id: i64,
    pub(super) name: ReportName,
    /// Its record, with people's decisions over it.
    pub(super) record: Record,
    /// Its statements and narration that pass, in the order of the text.
    pub(super) sayings: Vec<Saying>,
}

impl<'d> Selection<'d> {
    /// What of a ledger passes `filter`.
    ///
    /// # Errors
    /// [`Error::Question`] where the filter cannot be understood; what SQLite says.
    pub fn new(db: &'d Connection, filter: &Filter) -> Result<Self> {
        Ok(Self { db, filter: filter.clone(), condition: filter.condition(db)? })
    }

    pub(super) const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Tells `on` each report that holds a statement which passes, in the order of publication; undated ones come last.
    pub(super) fn each(&self, mut on: impl FnMut(Exported) -> Result<()>) -> Result<()> {
        let Condition { report, statement } = &self.condition;
        let holds = if statement.is_empty() {
            String::new()
        } else {
            format!(" AND EXISTS (SELECT 1 FROM statement s WHERE s.report = r.id{})", statement.sql)
        };
        let mut select = self.db.prepare_cached(&format!(
            "SELECT r.id, r.hash, r.key, r.title, r.outlet, r.published FROM report r WHERE true{}{holds}
            ORDER BY r.published IS NULL, r.published, r.hash",
            report.sql
        ))?;
        let mut rows = select.query(params_from_iter(self.condition.values()))?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let (record, sayings) = (record(self.db, id)?, self.sayings(id)?);
            on(Exported { id, name: name(row, 1)?, record, sayings })?;
        }
        Ok(())
    }

    fn sayings(&self, report: i64) -> Result<Vec<Saying>> {
        let rest =
            format!("WHERE s.report = ?{} ORDER BY s.start, s.end, s.id", self.condition.statement.sql);
        let values =
            std::iter::once(Value::from(report)).chain(self.condition.statement.values.iter().cloned());
        sayings(self.db, &rest, params_from_iter(values))
    }
}

/// The record of a report, with the stances and spans that people decided on.
fn record(db: &Connection, report: i64) -> Result<Record> {
    let json = crate::row::Report::record(db, report)?;
    let column = |error| Error::Column { place: format!("report {report}, record"), error };
    let mut record: Record = serde_json::from_str(&json).map_err(column)?;
    let places: HashMap<String, usize> =
        record.statements.iter().enumerate().map(|(i, s)| (s.id.clone(), i)).collect();
    let mut decided = db.prepare_cached(
        "SELECT place, stance, spans FROM statement
        WHERE report = ?1 AND (stance IS NOT machine_stance OR spans IS NOT machine_spans)",
    )?;
    let mut rows = decided.query([report])?;
    while let Some(row) = rows.next()? {
        let Some(&i) = places.get(&row.get::<_, String>(0)?) else { continue };
        let stance: Option<String> = row.get(1)?;
        record.statements[i].stance = serde_json::from_value(stance.into()).map_err(column)?;
        let Spans { source, cue, content } =
            serde_json::from_str(&row.get::<_, String>(2)?).map_err(column)?;
        let statement = &mut record.statements[i];
        (statement.source, statement.cue, statement.content) = (source, cue, content);
    }
    Ok(record)
}
