//! The automaton that finds all spellings of all aliases in one pass.

use std::fmt;
use std::ops::Range;
use std::thread;

use aho_corasick::automaton::Automaton as _;
use aho_corasick::automaton::StateID;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, BuildError, MatchKind};
use rustc_hash::FxHashMap;

use super::beginnings::{Anchor, Beginnings};
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
/// walk begins behind the anchor that has been compared already.
///
/// The patterns are shared out among several automata by their first characters,
/// so that each is built on a thread of its own; a walk concerns only one of them.
pub(super) struct Automaton {
    shards: Vec<Shard>,
    beginnings: Beginnings,
    /// Where walks begin, by the key of the anchor.
    starts: FxHashMap<u64, Start>,
    /// Where the uses of each pattern begin among all, and at last where they end.
    borders: Vec<u32>,
    uses: Vec<Use>,
}

/// The automaton of some successive patterns.
struct Shard {
    automaton: NFA,
    /// The number of the first of them.
    first: usize,
}

/// Where a walk begins.
#[derive(Clone, Copy)]
struct Start {
    /// The number of the shard.
    shard: u32,
    /// Its state behind `length` bytes: the anchor, or for a plural the name.
    state: StateID,
    length: u32,
}

/// Fewer patterns than this are not worth a thread.
const LEAST_PATTERNS: usize = 10_000;

impl Automaton {
    /// Builds the automaton for texts and what they stand for.
    pub fn new<'t>(texts: impl Iterator<Item = (&'t str, Use)>) -> Result<Self, BuildError> {
        let mut spelled: Vec<(String, Use)> =
            texts.flat_map(|(text, usage)| spellings(text).into_iter().map(move |spelling| (spelling, usage))).collect();
        spelled.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut texts, mut borders, mut uses) = (Vec::new(), vec![0], Vec::new());
        for same in spelled.chunk_by(|a, b| a.0 == b.0) {
            let start = uses.len();
            for (_, usage) in same {
                if !uses[start..].contains(usage) {
                    uses.push(*usage);
                }
            }
            texts.push(same[0].0.as_str());
            borders.push(uses.len() as u32);
        }
        let (shards, beginnings) = thread::scope(|scope| {
            let building: Vec<_> = shares(&texts).map(|share| (share.start, scope.spawn(|| build(&texts[share])))).collect();
            let beginnings = Beginnings::of(texts.iter().copied());
            let shards = building.into_iter().map(|(first, thread)| {
                let automaton = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
                Ok(Shard { automaton, first })
            });
            (shards.collect::<Result<Vec<_>, BuildError>>(), beginnings)
        });
        let shards = shards?;
        let mut starts = FxHashMap::default();
        for (number, shard) in (0..).zip(&shards) {
            let end = shards.get(number as usize + 1).map_or(texts.len(), |next| next.first);
            for text in texts[shard.first..end].iter().map(|text| text.as_bytes()) {
                let Anchor { key, length } = Anchor::of(text);
                let start = Start { shard: number, state: shard.behind(&text[..length]), length: length as u32 };
                for key in [Some(key), Anchor::of_plural(text)].into_iter().flatten() {
                    // A word that is the plural of another: the walk from behind the shorter one passes both.
                    let known = starts.entry(key).or_insert(start);
                    if start.length < known.length {
                        *known = start;
                    }
                }
            }
        }
        Ok(Automaton { shards, beginnings, starts, borders, uses })
    }

    /// Calls `found` for every occurrence of every pattern that begins at the edge of a word and does not end
    /// inside one (a plural s excepted), by where they begin. It may be called for others too.
    pub fn scan(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        if self.shards.is_empty() {
            return;
        }
        self.beginnings.find(text, |at, key| {
            let Some(&Start { shard, state, length }) = self.starts.get(&key) else { return };
            self.shards[shard as usize].walk(state, &text.as_bytes()[at..], length as usize, |pattern, length| {
                self.report(pattern, Span::new(at, at + length), &mut found);
            });
        });
    }

    /// Calls `found` for every occurrence of every pattern, inside words too.
    pub fn scan_inside_words(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        if self.shards.is_empty() {
            return;
        }
        for (at, _) in text.char_indices() {
            for shard in &self.shards {
                shard.walk(shard.start(), &text.as_bytes()[at..], 0, |pattern, length| {
                    self.report(pattern, Span::new(at, at + length), &mut found);
                });
            }
        }
    }

    fn report(&self, pattern: usize, span: Span, found: &mut impl FnMut(Span, Use)) {
        let (start, end) = (self.borders[pattern] as usize, self.borders[pattern + 1] as usize);
        for &usage in &self.uses[start..end] {
            found(span, usage);
        }
    }
}

impl Shard {
    /// Where anchored searches begin; this automaton always has such a state.
    fn start(&self) -> StateID {
        self.automaton.start_state(Anchored::Yes).unwrap_or_default()
    }

    /// The state behind the head of a pattern.
    fn behind(&self, head: &[u8]) -> StateID {
        head.iter().fold(self.start(), |state, &byte| self.automaton.next_state(Anchored::Yes, state, byte))
    }

    /// Calls `found` with number and length of each pattern at the beginning of `text`; `state` stands behind its first
    /// `length` bytes.
    fn walk(&self, mut state: StateID, text: &[u8], mut length: usize, mut found: impl FnMut(usize, usize)) {
        let automaton = &self.automaton;
        loop {
            if automaton.is_special(state) {
                if automaton.is_dead(state) {
                    return;
                }
                // A match state also names the patterns that end here and began later; those are found from their own beginning.
                let mut patterns = (0..automaton.match_len(state)).map(|i| automaton.match_pattern(state, i));
                if let Some(pattern) = patterns.find(|&id| automaton.pattern_len(id) == length) {
                    found(self.first + pattern.as_usize(), length);
                }
            }
            let Some(&byte) = text.get(length) else { return };
            state = automaton.next_state(Anchored::Yes, state, byte);
            length += 1;
        }
    }
}

fn build(texts: &[&str]) -> Result<NFA, BuildError> {
    NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(texts)
}

/// Divides texts in order into about as many equal shares as there are cores; no two shares have texts with the same
/// first character, and so none with the same anchor.
fn shares(texts: &[&str]) -> impl Iterator<Item = Range<usize>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let count = (texts.len() / LEAST_PATTERNS).clamp(1, cores);
    let border = move |number: usize| {
        let about = texts.len() * number / count;
        let begins = |text: &&str| text.chars().next();
        let same = texts[about..].iter().take_while(|text| about > 0 && begins(text) == begins(&texts[about - 1]));
        about + same.count()
    };
    (0..count).map(move |number| border(number)..border(number + 1)).filter(|share| !share.is_empty())
}

impl fmt::Debug for Automaton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Automaton").field("patterns", &(self.borders.len() - 1)).finish_non_exhaustive()
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
