//! A set of aliases with the automaton that finds them.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;
use thiserror::Error;

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
#[derive(Default)]
pub(super) struct Automaton {
    engine: Engine,
    /// For each pattern, where its uses begin in `uses`; one more at the end.
    starts: Vec<u32>,
    uses: Vec<Use>,
}

/// The Aho–Corasick automaton in the form that is fastest for its size.
#[derive(Default)]
enum Engine {
    /// Nothing to find.
    #[default]
    Empty,
    /// Few patterns: a full transition table, one look-up a byte.
    Table(AhoCorasick),
    /// Many patterns: a double array over characters, which stays in the cache.
    DoubleArray(CharwiseDoubleArrayAhoCorasick<u32>),
}

/// Up to this many bytes of patterns a full table is small enough to be fast.
const TABLE_PATTERN_BYTES: usize = 50_000;

/// Why the automaton could not be built.
#[derive(Debug, Error)]
pub enum AutomatonError {
    /// The full table would be too large.
    #[error(transparent)]
    Table(#[from] aho_corasick::BuildError),
    /// The double array would be too large.
    #[error("{0}")]
    DoubleArray(String),
}

impl Automaton {
    /// Builds the automaton for texts and what they stand for.
    pub fn new<'t>(texts: impl Iterator<Item = (&'t str, Use)>) -> Result<Self, AutomatonError> {
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
        let engine = Engine::new(patterns.iter().map(|(text, _)| text.as_str()).collect())?;
        let mut starts = vec![0];
        let mut uses = Vec::new();
        for (_, of_pattern) in patterns {
            uses.extend(of_pattern);
            starts.push(uses.len() as u32);
        }
        Ok(Automaton { engine, starts, uses })
    }

    /// Calls `found` for every occurrence of every pattern, overlapping ones too, by where they end.
    pub fn scan(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        self.engine.scan(text, |start, end, pattern| {
            let uses = &self.uses[self.starts[pattern] as usize..self.starts[pattern + 1] as usize];
            for &usage in uses {
                found(Span::new(start, end), usage);
            }
        });
    }
}

impl Engine {
    fn new(patterns: Vec<&str>) -> Result<Self, AutomatonError> {
        if patterns.is_empty() {
            return Ok(Engine::Empty);
        }
        if patterns.iter().map(|text| text.len()).sum::<usize>() <= TABLE_PATTERN_BYTES {
            let table = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(patterns)?;
            return Ok(Engine::Table(table));
        }
        let array = CharwiseDoubleArrayAhoCorasick::new(patterns).map_err(|error| AutomatonError::DoubleArray(error.to_string()))?;
        Ok(Engine::DoubleArray(array))
    }

    /// Calls `found` with start, end and pattern of every occurrence.
    fn scan(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        match self {
            Engine::Empty => {}
            Engine::Table(table) => {
                // An automaton of this kind and a search without anchors always go together.
                let Ok(hits) = table.try_find_overlapping_iter(text) else { return };
                hits.for_each(|hit| found(hit.start(), hit.end(), hit.pattern().as_usize()));
            }
            Engine::DoubleArray(array) => {
                array.find_overlapping_iter(text).for_each(|hit| found(hit.start(), hit.end(), hit.value() as usize))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both engines find what a plain search finds.
    #[test]
    fn engines_agree_with_a_plain_search() {
        let patterns = ["ab", "abc", "b", "bc", "中", "中国", "国", "国人", "é"];
        let text = "abcab 中国人中国 abé b";
        let mut expected: Vec<(usize, usize, usize)> = Vec::new();
        for (number, pattern) in patterns.iter().enumerate() {
            expected.extend(text.match_indices(pattern).map(|(at, _)| (at, at + pattern.len(), number)));
        }
        expected.sort_unstable();
        let table = Engine::new(patterns.to_vec()).expect("builds");
        let array = Engine::DoubleArray(CharwiseDoubleArrayAhoCorasick::new(patterns).expect("builds"));
        for engine in [table, array] {
            let mut found = Vec::new();
            engine.scan(text, |start, end, pattern| found.push((start, end, pattern)));
            found.sort_unstable();
            assert_eq!(found, expected);
        }
    }
}
