//! Outlets that a report's statements name: as the source, or as the one who relays it.

use onrecord_record::{Actor, ActorKind, Record, SourceKind, Span, Statement};

use super::{Reliance, Sort};

/// Finds them; code points.
pub(super) fn find(record: &Record) -> Vec<Reliance> {
    record.statements.iter().flat_map(|statement| of_statement(record, statement)).collect()
}

fn of_statement(record: &Record, statement: &Statement) -> Vec<Reliance> {
    let actor = |id: Option<&String>| record.actors.iter().find(|actor| Some(&actor.id) == id);
    let place = Some(statement.id.clone());
    // People relay too ("Poe said that Roe had told her"), but whom a report has it from is an outlet.
    let outlet = |id: Option<&String>| actor(id).is_none_or(|actor| actor.kind == ActorKind::Outlet);
    let relayed = statement.via.iter().filter(move |via| outlet(via.actor.as_ref())).map(|via| {
        let on = name(record, actor(via.actor.as_ref()), via.span);
        Reliance { place: place.clone(), on, actor: via.actor.clone(), span: via.span, sort: Sort::Via }
    });
    let cited = (statement.kind == Some(SourceKind::Outlet)).then(|| hull(&statement.source)).flatten();
    let cited = cited.map(|span| {
        let on = name(record, actor(statement.actor.as_ref()), span);
        Reliance { place: place.clone(), on, actor: statement.actor.clone(), span, sort: Sort::Source }
    });
    relayed.chain(cited).collect()
}

/// What the record calls an actor, or else the words at a place.
fn name(record: &Record, actor: Option<&Actor>, span: Span) -> String {
    let words =
        || record.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect::<String>();
    let name = actor.map_or_else(words, |actor| actor.name.clone());
    name.trim_end_matches(['.', ',', ';']).to_owned()
}

/// From the first piece to the end of the last.
fn hull(pieces: &[Span]) -> Option<Span> {
    let start = pieces.iter().map(|piece| piece.start).min()?;
    let end = pieces.iter().map(|piece| piece.end).max()?;
    Some(Span { start, end })
}
