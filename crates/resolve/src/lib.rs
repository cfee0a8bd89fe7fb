//! Who a source is, what kind, how it stands to the content, when it spoke, through whom, and on what terms.
//!
//! [`resolve`] fills the rest of a statement once its source, cue and content are known. It is a pure function of the
//! report's words: no model, no state, and time that grows with the report's length. Names from a tagger and times from
//! `onrecord-times` make it better; it also works with neither.
//!
//! It is done by small named rules over word lists written for it; [`rule::reference`] prints them all, and the tests
//! hold each to its example. The fields are those of Newell, Margolin & Ruths' `PolNeAR` (2018) and Pareti's PARC 3
//! (2016), with the kinds and stances of `docs/SCHEME.md`.

pub mod anonymity;
mod apposition;
mod body;
mod carry;
mod cast;
mod clause;
mod clue;
mod conjunction;
mod entity;
mod lately;
mod lexicon;
mod name;
mod named;
mod noun;
mod office;
mod opener;
mod phrase;
mod pronoun;
mod role;
pub mod rule;
mod scene;
mod seam;
mod sort;
mod source;
mod stamp;
mod stance;
mod tagged;
mod telling;
mod token;
mod via;
mod when;

pub use anonymity::Anonymity;
use onrecord_record::{ActorKind, FurnitureKind, Report, SourceKind, Stance};
use onrecord_text::{ByteSpan, Offsets};
pub use tagged::{Name, NameKind};

use crate::cast::Cast;
use crate::entity::Entities;
use crate::scene::{Reading, Scene};
use crate::token::Page;

/// A statement's places, in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The words that name who it is attributed to; empty where the report names nobody.
    pub source: Vec<ByteSpan>,
    /// The words that signal the attribution.
    pub cue: Vec<ByteSpan>,
    /// What is attributed.
    pub content: Vec<ByteSpan>,
    /// The statement, by its index, in whose content this one lies.
    pub inside: Option<usize>,
}

impl Attribution {
    /// Where its source begins, or its cue if it has no source.
    fn start(&self) -> usize {
        self.source.first().or(self.cue.first()).or(self.content.first()).map_or(0, |s| s.start)
    }
}

/// What is read of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedStatement {
    /// What sort of source it has.
    pub kind: SourceKind,
    /// How the source stands to the content.
    pub stance: Stance,
    /// Index into [`Resolved::actors`]; none for the report's author and where there is no source.
    pub actor: Option<usize>,
    /// The words that say when it was said.
    pub said_when: Vec<ByteSpan>,
    /// Through whom it reached the report, nearest to the report first.
    pub via: Vec<Relay>,
    /// On what terms an unnamed source spoke.
    pub anonymity: Option<Anonymity>,
}

/// One step of the way on which a statement reached the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Index into [`Resolved::actors`].
    pub actor: Option<usize>,
    /// The words that name it.
    pub span: ByteSpan,
}

/// Somebody or something that speaks in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedActor {
    /// The fullest name that the report gives, without titles; the descriptor where it gives none.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// What the report says it is.
    pub roles: Vec<ByteSpan>,
    /// The bodies and places named in its roles.
    pub ties: Vec<ByteSpan>,
    /// Where the report speaks of it, in order.
    pub mentions: Vec<ByteSpan>,
}

/// What is read of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// One for each statement, in the order given.
    pub statements: Vec<ResolvedStatement>,
    /// Who speaks, in the order of their first statements.
    pub actors: Vec<ResolvedActor>,
}

