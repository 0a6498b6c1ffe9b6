//! The automaton that finds all spellings of all aliases in one pass.

use std::fmt;

use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, BuildError, MatchKind};
use rustc_hash::FxHashMap;

use super::spelling::spellings;
use crate::text::{Span, is_word};

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

/// Finds the spellings of many aliases, overlapping ones too.
///
/// An Aho–Corasick automaton walked from each place at which a name may begin
/// until it dies. A name begins at the edge of a word, and with three characters
/// that some pattern begins with (or all of a shorter one); both are checked before the first step, which
/// for the most part spares it: the automaton of a large dictionary outgrows
/// the cache, the filter does not.
pub(super) struct Automaton {
    automaton: Option<NFA>,
    beginnings: Beginnings,
    /// Whether patterns may also begin inside words.
    inside_words: bool,
    /// For each pattern, where its uses begin in `uses`; one more at the end.
    starts: Vec<u32>,
    uses: Vec<Use>,
}

impl Automaton {
    /// Builds the automaton for texts and what they stand for.
    pub fn new<'t>(texts: impl Iterator<Item = (&'t str, Use)>, inside_words: bool) -> Result<Self, BuildError> {
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
        let texts = || patterns.iter().map(|(text, _)| text.as_str());
        let automaton = match patterns.is_empty() {
            true => None,
            false => Some(NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(texts())?),
        };
        let beginnings = Beginnings::of(texts());
        let mut starts = vec![0];
        let mut uses = Vec::new();
        for (_, of_pattern) in patterns {
            uses.extend(of_pattern);
            starts.push(uses.len() as u32);
        }
        Ok(Automaton { automaton, beginnings, inside_words, starts, uses })
    }

    /// Calls `found` for every occurrence of every pattern that begins at the edge of a word, by where they begin.
    pub fn scan(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        let Some(automaton) = &self.automaton else { return };
        let mut chars = text.char_indices();
        let mut ahead = [chars.next(), chars.next()];
        let mut after_word = false;
        while let [Some((at, first)), second] = ahead {
            let third = chars.next();
            ahead = [second, third];
            let in_word = is_word(first);
            let inside = after_word && in_word && !self.inside_words;
            after_word = in_word;
            if !inside && self.beginnings.may_begin([Some(first), second.map(|(_, c)| c), third.map(|(_, c)| c)]) {
                self.walk(automaton, text, at, &mut found);
            }
        }
    }

    /// Finds the patterns that begin at byte `start`.
    fn walk(&self, automaton: &NFA, text: &str, start: usize, found: &mut impl FnMut(Span, Use)) {
        // This automaton has a start state for anchored searches.
        let Ok(mut state) = automaton.start_state(Anchored::Yes) else { return };
        for (length, &byte) in (1..).zip(&text.as_bytes()[start..]) {
            state = automaton.next_state(Anchored::Yes, state, byte);
            if !automaton.is_special(state) {
                continue;
            }
            if automaton.is_dead(state) {
                return;
            }
            // A match state also names the patterns that end here and began later; those are found from their own beginning.
            let pattern =
                (0..automaton.match_len(state)).map(|i| automaton.match_pattern(state, i)).find(|&id| automaton.pattern_len(id) == length);
            let Some(pattern) = pattern else { continue };
            let uses = self.starts[pattern.as_usize()] as usize..self.starts[pattern.as_usize() + 1] as usize;
            for &usage in &self.uses[uses] {
                found(Span::new(start, start + length), usage);
            }
        }
    }
}

impl fmt::Debug for Automaton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Automaton").field("patterns", &(self.starts.len() - 1)).finish_non_exhaustive()
    }
}

/// A set of the first three characters of patterns, or all of shorter ones, small enough to stay in the cache. Has false positives.
struct Beginnings {
    bits: Box<[u64]>,
    /// Whether there are patterns of one character.
    single: bool,
}

/// Bits of the set, as a power of two: 256 KiB.
const LOG_BITS: u32 = 21;

impl Beginnings {
    fn of<'t>(patterns: impl Iterator<Item = &'t str>) -> Self {
        let mut set = Beginnings { bits: vec![0; 1 << (LOG_BITS - 6)].into_boxed_slice(), single: false };
        for pattern in patterns {
            let mut chars = pattern.chars();
            let first = [chars.next(), chars.next(), chars.next()];
            let bit = Self::bit(first);
            set.bits[bit >> 6] |= 1 << (bit & 63);
            set.single |= first[1].is_none();
        }
        set
    }

    /// Whether a pattern may begin with these characters, or be the first or the first two of them.
    fn may_begin(&self, [a, b, c]: [Option<char>; 3]) -> bool {
        let has = |chars: [Option<char>; 3]| {
            let bit = Self::bit(chars);
            self.bits[bit >> 6] >> (bit & 63) & 1 == 1
        };
        has([a, b, c]) || has([a, b, None]) || (self.single && has([a, None, None]))
    }

    /// Fibonacci hashing (Knuth 1973) of the characters.
    fn bit(chars: [Option<char>; 3]) -> usize {
        let packed = chars.iter().fold(0, |packed, c| packed << 21 | u64::from(c.map_or(0, |c| c as u32)));
        (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - LOG_BITS)) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::boundary::has_free_edges;

    fn found(automaton: &Automaton, text: &str) -> Vec<(Span, Use)> {
        let mut found = Vec::new();
        automaton.scan(text, |span, usage| found.push((span, usage)));
        found.sort_unstable_by_key(|(span, _)| *span);
        found
    }

    proptest! {
        /// The oracle is the library's own overlapping search.
        #[test]
        fn finds_what_a_plain_overlapping_search_finds(
            patterns in proptest::collection::btree_set("[ab中国 é1]{0,3}[ab中国é1]", 1..12),
            text in "[ab中国 é1.]{0,40}",
            inside_words in any::<bool>(),
        ) {
            let patterns: Vec<&str> = patterns.iter().map(|pattern| pattern.trim()).collect();
            let automaton = Automaton::new(patterns.iter().zip(0..).map(|(text, i)| (*text, Use::Alias(i))), inside_words).expect("builds");
            let mut spelled: Vec<(String, u32)> = patterns.iter().zip(0..).flat_map(|(text, i)| spellings(text).into_iter().map(move |spelling| (spelling, i))).collect();
            spelled.sort();
            let plain = aho_corasick::AhoCorasick::new(spelled.iter().map(|(text, _)| text)).expect("builds");
            let mut expected: Vec<(Span, Use)> = plain
                .find_overlapping_iter(&text)
                .map(|hit| (Span::new(hit.start(), hit.end()), Use::Alias(spelled[hit.pattern().as_usize()].1)))
                .collect();
            let starts_free = |span: &Span| has_free_edges(&text[..span.range().end], *span);
            expected.retain(|(span, _)| inside_words || starts_free(span));
            expected.sort_unstable_by_key(|(span, usage)| (*span, format!("{usage:?}")));
            expected.dedup();
            let mut actual = found(&automaton, &text);
            actual.sort_unstable_by_key(|(span, usage)| (*span, format!("{usage:?}")));
            prop_assert_eq!(actual, expected);
        }
    }
}
