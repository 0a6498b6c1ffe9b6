//! Turns as plain JSON: one object a line, or a list of them.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines, list};
use super::label::numbered;
use super::runs;
use super::words::{divided, words};

/// Names of the field that holds what was said.
const TEXT: [&str; 9] = ["text", "content", "body", "transcript", "utterance", "sentence", "message", "line", "value"];
/// Names of the field that holds who said it.
const SPEAKER: [&str; 9] = ["speaker", "speaker_name", "speakerName", "name", "author", "from", "role", "who", "speaker_id"];
/// Names of the field that holds when.
const START: [&str; 8] = ["start", "start_time", "startTime", "time", "timestamp", "offset", "begin", "from"];
/// Names of the field that holds when it ended.
const END: [&str; 4] = ["end", "end_time", "endTime", "to"];
/// Names of the field that holds how long it lasted.
const DURATION: [&str; 2] = ["duration", "dur"];
/// Names of the list of turns in an object that holds more.
const TURNS: [&str; 13] = [
    "turns", "utterances", "segments", "transcript", "transcription", "messages", "dialogue", "conversation", "entries", "results",
    "sentences", "speakers", "chunks",
];

/// Speech of fewer characters a second is none: such times are milliseconds.
const SLOWEST: f64 = 0.05;
/// Without ends, times up to so many seconds may be those of a few words in a long recording.
const LONGEST: f64 = 36_000.0;

/// The turns among the values of a file; none where it holds none.
pub(super) fn turns<'s>(values: &[Json<'s>]) -> Option<Vec<Json<'s>>> {
    let is_turn = |value: &Json<'s>| Object::of(value).get(&TEXT).is_some_and(|text| text.get().starts_with('"'));
    let has_turns = |items: &Vec<Json<'s>>| items.iter().any(is_turn);
    let found = match values {
        [one] => {
            let root = Object::of(one);
            list(one).or_else(|| TURNS.iter().find_map(|key| root.list(&[key]).filter(has_turns))).unwrap_or_else(|| vec![one])
        }
        several => several.to_vec(),
    };
    has_turns(&found).then_some(found)
}

/// Reads turns; an object without text, such as the head of a file, is none.
pub(super) fn read<'s>(source: &'s str, turns: Vec<Json<'s>>) -> Transcript<'s> {
    let (turns, cues): (Vec<Object>, Vec<Cue>) = turns
        .into_iter()
        .map(Object::of)
        .filter_map(|turn| {
            let cue = cue(source, &turn)?;
            Some((turn, cue))
        })
        .unzip();
    let unit = if are_milliseconds(source, &cues) { 0.001 } else { 1.0 };
    let in_seconds = |cue: Cue<'s>| Cue { start: cue.start.map(|start| start * unit), end: cue.end.map(|end| end * unit), ..cue };
    let pieces = turns.iter().zip(cues).flat_map(|(turn, cue)| divided(source, in_seconds(cue), words(turn, unit)));
    Transcript { cues: pieces.collect(), ..Transcript::default() }
}

fn cue<'s>(source: &'s str, turn: &Object<'s>) -> Option<Cue<'s>> {
    let text = turn.get(&TEXT)?;
    let start = turn.seconds(&START);
    let end = turn.seconds(&END).or_else(|| Some(start? + turn.seconds(&DURATION)?));
    Some(Cue { start, end, speaker: turn.text(&SPEAKER).map(numbered), lines: lines(source, text), ..Cue::default() })
}

/// Whether the times are too far apart for seconds.
fn are_milliseconds(source: &str, cues: &[Cue]) -> bool {
    let timed = || cues.iter().filter_map(|cue| Some((cue, cue.start?)));
    let spoken = |cue: &Cue| cue.lines.iter().map(|line| runs::text(source, line).chars().count()).sum::<usize>() as f64;
    let lasted: Option<f64> = timed().map(|(cue, start)| Some(cue.end? - start)).sum();
    let until = timed().map(|(_, start)| start).fold(0.0, f64::max);
    let seconds = lasted.unwrap_or(if until > LONGEST { until } else { 0.0 });
    timed().all(|(_, start)| start.fract() == 0.0) && timed().map(|(cue, _)| spoken(cue)).sum::<f64>() < SLOWEST * seconds
}
