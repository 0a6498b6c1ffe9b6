//! HTML as podcast sites publish transcripts.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::clock::clock;
use super::cues::{Cue, Opens, Transcript};
use super::runs::{self, Run, tagged};
use crate::model::FrontMatter;
use crate::text::{Lines, Span};

/// Elements whose content is no transcript.
const SKIPPED: [&str; 14] = [
    "script", "style", "nav", "footer", "aside", "form", "button", "select", "noscript", "svg", "template", "iframe", "textarea", "figure",
];

/// Elements that stand inside a paragraph.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s",
    "small", "span", "strong", "sub", "sup", "u", "wbr",
];

/// Reads a page: `<cite>` names speakers, `<time>` gives times, headings open sections, blocks are paragraphs.
pub(super) fn read(source: &str) -> Transcript<'_> {
    let mut page = Page { source, ..Page::default() };
    let mut end = 0;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        let (span, tag) = match &token {
            Token::StartTag(tag) => (tag.span, Some((tag.name.as_slice(), true))),
            Token::EndTag(tag) => (tag.span, Some((tag.name.as_slice(), false))),
            Token::Comment(comment) => (comment.span, None),
            Token::Doctype(doctype) => (doctype.span, None),
            Token::String(_) | Token::Error(_) => continue,
        };
        page.text(end, span.start);
        end = end.max(span.end);
        if let Token::StartTag(tag) = &token {
            page.recording(&tag.name, tag.attributes.get(b"src".as_slice()).map(|src| src.value.as_slice()));
        }
        if let Some((name, opens)) = tag {
            page.tag(&String::from_utf8_lossy(name), opens);
        }
    }
    page.text(end, source.len());
    page.end_paragraph();
    Transcript { front: page.front, cues: page.cues }
}

#[derive(Default)]
struct Page<'s> {
    source: &'s str,
    front: FrontMatter,
    cues: Vec<Cue<'s>>,
    /// The element whose content is passed over, and how deep in elements of its name.
    skipping: Option<(String, u32)>,
    /// What the text belongs to.
    inside: Inside,
    /// The paragraph being read.
    lines: Vec<Vec<Run>>,
    /// Whether it began in bold.
    bold: bool,
    /// The text of a `<cite>`, `<time>` or `<title>`.
    label: Vec<Run>,
    /// Who speaks from the next paragraph on.
    speaker: Option<String>,
    /// When.
    start: Option<f64>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Paragraph,
    Heading,
    Cite,
    Time,
    Title,
}

impl Page<'_> {
    /// Takes the text between two tags.
    fn text(&mut self, start: usize, end: usize) {
        if start >= end || self.skipping.is_some() {
            return;
        }
        if matches!(self.inside, Inside::Cite | Inside::Time | Inside::Title) {
            self.label.extend(tagged(self.source, Span::new(start, end)));
            return;
        }
        for (index, line) in Lines::new(&self.source[..end], start).enumerate() {
            let runs = tagged(self.source, line);
            match self.lines.last_mut().filter(|_| index == 0) {
                Some(last) => last.extend(runs),
                None => self.lines.push(runs),
            }
        }
        if self.source[..end].ends_with('\n') {
            self.lines.push(Vec::new());
        }
    }

    fn tag(&mut self, name: &str, opens: bool) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth = if opens { *depth + 1 } else { *depth - 1 };
            }
            if *depth == 0 {
                self.skipping = None;
            }
            return;
        }
        match name {
            "br" => self.lines.push(Vec::new()),
            "title" | "cite" | "time" if opens => {
                self.label_is_text();
                self.inside = match name {
                    "title" => Inside::Title,
                    "cite" => Inside::Cite,
                    _ => Inside::Time,
                }
            }
            "title" | "cite" | "time" => self.end_label(),
            "b" | "strong" if opens && !self.has_text() => self.bold = true,
            _ if INLINE.contains(&name) => {}
            _ => {
                self.label_is_text();
                self.end_paragraph();
                self.inside = Inside::Paragraph;
                if opens && SKIPPED.contains(&name) {
                    self.skipping = Some((name.to_owned(), 1));
                } else if opens && matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
                    self.inside = Inside::Heading;
                }
            }
        }
    }

    fn has_text(&self) -> bool {
        self.lines.iter().any(|line| !runs::text(self.source, line).trim().is_empty())
    }

    /// A cite before all text of its paragraph names who speaks; a time may tell when. Elsewhere they are text.
    fn end_label(&mut self) {
        let label = std::mem::take(&mut self.label);
        let text = runs::text(self.source, &label).trim().to_owned();
        match std::mem::take(&mut self.inside) {
            Inside::Title => {
                self.front.title = Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
            }
            Inside::Cite if !self.has_text() && !text.is_empty() => {
                self.speaker = Some(text.trim_end_matches([':', '：']).to_owned());
            }
            Inside::Time if clock(text.trim_matches(['[', ']', '(', ')'])).is_some() => {
                self.start = clock(text.trim_matches(['[', ']', '(', ')']));
            }
            _ => {
                self.label = label;
                self.label_is_text();
            }
        }
    }

    /// What stood in a cite or time that is none, or that never ended, belongs to the paragraph.
    fn label_is_text(&mut self) {
        let label = std::mem::take(&mut self.label);
        match self.lines.last_mut() {
            Some(last) => last.extend(label),
            None => self.lines.push(label),
        }
    }

    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let bold = std::mem::take(&mut self.bold);
        if lines.iter().all(|line| runs::text(self.source, line).trim().is_empty()) {
            return;
        }
        self.cues.push(match self.inside {
            Inside::Heading => Cue { lines: vec![in_one(lines)], opens: Opens::Section, ..Cue::default() },
            _ => Cue {
                start: self.start.take(),
                speaker: self.speaker.take().map(Into::into),
                lines,
                opens: if bold { Opens::BoldParagraph } else { Opens::Paragraph },
                ..Cue::default()
            },
        });
    }

    /// The first sound or film of a page is what the transcript is of.
    fn recording(&mut self, name: &[u8], address: Option<&[u8]>) {
        let address = address.map(String::from_utf8_lossy).filter(|address| address.starts_with("http"));
        if matches!(name, b"audio" | b"video" | b"source") && self.front.source.is_none() {
            self.front.source = address.map(Into::into);
        }
    }
}

/// Lines as one, a space between any two.
fn in_one(lines: Vec<Vec<Run>>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for line in lines {
        if let (Some(last), false) = (joined.last(), line.is_empty()) {
            let end = last.span().end;
            joined.push(Run::Decoded(' ', Span { start: end, end }));
        }
        joined.extend(line);
    }
    joined
}
