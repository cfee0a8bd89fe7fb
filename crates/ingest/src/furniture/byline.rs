//! Who wrote the report, as a line of its own says.

use crate::outlet;
use regex::Regex;
use std::sync::LazyLock;

/// "By", then nothing but names, outlets and the small words between them.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:Written|Reported|Posted|Compiled|Story|Analysis|Opinion) by|By|BY|by):?\s+((?:\p{Lu}[\p{L}\p{M}.’'-]*|@\w+|and|AND|for|of|the|in|de|da|van|von|al|bin|&|,|\||/|\s)+)\.?$",
    )
    .expect("valid")
});

/// The names, if the paragraph is a byline.
pub(super) fn whole(words: &str) -> Option<Vec<String>> {
    if words.len() > 160 {
        return None;
    }
    let names = BY.captures(words)?.get(1)?.as_str();
    Some(outlet::people(names))
}
