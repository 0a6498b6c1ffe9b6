//! `comention.yaml`: settings that stay.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

/// The settings file as written. Arguments of the command line go before it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    #[serde(default)]
    pub dictionaries: Vec<PathBuf>,
    pub output: Option<PathBuf>,
    pub window: Option<String>,
    pub evidence: Option<usize>,
    pub jobs: Option<NonZeroUsize>,
    pub strict: Option<bool>,
    /// Whether `build` counts documents once that have the same source or nearly the same text.
    pub deduplicate: Option<bool>,
    /// Whether names listed in front matter are used.
    pub front_matter: Option<bool>,
    /// Keys of front matter with what they hold: title, date, source, show, or names of a kind; in place of the usual ones.
    pub front_matter_keys: Option<BTreeMap<String, String>>,
    /// Speaker labels that are functions.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Speaker label to entity id.
    #[serde(default)]
    pub speakers: BTreeMap<String, String>,
}

#[derive(Debug, Error)]
pub(super) enum ConfigError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{}:{line}: {message}", path.display())]
    Invalid { path: PathBuf, line: usize, message: String },
}

/// The file that is read where it exists.
const DEFAULT: &str = "comention.yaml";

impl Config {
    /// Reads the file given, or the default one if there is one.
    pub fn read(given: Option<&Path>) -> Result<Self, ConfigError> {
        let path = given.unwrap_or(Path::new(DEFAULT));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if given.is_none() && error.kind() == io::ErrorKind::NotFound => return Ok(Config::default()),
            Err(source) => return Err(ConfigError::Io { path: path.to_owned(), source }),
        };
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(Config::default());
        }
        serde_yaml::from_str(&text).map_err(|error| {
            let line = error.location().map_or(1, |location| location.line());
            ConfigError::Invalid { path: path.to_owned(), line, message: error.to_string() }
        })
    }
}
