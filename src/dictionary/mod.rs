//! Dictionaries: which names denote which entities, and under what conditions.

mod builtin;
mod error;
mod import;
mod lint;
mod load;
mod yaml;

pub use error::DictionaryError;
pub use import::{ImportCounts, ImportError, ImportFormat, Imported, import, write_import};
pub use lint::{Check, Finding, Findings, Severity, is_common_word};
pub(crate) use load::PATTERN_SIZE_LIMIT;

use std::borrow::Cow;
use std::path::Path;

use crate::model::{Entity, Kind};

/// Entities with their aliases, ready to be compiled into a matcher.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    entries: Vec<Entry>,
    digest: String,
    /// The files it was read from, for findings to name their lines.
    files: Vec<load::Source>,
}

/// One entity of a dictionary.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entity.
    pub entity: Entity,
    /// The surface forms that may denote it; the name is the first.
    pub aliases: Vec<Alias>,
    /// Longer strings in which none of the aliases is meant.
    pub blockers: Vec<String>,
    /// Sentences in which the entity must be found.
    pub matches: Vec<String>,
    /// Sentences in which it must not be found.
    pub not_matches: Vec<String>,
    /// Where the entry stands.
    pub origin: Origin,
}

/// A place in a dictionary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A surface form that may denote an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The text, or the source of the pattern.
    pub text: String,
    /// Whether `text` is a regular expression.
    pub pattern: bool,
    /// Whether upper and lower case must be as written.
    pub exact_case: bool,
    /// Whether it may stand inside a word.
    pub inside_words: bool,
    /// Evidence of which one piece must be there; none needed where empty.
    pub when: Vec<Condition>,
    /// Evidence of which none may be there.
    pub unless: Vec<Condition>,
    /// Longer strings in which this alias is not meant.
    pub blockers: Vec<String>,
}

/// A piece of evidence for or against an alias.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// The text occurs anywhere in the document.
    Document(String),
    /// The text occurs within [`NEAR`] characters in the same turn.
    Near(String),
    /// The text stands directly before the alias.
    Before(String),
    /// The text stands directly after the alias.
    After(String),
    /// The entity is mentioned in the document under an alias that needs no evidence.
    Entity,
}

/// How far `near` reaches on either side, in characters.
pub const NEAR: usize = 60;

impl Dictionary {
    /// The dictionaries that come with the program.
    ///
    /// # Errors
    /// Never in a released build: a test loads them.
    pub fn builtin() -> Result<Self, DictionaryError> {
        let files = builtin::FILES.iter().map(|(name, text, _)| ((*name).to_owned(), Cow::Borrowed(*text))).collect();
        load::load(files, &|number, name, _| load::from_json(name, builtin::FILES[number].2))
    }

    /// Reads every `.yaml` and `.yml` file of the directories, or single files, in the order of their names.
    ///
    /// # Errors
    /// Where a file cannot be read or is no valid dictionary: unknown keys,
    /// duplicate ids, empty aliases, broken patterns. The error names file and line.
    pub fn read(paths: &[impl AsRef<Path>]) -> Result<Self, DictionaryError> {
        load::load(load::files(paths)?, &load::from_yaml)
    }

    /// Parses one dictionary from text; `name` stands for the file in errors.
    ///
    /// # Errors
    /// As [`Dictionary::read`].
    pub fn parse(name: &str, text: &str) -> Result<Self, DictionaryError> {
        load::load(vec![(name.to_owned(), Cow::Owned(text.to_owned()))], &load::from_yaml)
    }

    /// The entries, in order of id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// SHA-256 over the entries in hexadecimal: the same for dictionaries that match alike.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many entities there are of a kind.
    pub fn count(&self, kind: &Kind) -> usize {
        self.entries.iter().filter(|entry| entry.entity.kind == *kind).count()
    }
}
