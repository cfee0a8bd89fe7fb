//! How far it is, on stderr, where somebody watches and waits.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord_ingest::ReadSoFar;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is done sooner shows no progress.
const PATIENCE: Duration = Duration::from_secs(2);

/// A line of progress that appears after two seconds, on a terminal only.
pub(crate) struct Progress {
    paths: Vec<PathBuf>,
    begun: Instant,
    watched: bool,
    /// Whether stdout shows on the same screen.
    shared: bool,
    bar: Option<ProgressBar>,
    reports: u64,
    bytes: u64,
    /// What counts the bytes instead, where they are read from `paths`.
    read: Option<ReadSoFar>,
}

impl Progress {
    /// Begins to count; the size of `paths` is what there is to do.
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        Self {
            paths: paths.to_vec(),
            begun: Instant::now(),
            watched: io::stderr().is_terminal(),
            shared: io::stdout().is_terminal(),
            bar: None,
            reports: 0,
            bytes: 0,
            read: None,
        }
    }

    /// Takes the bytes from what counts them where files are read, instead of from what is added.
    pub(crate) fn following(mut self, read: ReadSoFar) -> Self {
        self.read = Some(read);
        self
    }

    /// Counts one more report of so many bytes.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.reports += 1;
        self.bytes += bytes as u64;
        self.show();
    }

    /// Draws the line anew, if it is time.
    pub(crate) fn show(&mut self) {
        if !self.watched || self.begun.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| line(size(&self.paths)));
        bar.set_position(self.read.as_ref().map_or(self.bytes, ReadSoFar::bytes));
        let rate = self.reports as f64 / self.begun.elapsed().as_secs_f64();
        bar.set_message(format!("{} reports, {rate:.1} a second", self.reports));
    }

    /// Writes something else to the terminal, out of the line's way.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// The same for stdout, which may go elsewhere.
    pub(crate) fn aside_of_stdout<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.shared { self.aside(write) } else { write() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn line(total: Option<u64>) -> ProgressBar {
    let template = match total {
        Some(_) => "{bar:24} {percent}% · {msg} · {eta} left",
        None => "{spinner} {msg} · {elapsed}",
    };
    let style = ProgressStyle::with_template(template).expect("a valid template").progress_chars("━╸ ");
    ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(5)).with_style(style)
}

/// The bytes in all `paths`; none where that cannot be known beforehand: stdin, pipes.
fn size(paths: &[PathBuf]) -> Option<u64> {
    paths.iter().map(|path| if path == Path::new("-") { None } else { size_of(path) }).sum()
}

fn size_of(path: &Path) -> Option<u64> {
    // What cannot be opened is not read either.
    let Ok(there) = fs::metadata(path) else { return Some(0) };
    if !there.is_dir() {
        return there.is_file().then_some(there.len());
    }
    let Ok(entries) = fs::read_dir(path) else { return Some(0) };
    let visible = entries.flatten().filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    // A link may lead back up; its bytes are left out of the estimate.
    visible.filter(|e| !e.file_type().is_ok_and(|t| t.is_symlink())).map(|entry| size_of(&entry.path())).sum()
}
