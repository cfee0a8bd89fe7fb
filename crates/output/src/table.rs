//! A table to read in a terminal: who, how, what, as a desk editor would set it.
//!
//! A report is a title, a line about it, and a row for each statement. *Who* holds the words of the source, under them
//! the name they stand for where it is another, what sort of source it is, why it is not named and through whom it
//! came; *how* the stance, the words that say so and when; *what* the content; at the edge, how sure the reader is.
//! A statement inside another stands under it, on a branch.

mod order;

use crate::cell::{Cell, write_row};
use crate::visible::{clipped, visible};
use crate::words::Words;
use crate::{Sink, label};
use anstyle::{AnsiColor, Style};
use onrecord_record::{Record, Report, SourceKind, Stance, Statement};
use order::{Placed, placed};
use std::io::{self, Write};

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// More than these characters of a part are not shown; `jsonl` and `csv` hold it all.
const LONGEST_NAME: usize = 240;
const LONGEST_CONTENT: usize = 2_000;

/// Writes records as a table of a given width.
pub struct Table<W> {
    out: W,
    columns: Columns,
    colour: bool,
    begun: bool,
}

/// How wide the columns are; two spaces stand between them and before the first.
#[derive(Clone, Copy)]
struct Columns {
    total: usize,
    who: usize,
    how: usize,
    what: usize,
    sure: usize,
}

impl Columns {
    /// Lines longer than 130 are hard to read, shorter ones than 40 cannot be set.
    fn within(width: usize) -> Self {
        let total = width.clamp(40, 130);
        let (who, how, sure) = ((total * 28 / 100).clamp(12, 32), (total * 15 / 100).clamp(11, 17), 4);
        Self { total, who, how, what: total - who - how - sure - 8, sure }
    }
}

impl<W: Write> Table<W> {
    /// Writes to `out`, which should be buffered, in lines of at most `width` (40 at least), with or without `colour`.
    pub fn new(out: W, width: usize, colour: bool) -> Self {
        Self { out, columns: Columns::within(width), colour, begun: false }
    }

    fn head(&mut self, record: &Record) -> io::Result<()> {
        if self.begun {
            self.out.write_all(b"\n\n")?;
        }
        self.begun = true;
        let Report { title, key, file, .. } = &record.report;
        let file = file.as_deref().filter(|file| *file != "-");
        let (name, file) = match title.as_deref().or(key.as_deref()) {
            Some(name) => (name, file),
            None => (file.unwrap_or("untitled report"), None),
        };
        let mut head = Cell::new(self.columns.total);
        head.push(BOLD, &clipped(&visible(name), LONGEST_NAME));
        head.push(QUIET, &clipped(&visible(&about(record, file)), LONGEST_NAME));
        write_row(&mut self.out, &[(head, 0)], self.colour)
    }

    fn rows(&mut self, record: &Record) -> io::Result<()> {
        let words = Words::of(record);
        let headings = ["Who", "How", "What", "Sure"].map(|heading| (QUIET, heading));
        self.out.write_all(b"\n")?;
        self.row(headings.map(|(style, heading)| {
            let mut cell = Cell::new(usize::from(u16::MAX));
            cell.push(style, heading);
            cell
        }))?;
        let mut top = true;
        for Placed { statement, first, rest } in placed(&record.statements) {
            if first.is_empty() && !top {
                self.out.write_all(b"\n")?;
            }
            top = false;
            let who = who(statement, &words, Cell::branch(self.columns.who, first, rest));
            let how = how(statement, &words, Cell::new(self.columns.how));
            let mut what = Cell::new(self.columns.what);
            what.push(PLAIN, &clipped(&visible(&words.join(&statement.content)), LONGEST_CONTENT));
            let mut sure = Cell::new(self.columns.sure);
            // Nothing is certain: what would round to 100 is 99.
            sure.push(QUIET, &format!("{:3.0}%", (statement.confidence * 100.0).min(99.0)));
            self.row([who, how, what, sure])?;
        }
        Ok(())
    }

