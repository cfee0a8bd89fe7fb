//! The actor: who a source is, across its mentions.

use onrecord_text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody or something that a report speaks of as a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Its name within the record: `a1`, `a2`, …
    pub id: String,
    /// The fullest name that the report gives, without titles; the descriptor where it gives none.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// What the report says it is: "Pentagon spokesman".
    pub roles: Vec<Role>,
    /// Where the report speaks of it.
    pub mentions: Vec<Span>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A named individual, or a few.
    Person,
    /// People known only by role or description.
    Unnamed,
    /// A body.
    Organisation,
    /// A news organisation.
    Outlet,
    /// An artefact that carries words.
    Document,
    /// An open-ended collective.
    Public,
}

/// What a report says an actor is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}
