//! The dateline: place, date and agency before a report's first words.

use super::rule;
use crate::date;
use onrecord_text::ByteSpan;
use regex::Regex;
use std::sync::LazyLock;

/// A dateline at the start of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The byte of the text where the report's own words begin.
    pub end: usize,
    pub place: Option<String>,
    pub agency: Option<String>,
}

const MONTH: &str = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}{0,6}\.?";

/// A place in capitals, perhaps with a state or country after a comma; perhaps a date; perhaps an agency; a dash.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    rule(&format!(
        concat!(
            r"^(?P<place>\p{{Lu}}[\p{{Lu}}\p{{M}}.’'-]+(?:[ /-]\p{{Lu}}[\p{{Lu}}\p{{M}}.’'-]+){{0,3}}",
            r"(?:, ?\p{{Lu}}[\p{{L}}.]+(?: \p{{Lu}}[\p{{L}}.]+){{0,2}})?)",
            r"(?: *,? \(?(?:{m} \d{{1,2}}|\d{{1,2}} {m})(?:,? \d{{4}})?\)?[.,]?)?",
            r"(?: ?[(/](?P<agency>\p{{Lu}}[\p{{L}}&.’' -]{{1,40}})[)/]\.?)?",
            r"\s*(?:—|–|--+\s|\.?- |―)\s*",
        ),
        m = MONTH
    ))
});

/// A place in any case, perhaps none, that an agency in brackets makes a dateline. The well-known agencies need no dash.
static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    rule(&format!(
        concat!(
            r"^(?P<place>(?:\p{{Lu}}[\p{{L}}\p{{M}}.’'-]+(?:[ ,/-]+(?:\p{{Lu}}[\p{{L}}\p{{M}}.’'-]+|of|de|da|del|la|el|al)){{0,5}})?)",
            r"[ ,]*(?:(?:{m} \d{{1,2}}|\d{{1,2}} {m})(?:,? \d{{4}})?[., ]*)?",
            r"(?:[(/](?P<agency>Reuters|REUTERS|AP|AFP|UPI|dpa|DPA|ANI|IANS|PTI|APP|Xinhua|TASS|CNN(?: Business)?|CNNMoney|BBC|ANSA|EFE|Bloomberg|Kyodo|Yonhap|AFP-JIJI|KUNA|SPA|WAM|QNA|BNA|MENA|NAN|RTÉ)[)/]",
            r"\.?\s*(?:—|–|--+|-|:|―)?|\((?P<other>\p{{Lu}}[\p{{L}} ]{{2,25}})\)\s*(?:—|–|--+|-|―))\s*",
        ),
        m = MONTH
    ))
});

/// A place in capitals and a colon, as papers of South and South-East Asia have it.
static COLON: LazyLock<Regex> = LazyLock::new(|| {
    rule(r"^(?P<place>\p{Lu}[\p{Lu}.’'-]{2,}(?:[ /]\p{Lu}[\p{Lu}.’'-]+){0,2}(?:, \p{Lu}\p{L}+)?) ?:\s+")
});

/// Words in capitals that stand before a dash or a colon and are no places.
static NO_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?:FILE|PHOTO|VIDEO|WATCH|READ|MORE|SEE|RELATED|LIVE|BREAKING|EXCLUSIVE|UPDATE|URGENT|ANALYSIS|OPINION|COMMENTARY|EDITOR|",
        r"NOTE|CORRECTION|REPORT|FACT|POLL|PHOTOS|PICTURES|TRANSCRIPT|WARNING|QUESTION|ANSWER|LISTEN|NEW|JUST|TOP|HOST|MR|MS|MRS|SEN|",
        r"REP|PRESIDENT|THE|CLOSE)(?-u:\b)",
    ))
});

/// What is left of a dateline whose place and agency were cut out.
static CUT: LazyLock<Regex> =
    LazyLock::new(|| rule(r"^(?:\(\s*\)?\s*(?:—|–|--?)|\(?\s*\)?\s*(?:—|–|--))\s+"));

