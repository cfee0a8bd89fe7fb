//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file that appears under its name only when it is complete. Until then it is a temporary file in the same folder,
/// which is removed if it is dropped before [`AtomicFile::commit`].
pub struct AtomicFile {
    path: PathBuf,
    file: Target,
}

enum Target {
    Temporary(NamedTempFile),
    /// A pipe or device cannot be replaced by renaming; it is written as it is.
    Special(File),
}

impl AtomicFile {
    /// Begins the file that will be at `path`. What is there stays untouched until then; a link is followed.
    ///
    /// # Errors
    /// Where nothing can be written in that folder.
    pub fn create(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let file = match fs::metadata(&path) {
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => Target::Special(File::options().write(true).open(&path)?),
            _ => {
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                Target::Temporary(temporary(folder)?)
            }
        };
        Ok(Self { path, file })
    }

    /// Gives the file its name, replacing what was there.
    ///
    /// # Errors
    /// Where the name cannot be given; the temporary file is gone then too.
    pub fn commit(self) -> io::Result<()> {
        match self.file {
            Target::Temporary(file) => file.persist(&self.path).map(drop).map_err(|e| e.error),
            Target::Special(mut file) => file.flush(),
        }
    }
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".onrecord-").suffix(".tmp");
    // Temporary files are private by default; this one becomes an ordinary file, subject to the umask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Target::Temporary(file) => file.write(bytes),
            Target::Special(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            Target::Temporary(file) => file.flush(),
            Target::Special(file) => file.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "old").unwrap();

        let mut dropped = AtomicFile::create(&path).unwrap();
        dropped.write_all(b"half").unwrap();
        drop(dropped);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");

        let mut whole = AtomicFile::create(&path).unwrap();
        whole.write_all(b"new").unwrap();
        whole.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(AtomicFile::create(folder.path()).is_err());
    }
}
