//! Whether what two propositions say cannot both hold, by the rules of disputes.

use super::record;
use crate::error::Result;
use onrecord_compare::claim::{FigureRelation, Judgement, Proposition, Relation};
use onrecord_compare::dispute::{Clash, Count, clash, counts, figures};
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

    /// How two propositions stand, and how their figures do: a contradiction that names no words, and a figure that counts
    /// something else, are none.
    pub(super) fn judged(
        &mut self,
        db: &Connection,
        a: &Proposition,
        b: &Proposition,
        judgement: &Judgement,
    ) -> Result<(Relation, FigureRelation)> {
        let counted = if a.figures.is_empty() || b.figures.is_empty() {
            FigureRelation::None
        } else {
            figures(&self.inside(db, a)?, &self.inside(db, b)?)
        };
        let found = clash(a, b, judgement, counted);
        let relation = match judgement.relation {
            Relation::Contradicts if found.is_none() => Relation::Related,
            relation => relation,
        };
        let figures = match counted {
            FigureRelation::Disagree if found != Some(Clash::Figures) => FigureRelation::None,
            figures => figures,
        };
        Ok((relation, figures))
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
        let within = |count: &&Count| {
            let place = count.figure.span;
            proposition.content.iter().any(|piece| piece.start <= place.start && place.end <= piece.end)
        };
        Ok(self.counts[hash].iter().filter(within).cloned().collect())
    }
}
