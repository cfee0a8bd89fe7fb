//! The headline at the head of a text.

use super::dateline;
use onrecord_record::FurnitureKind;
use onrecord_text::{ByteSpan, words};

/// The longest headline, in words.
const LONGEST: usize = 30;

/// The fewest words of a title by which it is found again in running text.
const FEWEST: usize = 4;

/// Whether the first paragraph is the headline: the title, give or take a few words; or, where no title is known, a
/// short line that is no sentence, or written in title case, above a longer paragraph.
pub(super) fn is(text: &str, paragraphs: &[ByteSpan], title: Option<&str>) -> bool {
    let first = paragraphs[0].of(text);
    let longer = paragraphs.iter().take(5).any(|p| p.len() > paragraphs[0].len());
    let length = words(first).take(LONGEST + 1).count();
    if length > LONGEST {
        return false;
    }
    if let Some(title) = title {
        return resembles(first, title);
    }
    let names_only = length <= 3 && !first.chars().any(char::is_lowercase);
    length >= 3 && !names_only && longer && (is_title_case(first) || !ends_sentence(first))
}

/// The parts glued to the front of a text that was flattened into one line: its date and byline, then its title, each
/// with the byte where it ends.
pub(super) fn glued(paragraph: &str, title: Option<&str>) -> Vec<(FurnitureKind, usize)> {
    let dated = dateline::leading_date(paragraph).unwrap_or(0);
    // Titles of pages end in the name of the site.
    let titles =
        title.into_iter().flat_map(|t| [Some(t), t.split(" | ").next(), t.split(" - ").next()]).flatten();
    for title in titles {
        let Some((start, end)) = place_of(title, paragraph) else { continue };
        // Before the title only a date, or a date and a byline, may stand.
        let labelled = start > 0 && dated > 0 && start - dated < 60;
        if start != 0 && start != dated && !labelled {
            continue;
        }
        let before = (start > 0).then_some((FurnitureKind::Dateline, start));
        let after =
            dateline::leading_date(&paragraph[end..]).map(|length| (FurnitureKind::Dateline, end + length));
        return before.into_iter().chain([(FurnitureKind::Headline, end)]).chain(after).collect();
    }
    (dated > 0).then_some((FurnitureKind::Dateline, dated)).into_iter().collect()
}

/// Where the words of `title` stand near the start of `paragraph`, with the stop and the space after them. What follows
/// must begin a sentence, or the title's words are those of the lead.
fn place_of(title: &str, paragraph: &str) -> Option<(usize, usize)> {
    let wanted: Vec<String> = words(title).take(LONGEST).map(|w| w.of(title).to_lowercase()).collect();
    if wanted.len() < FEWEST {
        return None;
    }
    let given: Vec<ByteSpan> = words(paragraph).take(2 * LONGEST).collect();
    let at = given.windows(wanted.len()).position(|window| {
        window.iter().zip(&wanted).all(|(span, word)| span.of(paragraph).to_lowercase() == *word)
    })?;
    let last = given[at + wanted.len() - 1].end;
    let rest = &paragraph[last..];
    let end = last
        + (rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || ".:|-–—".contains(c)).len());
    let begins =
        paragraph[end..].starts_with(|c: char| !c.is_lowercase() && !matches!(c, ',' | ';' | '\'' | '’'));
    // A quotation mark before the first word is the title's.
    let start = paragraph[..given[at].start].trim_end_matches(['"', '“', '‘', '\'']).len();
    (begins && end > last).then_some((start, end))
}

/// Whether seven in ten words of the two are the same.
fn resembles(first: &str, title: &str) -> bool {
    let bag = |text: &str| {
        let mut bag: Vec<String> = words(text).take(2 * LONGEST).map(|w| w.of(text).to_lowercase()).collect();
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
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', ':', ',', '…'])
}

/// Whether nearly all of its longer words begin with a capital.
fn is_title_case(line: &str) -> bool {
    let long: Vec<&str> = words(line).map(|w| w.of(line)).filter(|w| w.chars().count() > 3).collect();
    let capitals =
        long.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric())).count();
    long.len() >= 3 && capitals * 10 >= long.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::paragraphs;

    fn has_headline(text: &str, title: Option<&str>) -> bool {
        is(text, &paragraphs(text).collect::<Vec<_>>(), title)
    }

    #[test]
    fn a_line_that_is_no_sentence_above_the_story_is_a_headline() {
        assert!(has_headline(
            "Mayor quits after bridge report\n\nThe mayor of Oxbow resigned on Monday, her office said.",
            None
        ));
        assert!(has_headline(
            "Mayor Quits After Bridge Report.\n\nThe mayor of Oxbow resigned on Monday, she said.",
            None
        ));
        assert!(!has_headline(
            "The mayor has quit.\n\nShe left on Monday, her office said in a statement.",
            None
        ));
        assert!(!has_headline("JANE DOE\n\nShe left on Monday, her office said in a statement.", None));
        assert!(!has_headline("The mayor of Oxbow resigned on Monday and", None));
    }

    #[test]
    fn a_known_title_decides() {
        let text = "Mayor quits after a bridge report\n\nThe mayor of Oxbow resigned on Monday.";
        assert!(has_headline(text, Some("Mayor Quits After Bridge Report")));
        assert!(!has_headline(text, Some("Oxbow in uproar over collapsed crossing")));
    }

    #[test]
    fn a_title_glued_to_the_lead_is_parted_from_it() {
        let text = "Wed 05 Apr 2017 Mayor quits after bridge report. The mayor of Oxbow resigned.";
        let parts = glued(text, Some("Mayor quits after bridge report"));
        assert_eq!(parts, [(FurnitureKind::Dateline, 16), (FurnitureKind::Headline, 49)]);
        assert_eq!(&text[49..], "The mayor of Oxbow resigned.");
        let text =
            "Posted on July 12 2016 by Jane Doe Mayor quits after bridge report Oxbow- The mayor resigned.";
        let parts = glued(text, Some("Mayor quits after bridge report | The Oxbow Times"));
        assert_eq!(parts, [(FurnitureKind::Dateline, 35), (FurnitureKind::Headline, 67)]);
    }

    #[test]
    fn a_date_may_follow_the_title() {
        let text = "“Mayor” quits after bridge report AFP Monday 17 Oct 2016 The mayor of Oxbow resigned.";
        let parts = glued(text, Some("\"Mayor\" quits after bridge report"));
        assert_eq!(parts, [(FurnitureKind::Headline, 38), (FurnitureKind::Dateline, 61)]);
        assert_eq!(&text[61..], "The mayor of Oxbow resigned.");
    }

    #[test]
    fn a_lead_that_begins_like_the_title_is_left_whole() {
        let title = Some("Mayor quits after bridge report");
        assert_eq!(glued("Mayor quits after bridge report was published, aides say.", title), []);
        assert_eq!(glued("The town was stunned. Mayor quits after bridge report. She left.", title), []);
    }
}
