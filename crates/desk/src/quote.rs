//! Who says what in one record, in words.

use onrecord_output::Words;
use onrecord_record::{Record, Statement};
use std::collections::HashMap;
use std::ops::Deref;

/// Looks up words, actors and statements of one record.
pub(crate) struct Quote<'r> {
    pub(crate) record: &'r Record,
    words: Words<'r>,
    statements: HashMap<&'r str, usize>,
}

impl<'r> Deref for Quote<'r> {
    type Target = Words<'r>;

    fn deref(&self) -> &Words<'r> {
        &self.words
    }
}

impl<'r> Quote<'r> {
    pub(crate) fn of(record: &'r Record) -> Self {
        let statements = record.statements.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
        Self { record, words: Words::of(record), statements }
    }

    /// Who a statement is attributed to, by the fullest name there is; none where the report names nobody.
    pub(crate) fn who(&self, statement: &'r Statement) -> Option<String> {
        let named = self.name(statement.actor.as_deref()).map(str::to_owned);
        named.or_else(|| (!statement.source.is_empty()).then(|| self.join(&statement.source)))
    }

    /// The statements that this one is nested in, outermost first: indices into the record's statements.
    pub(crate) fn around(&self, statement: &'r Statement) -> Vec<usize> {
        let mut around = Vec::new();
        let mut next = statement.inside.as_deref();
        while let Some(&i) = next.and_then(|id| self.statements.get(id)) {
            // Records can come from elsewhere: one that nests in itself has no outermost.
            if around.contains(&i) || around.len() == 16 {
                break;
            }
            around.push(i);
            next = self.record.statements[i].inside.as_deref();
        }
        around.reverse();
        around
    }

    /// Who relays whom, from the report to the one who said it: `The Caldian Times`, `a Western diplomat`.
    pub(crate) fn chain(&self, statement: &'r Statement) -> Vec<String> {
        let unnamed = || "nobody named".to_owned();
        let report = self.record.report.outlet.clone().unwrap_or_else(|| "this report".to_owned());
        let mut chain = vec![report];
        for i in self.around(statement) {
            chain.push(self.who(&self.record.statements[i]).unwrap_or_else(unnamed));
        }
        chain.extend(statement.via.iter().map(|via| self.via(via).to_owned()));
        chain.push(self.who(statement).unwrap_or_else(unnamed));
        chain
    }
}
