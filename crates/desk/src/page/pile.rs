//! The pile: how much there is, disputes first, when, and all reports.

use super::search::filters;
use super::{claims, clipped, pages, words};
use crate::draw::timeline;
use crate::view::{Asked, Entry, Overview, PAGE, Summary, short};
use crate::wording::{count, date};
use maud::{Markup, html};

/// The front page. `reading` while reports are still coming in.
pub fn pile(overview: &Overview, reading: bool) -> Markup {
    let Overview { summary, disputes, days, entries, page } = overview;
    html! {
        header .head #live-head data-live {
            p .kicker { "The pile" }
            h1 { "In these " (count(summary.reports, "report", "reports")) }
            p .lead {
                (count(summary.statements, "statement", "statements"))
                @if summary.disputed + summary.denied > 0 {
                    ", " a href="/claims?disputed=1" {
                        (count(summary.disputed, "claim", "claims")) " disputed"
                        @if summary.denied > 0 { ", " (summary.denied) " denied that nobody puts forward here" }
                    }
                }
                "."
            }
            (progress(*summary, reading))
        }
        div #live-disputes data-live {
            @if !disputes.is_empty() {
                section aria-labelledby="disputes" {
                    h2 #disputes { "Disputed" }
                    (claims::list(disputes))
                }
            }
        }
        div #live-days data-live { @if days.len() > 1 { (timeline(days)) } }
        details .why { summary { "Pick statements by source, stance, claim, outlet or time" } (filters(&Asked::default())) }
        section aria-labelledby="reports" {
            h2 #reports { "Reports" }
            ol .reports #live-reports data-live { @for entry in entries { (self::entry(entry)) } }
            @if entries.is_empty() && !reading {
                p .empty { "No reports yet. Drop files on this page, or run " code { "onrecord add" } "." }
            }
            (pages(*page, summary.reports > page * PAGE, |page| format!("/?page={page}")))
        }
    }
}

/// A report in a list.
pub(super) fn entry(entry: &Entry) -> Markup {
    html! {
        li {
            a href={ "/report/" (short(&entry.hash)) } { (words(&clipped(&entry.title, 160))) }
            p .meta {
                @if let Some(outlet) = &entry.outlet { span { (words(&clipped(outlet, 60))) } }
                @if let Some(published) = &entry.published { span { (words(&date(published))) } }
                span { (count(entry.statements, "statement", "statements")) }
                @if entry.unnamed > 0 { span .kind { (entry.unnamed) " not named" } }
                @if entry.denials > 0 { span .stance.denies { (count(entry.denials, "denial", "denials")) } }
            }
        }
    }
}

/// What is still to be done, where something is.
fn progress(summary: Summary, reading: bool) -> Markup {
    let waiting = summary.reports - summary.linked.min(summary.reports);
    html! {
        p .progress role="status" {
            @if reading { "Reading … " }
            @if waiting > 0 { (count(waiting, "report is", "reports are")) " still to be compared with the others." }
        }
    }
}
