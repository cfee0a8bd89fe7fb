//! How much of the input was read.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes were read of the input so far, as it lies there: of a compressed file, before decompression.
///
/// It can be asked from any thread, while reading goes on.
#[derive(Clone, Debug, Default)]
pub struct ReadSoFar(Arc<AtomicU64>);

impl ReadSoFar {
    /// The bytes.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts bytes that were read.
    pub(crate) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// The stream, with its bytes counted.
    pub(crate) fn count<R: Read>(&self, stream: R) -> Counted<R> {
        Counted { stream, read: self.clone() }
    }
}

/// A stream whose bytes are counted as they are read.
pub(crate) struct Counted<R> {
    stream: R,
    read: ReadSoFar,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        self.read.add(count);
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.stream.seek(to)
    }
}
