//! All reports.

use super::{clipped, words};
use crate::sourcing::Sourcing;
use crate::wording::{count, date};
use maud::{Markup, html};
use onrecord_record::Record;

/// The reports of a pile, in the order given.
pub fn pile(records: &[&Record]) -> Markup {
    html! {
        header .head {
            p .kicker { "The pile" }
            h1 { (count(records.len(), "report", "reports")) }
        }
        ol .reports {
            @for record in records {
                @let sourcing = Sourcing::of(record);
                li {
                    a href={ "/report/" (super::report::address(record)) } {
                        (words(&clipped(super::report::title(record), 160)))
                    }
                    p .meta {
                        @if let Some(outlet) = &record.report.outlet { (words(outlet)) " · " }
                        @if let Some(published) = &record.report.published { (words(&date(published))) " · " }
                        (count(sourcing.statements, "statement", "statements"))
                    }
                }
            }
        }
    }
}
