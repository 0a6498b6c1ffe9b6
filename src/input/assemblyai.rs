//! What AssemblyAI delivers.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};
use crate::model::FrontMatter;

/// Reads `utterances`, or, where speakers were not told apart, `words`; times are milliseconds.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let root = Object::of(root);
    let cue = |utterance: Json<'s>| {
        let utterance = Object::of(utterance);
        Cue {
            start: utterance.seconds(&["start"]).map(|start| start / 1000.0),
            end: utterance.seconds(&["end"]).map(|end| end / 1000.0),
            speaker: utterance.text(&["speaker"]).map(numbered),
            lines: utterance.get(&["text"]).map_or_else(Vec::new, |text| lines(source, text)),
            ..Cue::default()
        }
    };
    let cues = root.list(&["utterances", "words"]).unwrap_or_default().into_iter().map(cue).collect();
    let recording = root.text(&["audio_url"]).filter(|url| url.starts_with("http"));
    Transcript { front: FrontMatter { source: recording.map(Into::into), ..FrontMatter::default() }, cues }
}

/// Services call unknown speakers A, B, 0, 1, which names nobody.
pub(super) fn numbered(label: std::borrow::Cow<'_, str>) -> std::borrow::Cow<'_, str> {
    let letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_uppercase());
    let number = label.bytes().all(|b| b.is_ascii_digit());
    if letter || number { format!("Speaker {label}").into() } else { label }
}
