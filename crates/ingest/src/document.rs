//! From a raw item to a report and its text.

use crate::format::{Format, binary};
use crate::furniture::{Furnishing, blank, furnish, up_to_mark};
use crate::problem::{Problem, Trouble};
use crate::raw::{Raw, raws};
use crate::skip::Skip;
use crate::{archive, feed, html, jsonl, language, mail, markdown, plain};
use onrecord_record::{Dateline, Furniture, FurnitureKind, Report};
use onrecord_text::{ByteSpan, Offsets};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

/// A report and the text that all its spans point into.
#[derive(Debug)]
pub struct Document {
    /// What the report says of itself. Its spans are in code points of `text`.
    pub report: Report,
    /// The text as read: of a JSONL line exactly the `text` given, of a web page the story's paragraphs.
    pub text: String,
    /// The parts of the text that are not the story, in bytes, in order and without overlap; the same as
    /// `report.furniture`.
    pub furniture: Vec<(FurnitureKind, ByteSpan)>,
    /// What went wrong without keeping the report from being read: bytes of no known character, a cut end.
    pub warnings: Vec<Problem>,
}

/// What a format's module makes of an item's bytes.
#[derive(Default)]
pub(crate) struct Content {
    /// What the item says of itself; id, file and furniture are filled in later.
    pub report: Report,
    pub text: String,
    /// Parts of the text that are markup.
    pub markup: Vec<ByteSpan>,
    /// What could not be decoded.
    pub warning: Option<Trouble>,
}

/// The reports of a file, a folder or (`-`) standard input, one after the other: [`raws`] and [`parse`] in a row.
pub fn documents(path: &Path) -> impl Iterator<Item = Result<Document, Problem>> + use<> {
    raws([path.to_owned()]).map(|raw| raw.and_then(parse))
}

/// Reads one item. A pure function of it.
///
/// # Errors
/// A [`Problem`] where the item holds no report: it is empty, no text, no JSON object with a `text`, or a page without a
/// story; or where it is sound but none to read, see [`Problem::skip`].
pub fn parse(raw: Raw) -> Result<Document, Problem> {
    let Raw { file, place, format, bytes, cut } = raw;
    let content = match format {
        _ if bytes.trim_ascii().is_empty() => Err(Trouble::Empty),
        Format::Warc => archive::read(&bytes),
        _ if binary(&bytes[..bytes.len().min(crate::format::LOOK)]).is_some() => {
            Err(Trouble::NotText(binary(&bytes).unwrap_or_default()))
        }
        Format::Text => Ok(plain::read(&bytes)),
        Format::Markdown => Ok(markdown::read(&bytes)),
        Format::Html => html::read(&bytes),
        Format::Jsonl => jsonl::read(&bytes),
        Format::Feed => feed::read(&bytes),
        Format::Mail => mail::read(&bytes),
    };
    let content = content.and_then(|c| if c.text.trim().is_empty() { Err(Trouble::Empty) } else { Ok(c) });
    // Whoever names a file or fills a line means it to be read; what comes with an archive, a feed or a mailbox is as it is.
    let gathered = matches!(format, Format::Warc | Format::Feed | Format::Mail);
    let content = content.and_then(|c| {
        if gathered && language::is_foreign(&c.text) { Err(Trouble::Skipped(Skip::Language)) } else { Ok(c) }
    });
    let Content { mut report, text, markup, warning } = match content {
        Ok(content) => content,
        Err(trouble) => return Err(Problem { file, place, trouble }),
    };
    let Furnishing { parts, dateline, credit, byline, outlet, headline, published } =
        furnish(&blank(&text, &markup), &report);
    let parts = merged(parts, &markup);
    let offsets = Offsets::new(&text);
    report.id = hash(&bytes);
    report.dateline =
        dateline.map(|(place, span)| Dateline { place, span: offsets.span(up_to_mark(span, &markup)) });
    report.credit = credit;
    report.furniture =
        parts.iter().map(|&(kind, span)| Furniture { kind, span: offsets.span(span) }).collect();
    report.title = report.title.or(headline);
    report.outlet = report.outlet.or(outlet);
    report.published = report.published.or(published);
    if report.byline.is_empty() {
        report.byline = byline;
    }
    let troubles = warning.into_iter().chain(cut.map(Trouble::Cut));
    let warnings = troubles.map(|trouble| Problem { file: file.clone(), place, trouble }).collect();
    report.file = Some(file);
    Ok(Document { report, text, furniture: parts, warnings })
}

/// Furniture and markup in one list, in order; markup inside a part is already covered by it.
fn merged(mut parts: Vec<(FurnitureKind, ByteSpan)>, markup: &[ByteSpan]) -> Vec<(FurnitureKind, ByteSpan)> {
    if markup.is_empty() {
        return parts;
    }
    let mut next = 0;
    let mut all = Vec::with_capacity(parts.len() + markup.len());
    for &span in markup {
        while next < parts.len() && parts[next].1.end <= span.start {
            next += 1;
        }
        if parts.get(next).is_none_or(|(_, part)| !part.overlaps(span)) {
            all.push((FurnitureKind::Boilerplate, span));
        }
    }
    all.append(&mut parts);
    all.sort_by_key(|(_, span)| span.start);
    all
}

/// `sha256:` and the hash of the bytes.
fn hash(bytes: &[u8]) -> String {
    let mut id = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}
