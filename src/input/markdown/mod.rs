//! Markdown and plain text: headings, paragraphs, labelled turns, folded originals.

mod blocks;
mod inline;
mod translation;

use blocks::{Item, Line, items};
use inline::push_inline;
use rustc_hash::FxHashMap;

use super::front_matter;
use super::label::{Believed, Candidate, speakers};
use super::options::ReadOptions;
use crate::model::{Document, FrontMatter, Section, Speaker, TimeMark, Turn};
use crate::text::{Case, Folder, LineIndex, Span, fold, squash};

/// Reads a Markdown or plain text document. Every text is one; nothing is an error.
pub(super) fn read(path: &str, source: String, options: &ReadOptions) -> Document {
    let (front, body) = match front_matter::locate(&source) {
        Some((head, body)) => (front_matter::parse(&source[head.range()], &options.keys), body),
        None => (FrontMatter::default(), 0),
    };
    let items = items(&source, body);
    let people: Vec<&str> = front_matter::people(&front).collect();
    let believed = Believed::weigh(
        items.iter().filter_map(Item::label),
        items.iter().filter(|item| item.opens_paragraph()).count(),
        &people,
        &options.roles,
    );
    let mut reader = Reader {
        source: &source,
        roles: &options.roles,
        believed,
        folder: Folder::with_capacity(Case::Fold, source.len() - body),
        sections: Vec::new(),
        speakers: Vec::new(),
        turns: Vec::new(),
        times: Vec::new(),
        open: None,
        labels: FxHashMap::default(),
        current: Vec::new(),
        outside: Vec::new(),
        previous_end: 0,
    };
    for item in items {
        reader.item(item);
    }
    reader.close_turn();
    let Reader { folder, sections, speakers, mut turns, times, outside, .. } = reader;
    let folded = folder.finish();
    translation::mark(&mut turns, &outside, folded.text());
    translation::mark_twins(&mut turns, &outside, folded.text());
    Document { path: path.to_owned(), front, sections, speakers, turns, times, folded, lines: LineIndex::new(&source), source }
}

struct Reader<'s> {
    source: &'s str,
    roles: &'s [String],
    believed: Believed,
    folder: Folder,
    sections: Vec<Section>,
    speakers: Vec<Speaker>,
    turns: Vec<Turn>,
    times: Vec<TimeMark>,
    /// The turn being read.
    open: Option<Turn>,
    /// Labels met before, by text and gloss, with the speakers they name.
    labels: FxHashMap<(&'s str, Option<&'s str>), Vec<u32>>,
    /// Who speaks.
    current: Vec<u32>,
    /// For each aside begun and perhaps ended: which turns stand in it, and who spoke before it.
    outside: Vec<translation::Aside>,
    /// Where the line before ended, in the source.
    previous_end: u32,
}

impl<'s> Reader<'s> {
    fn item(&mut self, item: Item<'s>) {
        match item {
            Item::Heading(title) => {
                self.close_turn();
                self.sections.push(Section { title: plain(self.source, title) });
            }
            Item::AsideBegins => {
                self.close_turn();
                self.outside.push(translation::Aside { first: self.turns.len(), end: None, speakers: self.current.clone() });
            }
            Item::AsideEnds => {
                self.close_turn();
                if let Some(aside) = self.outside.iter_mut().rev().find(|aside| aside.end.is_none()) {
                    aside.end = Some(self.turns.len());
                    self.current = aside.speakers.clone();
                }
            }
            Item::Line(line) => self.line(line),
        }
    }

    fn line(&mut self, line: Line<'s>) {
        let label = line.label.filter(|label| self.believed.holds(label));
        let mut start = line.span.start;
        if let Some(label) = label {
            start += label.rest as u32;
            self.label(&label, start);
        } else if line.opens_paragraph {
            self.paragraph(line.span.start);
        } else {
            self.folder.line_break(Span { start: self.previous_end, end: start });
        }
        self.open_turn();
        push_inline(&mut self.folder, self.source, Span { start, end: line.span.end });
        self.previous_end = line.span.end;
    }

    /// A label ends the turn before it, unless it only tells the time.
    fn label(&mut self, label: &Candidate<'s>, at: u32) {
        let tells_time_only = label.text.is_empty() && label.time.is_some();
        if tells_time_only {
            self.paragraph(at);
        } else {
            self.close_turn();
            self.current = self.named(label);
        }
        if let Some(seconds) = label.time {
            self.open_turn();
            self.times.push(TimeMark { at: self.folder.len(), seconds });
        }
    }

    /// The speakers a label names.
    fn named(&mut self, label: &Candidate<'s>) -> Vec<u32> {
        if let Some(known) = self.labels.get(&(label.text, label.gloss)) {
            return known.clone();
        }
        let named: Vec<u32> = speakers(label, self.roles).into_iter().map(|speaker| self.intern(speaker)).collect();
        self.labels.insert((label.text, label.gloss), named.clone());
        named
    }

    /// A paragraph without a label goes on with the turn; without any speaker it is a turn of its own.
    fn paragraph(&mut self, at: u32) {
        if self.current.is_empty() {
            self.close_turn();
        } else if let Some(turn) = &mut self.open {
            self.folder.border(at);
            if turn.paragraphs.last() != Some(&self.folder.len()) {
                turn.paragraphs.push(self.folder.len());
            }
        }
    }

    fn open_turn(&mut self) {
        if self.open.is_none() {
            self.folder.border(self.previous_end);
            let start = self.folder.len();
            let section = self.sections.len().checked_sub(1).map(|index| index as u32);
            let span = Span { start, end: start };
            self.open = Some(Turn { speakers: self.current.clone(), section, span, paragraphs: vec![start], translation: false });
        }
    }

    /// Ends the turn being read; one without a word is forgotten.
    fn close_turn(&mut self) {
        let Some(mut turn) = self.open.take() else { return };
        turn.span.end = self.folder.len();
        turn.paragraphs.retain(|&start| start < turn.span.end);
        if !turn.span.is_empty() {
            self.turns.push(turn);
        }
    }

    /// The index of a speaker: one who has been named before, under any of the names, is the same.
    fn intern(&mut self, speaker: Speaker) -> u32 {
        let key = |name: &str| squash(&fold(name, Case::Fold));
        let wanted = key(&speaker.name);
        let known = self.speakers.iter_mut().position(|known| {
            known.role == speaker.role && (key(&known.name) == wanted || known.also.iter().any(|also| key(also) == wanted))
        });
        let index = known.unwrap_or_else(|| {
            self.speakers.push(Speaker { also: Vec::new(), ..speaker.clone() });
            self.speakers.len() - 1
        });
        let known = &mut self.speakers[index];
        for also in speaker.also {
            if !known.also.contains(&also) {
                known.also.push(also);
            }
        }
        index as u32
    }
}

impl<'s> Item<'s> {
    fn opens_paragraph(&self) -> bool {
        matches!(self, Item::Line(line) if line.opens_paragraph)
    }

    fn label(&self) -> Option<&Candidate<'s>> {
        match self {
            Item::Line(line) => line.label.as_ref(),
            _ => None,
        }
    }
}

/// The text of a stretch without its markup.
fn plain(source: &str, span: Span) -> String {
    let mut folder = Folder::new(Case::Keep);
    push_inline(&mut folder, source, span);
    let folded = folder.finish();
    let whole = Span::new(0, folded.text().len());
    folded.read(source, whole).trim().to_owned()
}
