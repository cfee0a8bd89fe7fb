//! A report's text cut into what a page shows: blocks, and in them runs of words that share their marks.

use onrecord_record::{FurnitureKind, Record, Span};
use onrecord_text::{ByteSpan, Offsets, paragraphs};
use std::collections::{BTreeSet, HashMap};

/// Of the statements that share a run of words, so many are told; what lies further out can be seen around it.
const DEPTH: usize = 5;

/// A paragraph longer than this (in bytes) is shown in several, so that no page holds more than it should.
const LONG: usize = 12_000;

/// About so many bytes of text are shown on one page.
const PAGE: usize = 30_000;

/// What words are to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// They are attributed.
    Content,
    /// They name who it is attributed to.
    Source,
    /// They signal the attribution.
    Cue,
}

/// Words that share their marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Run<'r> {
    /// The words, as the report has them.
    pub words: &'r str,
    /// The statements they belong to, outermost first: an index into the record's statements and what they are to it.
    pub parts: Vec<(usize, Role)>,
    /// The actor that they mention: an index into the record's actors.
    pub actor: Option<usize>,
    /// What they are, if they are not the story.
    pub furniture: Option<FurnitureKind>,
    /// The statement whose first words these are, where they are.
    pub opens: Option<usize>,
}

/// A paragraph, or a piece of a long one.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'r> {
    /// What all of it is, if it is not the story.
    pub furniture: Option<FurnitureKind>,
    /// Its words.
    pub runs: Vec<Run<'r>>,
    /// The statements whose cue (or, without one, whose first words) it holds.
    pub notes: Vec<usize>,
}

/// One page of a report's text.
#[derive(Debug)]
pub struct Part<'r> {
    /// Its paragraphs.
    pub blocks: Vec<Block<'r>>,
    /// Which part it is, from 1, and of how many.
    pub number: usize,
    /// How many parts there are; at least 1.
    pub of: usize,
}

impl<'r> Part<'r> {
    /// The part of `record` with this number, counted from 1; the nearest where there is none.
    pub fn of(record: &'r Record, number: usize) -> Self {
        let text = &record.text;
        let pieces: Vec<ByteSpan> = paragraphs(text).flat_map(|span| pieces(text, span)).collect();
        let mut parts: Vec<&[ByteSpan]> = Vec::new();
        let (mut from, mut size) = (0, 0);
        for (i, piece) in pieces.iter().enumerate() {
            if size > 0 && size + piece.len() > PAGE {
                parts.push(&pieces[from..i]);
                (from, size) = (i, 0);
            }
            size += piece.len();
        }
        parts.push(&pieces[from..]);
        let number = number.clamp(1, parts.len());
        Self { blocks: blocks(record, parts[number - 1]), number, of: parts.len() }
    }

    /// Where code point `at` stands: the number of the part, and the block in it.
    pub fn place_of(record: &Record, at: usize) -> (usize, usize) {
        let at = Offsets::new(&record.text).to_bytes(at);
        let (mut number, mut size, mut blocks) = (1, 0, 0_usize);
        for piece in paragraphs(&record.text).flat_map(|span| pieces(&record.text, span)) {
            if piece.start > at {
                break;
            }
            if size > 0 && size + piece.len() > PAGE {
                (number, size, blocks) = (number + 1, 0, 0);
            }
            size += piece.len();
            blocks += 1;
        }
        (number, blocks.saturating_sub(1))
    }
}

/// A paragraph in pieces that are not too long, cut after a space where there is one.
fn pieces(text: &str, paragraph: ByteSpan) -> Vec<ByteSpan> {
    let (mut found, mut start) = (Vec::new(), paragraph.start);
    while paragraph.end - start > LONG {
        let limit = (start..=start + LONG).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(start);
        let end = text[start..limit].rfind(' ').map_or(limit, |space| start + space + 1);
        found.push(ByteSpan::new(start, end));
        start = end;
    }
    found.push(ByteSpan::new(start, paragraph.end));
    found
}

/// What begins or ends at a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Statement(usize, Role),
    Actor(usize),
    Furniture(usize),
}

/// Something that begins (`true`) or ends at a byte.
type Event = (usize, bool, Mark);

fn events(record: &Record, offsets: &Offsets<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |span: &Span, mark: Mark| {
        if span.start < span.end {
            let place = offsets.bytes(*span);
            events.extend([(place.start, true, mark), (place.end, false, mark)]);
        }
    };
    for (i, statement) in record.statements.iter().enumerate() {
        let roles = [
            (&statement.content, Role::Content),
            (&statement.source, Role::Source),
            (&statement.cue, Role::Cue),
        ];
        for (spans, role) in roles {
            for span in spans {
                add(span, Mark::Statement(i, role));
            }
        }
    }
    for (i, actor) in record.actors.iter().enumerate() {
        actor.mentions.iter().for_each(|span| add(span, Mark::Actor(i)));
    }
    for (i, furniture) in record.report.furniture.iter().enumerate() {
        add(&furniture.span, Mark::Furniture(i));
    }
    // What ends here ends before what begins here.
    events.sort_unstable();
    events
}

