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

/// Finds the furniture of `text`. `known` is what the input says of the report apart from its text: a title, names and
/// an outlet that stand at the head of the text are recognised by it.
pub fn furnish(text: &str, known: &Report) -> Furnishing {
    let all: Vec<ByteSpan> = paragraphs(text).collect();
    let mut found = Furnishing::default();
    for i in 0..all.len() {
        let story = if i < TOP { top(text, &all, i, known, &mut found) } else { Some(all[i]) };
        if let Some(paragraph) = story {
            rest(text, paragraph, i + 1 == all.len(), &mut found);
        }
    }
    found
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
