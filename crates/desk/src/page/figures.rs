//! Figures on one quantity, as a table with a drawing in each row.

use super::said::{self, sort};
use super::{clipped, words};
use crate::draw::range;
use crate::view::address;
use crate::wording::grouped;
use maud::{Markup, html};
use onrecord_ledger::query::disputes::{Quantity, Reading};
use onrecord_ledger::query::saying::Saying;

/// The figures on one quantity, in the order of their time; `statements` are those that give them.
pub(super) fn figures(quantity: &Quantity, statements: &[&Saying]) -> Markup {
    let row = |reading: &Reading| {
        let saying = statements.iter().find(|s| s.id == reading.statement);
        html! {
            tr class=[saying.map(|s| sort(s))] {
                th scope="row" {
                    // The column that says where is too wide for a phone.
                    @match saying {
                        Some(saying) => a href=(address(saying)) { (words(&clipped(&reading.words, 60))) },
                        None => (words(&clipped(&reading.words, 60))),
                    }
                }
                td .drawn { (range(&quantity.readings, reading)) }
                td {
                    @match saying {
                        Some(saying) if !saying.is_narration() => (said::who(saying)),
                        _ => (words(reading.who.as_deref().unwrap_or("the report itself"))),
                    }
                }
                td { @if let Some(saying) = saying { (said::place(saying)) " " (said::when(saying)) } }
            }
        }
    };
    html! {
        section aria-label={ "Figures: " (quantity.what) } {
            h2 { "Figures: " bdi { (quantity.what) } }
            div .scroll tabindex="0" role="region" aria-label={ "Table of figures: " (quantity.what) } {
                table .ranges {
                    thead {
                        tr {
                            th scope="col" { "In the report’s words" }
                            th scope="col" .drawn { span .ends { @for end in ends(&quantity.readings) { span { (end) } } } }
                            th scope="col" { "Who" }
                            th scope="col" { "Where, when" }
                        }
                    }
                    tbody { @for reading in &quantity.readings { (row(reading)) } }
                }
            }
        }
    }
}

/// The least and the greatest number, between which the figures are drawn.
fn ends(readings: &[Reading]) -> Vec<String> {
    let numbers = readings.iter().flat_map(|r| [r.low, r.value, r.high]).flatten().filter(|n| n.is_finite());
    let (least, most) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), n| (a.min(n), b.max(n)));
    if least.is_finite() { vec![number(least), number(most)] } else { Vec::new() }
}

/// `1,200`, and a number that is no whole one as it is.
fn number(n: f64) -> String {
    // Beyond this, not all whole numbers are there.
    if n.fract() == 0.0 && (0.0..1e15).contains(&n) { grouped(n as usize) } else { n.to_string() }
}
