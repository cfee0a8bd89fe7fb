//! The pile: how much there is, disputes first, when, and all reports.

use super::search::filters;
use super::{claims, clipped, pages, take_away, words};
use crate::draw::timeline;
use crate::view::{Asked, Entry, Overview, PAGE, Summary, short};
use crate::wording::{count, date, grouped, these};
use maud::{Markup, html};

/// The front page. `reading` while reports are still coming in.
pub fn pile(overview: &Overview, reading: bool) -> Markup {
    let Overview { summary, disputes, days, entries, page } = overview;
    html! {
        header .head #live-head data-live {
            p .kicker { "The pile" }
            h1 { @if summary.reports == 0 { "No reports yet" } @else { "In " (these(summary.reports)) } }
            p .lead {
                @if summary.reports > 0 { (count(summary.statements, "statement", "statements")) "." }
                @else if !reading { "Drop files on this page, or run " code { "onrecord add" } "." }
                @if summary.disputed + summary.denied > 0 { " " a href="/claims?disputed=1" { (disputed(*summary)) } }
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
        div #live-reports data-live {
            section aria-labelledby="reports" {
                h2 #reports { "Reports" }
                ol .reports { @for entry in entries { (self::entry(entry)) } }
                @if entries.is_empty() && !reading { p .empty { "None so far." } }
                (pages(*page, summary.reports > page * PAGE, |page| format!("/?page={page}")))
            }
            @if !entries.is_empty() { (take_away(&format!("/?page={page}"))) }
        }
    }
}

/// `3 claims are disputed; 1 more is denied, and nobody here puts it forward.`
fn disputed(summary: Summary) -> String {
    let disputed = count(summary.disputed, "claim is disputed", "claims are disputed");
    let denied = match (summary.denied, summary.disputed) {
        (0, _) => return format!("{disputed}."),
        (1, 0) => "1 claim is denied, and nobody here puts it forward.".to_owned(),
        (n, 0) => format!("{} claims are denied, and nobody here puts them forward.", grouped(n)),
        (1, _) => "1 more is denied, and nobody here puts it forward.".to_owned(),
        (n, _) => format!("{} more are denied, and nobody here puts them forward.", grouped(n)),
    };
    if summary.disputed == 0 { denied } else { format!("{disputed}; {denied}") }
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
                @if entry.unnamed > 0 {
                    span .kind { (entry.unnamed) @if entry.unnamed == 1 { " by an unnamed source" } @else { " by unnamed sources" } }
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_disputed_is_told_in_one_sentence() {
        let told = |disputed, denied| super::disputed(Summary { disputed, denied, ..Summary::default() });
        assert_eq!(told(1, 0), "1 claim is disputed.");
        assert_eq!(told(3, 1), "3 claims are disputed; 1 more is denied, and nobody here puts it forward.");
        assert_eq!(
            told(3, 4),
            "3 claims are disputed; 4 more are denied, and nobody here puts them forward."
        );
        assert_eq!(told(0, 1), "1 claim is denied, and nobody here puts it forward.");
        assert_eq!(told(0, 1200), "1,200 claims are denied, and nobody here puts them forward.");
    }
}
