//! Quotes that back a count, and which of them are kept.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::window::{next_sentence, sentence_start};
use crate::model::{Date, Document, Mention};
use crate::text::Span;

/// The longest part of a quote on either side of what it is about, in characters.
const MAX_SENTENCE: usize = 160;

/// Names further apart than this many characters are quoted apart.
const MAX_BETWEEN: usize = 240;

/// Up to this many characters between two quoted sentences are quoted along with them.
const MAX_SKIPPED: usize = 40;

/// A verbatim quote with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Path of the document.
    pub document: Arc<str>,
    /// Heading it stands under.
    pub section: Option<Arc<str>>,
    /// Line in the file, from 1.
    pub line: u32,
    /// Entity id of the speaker.
    pub speaker: Option<Arc<str>>,
    /// Seconds from the start of the recording.
    pub time: Option<f64>,
    /// The words; ` … ` stands for what was left out between them.
    pub quote: String,
    /// Address of the recording, opened at that time where its site is known.
    pub url: Option<Arc<str>>,
}

/// The total order of evidence: smaller is better.
///
/// The best of every document comes before the second of any, so that quotes
/// spread over documents; then those in which the names stand closest; then the
/// latest; then by path and place, so that no two rank alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Rank {
    pub in_document: u32,
    pub distance: u32,
    #[serde(with = "reverse_date")]
    pub date: Reverse<Option<Date>>,
    pub document: Arc<str>,
    pub start: u32,
}

/// The best pieces of evidence seen so far, at most as many as the limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Best {
    kept: Vec<Ranked>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Ranked {
    rank: Rank,
    evidence: Evidence,
}

impl Best {
    /// Adds a piece where it is among the best; `evidence` is called only then.
    pub fn offer(&mut self, limit: usize, rank: Rank, evidence: impl FnOnce() -> Evidence) {
        let at = self.kept.partition_point(|known| known.rank < rank);
        if at < limit {
            self.kept.insert(at, Ranked { rank, evidence: evidence() });
            self.kept.truncate(limit);
        }
    }

    /// Adds all pieces of another.
    pub fn merge(&mut self, limit: usize, other: Best) {
        for Ranked { rank, evidence } in other.kept {
            self.offer(limit, rank, || evidence);
        }
    }

    /// The evidence, best first.
    pub fn into_evidence(self) -> Vec<Evidence> {
        self.kept.into_iter().map(|kept| kept.evidence).collect()
    }
}

mod reverse_date {
    use std::cmp::Reverse;

    use serde::{Deserializer, Serializer};

    use crate::graph::tally::optional_date;
    use crate::model::Date;

    pub fn serialize<S: Serializer>(date: &Reverse<Option<Date>>, serializer: S) -> Result<S::Ok, S::Error> {
        optional_date::serialize(&date.0, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reverse<Option<Date>>, D::Error> {
        optional_date::deserialize(deserializer).map(Reverse)
    }
}

/// The sentence that holds a mention, as a reader reads it.
pub fn sentence_of(document: &Document, mention: &Mention) -> String {
    quote(document, document.turns[mention.turn as usize].span, mention.folded, mention.folded)
}

/// The sentences that hold two spans of the folded text, as a reader reads them.
///
/// Where the sentences lie apart, the part between is left out and marked ` … `.
pub(super) fn quote(document: &Document, turn: Span, first: Span, second: Span) -> String {
    let (first, second) = if first.start <= second.start { (first, second) } else { (second, first) };
    let text = &document.folded.text()[turn.range()];
    let (a, b) = (sentence(text, turn, first), sentence(text, turn, second));
    let between = |from: u32, to: u32| text[(from.min(to) - turn.start) as usize..(to - turn.start) as usize].chars().count();
    if between(first.end, second.start) <= MAX_BETWEEN && between(a.end, b.start) <= MAX_SKIPPED {
        return excerpt(document, Span { start: a.start, end: b.end.max(a.end) }, first, second);
    }
    format!("{} … {}", excerpt(document, a, first, first), excerpt(document, b, second, second))
}

/// The sentence of `turn` that holds `span`.
fn sentence(text: &str, turn: Span, span: Span) -> Span {
    let (from, to) = ((span.start - turn.start) as usize, (span.end - turn.start) as usize);
    // Further back than this no quote reaches; four bytes are the longest character.
    let reach = (from.saturating_sub(4 * MAX_SENTENCE + 4)..from).find(|&at| text.is_char_boundary(at)).unwrap_or(from);
    let start = sentence_start(text, from, reach);
    let end = next_sentence(text, to).unwrap_or(text.len());
    Span { start: turn.start + start as u32, end: turn.start + end as u32 }
}

/// Reads `span`, cut to a length fit for reading around what it must hold.
fn excerpt(document: &Document, span: Span, first: Span, last: Span) -> String {
    let text = document.folded.text();
    let before = &text[span.start as usize..first.start as usize];
    let after = &text[last.end as usize..span.end.max(last.end) as usize];
    let long = |text: &str| text.len() > MAX_SENTENCE;
    let start = long(before)
        .then(|| before.char_indices().rev().nth(MAX_SENTENCE))
        .flatten()
        .map(|(at, _)| span.start as usize + word_start(before, at));
    let end = long(after).then(|| after.char_indices().nth(MAX_SENTENCE)).flatten().map(|(at, _)| last.end as usize + word_end(after, at));
    let cut = Span::new(start.unwrap_or(span.start as usize), end.unwrap_or(span.end.max(last.end) as usize));
    let read = document.folded.read(&document.source, cut);
    let mut quote = String::with_capacity(read.len() + 8);
    quote.push_str(if start.is_some() { "…" } else { "" });
    for word in read.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !quote.is_empty() && quote != "…" {
            quote.push(' ');
        }
        quote.push_str(word);
    }
    quote.push_str(if end.is_some() { "…" } else { "" });
    quote
}

/// The nearest place from `at` on, within a few characters, at which a word begins.
fn word_start(text: &str, at: usize) -> usize {
    text[at..].char_indices().take(16).find(|&(_, c)| c == ' ').map_or(at, |(i, _)| at + i + 1)
}

fn word_end(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take(16).find(|&(_, c)| c == ' ').map_or(at, |(i, _)| i)
}
