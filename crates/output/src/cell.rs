//! Cells of wrapped lines, and rows of them.

use anstyle::Style;
use std::io::{self, Write};
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

/// Lines of a given width, each in one style.
pub struct Cell {
    width: usize,
    /// What stands before the first line, and before the others: the branch that the cell hangs on.
    first: String,
    rest: String,
    lines: Vec<(Style, String)>,
}

impl Cell {
    /// An empty cell of this many columns.
    pub fn new(width: usize) -> Self {
        Self::branch(width, String::new(), String::new())
    }

    /// An empty cell with `first` before its first line and `rest` before the others.
    pub fn branch(width: usize, first: String, rest: String) -> Self {
        Self { width, first, rest, lines: Vec::new() }
    }

    /// Adds `text`, which must be fit for a terminal, in as many lines as it needs.
    pub fn push(&mut self, style: Style, text: &str) {
        let width = self.width.saturating_sub(self.first.width()).max(4);
        // Greedy wrapping is linear, and leaves narrow columns less ragged than one would think.
        let options = Options::new(width).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(text, options).into_iter().filter(|line| !line.is_empty()) {
            self.lines.push((style, line.into_owned()));
        }
    }

    fn prefix(&self, line: usize) -> &str {
        if line == 0 { &self.first } else { &self.rest }
    }
}

/// Writes cells side by side, each from its own column on; nothing but the words at a line's end.
///
/// # Errors
/// What the system says when they cannot be written.
pub fn write_row(out: &mut impl Write, cells: &[(Cell, usize)], colour: bool) -> io::Result<()> {
    for line in 0..cells.iter().map(|(cell, _)| cell.lines.len()).max().unwrap_or(0) {
        let mut at = 0;
        for (cell, column) in cells {
            let prefix = cell.prefix(line);
            let Some((style, words)) = cell.lines.get(line) else {
                // The branch runs on beside the longer cells.
                if !prefix.trim().is_empty() {
                    write!(out, "{:gap$}{}", "", prefix.trim_end(), gap = column.saturating_sub(at))?;
                    at = column + prefix.trim_end().width();
                }
                continue;
            };
            write!(out, "{:gap$}{prefix}", "", gap = column.saturating_sub(at))?;
            if colour {
                write!(out, "{style}{words}{style:#}")?;
            } else {
                out.write_all(words.as_bytes())?;
            }
            at = column + prefix.width() + words.width();
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}
