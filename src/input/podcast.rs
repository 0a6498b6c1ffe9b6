//! The transcript JSON of the Podcasting 2.0 namespace.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};

/// Reads `{"version": …, "segments": [{"speaker", "startTime", "endTime", "body"}]}`.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let segments = Object::of(root).list(&["segments"]).unwrap_or_default();
    let cue = |segment: Json<'s>| {
        let segment = Object::of(segment);
        Cue {
            start: segment.seconds(&["startTime", "start"]),
            end: segment.seconds(&["endTime", "end"]),
            speaker: segment.text(&["speaker"]),
            lines: segment.get(&["body", "text"]).map_or_else(Vec::new, |body| lines(source, body)),
            ..Cue::default()
        }
    };
    Transcript { cues: segments.into_iter().map(cue).collect(), ..Transcript::default() }
}
