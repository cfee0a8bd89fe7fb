//! WACZ: a ZIP file with WARC files in its folder `archive` (specs.webrecorder.net/wacz).

use super::Archive;
use crate::problem::{Place, Problem, Trouble};
use crate::raw::{Raw, io_trouble};
use crate::watch::ReadSoFar;
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use zip::{CompressionMethod, ZipArchive};

/// The pages of one WACZ file.
pub(crate) struct Wacz {
    path: PathBuf,
    /// Its WARC files, the next one last.
    parts: Vec<Part>,
    current: Option<Archive>,
    read: ReadSoFar,
}

/// Where a WARC file lies in the ZIP file.
struct Part {
    name: String,
    start: u64,
    length: u64,
    deflated: bool,
}

impl Wacz {
    /// Reads the table of contents.
    ///
    /// # Errors
    /// Where there is none, or a part is compressed in a way that WACZ does not have.
    pub fn new(path: &Path, read: ReadSoFar) -> Result<Self, Trouble> {
        let mut zip = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(|_| {
            Trouble::Record("the file has no table of contents, as a ZIP file does at its end")
        })?;
        let mut parts = Vec::new();
        for i in 0..zip.len() {
            let Ok(entry) = zip.by_index_raw(i) else { continue };
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if !is_warc(&name) {
                continue;
            }
            let deflated = match entry.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::DEFLATE => true,
                other => return Err(Trouble::Coding(other.to_string())),
            };
            let Some(start) = entry.data_start() else { continue };
            parts.push(Part { name, start, length: entry.compressed_size(), deflated });
        }
        parts.sort_by(|a, b| b.name.cmp(&a.name));
        Ok(Self { path: path.to_owned(), parts, current: None, read })
    }

    fn begin(&self, part: &Part) -> io::Result<Archive> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(part.start))?;
        let stored = self.read.count(file.take(part.length));
        let stream: Box<dyn Read + Send> =
            if part.deflated { Box::new(DeflateDecoder::new(stored)) } else { Box::new(stored) };
        let packed = ends(&part.name, ".gz");
        Ok(Archive::new(stream, packed, self.name(part)))
    }

    fn name(&self, part: &Part) -> String {
        format!("{}/{}", self.path.display(), part.name)
    }
}

fn is_warc(name: &str) -> bool {
    name.starts_with("archive/") && (ends(name, ".warc") || ends(name, ".warc.gz"))
}

fn ends(name: &str, with: &str) -> bool {
    name.to_ascii_lowercase().ends_with(with)
}

impl Iterator for Wacz {
    type Item = Result<Raw, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            let part = self.parts.pop()?;
            match self.begin(&part) {
                Ok(archive) => self.current = Some(archive),
                Err(error) => {
                    let file = self.name(&part);
                    return Some(Err(Problem { file, place: Place::Whole, trouble: io_trouble(error) }));
                }
            }
        }
    }
}
