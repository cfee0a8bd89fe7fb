//! One JSON object a line.

use crate::Sink;
use onrecord_record::Record;
use std::io::{self, Write};

/// Writes records as JSON, one a line, as `onrecord schema` describes them.
pub struct Jsonl<W>(W);

impl<W: Write> Jsonl<W> {
    /// Writes to `out`, which should be buffered.
    pub const fn new(out: W) -> Self {
        Self(out)
    }
}

impl<W: Write> Sink for Jsonl<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
