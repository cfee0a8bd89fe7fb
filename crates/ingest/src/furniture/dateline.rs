//! The dateline: place, date and agency before a report's first words.

use crate::date;
use regex::Regex;
use std::sync::LazyLock;

/// A dateline at the start of a paragraph.
pub(super) struct Line {
    /// Where the report's own words begin.
    pub end: usize,
    pub place: Option<String>,
    pub agency: Option<String>,
}

/// Capitals, perhaps with a country or state after a comma; a date; an agency in brackets; a dash.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?P<place>\p{Lu}[\p{Lu}\p{M}.’'-]+(?:[ /-]\p{Lu}[\p{Lu}\p{M}.’'-]+){0,4}(?:, ?\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+){0,2})?)",
        r"(?:,? \(?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}*\.? \d{1,2}(?:, \d{4})?\)?,?)?",
        r"(?: ?\((?P<agency>\p{Lu}[\p{L}&.’' /-]{1,40})\))?",
        r"\s*(?:—|–|--+|- |― ?)\s*",
    ))
    .expect("valid")
});

/// A place in any case, which only an agency in brackets makes a dateline.
static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?P<place>(?:\p{Lu}[\p{L}\p{M}.’'-]+(?:[ ,/-]+(?:\p{Lu}[\p{L}\p{M}.’'-]+|of|de|da|d’|del|la|el|al)){0,5}[ ,]*)?)",
        r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}*\.? \d{1,2}(?:, \d{4})?,? )?",
        r"\((?P<agency>Reuters|REUTERS|AP|AFP|UPI|dpa|DPA|ANI|IANS|PTI|Xinhua|TASS|CNN|CNN Business|CNNMoney|BBC|ANSA|EFE|Bloomberg|Kyodo|Yonhap|CBS News|AP Photo)\)",
        r"\s*(?:—|–|--+|-|:)?\s*",
    ))
    .expect("valid")
});

/// What is left of a dateline whose place and agency were cut out.
static CUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\(?\s*\)?\s*(?:—|–|--)\s+").expect("valid"));

/// The dateline at the start of a paragraph.
pub(super) fn find(words: &str) -> Option<Line> {
    if let Some(found) = AGENCY.captures(words).or_else(|| CAPITALS.captures(words)) {
        let place = found.name("place").map(|m| m.as_str().trim_end_matches([' ', ',']).to_owned());
        return Some(Line {
            end: found.get_match().end(),
            place: place.filter(|p| !p.is_empty()),
            agency: found.name("agency").map(|m| m.as_str().to_owned()),
        });
    }
    CUT.find(words).map(|found| Line { end: found.end(), place: None, agency: None })
}

/// The date of a paragraph that is nothing but one, ISO 8601.
pub(super) fn date_line(words: &str) -> Option<String> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Published|Updated|Posted)(?: on)?:? )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\p{Lu}\p{L}{2,8}\.? \d{1,2},? \d{4}|\d{1,2} \p{Lu}\p{L}{2,8} \d{4})$")
            .expect("valid")
    });
    DATE.is_match(words).then(|| date::iso(words)).flatten()
}
