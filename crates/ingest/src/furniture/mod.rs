//! The parts of a report's text that are not the story.
//!
//! Rather too little than too much: a share button left in the text costs little, a sentence of the story lost costs
//! statements. So every rule wants the whole of a paragraph, the start of one, or its end, and few words.

mod boilerplate;
mod byline;
mod credit;
mod dateline;
mod headline;

use onrecord_record::FurnitureKind;
use onrecord_text::{ByteSpan, paragraphs};

/// What the text of a report holds besides the story.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Furnishing {
    /// The parts that are not the story, in order and without overlap.
    pub parts: Vec<(FurnitureKind, ByteSpan)>,
    /// The place that the report was filed from, and the whole dateline.
    pub dateline: Option<(String, ByteSpan)>,
    /// The agency or paper whose work it says it is.
    pub credit: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// Its headline, where the text begins with one.
    pub headline: Option<String>,
    /// The date that stands above the story, ISO 8601.
    pub published: Option<String>,
}

/// How many paragraphs from the start may hold a byline or a dateline.
const TOP: usize = 8;

/// Finds the furniture of `text`; `title` is the headline, where it is known from elsewhere.
pub fn furnish(text: &str, title: Option<&str>) -> Furnishing {
    let all: Vec<ByteSpan> = paragraphs(text).collect();
    let mut found = Furnishing::default();
    for (i, &paragraph) in all.iter().enumerate() {
        let words = paragraph.of(text);
        if boilerplate::is(words) {
            found.parts.push((FurnitureKind::Boilerplate, paragraph));
        } else if let Some(holder) = credit::whole(words) {
            found.credit = found.credit.or(holder);
            found.parts.push((FurnitureKind::Credit, paragraph));
        } else if i < TOP
            && let Some(names) = byline::whole(words)
        {
            found.byline.extend(names);
            found.parts.push((FurnitureKind::Byline, paragraph));
        } else if i < TOP
            && let Some(date) = dateline::date_line(words)
        {
            found.published.get_or_insert(date);
            found.parts.push((FurnitureKind::Dateline, paragraph));
        } else if i == 0 && headline::is(text, &all, title) {
            found.headline = Some(words.to_owned());
            found.parts.push((FurnitureKind::Headline, paragraph));
        } else {
            if i < TOP
                && found.dateline.is_none()
                && let Some(line) = dateline::find(words)
            {
                let span = ByteSpan::new(paragraph.start, paragraph.start + line.end);
                found.credit = found.credit.or(line.agency);
                if let Some(place) = line.place {
                    found.dateline = Some((place, span));
                }
                found.parts.push((FurnitureKind::Dateline, span));
            }
            if let Some((from, holder)) = credit::tail(words) {
                found.credit = found.credit.or(holder);
                found
                    .parts
                    .push((FurnitureKind::Credit, ByteSpan::new(paragraph.start + from, paragraph.end)));
            }
        }
    }
    found
}
