use std::path::Path;

use super::clock::timing;
use super::error::InputError;
use super::front_matter;
use super::json::{self, Json, Object};
use super::json_turns;
use super::lrc;
use super::sbv;
use super::stored::without_packing;
use super::tsv;

/// The formats comention reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputFormat {
    /// Markdown, with or without front matter and speaker labels.
    Markdown,
    /// Plain text, with or without speaker labels and times.
    Text,
    /// SubRip subtitles.
    SubRip,
    /// WebVTT captions.
    WebVtt,
    /// SBV captions, as YouTube exports them.
    Sbv,
    /// LRC: lines with their times.
    Lrc,
    /// HTML as podcast sites publish transcripts.
    Html,
    /// Transcript JSON of the Podcasting 2.0 namespace.
    Podcast,
    /// JSON of Whisper, WhisperX and whisper.cpp.
    Whisper,
    /// Tables with tabs, as Whisper writes them.
    WhisperTsv,
    /// YouTube captions as json3.
    YouTubeJson3,
    /// YouTube captions as XML: srv1, srv2, srv3.
    YouTubeXml,
    /// JSON of AssemblyAI.
    AssemblyAi,
    /// JSON of Deepgram.
    Deepgram,
    /// Turns as JSON: one object a line, or a list of them.
    JsonTurns,
}

impl InputFormat {
    /// Every format.
    pub const ALL: [InputFormat; 15] = [
        InputFormat::Markdown,
        InputFormat::Text,
        InputFormat::SubRip,
        InputFormat::WebVtt,
        InputFormat::Sbv,
        InputFormat::Lrc,
        InputFormat::Html,
        InputFormat::Podcast,
        InputFormat::Whisper,
        InputFormat::WhisperTsv,
        InputFormat::YouTubeJson3,
        InputFormat::YouTubeXml,
        InputFormat::AssemblyAi,
        InputFormat::Deepgram,
        InputFormat::JsonTurns,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            InputFormat::Markdown => "Markdown",
            InputFormat::Text => "plain text",
            InputFormat::SubRip => "SubRip",
            InputFormat::WebVtt => "WebVTT",
            InputFormat::Sbv => "SBV",
            InputFormat::Lrc => "LRC",
            InputFormat::Html => "HTML",
            InputFormat::Podcast => "podcast JSON",
            InputFormat::Whisper => "Whisper JSON",
            InputFormat::WhisperTsv => "Whisper TSV",
            InputFormat::YouTubeJson3 => "YouTube json3",
            InputFormat::YouTubeXml => "YouTube XML",
            InputFormat::AssemblyAi => "AssemblyAI JSON",
            InputFormat::Deepgram => "Deepgram JSON",
            InputFormat::JsonTurns => "JSON turns",
        }
    }

    /// File extensions by which a directory walk picks files up, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            InputFormat::Markdown => &["md", "markdown"],
            InputFormat::Text => &["txt"],
            InputFormat::SubRip => &["srt"],
            InputFormat::WebVtt => &["vtt"],
            InputFormat::Sbv => &["sbv"],
            InputFormat::Lrc => &["lrc"],
            InputFormat::WhisperTsv => &["tsv"],
            InputFormat::Html => &["html", "htm"],
            InputFormat::YouTubeJson3 => &["json3"],
            InputFormat::YouTubeXml => &["srv1", "srv2", "srv3", "xml"],
            InputFormat::JsonTurns => &["jsonl", "ndjson", "json"],
            // Their files are called .json, which is listed once.
            InputFormat::Podcast | InputFormat::Whisper | InputFormat::AssemblyAi | InputFormat::Deepgram => &[],
        }
    }

    /// The format that files with an extension are first taken for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// The format that a path is first taken for, by its ending; one behind it that says it is packed (`.gz`, `.zst`) is passed over.
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy();
        Self::from_extension(Path::new(without_packing(&name)).extension()?.to_str()?)
    }

    /// The format of a text: by its content first, by the extension of `path` second. Any text is at least plain text.
    ///
    /// # Errors
    /// Where it is broken JSON, or JSON that holds no transcript, or is called JSON and is none. What is called Markdown is always read.
    pub fn detect(path: &str, source: &str) -> Result<Self, InputError> {
        let extension =
            Path::new(without_packing(path)).extension().and_then(|extension| extension.to_str()).and_then(Self::from_extension);
        let text = source.trim_start_matches('\u{feff}').trim_start();
        let is_named_json = matches!(extension, Some(InputFormat::JsonTurns | InputFormat::YouTubeJson3));
        // A bracket or brace may open a text too: [00:12:07], [Music], {laughs}.
        let next = || text[1..].trim_start();
        match text.as_bytes().first() {
            _ if is_named_json => return of_json(&json::values(source)?),
            // What is called Markdown is JSON only if all of it is.
            Some(b'{' | b'[') if extension == Some(InputFormat::Markdown) => {
                if let Ok(format) = json::values(source).and_then(|values| of_json(&values)) {
                    return Ok(format);
                }
            }
            Some(b'{') if front_matter::is_behind_json(source) => {}
            Some(b'{') if next().starts_with(['"', '}']) => return of_json(&json::values(source)?),
            Some(b'[') if next().starts_with('{') => return of_json(&json::values(source)?),
            Some(b'<') => {
                if let Some(format) = of_markup(text) {
                    return Ok(format);
                }
            }
            Some(b'W') if text.starts_with("WEBVTT") => return Ok(InputFormat::WebVtt),
            Some(b'0'..=b'9') if opens_with_times(text) => return Ok(InputFormat::SubRip),
            Some(b'0'..=b'9') if text.lines().next().is_some_and(|line| sbv::times(line.trim_end()).is_some()) => {
                return Ok(InputFormat::Sbv);
            }
            Some(b'[') if lrc::opens(text) => return Ok(InputFormat::Lrc),
            Some(_) if tsv::columns(text).is_some() => return Ok(InputFormat::WhisperTsv),
            _ => {}
        }
        let has_times = || source.lines().any(|line| timing(line).is_some());
        Ok(match extension {
            Some(format @ (InputFormat::SubRip | InputFormat::WebVtt)) if has_times() => format,
            Some(InputFormat::Sbv) if source.lines().any(|line| sbv::times(line.trim_end()).is_some()) => InputFormat::Sbv,
            Some(InputFormat::Lrc) if lrc::has_times(source) => InputFormat::Lrc,
            Some(format @ (InputFormat::Markdown | InputFormat::Html | InputFormat::YouTubeXml | InputFormat::WhisperTsv)) => format,
            _ => InputFormat::Text,
        })
    }
}

