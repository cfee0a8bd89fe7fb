//! Correcting: what a person decides goes into the journal of the ledger, and can be undone.

mod conflict;

use crate::page::{self, Chrome, words_of};
use crate::readers::Error;
use crate::server::{Answer, At, Desk, missing, shown};
use crate::table::Table;
use crate::view::{Decided, Namesake, Similar};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect};
use conflict::{about, earlier};
use onrecord_ledger::query::{claims, saying};
use onrecord_ledger::row::Report;
use onrecord_ledger::rusqlite::OptionalExtension;
use onrecord_ledger::{Address, Decision, Editor, Error as LedgerError, Ledger};
use onrecord_record::{Record, Span, Stance};
use onrecord_text::Offsets;
use serde::Deserialize;

/// What a form of a correction sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// What to do: `stance`, `span`, `note`, `split-claim`, `merge-claims`, `not-same`, `split-actor`, `merge-actors`,
    /// `not-same-actor`, `undo`.
    pub action: String,
    /// The number of the statement; of the actor or claim where it is about those; of the entry where one is taken back.
    pub id: i64,
    /// The number of the other statement, claim or actor: of two claims or actors that become one, the one that stays.
    pub other: String,
    /// How the source stands.
    pub stance: String,
    /// The words that name the source; pieces are parted by ` … `.
    pub source: String,
    /// The words that signal the attribution.
    pub cue: String,
    /// What is attributed.
    pub content: String,
    /// A remark.
    pub text: String,
    /// Who decides.
    pub who: String,
    /// Where to go afterwards: an address of the desk.
    pub back: String,
    /// Set where earlier decisions were shown and it shall be done all the same.
    pub sure: String,
}

/// So many decisions are shown.
const LATEST: usize = 200;

fn refused(message: impl Into<String>) -> Error {
    LedgerError::Refused(message.into()).into()
}

impl Correction {
    /// What it comes to.
    fn decision(&self, ledger: &Ledger) -> Result<Decision, Error> {
        let number = || self.other.trim().parse::<i64>().map_err(|_| refused("choose the other one first"));
        let statement = || Ok::<Address, Error>(ledger.address_of_statement(self.id)?);
        Ok(match self.action.as_str() {
            "stance" => Decision::Stance { statement: statement()?, stance: stance(&self.stance)? },
            "span" => self.span(ledger, statement()?)?,
            "note" if self.text.trim().is_empty() => return Err(refused("a note needs words")),
            "note" => Decision::Note { at: statement()?, text: self.text.trim().to_owned() },
            "split-claim" => Decision::SplitClaim { statements: vec![statement()?] },
            "merge-claims" => Decision::MergeClaims {
                kept: ledger.address_of_claim(number()?)?,
                other: ledger.address_of_claim(self.id)?,
            },
            "not-same" => Decision::NotSame { a: ledger.address_of_statement(number()?)?, b: statement()? },
            "split-actor" => {
                let select = "SELECT m.id FROM mention m JOIN statement s ON m.report = s.report
                    AND m.place = s.mention WHERE s.id = ?1";
                let mut select = ledger.db().prepare_cached(select)?;
                let mention: Option<i64> = select.query_row([self.id], |row| row.get(0)).optional()?;
                let mention = mention.ok_or_else(|| refused("the statement is nobody's"))?;
                Decision::SplitActor { mentions: vec![ledger.address_of_mention(mention)?] }
            }
            "merge-actors" | "not-same-actor" => {
                let (other, kept) = (ledger.address_of_actor(self.id)?, ledger.address_of_actor(number()?)?);
                if self.action == "merge-actors" {
                    Decision::MergeActors { kept, other }
                } else {
                    Decision::NotSameActor { a: kept, b: other }
                }
            }
            "undo" => Decision::Undo { entry: self.id },
            other => return Err(refused(format!("there is no correction called {other:?}"))),
        })
    }

