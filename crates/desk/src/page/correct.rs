//! Correcting a statement, and what was decided.

use super::decided::entries;
use super::{clipped, said, take_away, words};
use crate::correct::Correction;
use crate::view::{Decided, address, who};
use crate::wording::{STANCES, stance};
use maud::{Markup, html};
use onrecord_ledger::query::saying::Saying;

/// So many other statements of a claim are offered to be told apart.
const OTHERS: usize = 12;

/// The forms for one statement; `others` belong to the same claim. `writable` where whoever asks was given the token.
pub fn correct(saying: &Saying, others: &[Saying], before: &[Decided], by: &str, writable: bool) -> Markup {
    html! {
        header .head {
            p .kicker { "Correct" }
            h1 { "What the reader made of these words" }
        }
        (said::list(std::slice::from_ref(saying), said::Known { correcting: true, ..said::Known::default() }))
        @if !before.is_empty() {
            section aria-labelledby="before" { h2 #before { "Decided before" } (entries(before, by, writable)) }
        }
        @if writable {
            form .corrections method="post" action="/correct" {
                input type="hidden" name="id" value=(saying.id);
                input type="hidden" name="back" value=(address(saying));
                section .correction aria-labelledby="how" {
                    h2 #how { "How the source stands to it" }
                    label {
                        span .unseen { "Stance" }
                        select name="stance" autofocus {
                            @for value in STANCES {
                                option value=(value) selected[saying.stance.as_deref() == Some(value)] {
                                    (stance(value).unwrap_or("asserts"))
                                }
                            }
                        }
                    }
                    (press("stance", "Set the stance"))
                }
                section .correction aria-labelledby="which" {
                    h2 #which { "Which words" }
                    p .aside { "As they stand in the report; several pieces with “ … ” between them." }
                    (field("Source", "source", &saying.source))
                    (field("Cue", "cue", &saying.cue))
                    label .whole { span { "What was said" } textarea name="content" rows="3" { (saying.content) } }
                    (press("span", "Set the words"))
                }
                (whose(saying, others))
                section .correction aria-labelledby="note" {
                    h2 #note { "A note" }
                    label .whole { span .unseen { "Note" } textarea name="text" rows="2" {} }
                    (press("note", "Keep the note"))
                }
                section .correction aria-labelledby="name" {
                    h2 #name { "Who decides" }
                    (name(by))
                }
            }
        } @else {
            (closed())
        }
    }
}

/// Whose it is, and of which claim.
fn whose(saying: &Saying, others: &[Saying]) -> Markup {
    html! {
        section .correction aria-labelledby="whose" {
            h2 #whose { "Whose, and which claim" }
            @if saying.actor.is_some() { (press("split-actor", "Somebody else of that name")) }
            @if let Some(claim) = saying.claim {
                @if !others.is_empty() { (press("split-claim", "Not this claim")) }
                a .press.merge href={ "/claim/" (claim) "/merge" } { "Merge its claim with another" }
            }
            @if !others.is_empty() {
                fieldset {
                    legend { "Of the same claim" }
                    @for other in others.iter().take(OTHERS) {
                        label .choice {
                            input type="radio" name="other" value=(other.id);
                            span {
                                b { (words(&clipped(who(other).unwrap_or("nobody named"), 60))) } " "
                                @if !other.cue.is_empty() { i .how { (words(&clipped(&other.cue, 40))) } " " }
                                (words(&clipped(&other.content, 160)))
                            }
                        }
                    }
                }
                (press("not-same", "Not the same as the chosen one"))
            }
        }
    }
}

/// Says how to become somebody who may.
pub(super) fn closed() -> Markup {
    html! { p .empty { "To correct, open the desk by the address that it printed when it was started." } }
}

/// A button that says what is to be done.
fn press(action: &str, name: &str) -> Markup {
    html! { button name="action" value=(action) { (name) } }
}

pub(super) fn name(by: &str) -> Markup {
    html! { label { span { "Your name" } input name="who" value=(by) required autocomplete="name"; } }
}

fn field(label: &str, name: &str, value: &str) -> Markup {
    html! { label .wide { span { (label) } input name=(name) value=(value) autocomplete="off"; } }
}

/// The journal: what was decided, the latest first.
pub fn journal(latest: &[Decided], by: &str, writable: bool) -> Markup {
    html! {
        header .head {
            p .kicker { "Decisions" }
            h1 { "What people decided" }
            p .lead { "Kept beside what the machine found, never over it; the latest first." }
        }
        @if latest.is_empty() { p .empty { "Nothing so far. Each statement’s note in a report has a way to correct it." } }
        (entries(latest, by, writable))
        @if !writable { (closed()) }
        @if !latest.is_empty() { (take_away("/journal")) }
    }
}

/// All that a correction says, to be sent again.
fn again(correction: &Correction) -> Markup {
    let id = correction.id.to_string();
    let fields = [
        ("action", &correction.action),
        ("id", &id),
        ("other", &correction.other),
        ("stance", &correction.stance),
        ("source", &correction.source),
        ("cue", &correction.cue),
        ("content", &correction.content),
        ("text", &correction.text),
        ("who", &correction.who),
        ("back", &correction.back),
    ];
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}

/// Says which earlier decisions a correction meets, before it is carried out.
pub fn sure(correction: &Correction, before: &[Decided]) -> Markup {
    html! {
        header .head {
            p .kicker { "Correct" }
            h1 { "This was decided before" }
            p .lead { "What you are about to decide will stand over it. Both stay in the journal." }
        }
        (entries(before, "", false))
        form .correction method="post" action="/correct" {
            (again(correction))
            input type="hidden" name="sure" value="1";
            button autofocus { "Decide all the same" }
            a href="/journal" { "Leave it" }
        }
    }
}

/// Says that a decision could not be written down for now.
pub fn later(correction: &Correction) -> Markup {
    html! {
        header .head {
            p .kicker { "Correct" }
            h1 { "The ledger was busy for too long" }
            p .lead { "Something large is being written to it, and your decision did not get its turn. Nothing was decided, and nothing you entered is lost." }
        }
        form .correction method="post" action="/correct" {
            (again(correction))
            input type="hidden" name="sure" value=(correction.sure);
            button autofocus { "Try again" }
            a href="/journal" { "Leave it" }
        }
    }
}
