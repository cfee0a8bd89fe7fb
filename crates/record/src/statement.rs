//! The statement: one attribution in a report. `docs/SCHEME.md` says what its fields mean, with examples.

use onrecord_text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody's words, belief or intention, as a report gives them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Its name within the record: `s1`, `s2`, … in the order of the text.
    pub id: String,
    /// The words that name who it is attributed to; none where the report names nobody.
    pub source: Vec<Span>,
    /// The words that signal the attribution.
    pub cue: Vec<Span>,
    /// What is attributed; it may lie in several pieces.
    pub content: Vec<Span>,
    /// Whether the content is quoted.
    pub form: Form,
    /// What sort of source it is.
    pub kind: Option<SourceKind>,
    /// The [`crate::Actor`] it is attributed to.
    pub actor: Option<String>,
    /// How the source stands to the content.
    pub stance: Option<Stance>,
    /// The words that say when it was said.
    pub said_when: Vec<Span>,
    /// The statement whose content this one is nested in.
    pub inside: Option<String>,
    /// Through whom it reached the report, nearest to the report first.
    pub via: Vec<Via>,
    /// Why a source is not named, where the report says so.
    pub anonymity: Option<Anonymity>,
    /// How likely the reader holds it that source, cue and content are right, from 0 to 1.
    pub confidence: f32,
}

/// Whether a statement's content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// All of it stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

/// What sort of source a statement has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// One individual, or a few, whom the report names somewhere.
    Person,
    /// People known only by role or description.
    Unnamed,
    /// A body speaking as a body.
    Organisation,
    /// A news organisation cited for its reporting.
    Outlet,
    /// An artefact that carries the words.
    Document,
    /// An open-ended collective.
    Public,
    /// The report's own writer.
    Author,
    /// No source is expressed.
    None,
}

/// How a source stands to the content, in the report's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Puts it forward as so.
    Asserts,
    /// Grants or verifies something already put forward.
    Confirms,
    /// Says that it is not so.
    Denies,
    /// Puts it forward as possible, likely, believed or inferred.
    Hedges,
    /// Asks, wonders, or leaves it open.
    Asks,
    /// States an own plan, wish, promise or threat.
    Intends,
    /// Wants others to act.
    Urges,
    /// Evaluates.
    Judges,
    /// Does not say.
    Declines,
}

/// One step of the way on which a statement reached the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Via {
    /// The [`crate::Actor`] that relayed it.
    pub actor: Option<String>,
    /// The words that say so.
    pub span: Span,
}

/// What the report says of a source that it does not name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Anonymity {
    /// "on condition of anonymity", and the like.
    pub condition: Vec<Span>,
    /// "because he was not authorised to speak", and the like.
    pub reason: Vec<Span>,
    /// How precisely the source is described, from 1 ("a source") upwards; `docs/` has the ladder.
    #[serde(default)]
    pub precision: Option<u8>,
}
