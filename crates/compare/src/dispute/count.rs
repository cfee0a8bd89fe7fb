//! Counts: the figures of a record, with what they count, where and when.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use onrecord_record::{Figure, Outcome, Record, Time};
use onrecord_text::{ByteSpan, Offsets, sentences, words};
use onrecord_times::Date;
use serde::{Deserialize, Serialize};

use crate::actor::skeleton;
use crate::claim::Interval;
use crate::claim::matter::days_apart;
use crate::claim::words::{is_small, stem};

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Thing {
    /// What became of those counted.
    pub outcome: Option<Outcome>,
    /// Who or what they are: `people`, `civilians`, `children`, or the stem of the unit.
    pub kind: String,
}

/// Of which whole a figure is the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One event.
    Event,
    /// All events of a time: "since 2011", "so far this year".
    Running,
    /// Some of those that another figure counts: "including 11", "3 others".
    Part,
}

/// A figure of a record and all that tells whether another counts the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// The figure.
    pub figure: Figure,
    /// Its words.
    pub words: String,
    /// What it counts.
    pub thing: Thing,
    /// Of which whole.
    pub scope: Scope,
    /// The days that its sentence names; of a running count, from when on it counts.
    pub days: Option<Interval>,
    /// The day of the report: that of its publication, or else the first that its headline or lead names.
    pub published: Option<Date>,
    /// Stems of its sentence, and, at a lesser weight, of the headline and lead; numbers, and words for the outcome left out.
    pub(super) stems: BTreeMap<String, f32>,
    /// Names in its sentence that stand where a place does, by their consonants.
    pub(super) places: BTreeSet<String>,
    /// Whether its sentence says that others count otherwise, or did before: "the death toll rose to".
    pub(super) revised: bool,
    /// The consonants of all words of the headline and lead.
    pub(super) lead: Arc<BTreeSet<String>>,
}

/// Stems of the headline and lead weigh this much beside those of the sentence itself.
const LEAD: f32 = 0.5;
/// As many sentences count as headline and lead.
const LEAD_SENTENCES: usize = 3;
/// Stems further from the figure than this, in words, say little of it.
const REACH: usize = 40;

/// The figures of a record that count something, in the order of the text.
///
/// Takes time that grows with the text and the number of figures.
pub fn counts(record: &Record) -> Vec<Count> {
    let page = Page::new(record);
    let mut found: Vec<Count> = Vec::new();
    let mut last: Option<(usize, Figure)> = None;
    for figure in &record.figures {
        let place = page.offsets.bytes(figure.span);
        if place.start >= place.end || record.text.get(place.start..place.end).is_none() {
            continue;
        }
        let sentence = page.sentences.partition_point(|s| s.end <= place.start);
        let before = last.as_ref().filter(|(s, _)| *s == sentence).map(|(_, f)| f);
        found.extend(page.count(figure, place, sentence, before));
        last = Some((sentence, figure.clone()));
    }
    found
}

/// A record, laid out for looking things up by place.
struct Page<'r> {
    record: &'r Record,
    offsets: Offsets<'r>,
    sentences: Vec<ByteSpan>,
    times: Vec<(ByteSpan, &'r Time)>,
    /// The dateline, whose day is that of writing.
    dateline: Option<ByteSpan>,
    lead: BTreeSet<String>,
    sounds: Arc<BTreeSet<String>>,
    published: Option<Date>,
}

impl<'r> Page<'r> {
    fn new(record: &'r Record) -> Self {
        let offsets = Offsets::new(&record.text);
        let sentences = sentences(&record.text);
        let times: Vec<_> = record.times.iter().map(|t| (offsets.bytes(t.span), t)).collect();
        let (mut lead, mut sounds) = (BTreeSet::new(), BTreeSet::new());
        let first = sentences.iter().take(LEAD_SENTENCES).map(|s| s.of(&record.text));
        for text in first.chain(record.report.title.as_deref()) {
            lead.extend(words(text).take(REACH).filter_map(|w| telling(w.of(text))));
            sounds.extend(words(text).take(REACH).map(|w| skeleton(&w.of(text).to_lowercase())));
        }
        let end = sentences.get(LEAD_SENTENCES - 1).map_or(record.text.len(), |s| s.end);
        let first = times.iter().take_while(|(span, _)| span.start < end);
        let named =
            first.filter_map(|(_, time)| interval(time, Scope::Event, None)).map(|days| days.to).next();
        let published = record.report.published.as_deref().and_then(onrecord_times::published).or(named);
        let dateline = record.report.dateline.as_ref().map(|dateline| offsets.bytes(dateline.span));
        Self { record, offsets, sentences, times, dateline, lead, sounds: Arc::new(sounds), published }
    }

