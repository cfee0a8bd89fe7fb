//! What pages show, as tables that spreadsheets open.

use crate::view::{Actors, Decided, Entry, Listed, Outlets, Stories, Story, title, who};
use onrecord_ledger::State;
use onrecord_ledger::query::disputes::Stand;
use onrecord_ledger::query::saying::Saying;

/// A table in CSV: UTF-8 with a byte order mark, which spreadsheets need to know it.
pub(crate) struct Table(String);

impl Table {
    /// A table with these columns, which have no commas in their names.
    fn of(columns: &[&str]) -> Self {
        Self(format!("\u{feff}{}\r\n", columns.join(",")))
    }

    fn row(&mut self, cells: &[&str]) {
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.0.push(',');
            }
            put(&mut self.0, cell);
        }
        self.0.push_str("\r\n");
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// Statements.
    pub(crate) fn statements<'s>(sayings: impl IntoIterator<Item = &'s Saying>) -> Self {
        let mut table = Self::of(&[
            "report",
            "outlet",
            "published",
            "title",
            "place",
            "who",
            "source",
            "cue",
            "content",
            "kind",
            "stance",
            "stand",
            "said_from",
            "confidence",
            "claim",
        ]);
        for saying in sayings {
            let claim = saying.claim.map(|claim| claim.to_string()).unwrap_or_default();
            let confidence = format!("{:.2}", saying.confidence);
            table.row(&[
                &saying.report.id,
                known(saying.report.outlet.as_ref()),
                known(saying.report.published.as_ref()),
                title(&saying.report),
                &saying.place,
                who(saying).unwrap_or_default(),
                &saying.source,
                &saying.cue,
                &saying.content,
                known(saying.kind.as_ref()),
                known(saying.stance.as_ref()),
                known(saying.stand.as_ref()),
                known(saying.said_from.as_ref()),
                &confidence,
                &claim,
            ]);
        }
        table
    }

    /// Reports.
    pub(crate) fn reports(entries: &[Entry]) -> Self {
        let mut table =
            Self::of(&["report", "title", "outlet", "published", "statements", "unnamed", "denials"]);
        for entry in entries {
            let counts = [entry.statements, entry.unnamed, entry.denials].map(|n| n.to_string());
            let (outlet, published) = (known(entry.outlet.as_ref()), known(entry.published.as_ref()));
            table.row(&[&entry.hash, &entry.title, outlet, published, &counts[0], &counts[1], &counts[2]]);
        }
        table
    }

    /// Claims, each with who puts it forward and what stands against it.
    pub(crate) fn claims(listed: &[Listed]) -> Self {
        let mut table = Self::of(&["claim", "wording", "reports", "by", "against"]);
        for claim in listed {
            let against = claim.against.iter().map(|against| {
                let who = against.who.join(", ");
                match against.how {
                    Stand::Denies => format!("{who}: denied"),
                    _ => format!("{who}: {}", against.wording),
                }
            });
            let against = against.collect::<Vec<_>>().join(" / ");
            table.row(&[
                &claim.id.to_string(),
                &claim.wording,
                &claim.reports.to_string(),
                &claim.by.join(" / "),
                &against,
            ]);
        }
        table
    }

    /// Stories.
    pub(crate) fn stories(listed: &[Stories]) -> Self {
        let mut table = Self::of(&["story", "title", "reports", "outlets", "first", "last"]);
        for story in listed {
            let [id, reports, outlets] =
                [story.id.to_string(), story.reports.to_string(), story.outlets.to_string()];
            let (first, last) = (known(story.first.as_ref()), known(story.last.as_ref()));
            table.row(&[&id, &story.title, &reports, &outlets, first, last]);
        }
        table
    }

    /// The figures of a story.
    pub(crate) fn figures(story: &Story) -> Self {
        let mut table = Self::of(&[
            "quantity",
            "words",
            "value",
            "low",
            "high",
            "unit",
            "who",
            "when",
            "report",
            "statement",
        ]);
        for quantity in story.story.figures.iter().flatten() {
            for reading in &quantity.readings {
                let [value, low, high] = [reading.value, reading.low, reading.high]
                    .map(|n| n.map(|n| n.to_string()).unwrap_or_default());
                table.row(&[
                    &quantity.what,
                    &reading.words,
                    &value,
                    &low,
                    &high,
                    known(reading.unit.as_ref()),
                    known(reading.who.as_ref()),
                    known(reading.when.as_ref()),
                    &reading.report,
                    &reading.statement.to_string(),
                ]);
            }
        }
        table
    }

    /// Sources.
    pub(crate) fn sources(listed: &[Actors]) -> Self {
        let mut table = Self::of(&["source", "name", "kind", "statements", "reports"]);
        for actor in listed {
            let [id, statements, reports] =
                [actor.id.to_string(), actor.statements.to_string(), actor.reports.to_string()];
            table.row(&[&id, &actor.name, &actor.kind, &statements, &reports]);
        }
        table
    }

    /// Which outlet says that it relies on which.
    pub(crate) fn citations(outlets: &Outlets) -> Self {
        let mut table = Self::of(&["outlet", "relies_on", "reports", "example", "start", "end"]);
        for pair in &outlets.citing {
            let [reports, start, end] =
                [pair.reports.to_string(), pair.start.to_string(), pair.end.to_string()];
            table.row(&[known(pair.outlet.as_ref()), &pair.cited, &reports, &pair.example, &start, &end]);
        }
        table
    }

    /// What people decided.
    pub(crate) fn decisions(decided: &[Decided]) -> Self {
        let mut table = Self::of(&["number", "at", "who", "decision", "state"]);
        for Decided { entry, .. } in decided {
            let state = match entry.state {
                State::Holds => "holds",
                State::Undone => "undone",
                State::Orphan => "orphan",
                State::Waiting => "waiting",
            };
            table.row(&[&entry.id.to_string(), &entry.at, &entry.who, &entry.decision.to_string(), state]);
        }
        table
    }
}

fn known(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// A cell in quotation marks; what a spreadsheet could take for a formula gets an apostrophe in front.
fn put(text: &mut String, cell: &str) {
    text.push('"');
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_cell_is_words() {
        let mut table = Table::of(&["a", "b"]);
        table.row(&["=cmd|' /C calc'!A0", "He said \"no\", twice"]);
        assert_eq!(
            table.into_text(),
            "\u{feff}a,b\r\n\"'=cmd|' /C calc'!A0\",\"He said \"\"no\"\", twice\"\r\n"
        );
    }
}
