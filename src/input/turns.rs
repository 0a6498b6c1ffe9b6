//! Turns as they grow: what all readers hand their text to.

use rustc_hash::FxHashMap;

use super::file_name;
use super::label::{Candidate, speakers};
use crate::model::{Document, FrontMatter, Section, Speaker, Stored, TimeMark, Turn};
use crate::text::{Case, Folded, Folder, LineIndex, Span, fold, squash};

/// The turns, speakers and times of a document while it is read.
pub(super) struct Turns<'s> {
    /// Where the spoken text goes.
    pub folder: Folder,
    /// The turns that have ended.
    pub turns: Vec<Turn>,
    roles: &'s [String],
    sections: Vec<Section>,
    speakers: Vec<Speaker>,
    /// Speakers by their folded names, functions apart.
    by_name: FxHashMap<(String, bool), u32>,
    times: Vec<TimeMark>,
    /// The turn being read.
    open: Option<Turn>,
    /// Labels met before, by text and gloss, with the speakers they name.
    labels: FxHashMap<(&'s str, Option<&'s str>), Vec<u32>>,
    /// Who speaks.
    current: Vec<u32>,
    /// Where the text before ended, in the source.
    end: u32,
}

/// What was read, short of where it came from.
pub(super) struct Parts {
    pub sections: Vec<Section>,
    pub speakers: Vec<Speaker>,
    pub turns: Vec<Turn>,
    pub times: Vec<TimeMark>,
    pub folded: Folded,
}

impl<'s> Turns<'s> {
    /// No turns yet, and room for so many `bytes` of text. `roles` are labels of nobody in particular.
    pub fn new(bytes: usize, roles: &'s [String]) -> Self {
        Turns {
            folder: Folder::with_capacity(Case::Fold, bytes),
            turns: Vec::new(),
            roles,
            sections: Vec::new(),
            speakers: Vec::new(),
            by_name: FxHashMap::default(),
            times: Vec::new(),
            open: None,
            labels: FxHashMap::default(),
            current: Vec::new(),
            end: 0,
        }
    }

    /// A heading ends the turn; the speaker goes on after it.
    pub fn section(&mut self, title: String) {
        self.close();
        self.sections.push(Section { title });
    }

    /// Who speaks.
    pub fn current(&self) -> &[u32] {
        &self.current
    }

    /// Somebody begins to speak, and so a turn.
    pub fn speak(&mut self, speakers: Vec<u32>) {
        self.close();
        self.current = speakers;
    }

    /// What is said from here on is said so many seconds from the start.
    pub fn time(&mut self, seconds: f64) {
        self.open();
        let at = self.folder.len();
        match self.times.last_mut() {
            Some(last) if last.at == at => last.seconds = seconds,
            _ => self.times.push(TimeMark { at, seconds }),
        }
    }

    /// The time told last.
    pub fn last_time(&self) -> Option<f64> {
        self.times.last().map(|mark| mark.seconds)
    }

    /// A paragraph begins at byte `at`: it goes on with the turn; without any speaker it is a turn of its own.
    pub fn paragraph(&mut self, at: u32) {
        if self.current.is_empty() {
            self.close();
        } else if let Some(turn) = &mut self.open {
            self.folder.border(at);
            if turn.paragraphs.last() != Some(&self.folder.len()) {
                turn.paragraphs.push(self.folder.len());
            }
        }
    }

    /// The paragraph goes on at byte `at` of the source, behind a line break or markup.
    pub fn line_break(&mut self, at: u32) {
        if self.end <= at {
            self.folder.line_break(Span { start: self.end, end: at });
        } else {
            // Text out of the file's order: a name across the seam would have no place in the file.
            self.folder.border(self.end);
        }
    }

    /// Opens a turn where none is open.
    pub fn open(&mut self) {
        if self.open.is_none() {
            self.folder.border(self.end);
            let start = self.folder.len();
            let section = self.sections.len().checked_sub(1).map(|index| index as u32);
            let span = Span { start, end: start };
            self.open = Some(Turn { speakers: self.current.clone(), section, span, paragraphs: vec![start], translation: false });
        }
    }

    /// Text has been pushed up to byte `end` of the source.
    pub fn pushed(&mut self, end: u32) {
        self.end = end;
    }

    /// Ends the turn being read; one without a word is forgotten.
    pub fn close(&mut self) {
        let Some(mut turn) = self.open.take() else { return };
        turn.span.end = self.folder.len();
        turn.paragraphs.retain(|&start| start < turn.span.end);
        if !turn.span.is_empty() {
            self.turns.push(turn);
        }
    }

    /// The speakers a label names.
    pub fn named(&mut self, label: &Candidate<'s>) -> Vec<u32> {
        let key = (label.text, label.gloss);
        if let Some(known) = self.labels.get(&key) {
            return known.clone();
        }
        let named: Vec<u32> = speakers(label, self.roles).into_iter().map(|speaker| self.intern(speaker)).collect();
        self.labels.insert(key, named.clone());
        named
    }

    /// The index of a speaker: one who has been named before, under any of the names, is the same.
    fn intern(&mut self, speaker: Speaker) -> u32 {
        let key = |name: &str| (squash(&fold(name, Case::Fold)), speaker.role);
        let wanted = key(&speaker.name);
        let index = self.by_name.get(&wanted).copied().unwrap_or_else(|| {
            self.speakers.push(Speaker { also: Vec::new(), ..speaker.clone() });
            self.speakers.len() as u32 - 1
        });
        self.by_name.entry(wanted).or_insert(index);
        let known = &mut self.speakers[index as usize];
        for also in &speaker.also {
            if !known.also.contains(also) {
                self.by_name.entry(key(also)).or_insert(index);
                known.also.push(also.clone());
            }
        }
        index
    }

    /// Ends the last turn and hands over all that was read.
    pub fn finish(mut self) -> Parts {
        self.close();
        let Turns { folder, sections, speakers, turns, times, .. } = self;
        Parts { sections, speakers, turns, times, folded: folder.finish() }
    }
}

impl Parts {
    /// The document, given where it came from.
    pub fn document(self, path: &str, front: FrontMatter, source: String) -> Document {
        let Parts { sections, speakers, turns, times, folded } = self;
        let (stored, front) = (Stored::default(), file_name::complete(front, path));
        Document { path: path.to_owned(), stored, front, sections, speakers, turns, times, folded, lines: LineIndex::new(&source), source }
    }
}
