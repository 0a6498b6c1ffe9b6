//! What Deepgram delivers.

use super::assemblyai::numbered;
use super::cues::{Cue, Transcript};
use super::json::{Json, Object, lines};

/// Reads `results`: its `utterances`, or the sentences, or the words of the first channel.
pub(super) fn read<'s>(source: &'s str, root: Json<'s>) -> Transcript<'s> {
    let results = Object::of(root).get(&["results"]).map(Object::of).unwrap_or_default();
    let cues = match results.list(&["utterances"]) {
        Some(utterances) => utterances.into_iter().map(|utterance| cue(source, &Object::of(utterance), None)).collect(),
        None => first_channel(source, &results),
    };
    Transcript { cues, ..Transcript::default() }
}

fn first_channel<'s>(source: &'s str, results: &Object<'s>) -> Vec<Cue<'s>> {
    let first = |object: &Object<'s>, key: &str| object.list(&[key]).and_then(|items| items.first().map(|item| Object::of(item)));
    let Some(best) = first(results, "channels").and_then(|channel| first(&channel, "alternatives")) else { return Vec::new() };
    let paragraphs = best.get(&["paragraphs"]).and_then(|value| Object::of(value).list(&["paragraphs"]));
    let Some(paragraphs) = paragraphs else {
        return best.list(&["words"]).unwrap_or_default().into_iter().map(|word| cue(source, &Object::of(word), None)).collect();
    };
    let sentences = |paragraph: Json<'s>| {
        let paragraph = Object::of(paragraph);
        let sentences = paragraph.list(&["sentences"]).unwrap_or_default();
        sentences.into_iter().map(|sentence| cue(source, &Object::of(sentence), Some(&paragraph))).collect::<Vec<_>>()
    };
    paragraphs.into_iter().flat_map(sentences).collect()
}

/// One utterance, sentence or word; what it lacks, `whole` has.
fn cue<'s>(source: &'s str, part: &Object<'s>, whole: Option<&Object<'s>>) -> Cue<'s> {
    let speaker = part.text(&["speaker"]).or_else(|| whole?.text(&["speaker"]));
    Cue {
        start: part.seconds(&["start"]),
        end: part.seconds(&["end"]),
        speaker: speaker.map(numbered),
        lines: part.get(&["transcript", "text", "punctuated_word", "word"]).map_or_else(Vec::new, |text| lines(source, text)),
        ..Cue::default()
    }
}
