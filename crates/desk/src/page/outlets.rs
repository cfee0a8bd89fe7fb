//! Who cites whom among outlets.

use super::{clipped, words};
use crate::draw::{Edge, Node, Proof, flow};
use crate::view::{Outlets, short};
use crate::wording::count;
use maud::{Markup, html};

/// So many entries stand in a column of the picture.
const MOST: usize = 16;

/// The page of the outlets.
pub fn outlets(outlets: &Outlets) -> Markup {
    let (mut citing, mut cited): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let (mut edges, mut proven) = (Vec::new(), Vec::new());
    for pair in &outlets.citing {
        let Some(from) = place(&mut citing, &pair.outlet) else { continue };
        let Some(to) = place(&mut cited, &pair.cited) else { continue };
        let number = edges.len() + 1;
        let shown = html! {
            (words(&clipped(&pair.outlet, 60))) " relies on " (words(&clipped(&pair.cited, 60))) " in "
            (count(pair.reports, "report", "reports"))
        };
        let label = format!("Proof {number}: {} on {}", pair.outlet, pair.cited);
        let proof = Some(Proof { number, label, shown });
        edges.push(Edge { from, to, weight: pair.reports, class: "cites", proof });
        proven.push(pair);
    }
    let node = |name: &&str| Node { label: html! { b { (words(&clipped(name, 60))) } }, class: "outlet" };
    html! {
        header .head {
            p .kicker { "Outlets" }
            h1 { "Who relies on whom" }
            p .lead { "As the reports say themselves: “citing …”, “told …”, “reporting by …”." }
        }
        @if edges.is_empty() {
            p .empty { "No report here says that it relies on another outlet." }
        } @else {
            (flow(["These reports", "say they rely on"], &citing.iter().map(node).collect::<Vec<_>>(), &cited.iter().map(node).collect::<Vec<_>>(), &edges))
            h2 .proven { "The words that say so" }
            div .scroll tabindex="0" role="region" aria-label="Table of who relies on whom" {
                table {
                    thead { tr { th { "№" } th { "Outlet" } th { "relies on" } th { "Reports" } th { "One of them" } } }
                    tbody {
                        @for (i, pair) in proven.iter().enumerate() {
                            tr #{ "proof-" (i + 1) } data-proof=(i + 1) {
                                td .number { (i + 1) }
                                td { (words(&pair.outlet)) }
                                td { (words(&pair.cited)) }
                                td .number { (pair.reports) }
                                td { a href={ "/report/" (short(&pair.example)) "/" (pair.start) "-" (pair.end) } { "the words" } }
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
    }
}

/// The place of `name` in a column; none where the column is full.
fn place<'n>(column: &mut Vec<&'n str>, name: &'n str) -> Option<usize> {
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