/// Reads the fields of the statements of one report.
///
/// All places are bytes of `text` on character boundaries; `names` and `times` (dates and times of day, not lengths) are in
/// order and may be empty. Of the report only its furniture and dateline are looked at: they are not part of the story. Statements
/// may come in any order, and keep it.
///
/// ```
/// use onrecord_resolve::{Attribution, resolve};
/// use onrecord_record::{Report, SourceKind, Stance};
/// use onrecord_text::{ByteSpan, Offsets};
///
/// let text = "Mayor Ana Reis denied the report.";
/// let statement = Attribution {
///     source: vec![ByteSpan::new(0, 14)],
///     cue: vec![ByteSpan::new(15, 21)],
///     content: vec![ByteSpan::new(22, 32)],
///     inside: None,
/// };
/// let resolved = resolve(text, &Report::default(), &[statement], &[], &[]);
/// assert_eq!(resolved.statements[0].kind, SourceKind::Person);
/// assert_eq!(resolved.statements[0].stance, Stance::Denies);
/// assert_eq!(resolved.actors[0].name, "Ana Reis");
/// ```
pub fn resolve(
    text: &str,
    report: &Report,
    statements: &[Attribution],
    names: &[Name],
    times: &[ByteSpan],
) -> Resolved {
    let page = Page::new(text);
    let offsets = Offsets::new(text);
    let furniture: Vec<ByteSpan> = report
        .furniture
        .iter()
        .filter(|f| f.kind != FurnitureKind::Headline)
        .map(|f| offsets.bytes(f.span))
        .collect();
    let dateline = report.dateline.as_ref().map(|d| offsets.bytes(d.span));
    let outside: Vec<ByteSpan> = furniture.into_iter().chain(dateline).collect();
    let listed = name::listed(&page);
    let times: Vec<ByteSpan> = times
        .iter()
        .filter_map(|&t| past_name(&page, &listed, t))
        .filter(|t| !outside.iter().any(|o| o.overlaps(*t)))
        .collect();
    let closed: Vec<ByteSpan> = outside.iter().chain(&times).copied().collect();
    let found = name::find(&page, names, &closed);
    let mut entities = Entities::gather(&page, &found);
    role::gather(&page, &found, &mut entities);
    let mut scene = Scene::new(&page, entities, statements);
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|&i| statements[i].start());
    for &i in &order {
        let reading = source::read(&scene, i);
        scene.enter(i, reading);
    }
    let told: Vec<ByteSpan> = times.into_iter().filter(|&t| !stamp::is_stamp(&page, t)).collect();
    let moments = when::read(&scene, &told, &order);
    let mut cast = Cast::new(&scene);
    let resolved = (0..statements.len())
        .map(|i| {
            let reading = scene.readings[i].clone().unwrap_or_else(|| Reading::nobody(SourceKind::None));
            ResolvedStatement {
                kind: reading.kind,
                stance: stance::read(&page, &statements[i]),
                said_when: moments[i].into_iter().collect(),
                via: via::read(&scene, i)
                    .into_iter()
                    .map(|s| Relay { actor: cast.part(SourceKind::Outlet, &s.who, None), span: s.span })
                    .collect(),
                anonymity: anonymity::read(&scene, reading.kind, &statements[i]),
                actor: cast.part(reading.kind, &reading.who, statements[i].source.first().copied()),
            }
        })
        .collect();
    Resolved { statements: resolved, actors: cast.actors }
}

/// What is left of a time behind a name: "last week" of "The Post last week", nothing of "USA Today".
fn past_name(page: &Page<'_>, listed: &[ByteSpan], time: ByteSpan) -> Option<ByteSpan> {
    let name = listed.get(listed.partition_point(|n| n.end <= time.start)).filter(|n| n.overlaps(time));
    let first = page.token_at(time.start);
    let paper =
        page.tokens.get(first).is_some_and(|t| t.is("post") && t.capital && !page.begins_sentence(first));
    let start = match name {
        Some(name) => name.end,
        None if paper => page.tokens[first].span.end,
        None => return Some(time),
    };
    let rest = page.tokens.get(page.token_at(start))?.span.start;
    (rest < time.end).then(|| ByteSpan::new(rest, time.end))
}

impl Attribution {
    /// Its source, or its cue if it has none.
    fn place(&self) -> ByteSpan {
        self.source
            .first()
            .or(self.cue.first())
            .or(self.content.first())
            .copied()
            .unwrap_or(ByteSpan::new(0, 0))
    }
}
