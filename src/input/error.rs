use thiserror::Error;

/// Why a file could not be read as a transcript.
#[derive(Debug, Error)]
pub enum InputError {
    /// The file could not be opened or read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The file holds NUL bytes and so is no text.
    #[error("looks like a binary file (a NUL byte at offset {offset}); give text files only")]
    Binary {
        /// Where the first NUL byte stands.
        offset: usize,
    },
    /// The file is in another encoding than UTF-8.
    #[error("line {line} is not UTF-8 (byte offset {offset}); convert the file first, for example: iconv -f GB18030 -t UTF-8")]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
        /// The line it stands in, from 1.
        line: usize,
    },
    /// The file is larger than offsets reach.
    #[error("has {bytes} bytes; a single file may have up to 4 GiB, so split it")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
}
