//! Names: where each stands, and what the mentions of one name in a report agree on.
//!
//! A reader sees a name in the sentences around it, and may take "Mbeya" for a person in one place and a town in the next. So names
//! of the same letters vote on what they are: the *one sense per discourse* of Gale, Church & Yarowsky (1992).

use crate::decode::place;
use onrecord_model::{Name, Piece, Reader, Reading};
use onrecord_text::ByteSpan;
use std::collections::HashMap;

/// A name as the model tags it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSpan {
    /// Where it stands.
    pub span: ByteSpan,
    /// What it names: `Person`, `Organization`, `Location`, …
    pub label: String,
}

/// How much more the mean of all mentions counts than the one that is decided on.
const WEIGHT: f32 = 2.0;
/// No mention speaks more against a sort than this.
const LEAST: f32 = -6.0;
/// Of these some have no capital; of 39 others without one, on reports of countries that the model had not seen, 35 were no names.
const UNCAPPED: [&str; 2] = ["Date", "Money"];
/// No name ends in one of these, nor begins with one.
const AFTER: [char; 14] = ['(', '[', '{', '“', '‘', '"', '\'', '/', '-', '–', '—', ':', ';', ','];
const BEFORE: [char; 15] = [')', ']', '}', '”', '’', '"', '\'', '/', '-', '–', '—', ':', ';', ',', '.'];

/// The names of a reading of `text`, in order.
pub(crate) fn names(model: &Reader, text: &str, reading: &Reading) -> Vec<NameSpan> {
    let found: Vec<(ByteSpan, &Name)> = reading
        .names
        .iter()
        .map(|name| (place(&reading.pieces, &trimmed(text, &reading.pieces, name)), name))
        .collect();
    let mut forms: HashMap<&str, Vec<&[f32]>> = HashMap::new();
    for (span, name) in &found {
        forms.entry(span.of(text)).or_default().push(&name.fits);
    }
    let sums: HashMap<&str, Vec<f32>> = forms
        .into_iter()
        .filter(|(_, mentions)| mentions.len() > 1)
        .map(|(form, mentions)| (form, mean(&mentions)))
        .collect();
    let (tags, sorts) = (model.name_tags().names(), model.name_sorts());
    let label = |tag: usize| tags[tag].trim_start_matches("B-").to_owned();
    let named = found.into_iter().map(|(span, name)| {
        let elected = sums.get(span.of(text)).map(|mean| elect(&name.fits, mean));
        NameSpan { span, label: label(elected.map_or(name.tag, |sort| sorts[sort][0])) }
    });
    named.filter(|name| UNCAPPED.contains(&name.label.as_str()) || !is_small(name.span.of(text))).collect()
}

/// Whether these are words in small letters. In scripts that have no capitals nothing is.
fn is_small(form: &str) -> bool {
    form.contains(char::is_lowercase) && !form.contains(|c: char| c.is_uppercase() || c.is_numeric())
}

/// The pieces of a name without marks that belong to no name.
fn trimmed(text: &str, pieces: &[Piece], name: &Name) -> std::ops::Range<usize> {
    let is = |marks: &[char], piece: usize| {
        let mut letters = pieces[piece].span.of(text).chars();
        letters.next().is_some_and(|c| marks.contains(&c)) && letters.next().is_none()
    };
    let mut kept = name.pieces.clone();
    while kept.len() > 1 && is(&AFTER, kept.end - 1) {
        kept.end -= 1;
    }
    while kept.len() > 1 && is(&BEFORE, kept.start) {
        kept.start += 1;
    }
    kept
}

/// What all mentions say of each sort, beside the sort that each thinks likeliest.
fn mean(mentions: &[&[f32]]) -> Vec<f32> {
    let mut sums = vec![0.0; mentions.first().map_or(0, |fits| fits.len())];
    for fits in mentions {
        let best = fits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for (sum, fit) in sums.iter_mut().zip(*fits) {
            *sum += (fit - best).max(LEAST) / mentions.len() as f32;
        }
    }
    sums
}

/// The sort that a mention has by its own scores and those of all.
fn elect(fits: &[f32], mean: &[f32]) -> usize {
    let scores = fits.iter().zip(mean).map(|(own, all)| own + WEIGHT * all);
    scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(sort, _)| sort)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_one_name_agree() {
        let (person, place) = ([-0.1, -2.5, -9.0], [-0.9, -0.6, -9.0]);
        let all = mean(&[&person, &place, &person]);
        assert_eq!(elect(&place, &all), 0, "two that are sure outvote one that wavers");
        let sure = [-30.0, -0.01, -30.0];
        assert_eq!(elect(&sure, &mean(&[&person, &sure])), 1, "but not one that is sure");
    }

    #[test]
    fn a_name_ends_in_no_opening_bracket() {
        let text = "Aye Chan [R";
        let pieces: Vec<Piece> = [(0, 3), (4, 8), (9, 10), (10, 11)]
            .map(|(start, end)| Piece { span: ByteSpan::new(start, end), id: 0, feature: 0 })
            .to_vec();
        let name = |pieces| Name { pieces, tag: 1, fits: Vec::new() };
        assert_eq!(trimmed(text, &pieces, &name(0..3)), 0..2);
        assert_eq!(trimmed(text, &pieces, &name(2..4)), 2..4);
    }

    #[test]
    fn words_in_small_letters_are_told_from_names() {
        assert!(is_small("whistle-blowers"));
        assert!(!is_small("iPhone") && !is_small("al-Qabas") && !is_small("mp3") && !is_small("中興"));
    }
}
