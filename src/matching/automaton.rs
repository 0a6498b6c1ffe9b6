//! The automaton that finds all spellings of all aliases in one pass.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;
use std::thread;

use aho_corasick::automaton::Automaton as _;
use aho_corasick::automaton::StateID;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};
use rustc_hash::FxHashMap;

use super::MatcherError;
use super::beginnings::{Anchor, Beginnings, EIGHT};
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
/// each built by the first thread that needs it; a walk concerns only one of them.
pub(super) struct Automaton {
    beginnings: Beginnings,
    /// The patterns, in order.
    texts: Vec<String>,
    /// Where the uses of each pattern begin among all, and at last where they end.
    borders: Vec<u32>,
    uses: Vec<Use>,
    /// Successive patterns each.
    shards: Vec<Lazy>,
    /// Where walks begin, by the key of the anchor.
    starts: FxHashMap<u64, Start>,
}

/// The automaton of some successive patterns, once it is needed.
struct Lazy {
    patterns: Range<usize>,
    shard: OnceLock<Shard>,
}

struct Shard {
    automaton: NFA,
    /// The number of the first of its patterns.
    first: usize,
    /// For each pattern the state behind its anchor.
    states: Vec<StateID>,
}

/// What is known of the patterns with an anchor. It spares most places of a text the way to the automaton, which lies
/// far away in memory.
#[derive(Clone, Copy)]
struct Start {
    /// Which bytes follow the first `length` ones in these patterns, as bits of their lowest six bits.
    next: u64,
    /// The number of one of these patterns.
    pattern: u32,
    /// Where its automaton is.
    shard: u32,
    /// Bytes of the anchor, or for a plural of the name.
    length: u8,
    /// Whether the pattern of this number ends there.
    ends: bool,
}

/// How many patterns make an automaton of their own.
const SHARE: usize = 1_000;

/// An automaton of this many bytes of patterns, and of any fewer, can be built.
const MOST_BYTES: usize = 16 << 20;

impl Automaton {
    /// Prepares the automaton for texts and what they stand for.
    ///
    /// # Errors
    /// Where an automaton would be larger than can be built.
    pub fn new(texts: &[(&str, Use)]) -> Result<Self, MatcherError> {
        let (mut patterns, mut borders, mut uses) = (Vec::new(), vec![0], Vec::new());
        let spelled = spelled(texts);
        for same in spelled.chunk_by(|a, b| a.0 == b.0) {
            let start = uses.len();
            for (_, usage) in same {
                if !uses[start..].contains(usage) {
                    uses.push(*usage);
                }
            }
            patterns.push(same[0].0.clone());
            borders.push(uses.len() as u32);
        }
        let shares = shares(&patterns);
        let (mut shards, mut starts) = (Vec::new(), FxHashMap::default());
        for (number, share) in (0..).zip(shares) {
            let of_share = &patterns[share.clone()];
            if of_share.iter().map(String::len).sum::<usize>() > MOST_BYTES {
                return Err(MatcherError::TooLarge { begins: of_share[0].chars().take(1).collect() });
            }
            for (pattern, text) in (share.start as u32..).zip(of_share) {
                add_start(&mut starts, text.as_bytes(), pattern, number);
            }
            shards.push(Lazy { patterns: share, shard: OnceLock::new() });
        }
        let beginnings = Beginnings::of(patterns.iter().map(String::as_str));
        Ok(Automaton { beginnings, texts: patterns, borders, uses, shards, starts })
    }

    /// The automaton of this number.
    fn shard(&self, number: u32) -> &Shard {
        let Lazy { patterns, shard } = &self.shards[number as usize];
        shard.get_or_init(|| Shard::new(&self.texts[patterns.clone()], patterns.start))
    }

    /// Calls `found` for every occurrence of every pattern that begins at the edge of a word and does not end
    /// inside one (a plural s excepted), by where they begin. It may be called for others too.
    pub fn scan(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        if self.shards.is_empty() {
            return;
        }
        self.beginnings.find(text, |at, key| {
            let Some(&Start { next, pattern, shard, length, ends }) = self.starts.get(&key) else { return };
            let (rest, length) = (&text.as_bytes()[at..], usize::from(length));
            if rest.get(length).is_some_and(|byte| next >> (byte & 63) & 1 == 1) {
                let shard = self.shard(shard);
                let longest = if key >> 56 == 0 { &rest[..rest.len().min(EIGHT - 1)] } else { rest };
                shard.walk(shard.states[pattern as usize - shard.first], longest, length, |pattern, length| {
                    self.report(pattern, Span::new(at, at + length), &mut found);
                });
            } else if ends {
                self.report(pattern as usize, Span::new(at, at + length), &mut found);
            }
        });
    }

