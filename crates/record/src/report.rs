//! The report: one news item and what it says of itself.

use onrecord_text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One news item, without its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// `sha256:` and the hash of the bytes as they were read.
    pub id: String,
    /// The input's own name for it (the `id` of a JSONL line), if it has one.
    pub key: Option<String>,
    /// The file it came from; `-` for stdin.
    pub file: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// When it was published: `2023-10-25`, or with a time where the report gives one.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The place that the report was filed from, as its first words say.
    pub dateline: Option<Dateline>,
    /// The agency or paper whose work it says it is: `Reuters`.
    pub credit: Option<String>,
    /// Two letters, ISO 639-1.
    pub language: Option<String>,
    /// The parts of the text that are not the story: headline, byline, credits, page furniture.
    #[serde(default)]
    pub furniture: Vec<Furniture>,
}

/// Where a report was filed from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// The place named, without its date and agency.
    pub place: String,
    /// The whole dateline, up to its dash.
    pub span: Span,
}

/// A part of the text that is not the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it stands.
    pub span: Span,
}

/// What a part of the text is, if it is not the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    /// The headline. It may hold statements of its own, but never runs on into the lead.
    Headline,
    /// Who wrote it.
    Byline,
    /// Place, date and agency before the lead: `BEIRUT (Reuters) -`.
    Dateline,
    /// Whose work it is: `Copyright 2023, …`, `Reporting by …`.
    Credit,
    /// Anything else of the page: share buttons, captions of galleries, links to other stories.
    Boilerplate,
}
