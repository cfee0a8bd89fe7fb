//! The records of an archive's stream, one after the other, sound or not.
//!
//! A record is a head, as many bytes as its `Content-Length` says, and two line breaks (ISO 28500). Whether a length is
//! right shows by what follows: another record or the end. Where it is not, the next line that begins as a record does
//! is looked for, from where the broken one began.

use super::head::Head;
use super::http;
use super::rewind::Rewind;
use crate::raw::MAX_ITEM;
use crate::skip::Skip;
use memchr::memmem;
use std::io::{self, BufRead, Read};

/// The longest head that is read, in bytes.
const HEAD: u64 = 256 << 10;

/// How every record begins.
pub(super) const MAGIC: &[u8] = b"WARC/";

/// What was found in a stream, and where, in its bytes.
pub(super) struct Found {
    pub at: u64,
    pub what: What,
}

/// A record that holds a page, or why there is none.
pub(super) enum What {
    /// The record, head and block.
    Page(Vec<u8>),
    Skip(Skip),
    TooLong,
    Broken(&'static str),
}

/// The next record that holds a page or should. Records about the crawl itself are passed over.
///
/// # Errors
/// What the stream says; after that nothing more can be read of it.
pub(super) fn next<R: Read>(stream: &mut Rewind<R>) -> io::Result<Option<Found>> {
    loop {
        pass_blanks(stream)?;
        stream.mark();
        let at = stream.offset();
        if stream.ahead(1)?.is_empty() {
            return Ok(None);
        }
        if let Some(what) = record(stream)? {
            return Ok(Some(Found { at, what }));
        }
    }
}

/// Reads one record; none where it is about the crawl.
fn record<R: Read>(stream: &mut Rewind<R>) -> io::Result<Option<What>> {
    let at = stream.offset();
    if !stream.ahead(MAGIC.len())?.starts_with(MAGIC) {
        resume(stream)?;
        return Ok(Some(What::Broken("no record begins here")));
    }
    let mut bytes = Vec::new();
    read_head(stream, &mut bytes)?;
    let head = Head::split(&bytes).map(|(head, _)| head);
    let length = head.as_ref().and_then(|head| head.field("Content-Length")?.parse::<u64>().ok());
    let (Some(head), Some(length)) = (head, length) else {
        stream.back(at + 1);
        resume(stream)?;
        return Ok(Some(What::Broken("the record has no head that can be read")));
    };
    let what = match head.field("WARC-Type").unwrap_or_default() {
        "response" | "resource" | "conversion" if length > MAX_ITEM as u64 => Some(What::TooLong),
        "response" | "resource" | "conversion" => Some(What::Page(Vec::new())),
        "revisit" => Some(What::Skip(Skip::Revisit)),
        _ => None,
    };
    let body = stream.offset();
    let read = if let Some(What::Page(_)) = what {
        stream.by_ref().take(length).read_to_end(&mut bytes)? as u64
    } else {
        io::copy(&mut stream.by_ref().take(length), &mut io::sink())?
    };
    if read < length || !is_followed(stream)? {
        stream.back(body);
        resume(stream)?;
        return Ok(Some(What::Broken("the record is cut off, or its length is wrong")));
    }
    Ok(match what {
        Some(What::Page(_)) => Some(http::skip(&bytes).map_or(What::Page(bytes), What::Skip)),
        what => what,
    })
}

/// Reads up to and with the empty line that ends a head.
fn read_head<R: Read>(stream: &mut Rewind<R>, head: &mut Vec<u8>) -> io::Result<()> {
    let mut stream = stream.take(HEAD);
    loop {
        let from = head.len();
        if stream.read_until(b'\n', head)? == 0 || head[from..].trim_ascii().is_empty() {
            return Ok(());
        }
    }
}

fn pass_blanks<R: Read>(stream: &mut Rewind<R>) -> io::Result<()> {
    loop {
        let ahead = stream.ahead(1)?;
        let blanks = ahead.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let done = blanks < ahead.len() || ahead.is_empty();
        stream.consume(blanks);
        if done {
            return Ok(());
        }
    }
}

/// Whether another record or the end follows.
fn is_followed<R: Read>(stream: &mut Rewind<R>) -> io::Result<bool> {
    pass_blanks(stream)?;
    let ahead = stream.ahead(MAGIC.len())?;
    Ok(ahead.is_empty() || ahead.starts_with(MAGIC))
}

/// Goes on to the next line that begins as a record does.
fn resume<R: Read>(stream: &mut Rewind<R>) -> io::Result<()> {
    const LINE: &[u8] = b"\nWARC/";
    loop {
        stream.mark();
        let ahead = stream.ahead(8 << 10)?;
        if let Some(found) = memmem::find(ahead, LINE) {
            stream.consume(found + 1);
            return Ok(());
        }
        let all = ahead.len();
        if all < 8 << 10 {
            stream.consume(all);
            return Ok(());
        }
        stream.consume(all - (LINE.len() - 1));
    }
}