/// The dateline at byte `start`, in paragraph `i` of `all`.
pub(super) fn find(text: &str, all: &[ByteSpan], i: usize, start: usize) -> Option<Line> {
    let words = &text[start..all[i].end];
    let line = |found: &regex::Captures| {
        let named = |name| found.name(name).map(|m| m.as_str().trim_end_matches([' ', ',', '.']).to_owned());
        Line {
            end: start + found.get_match().end(),
            place: found
                .name("place")
                .map(|m| m.as_str().trim_end_matches([' ', ',']).to_owned())
                .filter(|p| !p.is_empty()),
            agency: named("agency").or_else(|| found.name("other").and_then(|_| named("other"))),
        }
    };
    if NO_PLACE.is_match(words) {
        return None;
    }
    // A sentence goes on in small letters after a dash; a report begins with a capital.
    let begins = |end: usize| words[end..].starts_with(|c: char| !c.is_lowercase());
    if let Some(found) =
        AGENCY.captures(words).filter(|f| f.name("agency").is_some() || begins(f.get_match().end()))
    {
        return Some(line(&found));
    }
    if let Some(found) = CAPITALS.captures(words).filter(|f| begins(f.get_match().end())) {
        return Some(line(&found));
    }
    // A line of a list or a transcript looks the same, but is one of several.
    let alone = |pattern: &Regex| all.iter().filter(|p| pattern.is_match(p.of(text))).take(2).count() < 2;
    if let Some(found) = COLON.captures(words).filter(|f| begins(f.get_match().end())) {
        return (i < 3 && alone(&COLON)).then(|| line(&found));
    }
    let found = CUT.find(words)?;
    let opened = found.as_str().starts_with('(');
    (i < 3 && (opened || alone(&CUT))).then(|| Line { end: start + found.end(), place: None, agency: None })
}

/// A paragraph that is nothing but a date, perhaps after a place or the name of a paper.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DateLine {
    /// The date of publication, ISO 8601; none where the line says when the report was changed, or leaves it open.
    pub published: Option<String>,
}

/// Reads a paragraph that is nothing but a date, perhaps after a place or the name of a paper.
pub(super) fn date_line(words: &str) -> Option<DateLine> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        rule(&format!(
            concat!(
                r"^(?P<label>(?i:(?:first |originally )?published|updated|posted|last (?:updated|modified))(?: on| at)?:? *)?",
                r"(?:\d{{1,2}}:\d\d *(?i:[ap]\.?m\.?)?,? *(?:[A-Z]{{2,4}},? *)?)?(?:on )?",
                r"(?P<where>\p{{Lu}}[\p{{L}}\p{{M}}.’'-]*(?: \p{{Lu}}[\p{{L}}\p{{M}}.’'-]*){{0,4}}, )?",
                r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?,? )?",
                r"(?P<date>(?:{m} \d{{1,2}},? \d{{4}}|\d{{1,2}} {m},? \d{{4}}|\d{{4}}-\d\d-\d\d)?)",
                r"(?:,? *(?:at *)?\d{{1,2}}:\d\d *(?i:[ap]\.?m\.?)?)?(?: *\(?[A-Z]{{2,4}}\)?)?\.?$",
            ),
            m = MONTH
        ))
    });
    if words.len() > 80 {
        return None;
    }
    let found = DATE.captures(words)?;
    let date = found.name("date").map_or("", |m| m.as_str());
    let label = found.name("label").map_or("", |m| m.as_str()).to_ascii_lowercase();
    if date.is_empty() && (label.is_empty() || found.name("where").is_some()) {
        return None;
    }
    let changed = label.starts_with("updated") || label.starts_with("last");
    Some(DateLine { published: if changed { None } else { date::iso(date) } })
}

