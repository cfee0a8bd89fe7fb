//! Archives of web pages: WARC, and WACZ, which is WARC in a ZIP file.
//!
//! What stands in an archive is one [`Raw`] a page: its whole record, from which the page, its address and its number can
//! be read again. Archives are compressed record by record, so that one can be fetched alone; that also limits what a
//! damaged one costs. Others are compressed as a whole, or not at all; all are read as streams.

mod head;
mod http;
mod page;
mod record;
mod rewind;
mod wacz;

pub(crate) use page::read;
pub(crate) use wacz::Wacz;

use crate::format::Format;
use crate::problem::{Place, Problem, Trouble};
use crate::raw::{Raw, io_trouble, is_damage};
use flate2::bufread::GzDecoder;
use memchr::memmem;
use record::{Found, What};
use rewind::Rewind;
use std::io::{self, BufRead, Read};

/// How a compressed record begins: gzip's magic number, and that it is deflated.
const GZIP: &[u8] = &[0x1F, 0x8B, 0x08];

type Stream = Box<dyn Read + Send>;

/// The pages of one WARC file.
pub(crate) struct Archive {
    file: String,
    state: State,
}

enum State {
    /// In a file that is not compressed.
    Plain(Rewind<Stream>),
    /// Between two members of a compressed file.
    Between(Rewind<Stream>),
    /// In a member that begins at that byte of the file.
    Member(Box<Rewind<GzDecoder<Rewind<Stream>>>>, u64),
    End,
}

impl Archive {
    /// The pages of the stream, compressed or not.
    pub fn new(stream: Stream, packed: bool, file: String) -> Self {
        let stream = Rewind::new(stream);
        Self { file, state: if packed { State::Between(stream) } else { State::Plain(stream) } }
    }

    fn item(&self, at: u64, what: What) -> Result<Raw, Problem> {
        let (file, place) = (self.file.clone(), Place::Byte(at));
        let trouble = match what {
            What::Page(bytes) => return Ok(Raw { file, place, format: Format::Warc, bytes, cut: None }),
            What::Skip(skip) => Trouble::Skipped(skip),
            What::TooLong => Trouble::TooLong,
            What::Broken(why) => Trouble::Record(why),
        };
        Err(Problem { file, place, trouble })
    }

    fn failed(&self, at: u64, error: io::Error) -> Result<Raw, Problem> {
        Err(Problem { file: self.file.clone(), place: Place::Byte(at), trouble: io_trouble(error) })
    }

    /// Begins with the member that should stand here.
    fn enter(&mut self, mut stream: Rewind<Stream>) -> Option<Result<Raw, Problem>> {
        let at = stream.offset();
        stream.mark();
        let sound = match stream.ahead(GZIP.len()) {
            Ok([]) => return None,
            Ok(ahead) => ahead.starts_with(GZIP),
            Err(error) => return Some(self.failed(at, error)),
        };
        if sound {
            self.state = State::Member(Box::new(Rewind::new(GzDecoder::new(stream))), at);
            return None;
        }
        if let Err(error) = resume(&mut stream) {
            return Some(self.failed(at, error));
        }
        self.state = State::Between(stream);
        Some(self.item(at, What::Broken("no record begins here")))
    }

    /// Leaves a member that turned out to be damaged, and goes on to the next.
    fn leave(&mut self, mut stream: Rewind<Stream>, at: u64, error: io::Error) -> Result<Raw, Problem> {
        stream.back(at + 1);
        if let Err(error) = resume(&mut stream) {
            return self.failed(at, error);
        }
        self.state = State::Between(stream);
        self.failed(at, error)
    }
}

impl Iterator for Archive {
    type Item = Result<Raw, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return None,
                State::Plain(mut stream) => match record::next(&mut stream) {
                    Ok(Some(Found { at, what })) => {
                        self.state = State::Plain(stream);
                        return Some(self.item(at, what));
                    }
                    Ok(None) => return None,
                    Err(error) => return Some(self.failed(stream.offset(), error)),
                },
                State::Between(stream) => {
                    if let Some(problem) = self.enter(stream) {
                        return Some(problem);
                    }
                }
                State::Member(mut stream, start) => match record::next(&mut stream) {
                    Ok(Some(Found { at, what })) => {
                        self.state = State::Member(stream, start);
                        // Of a file compressed as a whole, the place is that after decompression.
                        return Some(self.item(if start == 0 { at } else { start }, what));
                    }
                    Ok(None) => self.state = State::Between(stream.into_inner().into_inner()),
                    Err(error) if is_damage(&error) => {
                        return Some(self.leave(stream.into_inner().into_inner(), start, error));
                    }
                    Err(error) => return Some(self.failed(start, error)),
                },
            }
        }
    }
}

/// Goes on to where the next member with a record begins. The magic number alone is not enough: compressed bytes can hold
/// it by chance.
fn resume(stream: &mut Rewind<Stream>) -> io::Result<()> {
    /// A member shows what is in it within so many bytes.
    const LOOK: usize = 1 << 10;
    loop {
        stream.mark();
        let ahead = stream.ahead(2 * LOOK)?;
        let all = ahead.len();
        let last = if all < 2 * LOOK { all } else { all - LOOK };
        let mut from = 0;
        while let Some(found) = memmem::find(&ahead[from..], GZIP) {
            let at = from + found;
            if at >= last {
                break;
            }
            if holds_record(&ahead[at..all.min(at + LOOK)]) {
                stream.consume(at);
                return Ok(());
            }
            from = at + 1;
        }
        stream.consume(last);
        if last == all {
            return Ok(());
        }
    }
}

/// Whether a member begins with a record.
fn holds_record(member: &[u8]) -> bool {
    let mut start = [0; record::MAGIC.len()];
    GzDecoder::new(member).read_exact(&mut start).is_ok() && start == record::MAGIC
}