    fn count(
        &self,
        figure: &Figure,
        place: ByteSpan,
        sentence: usize,
        last: Option<&Figure>,
    ) -> Option<Count> {
        let text = self.record.text.as_str();
        let sentence = *self.sentences.get(sentence)?;
        let lower = |from: usize, to: usize| -> Vec<String> {
            let part = text.get(from..to).unwrap_or_default();
            words(part).map(|w| w.of(part).to_lowercase()).collect()
        };
        let before = lower(sentence.start.min(place.start), place.start);
        let after = lower(place.end, sentence.end.max(place.end));
        let thing = thing(figure)?;
        let scope = scope(figure, &thing, &before, &after, last);
        let near_before = &before[before.len().saturating_sub(REACH)..];
        let near_after = &after[..after.len().min(REACH)];
        let mut stems: BTreeMap<String, f32> = self.lead.iter().map(|s| (s.clone(), LEAD)).collect();
        stems.extend(near_before.iter().chain(near_after).filter_map(|w| telling(w)).map(|s| (s, 1.0)));
        Some(Count {
            figure: figure.clone(),
            words: place.of(text).to_owned(),
            thing,
            scope,
            days: self.days(place, sentence, scope),
            published: self.published,
            stems,
            places: places(sentence.of(text)),
            revised: before
                .iter()
                .rev()
                .take(NEAR)
                .chain(after.iter().take(NEAR))
                .any(|w| REVISED.contains(&w.as_str())),
            lead: Arc::clone(&self.sounds),
        })
    }

    /// The days that are named in the sentence, nearest to the figure.
    fn days(&self, place: ByteSpan, sentence: ByteSpan, scope: Scope) -> Option<Interval> {
        let first = self.times.partition_point(|(span, _)| span.end <= sentence.start);
        let here = self.times[first..].iter().take_while(|(span, _)| span.start < sentence.end);
        let told = here.filter(|(span, _)| !self.dateline.is_some_and(|dateline| dateline.overlaps(*span)));
        let dated = told.filter_map(|(span, time)| Some((*span, interval(time, scope, self.published)?)));
        let distance = |span: &ByteSpan| place.start.abs_diff(span.end).min(span.start.abs_diff(place.end));
        dated.min_by_key(|(span, _)| distance(span)).map(|(_, days)| days)
    }
}

/// The longest time, in days, that can be the time of one event.
const LONGEST_EVENT: i32 = 3;

/// The days of a time that can be those of what is counted. A longer time tells of one event only that it was another than the
/// one in the news: "In September", "last week".
fn interval(time: &Time, scope: Scope, published: Option<Date>) -> Option<Interval> {
    let day = |bound: Option<&str>| bound.and_then(onrecord_times::published);
    let (from, to) = (day(time.from.as_deref())?, day(time.to.as_deref()));
    if scope == Scope::Running {
        return Some(Interval { from, to: to.unwrap_or(from) });
    }
    let days = Interval { from, to: to? };
    let is_past = published.and_then(super::quantity::before).is_some_and(|news| days.to < news.from);
    (is_past || days_apart(days.from, days.to) <= LONGEST_EVENT).then_some(days)
}

/// Words near a count that set it against another.
const REVISED: &[&str] = &[
    "toll",
    "initial",
    "initially",
    "earlier",
    "previous",
    "previously",
    "revised",
    "updated",
    "rose",
    "risen",
    "rises",
    "climbed",
    "lower",
    "higher",
];
/// Near is within as many words.
const NEAR: usize = 6;

/// Prepositions after which a place is named.
const WHERE: &[&str] =
    &["in", "at", "near", "on", "of", "outside", "around", "across", "hit", "hits", "against"];

/// Capitalised words behind a preposition of place, by their consonants: so that one place is one, however it is spelt.
fn places(sentence: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = false;
    for word in words(sentence).map(|w| w.of(sentence)) {
        let lower = word.to_lowercase();
        if WHERE.contains(&lower.as_str()) {
            open = true;
        } else if open && word.chars().next().is_some_and(char::is_uppercase) {
            if telling(word).is_some() {
                found.insert(skeleton(&lower));
            }
        } else if !matches!(
            lower.as_str(),
            "the" | "al" | "province" | "city" | "town" | "northern" | "eastern" | "western" | "southern"
        ) {
            open = false;
        }
    }
    found
}

/// Names of kinds, each with the words that are of it. Of those counted by an outcome only.
const KINDS: &[(&str, &[&str])] = &[
    (
        "people",
        &[
            "people",
            "persons",
            "person",
            "individuals",
            "dead",
            "deaths",
            "death",
            "bodies",
            "body",
            "corpses",
            "lives",
            "victims",
            "fatalities",
            "martyrs",
            "casualties",
            "injuries",
            "wounded",
            "injured",
            "others",
            "other",
            "more",
            "souls",
            "human",
            "humans",
            "arrests",
            "killings",
            "total",
            "hundreds",
            "dozens",
            "thousands",
            "scores",
        ],
    ),
    ("civilians", &["civilians", "civilian", "residents", "noncombatants"]),
    ("children", &["children", "child", "kids", "minors", "schoolchildren", "toddlers", "infants", "babies"]),
    ("women", &["women", "woman"]),
    ("soldiers", &["soldiers", "soldier", "troops", "servicemen", "personnel", "conscripts"]),
    (
        "fighters",
        &[
            "fighters",
            "militants",
            "insurgents",
            "rebels",
            "terrorists",
            "jihadists",
            "gunmen",
            "militiamen",
            "extremists",
            "combatants",
        ],
    ),
    ("police", &["police", "policemen", "officers", "policeman", "officer"]),
];

