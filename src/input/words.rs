//! Words that tell when they are said, and so divide a long speech into pieces.

use std::borrow::Cow;

use super::cues::{Cue, SENTENCE_ENDS};
use super::json::{Json, Object};
use super::label::numbered;
use super::runs;

/// A piece that no sentence ends lasts so many seconds.
const LONGEST: f64 = 5.0;

/// A word is looked for so many bytes behind the one before it.
const REACH: usize = 80;

/// A word as services list them beside the text.
pub(super) struct Word<'s> {
    text: Cow<'s, str>,
    start: Option<f64>,
    end: Option<f64>,
    speaker: Option<Cow<'s, str>>,
}

/// The `words` of an object, whose times are in `unit` seconds.
pub(super) fn words<'s>(object: &Object<'s>, unit: f64) -> impl Iterator<Item = Word<'s>> {
    let word = move |word: Json<'s>| {
        let word = Object::of(word);
        Some(Word {
            text: word.text(&["punctuated_word", "word", "text"])?,
            start: word.seconds(&["start"]).map(|start| start * unit),
            end: word.seconds(&["end"]).map(|end| end * unit),
            speaker: word.text(&["speaker", "speaker_id"]).map(numbered),
        })
    };
    object.list(&["words"]).unwrap_or_default().into_iter().filter_map(word)
}

/// Divides the one line of a cue where one of its `words` begins a sentence, or another speaker, or comes late enough.
///
/// The text stays the cue's own; words that are not in it tell nothing. A speaker of the cue is believed before those of words.
pub(super) fn divided<'s>(source: &str, cue: Cue<'s>, words: impl Iterator<Item = Word<'s>>) -> Vec<Cue<'s>> {
    let [line] = &cue.lines[..] else { return vec![cue] };
    let text = runs::text(source, line);
    let first = Cue { start: cue.start, speaker: cue.speaker.clone(), opens: cue.opens, ..Cue::default() };
    let (mut pieces, mut places) = (vec![first], Vec::new());
    let (mut at, mut said_until) = (0, None);
    for word in words {
        let Some((start, place)) = word.start.zip(find(&text, at, word.text.trim())) else { continue };
        at = place + word.text.trim().len();
        let speaker = cue.speaker.clone().or(word.speaker);
        let begins = text[..place].trim_end().is_empty();
        if let Some(piece) = pieces.last_mut() {
            let ended = text[..place].trim_end().ends_with(SENTENCE_ENDS);
            let other = speaker.is_some() && speaker != piece.speaker;
            let late = piece.start.is_some_and(|since| start - since >= LONGEST);
            if begins {
                piece.start = piece.start.or(Some(start));
                piece.speaker = speaker;
            } else if ended || other || late {
                piece.end = said_until;
                let speaker = speaker.or(piece.speaker.clone());
                pieces.push(Cue { start: Some(start), speaker, ..Cue::default() });
                places.push(place);
            }
        }
        said_until = word.end;
    }
    let end = cue.end.or(said_until);
    for (piece, line) in pieces.iter_mut().zip(runs::split(line, &places)) {
        piece.lines.push(line);
    }
    pieces.last_mut().into_iter().for_each(|last| last.end = end);
    pieces
}

/// Where `word` stands in `text`, not far behind byte `at`.
fn find(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = (at + REACH + word.len()).min(text.len());
    let end = (end..=text.len()).find(|&end| text.is_char_boundary(end))?;
    if word.is_empty() { None } else { text[at..end].find(word).map(|found| at + found) }
}
