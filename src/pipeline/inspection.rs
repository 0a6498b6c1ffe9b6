//! What files are taken for.

use std::path::PathBuf;

use serde::Serialize;

use super::survey::{Survey, each_document};
use super::{Duplicate, Fingerprint, PipelineError, Settings, duplicates};
use crate::input::{self, InputFormat};
use crate::model::Document;

/// What a file is taken for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspected {
    /// Path as given.
    pub path: String,
    /// The format.
    pub format: &'static str,
    /// The encoding it is stored in.
    pub encoding: &'static str,
    /// What it is packed with.
    pub packed: Option<&'static str>,
    /// Title, from the head of the file.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// The show, channel or author.
    pub show: Option<String>,
    /// Address of the recording.
    pub source: Option<String>,
    /// Names that its head lists.
    pub names: Vec<ListedAs>,
    /// Who speaks, in order of first appearance.
    pub speakers: Vec<SpeakerTurns>,
    /// Headings.
    pub sections: u64,
    /// Turns that count.
    pub turns: u64,
    /// Turns that repeat another in another language, and do not count.
    pub translations: u64,
    /// Characters of all turns that count, as read.
    pub characters: u64,
    /// Characters of turns nobody is named for.
    pub characters_without_speaker: u64,
    /// Places at which a time is known.
    pub times: u64,
    /// The last of these times, in seconds.
    pub seconds: Option<f64>,
    /// What stands as labels do and was not taken for one, with how often.
    pub possible_labels: Vec<(String, u64)>,
}

/// A name that the head of a file lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedAs {
    /// The name.
    pub name: String,
    /// What kind it is listed as.
    pub kind: String,
}

/// How much a speaker says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerTurns {
    /// The name in the labels.
    pub name: String,
    /// Further names in them.
    pub also: Vec<String>,
    /// Whether it is a function and names nobody in particular.
    pub role: bool,
    /// Turns that count.
    pub turns: u64,
    /// Their characters, as read.
    pub characters: u64,
    /// From their beginnings to those of the turns behind them, where the file tells times.
    pub seconds: Option<f64>,
}

impl Inspected {
    /// What `document`, read as `format`, was taken for.
    pub fn new(document: &Document, format: InputFormat, possible_labels: Vec<(String, u64)>) -> Self {
        let front = &document.front;
        let mut inspected = Inspected {
            path: document.path.clone(),
            format: format.name(),
            encoding: document.stored.encoding,
            packed: document.stored.packed,
            title: front.title.clone(),
            date: front.date.map(|date| date.to_string()),
            show: front.show.clone(),
            source: front.source.clone(),
            names: front.names.iter().map(|listed| ListedAs { name: listed.name.clone(), kind: listed.kind.to_string() }).collect(),
            speakers: speakers(document),
            sections: document.sections.len() as u64,
            turns: 0,
            translations: 0,
            characters: 0,
            characters_without_speaker: 0,
            times: document.times.len() as u64,
            seconds: document.times.iter().map(|mark| mark.seconds).max_by(f64::total_cmp),
            possible_labels,
        };
        for (index, turn) in document.turns.iter().enumerate() {
            if turn.translation {
                inspected.translations += 1;
                continue;
            }
            let characters = document.folded.text()[turn.span.range()].chars().count() as u64;
            inspected.turns += 1;
            inspected.characters += characters;
            if turn.speakers.is_empty() {
                inspected.characters_without_speaker += characters;
            }
            let seconds = seconds(document, index);
            for &speaker in &turn.speakers {
                let of_speaker = &mut inspected.speakers[speaker as usize];
                of_speaker.turns += 1;
                of_speaker.characters += characters;
                of_speaker.seconds = seconds.map_or(of_speaker.seconds, |more| Some(of_speaker.seconds.unwrap_or(0.0) + more));
            }
        }
        inspected
    }

    /// How much text may have lost its speaker: all that has none, in files where something is, or looks like, a label.
    pub fn in_doubt(&self) -> u64 {
        if self.speakers.is_empty() && self.possible_labels.iter().all(|(_, count)| *count < 2) {
            return 0;
        }
        self.characters_without_speaker
    }
}

fn speakers(document: &Document) -> Vec<SpeakerTurns> {
    let nothing_yet = |speaker: &crate::model::Speaker| SpeakerTurns {
        name: speaker.name.clone(),
        also: speaker.also.clone(),
        role: speaker.role,
        turns: 0,
        characters: 0,
        seconds: None,
    };
    document.speakers.iter().map(nothing_yet).collect()
}

/// From the beginning of a turn to that of the next, or of the last for which a time is known.
fn seconds(document: &Document, index: usize) -> Option<f64> {
    let turn = &document.turns[index];
    let start = document.time_at(turn.span.start)?;
    let end = match document.turns.get(index + 1) {
        Some(next) => document.time_at(next.span.start)?,
        None => document.time_at(turn.span.end)?,
    };
    Some((end - start).max(0.0))
}

/// What files are taken for.
#[derive(Debug)]
pub struct Inspection {
    /// Each of them, in order of path.
    pub files: Vec<Inspected>,
    /// Those that repeat another.
    pub duplicates: Vec<Duplicate>,
}

/// Reads all files and tells what each is taken for, and which repeat another.
///
/// # Errors
/// Where the settings are strict and a file cannot be read.
pub fn inspect(paths: &[PathBuf], settings: &Settings) -> Result<Survey<Inspection>, PipelineError> {
    let Survey { found, documents, skipped } = each_document(paths, settings, |document, format| {
        let doubted = input::doubted(document, format, &settings.read);
        (Inspected::new(document, format, doubted), Fingerprint::new(document))
    })?;
    let (files, fingerprints): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    Ok(Survey { found: Inspection { files, duplicates: duplicates(&fingerprints) }, documents, skipped })
}
