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
    /// The file is damaged UTF-8, or in an encoding that cannot be told.
    #[error(
        "line {line} is not UTF-8 (byte offset {offset}), nor is the file in another encoding that can be told; convert it first: iconv -f … -t UTF-8"
    )]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
        /// The line it stands in, from 1.
        line: usize,
    },
    /// The file is in an encoding that breaks off or is broken.
    #[error("looks like {encoding}, but is damaged; was the file cut off?")]
    Damaged {
        /// The encoding.
        encoding: &'static str,
    },
    /// The file is packed and does not unpack.
    #[error("is packed with {name} and does not unpack ({reason}); was the file cut off?")]
    Packed {
        /// What it is packed with.
        name: &'static str,
        /// What is wrong with it.
        reason: std::io::Error,
    },
    /// The file is packed and unpacks to more than a file of its size honestly holds.
    #[error("unpacks to more than {} MB; unpack it yourself if it is a transcript", limit >> 20)]
    Unpacked {
        /// Up to how many bytes it may unpack to.
        limit: u64,
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
    /// A table that is no transcript.
    #[error(
        "is a table, but no transcript: its first line must name the columns `start` and `text`, and `end` and `speaker` where it has them"
    )]
    UnknownTable,
    /// XML without captions.
    #[error("is XML, but holds no captions as YouTube writes them (srv1 to srv3)")]
    UnknownXml,
}
