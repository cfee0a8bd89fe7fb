//! Lines of bytes, with a limit on their length, and JSONL as items.

use crate::format::Format;
use crate::problem::{Place, Problem, Trouble};
use crate::raw::{MAX_ITEM, Raw, io_trouble, problem};
use std::io::{self, BufRead, Read};

/// The lines of a JSONL file as items.
pub(crate) struct Items {
    file: String,
    lines: Option<Lines>,
}

impl Items {
    pub fn new(reader: Box<dyn BufRead + Send>, file: String) -> Self {
        Self { file, lines: Some(Lines::new(reader, MAX_ITEM)) }
    }
}

impl Iterator for Items {
    type Item = Result<Raw, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let lines = self.lines.as_mut()?;
        let line = lines.next_line();
        let place = Place::Line(lines.number);
        let file = self.file.clone();
        match line {
            Ok(Some(Line::Whole(bytes))) => {
                Some(Ok(Raw { file, place, format: Format::Jsonl, bytes, cut: None }))
            }
            Ok(Some(Line::TooLong)) => Some(Err(problem(file, place, Trouble::TooLong))),
            Ok(None) => {
                self.lines = None;
                None
            }
            Err(error) => {
                self.lines = None;
                Some(Err(problem(file, place, io_trouble(error))))
            }
        }
    }
}

/// One line of a file.
pub(crate) enum Line {
    /// Its bytes, without the line break.
    Whole(Vec<u8>),
    /// It was longer than allowed, and was skipped.
    TooLong,
}

/// Reads lines and counts them.
pub(crate) struct Lines {
    reader: Box<dyn BufRead + Send>,
    limit: usize,
    /// Lines read so far.
    pub number: u64,
}

impl Lines {
    pub fn new(reader: Box<dyn BufRead + Send>, limit: usize) -> Self {
        Self { reader, limit, number: 0 }
    }

    /// The next line that holds anything but white space.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            self.number += 1;
            // One more than the limit tells a line that just fits from one that does not; two for its line break.
            let most = self.limit as u64 + 2;
            if (&mut self.reader).take(most).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            let ended = bytes.pop_if(|b| *b == b'\n').is_some();
            bytes.pop_if(|b| *b == b'\r');
            if bytes.len() > self.limit {
                if !ended {
                    self.reader.skip_until(b'\n')?;
                }
                return Ok(Some(Line::TooLong));
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Line::Whole(bytes)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &'static [u8], limit: usize) -> Vec<(u64, String)> {
        let mut lines = Lines::new(Box::new(text), limit);
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            let line = match line {
                Line::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                Line::TooLong => "(too long)".to_owned(),
            };
            found.push((lines.number, line));
        }
        found
    }

    #[test]
    fn lines_are_counted_and_blank_ones_passed_over() {
        assert_eq!(all(b"a\r\n\n \nb\nc", 9), [(1, "a".into()), (4, "b".into()), (5, "c".into())]);
    }

    #[test]
    fn a_line_above_the_limit_is_skipped_whole() {
        let found = all(b"12345\n123456\n1234567890\r\nok\n12345\r\n", 5);
        assert_eq!(
            found,
            [
                (1, "12345".into()),
                (2, "(too long)".into()),
                (3, "(too long)".into()),
                (4, "ok".into()),
                (5, "12345".into())
            ]
        );
    }
}