    /// Calls `found` for every occurrence of every pattern, inside words too.
    pub fn scan_inside_words(&self, text: &str, mut found: impl FnMut(Span, Use)) {
        if self.shards.is_empty() {
            return;
        }
        for (at, _) in text.char_indices() {
            for number in 0..self.shards.len() as u32 {
                let shard = self.shard(number);
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
    fn new(texts: &[String], first: usize) -> Self {
        // Its size was looked at before, and there is no other reason to fail.
        let automaton = NFA::builder()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(texts)
            .unwrap_or_else(|error| panic!("an automaton of at most {MOST_BYTES} bytes of patterns: {error}"));
        let mut shard = Shard { automaton, first, states: Vec::with_capacity(texts.len()) };
        for text in texts.iter().map(|text| text.as_bytes()) {
            shard.states.push(shard.behind(&text[..Anchor::of(text).length]));
        }
        shard
    }

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

/// Adds what the pattern of this number says of its anchors.
fn add_start(starts: &mut FxHashMap<u64, Start>, text: &[u8], pattern: u32, shard: u32) {
    let Anchor { key, length } = Anchor::of(text);
    // Behind a single Chinese character stand also those that have two for an anchor.
    let single = !text[0].is_ascii() && length <= 3;
    let next = if single { u64::MAX } else { text.get(length).map_or(0, |byte| 1 << (byte & 63)) };
    let own = Start { next, pattern, shard, length: length as u8, ends: text.len() == length };
    let known = starts.entry(key).or_insert(own);
    if known.length < own.length {
        // A plural stands here already: the walk from behind the name passes this one too.
        known.next = u64::MAX;
    } else {
        known.next |= next;
        if own.ends {
            (known.pattern, known.ends) = (pattern, true);
        }
    }
    if let Some(Anchor { key, .. }) = Anchor::of_plural(text) {
        let plural = Start { next: 0, ..own };
        starts.entry(key).and_modify(|known| *known = Start { next: u64::MAX, ..plural }).or_insert(plural);
    }
}

/// The spellings of all texts with what they stand for, in order.
fn spelled(texts: &[(&str, Use)]) -> Vec<(String, Use)> {
    let of_part = |part: &[(&str, Use)]| {
        let all = part.iter().flat_map(|&(text, usage)| spellings(text).into_iter().map(move |spelling| (spelling, usage)));
        let mut all: Vec<(String, Use)> = all.collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if texts.len() < SHARE || cores == 1 {
        return of_part(texts);
    }
    let parts: Vec<Vec<(String, Use)>> = thread::scope(|scope| {
        let threads: Vec<_> = texts.chunks(texts.len().div_ceil(cores)).map(|part| scope.spawn(move || of_part(part))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut all = parts.concat();
    // Merges the parts, which are in order already.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// Divides texts in order into shares of about [`SHARE`]; no two shares have texts with the same first character.
fn shares(texts: &[String]) -> Vec<Range<usize>> {
    let mut shares: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for same in texts.chunk_by(|a, b| a.chars().next() == b.chars().next()) {
        let end = start + same.len();
        match shares.last_mut() {
            Some(last) if last.len() + same.len() <= SHARE => last.end = end,
            _ => shares.push(start..end),
        }
        start = end;
    }
    shares
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
            let automaton = Automaton::new(&patterns.iter().zip(0..).map(|(text, i)| (*text, Use::Alias(i))).collect::<Vec<_>>()).expect("builds");
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
        let automaton = Automaton::new(&names.iter().zip(0..).map(|(name, i)| (*name, Use::Alias(i))).collect::<Vec<_>>()).expect("builds");
        for name in names {
            let mut found = Vec::new();
            automaton.scan(&format!("the {name}s"), |span, _| found.push(span));
            assert_eq!(found, [Span::new(4, 4 + name.len())]);
        }
    }
}
