//! The pages, as HTML made on the server. They work without script; the script only adds to them.
//!
//! What comes from a report goes through `maud`, which escapes it, and stands in a `bdi` or a block of its own, so that
//! a mark of writing direction in it reaches no word around it.

mod layout;
mod pile;
mod report;

pub use layout::{Chrome, layout, problem};
pub use pile::pile;
pub use report::report;

use maud::{Markup, html};

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
