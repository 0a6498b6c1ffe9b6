//! Readers: the bytes of a file become a [`Document`].

mod assemblyai;
mod clock;
mod cues;
mod deepgram;
mod entity;
mod error;
mod file_name;
mod format;
mod front_matter;
mod html;
mod json;
mod json_turns;
mod label;
mod lrc;
mod markdown;
mod options;
mod podcast;
mod rolling;
mod runs;
mod sbv;
mod stored;
mod subrip;
mod tsv;
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
/// `path` is recorded as given. Where the file has no title or no date, the name of the file, or of its folder, gives them.
///
/// What is packed (gzip, zstd) is unpacked, and what is in another encoding becomes UTF-8: [`Document::source`] is the
/// text after that, and [`Document::stored`] says what it was.
///
/// # Errors
/// Where the bytes are no text, or a format that has rules breaks them: see [`InputError`].
pub fn read(path: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, InputError> {
    read_and_tell(path, bytes, options).map(|(document, _)| document)
}

/// The same as [`read`], and the format that the file was taken for.
///
/// # Errors
/// As for [`read`].
pub fn read_and_tell(path: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<(Document, InputFormat), InputError> {
    let (source, stored) = stored::open(bytes)?;
    let format = InputFormat::detect(path, &source)?;
    let document = read_as(format, path, source, options)?;
    Ok((Document { stored, ..document }, format))
}

/// What stands at the heads of lines as speaker labels do and was not taken for one, with how often, most often first.
///
/// Only Markdown and plain text leave it open what is a label.
pub fn doubted(document: &Document, format: InputFormat, options: &ReadOptions) -> Vec<(String, u64)> {
    match format {
        InputFormat::Markdown | InputFormat::Text => markdown::doubted(&document.source, options),
        _ => Vec::new(),
    }
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
        InputFormat::Sbv => sbv::read(&source),
        InputFormat::Lrc => lrc::read(&source),
        InputFormat::WhisperTsv => tsv::read(&source)?,
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
