use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::model::{Document, Mention};

/// The unit in which two entities count as mentioned together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// What one speaker says at a stretch.
    #[default]
    Turn,
    /// One sentence.
    Sentence,
    /// One paragraph of a turn.
    Paragraph,
    /// A turn and the turn that answers it; every turn but the last opens one.
    Exchange,
    /// What stands under one heading.
    Section,
    /// The whole document.
    Document,
}

impl Window {
    /// Every window, smallest first but for the default.
    pub const ALL: [Window; 6] = [Window::Turn, Window::Sentence, Window::Paragraph, Window::Exchange, Window::Section, Window::Document];

    /// The name, as it stands in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Window::Turn => "turn",
            Window::Sentence => "sentence",
            Window::Paragraph => "paragraph",
            Window::Exchange => "exchange",
            Window::Section => "section",
            Window::Document => "document",
        }
    }

    /// How many windows the document has, and for each that has mentions the range of them.
    ///
    /// `mentions` are those that count, in order of place. Turns marked as translations make no window.
    pub(super) fn divide(self, document: &Document, mentions: &[Mention]) -> (u64, Vec<Range<usize>>) {
        let turns: Vec<usize> = (0..document.turns.len()).filter(|&turn| !document.turns[turn].translation).collect();
        let runs = |key: &dyn Fn(&Mention) -> u32| {
            let mut runs = Vec::new();
            let mut start = 0;
            for end in 1..=mentions.len() {
                if end == mentions.len() || key(&mentions[end]) != key(&mentions[start]) {
                    runs.push(start..end);
                    start = end;
                }
            }
            runs
        };
        let section = |turn: usize| document.turns[turn].section.map_or(0, |section| section + 1);
        match self {
            Window::Turn => (turns.len() as u64, runs(&|mention| mention.turn)),
            Window::Document => (u64::from(!turns.is_empty()), runs(&|_| 0)),
            Window::Section => {
                let mut sections: Vec<u32> = turns.iter().map(|&turn| section(turn)).collect();
                sections.dedup();
                (sections.len() as u64, runs(&|mention| section(mention.turn as usize)))
            }
            Window::Paragraph => {
                let starts: Vec<u32> = turns.iter().flat_map(|&turn| document.turns[turn].paragraphs.iter().copied()).collect();
                (starts.len() as u64, runs(&|mention| starts.partition_point(|&start| start <= mention.folded.start) as u32))
            }
            Window::Sentence => {
                let starts: Vec<u32> = turns.iter().flat_map(|&turn| sentence_starts(document, turn)).collect();
                (starts.len() as u64, runs(&|mention| starts.partition_point(|&start| start <= mention.folded.start) as u32))
            }
            Window::Exchange => {
                let of_turn = |turn: usize| {
                    let start = mentions.partition_point(|mention| (mention.turn as usize) < turn);
                    start..start + mentions[start..].partition_point(|mention| mention.turn as usize == turn)
                };
                // With a single turn there is nobody to answer; it is its own exchange.
                let count = turns.len().saturating_sub(1).max(turns.len().min(1));
                let exchanges = (0..count).map(|i| of_turn(turns[i]).start..of_turn(turns[(i + 1).min(turns.len() - 1)]).end);
                (count as u64, exchanges.filter(|range| !range.is_empty()).collect())
            }
        }
    }
}

/// Where the sentences of a turn begin in the folded text.
fn sentence_starts(document: &Document, turn: usize) -> Vec<u32> {
    let span = document.turns[turn].span;
    let text = &document.folded.text()[span.range()];
    let mut starts = vec![span.start];
    let mut at = 0;
    while let Some(end) = next_sentence(text, at) {
        if end < text.len() {
            starts.push(span.start + end as u32);
        }
        at = end;
    }
    starts
}

/// Where the sentence after byte `at` begins: behind 。！？ or a line break, or behind `.!?` and a space.
///
/// Works on folded text, where full-width punctuation has become ASCII.
pub(super) fn next_sentence(text: &str, at: usize) -> Option<usize> {
    let mut ends = (at..text.len()).filter(|&last| may_end_sentence(text.as_bytes()[last]));
    let end = ends.find(|&last| ends_sentence(text, last))?;
    Some(behind_closers(text, end + 1))
}

/// Where the sentence that holds byte `at` begins, looking back no further than `limit`.
pub(super) fn sentence_start(text: &str, at: usize, limit: usize) -> usize {
    let ends = (limit..at).rev().filter(|&last| may_end_sentence(text.as_bytes()[last]) && ends_sentence(text, last));
    ends.map(|last| behind_closers(text, last + 1)).find(|&start| start <= at).unwrap_or(limit)
}

/// Whether this may be the last byte of a character that ends a sentence. Bytes are quicker to look at than characters.
#[inline]
fn may_end_sentence(last: u8) -> bool {
    matches!(last, b'\n' | b'!' | b'?' | b'.' | 0x82)
}

/// Whether the character whose last byte is at `last` ends a sentence.
fn ends_sentence(text: &str, last: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes[last] {
        b'\n' | b'!' | b'?' => true,
        b'.' => bytes.get(last + 1) == Some(&b' ') && !is_abbreviation(&bytes[..last]),
        0x82 => bytes[..=last].ends_with("。".as_bytes()),
        _ => false,
    }
}

/// Closing quotes, brackets and spaces belong to the sentence before them.
fn behind_closers(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(|c| !matches!(c, '”' | '’' | '"' | '\'' | ')' | '」' | '』' | ' ' | '!' | '?')).unwrap_or(rest.len())
}

/// Whether a full stop here ends an initial or a title rather than a sentence.
fn is_abbreviation(before: &[u8]) -> bool {
    let length = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let word = &before[before.len() - length..];
    length == 1 || [&b"dr"[..], b"mr", b"mrs", b"ms", b"prof", b"st", b"vs", b"inc", b"jr", b"e.g", b"i.e"].contains(&word)
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Window::ALL.map(Window::as_str).join(", ");
        Window::ALL
            .into_iter()
            .find(|window| window.as_str() == name)
            .ok_or_else(|| format!("`{name}` is no window; known are {}", known()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_readers_see_them_end() {
        for (text, sentences) in [
            ("今天很好。明天呢?后天", 3),
            ("dr. smith met j. doe. they talked! \"really?\" yes.", 4),
            ("gpt 5.1 costs 3.50 a month", 1),
            ("他说：“好。”然后走了。", 2),
            ("one\ntwo", 2),
        ] {
            let mut count = 0;
            let mut at = 0;
            while at < text.len() {
                at = next_sentence(text, at).unwrap_or(text.len());
                count += 1;
            }
            assert_eq!(count, sentences, "{text}");
        }
    }
}
