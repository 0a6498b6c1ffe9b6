use std::borrow::Cow;

use super::{Date, Kind, link_at};
use crate::text::{Folded, LineIndex, Span};

/// One file read: one conversation, or an article.
#[derive(Debug)]
pub struct Document {
    /// Where it came from, as the user gave it.
    pub path: String,
    /// The text as stored, unpacked and as UTF-8; every offset that leaves the program points into it.
    pub source: String,
    /// What the file was before it was text.
    pub stored: Stored,
    /// What its head says about it.
    pub front: FrontMatter,
    /// Headings in order.
    pub sections: Vec<Section>,
    /// Everybody who is named in a label, in order of first appearance.
    pub speakers: Vec<Speaker>,
    /// What was said, in order; the turns' spans lie in `folded`, apart and ascending.
    pub turns: Vec<Turn>,
    /// When it was said: marks in ascending order of place, as far as the file has any.
    pub times: Vec<TimeMark>,
    /// The spoken text, folded for matching.
    pub folded: Folded,
    /// The lines of `source`.
    pub lines: LineIndex,
}

/// What a file is stored as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its encoding, by the name of the WHATWG Encoding Standard: `UTF-8`, `UTF-16LE`, `gb18030`, `Big5`; or `UTF-8 with BOM`.
    pub encoding: &'static str,
    /// What it is packed with, if anything: `gzip`, `zstd`.
    pub packed: Option<&'static str>,
}

impl Default for Stored {
    fn default() -> Self {
        Stored { encoding: "UTF-8", packed: None }
    }
}

/// The part of a document under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading as read.
    pub title: String,
}

/// A person behind a label of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name as the label has it, without titles and glosses.
    pub name: String,
    /// Further names the labels give: Maggie for 麦琪（Maggie）.
    pub also: Vec<String>,
    /// Whether the label names a function (主持人, Speaker 1) and so nobody in particular.
    pub role: bool,
}

/// An uninterrupted stretch of one speaker, over as many paragraphs as it lasts.
///
/// A heading ends it. Without speaker labels each paragraph is a turn of nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Indices into [`Document::speakers`]; none where nobody is named, several for a joint label.
    pub speakers: Vec<u32>,
    /// Index into [`Document::sections`]; none before the first heading.
    pub section: Option<u32>,
    /// Its text in [`Document::folded`].
    pub span: Span,
    /// Where its paragraphs begin in [`Document::folded`].
    pub paragraphs: Vec<u32>,
    /// Whether it repeats another turn in another language, and so does not count.
    pub translation: bool,
}

/// What was said from a place on was said at this time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeMark {
    /// Byte in [`Document::folded`].
    pub at: u32,
    /// Seconds from the start of the recording.
    pub seconds: f64,
}

/// What the head of a file says about the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title.
    pub title: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// Where the recording or original stands.
    pub source: Option<String>,
    /// The show, channel or author; narrows bare first names.
    pub show: Option<String>,
    /// Names it lists as people, companies, products.
    pub names: Vec<ListedName>,
}

/// A name that front matter lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedName {
    /// The name as written.
    pub name: String,
    /// The kind that the key stands for.
    pub kind: Kind,
}

impl Document {
    /// The turn that holds folded byte `at`.
    pub fn turn_at(&self, at: u32) -> Option<usize> {
        let index = self.turns.partition_point(|turn| turn.span.start <= at).checked_sub(1)?;
        (at < self.turns[index].span.end).then_some(index)
    }

    /// Seconds from the start at folded byte `at` of turn `turn`, where the file tells.
    pub fn time_at(&self, at: u32) -> Option<f64> {
        let index = self.times.partition_point(|mark| mark.at <= at).checked_sub(1)?;
        Some(self.times[index].seconds)
    }

    /// Address of the recording at folded byte `at`: opened at that second where the site is known and the file tells the time.
    pub fn url_at(&self, at: u32) -> Option<Cow<'_, str>> {
        let url = self.front.source.as_deref()?;
        let opened = self.time_at(at).and_then(|seconds| link_at(url, seconds));
        Some(opened.map_or(Cow::Borrowed(url), Cow::Owned))
    }

    /// Title of the section of a turn.
    pub fn section_title(&self, turn: &Turn) -> Option<&str> {
        turn.section.map(|index| self.sections[index as usize].title.as_str())
    }
}
