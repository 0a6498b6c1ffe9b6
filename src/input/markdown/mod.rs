//! Markdown and plain text: headings, paragraphs, labelled turns, folded originals.

mod bilingual;
mod blocks;
mod inline;
mod screens;
mod translation;

use std::collections::BTreeMap;

use blocks::{Item, Line, items};
use inline::push_inline;

use super::front_matter;
use super::label::{Believed, Candidate, Form, time_inside};
use super::options::ReadOptions;
use super::turns::Turns;
use crate::model::{Document, FrontMatter};
use crate::text::{Case, Folder, Span};

/// Reads a Markdown or plain text document. Every text is one; nothing is an error.
pub(super) fn read(path: &str, source: String, options: &ReadOptions) -> Document {
    let (front, body) = head(&source, options);
    let mut items = items(&source, body);
    screens::join(&source, &mut items);
    let believed = believed(&items, &front, options);
    let turns = Turns::new(source.len() - body, &options.roles);
    let mut reader = Reader { source: &source, believed, turns, asides: Vec::new(), open: Vec::new() };
    for item in items {
        reader.item(item);
    }
    let Reader { turns, mut asides, .. } = reader;
    let mut parts = turns.finish();
    translation::end(&mut asides, parts.turns.len());
    translation::mark(&mut parts.turns, &asides, parts.folded.text());
    bilingual::unite(&mut parts);
    translation::mark_twins(&mut parts.turns, &asides, parts.folded.text());
    parts.document(path, front, source)
}

/// What stands at the heads of lines as labels do and is not taken for one, with how often, most often first.
pub(super) fn doubted(source: &str, options: &ReadOptions) -> Vec<(String, u64)> {
    let (front, body) = head(source, options);
    let items = items(source, body);
    let believed = believed(&items, &front, options);
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for label in items.iter().filter_map(Item::label).filter(|label| believed.accept(**label).is_none() && label.may_name()) {
        *counts.entry(label.text).or_default() += 1;
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().map(|(text, count)| (text.to_owned(), count)).collect();
    counts.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    counts
}

/// What the head says, and where the body begins.
fn head(source: &str, options: &ReadOptions) -> (FrontMatter, usize) {
    match front_matter::locate(source, &options.keys) {
        Some(head) => (front_matter::parse(source, head, &options.keys), head.body),
        // A byte order mark is not part of the first label.
        None => (FrontMatter::default(), if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }),
    }
}

fn believed(items: &[Item], front: &FrontMatter, options: &ReadOptions) -> Believed {
    let people: Vec<&str> = front_matter::people(front).collect();
    let paragraphs = items.iter().filter(|item| item.opens_paragraph()).count();
    Believed::weigh(items.iter().filter_map(Item::label), paragraphs, &people, &options.roles)
}

struct Reader<'s> {
    source: &'s str,
    believed: Believed,
    turns: Turns<'s>,
    /// For each aside begun and perhaps ended: which turns stand in it, and who spoke before it.
    asides: Vec<translation::Aside>,
    /// Which of them have not ended.
    open: Vec<usize>,
}

impl<'s> Reader<'s> {
    fn item(&mut self, item: Item<'s>) {
        match item {
            Item::Heading(title) => self.turns.section(plain(self.source, title)),
            Item::AsideBegins => {
                self.turns.close();
                let speakers = self.turns.current().to_vec();
                self.open.push(self.asides.len());
                self.asides.push(translation::Aside { first: self.turns.turns.len(), end: None, speakers });
            }
            Item::AsideEnds => {
                self.turns.close();
                if let Some(aside) = self.open.pop().map(|index| &mut self.asides[index]) {
                    aside.end = Some(self.turns.turns.len());
                    self.turns.speak(aside.speakers.clone());
                }
            }
            Item::Line(line) => self.line(line),
        }
    }

    fn line(&mut self, line: Line<'s>) {
        let label = line.label.and_then(|label| self.believed.accept(label));
        let mut start = line.span.start;
        if let Some(label) = label {
            start += label.rest as u32;
            self.label(&label, start, line.opens_paragraph);
        } else if line.opens_paragraph {
            self.turns.paragraph(line.span.start);
        } else {
            self.turns.line_break(start);
        }
        self.turns.open();
        self.text(Span { start, end: line.span.end });
    }

    /// Text in which a time in brackets tells when what follows is said.
    fn text(&mut self, span: Span) {
        let mut rest = span;
        while let Some((start, end, seconds)) = time_inside(&self.source[rest.range()]) {
            push_inline(&mut self.turns.folder, self.source, Span { end: rest.start + start as u32, ..rest });
            self.turns.time(seconds);
            rest.start += end as u32;
        }
        push_inline(&mut self.turns.folder, self.source, rest);
        self.turns.pushed(span.end);
    }

    /// A label ends the turn before it, unless it only tells the time, or the speaker's own turn goes on.
    fn label(&mut self, label: &Candidate<'s>, at: u32, opens_paragraph: bool) {
        let tells_time_only = label.text.is_empty() && label.time.is_some();
        let speakers = if tells_time_only { Vec::new() } else { self.turns.named(label) };
        let own = !speakers.is_empty() && speakers == self.turns.current();
        let later = label.time.is_some() && label.time != self.turns.last_time();
        if tells_time_only && label.form == Form::Alone && !opens_paragraph {
            self.turns.line_break(at);
        } else if tells_time_only || (own && later && opens_paragraph) {
            self.turns.paragraph(at);
        } else if own && !opens_paragraph && (later || label.form == Form::Bare) {
            self.turns.line_break(at);
        } else {
            self.turns.speak(speakers);
        }
        if let Some(seconds) = label.time {
            self.turns.time(seconds);
        }
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
