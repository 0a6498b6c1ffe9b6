//! tally.jsonl: the rows of a tally, one JSON object a line.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::rows::{EntityRow, LinkRow, MergeError, TallyRows, TallySettings};
use super::tally::DocumentRecord;

/// Why a tally file could not be used.
#[derive(Debug, Error)]
pub enum TallyFileError {
    /// The file cannot be read.
    #[error("{0}")]
    Read(#[from] io::Error),
    /// A line is no row.
    #[error("line {line} is no row of a tally: {source}; give what `comention tally` wrote")]
    Row {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The file is a graph: it has no longer what adding up needs.
    #[error("is a graph, and graphs do not add up; count with `comention tally` and merge what it writes")]
    Graph,
    /// Rows stand before the settings, or there are none.
    #[error("does not begin with the settings of a tally; give what `comention tally` wrote")]
    NoSettings,
    /// The file is of a later version.
    #[error("has schema version {found}, and this comention reads up to {known}; update comention", known = TallySettings::VERSION)]
    Version {
        /// The version of the file.
        found: u32,
    },
    /// A count cannot be, as where rows are missing.
    #[error("{0} cannot be: rows are missing or were changed; count again")]
    Impossible(String),
    /// Its parts do not add up.
    #[error("{0}")]
    Merge(#[from] MergeError),
}

/// A line of the file.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Row<'r> {
    Tally(&'r TallySettings),
    Document(&'r DocumentRecord),
    Entity(&'r EntityRow),
    Pair(&'r LinkRow),
    Discusses(&'r LinkRow),
}

/// A line of the file, read.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReadRow {
    Tally(TallySettings),
    Document(DocumentRecord),
    Entity(EntityRow),
    Pair(LinkRow),
    Discusses(LinkRow),
}

impl TallyRows {
    /// Writes the settings, then the documents, entities, pairs and who discusses what, one row a line.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let rows = std::iter::once(Row::Tally(&self.settings))
            .chain(self.documents.iter().map(Row::Document))
            .chain(self.entities.iter().map(Row::Entity))
            .chain(self.pairs.iter().map(Row::Pair))
            .chain(self.discusses.iter().map(Row::Discusses));
        let mut line = Vec::new();
        for row in rows {
            line.clear();
            serde_json::to_writer(&mut line, &row)?;
            line.push(b'\n');
            out.write_all(&line)?;
        }
        Ok(())
    }

    /// Reads rows, in any order behind the settings, which may come again: files put one behind the other are a file.
    ///
    /// # Errors
    /// Where a line is no row, or rows do not add up.
    pub fn read(input: impl BufRead) -> Result<Self, TallyFileError> {
        let rows = Self::read_some(input)?;
        rows.check()?;
        Ok(rows)
    }

    /// The same of rows that are not all: pairs may stand without their entities.
    ///
    /// # Errors
    /// Where a line is no row, or rows do not add up.
    pub fn read_some(mut input: impl BufRead) -> Result<Self, TallyFileError> {
        let mut rows: Option<TallyRows> = None;
        let mut line = String::new();
        for number in 1.. {
            line.clear();
            if input.read_line(&mut line)? == 0 {
                break;
            }
            if line.trim().is_empty() {
                continue;
            }
            let row = serde_json::from_str(&line).map_err(|source| match (number, line.trim()) {
                (1, "{") => TallyFileError::Graph,
                _ => TallyFileError::Row { line: number, source },
            })?;
            match (row, &mut rows) {
                (ReadRow::Tally(settings), _) if settings.version > TallySettings::VERSION => {
                    return Err(TallyFileError::Version { found: settings.version });
                }
                (ReadRow::Tally(settings), None) => rows = Some(TallyRows::new(settings)),
                (ReadRow::Tally(settings), Some(rows)) => rows.settings.same(&settings)?,
                (ReadRow::Document(row), Some(rows)) => rows.documents.push(row),
                (ReadRow::Entity(row), Some(rows)) => rows.entities.push(row),
                (ReadRow::Pair(row), Some(rows)) => rows.pairs.push(row),
                (ReadRow::Discusses(row), Some(rows)) => rows.discusses.push(row),
                (_, None) => return Err(TallyFileError::NoSettings),
            }
        }
        let mut rows = rows.ok_or(TallyFileError::NoSettings)?;
        rows.add_up()?;
        Ok(rows)
    }

    /// Finds counts that contradict one another, on which the measures are not defined.
    fn check(&self) -> Result<(), TallyFileError> {
        let entity = |id: &str| self.entities.binary_search_by(|row| row.id.as_str().cmp(id)).ok().map(|place| &self.entities[place]);
        let total: u64 = self.documents.iter().map(|document| document.windows).sum();
        let within = |link: &LinkRow, most: fn(&EntityRow) -> u64| match (entity(&link.source), entity(&link.target)) {
            (Some(a), Some(b)) => (1..=most(a).min(most(b))).contains(&link.weight),
            _ => false,
        };
        let pair = |link: &&LinkRow| !within(link, |row| row.windows) || link.source >= link.target;
        let discusses = |link: &&LinkRow| !within(link, |_| u64::MAX);
        let wrong = self.pairs.iter().find(pair).or_else(|| self.discusses.iter().find(discusses));
        if let Some(LinkRow { source, target, .. }) = wrong {
            return Err(TallyFileError::Impossible(format!("the count of {source} and {target}")));
        }
        match self.entities.iter().find(|row| row.windows > total) {
            Some(row) => Err(TallyFileError::Impossible(format!("the count of {}", row.id))),
            None => Ok(()),
        }
    }
}
