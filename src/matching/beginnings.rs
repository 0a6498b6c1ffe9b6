//! Where in a text a name may begin: a filter that spares the automaton most of its walks.

use crate::text::{is_word, leading_alphanumerics};

/// Bytes of two Chinese characters.
const PAIR: usize = 6;

/// Bytes of a machine word.
pub(super) const EIGHT: usize = 8;

/// The beginning of a pattern by which it is looked for: the first eight bytes; of a shorter one its first ASCII word, its
/// first two characters in Chinese, or its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Its bytes as a number.
    pub key: u64,
    /// How many they are.
    pub length: usize,
}

impl Anchor {
    /// The anchor of a pattern, which must not be empty.
    pub fn of(pattern: &[u8]) -> Self {
        let eight = first_eight(pattern);
        let length = match ascii_word(pattern) {
            _ if pattern.len() >= EIGHT => EIGHT,
            0 if han_place(eight).is_some() => {
                if pattern.len() < PAIR {
                    3
                } else {
                    PAIR
                }
            }
            0 => first_length(pattern[0]),
            word => word,
        };
        Anchor { key: low_bytes(eight, length), length }
    }

    /// Where a pattern is one ASCII word that is its own anchor, the anchor of its plural: the text has no end of a word
    /// behind the name there.
    pub fn of_plural(pattern: &[u8]) -> Option<Self> {
        let word = ascii_word(pattern);
        (word == pattern.len() && word < EIGHT).then(|| Anchor { key: first_eight(&[pattern, b"s"].concat()), length: word + 1 })
    }
}

/// The anchors of patterns, in sets small enough to stay in the cache; with false positives.
pub(super) struct Beginnings {
    anchors: Bloom,
    /// Which Chinese characters patterns begin with.
    firsts: HanSet,
    /// Which of them begin patterns that have no second character in Chinese, and so are anchors by themselves.
    alone: HanSet,
    /// Which bytes begin patterns that begin with neither an ASCII word nor Chinese.
    others: [bool; 256],
}

impl Beginnings {
    /// The beginnings of these patterns.
    pub fn of<'t>(patterns: impl ExactSizeIterator<Item = &'t str>) -> Self {
        // Some sixteen bits for a pattern: with the shipped dictionary, 128 KiB.
        let log_count = patterns.len().max(1 << 12).next_power_of_two().ilog2();
        let (firsts, alone) = Default::default();
        let mut set = Beginnings { anchors: Bloom::new(log_count - 2), firsts, alone, others: [false; 256] };
        for pattern in patterns.map(str::as_bytes) {
            set.insert(pattern);
        }
        set
    }

    fn insert(&mut self, pattern: &[u8]) {
        let anchor = Anchor::of(pattern);
        self.anchors.insert(anchor.key);
        if let Some(plural) = Anchor::of_plural(pattern) {
            self.anchors.insert(plural.key);
        }
        if let Some(place) = han_place(anchor.key) {
            self.firsts.insert(place);
            if anchor.length < PAIR {
                self.alone.insert(place);
            }
        } else if !pattern[0].is_ascii_alphanumeric() {
            self.others[pattern[0] as usize] = true;
        }
    }

    /// Calls `visit` with each place of the text at which a pattern may begin, and the key of its anchor; there may be two.
    ///
    /// A pattern that begins inside a word is passed over, and so is one that ends inside one, but for a plural s.
    pub fn find(&self, text: &str, mut visit: impl FnMut(usize, u64)) {
        let bytes = text.as_bytes();
        let (mut at, mut after_word) = (0, false);
        while let Some(&first) = bytes.get(at) {
            let rest = &bytes[at..];
            let eight = first_eight(rest);
            // No branch that depends on which names there are: none could be foreseen, and to ask all sets is quicker.
            let (length, may_begin, key);
            if let Some(place) = han_place(eight) {
                // Chinese makes no words.
                (length, after_word) = (3, false);
                may_begin = self.firsts.has(place);
                key = low_bytes(eight, if self.alone.has(place) { 3 } else { PAIR });
            } else if first < 0x80 {
                let word = match leading_alphanumerics(eight) {
                    EIGHT => ascii_word(rest),
                    shorter => shorter,
                };
                length = word.max(1);
                let inside_word = std::mem::replace(&mut after_word, word > 0);
                may_begin = ((word > 0) & !inside_word) | self.others[first as usize];
                key = low_bytes(eight, length);
            } else {
                let c = text[at..].chars().next().unwrap_or('\0');
                length = c.len_utf8();
                let in_word = is_word(c);
                let inside_word = std::mem::replace(&mut after_word, in_word) & in_word;
                may_begin = self.others[first as usize] & !inside_word;
                key = low_bytes(eight, length);
            }
            if may_begin & self.anchors.has(key) {
                visit(at, key);
            }
            if may_begin & (eight != key) & (rest.len() >= EIGHT) & self.anchors.has(eight) {
                visit(at, eight);
            }
            at += length;
        }
    }
}

