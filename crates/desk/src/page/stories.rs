//! Stories: reports that are taken to tell of one event, the claims that they share, and the figures that they give.

use super::figures::figures;
use super::{clipped, pages, take_away, words};
use crate::view::{PAGE, Stories, Story, short, title};
use crate::wording::{count, date, these};
use maud::{Markup, html};
use onrecord_ledger::query::saying::{ReportName, Saying};
use onrecord_ledger::query::stories::COUNTED;

/// So many of a story's reports are listed.
const LISTED: usize = 200;

/// A page of all stories.
pub fn stories(listed: &[Stories], page: usize) -> Markup {
    html! {
        header .head {
            p .kicker { "Stories" }
            h1 { "What several reports tell of" }
        }
        @if listed.is_empty() { p .empty { "None so far." } }
        (list(listed))
        (pages(page.max(1), listed.len() == PAGE, |page| format!("/stories?page={page}")))
        @if !listed.is_empty() { (take_away(&format!("/stories?page={}", page.max(1)))) }
    }
}

/// Stories, each by the title of its earliest report.
pub(super) fn list(listed: &[Stories]) -> Markup {
    html! {
        ol .reports {
            @for story in listed {
                li {
                    a href={ "/story/" (story.id) } { (words(&clipped(&story.title, 160))) }
                    p .meta { (extent(story)) }
                }
            }
        }
    }
}

/// How many reports by whom, from when to when.
fn extent(story: &Stories) -> Markup {
    let day = |time: &Option<String>| time.as_deref().map(|time| date(time.get(..10).unwrap_or(time)));
    html! {
        span { (count(story.reports, "report", "reports")) }
        @if story.outlets > 1 { span { (count(story.outlets, "outlet", "outlets")) } }
        @match (day(&story.first), day(&story.last)) {
            (Some(first), Some(last)) if first == last => span { (words(&first)) },
            (Some(first), Some(last)) => span { (words(&first)) " to " (words(&last)) },
            _ => {},
        }
    }
}

/// The page of a story.
pub fn story(story: &Story) -> Markup {
    let Story { of, name, story, giving } = story;
    let giving: Vec<&Saying> = giving.iter().collect();
    let figured = story.figures.as_deref().unwrap_or_default();
    html! {
        header .head {
            p .kicker { span { "Story" } (extent(name)) }
            h1 { (clipped(&name.title, 300)) }
            p .lead {
                "Of " (these(*of)) ", " @if name.reports == 1 { "one tells" } @else { (name.reports) " are taken to tell" }
                " of this; the earliest gives it its name."
            }
        }
        @for quantity in figured { (figures(quantity, &giving)) }
        @if !figured.is_empty() && name.reports > COUNTED {
            p .aside { "Figures are those of the first " (COUNTED) " reports that were filed." }
        }
        @if !story.claims.is_empty() {
            section aria-labelledby="shared" {
                h2 #shared { "What several of them say" }
                ol .claims {
                    @for claim in &story.claims {
                        li {
                            a href={ "/claim/" (claim.id) } { (words(&clipped(&claim.wording, 220))) }
                            p .meta { span { "in " (count(claim.reports, "report", "reports")) " of the story" } }
                        }
                    }
                }
            }
        }
        section aria-labelledby="reports" {
            h2 #reports { "Reports, in order" }
            ol .reports { @for report in story.reports.iter().take(LISTED) { (entry(report)) } }
            @if story.reports.len() > LISTED { p .aside { "The first " (LISTED) " of them; all are in the JSON." } }
        }
        (take_away(&format!("/story/{}", story.id)))
    }
}

fn entry(report: &ReportName) -> Markup {
    html! {
        li {
            a href={ "/report/" (short(&report.id)) } { (words(&clipped(title(report), 160))) }
            p .meta {
                @if let Some(outlet) = &report.outlet { span { (words(&clipped(outlet, 60))) } }
                @if let Some(published) = &report.published { span { (words(&date(published))) } }
            }
        }
    }
}
