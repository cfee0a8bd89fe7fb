//! A record's spans as words.

use onrecord_record::{Actor, Record, Span, Via};
use onrecord_text::Offsets;
use std::collections::HashMap;

/// Looks up words and actors of one record.
pub struct Words<'r> {
    text: &'r str,
    offsets: Offsets<'r>,
    actors: HashMap<&'r str, &'r Actor>,
}

impl<'r> Words<'r> {
    /// Prepares to look things up in `record`.
    pub fn of(record: &'r Record) -> Self {
        Self {
            text: &record.text,
            offsets: Offsets::new(&record.text),
            actors: record.actors.iter().map(|a| (a.id.as_str(), a)).collect(),
        }
    }

    /// The words at `span`; none where it does not lie in the text.
    pub fn at(&self, span: Span) -> &'r str {
        if span.start > span.end { "" } else { self.offsets.bytes(span).of(self.text) }
    }

    /// The words of all `pieces`, in order, with ` … ` between those that do not touch.
    pub fn join(&self, pieces: &[Span]) -> String {
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

    /// The actor with this id.
    pub fn actor(&self, id: Option<&str>) -> Option<&'r Actor> {
        id.and_then(|id| self.actors.get(id)).copied()
    }

    /// The name of the actor with this id.
    pub fn name(&self, id: Option<&str>) -> Option<&'r str> {
        self.actor(id).map(|actor| actor.name.as_str())
    }

    /// Who relayed a statement: its name, or the words where there is none.
    pub fn via(&self, via: &Via) -> &'r str {
        self.name(via.actor.as_deref()).unwrap_or_else(|| self.at(via.span))
    }
}
