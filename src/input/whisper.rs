//! What Whisper, WhisperX and whisper.cpp write as JSON.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};

/// Reads `segments`, with `speaker` where speakers were told apart, or `transcription` of whisper.cpp.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let root = Object::of(root);
    let segments = root.list(&["segments", "transcription"]).unwrap_or_default();
    Transcript { cues: segments.into_iter().map(|segment| cue(source, &Object::of(segment))).collect(), ..Transcript::default() }
}

fn cue<'s>(source: &'s str, segment: &Object<'s>) -> Cue<'s> {
    // whisper.cpp gives milliseconds here.
    let offset = |key: &str| Some(Object::of(segment.get(&["offsets"])?).seconds(&[key])? / 1000.0);
    let words = || segment.list(&["words"]).unwrap_or_default();
    let lines = match segment.get(&["text"]) {
        Some(text) => lines(source, text),
        None => {
            words().into_iter().filter_map(|word| Object::of(word).get(&["word", "text"])).flat_map(|word| lines(source, word)).collect()
        }
    };
    Cue {
        start: segment.seconds(&["start"]).or_else(|| offset("from")),
        end: segment.seconds(&["end"]).or_else(|| offset("to")),
        speaker: segment.text(&["speaker"]),
        lines,
        ..Cue::default()
    }
}
