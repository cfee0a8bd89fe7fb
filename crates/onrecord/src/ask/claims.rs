//! A claim as a table: who puts it forward, who denies it, where.

use super::sheet::{Sheet, called, day, several};
use onrecord_ledger::query::claims::Claim;
use onrecord_ledger::query::origins::Lineage;
use std::io::{self, Write};

pub(super) fn claim<W: Write>(sheet: &mut Sheet<W>, claim: &Claim, rows: usize) -> io::Result<()> {
    let Claim { id, wording, reports, lineage, stands, earliest, statements } = claim;
    let counts: Vec<String> = stands.iter().map(|(stand, count)| format!("{count} × {stand}")).collect();
    let earliest = earliest
        .as_ref()
        .filter(|_| *reports > 1)
        .map(|report| format!("earliest here: {}, {}", called(report), day(report.published.as_deref())));
    sheet.title(
        wording,
        &[
            format!("claim {id}"),
            format!(
                "in these {}: {}, {}",
                several(sheet.reports, "report"),
                several(*reports, "report"),
                origins(*lineage)
            ),
            counts.join(", "),
            earliest.unwrap_or_default(),
        ],
    )?;
    sheet.statement_headings()?;
    sheet.statements(statements, rows)
}

/// "2 origins; lineage of 3 not stated".
pub(super) fn origins(lineage: Lineage) -> String {
    let Lineage { origins, not_stated } = lineage;
    match (origins, not_stated) {
        (0, _) => "lineage not stated".to_owned(),
        (origins, 0) => several(origins, "origin"),
        (origins, silent) => format!("{}; lineage of {silent} not stated", several(origins, "origin")),
    }
}
