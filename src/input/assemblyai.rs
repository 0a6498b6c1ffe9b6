//! What AssemblyAI delivers.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};
use super::label::numbered;
use super::words::{divided, words};
use crate::model::FrontMatter;

/// Times are milliseconds.
const UNIT: f64 = 0.001;

/// Reads `utterances`, `sentences` or `paragraphs`, or, where there are none, the whole `text`.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let parts = Object::of(root).list(&["utterances", "sentences", "paragraphs"]).unwrap_or_else(|| vec![root]);
    let cues = parts.into_iter().flat_map(|part| cues(source, &Object::of(part))).collect();
    let recording = Object::of(root).text(&["audio_url"]).filter(|url| url.starts_with("http"));
    Transcript { front: FrontMatter { source: recording.map(Into::into), ..FrontMatter::default() }, cues }
}

fn cues<'s>(source: &'s str, part: &Object<'s>) -> Vec<Cue<'s>> {
    let cue = Cue {
        start: part.seconds(&["start"]).map(|start| start * UNIT),
        end: part.seconds(&["end"]).map(|end| end * UNIT),
        speaker: part.text(&["speaker"]).map(numbered),
        lines: part.get(&["text"]).map_or_else(Vec::new, |text| lines(source, text)),
        ..Cue::default()
    };
    divided(source, cue, words(part, UNIT))
}
