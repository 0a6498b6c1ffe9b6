//! SubRip (`.srt`).

use super::clock::timing;
use super::cues::{Cue, Transcript};
use super::runs::tagged;
use crate::text::{Lines, Span};

/// Reads SubRip subtitles. A line with times opens a cue; what stands before the first is no text.
pub(super) fn read(source: &str) -> Transcript<'_> {
    let mut cues: Vec<Cue> = Vec::new();
    // The number of a cue stands before its times, and so behind the text of the cue before.
    let mut number: Option<Span> = None;
    for span in Lines::new(source, 0) {
        let text = source[span.range()].trim();
        if let Some((start, end)) = timing(text) {
            cues.push(Cue { start: Some(start), end: Some(end), ..Cue::default() });
            number = None;
        } else if let Some(cue) = cues.last_mut()
            && !text.is_empty()
        {
            cue.lines.extend(number.take().map(|span| tagged(source, span)));
            match text.bytes().all(|b| b.is_ascii_digit()) {
                true => number = Some(span),
                false => cue.lines.push(tagged(source, span)),
            }
        }
    }
    if let (Some(cue), Some(span)) = (cues.last_mut(), number) {
        cue.lines.push(tagged(source, span));
    }
    Transcript { cues, ..Transcript::default() }
}
