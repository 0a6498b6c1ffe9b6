//! What matching needs to know of an alias.

use crate::model::Rule;
use crate::text::{Case, fold, squash};

/// An alias, ready for matching.
#[derive(Clone, Debug)]
pub(super) struct AliasInfo {
    /// The entity it may denote.
    pub entity: u32,
    /// The alias as written in its source.
    pub text: String,
    /// Where it came from.
    pub rule: Rule,
    /// The squashed text, where upper and lower case must be as written.
    pub exact: Option<String>,
    /// Whether it may stand inside a word.
    pub inside_words: bool,
    /// Evidence, one piece of which must be there.
    pub when: Vec<u32>,
    /// Evidence, none of which may be there.
    pub unless: Vec<u32>,
    /// Whether any blocker is directed at it.
    pub blocked: bool,
    /// Which part of a full name it is, where it is only a part.
    pub part: Option<Part>,
}

/// A part of a full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Followed by another capitalised word it belongs to somebody else.
    Given,
    /// So it does preceded by one.
    Surname,
}

impl AliasInfo {
    /// An alias of a document's own, without conditions.
    pub fn plain(entity: u32, text: &str, rule: Rule, exact_case: bool) -> Self {
        AliasInfo {
            entity,
            text: text.to_owned(),
            rule,
            exact: exact_case.then(|| squash(&fold(text, Case::Keep))),
            inside_words: false,
            when: Vec::new(),
            unless: Vec::new(),
            blocked: false,
            part: None,
        }
    }
}
