//! Who wrote the report, as a line of its own says.

use super::{dateline, rule};
use crate::outlet;
use onrecord_record::Report;
use onrecord_text::{ByteSpan, words};
use regex::Regex;
use std::sync::LazyLock;

/// "By", then nothing but names, outlets and the small words between them.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?:(?:Written|Reported|Posted|Compiled|Story|Analysis|Opinion) by|By|BY|by):?\s+",
        r"((?:\p{Lu}[\p{L}\p{M}.’'-]*|@\w+|and|AND|for|of|the|in|de|da|van|von|al|bin|[&,|/•·]|\s)+)$",
    ))
});

/// The agency or paper that stands under the names.
static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?i:(?:the )?(?:associated press|canadian press)|reuters|afp|agence france-presse|bloomberg(?: news)?|xinhua|",
        r"staff (?:writer|reporter)s?|(?:special|contributing) (?:to|for|writer).{0,40})$",
    ))
});

/// A line of two to four words with capitals, which only its neighbours make a byline.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"^\p{Lu}[\p{L}’'.-]+(?: \p{Lu}[\p{L}’'.-]*){1,3}(?:(?:,| and) \p{Lu}[\p{L}’'.-]+(?: \p{Lu}[\p{L}’'.-]*){1,3}){0,3}$",
    )
});

/// The names in paragraph `i`, if it is a byline; none where it only names the house, or names that are known already.
pub(super) fn find(text: &str, all: &[ByteSpan], i: usize, known: &Report) -> Option<Vec<String>> {
    let line = all[i].of(text);
    if line.len() > 160 {
        return None;
    }
    if let Some(found) = BY.captures(line) {
        return Some(outlet::people(found.get(1)?.as_str()));
    }
    // In an interview, the author's name stands above every question.
    if HOUSE.is_match(line) || (is_known(line, known) && !all[i + 1..].iter().any(|p| p.of(text) == line)) {
        return Some(Vec::new());
    }
    let next = all.get(i + 1)?.of(text);
    let above = HOUSE.is_match(next)
        || dateline::date_line(next).is_some()
        || dateline::find(text, all, i + 1, all[i + 1].start).is_some();
    (NAMES.is_match(line) && above).then(|| outlet::people(line))
}

/// Whether `name` is that of a paper, a station or an agency, by a word that such names end in.
pub(super) fn is_house(name: &str) -> bool {
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)\b(?:agency|bulletin|chronicle|courier|daily|dispatch|echo|examiner|express|gazette|globe|guardian|herald|independent|",
            r"inquirer|journal|ledger|magazine|mail|mirror|monitor|network|news|newspaper|newswire|observer|post|press|radio|record|",
            r"register|review|standard|star|sun|telegraph|television|times|tribune|tv|weekly|wire)$",
        ))
    });
    name.split(' ').count() >= 2 && LAST.is_match(name)
}

/// Whether the line holds nothing but words of the names and the outlet that the input gives.
fn is_known(line: &str, known: &Report) -> bool {
    let mut given: Vec<String> = ["by", "and", "for", "special", "the"].map(str::to_owned).to_vec();
    for name in known.byline.iter().chain(&known.outlet) {
        given.extend(words(name).map(|word| word.of(name).to_lowercase()));
    }
    let mut count = 0;
    words(line).all(|word| {
        count += 1;
        given.contains(&word.of(line).to_lowercase())
    }) && count >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::paragraphs;

    fn names(text: &str, known: &Report) -> Option<Vec<String>> {
        find(text, &paragraphs(text).collect::<Vec<_>>(), 0, known)
    }

    #[test]
    fn a_line_of_by_and_names_is_a_byline() {
        let nothing = Report::default();
        let of = |text| names(text, &nothing);
        assert_eq!(of("By Jane Doe and John Roe"), Some(vec!["Jane Doe".into(), "John Roe".into()]));
        assert_eq!(
            of("By JANE O’NEILL, Associated Press"),
            Some(vec!["JANE O’NEILL".into(), "Associated Press".into()])
        );
        assert_eq!(of("By Monday the water had reached Main Street"), None);
        assert_eq!(of("By law, Oxbow may refuse."), None);
    }

    #[test]
    fn houses_are_told_from_people() {
        assert!(is_house("The Oxbow Courier") && is_house("OXBOW NEWS AGENCY"));
        assert!(!is_house("Jane Doe") && !is_house("Post"));
    }

    #[test]
    fn names_alone_are_a_byline_above_the_house_or_the_dateline() {
        let nothing = Report::default();
        assert_eq!(
            names("Jane Doe\n\nAssociated Press\n\nThe mayor left.", &nothing),
            Some(vec!["Jane Doe".into()])
        );
        assert_eq!(
            names("Jane Doe\n\nOXBOW, Ohio — The mayor left.", &nothing),
            Some(vec!["Jane Doe".into()])
        );
        assert_eq!(names("Jane Doe\n\nThe mayor left.", &nothing), None);
    }

    #[test]
    fn names_that_the_input_gives_are_a_byline() {
        let known = Report {
            byline: vec!["Jane Doe".into(), "John Roe".into()],
            outlet: Some("Oxbow Times".into()),
            ..Report::default()
        };
        assert_eq!(names("John Roe and Jane Doe\n\nThe mayor left.", &known), Some(vec![]));
        assert_eq!(names("Special for Oxbow Times\n\nThe mayor left.", &known), Some(vec![]));
        assert_eq!(names("Jane Doe\n\nWhy?\n\nJohn Poe\n\nBecause.\n\nJane Doe\n\nReally?", &known), None);
        assert_eq!(names("Jane Doe left.\n\nThe mayor left.", &known), None);
    }
}
