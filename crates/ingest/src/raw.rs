//! From paths to raw items: one file, one line of JSONL, one row, entry, mail or page of what holds many.

use crate::archive::{Archive, Wacz};
use crate::feed;
use crate::format::{Format, Shape};
use crate::lines::Items;
use crate::mail::Mailbox;
use crate::open::{Opened, Refused, open};
use crate::problem::{Place, Problem, Trouble};
use crate::table;
use crate::watch::ReadSoFar;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, FilterEntry, WalkDir};

/// The longest item that is read, in bytes after decompression: 64 MiB. What holds many items may be of any length, save a
/// feed.
pub const MAX_ITEM: usize = 64 << 20;

/// The bytes of one report, not yet read.
#[derive(Debug)]
pub struct Raw {
    /// The file it is from, as it was named; `-` for standard input.
    pub file: String,
    /// Where in the file it stands.
    pub place: Place,
    /// What it is written in.
    pub format: Format,
    /// Its bytes, decompressed; of a JSONL line without the line break, of a row such a line, of a page in an archive its whole record.
    pub bytes: Vec<u8>,
    /// What went wrong after these bytes: compressed data that ends early.
    pub cut: Option<io::Error>,
}

/// The items of all `paths`, in the order given: files, folders with all that is in them in the order of their names
/// (hidden files and folders are passed over), and `-` for standard input.
pub fn raws(paths: impl IntoIterator<Item = PathBuf>) -> Raws {
    let mut paths: Vec<PathBuf> = paths.into_iter().collect();
    paths.reverse();
    Raws { paths, walk: None, items: None, read: ReadSoFar::default() }
}

/// The items of one stream; `name` tells its format where its extension is known, and stands in what is said of it.
pub fn raws_of(reader: impl Read + Send + 'static, name: &str) -> impl Iterator<Item = Result<Raw, Problem>> {
    let mut raws = raws([]);
    let first = raws.start(reader, name.to_owned());
    first.into_iter().chain(raws)
}

/// The entries of a folder that are not hidden.
type Walk = FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>;

/// The items of a file that holds many.
type Many = Box<dyn Iterator<Item = Result<Raw, Problem>> + Send>;

/// Iterator over the raw items of files, folders and streams; see [`raws`].
pub struct Raws {
    /// Paths still to come, the next one last.
    paths: Vec<PathBuf>,
    /// The path that is being walked.
    walk: Option<Walk>,
    /// The file of many items that is being read.
    items: Option<Many>,
    read: ReadSoFar,
}

impl Iterator for Raws {
    type Item = Result<Raw, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.items = None;
            let item = if let Some(entry) = self.walk.as_mut().and_then(Iterator::next) {
                self.enter(entry)
            } else {
                let path = self.paths.pop()?;
                self.begin(&path)
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

impl Raws {
    /// How much of the input is read; it goes on counting.
    pub fn read_so_far(&self) -> ReadSoFar {
        self.read.clone()
    }

    /// Begins with a path that was given.
    fn begin(&mut self, path: &Path) -> Option<Result<Raw, Problem>> {
        self.walk = None;
        if path == Path::new("-") {
            return self.start(io::stdin(), "-".to_owned());
        }
        if path.is_dir() {
            self.walk = Some(
                WalkDir::new(path)
                    .follow_links(true)
                    .sort_by_file_name()
                    .into_iter()
                    .filter_entry(is_visible),
            );
            return None;
        }
        self.file(path)
    }

    /// Takes one entry of a folder.
    fn enter(&mut self, entry: walkdir::Result<DirEntry>) -> Option<Result<Raw, Problem>> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let file = error.path().unwrap_or(Path::new("?")).display().to_string();
                return Some(Err(problem(file, Place::Whole, Trouble::Io(error.into()))));
            }
        };
        // Pipes and devices would block; they are read only where they are named.
        if entry.file_type().is_file() { self.file(entry.path()) } else { None }
    }

    fn file(&mut self, path: &Path) -> Option<Result<Raw, Problem>> {
        let name = path.display().to_string();
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("wacz")) {
            return match Wacz::new(path, self.read.clone()) {
                Ok(pages) => self.many(pages),
                Err(trouble) => Some(Err(problem(name, Place::Whole, trouble))),
            };
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return Some(Err(problem(name, Place::Whole, Trouble::Io(error)))),
        };
        match table::of_file(file, &name, &self.read) {
            Ok(Ok(rows)) => self.many(rows),
            Ok(Err(file)) => self.start(file, name),
            Err(problem) => Some(Err(problem)),
        }
    }

    /// Begins with a stream: gives its one item, or makes ready to give its many.
    fn start(&mut self, reader: impl Read + Send + 'static, name: String) -> Option<Result<Raw, Problem>> {
        let (shape, reader, packed) = match open(self.read.count(reader), Path::new(&name)) {
            Ok(Opened { shape, reader, packed }) => (shape, reader, packed),
            Err(Refused::NotText(kind)) => {
                return Some(Err(problem(name, Place::Whole, Trouble::NotText(kind))));
            }
            Err(Refused::Io(error)) => return Some(Err(problem(name, Place::Whole, io_trouble(error)))),
        };
        match shape {
            Shape::One(format) => Some(whole(reader, format, name)),
            Shape::Lines => self.many(Items::new(reader, name)),
            Shape::Mailbox => self.many(Mailbox::new(reader, name)),
            Shape::Table => match table::of_stream(reader, name) {
                Ok(rows) => self.many(rows),
                Err(problem) => Some(Err(problem)),
            },
            Shape::Archive => self.many(Archive::new(Box::new(reader), packed, name)),
            Shape::Feed => match whole(reader, Format::Feed, name) {
                Ok(feed) => self.many(feed::entries(feed)),
                Err(problem) => Some(Err(problem)),
            },
        }
    }

    fn many(
        &mut self,
        items: impl Iterator<Item = Result<Raw, Problem>> + Send + 'static,
    ) -> Option<Result<Raw, Problem>> {
        self.items = Some(Box::new(items));
        None
    }
}

/// Whether an entry of a folder is not hidden; the folder itself may be. What programs that write folders of tables leave
/// there counts as hidden.
fn is_visible(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    let mark = matches!(name, b"_SUCCESS" | b"_metadata" | b"_common_metadata");
    entry.depth() == 0 || !(mark || name.starts_with(b"."))
}

/// The one item of a stream that holds one report.
fn whole(reader: Box<dyn BufRead + Send>, format: Format, file: String) -> Result<Raw, Problem> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_ITEM as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > MAX_ITEM {
        return Err(problem(file, Place::Whole, Trouble::TooLong));
    }
    let cut = match read {
        Ok(_) => None,
        Err(error) if !bytes.is_empty() && is_damage(&error) => Some(error),
        Err(error) => return Err(problem(file, Place::Whole, io_trouble(error))),
    };
    Ok(Raw { file, place: Place::Whole, format, bytes, cut })
}

/// Whether an error is the fault of the data, as flate2 reports it, rather than of the system.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

pub(crate) fn io_trouble(error: io::Error) -> Trouble {
    if is_damage(&error) { Trouble::Cut(error) } else { Trouble::Io(error) }
}

pub(crate) fn problem(file: String, place: Place, trouble: Trouble) -> Problem {
    Problem { file, place, trouble }
}
