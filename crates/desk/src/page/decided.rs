//! Decisions in words: who decided what about which statements, and when.

use super::said::report_name;
use super::{clipped, words};
use crate::view::{About, Decided, address, short, who};
use crate::wording::{date, stance};
use maud::{Markup, html};
use onrecord_ledger::{Decision, State};

/// Entries of the journal; `writable` where whoever asks may take them back.
pub(super) fn entries(entries: &[Decided], by: &str, writable: bool) -> Markup {
    html! {
        ol .entries {
            @for decided in entries {
                @let entry = &decided.entry;
                li {
                    p { b { (words(&entry.who)) } " " (what(&entry.decision)) }
                    @for about in &decided.about { p .about { (place(about)) } }
                    div .meta {
                        span { "№ " (entry.id) }
                        time datetime=(entry.at) { (date(&entry.at)) }
                        @match entry.state {
                            State::Holds => {},
                            State::Undone => span .stance { "taken back" },
                            State::Orphan => span .stance.denies { "its place is gone" },
                            State::Waiting => span .stance { "waits for linking" },
                        }
                        @if let Some(reason) = &entry.reason { span { (words(reason)) } }
                        @if writable && entry.state != State::Undone && !matches!(entry.decision, Decision::Undo { .. }) {
                            form method="post" action="/correct" {
                                input type="hidden" name="action" value="undo";
                                input type="hidden" name="id" value=(entry.id);
                                input type="hidden" name="who" value=(by);
                                input type="hidden" name="back" value="/journal";
                                button .quiet aria-label={ "Take back decision " (entry.id) } { "Take back" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was decided, to be read after the name of who decided it.
pub(super) fn what(decision: &Decision) -> Markup {
    html! {
        @match decision {
            Decision::MergeActors { .. } => "made one source of these two",
            Decision::SplitActor { .. } => "took this for somebody else of that name",
            Decision::NotSameActor { .. } => "took these for two sources",
            Decision::MergeClaims { .. } => "made one claim of these two",
            Decision::SplitClaim { .. } => "took this out of its claim",
            Decision::NotSame { .. } => "told these two apart",
            Decision::Stance { stance: set, .. } => {
                @let name = onrecord_output::stance(*set);
                "set the stance to “" (stance(name).unwrap_or(name)) "”"
            },
            Decision::Span { source, cue, content, .. } => {
                @let set = [(source, "who said it"), (cue, "how it was said"), (content, "what was said")];
                @let named: Vec<&str> = set.into_iter().filter(|(spans, _)| spans.is_some()).map(|(_, name)| name).collect();
                "set other words for " (named.join(", "))
            },
            Decision::Note { text, .. } => { "noted: “" (words(&clipped(text, 400))) "”" },
            Decision::Undo { entry } => { "took back № " (entry) },
        }
    }
}

/// A statement or mention that a decision is about, and the way to it.
fn place(about: &About) -> Markup {
    html! {
        @match &about.statement {
            Some(said) => {
                b { (words(&clipped(who(said).unwrap_or("nobody named"), 60))) } " "
                @if !said.cue.is_empty() { i .how { (words(&clipped(&said.cue, 40))) } " " }
                (words(&clipped(&said.content, 160))) " "
                a .place href=(address(said)) { (report_name(&said.report)) }
            },
            None => {
                "“" (words(&clipped(&about.address.words, 160))) "” "
                @if let Some(report) = &about.report {
                    a .place href={ "/report/" (short(&report.id)) "/" (about.address.start) "-" (about.address.end) } {
                        (report_name(report))
                    }
                }
            },
        }
    }
}
