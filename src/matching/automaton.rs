//! The automaton that finds all spellings of all aliases in one pass.

use std::fmt;
use std::ops::Range;

use aho_corasick::automaton::Automaton as _;
use aho_corasick::automaton::StateID;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, BuildError, MatchKind};
use rustc_hash::FxHashMap;

use super::beginnings::{Beginnings, Head};
use super::spelling::spellings;
use crate::text::Span;

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
/// until it dies. The automaton of a large dictionary outgrows the cache, and
/// each step may wait for memory; so a small filter finds those places, and the
/// walk begins behind the head that the filter has compared already.
pub(super) struct Automaton {
    automaton: Option<NFA>,
    beginnings: Beginnings,
    /// Where walks begin: the states behind the heads, by key.
    states: FxHashMap<u64, StateID>,
    patterns: Vec<Pattern>,
    uses: Vec<Use>,
}

/// What is known of one pattern.
struct Pattern {
    /// The key of its head.
    head: u64,
    /// Where its uses stand in the list of all.
    uses: Range<u32>,
}

impl Automaton {
    /// Builds the automaton for texts and what they stand for.
    pub fn new<'t>(texts: impl Iterator<Item = (&'t str, Use)>) -> Result<Self, BuildError> {
        let mut index: FxHashMap<String, Vec<Use>> = FxHashMap::default();
        for (text, usage) in texts {
            for spelling in spellings(text) {
                let uses = index.entry(spelling).or_default();
                if !uses.contains(&usage) {
                    uses.push(usage);
                }
            }
        }
        let mut spelled: Vec<(String, Vec<Use>)> = index.into_iter().collect();
        spelled.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let texts = || spelled.iter().map(|(text, _)| text.as_str());
        let automaton = match spelled.is_empty() {
            true => None,
            false => Some(NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(texts())?),
        };
        let states = automaton.as_ref().map_or_else(FxHashMap::default, |automaton| states(automaton, texts()));
        let beginnings = Beginnings::of(texts());
        let (mut patterns, mut uses) = (Vec::with_capacity(spelled.len()), Vec::new());
        for (text, of_pattern) in spelled {
            let start = uses.len() as u32;
            uses.extend(of_pattern);
            patterns.push(Pattern { head: Head::of(text.as_bytes()).key, uses: start..uses.len() as u32 });
        }
        Ok(Automaton { automaton, beginnings, states, patterns, uses })
    }

    /// Calls `found` for every occurrence of every pattern that begins at the edge of a word and does not end
    /// inside one (a plural s excepted), by where they begin. It may be called for others too.
    pub fn scan(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        let Some(automaton) = &self.automaton else { return };
        self.beginnings.find(text, |at, head| {
            let Some(&state) = self.states.get(&head.key) else { return };
            let longest = &text.as_bytes()[at..][..head.longest_pattern().min(text.len() - at)];
            walk(automaton, state, longest, head.length, |pattern, length| {
                // Others that this head begins have another one besides, and are found by that.
                if self.patterns[pattern].head == head.key {
                    self.report(pattern, Span::new(at, at + length), &mut found);
                }
            });
        });
    }

    /// Calls `found` for every occurrence of every pattern, inside words too.
    pub fn scan_inside_words(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        let Some(automaton) = &self.automaton else { return };
        for (at, _) in text.char_indices() {
            walk(automaton, start(automaton), &text.as_bytes()[at..], 0, |pattern, length| {
                self.report(pattern, Span::new(at, at + length), &mut found);
            });
        }
    }

    fn report(&self, pattern: usize, span: Span, found: &mut impl FnMut(Span, Use)) {
        let Range { start, end } = self.patterns[pattern].uses;
        for &usage in &self.uses[start as usize..end as usize] {
            found(span, usage);
        }
    }
}

/// Where anchored searches begin; this automaton always has such a state.
fn start(automaton: &NFA) -> StateID {
    automaton.start_state(Anchored::Yes).unwrap_or_default()
}

