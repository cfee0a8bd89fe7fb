//! Who cites whom among outlets.

use super::{clipped, take_away, words};
use crate::draw::{Edge, Node, Proof, flow};
use crate::view::{Outlets, short};
use crate::wording::count;
use maud::{Markup, html};

/// So many entries stand in a column of the picture.
const MOST: usize = 16;

/// What stands for an outlet that no report names.
const UNKNOWN: &str = "outlet not stated";

/// The page of the outlets.
pub fn outlets(outlets: &Outlets) -> Markup {
    let (mut citing, mut cited): (Vec<Option<&str>>, Vec<Option<&str>>) = (Vec::new(), Vec::new());
    let (mut edges, mut proven) = (Vec::new(), Vec::new());
    for pair in &outlets.citing {
        let Some(from) = place(&mut citing, pair.outlet.as_deref()) else { continue };
        let Some(to) = place(&mut cited, Some(&pair.cited)) else { continue };
        let number = edges.len() + 1;
        let shown = html! {
            (name(pair.outlet.as_deref())) " says it relies on " (words(&clipped(&pair.cited, 60))) " in "
            (count(pair.reports, "report", "reports"))
        };
        let label =
            format!("Proof {number}: {} on {}", pair.outlet.as_deref().unwrap_or(UNKNOWN), pair.cited);
        let proof = Some(Proof { number, label, shown });
        edges.push(Edge { from, to, weight: pair.reports, class: "cites", proof });
        proven.push(pair);
    }
    let node = |outlet: Option<&str>| Node {
        label: html! { b { (name(outlet)) } },
        class: if outlet.is_some() { "outlet" } else { "unknown" },
    };
    html! {
        header .head {
            p .kicker { "Outlets" }
            h1 { "Who relies on whom" }
            p .lead { "As the reports say themselves: “citing …”, “told …”, “reporting by …”." }
        }
        @if edges.is_empty() {
            p .empty { "No report here says that it relies on another outlet." }
        } @else {
            (flow(["These outlets", "say they rely on"], &citing.iter().copied().map(node).collect::<Vec<_>>(), &cited.iter().copied().map(node).collect::<Vec<_>>(), &edges))
            h2 .proven { "The words that say so" }
            div .scroll tabindex="0" role="region" aria-label="Table of who relies on whom" {
                table {
                    thead { tr { th { "№" } th { "Outlet" } th { "says it relies on" } th { "in these words" } } }
                    tbody {
                        @for (i, pair) in proven.iter().enumerate() {
                            tr #{ "proof-" (i + 1) } data-proof=(i + 1) {
                                td .number { (i + 1) }
                                td { (name(pair.outlet.as_deref())) }
                                td { (words(&pair.cited)) }
                                td {
                                    a href={ "/report/" (short(&pair.example)) "/" (pair.start) "-" (pair.end) } {
                                        @if pair.reports > 1 { "1 of " (count(pair.reports, "report", "reports")) } @else { "1 report" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        section aria-labelledby="all" {
            h2 #all { "Outlets in this pile" }
            @if outlets.outlets.is_empty() { p .empty { "No report says who published it." } }
            ol .sources {
                @for (name, reports) in &outlets.outlets {
                    li {
                        a href={ "/search?" (query(name)) } { (words(&clipped(name, 120))) }
                        span .number { (count(*reports, "report", "reports")) }
                    }
                }
            }
        }
        @if !edges.is_empty() { (take_away("/outlets")) }
    }
}

/// An outlet's name.
fn name(outlet: Option<&str>) -> Markup {
    html! {
        @match outlet {
            Some(outlet) => (words(&clipped(outlet, 60))),
            None => span .missing { (UNKNOWN) },
        }
    }
}

/// The place of `name` in a column; none where the column is full.
fn place<'n>(column: &mut Vec<Option<&'n str>>, name: Option<&'n str>) -> Option<usize> {
    column.iter().position(|there| *there == name).or_else(|| {
        (column.len() < MOST).then(|| {
            column.push(name);
            column.len() - 1
        })
    })
}

fn query(outlet: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("outlet", outlet).finish()
}
