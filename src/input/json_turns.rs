//! Turns as plain JSON: one object a line, or a list of them.

use super::assemblyai::numbered;
use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines, list};

/// Names of the field that holds what was said.
const TEXT: [&str; 9] = ["text", "content", "body", "transcript", "utterance", "sentence", "message", "line", "value"];
/// Names of the field that holds who said it.
const SPEAKER: [&str; 8] = ["speaker", "speaker_name", "speakerName", "name", "author", "from", "role", "who"];
/// Names of the field that holds when, in seconds.
const START: [&str; 8] = ["start", "start_time", "startTime", "time", "timestamp", "offset", "begin", "from"];
/// Names of the field that holds when it ended, in seconds.
const END: [&str; 4] = ["end", "end_time", "endTime", "to"];
/// Names of the field that holds how long it lasted, in seconds.
const DURATION: [&str; 2] = ["duration", "dur"];
/// Names of the list of turns in an object that holds more.
const TURNS: [&str; 10] =
    ["turns", "utterances", "segments", "transcript", "transcription", "messages", "dialogue", "conversation", "entries", "results"];

/// The turns among the values of a file; none where it holds none.
pub(super) fn turns<'s>(values: &[Json<'s>]) -> Option<Vec<Json<'s>>> {
    let is_turn = |value: &Json<'s>| Object::of(value).get(&TEXT).is_some_and(|text| text.get().starts_with('"'));
    let found = match values {
        [one] => list(one).or_else(|| Object::of(one).list(&TURNS)).unwrap_or_else(|| vec![one]),
        several => several.to_vec(),
    };
    found.iter().any(is_turn).then_some(found)
}

/// Reads turns; an object without text, such as the head of a file, is none.
pub(super) fn read<'s>(source: &'s str, turns: Vec<Json<'s>>) -> Transcript<'s> {
    let cue = |turn: Json<'s>| {
        let turn = Object::of(turn);
        let text = turn.get(&TEXT)?;
        let start = turn.seconds(&START);
        let end = turn.seconds(&END).or_else(|| Some(start? + turn.seconds(&DURATION)?));
        Some(Cue { start, end, speaker: turn.text(&SPEAKER).map(numbered), lines: lines(source, text), ..Cue::default() })
    };
    Transcript { cues: turns.into_iter().filter_map(cue).collect(), ..Transcript::default() }
}