/// Whether a text begins with a cue of SubRip: its number, if any, and its times.
fn opens_with_times(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_number = |line: &str| line.bytes().all(|b| b.is_ascii_digit());
    let Some(first) = lines.next() else { return false };
    timing(first).is_some() || (is_number(first) && lines.next().is_some_and(|line| timing(line).is_some()))
}

/// The format of a text that begins with a tag.
fn of_markup(text: &str) -> Option<InputFormat> {
    let head: String = text.chars().take(500).collect::<String>().to_ascii_lowercase();
    let head = match head.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or("", |(_, rest)| rest.trim_start()),
        None => &head,
    };
    let begins = |names: &[&str]| names.iter().any(|name| head.starts_with(name));
    if begins(&["<timedtext", "<transcript>", "<transcript "]) {
        return Some(InputFormat::YouTubeXml);
    }
    begins(&["<!doctype html", "<html", "<head", "<body", "<cite"]).then_some(InputFormat::Html)
}

/// The format of JSON: by the names of its fields.
fn of_json(values: &[Json]) -> Result<InputFormat, InputError> {
    let known = match values {
        [one] => of_object(&Object::of(one)),
        _ => None,
    };
    let found = known.or_else(|| json_turns::turns(values).map(|_| InputFormat::JsonTurns));
    found.ok_or_else(|| {
        let keys = values.first().map(|value| Object::of(value)).unwrap_or_default();
        InputError::UnknownJson { keys: keys.keys().take(6).collect::<Vec<_>>().join(", ") }
    })
}

fn of_object(root: &Object) -> Option<InputFormat> {
    let first = |key: &str| root.list(&[key]).and_then(|items| items.first().map(|item| Object::of(item)));
    let has = |keys: &[&str]| root.get(keys).is_some();
    if first("events").is_some_and(|event| event.get(&["tStartMs", "segs"]).is_some()) {
        return Some(InputFormat::YouTubeJson3);
    }
    if root.get(&["results"]).is_some_and(|results| Object::of(results).get(&["channels", "utterances"]).is_some()) {
        return Some(InputFormat::Deepgram);
    }
    if has(&["audio_url", "acoustic_model", "language_model"]) && (first("utterances").is_some() || first("words").is_some()) {
        return Some(InputFormat::AssemblyAi);
    }
    let of_assemblyai = |part: Object| part.get(&["words"]).is_some() && part.get(&["confidence"]).is_some();
    if ["utterances", "sentences", "paragraphs"].iter().any(|parts| first(parts).is_some_and(of_assemblyai)) {
        return Some(InputFormat::AssemblyAi);
    }
    if let Some(segment) = first("segments") {
        let whisper = segment.get(&["text"]).is_some() && segment.get(&["startTime"]).is_none();
        return Some(if whisper { InputFormat::Whisper } else { InputFormat::Podcast });
    }
    first("transcription").filter(|segment| segment.get(&["offsets", "timestamps"]).is_some()).map(|_| InputFormat::Whisper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_opens_like_json() {
        let format = |path: &str, source: &str| InputFormat::detect(path, source).map(InputFormat::name).map_err(|error| error.to_string());
        for source in ["{} and more", "[{}] **Ada**: hello", "{\"broken\": ", "[Music] hello", "{"] {
            assert_eq!(format("a.md", source), Ok("Markdown"), "{source}");
        }
        assert_eq!(format("a.md", r#"{"speaker": "Ada", "text": "hello"}"#), Ok("JSON turns"));
        assert_eq!(format("a.txt", "[Music] hello"), Ok("plain text"));
        assert!(format("a.txt", "{\"broken\": ").is_err());
        assert!(format("a.json", "[Music] hello").is_err());
    }
}
