//! What a person can decide, and how a decision says what it is about.

use onrecord_record::{Span, Stance};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};

/// A place in a report, named so that it is found again however often the report is read anew: never by a row's number.
///
/// A statement's address is its cue, from the first piece to the last, as the machine read it; that of narration its words;
/// that of an actor any of its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The report's hash.
    pub report: String,
    /// First code point of the place in the report's text.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The exact words there.
    pub words: String,
}

impl Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” at {}-{} of {}", self.words, self.start, self.end, short(&self.report))
    }
}

/// A report's hash, short enough to read.
fn short(hash: &str) -> &str {
    let digits = hash.strip_prefix("sha256:").unwrap_or(hash);
    digits.get(..8).unwrap_or(digits)
}

/// One decision, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Decision {
    /// The actors of two mentions are one: that of `kept`.
    MergeActors {
        /// A mention of the actor that stays.
        kept: Address,
        /// A mention of the one that becomes it.
        other: Address,
    },
    /// These mentions are not of the actor that they were taken for, but of one of their own.
    SplitActor {
        /// The mentions.
        mentions: Vec<Address>,
    },
    /// The actors of two mentions are not one. Where they were taken for one, the second gets an actor of its own.
    NotSameActor {
        /// A mention of the one.
        a: Address,
        /// A mention of the other.
        b: Address,
    },
    /// The claims of two statements are one: that of `kept`.
    MergeClaims {
        /// A statement of the claim that stays.
        kept: Address,
        /// A statement of the one that becomes it.
        other: Address,
    },
    /// These statements are not of the claim that they were put to, but of one of their own.
    SplitClaim {
        /// The statements.
        statements: Vec<Address>,
    },
    /// Two statements do not put forward one proposition. Where they were put to one claim, the second gets one of its own.
    NotSame {
        /// The one.
        a: Address,
        /// The other.
        b: Address,
    },
    /// A source stands otherwise to its statement.
    Stance {
        /// The statement.
        statement: Address,
        /// How it stands.
        stance: Stance,
    },
    /// A statement's words are others; what is not given stays as it was read.
    Span {
        /// The statement.
        statement: Address,
        /// The words that name the source.
        source: Option<Vec<Span>>,
        /// The words that signal the attribution.
        cue: Option<Vec<Span>>,
        /// What is attributed.
        content: Option<Vec<Span>>,
    },
    /// A remark.
    Note {
        /// What it is about: a statement or any other words.
        at: Address,
        /// The remark.
        text: String,
    },
    /// Takes back an entry of the journal; where that took one back itself, the one holds again.
    Undo {
        /// The entry.
        entry: i64,
    },
}

impl Decision {
    /// Whether it makes one of two.
    pub(crate) const fn joins(&self) -> bool {
        matches!(self, Self::MergeActors { .. } | Self::MergeClaims { .. })
    }
}

impl Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |all: &[Address]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match self {
            Self::MergeActors { kept, other } => write!(f, "{other} is the actor of {kept}"),
            Self::SplitActor { mentions } => write!(f, "another actor: {}", list(mentions)),
            Self::NotSameActor { a, b } => write!(f, "{b} is not the actor of {a}"),
            Self::MergeClaims { kept, other } => write!(f, "{other} makes the claim of {kept}"),
            Self::SplitClaim { statements } => write!(f, "another claim: {}", list(statements)),
            Self::NotSame { a, b } => write!(f, "{b} does not make the claim of {a}"),
            Self::Stance { statement, stance } => {
                write!(f, "{statement} {}", crate::page::label(stance))
            }
            Self::Span { statement, source, cue, content } => {
                write!(f, "{statement}:")?;
                for (name, spans) in [("source", source), ("cue", cue), ("content", content)] {
                    if let Some(spans) = spans {
                        let spans: Vec<_> = spans.iter().map(|s| format!("{}-{}", s.start, s.end)).collect();
                        write!(
                            f,
                            " {name} {}",
                            if spans.is_empty() { "none".into() } else { spans.join(",") }
                        )?;
                    }
                }
                Ok(())
            }
            Self::Note { at, text } => write!(f, "{at}: {text}"),
            Self::Undo { entry } => write!(f, "undoes {entry}"),
        }
    }
}
