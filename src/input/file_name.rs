//! What the name of a file, or of its folder, says where the file itself says nothing.

use std::ops::Range;
use std::path::Path;

use super::format::InputFormat;
use super::stored::without_packing;
use crate::model::{Date, FrontMatter};

/// Names of files that tell what they are and not what they are about; their folder does.
const GENERAL: [&str; 12] = [
    "audio", "captions", "episode", "index", "notes", "readme", "recording", "subtitle", "subtitles", "transcript", "transcription",
    "video",
];

/// So many folders above the file are looked at.
const FOLDERS: usize = 3;

/// Fills in title and date where `front` has none.
pub(super) fn complete(front: FrontMatter, path: &str) -> FrontMatter {
    if (front.title.is_some() && front.date.is_some()) || path == "-" {
        return front;
    }
    let names = names(path);
    let title = front.title.or_else(|| title(&names));
    FrontMatter { title, date: front.date.or_else(|| date(&names)), ..front }
}

/// The name of the file without its endings, and of the folders above it, the nearest first.
fn names(path: &str) -> Vec<&str> {
    let path = Path::new(without_packing(path));
    let is_known = path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| InputFormat::from_extension(ending).is_some());
    let file = if is_known { path.file_stem() } else { path.file_name() };
    let file = file.and_then(|name| name.to_str()).map(without_language);
    let folders = path.ancestors().skip(1).filter_map(|folder| folder.file_name()?.to_str()).take(FOLDERS);
    file.into_iter().chain(folders).collect()
}

/// `talk` of `talk.en` and `talk.zh-Hans`.
fn without_language(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, language)) if !stem.is_empty() && is_language(language) => stem,
        _ => name,
    }
}

fn is_language(text: &str) -> bool {
    let (language, script) = text.split_once('-').map_or((text, None), |(language, script)| (language, Some(script)));
    let is_script = |script: &str| (2..=4).contains(&script.len()) && script.bytes().all(|b| b.is_ascii_alphabetic());
    (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase()) && script.is_none_or(is_script)
}

/// The day in the nearest name that has one, or in the folders joined: `2025/06/24/talk.md`.
fn date(names: &[&str]) -> Option<Date> {
    let joined = || names.iter().rev().copied().collect::<Vec<_>>().join("/");
    let found = names.iter().find_map(|name| day_in(name)).or_else(|| day_in(&joined()));
    found.map(|(_, date)| date)
}

/// A day in a name and where it stands, unless it is part of a longer word, as in an identifier.
fn day_in(name: &str) -> Option<(Range<usize>, Date)> {
    let (place, date) = Date::locate(name)?;
    let is_apart = !name[..place.start].ends_with(|c: char| c.is_ascii_alphanumeric())
        && !name[place.end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_apart && (1900..2100).contains(&date.year())).then_some((place, date))
}

/// The nearest name that says what the file is about, in words.
fn title(names: &[&str]) -> Option<String> {
    let spoken = names.iter().map(|name| without_date(name)).find(|name| {
        let is_word = name.contains(char::is_alphabetic);
        is_word && !GENERAL.contains(&name.to_lowercase().as_str())
    });
    spoken.or(names.first().copied()).filter(|name| !name.is_empty()).map(in_words)
}

/// A name without the day at its beginning or end.
fn without_date(name: &str) -> &str {
    const SEPARATORS: [char; 5] = ['-', '_', ' ', '.', ','];
    let Some((place, _)) = day_in(name) else { return name };
    match (&name[..place.start], name[place.end..].trim_start_matches('日')) {
        ("", after) => after.trim_start_matches(SEPARATORS),
        (before, "") => before.trim_end_matches(SEPARATORS),
        _ => name,
    }
}

/// The words that hyphens or underscores join; identifiers such as those of recordings stay whole.
fn in_words(name: &str) -> String {
    let is_identifier = name.starts_with(['-', '_'])
        || name.split(['-', '_']).any(|word| {
            let mixed = word.contains(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_ascii_alphabetic());
            (mixed && word.len() > 6) || word.char_indices().any(|(at, c)| at > 0 && c.is_uppercase() && word.contains(char::is_lowercase))
        });
    if is_identifier || name.contains(' ') {
        return name.to_owned();
    }
    name.split(['-', '_']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str) -> (Option<String>, Option<String>) {
        let front = complete(FrontMatter::default(), path);
        (front.title, front.date.map(|date| date.to_string()))
    }

    #[test]
    fn titles_and_dates_of_names() {
        for (path, title, date) in [
            ("2025-06-24-the-mule.md", "the mule", Some("2025-06-24")),
            ("a/20250624_The_Mule.txt.gz", "The Mule", Some("2025-06-24")),
            ("in/2025/06/24/talk.md", "talk", Some("2025-06-24")),
            ("in/2025-06-24/transcript.md", "in", Some("2025-06-24")),
            ("guests/ada-byte/transcript.md", "ada byte", None),
            ("ada-byte/2025-06-24.srt", "ada byte", Some("2025-06-24")),
            ("/talks/The mule - 24 June 2025.zh-Hans.vtt", "The mule", Some("2025-06-24")),
            ("对话北风 2025年6月24日.txt", "对话北风", Some("2025-06-24")),
            ("optech.es.md", "optech", None),
            ("lAy9RKQSi2U.md", "lAy9RKQSi2U", None),
            ("-4tRFHTpYvc.md", "-4tRFHTpYvc", None),
            ("x/20250624abc.md", "20250624abc", None),
            ("go-time-12.md", "go time 12", None),
            ("v1.2.md", "v1.2", None),
            ("12.md", "12", None),
        ] {
            assert_eq!(told(path), (Some(title.to_owned()), date.map(str::to_owned)), "{path}");
        }
        assert_eq!(told("-"), (None, None));
        assert_eq!(told(""), (None, None));
    }

    #[test]
    fn what_the_head_says_stands() {
        let front = FrontMatter { title: Some("Ships".into()), ..FrontMatter::default() };
        let front = complete(front, "2025-06-24-the-mule.md");
        assert_eq!((front.title.as_deref(), front.date.map(|date| date.to_string()).as_deref()), (Some("Ships"), Some("2025-06-24")));
    }
}
