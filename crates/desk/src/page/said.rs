//! A statement in a list: who, how, what, where.

use super::{clipped, words};
use crate::view::{self, Side, address, side, title};
use crate::wording;
use maud::{Markup, html};
use onrecord_ledger::query::saying::{ReportName, Saying};

/// What a list need not say of each, because the page says it of all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Who said it.
    pub actor: bool,
    /// To which claim it belongs.
    pub claim: bool,
    /// That it can be corrected: it is being.
    pub correcting: bool,
}

/// Statements, one an entry.
pub(super) fn list(said: &[Saying], known: Known) -> Markup {
    html! { ol .saids { @for said in said { (entry(said, known)) } } }
}

fn entry(said: &Saying, known: Known) -> Markup {
    let class = format!("said {} {}", sort(said), side_class(said));
    html! {
        li class=(class) {
            p .line {
                @if !known.actor { (who(said)) " " }
                @if !said.cue.is_empty() { i .how { (words(&clipped(&said.cue, 80))) } " " }
                span .what { (words(&clipped(&said.content, 400))) }
            }
            p .meta {
                @if let Some(label) = said.stance.as_deref().and_then(wording::stance) {
                    span class={ "stance " (label_class(said)) } { (label) }
                }
                @if said.is_narration() { span .kind { "in its own voice" } }
                @else if let Some(kind) = said.kind.as_deref().filter(|k| *k != "person") {
                    span .kind { (wording::sort(kind)) }
                }
                (place(said))
                (when(said))
                @if let Some(claim) = said.claim.filter(|_| !known.claim) {
                    a href={ "/claim/" (claim) } { "claim" }
                }
                @if !known.correcting { a .correct href={ "/correct/" (said.id) } { "correct" } }
            }
        }
    }
}

/// Who said it, with a way to all that they said.
pub(super) fn who(said: &Saying) -> Markup {
    let name = view::who(said).map(|who| clipped(who, 100));
    html! {
        @match (&name, &said.actor) {
            (Some(name), Some(actor)) => a .who href={ "/source/" (actor.id) } { (words(name)) },
            (Some(name), None) => b .who { (words(name)) },
            (None, _) => b .who.nameless { "nobody named" },
        }
    }
}

/// Where it stands: outlet, day, report.
pub(super) fn place(said: &Saying) -> Markup {
    html! { a .place href=(address(said)) { (place_name(said)) } }
}

/// The outlet, or without one the report, and the day of its publication.
pub(super) fn place_name(said: &Saying) -> Markup {
    html! {
        @if let Some(outlet) = &said.report.outlet { (words(&clipped(outlet, 60))) ", " }
        @else { (words(&clipped(title(&said.report), 60))) ", " }
        @match &said.report.published {
            Some(published) => time datetime=(published) { (words(&wording::date(published))) },
            None => "undated",
        }
    }
}

/// When it was said, where the report says so and was not published on that day.
pub(super) fn when(said: &Saying) -> Markup {
    let day = |time: &str| time.get(..10).map(str::to_owned);
    let published = said.report.published.as_deref().and_then(day);
    let told = said.said_from.as_ref().filter(|from| day(from) != published);
    html! { @if let Some(from) = told { span { "said " time datetime=(from) { (words(&wording::date(from))) } } } }
}

/// A report by its outlet, or without one its title, and its day.
pub(super) fn report_name(report: &ReportName) -> Markup {
    html! {
        (words(&clipped(report.outlet.as_deref().unwrap_or_else(|| title(report)), 60)))
        @if let Some(published) = &report.published { ", " (words(&wording::date(published))) }
    }
}

/// Whose word it is, as the style sheet calls it.
pub(super) fn sort(said: &Saying) -> &'static str {
    match said.kind.as_deref() {
        _ if said.is_narration() => "narration",
        Some("unnamed") => "unnamed",
        Some("public" | "none" | "author") | None => "nobody",
        Some(_) => "named",
    }
}

fn side_class(said: &Saying) -> &'static str {
    match side(said) {
        Side::Forward => "forward",
        Side::Open => "open",
        Side::Against => "against",
        Side::Silent => "silent",
    }
}

fn label_class(said: &Saying) -> &'static str {
    match said.stance.as_deref() {
        Some("denies") => "denies",
        Some("declines") => "declines",
        _ => "",
    }
}
