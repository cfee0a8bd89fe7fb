//! From a stream of bytes to a stream of known shape: a look at the first bytes, and decompression.

use crate::format::{LOOK, Shape, binary};
use crate::table;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// A stream whose shape is known.
pub(crate) struct Opened {
    pub shape: Shape,
    /// The stream, decompressed; an archive of web pages as it lies there, as its records may be compressed one by one.
    pub reader: Box<dyn BufRead + Send>,
    /// Whether the reader gives compressed bytes.
    pub packed: bool,
}

/// Why a stream cannot be read as reports.
pub(crate) enum Refused {
    Io(io::Error),
    /// The media type that it looks like.
    NotText(String),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Looks at `reader`, named `name`, and tells its shape, by the name where that is known and by the look where not.
pub(crate) fn open(reader: impl Read + Send + 'static, name: &Path) -> Result<Opened, Refused> {
    let (mut prefix, mut reader) = peek(Box::new(BufReader::new(reader)))?;
    let mut name: PathBuf = name.to_owned();
    if prefix.starts_with(&[0x1F, 0x8B]) {
        if name.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")) {
            name.set_extension("");
        }
        if Shape::of_name(&name).map_or_else(|| look(&prefix).starts_with(b"WARC/"), |s| s == Shape::Archive)
        {
            return Ok(Opened { shape: Shape::Archive, reader, packed: true });
        }
        // A cut or damaged start gives no prefix, and the error again when it is read.
        (prefix, reader) = peek(Box::new(BufReader::new(MultiGzDecoder::new(reader))))?;
    }
    if table::is_arrow(&prefix) {
        return Ok(Opened { shape: Shape::Table, reader, packed: false });
    }
    if prefix.starts_with(table::PARQUET) {
        let kind = "Parquet, which can be read only from a file that is not compressed as a whole";
        return Err(Refused::NotText(kind.to_owned()));
    }
    let named = Shape::of_name(&name);
    if named == Some(Shape::Archive) {
        return Ok(Opened { shape: Shape::Archive, reader, packed: false });
    }
    if let Some(kind) = binary(&prefix) {
        return Err(Refused::NotText(kind));
    }
    let shape = match named {
        Some(shape) => shape,
        None => Shape::of_look(&prefix).map_err(Refused::NotText)?,
    };
    if shape == Shape::Lines && crate::decode::utf16(&prefix).is_some() {
        // Lines of UTF-16 do not end in a lone line feed; the others are decoded line by line.
        let decoder = DecodeReaderBytesBuilder::new()
            .encoding(crate::decode::utf16(&prefix))
            .bom_override(true)
            .build(reader);
        reader = Box::new(BufReader::new(decoder));
    }
    Ok(Opened { shape, reader, packed: false })
}

/// The first bytes of a stream, and the stream with them still in it.
fn peek(mut reader: Box<dyn BufRead + Send>) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut prefix = Vec::with_capacity(LOOK);
    // An error after some bytes comes again when the rest is read, so what came before it is not lost.
    match (&mut reader).take(LOOK as u64).read_to_end(&mut prefix) {
        Err(error) if prefix.is_empty() => Err(error),
        _ => Ok((prefix.clone(), Box::new(Cursor::new(prefix).chain(reader)))),
    }
}

/// The first bytes of what is compressed.
fn look(packed: &[u8]) -> [u8; 5] {
    let mut start = [0; 5];
    // Where it cannot be read, it is no archive that could be.
    let _ = MultiGzDecoder::new(packed).read_exact(&mut start);
    start
}
