//! YouTube captions as XML: `srv1` to `srv3`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cues::{Cue, Transcript};
use super::entity::entity;
use super::error::InputError;
use super::runs::{Run, tagged};
use crate::text::{Lines, Span};

/// Reads the `p` of `<timedtext>` (times in milliseconds) or the `text` of `<transcript>` (times in seconds).
///
/// # Errors
/// Where the file is no XML, or holds no captions.
pub(super) fn read(source: &str) -> Result<Transcript<'_>, InputError> {
    let text = source.trim_start_matches('\u{feff}');
    let skipped = source.len() - text.len();
    let mut reader = Reader::from_str(text);
    let mut transcript = Transcript::default();
    // The cue being read, and where its text begins.
    let mut open: Option<(Cue, usize)> = None;
    loop {
        let before = skipped + reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| {
            let at = (skipped + reader.error_position() as usize).min(source.len());
            let line = memchr::memchr_iter(b'\n', &source.as_bytes()[..at]).count() + 1;
            InputError::Xml { line, reason: error.to_string() }
        })?;
        match event {
            Event::Start(tag) if matches!(tag.name().as_ref(), "p" | "text") => {
                open = Some((cue(&tag), skipped + reader.buffer_position() as usize));
            }
            Event::End(tag) if matches!(tag.name().as_ref(), "p" | "text") => {
                if let Some((cue, start)) = open.take() {
                    transcript.cues.push(Cue { lines: lines(source, start, before), ..cue });
                }
            }
            Event::Eof if transcript.cues.is_empty() => return Err(InputError::UnknownXml),
            Event::Eof => return Ok(transcript),
            _ => {}
        }
    }
}

fn cue<'s>(tag: &BytesStart) -> Cue<'s> {
    let number = |name: &str| {
        let value = tag.try_get_attribute(name).ok()??.value;
        value.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0)
    };
    let milliseconds = |name: &str| number(name).map(|milliseconds| milliseconds / 1000.0);
    let start = milliseconds("t").or_else(|| number("start"));
    let lasts = milliseconds("d").or_else(|| number("dur"));
    Cue { start, end: start.zip(lasts).map(|(start, lasts)| start + lasts), ..Cue::default() }
}

fn lines(source: &str, start: usize, end: usize) -> Vec<Vec<Run>> {
    Lines::new(&source[..end], start).map(|line: Span| decoded_again(source, tagged(source, line))).collect()
}

/// `srv1` escapes its text twice: `&amp;#39;`.
fn decoded_again(source: &str, runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for mut run in runs {
        if let (Some(Run::Decoded('&', before)), Run::Stored(span)) = (out.last_mut(), &mut run)
            && let Some((c, length)) = entity(&source[before.range().end - 1..span.range().end])
        {
            span.start += length as u32 - 1;
            let whole = Span { end: span.start, ..*before };
            out.pop();
            out.push(Run::Decoded(c, whole));
        }
        if !run.span().is_empty() {
            out.push(run);
        }
    }
    out
}