    /// New words of a statement, looked up in its report: each piece where it stands nearest to the old ones.
    fn span(&self, ledger: &Ledger, statement: Address) -> Result<Decision, Error> {
        let old = saying::numbered(ledger.db(), &[self.id])?.pop();
        let old = old.ok_or_else(|| refused("there is no such statement"))?;
        let record: Record = serde_json::from_str(&Report::record(ledger.db(), old.report_number)?)?;
        let offsets = Offsets::new(&record.text);
        let near = offsets.to_bytes(statement.start);
        let changed = |was: &str, words: &str| -> Result<Option<Vec<Span>>, Error> {
            let words = words.trim();
            if words == was.trim() {
                return Ok(None);
            }
            let mut spans = Vec::new();
            for piece in words.split(" … ").map(str::trim).filter(|piece| !piece.is_empty()) {
                let places = record.text.match_indices(piece).map(|(at, _)| at);
                let at = places.min_by_key(|at| at.abs_diff(near));
                let at = at.ok_or_else(|| refused(format!("“{piece}” does not stand in the report")))?;
                let (start, end) = (offsets.to_points(at), offsets.to_points(at + piece.len()));
                spans.push(Span { start, end });
            }
            spans.sort_unstable();
            Ok(Some(spans))
        };
        Ok(Decision::Span {
            source: changed(&old.source, &self.source)?,
            cue: changed(&old.cue, &self.cue)?,
            content: changed(&old.content, &self.content)?,
            statement,
        })
    }

    /// Where to go afterwards; never to another machine. A claim or source that became another is read there.
    fn back(&self) -> String {
        let kept = match self.action.as_str() {
            "merge-claims" => Some("claim"),
            "merge-actors" => Some("source"),
            _ => None,
        };
        if let (Some(page), Ok(kept)) = (kept, self.other.trim().parse::<i64>()) {
            return format!("/{page}/{kept}");
        }
        let own = self.back.starts_with('/') && !self.back.starts_with("//") && !self.back.contains('\\');
        let to = if own && self.back.chars().all(|c| !c.is_control()) { &self.back } else { "/journal" };
        to.to_owned()
    }
}

fn stance(name: &str) -> Result<Stance, Error> {
    serde_json::from_value(name.into()).map_err(|_| refused(format!("there is no stance called {name:?}")))
}

/// The form for a statement.
pub(crate) async fn form(State(desk): State<Desk>, headers: HeaderMap, Path(id): Path<i64>) -> Answer {
    let asked = desk.readers.ask(move |ledger| {
        let Some(said) = saying::numbered(ledger.db(), &[id])?.pop() else { return Ok(None) };
        let before = Decided::of(ledger, about(ledger.journal()?, &ledger.address_of_statement(id)?))?;
        let mut others =
            match said.claim.map(|claim| claims::claim(ledger.db(), claim)).transpose()?.flatten() {
                Some(claim) => claim.statements,
                None => Vec::new(),
            };
        others.retain(|other| other.id != id);
        Ok(Some((said, others, before)))
    });
    let Some((said, others, before)) = asked.await? else { return Ok(missing()) };
    let main = page::correct(&said, &others, &before, &desk.by, desk.guard.knows(&headers));
    Ok(shown(&Chrome { title: "Correct".to_owned(), ..Chrome::default() }, &main))
}

/// What is sought among claims or sources.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sought {
    q: String,
}

/// The claims that one can become, each with the decisions that say otherwise.
pub(crate) async fn merge(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Path(id): Path<i64>,
    Query(sought): Query<Sought>,
) -> Answer {
    let words = sought.q.clone();
    let asked = desk.readers.ask(move |ledger| {
        let Some(claim) = Similar::find(ledger, id)? else { return Ok(None) };
        let (journal, other) = (ledger.journal()?, ledger.address_of_claim(id)?);
        let mut choices = Vec::new();
        for choice in Similar::to(ledger, &claim, &words)? {
            let kept = ledger.address_of_claim(choice.id)?;
            let before = earlier(ledger, &journal, &Decision::MergeClaims { kept, other: other.clone() })?;
            choices.push((choice, Decided::of(ledger, before)?));
        }
        Ok(Some((claim, choices)))
    });
    let Some((claim, choices)) = asked.await? else { return Ok(missing()) };
    let main = page::merge(&claim, &choices, &sought.q, &desk.by, desk.guard.knows(&headers));
    Ok(shown(&Chrome { title: "Merge".to_owned(), section: "/claims", ..Chrome::default() }, &main))
}

