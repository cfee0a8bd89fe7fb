//! Answers set in a terminal: a title, a line about it, rows under headings.

use anstyle::{AnsiColor, Style};
use onrecord_ledger::query::saying::{ReportName, Saying};
use onrecord_output::{Cell, clipped, visible, write_row};
use std::io::{self, Write};

pub(super) const PLAIN: Style = Style::new();
pub(super) const BOLD: Style = Style::new().bold();
pub(super) const QUIET: Style = Style::new().dimmed();

/// So many rows are shown of an answer that was not asked for by its number.
pub(super) const ROWS: usize = 8;

/// More than these characters of a part are not shown; `--json` gives it all.
const LONGEST_NAME: usize = 240;
const LONGEST_CONTENT: usize = 2_000;
/// What a report is called where there is little room.
const SHORT: usize = 40;

/// Writes answers in lines of a given width.
pub(super) struct Sheet<W> {
    out: W,
    width: usize,
    colour: bool,
    /// How many reports the ledger has.
    pub(super) reports: usize,
    begun: bool,
}

/// The columns of a row of statements: who, how, what, where.
struct Columns {
    who: usize,
    how: usize,
    what: usize,
    place: usize,
}

impl<W: Write> Sheet<W> {
    pub(super) fn new(out: W, width: usize, colour: bool, reports: usize) -> Self {
        // Lines longer than 130 are hard to read, shorter ones than 40 cannot be set.
        Self { out, width: width.clamp(40, 130), colour, reports, begun: false }
    }

    /// Begins an answer: what it is about, and a line about that.
    pub(super) fn title(&mut self, title: &str, about: &[String]) -> io::Result<()> {
        if self.begun {
            self.out.write_all(b"\n\n")?;
        }
        self.begun = true;
        let mut cell = Cell::new(self.width);
        cell.push(BOLD, &name(title));
        let about: Vec<&str> = about.iter().filter(|a| !a.is_empty()).map(String::as_str).collect();
        cell.push(QUIET, &clipped(&visible(&about.join(" · ")), 2 * LONGEST_NAME));
        write_row(&mut self.out, &[(cell, 0)], self.colour)
    }

    /// A line over rows, after an empty one.
    pub(super) fn heading(&mut self, style: Style, words: &str) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        let mut cell = Cell::new(self.width - 2);
        cell.push(style, &name(words));
        write_row(&mut self.out, &[(cell, 2)], self.colour)
    }

    /// Cells of these widths side by side; a width of nothing takes what is left.
    pub(super) fn row(&mut self, cells: &[(usize, &[(Style, String)])]) -> io::Result<()> {
        let taken: usize = cells.iter().map(|(width, _)| width + 2).sum();
        let rest = self.width.saturating_sub(taken).max(12);
        let mut at = 2;
        let mut row = Vec::with_capacity(cells.len());
        for (width, lines) in cells {
            let width = if *width == 0 { rest } else { *width };
            let mut cell = Cell::new(width);
            for (style, words) in *lines {
                cell.push(*style, &clipped(&visible(words), LONGEST_CONTENT));
            }
            row.push((cell, at));
            at += width + 2;
        }
        write_row(&mut self.out, &row, self.colour)
    }

    /// The names of the columns of statements.
    pub(super) fn statement_headings(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        let Columns { who, how, what, place } = self.columns();
        let heading = |word: &str| [(QUIET, word.to_owned())];
        let [a, b, c, d] = ["Who", "How", "What", "Where"].map(heading);
        self.row(&[(who, &a), (how, &b), (what, &c), (place, &d)])
    }

    /// Statements, the first `most` of them, and how many are left.
    pub(super) fn statements(&mut self, statements: &[Saying], most: usize) -> io::Result<()> {
        for (i, saying) in statements.iter().take(most).enumerate() {
            if i > 0 {
                self.out.write_all(b"\n")?;
            }
            self.statement(saying)?;
        }
        self.left(statements.len().saturating_sub(most), "statement")
    }

    /// One statement.
    pub(super) fn statement(&mut self, saying: &Saying) -> io::Result<()> {
        let Columns { who, how, what, place } = self.columns();
        let content = [(PLAIN, saying.content.clone())];
        self.row(&[
            (who, &self::who(saying)),
            (how, &self::how(saying)),
            (what, &content),
            (place, &self::place(&saying.report)),
        ])
    }

    /// Says that there are more.
    pub(super) fn left(&mut self, left: usize, noun: &str) -> io::Result<()> {
        match left {
            0 => Ok(()),
            left => self.heading(QUIET, &format!("… and {}", several(left, noun))),
        }
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// Ends the sheet.
    pub(super) fn end(&mut self, more: bool) -> io::Result<()> {
        if more && self.begun {
            self.out.write_all(b"\n")?;
            let mut cell = Cell::new(self.width);
            cell.push(QUIET, "There are more: --limit N shows the first N, --limit 0 all.");
            write_row(&mut self.out, &[(cell, 0)], self.colour)?;
        }
        self.out.flush()
    }

    fn columns(&self) -> Columns {
        let who = (self.width * 24 / 100).clamp(10, 30);
        let how = (self.width * 13 / 100).clamp(9, 15);
        let place = (self.width * 18 / 100).clamp(8, 22);
        Columns { who, how, what: 0, place }
    }
}