/// Where a statement's note stands: at its cue, else at its first words. In bytes.
fn anchors(record: &Record, offsets: &Offsets<'_>) -> Vec<(usize, usize)> {
    let anchor = |(i, s): (usize, &onrecord_record::Statement)| {
        let first =
            [&s.cue, &s.content, &s.source].into_iter().flatten().find(|span| span.start < span.end)?;
        Some((offsets.to_bytes(first.start), i))
    };
    let mut anchors: Vec<_> = record.statements.iter().enumerate().filter_map(anchor).collect();
    anchors.sort_unstable();
    anchors
}

fn blocks<'r>(record: &'r Record, pieces: &[ByteSpan]) -> Vec<Block<'r>> {
    let offsets = Offsets::new(&record.text);
    let (events, anchors) = (events(record, &offsets), anchors(record, &offsets));
    let mut sweep = Sweep { record, events: &events, next: 0, active: BTreeSet::new() };
    let block = |piece: &ByteSpan| {
        let within = |at: usize| anchors.partition_point(|&(place, _)| place < at);
        let here = &anchors[within(piece.start)..within(piece.end)];
        let runs = sweep.runs(*piece, here);
        let story = runs.iter().find(|run| !run.words.trim().is_empty() && run.furniture.is_none());
        let furniture = if story.is_some() { None } else { runs.iter().rev().find_map(|run| run.furniture) };
        Block { furniture, runs, notes: notes(record, here) }
    };
    pieces.iter().map(block).collect()
}

/// The statements of a block, each after the one that it is nested in.
fn notes(record: &Record, anchors: &[(usize, usize)]) -> Vec<usize> {
    let of_id: HashMap<&str, (usize, usize)> =
        anchors.iter().map(|&(place, i)| (record.statements[i].id.as_str(), (place, i))).collect();
    let key = |&(place, i): &(usize, usize)| {
        let mut path = vec![(place, i)];
        let mut next = record.statements[i].inside.as_deref();
        while let Some(&outer) = next.and_then(|id| of_id.get(id)).filter(|_| path.len() < 16) {
            path.push(outer);
            next = record.statements[outer.1].inside.as_deref();
        }
        path.reverse();
        path
    };
    let mut notes = anchors.to_vec();
    notes.sort_by_cached_key(key);
    notes.into_iter().map(|(_, i)| i).collect()
}

/// Walks through the text once.
struct Sweep<'r, 'e> {
    record: &'r Record,
    events: &'e [Event],
    next: usize,
    active: BTreeSet<Mark>,
}

