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
    /// JSON that does not end, or breaks its rules.
    #[error("line {line} is broken JSON ({reason}); was the file cut off?")]
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// XML that breaks its rules.
    #[error("line {line} is broken XML ({reason}); was the file cut off?")]
    Xml {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// JSON without anything that was said.
    #[error("is JSON, but no transcript that comention knows (its fields: {keys}); give turns with `speaker`, `start` and `text`")]
    UnknownJson {
        /// The first fields it has.
        keys: String,
    },
    /// XML without captions.
    #[error("is XML, but holds no captions as YouTube writes them (srv1 to srv3)")]
    UnknownXml,
}
