//! Positions in text, and the folded text that matching works on.
//!
//! Nothing here knows what a transcript is: this layer turns stored bytes into
//! comparable text and leads every position back to the bytes it came from.

mod chars;
mod eight;
mod fold;
mod lines;
mod names;
mod sketch;
mod words;

use chars::Changing;
pub use chars::{Script, fold_han, is_combining, is_han, is_word, script};
pub(crate) use eight::leading_alphanumerics;
pub use fold::{Case, Folded, Folder, fold, squash};
pub use lines::{LineIndex, Lines};
pub use names::{is_all_han, is_capitalised, is_dotted_han, is_surname};
pub use sketch::Sketch;
pub use words::{divide, straddling_word, word_frequency};

use std::ops::Range;

/// A half-open range of byte offsets: `start` is the first byte, `end` the one after the last.
///
/// Offsets are 32-bit, which bounds a document at 4 GiB and halves what a
/// mention weighs; the reader refuses larger files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets below 4 GiB.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Span { start: start as u32, end: end as u32 }
    }

    /// The span as a range to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
