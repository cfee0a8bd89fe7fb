//! Sources in a list.

use super::{clipped, pages, take_away, words};
use crate::view::{Actors, PAGE};
use crate::wording::{count, sort};
use maud::{Markup, html};

/// A page of all sources.
pub fn actors(listed: &[Actors], page: usize) -> Markup {
    html! {
        header .head {
            p .kicker { "Sources" }
            h1 { "Who says most" }
        }
        @if listed.is_empty() { p .empty { "None so far." } }
        ol .sources {
            @for actor in listed {
                li {
                    a href={ "/source/" (actor.id) } { (words(&clipped(&actor.name, 120))) }
                    span .kind { (sort(&actor.kind)) }
                    span .number { (count(actor.statements, "statement", "statements")) " in " (count(actor.reports, "report", "reports")) }
                }
            }
        }
        (pages(page.max(1), listed.len() == PAGE, |page| format!("/sources?page={page}")))
        @if !listed.is_empty() { (take_away(&format!("/sources?page={}", page.max(1)))) }
    }
}
