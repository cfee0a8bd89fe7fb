//! A record's spans as words.

use onrecord_record::{Actor, Record, Span, Statement};
use onrecord_text::Offsets;
use std::collections::HashMap;

/// Looks up words, actors and statements of one record.
pub(crate) struct Quote<'r> {
    pub(crate) record: &'r Record,
    offsets: Offsets<'r>,
    actors: HashMap<&'r str, &'r Actor>,
    statements: HashMap<&'r str, usize>,
}

impl<'r> Quote<'r> {
    pub(crate) fn of(record: &'r Record) -> Self {
        Self {
            record,
            offsets: Offsets::new(&record.text),
            actors: record.actors.iter().map(|a| (a.id.as_str(), a)).collect(),
            statements: record.statements.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect(),
        }
    }

    /// The words at `span`; none where it does not lie in the text.
    pub(crate) fn at(&self, span: Span) -> &'r str {
        if span.start > span.end { "" } else { self.offsets.bytes(span).of(&self.record.text) }
    }

    /// The words of all pieces, in order, with ` … ` between those that do not touch.
    pub(crate) fn join(&self, pieces: &[Span]) -> String {
        let mut joined = String::new();
        for (i, &piece) in pieces.iter().enumerate() {
            if i > 0 {
                let between = Span { start: pieces[i - 1].end, end: piece.start };
                joined.push_str(if self.at(between).trim().is_empty() { " " } else { " … " });
            }
            joined.push_str(self.at(piece));
        }
        joined
    }

    pub(crate) fn actor(&self, id: Option<&str>) -> Option<&'r Actor> {
        id.and_then(|id| self.actors.get(id)).copied()
    }

    /// Who a statement is attributed to, by the fullest name there is; none where the report names nobody.
    pub(crate) fn who(&self, statement: &'r Statement) -> Option<String> {
        let named = self.actor(statement.actor.as_deref()).map(|actor| actor.name.clone());
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
        for via in &statement.via {
            let named = self.actor(via.actor.as_deref()).map(|actor| actor.name.clone());
            chain.push(named.unwrap_or_else(|| self.at(via.span).to_owned()));
        }
        chain.push(self.who(statement).unwrap_or_else(unnamed));
        chain
    }
}
