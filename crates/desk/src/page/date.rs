//! All of one day, month or year: what is disputed of it first.

use super::said::{self, Known};
use super::{pile, take_away, words};
use crate::view::Date;
use crate::wording::{count, date};
use maud::{Markup, html};
use onrecord_ledger::query::saying::Saying;

/// The page of a date.
pub fn of_date(all: &Date) -> Markup {
    let said = all.said.len() + all.disputed.iter().filter(|s| s.said_from.is_some()).count();
    html! {
        header .head {
            p .kicker { "The pile by time" }
            h1 { (words(&date(&all.date))) }
            p .lead {
                (count(all.reports.len(), "report", "reports")) " of that time, "
                (count(said, "statement", "statements")) " said then, as far as reports say when."
            }
            nav .tabs aria-label="Times" {
                @if let Some(before) = &all.before { a rel="prev" href={ "/date/" (before) } { "← " (date(before)) } }
                @if let Some(after) = &all.after { a rel="next" href={ "/date/" (after) } { (date(after)) " →" } }
            }
        }
        (section("disputed", "Disputed", &all.disputed))
        (section("events", "What happened then, as reports tell it", &all.events))
        (section("said", "Said then", &all.said))
        @if !all.reports.is_empty() {
            section aria-labelledby="reports" {
                h2 #reports { "Reports" }
                ol .reports { @for entry in &all.reports { (pile::entry(entry)) } }
            }
        }
        @if all.disputed.is_empty() && all.events.is_empty() && all.said.is_empty() && all.reports.is_empty() {
            p .empty { "Nothing in these reports is of that time." }
        }
        (take_away(&format!("/date/{}", all.date)))
    }
}

fn section(id: &str, name: &str, all: &[Saying]) -> Markup {
    html! {
        @if !all.is_empty() {
            section aria-labelledby=(id) { h2 id=(id) { (name) } (said::list(all, Known::default())) }
        }
    }
}