/// The states behind the heads of the patterns.
fn states<'t>(automaton: &NFA, patterns: impl Iterator<Item = &'t str>) -> FxHashMap<u64, StateID> {
    let behind = |head: &[u8]| head.iter().fold(start(automaton), |state, &byte| automaton.next_state(Anchored::Yes, state, byte));
    patterns
        .map(|pattern| {
            let head = Head::of(pattern.as_bytes());
            (head.key, behind(&pattern.as_bytes()[..head.length]))
        })
        .collect()
}

/// Calls `found` with number and length of each pattern at the beginning of `text`; `state` stands behind its first `length` bytes.
fn walk(automaton: &NFA, mut state: StateID, text: &[u8], mut length: usize, mut found: impl FnMut(usize, usize)) {
    loop {
        if automaton.is_special(state) {
            if automaton.is_dead(state) {
                return;
            }
            // A match state also names the patterns that end here and began later; those are found from their own beginning.
            let mut patterns = (0..automaton.match_len(state)).map(|i| automaton.match_pattern(state, i));
            if let Some(pattern) = patterns.find(|&id| automaton.pattern_len(id) == length) {
                found(pattern.as_usize(), length);
            }
        }
        let Some(&byte) = text.get(length) else { return };
        state = automaton.next_state(Anchored::Yes, state, byte);
        length += 1;
    }
}

impl fmt::Debug for Automaton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Automaton").field("patterns", &self.patterns.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::boundary::has_free_edges;

    proptest! {
        /// The oracle is the library's own overlapping search.
        #[test]
        fn finds_what_a_plain_overlapping_search_finds(
            patterns in proptest::collection::btree_set("[ab中国 é1.]{0,8}[ab中国é1]", 1..12),
            text in "[ab中国 é1.]{0,40}",
        ) {
            let patterns: Vec<&str> = patterns.iter().map(|pattern| pattern.trim()).collect();
            let automaton = Automaton::new(patterns.iter().zip(0..).map(|(text, i)| (*text, Use::Alias(i)))).expect("builds");
            let mut spelled: Vec<(String, u32)> = patterns.iter().zip(0..).flat_map(|(text, i)| spellings(text).into_iter().map(move |spelling| (spelling, i))).collect();
            spelled.sort();
            let plain = aho_corasick::AhoCorasick::new(spelled.iter().map(|(text, _)| text)).expect("builds");
            let mut expected: Vec<(Span, Use)> = plain
                .find_overlapping_iter(&text)
                .map(|hit| (Span::new(hit.start(), hit.end()), Use::Alias(spelled[hit.pattern().as_usize()].1)))
                .collect();
            let order = |(span, usage): &(Span, Use)| (*span, format!("{usage:?}"));
            expected.sort_unstable_by_key(order);
            expected.dedup();
            let mut everywhere = Vec::new();
            automaton.scan_inside_words(&text, |span, usage| everywhere.push((span, usage)));
            everywhere.sort_unstable_by_key(order);
            prop_assert_eq!(&everywhere, &expected);

            let mut at_words = Vec::new();
            automaton.scan(&text, |span, usage| at_words.push((span, usage)));
            at_words.retain(|(span, _)| has_free_edges(&text, *span));
            at_words.sort_unstable_by_key(order);
            expected.retain(|(span, _)| has_free_edges(&text, *span));
            prop_assert_eq!(at_words, expected);
        }
    }

    #[test]
    fn finds_plurals() {
        let names = ["gpt", "chatgpt", "anthropic"];
        let automaton = Automaton::new(names.iter().zip(0..).map(|(name, i)| (*name, Use::Alias(i)))).expect("builds");
        for name in names {
            let mut found = Vec::new();
            automaton.scan(&format!("the {name}s"), |span, _| found.push(span));
            assert_eq!(found, [Span::new(4, 4 + name.len())]);
        }
    }
}