/// The sources that one can become, each with the decisions that say otherwise.
pub(crate) async fn merge_source(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Path(id): Path<i64>,
    Query(sought): Query<Sought>,
) -> Answer {
    let words = sought.q.clone();
    let asked = desk.readers.ask(move |ledger| {
        let Some(source) = Namesake::find(ledger, id)? else { return Ok(None) };
        let (journal, other) = (ledger.journal()?, ledger.address_of_actor(id)?);
        let mut choices = Vec::new();
        for choice in Namesake::of(ledger, &source, &words)? {
            let kept = ledger.address_of_actor(choice.id)?;
            let before = earlier(ledger, &journal, &Decision::MergeActors { kept, other: other.clone() })?;
            choices.push((choice, Decided::of(ledger, before)?));
        }
        Ok(Some((source, choices)))
    });
    let Some((source, choices)) = asked.await? else { return Ok(missing()) };
    let main = page::merge_source(&source, &choices, &sought.q, &desk.by, desk.guard.knows(&headers));
    Ok(shown(&Chrome { title: "Merge".to_owned(), section: "/sources", ..Chrome::default() }, &main))
}

/// What was decided lately.
pub(crate) async fn journal(State(desk): State<Desk>, headers: HeaderMap, Query(at): Query<At>) -> Answer {
    let latest = |ledger: &Ledger| Decided::of(ledger, ledger.journal()?.into_iter().rev().take(LATEST));
    let entries = desk.readers.ask(latest).await?;
    let main = |writable| page::journal(&entries, &desk.by, writable);
    Ok(match at.form {
        None => {
            let chrome = Chrome { title: "Decisions".to_owned(), section: "/journal", ..Chrome::default() };
            shown(&chrome, &main(desk.guard.knows(&headers)))
        }
        Some(form) => form.of("Decisions", &main(false), &entries, || Table::decisions(&entries)),
    })
}

/// Carries a correction out; says first which earlier decisions it meets.
pub(crate) async fn correct(State(desk): State<Desk>, Form(correction): Form<Correction>) -> Answer {
    let asked = correction.clone();
    let decided = desk.readers.ask(move |ledger| {
        let decision = asked.decision(ledger)?;
        let before =
            if asked.sure.is_empty() { earlier(ledger, &ledger.journal()?, &decision)? } else { Vec::new() };
        if !before.is_empty() {
            return Ok(Err(Decided::of(ledger, before)?));
        }
        Editor::open(ledger.folder())?.decide(&asked.who, &decision)?;
        Ok(Ok(()))
    });
    Ok(match decided.await {
        Ok(Ok(())) => Redirect::to(&correction.back()).into_response(),
        Ok(Err(before)) => {
            let main = page::sure(&correction, &before);
            shown(&Chrome { title: "Decided before".to_owned(), ..Chrome::default() }, &main)
        }
        Err(Error::Ledger(LedgerError::Busy { .. })) => {
            let main = page::later(&correction);
            let answer = shown(&Chrome { title: "Not yet".to_owned(), ..Chrome::default() }, &main);
            (StatusCode::SERVICE_UNAVAILABLE, answer).into_response()
        }
        Err(Error::Ledger(error @ LedgerError::Refused(_))) => {
            let page = page::problem("That cannot be decided", &words_of(&error.to_string()));
            (StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response()
        }
        Err(error) => return Err(error.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_the_desk() {
        let back = |back: &str| Correction { back: back.to_owned(), ..Correction::default() }.back();
        assert_eq!(back("/report/0123#s4"), "/report/0123#s4");
        for away in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:1", "/a\r\nb: c"]
        {
            assert_eq!(back(away), "/journal", "{away}");
        }
    }
}
