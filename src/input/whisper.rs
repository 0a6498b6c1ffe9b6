//! What Whisper, WhisperX and whisper.cpp write as JSON.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};
use super::words::{divided, words};

/// Reads `segments`, with `speaker` where speakers were told apart, or `transcription` of whisper.cpp.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let segments = Object::of(root).list(&["segments", "transcription"]).unwrap_or_default();
    Transcript { cues: segments.into_iter().flat_map(|segment| cues(source, &Object::of(segment))).collect(), ..Transcript::default() }
}

fn cues<'s>(source: &'s str, segment: &Object<'s>) -> Vec<Cue<'s>> {
    // whisper.cpp gives milliseconds here.
    let offset = |key: &str| Some(Object::of(segment.get(&["offsets"])?).seconds(&[key])? / 1000.0);
    let cue = Cue {
        start: segment.seconds(&["start"]).or_else(|| offset("from")),
        end: segment.seconds(&["end"]).or_else(|| offset("to")),
        speaker: segment.text(&["speaker"]),
        lines: segment.get(&["text"]).map_or_else(Vec::new, |text| lines(source, text)),
        ..Cue::default()
    };
    divided(source, cue, words(segment, 1.0))
}
