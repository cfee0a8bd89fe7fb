//! The headline at the head of a text.

use onrecord_text::{ByteSpan, words};

/// Whether the first paragraph is the headline: the title, give or take a few words, or, where no title is known, a
/// short line that is no sentence above a longer paragraph.
pub(super) fn is(text: &str, paragraphs: &[ByteSpan], title: Option<&str>) -> bool {
    let first = paragraphs[0].of(text);
    let Some(next) = paragraphs.get(1) else { return false };
    let length = words(first).count();
    if length > 30 || first.chars().count() > 220 {
        return false;
    }
    match title {
        Some(title) => resembles(first, title),
        None => {
            length >= 2 && next.len() > paragraphs[0].len() && (is_title_case(first) || !ends_sentence(first))
        }
    }
}

/// Whether seven in ten words of the two are the same.
fn resembles(first: &str, title: &str) -> bool {
    let bag = |text: &str| {
        let mut bag: Vec<String> = words(text).map(|w| w.of(text).to_lowercase()).collect();
        bag.sort_unstable();
        bag
    };
    let (first, title) = (bag(first), bag(title));
    let (mut i, mut j, mut same) = (0, 0, 0);
    while i < first.len() && j < title.len() {
        match first[i].cmp(&title[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, same) = (i + 1, j + 1, same + 1),
        }
    }
    same > 0 && same * 10 >= first.len().max(title.len()) * 7
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', ':', ',', ';', '…'])
}

/// Whether nearly all of its longer words begin with a capital.
fn is_title_case(line: &str) -> bool {
    let long: Vec<&str> = words(line).map(|w| w.of(line)).filter(|w| w.chars().count() > 3).collect();
    let capitals =
        long.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric())).count();
    long.len() >= 3 && capitals * 10 >= long.len() * 9
}
