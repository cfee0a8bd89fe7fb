//! A report's words as comparing sees them.

use std::collections::HashSet;
use std::sync::LazyLock;

use onrecord_record::Record;
use onrecord_text::{ByteSpan, Offsets, Span, paragraphs, words};

use super::common::Printed;
use super::fingerprint::winnow;
use super::spoken::spoken;

/// The words of one report without its page furniture, in order: a key, a place and a few marks each.
#[derive(Debug, Default)]
pub struct Wording {
    /// A hash of each word in small letters.
    pub(super) keys: Vec<u32>,
    /// Where each begins, in code points, and its length in code points above bit 24.
    places: Vec<u32>,
    /// What each is.
    pub(super) marks: Vec<Mark>,
    /// Names that stand for the report where another quotes it: of its outlet, of those who wrote it.
    pub(super) names: Vec<Vec<u32>>,
    /// Where it stood.
    pub(super) printed: Printed,
}

/// What a word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// It is part of somebody's own words, not the report's.
    pub spoken: bool,
    /// It is neither a name nor a function word.
    pub plain: bool,
}

/// The keys of words that carry the grammar of a sentence, not what it says.
static FUNCTION: LazyLock<HashSet<u32>> = LazyLock::new(|| {
    let words = concat!(
        "a about after all also an and any are as at be because been before but by can could did do does ",
        "for from had has have he her him his i if in into is it its me more my no not of on one or our ",
        "out over s said says she so some t than that the their them there they this those to told up us ",
        "was we were what when which who will with would you your",
    );
    words.split(' ').map(key).collect()
});

impl Wording {
    /// Reads a record.
    pub fn of(record: &Record) -> Self {
        let text = record.text.as_str();
        let offsets = Offsets::new(text);
        let mut left_out: Vec<ByteSpan> =
            record.report.furniture.iter().map(|part| offsets.bytes(part.span)).collect();
        left_out.extend(captions(text));
        left_out.sort_unstable_by_key(|span| span.start);
        let spoken = spoken(record);
        let printed = Printed { outlet: outlet(record), day: day(record) };
        let mut wording = Self { names: names(record), printed, ..Self::default() };
        let (mut out, mut said) = (0, 0);
        // Up to where code points are counted, in bytes, and how many there are.
        let (mut at, mut points) = (0, 0);
        for word in words(text) {
            while left_out.get(out).is_some_and(|span| span.end <= word.start) {
                out += 1;
            }
            while spoken.get(said).is_some_and(|span| span.end <= word.start) {
                said += 1;
            }
            if left_out.get(out).is_none_or(|span| span.start > word.start) {
                let form = word.of(text);
                points += text[at..word.start].chars().count();
                let len = form.chars().count();
                let place = Span { start: points, end: points + len };
                (at, points) = (word.end, points + len);
                let key = key(form);
                wording.keys.push(key);
                wording.places.push(pack(place));
                wording.marks.push(Mark {
                    spoken: spoken.get(said).is_some_and(|span| span.start <= word.start),
                    plain: !is_name(form) && !FUNCTION.contains(&key),
                });
            }
        }
        wording.keys.shrink_to_fit();
        wording.places.shrink_to_fit();
        wording.marks.shrink_to_fit();
        wording
    }

    /// Whose pages the report stood on, and when.
    pub const fn printed(&self) -> Printed {
        self.printed
    }

    /// Its fingerprints, each with the word where its run begins, in order.
    pub fn fingerprints(&self) -> impl Iterator<Item = (u32, u32)> {
        winnow(&self.keys).into_iter().map(|(fingerprint, word)| (fingerprint, word as u32))
    }

    /// Where the words from `first` to `last`, both included, stand, in code points.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let (start, end) = (self.places[first] & PLACE, self.places[last]);
        Span { start: start as usize, end: ((end & PLACE) + (end >> 24)) as usize }
    }
}

/// The bits of a place that hold where it begins.
const PLACE: u32 = (1 << 24) - 1;

/// A place in one number. A text is no longer than 16 million code points, nor a word than 255: what is, is cut there.
fn pack(span: Span) -> u32 {
    let start = (span.start as u32).min(PLACE);
    let len = (span.end - span.start).min(255) as u32;
    start | len << 24
}

