//! mentions.jsonl, read back a line at a time.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::graph::Graph;

/// A line of `mentions.jsonl`.
#[derive(Debug, Deserialize)]
pub struct MentionRow<'a> {
    /// Path of the document.
    #[serde(borrow)]
    pub document: Cow<'a, str>,
    /// Number of the turn in the document, from 0.
    pub turn: u32,
    /// Heading it stands under.
    #[serde(borrow)]
    pub section: Option<Cow<'a, str>>,
    /// Entity id of the first speaker.
    #[serde(borrow)]
    pub speaker: Option<Cow<'a, str>>,
    /// Entity ids of all speakers, where there are several.
    #[serde(borrow, default)]
    pub speakers: Vec<Cow<'a, str>>,
    /// Entity id.
    #[serde(borrow)]
    pub entity: Cow<'a, str>,
    /// The words as read.
    #[serde(borrow)]
    pub surface: Cow<'a, str>,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
    /// First byte in the file.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The alias it is an occurrence of.
    #[serde(borrow)]
    pub alias: Cow<'a, str>,
    /// Where the alias came from.
    #[serde(borrow)]
    pub rule: Cow<'a, str>,
    /// Seconds from the start of the recording.
    pub time: Option<f64>,
    /// Whether it stands in a translation of another turn, and so does not count.
    #[serde(default)]
    pub translation: bool,
}

impl MentionRow<'_> {
    /// A name for the mention: its document, first byte and entity.
    pub fn id(&self) -> String {
        format!("{}#{}:{}", self.document, self.start, self.entity)
    }
}

/// Why mentions could not be read.
#[derive(Debug, Error)]
pub enum MentionFileError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is no mention.
    #[error("{}, line {line}: not a mention that `comention build` wrote: {source}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// Why.
        source: serde_json::Error,
    },
    /// A line does not go with the graph.
    #[error("{}, line {line}: names the {what} `{id}`, which the graph does not have; give the mentions.jsonl that was built with it, or leave the mentions out with --no-mentions", path.display())]
    Unknown {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is not known.
        what: &'static str,
        /// Its id or path.
        id: String,
    },
}

impl From<MentionFileError> for io::Error {
    fn from(error: MentionFileError) -> Self {
        io::Error::other(error)
    }
}

/// The mentions that `comention build` wrote beside a graph.
#[derive(Clone, Debug)]
pub struct MentionFile {
    path: PathBuf,
}

impl MentionFile {
    /// The file of that path, which is read when the mentions are asked for.
    pub fn new(path: &Path) -> Self {
        MentionFile { path: path.to_owned() }
    }

    /// Reads the mentions one at a time, in the order of the file.
    ///
    /// What only a translation names is no part of the graph, and left out.
    ///
    /// # Errors
    /// Where the file cannot be read, is no list of mentions or not that of the graph, or `put` fails.
    pub fn each(&self, graph: &Graph, mut put: impl FnMut(&MentionRow<'_>) -> io::Result<()>) -> io::Result<()> {
        let failed = |source| MentionFileError::Io { path: self.path.clone(), source };
        let mut file = BufReader::with_capacity(1 << 16, File::open(&self.path).map_err(failed)?);
        let mut text = Vec::new();
        for line in 1.. {
            text.clear();
            if file.read_until(b'\n', &mut text).map_err(failed)? == 0 {
                break;
            }
            let row: MentionRow =
                serde_json::from_slice(&text).map_err(|source| MentionFileError::Line { path: self.path.clone(), line, source })?;
            match unknown(graph, &row) {
                None => put(&row)?,
                Some(_) if row.translation => {}
                Some((what, id)) => Err(MentionFileError::Unknown { path: self.path.clone(), line, what, id: id.to_owned() })?,
            }
        }
        Ok(())
    }
}

/// What a mention names that the graph does not have.
fn unknown<'r>(graph: &Graph, row: &'r MentionRow<'_>) -> Option<(&'static str, &'r str)> {
    if graph.documents().binary_search_by(|document| document.path.as_str().cmp(&row.document)).is_err() {
        return Some(("document", &row.document));
    }
    let entities = [&row.entity].into_iter().chain(&row.speaker).chain(&row.speakers);
    entities.map(|id| &**id).find(|id| graph.node(id).is_none()).map(|id| ("entity", id))
}
