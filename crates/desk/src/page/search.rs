//! Statements picked by words, outlet, sort of source, stance, time.

use super::said::{self, Known};
use super::{pages, take_away};
use crate::view::Asked;
use crate::wording::{KINDS, STANCES, count, sort, stance};
use maud::{Markup, html};
use onrecord_ledger::query::saying::Saying;

/// A page of what was asked for; `more` where there are more.
pub fn search(asked: &Asked, found: &[Saying], more: bool) -> Markup {
    let page = asked.page.max(1);
    let heading = match (page, more) {
        (1, false) if found.is_empty() => "No statement".to_owned(),
        (1, false) => count(found.len(), "statement", "statements"),
        _ => "Statements".to_owned(),
    };
    html! {
        header .head {
            p .kicker { "Search" }
            h1 {
                (heading)
                @if !asked.q.trim().is_empty() { " with “" bdi { (asked.q) } "”" }
            }
        }
        (filters(asked))
        @if found.is_empty() { p .empty { "Fewer words or filters find more." } }
        (said::list(found, Known::default()))
        (pages(page, more, |page| asked.address(page)))
        @if !found.is_empty() { (take_away(&asked.address(page))) }
    }
}

/// A form that picks statements; all of it works together.
pub(super) fn filters(asked: &Asked) -> Markup {
    html! {
        form .filters action="/search" aria-label="Filters" {
            (field("Words", "q", &asked.q, "search"))
            (choice("How they stand", "stance", &asked.stance, &STANCES, |s| stance(s).unwrap_or(s)))
            (choice("Who is the source", "kind", &asked.kind, &KINDS, sort))
            (field("Who said it", "actor", &asked.actor, "text"))
            (field("Claim, by words or number", "claim", &asked.claim, "text"))
            (field("Outlet", "outlet", &asked.outlet, "text"))
            (field("Since", "since", &asked.since, "text"))
            (field("Until", "until", &asked.until, "text"))
            button { "Show" }
            @if !asked.is_empty() { a href="/search" { "All" } }
        }
    }
}

fn field(label: &str, name: &str, value: &str, sort: &str) -> Markup {
    let hint = matches!(name, "since" | "until").then_some("like 2024-03-05");
    html! { label { span { (label) } input type=(sort) name=(name) value=(value) placeholder=[hint] autocomplete="off"; } }
}

fn choice(
    label: &str,
    name: &str,
    chosen: &str,
    values: &[&'static str],
    word: impl Fn(&'static str) -> &'static str,
) -> Markup {
    html! {
        label {
            span { (label) }
            select name=(name) {
                option value="" { "any" }
                @for value in values { option value=(value) selected[*value == chosen] { (word(value)) } }
            }
        }
    }
}
