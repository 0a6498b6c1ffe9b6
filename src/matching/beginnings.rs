//! Where in a text a name may begin: a filter that spares the automaton most of its walks.

use crate::text::is_word;

/// Lengths in bytes of the heads of patterns; two Chinese characters have six, one has three.
const LENGTHS: [usize; 6] = [8, PAIR, 4, 3, 2, 1];

/// Bytes of two Chinese characters.
const PAIR: usize = 6;

/// The beginning of a pattern, or of a text that a pattern may begin: what fits a machine word.
///
/// The head of a pattern is the longest of [`LENGTHS`] that it has. A pattern
/// that is one short ASCII word is its own head, and known as such, for in the text,
/// too, a word ends there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The bytes as a number, inverted for a word.
    pub key: u64,
    /// How many they are.
    pub length: usize,
}

impl Head {
    /// The head of a pattern, which must not be empty.
    pub fn of(pattern: &[u8]) -> Self {
        let word = ascii_word(pattern);
        if word == pattern.len() && word < LENGTHS[0] {
            return Head::word(pattern, word);
        }
        let length = LENGTHS.into_iter().find(|&length| length <= pattern.len()).unwrap_or(1);
        Head { key: key(pattern, length), length }
    }

    fn word(bytes: &[u8], length: usize) -> Self {
        Head { key: !key(bytes, length), length }
    }

    fn is_word(self) -> bool {
        self.key >> 56 != 0 && self.length < LENGTHS[0]
    }

    /// How long the patterns that have this head are at most.
    pub fn longest_pattern(self) -> usize {
        match LENGTHS.iter().position(|&length| length == self.length) {
            _ if self.is_word() => self.length,
            Some(0) | None => usize::MAX,
            Some(which) => LENGTHS[which - 1] - 1,
        }
    }
}

/// The heads of patterns, in sets small enough to stay in the cache; with false positives.
pub(super) struct Beginnings {
    heads: Bloom,
    /// The first two characters of patterns in Chinese, the first one of shorter patterns: what spares most
    /// places of a Chinese text a look at `heads`.
    pairs: Bloom,
    /// For each byte which of [`LENGTHS`] the heads that begin with it have.
    lengths: [u8; 256],
}

impl Beginnings {
    /// The beginnings of these patterns.
    pub fn of<'t>(patterns: impl ExactSizeIterator<Item = &'t str>) -> Self {
        // Some forty bits for a pattern among the heads and four among the pairs, which are fewer: with the shipped
        // dictionary, 256 and 32 KiB.
        let log_count = patterns.len().max(1 << 12).next_power_of_two().ilog2();
        let mut set = Beginnings { heads: Bloom::new(log_count - 1), pairs: Bloom::new(log_count - 4), lengths: [0; 256] };
        for pattern in patterns.map(str::as_bytes) {
            let head = Head::of(pattern);
            set.heads.insert(head.key);
            if head.is_word() {
                set.heads.insert(Head::word(&[pattern, b"s"].concat(), head.length + 1).key);
                continue;
            }
            let which = LENGTHS.iter().take_while(|&&length| length != head.length).count();
            set.lengths[pattern[0] as usize] |= 1 << which;
            set.pairs.insert(key(pattern, if pattern.len() < PAIR { first_length(pattern[0]) } else { PAIR }));
        }
        set
    }

    /// Calls `visit` with each place of the text at which a pattern may begin, and its head.
    ///
    /// A pattern that begins inside a word is passed over, and so is one that ends inside one, but for a plural s.
    pub fn find(&self, text: &str, mut visit: impl FnMut(usize, Head)) {
        for_each_word(text, |at, word| {
            let rest = &text.as_bytes()[at..];
            if self.may_begin(rest, word) {
                self.heads(rest, word, |head| visit(at, head));
            }
        });
    }

    /// Whether a pattern may begin where `rest` does, with an ASCII word of length `word`.
    #[inline]
    fn may_begin(&self, rest: &[u8], word: usize) -> bool {
        let lengths = self.lengths[rest[0] as usize];
        if word == 0 && (lengths == 0 || !self.may_begin_pair(rest)) {
            return false;
        }
        let has = |length| self.heads.has(key(rest, length));
        // No branch between them: which of them holds cannot be foreseen, and it is quicker to ask all.
        let usual = self.heads.has(!key(rest, word)) | has(8) | has(6) | has(4);
        usual || (lengths >> 3 != 0 && LENGTHS[3..].iter().any(|&length| has(length)))
    }

    fn may_begin_pair(&self, rest: &[u8]) -> bool {
        self.pairs.has(key(rest, PAIR)) | self.pairs.has(key(rest, first_length(rest[0])))
    }

    /// The heads of patterns that `rest` may begin with.
    fn heads(&self, rest: &[u8], word: usize, mut visit: impl FnMut(Head)) {
        for length in LENGTHS {
            let key = key(rest, length);
            if length <= rest.len() && self.heads.has(key) {
                visit(Head { key, length });
            }
        }
        if word > 0 && self.heads.has(!key(rest, word)) {
            visit(Head::word(rest, word));
            if word > 1 && rest[word - 1] == b's' {
                visit(Head::word(rest, word - 1));
            }
        }
    }
}

/// Calls `visit` for each place at which no letter or digit stands before another one, with the length of the
/// ASCII word that begins there, 0 for other characters.
fn for_each_word(text: &str, mut visit: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let (mut at, mut after_word) = (0, false);
    while at < bytes.len() {
        let word = ascii_word(&bytes[at..]);
        if word > 0 {
            if !after_word {
                visit(at, word);
            }
            after_word = true;
            at += word;
        } else if bytes[at] < 0x80 {
            visit(at, 0);
            after_word = false;
            at += 1;
        } else if (0xe4..=0xe9).contains(&bytes[at]) {
            // Chinese, which is told by its first byte and makes no words.
            visit(at, 0);
            after_word = false;
            at += 3;
        } else {
            let c = text[at..].chars().next().unwrap_or('\0');
            let in_word = is_word(c);
            if !(after_word && in_word) {
                visit(at, 0);
            }
            after_word = in_word;
            at += c.len_utf8();
        }
    }
}

/// How many ASCII letters and digits `bytes` begin with.
fn ascii_word(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count()
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

/// The first `length` bytes, at most eight, as a number; zeros stand for those that are not there.
fn key(bytes: &[u8], length: usize) -> u64 {
    let word = match bytes.first_chunk::<8>() {
        Some(head) => u64::from_le_bytes(*head),
        None => bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    if length >= 8 { word } else { word & ((1 << (8 * length)) - 1) }
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

    fn has(&self, number: u64) -> bool {
        let (word, bits) = self.place(number);
        self.words[word] & bits == bits
    }

    /// Word and bits, by the halves of a wide product.
    fn place(&self, number: u64) -> (usize, u64) {
        let product = u128::from(number ^ 0x2d35_8dcc_aa6c_78a5) * 0x9e37_79b9_7f4a_7c15;
        let hash = product as u64 ^ (product >> 64) as u64;
        let bits = 1 << (hash & 63) | 1 << (hash >> 6 & 63);
        ((hash >> self.shift) as usize, bits)
    }
}
