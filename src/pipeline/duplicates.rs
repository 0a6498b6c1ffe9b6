//! Documents that hold what another holds: the same recording, or nearly the same text.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::survey::{Survey, each_document};
use super::{PipelineError, Settings};
use crate::graph::DocumentRecord;
use crate::model::{Document, recording};
use crate::text::{Sketch, is_han};

/// From this share of what either says on, two texts are nearly the same.
const RESEMBLANCE: f64 = 0.5;

/// Texts of fewer bytes are not compared: little is soon alike.
const SHORTEST: u64 = 1_000;

/// An address that more documents share is that of a show, not of a recording.
const MANY: usize = 8;

/// Of the documents that share a shingle, each is compared with so many behind it.
const NEIGHBOURS: usize = 4;

/// So many characters tell the script of a text.
const SAMPLE: usize = 300;

/// What tells whether two documents hold the same. A document of any length has one of some hundred bytes.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    path: String,
    /// What its source is a recording of.
    recording: Option<String>,
    /// Whether anybody is named as speaking.
    has_speakers: bool,
    /// Whether it is written in Chinese; unknown where nothing is written.
    is_chinese: Option<bool>,
    /// Bytes of the text that counts.
    bytes: u64,
    /// That text; empty where only sources are compared.
    sketch: Sketch,
}

/// A document that repeats another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// Its path.
    pub path: String,
    /// The path of the document that counts in its place.
    pub of: String,
    /// Why it repeats it.
    pub why: Sameness,
}

/// Why two documents are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    /// Their sources lead to the same recording.
    Source,
    /// They say nearly the same.
    Text,
}

impl fmt::Display for Sameness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sameness::Source => "the same source",
            Sameness::Text => "nearly the same text",
        })
    }
}

impl Fingerprint {
    /// The fingerprint of a document. Turns that repeat another in another language do not count.
    pub fn new(document: &Document) -> Self {
        let mut sketch = Sketch::default();
        let turns = document.turns.iter().filter(|turn| !turn.translation);
        turns.for_each(|turn| sketch.push(&document.folded.text()[turn.span.range()]));
        Fingerprint { sketch, ..Fingerprint::of_source(document) }
    }

    /// The fingerprint of a document by which only its source can be told, at next to no cost.
    pub fn of_source(document: &Document) -> Self {
        let text = document.folded.text();
        let turns = || document.turns.iter().filter(|turn| !turn.translation);
        let sample = turns().flat_map(|turn| text[turn.span.range()].chars()).filter(|c| c.is_alphabetic()).take(SAMPLE);
        let (han, all) = sample.fold((0, 0), |(han, all), c| (han + usize::from(is_han(c)), all + 1));
        Fingerprint {
            path: document.path.clone(),
            recording: document.front.source.as_deref().and_then(recording),
            has_speakers: document.speakers.iter().any(|speaker| !speaker.role),
            // A Chinese character says as much as a word of some letters.
            is_chinese: (all > 0).then_some(han * 4 > all),
            bytes: turns().map(|turn| turn.span.len() as u64).sum(),
            sketch: Sketch::default(),
        }
    }

    /// The fingerprint of a document of which only its record is left: only its source can be told.
    pub fn of_record(record: &DocumentRecord) -> Self {
        Fingerprint {
            path: record.path.clone(),
            recording: record.url.as_deref().and_then(recording),
            has_speakers: !record.speakers.is_empty(),
            is_chinese: None,
            bytes: 0,
            sketch: Sketch::default(),
        }
    }

    /// Whether neither can be a translation of the other.
    fn is_of_language(&self, other: &Fingerprint) -> bool {
        self.is_chinese.zip(other.is_chinese).is_none_or(|(a, b)| a == b)
    }
}

