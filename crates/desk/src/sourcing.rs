//! A report's sourcing at a glance.

use onrecord_record::{Record, SourceKind, Span, Stance, Statement};

/// How many statements a report has of each sort. One statement can be in several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sourcing {
    /// All statements, also those inside others.
    pub statements: usize,
    /// By people, bodies, outlets and documents that the report names.
    pub named: usize,
    /// By people known only by role or description.
    pub unnamed: usize,
    /// By an open-ended collective or by nobody at all.
    pub nobody: usize,
    /// That say that something is not so.
    pub denials: usize,
    /// That tell of a response that was sought and not given.
    pub silences: usize,
}

/// Whose words a stretch of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The report's own.
    Narration,
    /// Somebody's whom it names.
    Named,
    /// Somebody's whom it does not name.
    Unnamed,
    /// An open-ended collective's, or nobody's in particular.
    Nobody,
}

impl Voice {
    /// Whose words a statement's content is.
    pub fn of(statement: &Statement) -> Self {
        match statement.kind {
            Some(SourceKind::Unnamed) => Self::Unnamed,
            Some(SourceKind::Public | SourceKind::None) | None => Self::Nobody,
            Some(SourceKind::Author) => Self::Narration,
            Some(
                SourceKind::Person | SourceKind::Organisation | SourceKind::Outlet | SourceKind::Document,
            ) => Self::Named,
        }
    }

    /// Its name in a style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Narration => "narration",
            Self::Named => "named",
            Self::Unnamed => "unnamed",
            Self::Nobody => "nobody",
        }
    }
}

impl Sourcing {
    /// Counts a record's statements.
    pub fn of(record: &Record) -> Self {
        let mut counts = Self { statements: record.statements.len(), ..Self::default() };
        for statement in &record.statements {
            match Voice::of(statement) {
                Voice::Named => counts.named += 1,
                Voice::Unnamed => counts.unnamed += 1,
                Voice::Nobody => counts.nobody += 1,
                Voice::Narration => {}
            }
            counts.denials += usize::from(statement.stance == Some(Stance::Denies));
            counts.silences += usize::from(statement.stance == Some(Stance::Declines));
        }
        counts
    }
}

/// The report from first word to last as stretches of one voice, in thousandths of its length. What lies inside another's
/// words keeps the outer voice: the report has it from there.
pub fn stretches(record: &Record) -> Vec<(usize, usize, Voice)> {
    let length = record.text.chars().count().max(1);
    let mut spans: Vec<(Span, Voice)> = Vec::new();
    for statement in record.statements.iter().filter(|s| s.inside.is_none()) {
        spans.extend(statement.content.iter().map(|span| (*span, Voice::of(statement))));
    }
    spans.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut found, mut at): (Vec<(usize, usize, Voice)>, usize) = (Vec::new(), 0);
    for (span, voice) in spans {
        let (from, to) = (span.start.max(at), span.end.min(length));
        let (left, right) = (from * 1000 / length, to * 1000 / length);
        if from < to && left < right {
            match found.last_mut() {
                Some(last) if last.1 == left && last.2 == voice => last.1 = right,
                _ => found.push((left, right, voice)),
            }
            at = to;
        }
    }
    found
}