/// Who: the words of the source, the name they stand for where it is another, and what sort of source it is.
pub(super) fn who(saying: &Saying) -> Vec<(Style, String)> {
    if saying.is_narration() {
        return vec![(QUIET, "the report itself".to_owned())];
    }
    let mut lines = Vec::new();
    if saying.source.is_empty() {
        lines.push((QUIET, "nobody named".to_owned()));
    } else {
        lines.push((BOLD, name(&saying.source)));
    }
    if let Some(actor) = &saying.actor
        && !saying.source.to_lowercase().contains(&actor.name.to_lowercase())
    {
        lines.push((PLAIN, format!("= {}", name(&actor.name))));
    }
    match saying.kind.as_deref() {
        None | Some("none") => {}
        Some(kind @ "unnamed") => lines.push((AnsiColor::Yellow.on_default(), kind.to_owned())),
        Some(kind) => lines.push((QUIET, kind.to_owned())),
    }
    lines
}

/// How: the stance, the words that say so.
pub(super) fn how(saying: &Saying) -> Vec<(Style, String)> {
    let mut lines = Vec::new();
    if let Some(stance) = &saying.stance {
        lines.push((of_stance(stance), stance.clone()));
    }
    if !saying.cue.is_empty() {
        lines.push((QUIET, name(&saying.cue)));
    }
    lines
}

/// Where: the outlet and the day.
pub(super) fn place(report: &ReportName) -> Vec<(Style, String)> {
    vec![(PLAIN, called(report)), (QUIET, day(report.published.as_deref()))]
}

/// What a report is called where there is little room: its outlet, else its title, key or hash.
pub(super) fn called(report: &ReportName) -> String {
    let ReportName { id, key, title, outlet, .. } = report;
    let short = |text: &str| clipped(&visible(text), SHORT).into_owned();
    match (outlet, title, key) {
        (Some(outlet), ..) => short(outlet),
        (_, Some(title), _) => format!("“{}”", short(title)),
        (.., Some(key)) => short(key),
        _ => short(id),
    }
}

/// A day as it is shown; what is not known is said to be so.
pub(super) fn day(published: Option<&str>) -> String {
    published.map_or_else(|| "date not stated".to_owned(), |date| date.get(..10).unwrap_or(date).to_owned())
}

fn of_stance(stance: &str) -> Style {
    match stance {
        "denies" => AnsiColor::Red.on_default(),
        "hedges" | "asks" | "declines" => AnsiColor::Cyan.on_default(),
        _ => PLAIN,
    }
}

/// `text` as a name in a cell.
pub(super) fn name(text: &str) -> String {
    clipped(&visible(text), LONGEST_NAME).into_owned()
}

/// `1 report`, `2 reports`.
pub(super) fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
