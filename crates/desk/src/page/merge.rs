//! Making one claim of two.

use super::correct::{closed, name};
use super::decided::what;
use super::{clipped, said, words};
use crate::view::{Decided, address, who};
use crate::wording::{count, date};
use maud::{Markup, html};
use onrecord_ledger::query::claims::Claim;

/// The claims that `claim` can become, with the decisions that say otherwise; `sought` are the words that they were found by.
pub fn merge(
    claim: &Claim,
    choices: &[(Claim, Vec<Decided>)],
    sought: &str,
    by: &str,
    writable: bool,
) -> Markup {
    let here = format!("/claim/{}/merge", claim.id);
    html! {
        header .head {
            p .kicker { "Merge" }
            h1 .wording { "“" bdi { (clipped(&claim.wording, 300)) } "”" }
            p .lead {
                "Which claim is this one? All that is said of it, in " (count(claim.reports, "report", "reports"))
                ", then stands under that claim. It can be taken back."
            }
        }
        form .filters.instant action=(here) role="search" aria-label="Claims" data-fills="choices" {
            label .wide {
                span { "Words of the other claim, or its number" }
                input type="search" name="q" value=(sought) autocomplete="off" autofocus;
            }
            button { "Search" }
        }
        form #choices method="post" action="/correct" {
            input type="hidden" name="action" value="merge-claims";
            input type="hidden" name="id" value=(claim.id);
            p .aside role="status" { (found(choices.len(), sought)) }
            ol .claims.choices { @for (choice, before) in choices { (entry(choice, before, writable)) } }
            @if writable && !choices.is_empty() { div .correction { (name(by)) } }
        }
        @if !writable { (closed()) }
        p .aside { a href={ "/claim/" (claim.id) } { "Back to the claim" } }
    }
}

fn found(choices: usize, sought: &str) -> String {
    match (choices, sought.trim().is_empty()) {
        (0, true) => "No other claim is like it. Search for one.".to_owned(),
        (0, false) => "No other claim is like these words.".to_owned(),
        (_, true) => "The likest:".to_owned(),
        (n, false) => format!("{}, the likest first:", count(n, "claim", "claims")),
    }
}

fn entry(choice: &Claim, before: &[Decided], writable: bool) -> Markup {
    let label = format!("wording-{}", choice.id);
    html! {
        li {
            a id=(label) href={ "/claim/" (choice.id) } { (words(&clipped(&choice.wording, 220))) }
            p .meta {
                span { "in " (count(choice.reports, "report", "reports")) }
                @if let Some(first) = choice.statements.first() {
                    span {
                        (words(&clipped(who(first).unwrap_or("nobody named"), 60)))
                        @if !first.cue.is_empty() { " " i .how { (words(&clipped(&first.cue, 40))) } }
                    }
                    a .place href=(address(first)) { (said::place_name(first)) }
                }
            }
            @for Decided { entry, .. } in before {
                p .against {
                    b { (words(&entry.who)) } " decided otherwise on " (date(&entry.at)) ": " (what(&entry.decision))
                }
            }
            @if writable {
                button name="other" value=(choice.id) aria-describedby=(label) { "Merge into this" }
            }
        }
    }
}