impl<'r> Sweep<'r, '_> {
    fn runs(&mut self, piece: ByteSpan, anchors: &[(usize, usize)]) -> Vec<Run<'r>> {
        let mut runs = Vec::new();
        self.pass(piece.start);
        let (mut at, mut anchors) = (piece.start, anchors);
        while at < piece.end {
            let event = self.events.get(self.next).map_or(piece.end, |&(place, ..)| place.min(piece.end));
            let opens = anchors.first().filter(|&&(place, _)| place == at).map(|&(_, i)| i);
            anchors = &anchors[anchors.partition_point(|&(place, _)| place <= at)..];
            let end = anchors.first().map_or(event, |&(place, _)| place.min(event));
            runs.push(self.run(ByteSpan::new(at, end), opens));
            at = end;
            self.pass(at);
        }
        runs
    }

    /// Takes up and lays down all marks up to this byte, included.
    fn pass(&mut self, at: usize) {
        while let Some(&(place, begins, mark)) = self.events.get(self.next) {
            if place > at {
                return;
            }
            if begins {
                self.active.insert(mark);
            } else {
                self.active.remove(&mark);
            }
            self.next += 1;
        }
    }

    fn run(&self, span: ByteSpan, opens: Option<usize>) -> Run<'r> {
        let statements = self.active.range(..Mark::Actor(0)).rev().take(DEPTH);
        let mut parts: Vec<(usize, Role)> = statements
            .filter_map(|mark| if let Mark::Statement(i, role) = *mark { Some((i, role)) } else { None })
            .collect();
        parts.reverse();
        let mut actors = self.active.range(Mark::Actor(0)..Mark::Furniture(0)).rev();
        let mut furniture = self.active.range(Mark::Furniture(0)..);
        Run {
            words: span.of(&self.record.text),
            parts,
            actor: actors.find_map(|mark| if let Mark::Actor(i) = *mark { Some(i) } else { None }),
            furniture: furniture.find_map(|mark| match *mark {
                Mark::Furniture(i) => Some(self.record.report.furniture[i].kind),
                _ => None,
            }),
            opens,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Role::{Content, Cue, Source};
    use super::*;
    use onrecord_record::{Form, Furniture, Report, SCHEMA, Stance, Statement};

    fn statement(source: [usize; 2], cue: [usize; 2], content: [usize; 2]) -> Statement {
        Statement {
            id: "s1".to_owned(),
            source: vec![source.into()],
            cue: vec![cue.into()],
            content: vec![content.into()],
            form: Form::Indirect,
            kind: None,
            actor: None,
            stance: Some(Stance::Asserts),
            said_when: Vec::new(),
            inside: None,
            via: Vec::new(),
            anonymity: None,
            confidence: 1.0,
        }
    }

    fn record(text: &str, statements: Vec<Statement>) -> Record {
        Record {
            schema: SCHEMA.to_owned(),
            report: Report::default(),
            text: text.to_owned(),
            statements,
            actors: Vec::new(),
            times: Vec::new(),
            figures: Vec::new(),
            model: "test".to_owned(),
        }
    }

    fn told<'r>(part: &'r Part<'_>) -> Vec<(&'r str, &'r [(usize, Role)])> {
        part.blocks.iter().flat_map(|b| &b.runs).map(|r| (r.words, r.parts.as_slice())).collect()
    }

    #[test]
    fn words_are_told_apart_and_nested_statements_stand_further_in() {
        // "Élan said Bo knew it."
        let record = record(
            "Élan said Bo knew it.\nRain fell.",
            vec![statement([0, 4], [5, 9], [10, 20]), statement([10, 12], [13, 17], [18, 20])],
        );
        assert_eq!(
            told(&Part::of(&record, 1)),
            [
                ("Élan", &[(0, Source)][..]),
                (" ", &[]),
                ("said", &[(0, Cue)]),
                (" ", &[]),
                ("Bo", &[(0, Content), (1, Source)]),
                (" ", &[(0, Content)]),
                ("knew", &[(0, Content), (1, Cue)]),
                (" ", &[(0, Content)]),
                ("it", &[(0, Content), (1, Content)]),
                (".", &[]),
                ("Rain fell.", &[]),
            ]
        );
        assert_eq!(Part::of(&record, 1).blocks[0].notes, [0, 1]);
    }

    #[test]
    fn a_paragraph_that_is_no_story_says_what_it_is() {
        let mut record = record("Fire in port\n\nBy Bo\n\nRain fell.", Vec::new());
        record.report.furniture = vec![
            Furniture { kind: FurnitureKind::Headline, span: [0, 12].into() },
            Furniture { kind: FurnitureKind::Byline, span: [14, 19].into() },
        ];
        let kinds: Vec<_> = Part::of(&record, 1).blocks.iter().map(|b| b.furniture).collect();
        assert_eq!(kinds, [Some(FurnitureKind::Headline), Some(FurnitureKind::Byline), None]);
    }

    #[test]
    fn a_long_text_is_shown_in_parts_that_lose_no_word() {
        let text = format!("{}\n{}", "ab ".repeat(20_000), "ü".repeat(40_000));
        let record = record(&text, vec![statement([0, 2], [3, 5], [0, 99_000])]);
        let of = Part::of(&record, 1).of;
        assert!(of > 3);
        let mut all = String::new();
        for number in 1..=of {
            let part = Part::of(&record, number);
            let shown: String = part.blocks.iter().flat_map(|b| &b.runs).map(|r| r.words).collect();
            assert!(shown.len() <= PAGE + LONG, "part {number} has {} bytes", shown.len());
            all.push_str(&shown);
        }
        assert_eq!(all.replace(' ', ""), text.replace([' ', '\n'], ""));
        assert_eq!(Part::place_of(&record, 3), (1, 0));
        assert_eq!(Part::place_of(&record, 99_999).0, of);
        assert_eq!(Part::of(&record, 99).number, of, "past the end is the last");
    }

    #[test]
    fn spans_that_lie_outside_or_upside_down_change_nothing() {
        let record = record("Rain.", vec![statement([9, 12], [4, 2], [0, 900])]);
        assert_eq!(told(&Part::of(&record, 1)), [("Rain.", &[(0, Role::Content)][..])]);
        let empty = super::tests::record("", Vec::new());
        assert_eq!((Part::of(&empty, 1).of, Part::of(&empty, 1).blocks.len()), (1, 0));
    }
}
