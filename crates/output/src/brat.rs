//! A folder for the brat annotation tool (Stenetorp et al. 2012): a `.txt` and a `.ann` for each report, and the
//! `annotation.conf` that lists the types.
//!
//! A statement is an event, as in `PolNeAR`: its trigger is the cue (the content where there is no cue), its arguments
//! are `Source`, `Cue`, `Content`, `When`, `Via` (nearest first, `Via2`, …) and `Inside`, which names the statement it
//! is nested in. Parts in several pieces are discontinuous entities; pieces end at line breaks, as brat demands.

use crate::label;
use crate::words::Words;
use crate::{AtomicFile, Sink};
use onrecord_record::{Record, Report, Span, Statement};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const CONFIGURATION: &str = "\
# The types that onrecord writes; docs/SCHEME.md says what they mean.
[entities]
Source
Cue
Content
When
Via

[relations]
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]
Attribution Source?:Source, Cue?:Cue, Content?:Content, When?:When, Via*:Via, Inside?:Attribution

[attributes]
Form Arg:<EVENT>, Value:direct|indirect|mixed
Kind Arg:<EVENT>, Value:person|unnamed|organisation|outlet|document|public|author|none
Stance Arg:<EVENT>, Value:asserts|confirms|denies|hedges|asks|intends|urges|judges|declines
";

/// Writes each record as two files into a folder.
pub struct Brat {
    folder: PathBuf,
    written: usize,
}

impl Brat {
    /// Writes into `folder`, which is made if need be and must hold nothing yet: the files of brat are edited by people,
    /// and none of their work may be overwritten.
    ///
    /// # Errors
    /// Where the folder holds something or cannot be written.
    pub fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        if fs::read_dir(folder)?.next().is_some() {
            return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, "the folder must be empty"));
        }
        file(&folder.join("annotation.conf"), CONFIGURATION)?;
        Ok(Self { folder: folder.to_owned(), written: 0 })
    }
}

impl Sink for Brat {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        self.written += 1;
        let name = format!("{:05}-{}", self.written, slug(&record.report));
        file(&self.folder.join(format!("{name}.txt")), &record.text)?;
        file(&self.folder.join(format!("{name}.ann")), &standoff(record))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn file(path: &Path, text: &str) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(text.as_bytes())?;
    file.commit()
}

/// What a report can be called in any file system: letters, digits and hyphens.
fn slug(report: &Report) -> String {
    /// In bytes; well below what file systems allow, with room for number and extension.
    const LONGEST: usize = 80;
    let name =
        report.key.as_deref().or(report.title.as_deref()).or(report.file.as_deref()).unwrap_or_default();
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() { c } else { '-' };
        if slug.len() + c.len_utf8() > LONGEST {
            break;
        }
        if c != '-' || !(slug.is_empty() || slug.ends_with('-')) {
            slug.push(c);
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "report".to_owned() } else { slug.to_owned() }
}

/// The lines of a `.ann` file.
fn standoff(record: &Record) -> String {
    let mut lines = Lines { words: Words::of(record), text: String::new(), entities: HashMap::new() };
    let numbers: HashMap<&str, usize> =
        record.statements.iter().enumerate().map(|(i, s)| (s.id.as_str(), i + 1)).collect();
    for (i, statement) in record.statements.iter().enumerate() {
        lines.event(i + 1, statement, &numbers);
    }
    lines.text
}

struct Lines<'r> {
    words: Words<'r>,
    text: String,
    /// The number of an entity that is there already.
    entities: HashMap<(&'static str, Vec<Span>), usize>,
}

impl Lines<'_> {
    fn event(&mut self, number: usize, statement: &Statement, numbers: &HashMap<&str, usize>) {
        let parts = [
            ("Source", self.entity("Source", &statement.source)),
            ("Cue", self.entity("Cue", &statement.cue)),
            ("Content", self.entity("Content", &statement.content)),
            ("When", self.entity("When", &statement.said_when)),
        ];
        let anchor = if statement.cue.is_empty() { &statement.content } else { &statement.cue };
        let Some(trigger) = self.entity("Attribution", anchor) else { return };
        let mut event = format!("E{number}\tAttribution:T{trigger}");
        for (role, entity) in parts {
            if let Some(entity) = entity {
                let _ = write!(event, " {role}:T{entity}");
            }
        }
        for (i, via) in statement.via.iter().enumerate() {
            if let Some(entity) = self.entity("Via", &[via.span]) {
                let digit = if i == 0 { String::new() } else { (i + 1).to_string() };
                let _ = write!(event, " Via{digit}:T{entity}");
            }
        }
        if let Some(outer) = statement.inside.as_deref().and_then(|id| numbers.get(id)) {
            let _ = write!(event, " Inside:E{outer}");
        }
        self.text.push_str(&event);
        self.text.push('\n');
        self.attributes(number, statement);
    }

    fn attributes(&mut self, number: usize, statement: &Statement) {
        let values = [
            ("Form", Some(label::form(statement.form))),
            ("Kind", statement.kind.map(label::kind)),
            ("Stance", statement.stance.map(label::stance)),
        ];
        for (i, (name, value)) in values.into_iter().enumerate() {
            if let Some(value) = value {
                let _ = writeln!(self.text, "A{}\t{name} E{number} {value}", number * 3 + i - 2);
            }
        }
        let actor = self
            .words
            .name(statement.actor.as_deref())
            .map(|name| format!("; actor {}", one_line(name)))
            .unwrap_or_default();
        let _ = writeln!(
            self.text,
            "#{number}\tAnnotatorNotes E{number}\tconfidence {}{actor}",
            statement.confidence
        );
    }

    /// The number of the entity of these pieces, writing its line if it is new; none where there are no words.
    fn entity(&mut self, kind: &'static str, pieces: &[Span]) -> Option<usize> {
        let mut pieces: Vec<Span> = pieces.iter().flat_map(|&piece| self.lines_of(piece)).collect();
        pieces.sort_unstable();
        pieces.dedup();
        if pieces.is_empty() {
            return None;
        }
        let next = self.entities.len() + 1;
        let number = *self.entities.entry((kind, pieces.clone())).or_insert(next);
        if number == next {
            let offsets: Vec<String> = pieces.iter().map(|s| format!("{} {}", s.start, s.end)).collect();
            let words: Vec<String> = pieces.iter().map(|&s| one_line(self.words.at(s))).collect();
            let _ = writeln!(self.text, "T{number}\t{kind} {}\t{}", offsets.join(";"), words.join(" "));
        }
        Some(number)
    }

    /// The parts of a piece that lie on lines of their own.
    fn lines_of(&self, piece: Span) -> Vec<Span> {
        let mut at = piece.start;
        let mut found = Vec::new();
        for line in self.words.at(piece).split(['\n', '\r']) {
            let end = at + line.chars().count();
            if end > at {
                found.push(Span { start: at, end });
            }
            at = end + 1;
        }
        found
    }
}

fn one_line(words: &str) -> String {
    words.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_any_file_system() {
        let name = |key: &str| slug(&Report { key: Some(key.to_owned()), ..Report::default() });
        assert_eq!(name("../../etc/passwd"), "etc-passwd");
        assert_eq!(name("Élan: “Non”, dit\0le C\\maire?"), "élan-non-dit-le-c-maire");
        assert_eq!(name("…"), "report");
        assert_eq!(name(&"é".repeat(500)).len(), 80);
    }
}
