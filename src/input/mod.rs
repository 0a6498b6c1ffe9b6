//! Readers: the bytes of a file become a [`Document`].

mod assemblyai;
mod clock;
mod cues;
mod deepgram;
mod entity;
mod error;
mod format;
mod front_matter;
mod html;
mod json;
mod json_turns;
mod label;
mod markdown;
mod options;
mod podcast;
mod rolling;
mod runs;
mod subrip;
mod turns;
mod webvtt;
mod whisper;
mod words;
mod youtube_json3;
mod youtube_xml;

pub use error::InputError;
pub use format::InputFormat;
pub use options::{FrontMatterKeys, ReadOptions};

use crate::model::Document;
use cues::Transcript;
use json::Json;

/// Reads one file that has already been loaded, in the format that it turns out to have.
///
/// `path` is recorded as given and serves as the title where the file has none.
///
/// # Errors
/// Where the bytes are no text, or a format that has rules breaks them: see [`InputError`].
pub fn read(path: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, InputError> {
    let source = decode(bytes)?;
    let format = InputFormat::detect(path, &source)?;
    read_as(format, path, source, options)
}

/// Reads a text in a format.
///
/// # Errors
/// Where the format has rules and the text breaks them.
pub fn read_as(format: InputFormat, path: &str, source: String, options: &ReadOptions) -> Result<Document, InputError> {
    let transcript = match format {
        InputFormat::Markdown | InputFormat::Text => return Ok(markdown::read(path, source, options)),
        InputFormat::SubRip => subrip::read(&source),
        InputFormat::WebVtt => webvtt::read(&source),
        InputFormat::Html => html::read(&source),
        InputFormat::YouTubeXml => youtube_xml::read(&source)?,
        InputFormat::Podcast => of_json(&source, podcast::read)?,
        InputFormat::Whisper => of_json(&source, whisper::read)?,
        InputFormat::YouTubeJson3 => of_json(&source, youtube_json3::read)?,
        InputFormat::AssemblyAi => of_json(&source, assemblyai::read)?,
        InputFormat::Deepgram => of_json(&source, deepgram::read)?,
        InputFormat::JsonTurns => json_turns::read(&source, json_turns::turns(&json::values(&source)?).unwrap_or_default()),
    };
    let parts = cues::turns(&source, &transcript.cues, options);
    let front = transcript.front;
    Ok(parts.document(path, front, source))
}

/// Reads the one JSON value of a text.
fn of_json<'s>(source: &'s str, read: fn(&'s str, Json<'s>) -> Transcript<'s>) -> Result<Transcript<'s>, InputError> {
    Ok(json::values(source)?.first().map(|root| read(source, root)).unwrap_or_default())
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
