//! The one settings file.

use crate::args::{Color, Format};
use crate::outcome::Failure;
use serde::Deserialize;
use std::env;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Settings that hold where neither a flag nor an environment variable says otherwise.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) format: Option<Format>,
    pub(crate) weights: Option<PathBuf>,
    pub(crate) jobs: Option<NonZeroUsize>,
    pub(crate) color: Option<Color>,
    pub(crate) ledger: Option<PathBuf>,
}

impl Config {
    /// Reads the file named, which must be there, or else the user's own, which may be missing.
    pub(crate) fn find(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named.map(Path::to_owned).or_else(usual) else { return Ok(Self::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|e| Failure::Usage(format!("{}: {}", path.display(), e.to_string().trim_end()))),
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::Usage(format!("{}: {error}", path.display()))),
        }
    }
}

/// Where the user's settings are: `onrecord/config.toml` in `$XDG_CONFIG_HOME`, `%APPDATA%` or `~/.config`.
fn usual() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let configuration = folder("XDG_CONFIG_HOME")
        .or_else(|| folder("APPDATA"))
        .or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(configuration.join("onrecord/config.toml"))
}
