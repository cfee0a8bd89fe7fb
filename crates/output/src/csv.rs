//! One row a statement, for spreadsheets.
//!
//! UTF-8 with a byte order mark, lines ended by CR LF, text in quotation marks: so Excel opens it right. A cell of text
//! that a spreadsheet could take for a formula gets an apostrophe in front, which spreadsheets show as text; columns of
//! numbers hold numbers only. Excel takes 32,767 characters in a cell: longer text is cut there and ends in `…`, while the
//! offsets still tell the whole of it. The columns:
//!
//! | column | holds |
//! | --- | --- |
//! | `report`, `key`, `file`, `outlet`, `title`, `published`, `url` | the report, as in the record |
//! | `statement`, `inside` | the statement's id, and the id of the one it is nested in |
//! | `source`, `cue`, `content`, `said_when` | the words; ` … ` where pieces lie apart |
//! | `form`, `kind`, `actor`, `stance` | as in the record, the actor by name |
//! | `via` | through whom it reached the report, nearest first, joined by `; ` |
//! | `anonymity_condition`, `anonymity_reason` | the words |
//! | `confidence` | from 0 to 1 |
//! | `source_start`, `source_end`, `cue_start`, … `content_end` | first and last offset of the part: code points from 0, end exclusive |
//! | `source_spans`, `cue_spans`, `content_spans`, `said_when_spans` | all pieces, as JSON: `[[0,12],[30,41]]` |

use crate::Sink;
use crate::label;
use crate::words::Words;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use onrecord_record::{Record, Span, Statement};
use std::io::{self, Write};

const COLUMNS: [&str; 31] = [
    "report",
    "key",
    "file",
    "outlet",
    "title",
    "published",
    "url",
    "statement",
    "inside",
    "source",
    "cue",
    "content",
    "said_when",
    "form",
    "kind",
    "actor",
    "stance",
    "via",
    "anonymity_condition",
    "anonymity_reason",
    "confidence",
    "source_start",
    "source_end",
    "cue_start",
    "cue_end",
    "content_start",
    "content_end",
    "source_spans",
    "cue_spans",
    "content_spans",
    "said_when_spans",
];

/// Writes rows as spreadsheets take them, under a row of column names.
pub struct Rows<W: Write>(Writer<W>);

impl<W: Write> Rows<W> {
    /// Begins with the byte order mark and the names of the columns.
    ///
    /// # Errors
    /// What the system says when they cannot be written.
    pub fn new(mut out: W, columns: &[&str]) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut rows = WriterBuilder::new()
            .quote_style(QuoteStyle::NonNumeric)
            .terminator(Terminator::CRLF)
            .from_writer(out);
        rows.write_record(columns).map_err(io::Error::from)?;
        Ok(Self(rows))
    }

    /// Writes one row of as many cells as there are columns; [`cell`] makes one of text that somebody else wrote.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    pub fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.0.write_record(cells).map_err(io::Error::from)
    }

    /// Hands on what is still buffered.
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes one row a statement, under a row of column names.
pub struct Csv<W: Write>(Rows<W>);

impl<W: Write> Csv<W> {
    /// Begins with the byte order mark and the names of the columns.
    ///
    /// # Errors
    /// What the system says when they cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        Rows::new(out, &COLUMNS).map(Self)
    }
}

impl<W: Write> Sink for Csv<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        let words = Words::of(record);
        for statement in &record.statements {
            self.0.row(&row(record, statement, &words))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn row(record: &Record, statement: &Statement, words: &Words<'_>) -> [String; 31] {
    let report = &record.report;
    let text = |value: Option<&str>| cell(value.unwrap_or_default());
    let pieces = |spans: &[Span]| cell(&words.join(spans));
    let start =
        |spans: &[Span]| spans.iter().map(|s| s.start).min().map_or_else(String::new, |n| n.to_string());
    let end = |spans: &[Span]| spans.iter().map(|s| s.end).max().map_or_else(String::new, |n| n.to_string());
    let via: Vec<&str> = statement.via.iter().map(|via| words.via(via)).collect();
    let anonymity = statement.anonymity.as_ref();
    let Statement { source, cue, content, said_when, .. } = statement;
    [
        text(Some(&report.id)),
        text(report.key.as_deref()),
        text(report.file.as_deref()),
        text(report.outlet.as_deref()),
        text(report.title.as_deref()),
        text(report.published.as_deref()),
        text(report.url.as_deref()),
        text(Some(&statement.id)),
        text(statement.inside.as_deref()),
        pieces(source),
        pieces(cue),
        pieces(content),
        pieces(said_when),
        label::form(statement.form).to_owned(),
        statement.kind.map(label::kind).unwrap_or_default().to_owned(),
        text(words.name(statement.actor.as_deref())),
        statement.stance.map(label::stance).unwrap_or_default().to_owned(),
        cell(&via.join("; ")),
        anonymity.map(|a| pieces(&a.condition)).unwrap_or_default(),
        anonymity.map(|a| pieces(&a.reason)).unwrap_or_default(),
        statement.confidence.to_string(),
        start(source),
        end(source),
        start(cue),
        end(cue),
        start(content),
        end(content),
        spans(source),
        spans(cue),
        spans(content),
        spans(said_when),
    ]
}

fn spans(pieces: &[Span]) -> String {
    let pieces: Vec<String> = pieces.iter().map(|s| format!("[{},{}]", s.start, s.end)).collect();
    format!("[{}]", pieces.join(","))
}

/// The most characters that Excel takes in a cell, by Microsoft's "Excel specifications and limits"; it counts UTF-16 units.
const LONGEST: usize = 32_767;

/// `text` as a cell that spreadsheets take, and take for text: with an apostrophe before what could be a formula, and cut
/// to the length that Excel takes.
pub fn cell(text: &str) -> String {
    fitting(harmless(text))
}

/// `text`, cut to what a cell takes.
fn fitting(mut text: String) -> String {
    // No character has fewer bytes than units.
    if text.len() > LONGEST && text.encode_utf16().count() > LONGEST {
        let mut room = LONGEST - '…'.len_utf16();
        let past = |c: char| room.checked_sub(c.len_utf16()).map(|left| room = left).is_none();
        let end = text.find(past).unwrap_or(text.len());
        text.truncate(end);
        text.push('…');
    }
    text
}

/// `text` with an apostrophe in front if a spreadsheet could take it for a formula, as OWASP's page on CSV injection
/// lists them, their full-width forms included.
fn harmless(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, cell, harmless};

    #[test]
    fn formulas_become_text() {
        assert_eq!(harmless("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        for risky in ["+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(harmless(risky), format!("'{risky}"));
        }
        assert_eq!(harmless("3 - 2 = 1"), "3 - 2 = 1");
    }

    #[test]
    fn what_is_longer_than_a_cell_is_cut() {
        for whole in ["a".repeat(32_767), "é".repeat(32_767), "😀".repeat(16_383)] {
            assert_eq!(cell(&whole), whole);
        }
        assert_eq!(cell(&"é".repeat(32_768)), "é".repeat(32_766) + "…");
        // Two units each: half a character is never left.
        assert_eq!(cell(&"😀".repeat(16_384)), "😀".repeat(16_383) + "…");
        assert_eq!(cell(&format!("a{}", "😀".repeat(16_384))), format!("a{}…", "😀".repeat(16_382)));
        let formula = cell(&"=".repeat(40_000));
        assert_eq!((&formula[..3], formula.encode_utf16().count()), ("'==", LONGEST));
    }
}
