//! The pages, as HTML made on the server. They work without script; the script only adds to them.
//!
//! What comes from a report goes through `maud`, which escapes it, and stands in a `bdi` or a block of its own, so that
//! a mark of writing direction in it reaches no word around it.

mod actor;
mod actors;
mod claim;
mod claims;
mod correct;
mod date;
mod layout;
mod merge;
mod origins;
mod outlets;
mod pile;
mod report;
mod said;
mod search;

pub use actor::actor;
pub use actors::actors;
pub use claim::claim;
pub use claims::claims;
pub use correct::{correct, journal, later, sure};
pub use date::of_date;
pub use layout::{Chrome, alone, layout, problem};
pub use merge::merge;
pub use outlets::outlets;
pub use pile::pile;
pub use report::{report, title};
pub use search::search;

use maud::{Markup, html};

/// A message that may hold words of a report, without marks of writing direction that could turn those around them.
pub fn words_of(message: &str) -> String {
    message.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
}

/// Words of a report inside other text.
fn words(words: &str) -> Markup {
    html! { bdi { (words) } }
}

/// At most so many characters of `text`, and an ellipsis if that is not all.
fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The ways to the pages before and after this one.
fn pages(page: usize, more: bool, address: impl Fn(usize) -> String) -> Markup {
    html! {
        @if page > 1 || more {
            nav .parts aria-label="Pages" {
                @if page > 1 { a rel="prev" href=(address(page - 1)) { "Previous" } }
                span { "Page " (page) }
                @if more { a rel="next" href=(address(page + 1)) { "Next" } }
            }
        }
    }
}

/// The ways to take what is on the screen away.
fn take_away(address: &str) -> Markup {
    let mark = if address.contains('?') { '&' } else { '?' };
    html! {
        p .take lang="en" {
            "Take this page away: "
            a href={ (address) (mark) "as=csv" } download { "CSV" } " "
            a href={ (address) (mark) "as=json" } download { "JSON" } " "
            a href={ (address) (mark) "as=html" } download { "one HTML file" }
        }
    }
}