/// Reads all files for their fingerprints, in order of path. Standard input is left out: it can be read only once.
///
/// # Errors
/// Where the settings are strict and a file cannot be read.
pub fn fingerprints(paths: &[PathBuf], settings: &Settings) -> Result<Vec<Fingerprint>, PipelineError> {
    let files: Vec<PathBuf> = paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect();
    let Survey { found, .. } = each_document(&files, settings, |document, _| Fingerprint::new(document))?;
    Ok(found)
}

/// The documents that repeat another, in order of path.
///
/// Two hold the same where their sources lead to the same recording, or where they share half of what either says, and
/// neither is a translation of the other; so do all that are linked by such pairs. Of these, one counts: a document
/// that names its speakers before one that does not, then the one with the most text, then the first in order of path.
pub fn duplicates(fingerprints: &[Fingerprint]) -> Vec<Duplicate> {
    let mut all: Vec<&Fingerprint> = fingerprints.iter().collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let mut groups = Groups((0..all.len()).collect());
    by_source(&all, &mut groups);
    by_text(&all, &mut groups);
    let mut members: BTreeMap<usize, Vec<&Fingerprint>> = BTreeMap::new();
    for (index, fingerprint) in all.iter().enumerate() {
        members.entry(groups.root(index)).or_default().push(fingerprint);
    }
    let mut found: Vec<Duplicate> = members.into_values().flat_map(|group| of_group(&group)).collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn of_group(group: &[&Fingerprint]) -> Vec<Duplicate> {
    // The first of the greatest.
    let best = group.iter().rev().max_by_key(|one| (one.has_speakers, one.bytes));
    let Some(best) = best.filter(|_| group.len() > 1) else { return Vec::new() };
    let duplicate = |one: &&&Fingerprint| Duplicate {
        path: one.path.clone(),
        of: best.path.clone(),
        why: if one.recording.is_some() && one.recording == best.recording { Sameness::Source } else { Sameness::Text },
    };
    group.iter().filter(|one| one.path != best.path).map(|one| duplicate(&one)).collect()
}

fn by_source(all: &[&Fingerprint], groups: &mut Groups) {
    let mut of_recording: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, fingerprint) in all.iter().enumerate() {
        if let Some(recording) = &fingerprint.recording {
            of_recording.entry(recording).or_default().push(index);
        }
    }
    for indices in of_recording.into_values().filter(|indices| (2..=MANY).contains(&indices.len())) {
        for (place, &a) in indices.iter().enumerate() {
            indices[place + 1..].iter().filter(|&&b| all[a].is_of_language(all[b])).for_each(|&b| groups.join(a, b));
        }
    }
}

fn by_text(all: &[&Fingerprint], groups: &mut Groups) {
    let long = all.iter().enumerate().filter(|(_, fingerprint)| fingerprint.bytes >= SHORTEST);
    let mut places: Vec<(u32, usize)> =
        long.flat_map(|(index, fingerprint)| fingerprint.sketch.values().iter().map(move |&value| (value, index))).collect();
    places.sort_unstable();
    let mut compared: FxHashSet<(usize, usize)> = FxHashSet::default();
    for sharing in places.chunk_by(|a, b| a.0 == b.0) {
        for (place, &(_, a)) in sharing.iter().enumerate() {
            for &(_, b) in sharing[place + 1..].iter().take(NEIGHBOURS) {
                let is_new = groups.root(a) != groups.root(b) && compared.insert((a, b));
                if is_new && all[a].is_of_language(all[b]) && all[a].sketch.resemblance(&all[b].sketch) >= RESEMBLANCE {
                    groups.join(a, b);
                }
            }
        }
    }
}

