//! The proposition: what a statement or a sentence of narration puts forward.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_record::{Actor, Figure, Record, Span, Stance, Statement, Time};
use onrecord_text::{ByteSpan, Offsets, sentences};
use onrecord_times::Date;
use serde::{Deserialize, Serialize};

use super::matter::is_nobody;
use super::name::names;
use super::narration::narration;
use super::setting::{Setting, Telling};

/// Whose voice puts a proposition forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A source's.
    Statement,
    /// The report's own.
    Narration,
}

/// The days that an expression of time can mean, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

/// What a statement or a sentence of narration puts forward, with all that comparing needs; places are code points of the
/// report's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposition {
    /// [`onrecord_record::Report::id`].
    pub report: String,
    /// The statement's name in its record, `s1`, or the number of the narration in text order, `n1`.
    pub place: String,
    /// Whose voice it is.
    pub role: Role,
    /// The cue, from its first piece to its last, or the narrated words: what a decision is addressed by.
    pub address: Span,
    /// Where its words stand.
    pub content: Vec<Span>,
    /// Its words, pieces parted by a space.
    pub text: String,
    /// The sentences that it stands in.
    pub context: String,
    /// What is told around it.
    pub setting: Setting,
    /// Who puts it forward, as the record names its actor, or in the source's words; none in narration.
    pub source: Option<String>,
    /// The words of the cue, pieces parted by a space; empty in narration.
    pub cue: String,
    /// How the source stands to it.
    pub stance: Stance,
    /// The day of the report.
    pub published: Option<Date>,
    /// The times inside, as far as their days are known.
    pub times: Vec<Interval>,
    /// The numbers inside; their places are those of the report.
    pub figures: Vec<Figure>,
    /// The names inside, as written, and those that the record gives to pronouns and titles inside.
    pub names: Vec<String>,
}

impl Proposition {
    /// A proposition that stands in no record: bare words in some `context`, which may be the words alone.
    pub fn of_words(
        text: &str,
        context: &str,
        source: Option<&str>,
        cue: &str,
        published: Option<Date>,
    ) -> Self {
        let times = onrecord_times::find(text, published);
        let spans: Vec<ByteSpan> = times.iter().map(|t| t.span).collect();
        let offsets = Offsets::new(text);
        let whole = offsets.span(ByteSpan::new(0, text.len()));
        let records = times.iter().map(|t| t.to_record(&offsets));
        Self {
            report: String::new(),
            place: String::new(),
            role: Role::Statement,
            address: whole,
            content: vec![whole],
            text: text.to_owned(),
            context: context.to_owned(),
            setting: Setting::default(),
            source: source.map(str::to_owned),
            cue: cue.to_owned(),
            stance: Stance::Asserts,
            published,
            times: records.filter_map(|t| interval(&t, &offsets, text)).collect(),
            figures: onrecord_figures::find(text, &spans).iter().map(|f| f.to_record(&offsets)).collect(),
            names: names(text).into_iter().map(str::to_owned).collect(),
        }
    }
}

/// The propositions of a record: each statement that has a content, and the narration, in the order of the text.
///
/// Takes time that grows with the text and the number of statements, not with their product.
pub fn propositions(record: &Record) -> Vec<Proposition> {
    let page = Page::new(record);
    let said = record.statements.iter().filter(|s| !s.content.is_empty()).map(|s| page.statement(s));
    let told =
        narration(record, &page.offsets).into_iter().enumerate().map(|(i, span)| page.narrated(i, span));
    let mut all: Vec<Proposition> = said.chain(told).collect();
    all.sort_by_key(|p| (p.address.start, p.address.end));
    all
}

/// A record, laid out for looking things up by place.
struct Page<'r> {
    record: &'r Record,
    offsets: Offsets<'r>,
    sentences: Vec<ByteSpan>,
    /// Places that speak of an actor, in order, with its name.
    mentions: Vec<(Span, &'r str)>,
    actors: HashMap<&'r str, &'r Actor>,
    published: Option<Date>,
    telling: Telling,
}

impl<'r> Page<'r> {
    fn new(record: &'r Record) -> Self {
        let of_actor = |a: &'r Actor| a.mentions.iter().map(|&span| (span, a.name.as_str()));
        let mut mentions: Vec<_> = record.actors.iter().flat_map(of_actor).collect();
        mentions.sort_unstable();
        Self {
            record,
            offsets: Offsets::new(&record.text),
            sentences: sentences(&record.text),
            mentions,
            actors: record.actors.iter().map(|a| (a.id.as_str(), a)).collect(),
            published: record.report.published.as_deref().and_then(onrecord_times::published),
            telling: Telling::of(record.report.title.as_deref().unwrap_or_default(), &record.text),
        }
    }

