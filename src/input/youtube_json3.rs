//! YouTube captions as `json3`.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};
use super::runs::Run;

/// Reads `events` of `segs`; times are milliseconds.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let events = Object::of(root).list(&["events"]).unwrap_or_default();
    let cue = |event: Json<'s>| {
        let event = Object::of(event);
        let start = event.seconds(&["tStartMs"]).map(|start| start / 1000.0);
        let end = start.zip(event.seconds(&["dDurationMs"])).map(|(start, lasts)| start + lasts / 1000.0);
        let lines = text(source, event.list(&["segs"])?);
        // The line breaks of rolling captions are events of their own.
        lines.iter().any(|line| !line.is_empty()).then(|| Cue { start, end, lines, ..Cue::default() })
    };
    Transcript { cues: events.into_iter().filter_map(cue).collect(), ..Transcript::default() }
}

/// The lines of an event; its words follow one another as they are.
fn text(source: &str, words: Vec<Json>) -> Vec<Vec<Run>> {
    let mut text: Vec<Vec<Run>> = vec![Vec::new()];
    for word in words {
        let Some(word) = Object::of(word).get(&["utf8"]) else { continue };
        for (index, line) in lines(source, word).into_iter().enumerate() {
            match text.last_mut().filter(|_| index == 0) {
                Some(last) => last.extend(line),
                None => text.push(line),
            }
        }
    }
    text
}