/// What a figure counts; nothing where its words do not say.
fn thing(figure: &Figure) -> Option<Thing> {
    let unit = figure.unit.as_deref().map(str::to_lowercase);
    let kind = match (figure.outcome, unit.as_deref()) {
        (None, None) => return None,
        (Some(_), None) => "people".to_owned(),
        (Some(_), Some(unit)) => {
            let known = KINDS.iter().find(|(_, words)| words.contains(&unit));
            known.map_or_else(|| stem(unit), |(kind, _)| (*kind).to_owned())
        }
        (None, Some(unit)) => stem(unit),
    };
    Some(Thing { outcome: figure.outcome, kind })
}

/// Words right before a figure that make it a part.
const PART_BEFORE: &[&str] =
    &["including", "among", "another", "further", "additional", "whom", "them", "these", "those"];

fn scope(
    figure: &Figure,
    thing: &Thing,
    before: &[String],
    after: &[String],
    last: Option<&Figure>,
) -> Scope {
    if thing.kind == "people" && is_part(figure, before, after, last) {
        return Scope::Part;
    }
    if is_running(&[before, after].concat()) { Scope::Running } else { Scope::Event }
}

/// "including 11 children", "12 of them", "killed a nurse and 3 others".
fn is_part(figure: &Figure, before: &[String], after: &[String], last: Option<&Figure>) -> bool {
    let near = &before[before.len().saturating_sub(2)..];
    let of_those = after.first().is_some_and(|w| w == "of")
        && after.get(1).is_some_and(|w| matches!(w.as_str(), "them" | "whom" | "those" | "these"));
    let rest = matches!(figure.unit.as_deref(), Some("others" | "other" | "more"))
        || after.first().is_some_and(|w| matches!(w.as_str(), "others" | "more"));
    let of_same = last.is_some_and(|l| l.outcome.is_some() && l.outcome == figure.outcome);
    near.iter().any(|w| PART_BEFORE.contains(&w.as_str())) || of_those || rest && of_same
}

/// What begins or is, where figures count all of it.
const LONG: &[&str] = &[
    "war",
    "conflict",
    "uprising",
    "crisis",
    "revolution",
    "fighting",
    "unrest",
    "violence",
    "ceasefire",
    "truce",
    "start",
    "beginning",
    "outbreak",
    "began",
    "erupted",
    "started",
    "broke",
    "then",
];
/// Lengths of time that are longer than an event.
const LENGTHS: &[&str] = &["year", "years", "month", "months", "week", "weeks", "decade", "decades"];

/// "since 2011", "in six years of war", "so far this year", "the five-year conflict has killed".
fn is_running(words: &[String]) -> bool {
    let is = |i: usize, expected: &[&str]| words.get(i).is_some_and(|w| expected.contains(&w.as_str()));
    let within = |i: usize, reach: usize, of: &[&str]| (i + 1..=i + reach).any(|k| is(k, of));
    let year = |w: &String| w.len() == 4 && w.chars().all(|c| c.is_ascii_digit());
    (0..words.len()).any(|i| {
        let word = words[i].as_str();
        match word {
            "since" => within(i, 6, LONG) || words[i + 1..].iter().take(4).any(year),
            "so" => is(i + 1, &["far"]),
            "in" | "over" | "during" | "past" | "last" | "within" => within(i, 4, LENGTHS),
            "this" => is(i + 1, LENGTHS),
            "war" | "conflict" | "uprising" | "operation" | "operations" | "campaign" => {
                within(i, 2, &["has", "have"])
            }
            _ => LENGTHS.iter().any(|l| word.strip_suffix(l).is_some_and(|w| w.ends_with('-'))),
        }
    })
}

/// Words that say no more than the outcome, the kind, the telling or the day.
const PLAIN: &str = "killed kill kills killing killings dead death deaths died dying wounded wounding wound wounds injured injuring \
    injuries injury people persons person civilians toll number numbers least dozens hundreds thousands scores others more many \
    including reported reports report according told added monday tuesday wednesday thursday friday saturday sunday january \
    february march april june july august september october november december gmt news agency source sources published update \
    updated photo tweet share related views mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec one two three \
    four five six seven eight nine ten were was left leaving";

/// The stem of a word that says what is spoken of; none of numbers and plain words.
fn telling(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let plain = word.chars().any(|c| c.is_ascii_digit())
        || word.chars().count() < 3
        || is_small(&word)
        || PLAIN.split_ascii_whitespace().any(|w| w == word);
    (!plain).then(|| stem(&word))
}
