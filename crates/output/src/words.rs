//! A record's spans as words.

use onrecord_record::{Actor, Record, Span, Statement, Via};
use onrecord_text::Offsets;
use std::collections::HashMap;

/// Looks up words and actors of one record.
pub(crate) struct Words<'r> {
    text: &'r str,
    offsets: Offsets<'r>,
    actors: HashMap<&'r str, &'r Actor>,
}

impl<'r> Words<'r> {
    pub(crate) fn of(record: &'r Record) -> Self {
        Self {
            text: &record.text,
            offsets: Offsets::new(&record.text),
            actors: record.actors.iter().map(|a| (a.id.as_str(), a)).collect(),
        }
    }

    /// The words at `span`; none where it does not lie in the text.
    pub(crate) fn at(&self, span: Span) -> &'r str {
        if span.start > span.end { "" } else { self.offsets.bytes(span).of(self.text) }
    }

    /// The words of all `pieces`, in order, with ` … ` between those that do not touch.
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

    /// The name of the actor with this id.
    pub(crate) fn name(&self, actor: Option<&str>) -> Option<&'r str> {
        actor.and_then(|id| self.actors.get(id)).map(|actor| actor.name.as_str())
    }

    /// Who a statement is attributed to.
    pub(crate) fn actor(&self, statement: &Statement) -> Option<&'r str> {
        self.name(statement.actor.as_deref())
    }

    /// Who relayed a statement: its name, or the words where there is none.
    pub(crate) fn via(&self, via: &Via) -> &'r str {
        self.name(via.actor.as_deref()).unwrap_or_else(|| self.at(via.span))
    }
}
