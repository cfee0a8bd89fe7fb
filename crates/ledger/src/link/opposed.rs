//! Whether what two propositions say cannot both hold, by the rules of disputes.

use super::record;
use crate::error::Result;
use onrecord_compare::claim::{FigureRelation, Judgement, Proposition, Relation};
use onrecord_compare::dispute::{Count, counts, inside, opposed};
use onrecord_record::Record;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// The counts of the reports that a new one is held against.
pub(super) struct Opposition {
    counts: HashMap<String, Vec<Count>>,
}

impl Opposition {
    /// For the propositions of this record.
    pub(super) fn of(record: &Record) -> Self {
        Self { counts: HashMap::from([(record.report.id.clone(), counts(record))]) }
    }

    /// How two propositions stand, and how their figures do; see [`opposed`].
    pub(super) fn judged(
        &mut self,
        db: &Connection,
        a: &Proposition,
        b: &Proposition,
        judgement: &Judgement,
    ) -> Result<(Relation, FigureRelation)> {
        let figures = !a.figures.is_empty() && !b.figures.is_empty();
        let [of_a, of_b] =
            if figures { [self.inside(db, a)?, self.inside(db, b)?] } else { [Vec::new(), Vec::new()] };
        Ok(opposed([a, b], [&of_a, &of_b], judgement))
    }

    /// The counts that stand in a proposition's words.
    fn inside(&mut self, db: &Connection, proposition: &Proposition) -> Result<Vec<Count>> {
        let hash = &proposition.report;
        if !self.counts.contains_key(hash) {
            let select = "SELECT id FROM report WHERE hash = ?1";
            let id = db.prepare_cached(select)?.query_row([hash], |row| row.get(0)).optional()?;
            let counted = id.map(|id| record(db, id)).transpose()?.map(|record| counts(&record));
            self.counts.insert(hash.clone(), counted.unwrap_or_default());
        }
        Ok(inside(&self.counts[hash], proposition))
    }
}