    fn row(&mut self, cells: [Cell; 4]) -> io::Result<()> {
        let Columns { who, how, what, .. } = self.columns;
        let [first, second, third, last] = cells;
        let at = [2, 2 + who + 2, 2 + who + 2 + how + 2, 2 + who + 2 + how + 2 + what + 2];
        write_row(
            &mut self.out,
            &[(first, at[0]), (second, at[1]), (third, at[2]), (last, at[3])],
            self.colour,
        )
    }
}

impl<W: Write> Sink for Table<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        self.head(record)?;
        if record.statements.is_empty() { Ok(()) } else { self.rows(record) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where a report is from, and what was found in it.
fn about(record: &Record, file: Option<&str>) -> String {
    let Report { outlet, published, dateline, credit, .. } = &record.report;
    let credit = credit.as_ref().filter(|credit| outlet.as_ref() != Some(credit));
    let unnamed = record.statements.iter().filter(|s| s.kind == Some(SourceKind::Unnamed)).count();
    let found = match (record.statements.len(), unnamed) {
        (0, _) => "no statements".to_owned(),
        (1, 0) => "1 statement".to_owned(),
        (1, _) => "1 statement, by an unnamed source".to_owned(),
        (n, 0) => format!("{n} statements"),
        (n, unnamed) => format!("{n} statements, {unnamed} by unnamed sources"),
    };
    let parts = [
        outlet.clone(),
        credit.map(|credit| format!("credit {credit}")),
        dateline.as_ref().map(|dateline| dateline.place.clone()),
        published.as_deref().map(|date| date.get(..10).unwrap_or(date).to_owned()),
        file.map(str::to_owned),
        Some(found),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn who(statement: &Statement, words: &Words<'_>, mut cell: Cell) -> Cell {
    let name = |text: &str| clipped(&visible(text), LONGEST_NAME).into_owned();
    if statement.source.is_empty() {
        cell.push(QUIET, "nobody named");
    } else {
        let source = words.join(&statement.source);
        cell.push(BOLD, &name(&source));
        if let Some(actor) = words.name(statement.actor.as_deref()).filter(|actor| !contains(&source, actor))
        {
            cell.push(PLAIN, &format!("= {}", name(actor)));
        }
    }
    match statement.kind {
        Some(SourceKind::Unnamed) => {
            cell.push(AnsiColor::Yellow.on_default(), label::kind(SourceKind::Unnamed));
        }
        Some(kind) if kind != SourceKind::None => cell.push(QUIET, label::kind(kind)),
        _ => {}
    }
    if let Some(anonymity) = &statement.anonymity {
        for part in [&anonymity.condition, &anonymity.reason].into_iter().filter(|part| !part.is_empty()) {
            cell.push(QUIET, &name(&words.join(part)));
        }
    }
    for via in &statement.via {
        cell.push(PLAIN, &format!("via {}", name(words.via(via))));
    }
    cell
}

fn how(statement: &Statement, words: &Words<'_>, mut cell: Cell) -> Cell {
    let cue = words.join(&statement.cue);
    let cue = clipped(&visible(&cue), LONGEST_NAME).into_owned();
    if let Some(stance) = statement.stance {
        let style = match stance {
            Stance::Denies => AnsiColor::Red.on_default(),
            Stance::Hedges | Stance::Asks | Stance::Declines => AnsiColor::Cyan.on_default(),
            _ => PLAIN,
        };
        cell.push(style, label::stance(stance));
    }
    cell.push(QUIET, &cue);
    cell.push(PLAIN, &clipped(&visible(&words.join(&statement.said_when)), LONGEST_NAME));
    cell
}

/// Whether a source's words already say the name, in whatever case.
fn contains(source: &str, name: &str) -> bool {
    source.to_lowercase().contains(&name.to_lowercase())
}
