//! A stream that can be gone back in, a little.

use std::io::{self, BufRead, ErrorKind, Read};

/// How much is read at once.
const CHUNK: usize = 64 << 10;

/// How far back the mark may lie, in bytes.
const KEEP: usize = 16 << 20;

/// A buffered stream that counts its bytes and can go back to its mark.
///
/// In all, no more bytes can be read again than were read: whoever looks for a sound record after each broken one, from
/// where that began, does so in linear time, however many of them a hostile file holds.
pub(super) struct Rewind<R> {
    inner: R,
    buffer: Vec<u8>,
    /// The offset of the buffer's first byte in the stream.
    start: u64,
    /// Where in the buffer reading goes on.
    at: usize,
    /// Where in the buffer the mark is.
    mark: usize,
    /// How many bytes can be read again.
    credit: u64,
}

impl<R: Read> Rewind<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, buffer: Vec::new(), start: 0, at: 0, mark: 0, credit: 0 }
    }

    /// The stream itself, without what is buffered of it.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Where reading goes on, in bytes from the start of the stream.
    pub fn offset(&self) -> u64 {
        self.start + self.at as u64
    }

    /// Keeps what comes from here on, to go back to.
    pub fn mark(&mut self) {
        self.mark = self.at;
    }

    /// Goes back to an offset at or after the mark. Where that is too far, reading goes on where it is.
    pub fn back(&mut self, to: u64) {
        let Some(place) = to.checked_sub(self.start).map(|place| place as usize) else { return };
        if (self.mark..self.at).contains(&place) && (self.at - place) as u64 <= self.credit {
            self.credit -= (self.at - place) as u64;
            self.at = place;
        }
    }

    /// What comes next: at least `count` bytes, unless the stream ends before.
    pub fn ahead(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < count && self.more()? {}
        Ok(&self.buffer[self.at..])
    }

    /// Reads on; tells whether there was more.
    fn more(&mut self) -> io::Result<bool> {
        if self.at - self.mark > KEEP {
            self.mark = self.at;
        }
        if self.mark >= CHUNK || self.mark == self.buffer.len() {
            self.buffer.drain(..self.mark);
            self.start += self.mark as u64;
            self.at -= self.mark;
            self.mark = 0;
        }
        let full = self.buffer.len();
        self.buffer.resize(full + CHUNK, 0);
        let read = loop {
            match self.inner.read(&mut self.buffer[full..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(full + *read.as_ref().unwrap_or(&0));
        let read = read?;
        self.credit += read as u64;
        Ok(read > 0)
    }
}

impl<R: Read> BufRead for Rewind<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.ahead(1)
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

impl<R: Read> Read for Rewind<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.ahead(1)?;
        let count = ahead.len().min(into.len());
        into[..count].copy_from_slice(&ahead[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_back_to_its_mark_and_no_further() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| (n / 1000) as u8).collect();
        let mut stream = Rewind::new(&bytes[..]);
        let mut found = vec![0; 100_000];
        stream.read_exact(&mut found).unwrap();
        stream.mark();
        stream.read_exact(&mut found[..90_000]).unwrap();
        assert_eq!(stream.offset(), 190_000);
        stream.back(99_999);
        assert_eq!(stream.offset(), 190_000);
        stream.back(100_000);
        assert_eq!((stream.offset(), stream.ahead(1).unwrap()[0]), (100_000, 100));
        assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap(), 100_000);
    }

    #[test]
    fn no_more_is_read_again_than_was_read() {
        let bytes = [7; 100];
        let mut stream = Rewind::new(&bytes[..]);
        stream.mark();
        let mut read = 0;
        for _ in 0..50 {
            read += stream.read_to_end(&mut Vec::new()).unwrap();
            stream.back(1);
        }
        assert_eq!(read, 100 + 99);
    }
}
