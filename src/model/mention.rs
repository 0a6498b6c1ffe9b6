use crate::text::Span;

/// Where the alias of a mention came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// An alias of the dictionary.
    Dictionary,
    /// A pattern (regular expression) of the dictionary.
    Pattern,
    /// A name listed in the document's front matter.
    FrontMatter,
    /// A name of one of the document's own speakers, or a part of it.
    Speaker,
    /// A gloss in the document, such as 杨立昆（Yann LeCun）, or a part of a full name that it gives.
    Gloss,
}

impl Rule {
    /// The name, as it stands in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Dictionary => "dictionary",
            Rule::Pattern => "pattern",
            Rule::FrontMatter => "front-matter",
            Rule::Speaker => "speaker",
            Rule::Gloss => "gloss",
        }
    }
}

/// A span of a turn resolved to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes in the file as stored.
    pub span: Span,
    /// Bytes in the document's folded text.
    pub folded: Span,
    /// Index of the turn in the document.
    pub turn: u32,
    /// Index of the entity among those the document's matches name.
    pub entity: u32,
    /// Index of the alias among those the document's matches name.
    pub alias: u32,
    /// Where the alias came from.
    pub rule: Rule,
}