/// Bytes of the character that begins with this one.
fn first_length(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}

/// How many ASCII letters and digits `bytes` begin with.
fn ascii_word(bytes: &[u8]) -> usize {
    let mut length = 0;
    // Eight at a time: where a word ends cannot be foreseen, and a branch for each letter costs more than all eight do.
    while let Some(eight) = bytes[length..].first_chunk::<8>() {
        match leading_alphanumerics(u64::from_le_bytes(*eight)) {
            8 => length += 8,
            rest => return length + rest,
        }
    }
    length + bytes[length..].iter().take_while(|b| b.is_ascii_alphanumeric()).count()
}

const HAN: std::ops::Range<u32> = 0x4e00..0xa000;

/// The place in [`HAN`] of the Chinese character that eight bytes of text begin with.
#[inline]
fn han_place(eight: u64) -> Option<u32> {
    let [a @ 0xe4..=0xe9, b, c, ..] = eight.to_le_bytes() else { return None };
    let code = (u32::from(a & 0x0f) << 12) | (u32::from(b & 0x3f) << 6) | u32::from(c & 0x3f);
    code.checked_sub(HAN.start)
}

/// A set of Chinese characters, by their places in [`HAN`].
struct HanSet([u64; (HAN.end - HAN.start) as usize / 64]);

impl Default for HanSet {
    fn default() -> Self {
        HanSet([0; (HAN.end - HAN.start) as usize / 64])
    }
}

impl HanSet {
    fn insert(&mut self, place: u32) {
        self.0[place as usize / 64] |= 1 << (place % 64);
    }

    #[inline]
    fn has(&self, place: u32) -> bool {
        self.0[place as usize / 64] >> (place % 64) & 1 != 0
    }
}

/// The first eight bytes as a number, the first one lowest; zeros stand for those that are not there.
#[inline]
fn first_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |eight, &byte| eight << 8 | u64::from(byte)),
    }
}

/// The lowest `length` bytes, at most eight, of a number.
#[inline]
fn low_bytes(eight: u64, length: usize) -> u64 {
    if length >= 8 { eight } else { eight & ((1 << (8 * length)) - 1) }
}

/// A set of numbers with false positives: a Bloom filter of two bits in one machine word (Putze, Sanders & Singler 2009).
struct Bloom {
    words: Box<[u64]>,
    /// Bits of a hash that are left when it becomes an index.
    shift: u32,
}

impl Bloom {
    /// An empty set of `1 << log_words` machine words.
    fn new(log_words: u32) -> Self {
        Bloom { words: vec![0; 1 << log_words].into_boxed_slice(), shift: 64 - log_words }
    }

    fn insert(&mut self, number: u64) {
        let (word, bits) = self.place(number);
        self.words[word] |= bits;
    }

    #[inline]
    fn has(&self, number: u64) -> bool {
        let (word, bits) = self.place(number);
        self.words[word] & bits == bits
    }

    /// Word and bits, by the halves of a wide product.
    #[inline]
    fn place(&self, number: u64) -> (usize, u64) {
        let product = u128::from(number ^ 0x2d35_8dcc_aa6c_78a5) * 0x9e37_79b9_7f4a_7c15;
        let hash = product as u64 ^ (product >> 64) as u64;
        let bits = 1 << (hash & 63) | 1 << (hash >> 6 & 63);
        ((hash >> self.shift) as usize, bits)
    }
}