/// Where a date ends that was glued to the front of a flattened report: "Wed 05 Apr 2017 at 0914 The town …". What
/// follows must begin a sentence.
pub(super) fn leading_date(words: &str) -> Option<usize> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        rule(&format!(
            concat!(
                r"^(?:(?:AFP|AP|Reuters) )?(?:(?:Date of publication|Published|Posted|Last updated|Updated)(?: on| at)?:? )?",
                r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?,? )?",
                r"(?:{m} \d{{1,2}},? ?\d{{4}}|\d{{1,2}} {m},? \d{{4}}|\d{{1,2}}-\d\d-\d{{4}})",
                r"(?: at \d{{4}}| \d{{1,2}}:\d\d)?\s+",
            ),
            m = MONTH
        ))
    });
    let end = DATE.find(words)?.end();
    words[end..].starts_with(|c: char| !c.is_lowercase() || words[end..].starts_with("by ")).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::paragraphs;

    /// Place, agency and the words that follow the dateline of the first paragraph.
    fn read(text: &str) -> Option<(String, String, &str)> {
        let all: Vec<ByteSpan> = paragraphs(text).collect();
        let line = find(text, &all, 0, all[0].start)?;
        Some((line.place.unwrap_or_default(), line.agency.unwrap_or_default(), &text[line.end..all[0].end]))
    }

    fn is(text: &str, place: &str, agency: &str, rest: &str) {
        assert_eq!(read(text), Some((place.to_owned(), agency.to_owned(), rest)), "{text}");
    }

    #[test]
    fn places_dates_and_agencies_before_a_dash() {
        is("BEIRUT (Reuters) - The town fell.", "BEIRUT", "Reuters", "The town fell.");
        is("WASHINGTON — The town fell.", "WASHINGTON", "", "The town fell.");
        is("WASHINGTON—The town fell.", "WASHINGTON", "", "The town fell.");
        is("LAGOS, Nigeria, March 3 (AFP) — The town fell.", "LAGOS, Nigeria", "AFP", "The town fell.");
        is("ST. LOUIS, Mo. (AP) -- “We fell,” she said.", "ST. LOUIS, Mo.", "AP", "“We fell,” she said.");
        is("MEXICO CITY, Feb. 8 (UPI) — Count them.", "MEXICO CITY", "UPI", "Count them.");
        is("MOSCOW, April 30. /TASS/. The town fell.", "MOSCOW", "TASS", "The town fell.");
        is("PARIS/LONDON (Reuters) - 12 towns fell.", "PARIS/LONDON", "Reuters", "12 towns fell.");
        is("New Delhi, Jul 24 (PTI) The town fell.", "New Delhi", "PTI", "The town fell.");
        is("Sinjar, Iraq (CNN) Plumes rose.", "Sinjar, Iraq", "CNN", "Plumes rose.");
        is("Oxbow (Ohio News Network) - The town fell.", "Oxbow", "Ohio News Network", "The town fell.");
        is(
            "Oxbow, 7 March 2024 (The Oxbow Post) — The town fell.",
            "Oxbow",
            "The Oxbow Post",
            "The town fell.",
        );
        is("OXBOW, 7 March 2024 – The town fell.", "OXBOW", "", "The town fell.");
        is("(CNN)The town fell.", "", "CNN", "The town fell.");
        is("KUALA LUMPUR: The town fell.", "KUALA LUMPUR", "", "The town fell.");
    }

    #[test]
    fn what_a_cut_dateline_leaves() {
        is("( — In the weeks before, it fell.", "", "", "In the weeks before, it fell.");
        is("() - The town fell.", "", "", "The town fell.");
        is("— The town fell.", "", "", "The town fell.");
    }

    #[test]
    fn a_story_that_only_begins_like_a_dateline_is_left_whole() {
        assert_eq!(read("NATO — the alliance of the north — met."), None);
        assert_eq!(read("Doe (D-N.Y.) — she is a senator — met them."), None);
        assert_eq!(read("FILE - In this photo, the town falls."), None);
        assert_eq!(read("The mayor (Republican) said so."), None);
        assert_eq!(read("DOE: The town fell.\nROE: It did."), None);
        assert_eq!(read("— One town fell.\n— Another did."), None);
        assert_eq!(read("DOE--Jane, 98, of Oxbow, died."), None);
        assert_eq!(read("OXBOW POLLS NOT ALWAYS WRONG, JUST EARLY - Doe and Roe say so."), None);
        assert_eq!(read("U.S. officials - The few - met."), None);
    }

    #[test]
    fn a_line_that_is_a_date() {
        let published = |line| date_line(line).map(|line| line.published.unwrap_or("unknown".into()));
        assert_eq!(published("Monday, July 8, 2019\u{a0}".trim()).as_deref(), Some("2019-07-08"));
        assert_eq!(published("Published 8:15 PM ET, Oct. 3, 2018").as_deref(), Some("2018-10-03"));
        assert_eq!(published("Updated at 7:16 p.m. ET").as_deref(), Some("unknown"));
        assert_eq!(published("Updated: 3 March 2019").as_deref(), Some("unknown"));
        assert_eq!(published("Oxbow, March 6, 2024").as_deref(), Some("2024-03-06"));
        assert_eq!(published("The Oxbow Courier, 9 March 2024").as_deref(), Some("2024-03-09"));
        assert_eq!(published("Oxbow, Ohio"), None);
        assert_eq!(published("The town fell on March 6, 2024"), None);
        assert_eq!(published("7:05 p.m."), None);
        assert_eq!(published("July 8, 2019 was hot."), None);
        assert_eq!(published("UN"), None);
    }

    #[test]
    fn a_date_glued_to_the_lead() {
        let rest = |text| leading_date(text).map(|end| text.split_at(end).1);
        assert_eq!(rest("Wed 05 Apr 2017 at 0914 The town fell."), Some("The town fell."));
        assert_eq!(rest("Date of publication 11 August 2016 The town fell."), Some("The town fell."));
        assert_eq!(rest("April 30 2017 was a hot day."), None);
        assert_eq!(rest("On April 30 2017 The Hague fell."), None);
    }
}