/// Which documents belong together: each points to an earlier one of its group, the first to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{ReadOptions, read};

    /// A text of so many sentences, the first of them number `from`.
    fn text(from: u32, sentences: u32) -> String {
        let word = |n: u32| {
            ["tide", "mill", "harbour", "quay", "storm", "vessel", "lantern", "anchor"][(n.wrapping_mul(2_654_435_761) >> 29) as usize]
        };
        (from..from + sentences).map(|n| format!("Ship {n} met the {} and {} of {}. ", word(n), word(n * 3 + 1), word(n * 7 + 2))).collect()
    }

    fn of(path: &str, source: &str, text: &str) -> Fingerprint {
        let head = if source.is_empty() { String::new() } else { format!("---\nsource: {source}\n---\n") };
        Fingerprint::new(&read(path, format!("{head}{text}\n").into_bytes(), &ReadOptions::default()).expect("text"))
    }

    fn found(fingerprints: &[Fingerprint]) -> Vec<String> {
        let told = |found: Vec<Duplicate>| found.iter().map(|one| format!("{} {} {}", one.path, one.of, one.why)).collect::<Vec<_>>();
        let (given, turned): (Vec<_>, Vec<_>) = (fingerprints.to_vec(), fingerprints.iter().rev().cloned().collect());
        let told = (told(duplicates(&given)), told(duplicates(&turned)));
        assert_eq!(told.0, told.1, "the order of files does not show");
        told.0
    }

    #[test]
    fn one_recording_under_two_addresses() {
        let (a, b, c) = ("https://youtu.be/x?t=9", "https://www.youtube.com/watch?v=x&list=y", "https://youtu.be/z");
        let files = [of("a.md", a, "Short."), of("b.md", b, "Some words more."), of("c.md", c, "Short.")];
        assert_eq!(found(&files), ["a.md b.md the same source"]);
        // One that names its speakers counts before a longer one that does not.
        let named = of("c.md", b, "**Ada Byte**: Yes.\n\n**Bo Cay**: No.\n\n**Ada Byte**: Yes.");
        assert_eq!(
            found(&[of("a.md", a, &text(0, 40)), named, of("b.md", a, "Hm.")]),
            ["a.md c.md the same source", "b.md c.md the same source"]
        );
    }

    #[test]
    fn translations_of_one_another_both_count() {
        let source = "https://youtu.be/x";
        let chinese = "我们今天在港口谈潮汐发电，还有北风能源和它的船。".repeat(40);
        assert!(found(&[of("a.md", source, &text(0, 40)), of("b.md", source, &chinese)]).is_empty());
        assert_eq!(found(&[of("a.md", source, &chinese), of("b.md", source, &chinese)]), ["b.md a.md the same source"]);
    }

    #[test]
    fn an_address_of_many_is_none_of_a_recording() {
        let files: Vec<Fingerprint> =
            (0..=MANY as u32).map(|n| of(&format!("{n}.md"), "https://example.org/show", &text(n * 1_000, 30))).collect();
        assert_eq!(found(&files[1..]).len(), MANY - 1);
        assert!(found(&files).is_empty());
    }

    #[test]
    fn nearly_the_same_text() {
        let one = text(0, 200);
        let changed = one.replace("Ship 40 ", "Boat forty ").replace("storm and", "gale and").replace(". ", ".\n");
        let labelled = format!("**Ada Byte**: {}\n\n**Bo Cay**: {}\n\n**Ada Byte**: Bye.\n", &one[..4_000], &one[4_000..]);
        let files = [of("a.txt", "", &one), of("b.txt", "", &changed), of("c.md", "", &labelled), of("d.txt", "", &text(5_000, 200))];
        assert_eq!(found(&files), ["a.txt c.md nearly the same text", "b.txt c.md nearly the same text"]);
        // A part of a longer text is another, and what is short is not compared.
        assert!(found(&[of("a.txt", "", &text(0, 600)), of("b.txt", "", &text(0, 100))]).is_empty());
        assert!(found(&[of("a.txt", "", "Yes."), of("b.txt", "", "Yes.")]).is_empty());
    }

    /// Any number of documents that all say the same are told in no more than a moment.
    #[test]
    fn many_that_are_the_same() {
        let one = of("x", "", &text(0, 100));
        let files: Vec<Fingerprint> = (0..5_000).map(|n| Fingerprint { path: format!("{n:04}.md"), ..one.clone() }).collect();
        assert_eq!(found(&files).len(), 4_999);
    }
}
