//! LRC (`.lrc`), lines that each begin with their time.

use super::clock::clock;
use super::cues::{Cue, Transcript};
use super::runs::tagged;
use crate::model::FrontMatter;
use crate::text::{Lines, Span};

/// The longest tag that is looked for, in bytes.
const MAX_TAG: usize = 200;

/// Reads the lines. One that is said at several times counts once, at the first it gives.
pub(super) fn read(source: &str) -> Transcript<'_> {
    let mut transcript = Transcript { front: FrontMatter::default(), cues: Vec::new() };
    let mut later = 0.0;
    for line in Lines::new(source, 0) {
        let (mut rest, mut starts) = (without_mark(source, line), Vec::new());
        while let Some((inner, length)) = tag(&source[rest.range()]) {
            match clock(inner) {
                Some(seconds) => starts.push(seconds),
                None if starts.is_empty() && head(inner, &mut transcript.front, &mut later) => {}
                None => break,
            }
            rest.start += length as u32;
        }
        // A line without a time goes on with the one before.
        if starts.is_empty()
            && let Some(cue) = transcript.cues.last_mut()
        {
            cue.lines.push(tagged(source, rest));
        }
        if let Some(&start) = starts.first() {
            transcript.cues.push(Cue { start: Some(start), lines: vec![tagged(source, rest)], ..Cue::default() });
        }
    }
    // A positive offset has the lines come sooner.
    transcript.cues.iter_mut().for_each(|cue| cue.start = cue.start.map(|start| (start - later).max(0.0)));
    transcript
}

/// Whether a text begins as such files do: with a tag that says what it is about, and with a time soon.
pub(super) fn opens(source: &str) -> bool {
    let mut tags =
        Lines::new(source, 0).take(20).filter_map(|line| tag(&source[without_mark(source, line).range()]).map(|(inner, _)| inner));
    tags.next().is_some_and(|first| KEYS.iter().any(|key| first.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))))
        && tags.any(|inner| clock(inner).is_some())
}

/// Whether any line begins with a time.
pub(super) fn has_times(source: &str) -> bool {
    Lines::new(source, 0).any(|line| tag(&source[without_mark(source, line).range()]).is_some_and(|(inner, _)| clock(inner).is_some()))
}

/// What tags may say.
const KEYS: [&str; 9] = ["ti", "ar", "al", "au", "by", "re", "ve", "length", "offset"];

/// Reads a tag such as `ti:Title`; tells whether it is one.
fn head(tag: &str, front: &mut FrontMatter, later: &mut f64) -> bool {
    let Some((key, value)) = tag.split_once(':').filter(|(key, _)| KEYS.contains(key)) else { return false };
    let value = value.trim();
    let text = || (!value.is_empty()).then(|| value.to_owned());
    match key {
        "ti" => front.title = text(),
        "ar" => front.show = text(),
        "offset" => *later = value.parse::<f64>().ok().filter(|offset| offset.is_finite()).unwrap_or_default() / 1000.0,
        _ => {}
    }
    true
}

/// What stands in brackets at the head of `text`, and how long that is with them.
fn tag(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.bytes().take(MAX_TAG).position(|b| b == b']')?;
    Some((inner[..close].trim(), close + 2))
}

/// The line without the byte order mark.
fn without_mark(source: &str, line: Span) -> Span {
    let text = &source[line.range()];
    Span { start: line.start + (text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t']).len()) as u32, ..line }
}
