//! Claims in a list.

use super::{clipped, pages, take_away, words};
use crate::view::{Listed, PAGE, Which};
use crate::wording::count;
use maud::{Markup, html};
use onrecord_ledger::query::disputes::Stand;

/// So many are named of those who stand on one side.
const NAMED: usize = 3;

/// A page of claims.
pub fn claims(which: Which, listed: &[Listed], page: usize) -> Markup {
    let page = page.max(1);
    let denied = which == Which::Disputed;
    let address = |page: usize| format!("/claims?{}page={page}", if denied { "disputed=1&" } else { "" });
    html! {
        header .head {
            p .kicker { "Claims" }
            h1 { @if denied { "What is disputed" } @else { "What is claimed" } }
            p .tabs {
                a href="/claims" aria-current=[(!denied).then_some("page")] { "In most outlets" }
                a href="/claims?disputed=1" aria-current=[denied.then_some("page")] { "Disputed" }
            }
        }
        @if listed.is_empty() { p .empty { "None so far." } }
        (list(listed))
        (pages(page, listed.len() == PAGE, address))
        @if !listed.is_empty() { (take_away(&address(page))) }
    }
}

/// Claims, each with its wording, its reports, and who says otherwise.
pub(super) fn list(listed: &[Listed]) -> Markup {
    html! {
        ol .claims {
            @for claim in listed {
                li class=[(!claim.against.is_empty()).then_some("denied")] {
                    a href={ "/claim/" (claim.id) } { (words(&clipped(&claim.wording, 220))) }
                    p .meta {
                        @if claim.by.is_empty() { span .missing { "nobody here puts it forward" } }
                        @else { span { (who(&claim.by)) } }
                        span { "in " (count(claim.reports, "report", "reports")) }
                    }
                    @for against in claim.against.iter().take(3) {
                        p .against {
                            b { (who(&against.who)) } " "
                            @match against.how {
                                Stand::Denies => span .stance.denies { @if against.who.len() == 1 { "denies" } @else { "deny" } " it" },
                                Stand::Figure => { span .how { "gives another figure:" } " " (words(&clipped(&against.wording, 160))) },
                                _ => { span .how { "says what cannot hold with it:" } " " (words(&clipped(&against.wording, 160))) },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `A, B, C and others`.
fn who(names: &[String]) -> Markup {
    html! {
        @for (i, name) in names.iter().take(NAMED).enumerate() {
            @if i > 0 { ", " }
            (words(&clipped(name, 60)))
        }
        @if names.len() > NAMED { " and others" }
    }
}
