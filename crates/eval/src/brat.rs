//! Folders of brat standoff files: `report.txt` with `report.ann` beside it (Stenetorp et al. 2012).
//!
//! Entities of the types `Source`, `Cue` and `Content` are read, upper or lower case, in one piece or several; others
//! are left aside. They become statements in one of two ways:
//!
//! - by **events**, as in `PolNeAR` and as onrecord writes them: an event with arguments in the roles `Source`, `Cue` and
//!   `Content` (a role may be numbered, `Content2`) is one statement. An argument in the role `Inside` that names
//!   another event makes it a nested one. Without an argument in the role `Cue`, the event's trigger is the cue if its
//!   type is `Cue`. An argument in the role `When` says when it was said. Attributes `Kind` and `Stance` give those
//!   fields.
//! - where the file has no events by **relations**, of any name: those between a `Cue` and a `Source` or `Content` make
//!   one statement for each cue; one between a `Source` and a `Content` that no cue is linked to makes a statement
//!   without a cue.
//!
//! Pieces with nothing but a line break between them are one: brat cannot write an entity across lines otherwise.

use crate::annotated::{Annotated, Annotation, Error};
use onrecord_text::{Offsets, Span};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads all annotated reports in `folder` and the folders in it, in the order of their names.
///
/// # Errors
/// Names the file that cannot be read or the line that is no standoff; a folder without any `.ann` is an error too.
pub fn read_brat(folder: &Path) -> Result<Vec<Annotated>, Error> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    if files.is_empty() {
        return Err(Error::NoAnnotation { path: folder.to_owned() });
    }
    files.sort();
    files.iter().map(|ann| read_report(ann)).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let io = |source| Error::Io { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let path = entry.path();
        if entry.file_type().map_err(io)?.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "ann") {
            files.push(path);
        }
    }
    Ok(())
}

fn read_report(ann: &Path) -> Result<Annotated, Error> {
    let read =
        |path: &Path| fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source });
    let text = read(&ann.with_extension("txt"))?;
    let mut standoff = Standoff::default();
    for (i, line) in read(ann)?.lines().enumerate() {
        let fail = |message| Error::Line { path: ann.to_owned(), line: i + 1, message };
        standoff.take(line).map_err(fail)?;
    }
    let annotations =
        if standoff.events.is_empty() { standoff.by_relations() } else { standoff.by_events(&text) };
    let offsets = Offsets::new(&text);
    let mend = |mut a: Annotation| {
        for part in [&mut a.source, &mut a.cue, &mut a.content] {
            *part = join_lines(&text, &offsets, part);
        }
        a
    };
    let doc = ann.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let annotations = annotations.into_iter().map(mend).collect();
    Ok(Annotated { doc, text, complete: true, annotations })
}

/// The lines of one `.ann` file that matter, by their ids.
#[derive(Default)]
struct Standoff {
    entities: HashMap<String, Entity>,
    events: Vec<Event>,
    relations: Vec<[String; 2]>,
    attributes: HashMap<(String, String), String>,
}

struct Entity {
    part: Part,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Source,
    Cue,
    Content,
    Other,
}

impl Part {
    fn of(name: &str) -> Self {
        match name.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase().as_str() {
            "source" => Self::Source,
            "cue" => Self::Cue,
            "content" => Self::Content,
            _ => Self::Other,
        }
    }
}

struct Event {
    id: String,
    trigger: String,
    /// Role and the id that plays it.
    arguments: Vec<(String, String)>,
}