/// The hash of a word in small letters (FNV-1a over its code points).
pub(crate) fn key(word: &str) -> u32 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0x811C_9DC5, |sum: u32, c| (sum ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

/// Whether a word is written as names are, with one capital at its head.
fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none_or(char::is_lowercase)
}

/// What another report may call this one by: its outlet's name, the surnames of those who wrote it.
fn names(record: &Record) -> Vec<Vec<u32>> {
    let keys = |name: &str| words(name).map(|word| key(word.of(name))).collect::<Vec<_>>();
    let article = key("the");
    let mut outlet = keys(record.report.outlet.as_deref().unwrap_or_default());
    outlet.retain(|&word| word != article);
    let surnames = record.report.byline.iter().filter_map(|name| keys(name).pop().map(|last| vec![last]));
    [outlet].into_iter().chain(surnames).filter(|name| !name.is_empty()).collect()
}

/// The outlet's name as one number.
fn outlet(record: &Record) -> Option<u32> {
    record.report.outlet.as_deref().map(|name| key(name.trim()))
}

/// The day of publication, counted from the beginning of the calendar.
fn day(record: &Record) -> Option<i32> {
    let day = onrecord_times::published(record.report.published.as_deref()?)?;
    Some((day.duration_since(onrecord_times::Date::ZERO).as_hours() / 24) as i32)
}

/// Captions of a gallery: a paragraph that counts its pictures, and one that stands twice in a row.
fn captions(text: &str) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut last: Option<ByteSpan> = None;
    for paragraph in paragraphs(text) {
        if let Some(before) = last.filter(|before| before.of(text) == paragraph.of(text)) {
            found.extend([before, paragraph]);
        } else if counts_pictures(paragraph.of(text)) {
            found.push(paragraph);
        }
        last = Some(paragraph);
    }
    found.dedup();
    found
}

/// Whether a paragraph is a gallery's captions run together: "Hide caption 1 of 24 … Hide caption 2 of 24".
fn counts_pictures(words: &str) -> bool {
    let parts: Vec<&str> =
        if words.contains("aption") { words.split_whitespace().collect() } else { return false };
    let counts: Vec<(u32, u32)> = parts
        .windows(3)
        .filter(|part| part[1] == "of")
        .filter_map(|part| Some((part[0].parse().ok()?, part[2].parse().ok()?)))
        .collect();
    counts.windows(2).any(|pair| pair[0].1 == pair[1].1 && pair[0].0.checked_add(1) == Some(pair[1].0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::test::record;
    use onrecord_record::{Furniture, FurnitureKind};

    fn kept(record: &Record) -> Vec<String> {
        let wording = Wording::of(record);
        let points: Vec<char> = record.text.chars().collect();
        let word = |at| {
            let span = wording.span(at, at);
            points[span.start..span.end].iter().collect()
        };
        (0..wording.keys.len()).map(word).collect()
    }

    #[test]
    fn words_without_furniture_where_they_stand() {
        let mut record = record("Oxbow Courier", "“Élan,” he said.\nSign up here\nIt’s on.");
        record.report.furniture =
            vec![Furniture { kind: FurnitureKind::Boilerplate, span: Span { start: 17, end: 29 } }];
        assert_eq!(kept(&record), ["Élan", "he", "said", "It", "s", "on"]);
        let spoken = Wording::of(&record).marks.iter().filter(|mark| mark.spoken).count();
        assert_eq!(spoken, 1);
    }

    #[test]
    fn captions_of_a_gallery_are_left_out() {
        let gallery = "The pier. Hide Caption 1 of 9 The bridge. Hide Caption 2 of 9";
        assert_eq!(
            kept(&record("Oxbow Courier", &format!("It fell.\n{gallery}\nSo."))),
            ["It", "fell", "So"]
        );
        assert_eq!(
            kept(&record("Oxbow Courier", "It fell.\nThe pier.\nThe pier.\nSo.")),
            ["It", "fell", "So"]
        );
        assert!(!counts_pictures("They won 1 of 9 seats, then 2 of 9, said Poe."), "a story that counts");
    }

    #[test]
    fn names_and_function_words_are_not_plain() {
        let record = record("Oxbow Courier", "The bridge of Poe NEVER closed before 2018");
        let marks = Wording::of(&record).marks;
        let plain: Vec<bool> = marks.into_iter().map(|mark| mark.plain).collect();
        assert_eq!(plain, [false, true, false, false, true, true, false, true]);
    }
}
