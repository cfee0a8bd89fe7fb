//! Which parts of a text are somebody's own words: quoted, posted, spoken or written, not the report's.

use onrecord_record::Record;
use onrecord_text::{ByteSpan, paragraphs};

/// The longest name before the colon of a line of dialogue, in characters.
const LONGEST_SPEAKER: usize = 40;

/// The stretches of a record's text that are somebody's own words, in order and without overlap.
///
/// They stand in quotation marks; in a post that its author's handle and a date close; in the paragraph after one that
/// ends in a colon; in a line of a dialogue; or they are all of a transcript. Single marks count only in a report that has
/// no others, for most are apostrophes.
pub(super) fn spoken(record: &Record) -> Vec<ByteSpan> {
    let text = record.text.as_str();
    let title = record.report.title.as_deref().unwrap_or_default().to_lowercase();
    let transcript = ["transcript:", "full transcript", "full text", "read the full", "in full:"];
    if transcript.iter().any(|mark| title.contains(mark)) || title.starts_with("transcript") {
        return vec![ByteSpan::new(0, text.len())];
    }
    let single = !text.contains(['“', '”', '"', '«']);
    let mut found = Vec::new();
    let mut introduced = false;
    for paragraph in paragraphs(text) {
        let words = paragraph.of(text);
        if introduced || is_post(words) || is_dialogue(words) {
            found.push(paragraph);
        } else if single {
            single_marks(words, paragraph.start, &mut found);
        } else {
            double_marks(words, paragraph.start, &mut found);
        }
        introduced = words.ends_with(':');
    }
    found
}

/// Pairs double marks within a paragraph. One that does not close runs to its end, as where a speech goes on in the next;
/// one that closes without having opened began with the paragraph if that begins in small letters, and is stray otherwise.
fn double_marks(words: &str, offset: usize, found: &mut Vec<ByteSpan>) {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in words.char_indices() {
        match (c, open) {
            ('“' | '«' | '„' | '"', None) => open = Some((at, c)),
            ('”' | '»', Some((start, _)))
            | ('"', Some((start, '"' | '“' | '„')))
            | ('“', Some((start, '„'))) => {
                found.push(ByteSpan::new(offset + start, offset + at));
                open = None;
            }
            _ => {}
        }
    }
    if let Some((start, _)) = open {
        found.push(ByteSpan::new(offset + start, offset + words.len()));
    }
}

/// Pairs single marks within a paragraph: one opens before a word and after none, one closes after a word or a stop and
/// before no word. A plural's apostrophe closes nothing if a mark that stands by a stop follows.
fn single_marks(words: &str, offset: usize, found: &mut Vec<ByteSpan>) {
    let marks: Vec<(usize, Mark)> = words
        .char_indices()
        .filter(|&(_, c)| matches!(c, '\'' | '‘' | '’'))
        .filter_map(|(at, c)| Some((at, Mark::of(words, at, c)?)))
        .collect();
    let mut next = 0;
    while let Some(open) = marks[next..].iter().position(|&(_, mark)| mark == Mark::Opens) {
        let from = next + open;
        let rest = &marks[from + 1..];
        let until = rest.iter().position(|&(_, mark)| mark == Mark::Opens).unwrap_or(rest.len());
        let sure = rest[..until].iter().position(|&(_, mark)| mark == Mark::Closes);
        let close = sure.or_else(|| rest[..until].iter().position(|&(_, mark)| mark == Mark::MayClose));
        if let Some(close) = close {
            found.push(ByteSpan::new(offset + marks[from].0, offset + rest[close].0));
        }
        next = from + 1 + close.map_or(0, |close| close + 1);
    }
}

/// What a single mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    MayClose,
}

impl Mark {
    fn of(words: &str, at: usize, c: char) -> Option<Self> {
        let before = words[..at].chars().next_back();
        let after = words[at + c.len_utf8()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if c != '’' && !is_word(before) && (is_word(after) || after == Some('[')) {
            return Some(Self::Opens);
        }
        if is_word(after) || before.is_none_or(char::is_whitespace) {
            return None;
        }
        let by_a_stop =
            !is_word(before) || after.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '?' | '!'));
        Some(if by_a_stop { Self::Closes } else { Self::MayClose })
    }
}

/// Whether a paragraph is a post as pages embed it: closed by its author's handle in brackets and a date.
fn is_post(words: &str) -> bool {
    let Some(open) = words.rfind("(@") else { return false };
    let Some(close) = words[open..].find(')') else { return false };
    let date = words[open + close + 1..].trim();
    date.len() < 30 && date.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a paragraph is a line of a dialogue: it begins with a name in capitals and a colon.
fn is_dialogue(words: &str) -> bool {
    let Some((speaker, said)) = words.split_once(':') else { return false };
    speaker.chars().count() <= LONGEST_SPEAKER
        && said.starts_with(' ')
        && speaker.chars().any(char::is_uppercase)
        && !speaker.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::test::record;

    fn cut(text: &str) -> Vec<String> {
        let record = record("Oxbow Courier", text);
        spoken(&record).into_iter().map(|span| span.of(&record.text).to_owned()).collect()
    }

    #[test]
    fn words_in_quotation_marks() {
        assert_eq!(
            cut("“Go,” he said. \"Now.\"\n“We went on.\nA 12\" pipe burst."),
            ["“Go,", "\"Now.", "“We went on.", "\" pipe burst."]
        );
    }

    #[test]
    fn single_marks_where_there_are_no_others() {
        assert_eq!(
            cut("The crews' boss said: 'I'm done, the men's hours weren't paid,' he said. 'Go.'"),
            ["'I'm done, the men's hours weren't paid,", "'Go."]
        );
        assert_eq!(cut("He felt ‘the voters’ anger’ grow, and that’s it."), ["‘the voters"]);
        assert_eq!(cut("“No,” said the crews' boss. 'Go.'"), ["“No,"]);
    }

    #[test]
    fn posts_dialogue_and_what_a_colon_brings_in() {
        let post = "The bridge is safe. pic.example/1 — Ann Poe (@annpoe) June 9, 2018";
        assert_eq!(cut(post), [post]);
        assert_eq!(cut("POE: The bridge is safe.\nIt is not."), ["POE: The bridge is safe."]);
        assert_eq!(cut("The letter reads:\nThe bridge is safe.\nIt is not."), ["The bridge is safe."]);
    }

    #[test]
    fn all_of_a_transcript() {
        let mut record = record("Oxbow Courier", "The bridge is safe.\nGood night.");
        record.report.title = Some("Transcript: Mayor Poe's speech".into());
        assert_eq!(spoken(&record), [ByteSpan::new(0, record.text.len())]);
    }
}