impl Standoff {
    fn take(&mut self, line: &str) -> Result<(), String> {
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        let body = rest.split('\t').next().unwrap_or("");
        let (kind, values) = body.split_once(' ').unwrap_or((body, ""));
        match id.chars().next() {
            Some('T') => {
                let spans = values.split(';').map(span).collect::<Option<Vec<_>>>();
                let spans = spans.ok_or_else(|| format!("{id}: no offsets in {values:?}"))?;
                self.entities.insert(id.to_owned(), Entity { part: Part::of(kind), spans });
            }
            Some('E') => {
                let trigger =
                    kind.split_once(':').ok_or_else(|| format!("{id}: no trigger in {kind:?}"))?.1.to_owned();
                self.events.push(Event { id: id.to_owned(), trigger, arguments: roles(values) });
            }
            Some('R') => {
                let ends: Vec<String> = roles(values).into_iter().map(|(_, end)| end).collect();
                let ends =
                    <[String; 2]>::try_from(ends).map_err(|_| format!("{id}: a relation has two ends"))?;
                self.relations.push(ends);
            }
            Some('A' | 'M') => {
                if let Some((target, value)) = values.split_once(' ') {
                    self.attributes
                        .insert((target.to_owned(), kind.to_ascii_lowercase()), value.trim().to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn by_events(&self, text: &str) -> Vec<Annotation> {
        let offsets = Offsets::new(text);
        let spans = |id: &str| self.entities.get(id).map_or(&[] as &[Span], |e| e.spans.as_slice());
        let read = |event: &Event| {
            let mut found = Annotation::default();
            let mut when = Vec::new();
            for (role, id) in &event.arguments {
                match Part::of(role) {
                    Part::Source => found.source.extend(spans(id)),
                    Part::Cue => found.cue.extend(spans(id)),
                    Part::Content => found.content.extend(spans(id)),
                    Part::Other if role.eq_ignore_ascii_case("inside") => found.inside = true,
                    Part::Other if role.eq_ignore_ascii_case("when") => when.extend(spans(id)),
                    Part::Other => {}
                }
            }
            if found.cue.is_empty() && self.entities.get(&event.trigger).is_some_and(|e| e.part == Part::Cue)
            {
                found.cue.extend(spans(&event.trigger));
            }
            let attribute = |name: &str| self.attributes.get(&(event.id.clone(), name.to_owned()));
            found.kind = attribute("kind").map(|value| vec![value.clone()]);
            found.stance = attribute("stance").map(|value| vec![value.clone()]);
            if !when.is_empty() {
                let words: Vec<&str> = when.iter().map(|&s| offsets.bytes(s).of(text)).collect();
                found.said_when = Some(vec![words.join(" ")]);
            }
            found
        };
        // An event about anything else than an attribution has no content.
        self.events.iter().map(read).filter(|a| !a.content.is_empty()).collect()
    }

    fn by_relations(&self) -> Vec<Annotation> {
        let mut by_cue: BTreeMap<&str, [Vec<&str>; 2]> = BTreeMap::new();
        let mut uncued: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for [a, b] in &self.relations {
            let (Some(left), Some(right)) = (self.entities.get(a), self.entities.get(b)) else { continue };
            match (left.part, right.part) {
                (Part::Cue, Part::Source) => by_cue.entry(a).or_default()[0].push(b),
                (Part::Source, Part::Cue) => by_cue.entry(b).or_default()[0].push(a),
                (Part::Cue, Part::Content) => by_cue.entry(a).or_default()[1].push(b),
                (Part::Content, Part::Cue) => by_cue.entry(b).or_default()[1].push(a),
                (Part::Source, Part::Content) => uncued.entry(b).or_default().push(a),
                (Part::Content, Part::Source) => uncued.entry(a).or_default().push(b),
                _ => {}
            }
        }
        uncued.retain(|content, _| !by_cue.values().any(|[_, contents]| contents.contains(content)));
        let spans = |ids: &[&str]| -> Vec<Span> {
            let mut spans: Vec<Span> =
                ids.iter().flat_map(|id| self.entities[*id].spans.iter().copied()).collect();
            spans.sort_unstable();
            spans.dedup();
            spans
        };
        let mut found: Vec<Annotation> = Vec::new();
        for (cue, [sources, contents]) in by_cue.iter().filter(|(_, [_, contents])| !contents.is_empty()) {
            let [source, cue, content] = [spans(sources), spans(&[*cue]), spans(contents)];
            found.push(Annotation { source, cue, content, ..Annotation::default() });
        }
        for (content, sources) in &uncued {
            found.push(Annotation {
                source: spans(sources),
                content: spans(&[*content]),
                ..Annotation::default()
            });
        }
        found.sort_by_key(|a| a.content.first().copied());
        found
    }
}

/// `12 34`
fn span(offsets: &str) -> Option<Span> {
    let (start, end) = offsets.split_once(' ')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some(Span { start, end })
}

/// `Source:T1 Content:T3`
fn roles(values: &str) -> Vec<(String, String)> {
    let role = |word: &str| word.split_once(':').map(|(role, id)| (role.to_owned(), id.to_owned()));
    values.split_whitespace().filter_map(role).collect()
}

fn join_lines(text: &str, offsets: &Offsets<'_>, pieces: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for &piece in pieces {
        if let Some(last) = joined.last_mut().filter(|last| last.end <= piece.start) {
            let gap = offsets.bytes(Span { start: last.end, end: piece.start }).of(text);
            if !gap.is_empty() && gap.chars().all(|c| matches!(c, '\n' | '\r')) {
                last.end = piece.end;
                continue;
            }
        }
        joined.push(piece);
    }
    joined
}
