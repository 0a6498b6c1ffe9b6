//! Everything a graph holds, in the shape databases take: both layers, the documents, the quotes, the mentions.

mod csv;
mod cypher;
mod ladybug;
mod neo4j;
mod sqlite;

pub use sqlite::SqliteError;

use std::io::{self, Write};
use std::path::Path;

use super::Folder;
use crate::tables::Dataset;

/// The databases a graph is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseFormat {
    /// A database file of SQLite.
    Sqlite,
    /// A directory for `IMPORT DATABASE` of LadybugDB.
    Ladybug,
    /// A directory for `neo4j-admin database import`.
    Neo4j,
    /// Statements in Cypher.
    Cypher,
}

impl DatabaseFormat {
    /// Every database.
    pub const ALL: [DatabaseFormat; 4] = [DatabaseFormat::Sqlite, DatabaseFormat::Ladybug, DatabaseFormat::Neo4j, DatabaseFormat::Cypher];

    /// Whether it consists of several files.
    pub fn is_folder(self) -> bool {
        matches!(self, DatabaseFormat::Ladybug | DatabaseFormat::Neo4j)
    }

    /// Whether it is a file that is not written from front to back.
    pub fn is_database_file(self) -> bool {
        self == DatabaseFormat::Sqlite
    }

    /// Writes a format of one text.
    ///
    /// # Errors
    /// Where the writer fails, the mentions cannot be read, or the format is no text.
    pub fn write(self, data: &Dataset<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            DatabaseFormat::Cypher => cypher::write(data, out),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "the format is not written from front to back")),
        }
    }

    /// Writes a format of several files.
    ///
    /// # Errors
    /// Where a file cannot be written, the mentions cannot be read, or the format is one file.
    pub fn write_folder(self, data: &Dataset<'_>, folder: &mut dyn Folder) -> io::Result<()> {
        match self {
            DatabaseFormat::Ladybug => ladybug::write(data, folder),
            DatabaseFormat::Neo4j => neo4j::write(data, folder),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "the format is one file")),
        }
    }

    /// Writes a database into the empty file of this path.
    ///
    /// # Errors
    /// Where the file cannot be written, the mentions cannot be read, or the format is no such file.
    pub fn write_file(self, data: &Dataset<'_>, path: &Path) -> io::Result<()> {
        match self {
            DatabaseFormat::Sqlite => sqlite::write(data, path),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "the format is no database file")),
        }
    }
}