    fn statement(&self, statement: &Statement) -> Proposition {
        let ends = statement.cue.iter().chain(&statement.content);
        let cue = hull(if statement.cue.is_empty() { &statement.content } else { &statement.cue });
        let actor = statement.actor.as_deref().and_then(|id| self.actors.get(id));
        let words = self.words(&statement.source);
        Proposition {
            place: statement.id.clone(),
            role: Role::Statement,
            context: self.context(hull(ends)),
            // The actor of "none of the officials" is called "officials".
            source: actor
                .filter(|_| !is_nobody(&words))
                .map(|a| a.name.clone())
                .or((!words.is_empty()).then_some(words)),
            cue: self.words(&statement.cue),
            stance: statement.stance.unwrap_or(Stance::Asserts),
            ..self.bare(cue, &statement.content)
        }
    }

    fn narrated(&self, i: usize, span: Span) -> Proposition {
        Proposition { place: format!("n{}", i + 1), context: self.context(span), ..self.bare(span, &[span]) }
    }

    /// A proposition of these words, in the report's own voice.
    fn bare(&self, address: Span, content: &[Span]) -> Proposition {
        let text = self.words(content);
        let mut named: Vec<String> = names(&text).into_iter().map(str::to_owned).collect();
        for name in content.iter().flat_map(|&piece| self.mentioned(piece)) {
            if !named.iter().any(|n| n == name) {
                named.push(name.to_owned());
            }
        }
        let times = content.iter().flat_map(|&piece| inside(&self.record.times, piece, |t| t.span));
        let figures = content.iter().flat_map(|&piece| inside(&self.record.figures, piece, |f| f.span));
        Proposition {
            report: self.record.report.id.clone(),
            place: String::new(),
            role: Role::Narration,
            address,
            content: content.to_vec(),
            text,
            context: String::new(),
            setting: self.setting(hull(content)),
            source: None,
            cue: String::new(),
            stance: Stance::Asserts,
            published: self.published,
            times: times.filter_map(|t| interval(t, &self.offsets, &self.record.text)).collect(),
            figures: figures.cloned().collect(),
            names: named,
        }
    }

    /// The names of the actors that `piece` speaks of.
    fn mentioned(&self, piece: Span) -> impl Iterator<Item = &'r str> + '_ {
        inside(&self.mentions, piece, |mention| mention.0).map(|mention| mention.1)
    }

    fn words(&self, spans: &[Span]) -> String {
        let pieces: Vec<&str> = spans.iter().map(|&span| self.of(span)).collect();
        pieces.join(" ")
    }

    /// The words at a place; none, if it lies outside of the text.
    fn of(&self, span: Span) -> &'r str {
        let span = self.offsets.bytes(span);
        self.record.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The sentences that `span` touches.
    fn context(&self, span: Span) -> String {
        self.stretch(self.touched(span)).unwrap_or_else(|| self.of(span)).to_owned()
    }

    /// The headline, the sentences that `span` touches, and one on either side.
    fn setting(&self, span: Span) -> Setting {
        let touched = self.touched(span);
        let around = touched.start.saturating_sub(1)..(touched.end + 1).min(self.sentences.len());
        let near = self.record.report.title.as_deref().into_iter().chain(self.stretch(around));
        Setting::of(near, &self.telling)
    }

    /// Which of the sentences `span` touches.
    fn touched(&self, span: Span) -> Range<usize> {
        let place = self.offsets.bytes(span);
        let first = self.sentences.partition_point(|s| s.end <= place.start);
        first..self.sentences.partition_point(|s| s.start < place.end)
    }

    /// The text from the first of these sentences to the last; none, if there are none.
    fn stretch(&self, of: Range<usize>) -> Option<&'r str> {
        let sentences = self.sentences.get(of)?;
        Some(&self.record.text[sentences.first()?.start..sentences.last()?.end])
    }
}

/// From the first of the spans to the last.
fn hull<'a>(spans: impl IntoIterator<Item = &'a Span>) -> Span {
    let mut spans = spans.into_iter();
    let first = spans.next().copied().unwrap_or(Span { start: 0, end: 0 });
    spans.fold(first, |hull, span| Span { start: hull.start.min(span.start), end: hull.end.max(span.end) })
}

/// Those of `all`, which are in order of their places, that lie inside `piece`.
fn inside<T>(all: &[T], piece: Span, place: impl Fn(&T) -> Span + Copy) -> impl Iterator<Item = &T> {
    let first = all.partition_point(|x| place(x).start < piece.start);
    let here = all[first..].iter().take_while(move |x| place(x).start < piece.end);
    here.filter(move |x| place(x).end <= piece.end)
}

/// Expressions that say when something is said rather than when it was.
const OF_SPEECH: &[&str] =
    &["today", "now", "tonight", "currently", "this morning", "this evening", "this year", "this week"];

/// The days of a time, if both are known, and if it is no mere "today".
fn interval(time: &Time, offsets: &Offsets<'_>, text: &str) -> Option<Interval> {
    let place = offsets.bytes(time.span);
    let words = text.get(place.start..place.end).unwrap_or_default().to_lowercase();
    let day = |bound: &Option<String>| bound.as_deref().and_then(onrecord_times::published);
    let interval = Interval { from: day(&time.from)?, to: day(&time.to)? };
    (!OF_SPEECH.contains(&words.as_str())).then_some(interval)
}
