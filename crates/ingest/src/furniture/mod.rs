//! The parts of a report's text that are not the story.
//!
//! Rather too little than too much: a share button left in the text costs little, a sentence of the story lost costs
//! statements. So every rule wants the whole of a paragraph, the start of one or its end, in words that no story is
//! told in; and the rules that look at shape alone (a line of names, a lone dash) hold only at the head of the report.

mod boilerplate;
mod byline;
mod credit;
mod dateline;
mod headline;

use onrecord_record::{FurnitureKind, Report};
use onrecord_text::{ByteSpan, paragraphs};
use std::borrow::Cow;

/// What the text of a report holds besides the story.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Furnishing {
    /// The parts that are not the story, in bytes, in order and without overlap.
    pub parts: Vec<(FurnitureKind, ByteSpan)>,
    /// The place that the report was filed from, and the whole dateline.
    pub dateline: Option<(String, ByteSpan)>,
    /// The agency or paper whose work it says it is.
    pub credit: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// The paper, station or agency whose name stands above the story.
    pub outlet: Option<String>,
    /// Its headline, where the text begins with one.
    pub headline: Option<String>,
    /// The date that stands above the story, ISO 8601.
    pub published: Option<String>,
}

/// How many paragraphs from the start may hold a headline, a byline or a dateline.
const TOP: usize = 8;

/// How many bytes of bold words at the start of a paragraph may be a dateline or a headline.
const LONGEST_BOLD: usize = 160;

/// Finds the furniture of `text`. `known` is what the input says of the report apart from its text: a title, names and
/// an outlet that stand at the head of the text are recognised by it.
pub fn furnish(text: &str, known: &Report) -> Furnishing {
    let mut found = Furnishing::default();
    let marks = emphasis(text);
    let text: &str = &blank(text, &marks);
    let all: Vec<ByteSpan> = paragraphs(text).collect();
    for i in 0..all.len() {
        let story = if i < TOP { top(text, &all, i, known, &mut found) } else { Some(all[i]) };
        if let Some(paragraph) = story {
            rest(text, paragraph, i + 1 == all.len(), &mut found);
        }
    }
    found.dateline = found.dateline.map(|(place, span)| (place, up_to_mark(span, &marks)));
    let apart = |mark: &ByteSpan| !found.parts.iter().any(|(_, part)| part.overlaps(*mark));
    let marks: Vec<_> =
        marks.into_iter().filter(apart).map(|mark| (FurnitureKind::Boilerplate, mark)).collect();
    found.parts.extend(marks);
    found.parts.sort_by_key(|(_, part)| part.start);
    found
}

/// The marks of bold about the first words of the paragraphs above a story, in a text that is no Markdown file:
/// "**OXBOW, March 6 (AP) —** The town fell."
fn emphasis(text: &str) -> Vec<ByteSpan> {
    let mut marks = Vec::new();
    for paragraph in paragraphs(text).take(TOP) {
        let words = paragraph.of(text);
        let opened = ["**", "__"].into_iter().find_map(|mark| Some((mark, words.strip_prefix(mark)?)));
        let Some((mark, inner)) = opened.filter(|(_, inner)| inner.starts_with(char::is_alphabetic)) else {
            continue;
        };
        if let Some(closed) = inner.find(mark).filter(|&at| at < LONGEST_BOLD) {
            let end = paragraph.start + mark.len() + closed;
            marks.push(ByteSpan::new(paragraph.start, paragraph.start + mark.len()));
            marks.push(ByteSpan::new(end, end + mark.len()));
        }
    }
    marks
}

/// `text` with spaces for its markup, byte by byte, so that offsets hold: what a line is shows without it.
pub(crate) fn blank<'t>(text: &'t str, markup: &[ByteSpan]) -> Cow<'t, str> {
    if markup.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    for span in markup {
        bare.push_str(&text[bare.len()..span.start]);
        bare.extend(std::iter::repeat_n(' ', span.len()));
    }
    bare.push_str(&text[bare.len()..]);
    Cow::Owned(bare)
}

/// A dateline's words before the markup inside it: a span has no holes.
pub(crate) fn up_to_mark(span: ByteSpan, markup: &[ByteSpan]) -> ByteSpan {
    let first = markup.get(markup.partition_point(|mark| mark.end <= span.start));
    first.filter(|mark| mark.start < span.end).map_or(span, |mark| ByteSpan::new(span.start, mark.start))
}

/// Takes what stands above the story from paragraph `i`; gives what is left of it.
fn top(text: &str, all: &[ByteSpan], i: usize, known: &Report, found: &mut Furnishing) -> Option<ByteSpan> {
    let mut paragraph = all[i];
    let words = paragraph.of(text);
    if let Some(line) = dateline::date_line(words) {
        found.published = found.published.take().or(line.published);
        found.parts.push((FurnitureKind::Dateline, paragraph));
        return None;
    }
    if let Some(names) = byline::find(text, all, i, known) {
        match &names[..] {
            [name] if name == words && byline::is_house(name) => found.outlet = Some(name.clone()),
            _ => found.byline.extend(names),
        }
        found.parts.push((FurnitureKind::Byline, paragraph));
        return None;
    }
    if i == 0 {
        if headline::is(text, all, known.title.as_deref()) {
            found.headline = Some(words.to_owned());
            found.parts.push((FurnitureKind::Headline, paragraph));
            return None;
        }
        for (kind, end) in headline::glued(words, known.title.as_deref()) {
            found.parts.push((kind, ByteSpan::new(paragraph.start, all[0].start + end).trim(text)));
            paragraph.start = all[0].start + end;
        }
    }
    if found.dateline.is_none()
        && found.credit.is_none()
        && let Some(line) = dateline::find(text, all, i, paragraph.start)
    {
        let span = ByteSpan::new(paragraph.start, line.end).trim(text);
        found.credit = line.agency;
        found.dateline = line.place.map(|place| (place, span));
        found.parts.push((FurnitureKind::Dateline, span));
        paragraph.start = line.end;
    }
    Some(paragraph)
}

/// Takes what can stand anywhere from a paragraph of the story.
fn rest(text: &str, paragraph: ByteSpan, last: bool, found: &mut Furnishing) {
    let words = paragraph.of(text);
    if boilerplate::is(words) {
        found.parts.push((FurnitureKind::Boilerplate, paragraph));
    } else if let Some((from, holder)) = credit::find(words, last) {
        found.credit = found.credit.take().or(holder);
        found
            .parts
            .push((FurnitureKind::Credit, ByteSpan::new(paragraph.start + from, paragraph.end).trim(text)));
    } else if let Some(end) = boilerplate::label(words) {
        found.parts.push((
            FurnitureKind::Boilerplate,
            ByteSpan::new(paragraph.start, paragraph.start + end).trim(text),
        ));
    }
}

/// Compiles a rule. The patterns are constants, and the tests run every one of them.
fn rule(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).expect("the pattern is valid")
}
