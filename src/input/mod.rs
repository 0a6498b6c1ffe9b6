//! Readers: the bytes of a file become a [`Document`].

mod error;
mod front_matter;
mod label;
mod markdown;
mod options;
mod roles;

pub use error::InputError;
pub use options::{FrontMatterKeys, ReadOptions};

use crate::model::Document;

/// The formats comention reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// Markdown or plain text, with or without front matter and speaker labels.
    Markdown,
}

impl InputFormat {
    /// Every format.
    pub const ALL: [InputFormat; 1] = [InputFormat::Markdown];

    /// File extensions by which a directory walk picks files up, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            InputFormat::Markdown => &["md", "markdown", "txt"],
        }
    }

    /// The format that an extension stands for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }
}

/// Reads one file that has already been loaded.
///
/// `path` is recorded as given and serves as the title where the file has none.
///
/// # Errors
/// Where the bytes are no text: see [`InputError`].
pub fn read(path: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, InputError> {
    let source = decode(bytes)?;
    Ok(markdown::read(path, source, options))
}

/// Checks that the bytes are UTF-8 text that 32-bit offsets can address.
fn decode(bytes: Vec<u8>) -> Result<String, InputError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(InputError::TooLarge { bytes: bytes.len() as u64 });
    }
    if let Some(offset) = memchr::memchr(0, &bytes) {
        return Err(InputError::Binary { offset });
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..offset]).count() + 1;
        InputError::NotUtf8 { offset, line }
    })
}
