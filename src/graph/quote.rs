//! Quotes: the sentences that hold what a count is about.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::window::{next_sentence, sentence_start};
use crate::model::{Document, Mention};
use crate::text::Span;

/// The longest part of a quote on either side of what it is about, in characters.
const MAX_SENTENCE: usize = 160;

/// Names further apart than this many characters are quoted apart.
const MAX_BETWEEN: usize = 240;

/// Up to this many characters between two quoted sentences are quoted along with them.
const MAX_SKIPPED: usize = 40;

/// Bytes of the longest character.
const LONGEST_CHAR: usize = 4;

/// Further forward than this many bytes no end of a sentence matters: the quote is cut before, and names that far apart are
/// quoted apart.
const REACH: usize = LONGEST_CHAR * (MAX_BETWEEN + MAX_SENTENCE);

/// The sentence that holds a mention, as a reader reads it.
pub fn sentence_of(document: &Document, mention: &Mention) -> String {
    let turn = document.turns[mention.turn as usize].span;
    Quoter::new(document).quote(turn, mention.folded, mention.folded).to_string()
}

/// Quotes from one document. Many pairs stand in the same sentences: what they share is looked for and read once.
pub(super) struct Quoter<'d> {
    document: &'d Document,
    /// Sentences by the turn and the span they hold.
    sentences: FxHashMap<(Span, Span), Span>,
    /// Excerpts read, by where they begin and end and whether they are cut there.
    excerpts: FxHashMap<Excerpt, Arc<str>>,
}

/// A part of the folded text to be read, and whether something is cut off before and behind it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Excerpt {
    span: Span,
    cut_before: bool,
    cut_behind: bool,
}

impl<'d> Quoter<'d> {
    /// Quotes of a document.
    pub fn new(document: &'d Document) -> Self {
        Quoter { document, sentences: FxHashMap::default(), excerpts: FxHashMap::default() }
    }

    /// The sentences of `turn` that hold two spans of the folded text, as a reader reads them.
    ///
    /// Where the sentences lie apart, the part between is left out and marked ` … `.
    pub fn quote(&mut self, turn: Span, first: Span, second: Span) -> Arc<str> {
        let (first, second) = if first.start <= second.start { (first, second) } else { (second, first) };
        let (a, b) = (self.sentence(turn, first), self.sentence(turn, second));
        let text = self.document.folded.text();
        let between = |from: u32, to: u32, most: usize| is_within(&text[from.min(to) as usize..to as usize], most);
        if between(first.end, second.start, MAX_BETWEEN) && between(a.end, b.start, MAX_SKIPPED) {
            return self.read(excerpt(text, Span { start: a.start, end: b.end.max(a.end) }, first, second));
        }
        format!("{} … {}", self.read(excerpt(text, a, first, first)), self.read(excerpt(text, b, second, second))).into()
    }

    fn sentence(&mut self, turn: Span, span: Span) -> Span {
        let text = self.document.folded.text();
        *self.sentences.entry((turn, span)).or_insert_with(|| sentence(&text[turn.range()], turn, span))
    }

    fn read(&mut self, excerpt: Excerpt) -> Arc<str> {
        let document = self.document;
        Arc::clone(self.excerpts.entry(excerpt).or_insert_with(|| excerpt.read(document).into()))
    }
}

/// Whether a text has at most so many characters.
fn is_within(text: &str, most: usize) -> bool {
    text.len() <= most || (text.len() <= LONGEST_CHAR * most && text.chars().count() <= most)
}

/// The sentence of `turn`, whose text is `text`, that holds `span`; cut off beyond [`REACH`].
fn sentence(text: &str, turn: Span, span: Span) -> Span {
    let (from, to) = ((span.start - turn.start) as usize, (span.end - turn.start) as usize);
    // Further back than this no quote reaches.
    let reach = char_boundary(text, from.saturating_sub(LONGEST_CHAR * (MAX_SENTENCE + 1)));
    let start = sentence_start(text, from, reach);
    let until = char_boundary(text, to + REACH);
    let end = next_sentence(&text[..until], to).unwrap_or(until);
    Span { start: turn.start + start as u32, end: turn.start + end as u32 }
}

/// The first place from byte `at` on at which a character begins, or the end.
fn char_boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// `span`, cut to a length fit for reading around what it must hold.
fn excerpt(text: &str, span: Span, first: Span, last: Span) -> Excerpt {
    let whole_end = span.end.max(last.end) as usize;
    let before = &text[span.start as usize..first.start as usize];
    let after = &text[last.end as usize..whole_end];
    let long = |text: &str| text.len() > MAX_SENTENCE;
    let start = long(before)
        .then(|| before.char_indices().rev().nth(MAX_SENTENCE))
        .flatten()
        .map(|(at, _)| span.start as usize + word_start(before, at));
    let end = long(after).then(|| after.char_indices().nth(MAX_SENTENCE)).flatten().map(|(at, _)| last.end as usize + word_end(after, at));
    let cut = Span::new(start.unwrap_or(span.start as usize), end.unwrap_or(whole_end));
    Excerpt { span: cut, cut_before: start.is_some(), cut_behind: end.is_some() }
}

impl Excerpt {
    fn read(self, document: &Document) -> String {
        let read = document.folded.read(&document.source, self.span);
        let mut quote = String::with_capacity(read.len() + 2 * "…".len());
        quote.push_str(if self.cut_before { "…" } else { "" });
        let mut at_word_end = false;
        for word in read.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
            quote.push_str(if at_word_end { " " } else { "" });
            quote.push_str(word);
            at_word_end = true;
        }
        quote.push_str(if self.cut_behind { "…" } else { "" });
        quote
    }
}

/// The nearest place from `at` on, within a few characters, at which a word begins.
fn word_start(text: &str, at: usize) -> usize {
    text[at..].char_indices().take(16).find(|&(_, c)| c == ' ').map_or(at, |(i, _)| at + i + 1)
}

fn word_end(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take(16).find(|&(_, c)| c == ' ').map_or(at, |(i, _)| i)
}
