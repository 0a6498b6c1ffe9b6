//! What Deepgram delivers.

use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};
use super::label::numbered;
use super::words::{divided, words};

/// Reads `results`: its `utterances`, or what was said on its channels, in the order of time.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let results = Object::of(root).get(&["results"]).map(Object::of).unwrap_or_default();
    let channels = results.list(&["channels"]).unwrap_or_default();
    let several = channels.len() > 1;
    let mut cues: Vec<Cue> = match results.list(&["utterances"]) {
        Some(utterances) => {
            let utterance = |utterance: Json<'s>| {
                let utterance = Object::of(utterance);
                let speaker: &[&str] = if several { &["channel", "speaker"] } else { &["speaker"] };
                speech(source, &utterance, utterance.text(speaker).map(|speaker| speaker.into_owned()))
            };
            utterances.into_iter().flat_map(utterance).collect()
        }
        None => {
            let channel = |(index, channel): (usize, Json<'s>)| said_on(source, channel, several.then(|| index.to_string()));
            channels.into_iter().enumerate().flat_map(channel).collect()
        }
    };
    if several {
        cues.sort_by(|a, b| a.start.unwrap_or(0.0).total_cmp(&b.start.unwrap_or(0.0)));
    }
    Transcript { cues, ..Transcript::default() }
}

/// The sentences of a channel, or, where it has none, its whole transcript. Where there are several, each has one `speaker`.
fn said_on<'s>(source: &'s str, channel: Json<'s>, speaker: Option<String>) -> Vec<Cue<'s>> {
    let best = Object::of(channel).list(&["alternatives"]).and_then(|all| all.first().map(|best| Object::of(best)));
    let Some(best) = best else { return Vec::new() };
    let paragraphs = best.get(&["paragraphs"]).and_then(|value| Object::of(value).list(&["paragraphs"]));
    let Some(paragraphs) = paragraphs else { return speech(source, &best, speaker) };
    let sentences = |paragraph: Json<'s>| {
        let paragraph = Object::of(paragraph);
        let speaker = speaker.clone().or_else(|| paragraph.text(&["speaker"]).map(|speaker| speaker.into_owned()));
        let sentences = paragraph.list(&["sentences"]).unwrap_or_default();
        sentences.into_iter().flat_map(move |sentence| speech(source, &Object::of(sentence), speaker.clone()))
    };
    paragraphs.into_iter().flat_map(sentences).collect()
}

/// An utterance, a sentence or a transcript, in pieces where it lists its words.
fn speech<'s>(source: &'s str, part: &Object<'s>, speaker: Option<String>) -> Vec<Cue<'s>> {
    let cue = Cue {
        start: part.seconds(&["start"]),
        end: part.seconds(&["end"]),
        speaker: speaker.map(|speaker| numbered(speaker.into())),
        lines: part.get(&["transcript", "text"]).map_or_else(Vec::new, |text| lines(source, text)),
        ..Cue::default()
    };
    divided(source, cue, words(part, 1.0))
}
