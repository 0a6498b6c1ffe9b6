use std::path::PathBuf;

use thiserror::Error;

/// Why a dictionary could not be loaded.
#[derive(Debug, Error)]
pub enum DictionaryError {
    /// A file or directory could not be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A directory without dictionaries.
    #[error("{}: no .yaml file in this directory; put dictionaries there or leave out --dictionaries", path.display())]
    NoFiles {
        /// The directory.
        path: PathBuf,
    },
    /// The file is no dictionary in the expected shape.
    #[error("{file}:{line}: {message}")]
    Invalid {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        message: String,
    },
}
