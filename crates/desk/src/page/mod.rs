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
mod decided;
mod figures;
mod layout;
mod merge;
mod origins;
mod outlets;
mod pile;
mod report;
mod said;
mod search;
mod stories;

pub use actor::actor;
pub use actors::actors;
pub use claim::claim;
pub use claims::claims;
pub use correct::{correct, journal, later, sure};
pub use date::of_date;
pub use layout::{Chrome, alone, layout, problem};
pub use merge::{merge, merge_source};
pub use outlets::outlets;
pub use pile::pile;
pub use report::{report, title};
pub use search::search;
pub use stories::{stories, story};

use maud::{Markup, html};

/// A word of more bytes may be cut.
const LONGEST: usize = 24;

/// A message that may hold words of a report, without marks of writing direction that could turn those around them.
pub fn words_of(message: &str) -> String {
    message.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
}

/// Words of a report inside other text.
fn words(words: &str) -> Markup {
    html! { bdi { (words) } }
}

/// At most so many characters of `text`, and an ellipsis if that is not all. No word is cut, unless it is a very long one.
fn clipped(text: &str, most: usize) -> String {
    let Some((end, next)) = text.char_indices().nth(most) else { return text.to_owned() };
    let mut kept = text[..end].trim_end();
    if !next.is_whitespace()
        && let Some(last) = kept.rfind(char::is_whitespace).filter(|&last| end - last <= LONGEST)
    {
        kept = &kept[..last];
    }
    format!("{}…", kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_cut_but_a_very_long_one() {
        assert_eq!(clipped("as the toll rises", 17), "as the toll rises");
        assert_eq!(clipped("as the toll, rises", 16), "as the toll…");
        assert_eq!(clipped("as the toll rises", 11), "as the toll…");
        assert_eq!(clipped(&"é".repeat(90), 30), format!("{}…", "é".repeat(30)));
        assert_eq!(clipped(" words", 0), "…");
    }
}
