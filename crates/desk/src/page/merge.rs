//! Making one of two claims, or of two sources.

use super::correct::{closed, name};
use super::decided::what;
use super::{clipped, said, words};
use crate::view::{Decided, Namesake, Similar, address, who};
use crate::wording::{count, date, sort};
use maud::{Markup, html};

/// The claims that `claim` can become, with the decisions that say otherwise; `sought` are the words that they were found by.
pub fn merge(
    claim: &Similar,
    choices: &[(Similar, Vec<Decided>)],
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
            p .aside role="status" { (found(choices.len(), sought, ["claim", "claims"])) }
            ol .claims.choices { @for (choice, before) in choices { (entry(choice, before, writable)) } }
            @if writable && !choices.is_empty() { div .correction { (name(by)) } }
        }
        @if !writable { (closed()) }
        p .aside { a href={ "/claim/" (claim.id) } { "Back to the claim" } }
    }
}

/// The sources that `source` can become, with the decisions that say otherwise; `sought` are the words that they were found by.
pub fn merge_source(
    source: &Namesake,
    choices: &[(Namesake, Vec<Decided>)],
    sought: &str,
    by: &str,
    writable: bool,
) -> Markup {
    let page = format!("/source/{}", source.id);
    html! {
        header .head {
            p .kicker { span { "Merge" } (about(source)) }
            h1 { (clipped(&source.name, 200)) }
            p .lead {
                "Which source is this one? All that it said, " (extent(source))
                ", then stands under that name. It can be taken back."
            }
        }
        form .filters.instant action={ (page) "/merge" } role="search" aria-label="Sources" data-fills="choices" {
            label .wide {
                span { "A name, or words of it" }
                input type="search" name="q" value=(sought) autocomplete="off" autofocus;
            }
            button { "Search" }
        }
        form #choices method="post" action="/correct" {
            input type="hidden" name="id" value=(source.id);
            input type="hidden" name="back" value=(page);
            p .aside role="status" { (found(choices.len(), sought, ["source", "sources"])) }
            ol .namesakes.choices { @for (choice, before) in choices { (namesake(choice, before, writable)) } }
            @if writable && !choices.is_empty() {
                div .correction {
                    (name(by))
                    button name="action" value="merge-actors" { "They are one" }
                    button .quiet name="action" value="not-same-actor" { "They are two" }
                }
            }
        }
        @if !writable { (closed()) }
        p .aside { a href=(page) { "Back to the source" } }
    }
}

fn namesake(choice: &Namesake, before: &[Decided], writable: bool) -> Markup {
    let label = format!("name-{}", choice.id);
    html! {
        li {
            @if writable { input type="radio" name="other" value=(choice.id) required aria-labelledby=(label); }
            div {
                a id=(label) href={ "/source/" (choice.id) } { (words(&clipped(&choice.name, 120))) }
                p .meta {
                    (about(choice))
                    span .number { (extent(choice)) }
                    @if let Some(reason) = &choice.reason { span { "linking proposes it " (words(reason)) } }
                }
                (otherwise(before))
            }
        }
    }
}

/// What a source is, and what reports say it is.
fn about(source: &Namesake) -> Markup {
    html! {
        span { (sort(&source.kind)) }
        @for role in source.roles.iter().take(2) { span { (words(&clipped(role, 60))) } }
    }
}

/// `12 statements in 7 reports`.
fn extent(source: &Namesake) -> String {
    let reports = count(source.reports, "report", "reports");
    format!("{} in {reports}", count(source.statements, "statement", "statements"))
}

/// The decisions that say otherwise.
fn otherwise(before: &[Decided]) -> Markup {
    html! {
        @for Decided { entry, .. } in before {
            p .against {
                b { (words(&entry.who)) } " decided otherwise on " (date(&entry.at)) ": " (what(&entry.decision))
            }
        }
    }
}

/// What was found: how many of `name`, one and many.
fn found(choices: usize, sought: &str, name: [&str; 2]) -> String {
    match (choices, sought.trim().is_empty()) {
        (0, true) => format!("No other {} is like it. Search for one.", name[0]),
        (0, false) => format!("No other {} is like these words.", name[0]),
        (_, true) => "The likest:".to_owned(),
        (n, false) => format!("{}, the likest first:", count(n, name[0], name[1])),
    }
}

fn entry(choice: &Similar, before: &[Decided], writable: bool) -> Markup {
    let label = format!("wording-{}", choice.id);
    html! {
        li {
            a id=(label) href={ "/claim/" (choice.id) } { (words(&clipped(&choice.wording, 220))) }
            p .meta {
                span { "in " (count(choice.reports, "report", "reports")) }
                @let first = &choice.first;
                span {
                    (words(&clipped(who(first).unwrap_or("nobody named"), 60)))
                    @if !first.cue.is_empty() { " " i .how { (words(&clipped(&first.cue, 40))) } }
                }
                a .place href=(address(first)) { (said::place_name(first)) }
            }
            (otherwise(before))
            @if writable {
                button name="other" value=(choice.id) aria-describedby=(label) { "Merge into this" }
            }
        }
    }
}
