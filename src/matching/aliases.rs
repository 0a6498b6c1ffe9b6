//! A set of aliases with the automaton that finds them.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

use super::spelling::spellings;
use crate::model::Rule;
use crate::text::{Case, Span, fold, squash};

/// What matching needs to know of an alias.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Followed by another capitalised word it belongs to somebody else.
    Given,
    /// Preceded by another capitalised word it belongs to somebody else.
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

/// What a pattern of the automaton stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// An alias of the set, by index.
    Alias(u32),
    /// A longer string in which no alias of this entity is meant.
    BlocksEntity(u32),
    /// A longer string in which this alias is not meant.
    BlocksAlias(u32),
}

/// Finds the spellings of many aliases in one pass.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    automaton: Option<AhoCorasick>,
    /// For each pattern, where its uses begin in `uses`; one more at the end.
    starts: Vec<u32>,
    uses: Vec<Use>,
}

/// Up to this many bytes of patterns the automaton is a DFA, which is faster and larger.
const DFA_PATTERN_BYTES: usize = 200_000;

impl Automaton {
    /// Builds the automaton for texts and what they stand for.
    pub fn new<'t>(texts: impl Iterator<Item = (&'t str, Use)>) -> Result<Self, aho_corasick::BuildError> {
        let mut index: FxHashMap<String, Vec<Use>> = FxHashMap::default();
        for (text, usage) in texts {
            for spelling in spellings(text) {
                let uses = index.entry(spelling).or_default();
                if !uses.contains(&usage) {
                    uses.push(usage);
                }
            }
        }
        let mut patterns: Vec<(String, Vec<Use>)> = index.into_iter().collect();
        patterns.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        if patterns.is_empty() {
            return Ok(Automaton::default());
        }
        let bytes: usize = patterns.iter().map(|(text, _)| text.len()).sum();
        let kind = if bytes <= DFA_PATTERN_BYTES { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(kind)).build(patterns.iter().map(|(text, _)| text))?;
        let mut starts = vec![0];
        let mut uses = Vec::new();
        for (_, of_pattern) in patterns {
            uses.extend(of_pattern);
            starts.push(uses.len() as u32);
        }
        Ok(Automaton { automaton: Some(automaton), starts, uses })
    }

    /// Calls `found` for every occurrence of every pattern, overlapping ones too, by where they end.
    pub fn scan(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        let Some(automaton) = &self.automaton else { return };
        let Ok(matches) = automaton.try_find_overlapping_iter(text) else { return };
        for hit in matches {
            let pattern = hit.pattern().as_usize();
            let uses = &self.uses[self.starts[pattern] as usize..self.starts[pattern + 1] as usize];
            for &usage in uses {
                found(Span::new(hit.start(), hit.end()), usage);
            }
        }
    }
}
