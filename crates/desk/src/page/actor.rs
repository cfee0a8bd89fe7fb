//! A source: what they said over time, where they changed, what is said of them, the names they go by.

use super::said::{self, Known};
use super::{clipped, take_away, words};
use crate::view::Actor;
use crate::wording::{count, date, sort};
use maud::{Markup, html};

/// The page of a source.
pub fn actor(actor: &Actor, by: &str, writable: bool) -> Markup {
    let who = &actor.who;
    html! {
        header .head {
            p .kicker {
                span { (sort(&who.actor.kind)) }
                @for role in who.roles.iter().take(3) { span { (words(&clipped(role, 80))) } }
            }
            h1 { (clipped(&who.actor.name, 200)) }
            p .lead { (count(who.statements, "statement", "statements")) " in " (count(who.reports, "report", "reports")) "." }
        }
        @if !who.names.is_empty() || !actor.reasons.is_empty() {
            section aria-labelledby="names" {
                h2 #names { "Names they go by" }
                @if who.names.is_empty() { p .empty { "No other in these reports." } }
                @else { ul .names { li { (words(&who.actor.name)) } @for name in &who.names { li { (words(name)) } } } }
                @if !actor.reasons.is_empty() {
                    details .why {
                        summary { "Why mentions are taken for them" }
                        ul { @for (reason, times) in &actor.reasons { li { (words(reason)) " " span .number { (times) "×" } } } }
                    }
                }
            }
        }
        @if !actor.proposed.is_empty() {
            section aria-labelledby="proposed" {
                h2 #proposed { "Perhaps the same" }
                ul .names {
                    @for (id, name, reason) in &actor.proposed {
                        li {
                            a href={ "/source/" (id) } { (words(name)) } " " span .number { (words(reason)) }
                            @if writable {
                                (decide(*id, who.actor.id, "merge-actors", "They are one", by))
                                (decide(*id, who.actor.id, "not-same-actor", "They are two", by))
                            }
                        }
                    }
                }
            }
        }
        @if !actor.changed.is_empty() {
            section aria-labelledby="changed" {
                h2 #changed { "Where they changed" }
                @for &(earlier, later) in &actor.changed {
                    (said::list(&[who.said[earlier].clone(), who.said[later].clone()], Known { actor: true, ..Known::default() }))
                }
            }
        }
        section aria-labelledby="said" {
            h2 #said { "What they said, in order" }
            @if who.said.is_empty() { p .empty { "Nothing here is attributed to them." } }
            @for day in who.said.chunk_by(|a, b| day(a.when()) == day(b.when())) {
                h3 .day { (words(&day_name(day[0].when()))) }
                (said::list(day, Known { actor: true, ..Known::default() }))
            }
        }
        @if !who.said_of.is_empty() {
            section aria-labelledby="of" {
                h2 #of { "What others say of them" }
                (said::list(&who.said_of, Known::default()))
            }
        }
        p .ways { a .merge href={ "/source/" (who.actor.id) "/merge" } { "Merge with another source" } }
        (take_away(&format!("/source/{}", who.actor.id)))
    }
}

/// A decision at one press on another actor and the one of this page, whose name stays.
fn decide(other: i64, here: i64, action: &str, button: &str, by: &str) -> Markup {
    html! {
        form .inline method="post" action="/correct" {
            input type="hidden" name="action" value=(action);
            input type="hidden" name="id" value=(other);
            input type="hidden" name="other" value=(here);
            input type="hidden" name="who" value=(by);
            input type="hidden" name="back" value={ "/source/" (here) };
            button .quiet { (button) }
        }
    }
}

fn day(when: Option<&str>) -> Option<&str> {
    when.map(|when| when.get(..10).unwrap_or(when))
}

fn day_name(when: Option<&str>) -> String {
    day(when).map_or_else(|| "Undated".to_owned(), date)
}
