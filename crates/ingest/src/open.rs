//! From a stream of bytes to a stream of known format: decompression, and a look at the first bytes.

use crate::format::{Format, LOOK, binary};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// A stream whose format is known.
pub(crate) struct Opened {
    pub format: Format,
    pub reader: Box<dyn BufRead + Send>,
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

/// Looks at `reader`, named `name`, and tells its format, by the name where that is known and by the look where not.
pub(crate) fn open(reader: impl Read + Send + 'static, name: &Path) -> Result<Opened, Refused> {
    let (mut prefix, mut reader) = peek(Box::new(BufReader::new(reader)))?;
    let mut name: PathBuf = name.to_owned();
    if prefix.starts_with(&[0x1F, 0x8B]) {
        // A cut or damaged start gives no prefix, and the error again when it is read.
        (prefix, reader) = peek(Box::new(BufReader::new(MultiGzDecoder::new(reader))))?;
        if name.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")) {
            name.set_extension("");
        }
    }
    if let Some(kind) = binary(&prefix) {
        return Err(Refused::NotText(kind));
    }
    let format = match Format::of_name(&name) {
        Some(format) => format,
        None => Format::of_look(&prefix).map_err(Refused::NotText)?,
    };
    if format == Format::Jsonl && crate::decode::utf16(&prefix).is_some() {
        // Lines of UTF-16 do not end in a lone line feed; the others are decoded line by line.
        let decoder = DecodeReaderBytesBuilder::new()
            .encoding(crate::decode::utf16(&prefix))
            .bom_override(true)
            .build(reader);
        reader = Box::new(BufReader::new(decoder));
    }
    Ok(Opened { format, reader })
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
