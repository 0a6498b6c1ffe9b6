//! Sketches: small samples of texts that tell how much two of them have in common.

/// How many shingles a sketch keeps.
const SIZE: usize = 64;

/// By how many bits the hash moves with each byte: a shingle is what the 64 bits hold, the last 32 bytes.
const STEP: u8 = 2;

/// What a byte does to the hash.
#[derive(Clone, Copy)]
struct Gear {
    shift: u8,
    add: u64,
}

/// Random numbers for all bytes. Space, punctuation and marks in ASCII do nothing: they come and go with line breaks and markup.
const GEARS: [Gear; 256] = {
    let mut gears = [Gear { shift: 0, add: 0 }; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 128 || (byte as u8).is_ascii_alphanumeric() {
            gears[byte] = Gear { shift: STEP, add: mixed(byte as u64 + 1) };
        }
        byte += 1;
    }
    gears
};

/// SplitMix64 (Steele et al. 2014).
const fn mixed(seed: u64) -> u64 {
    let z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A sample of a text's shingles, stretches of 32 letters in Latin script or eleven in Chinese: those with the least hashes.
///
/// The same shingle is in the sample of every text that has it, or in none, so that samples compare as texts do
/// (bottom-k sketches: Broder 1997). The hash is the rolling one of FastCDC (Xia et al. 2016).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Ascending.
    least: Vec<u32>,
    hash: u64,
}

impl Sketch {
    /// Adds what follows in the text.
    pub fn push(&mut self, text: &str) {
        let mut hash = self.hash;
        let mut limit = self.limit();
        for &byte in text.as_bytes() {
            let gear = GEARS[byte as usize];
            hash = (hash << gear.shift).wrapping_add(gear.add);
            let value = (hash >> 32) as u32;
            if value < limit {
                limit = self.insert(value);
            }
        }
        self.hash = hash;
    }

    /// From where on values are too great.
    fn limit(&self) -> u32 {
        if self.least.len() < SIZE { u32::MAX } else { self.least[SIZE - 1] }
    }

    #[cold]
    fn insert(&mut self, value: u32) -> u32 {
        if let Err(place) = self.least.binary_search(&value) {
            self.least.truncate(SIZE - 1);
            self.least.insert(place, value);
        }
        self.limit()
    }

    /// The values of the sample, ascending.
    pub fn values(&self) -> &[u32] {
        &self.least
    }

    /// How much of what either text says both say, from 0 to 1, give or take 0.06.
    pub fn resemblance(&self, other: &Sketch) -> f64 {
        let (mut a, mut b) = (self.least.iter().peekable(), other.least.iter().peekable());
        let (mut seen, mut shared) = (0, 0);
        while seen < SIZE {
            let (Some(&&x), Some(&&y)) = (a.peek(), b.peek()) else { break };
            a.next_if(|_| x <= y);
            b.next_if(|_| y <= x);
            shared += u32::from(x == y);
            seen += 1;
        }
        // What one of two short texts has beyond the other.
        seen += (a.count() + b.count()).min(SIZE - seen);
        if seen == 0 { 0.0 } else { f64::from(shared) / seen as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        let mut sketch = Sketch::default();
        sketch.push(text);
        sketch
    }

    /// A text of so many words, in which `word` tells each of them.
    fn text(words: u64, word: impl Fn(u64) -> u64) -> String {
        (0..words).map(|n| format!("w{} ", mixed(word(n)) % 100_000)).collect()
    }

    #[test]
    fn the_same_text_however_it_is_broken() {
        let one = text(5_000, |n| n);
        assert_eq!(sketch(&one).resemblance(&sketch(&one.replace(' ', "\n"))), 1.0);
        let mut parts = Sketch::default();
        one.split_inclusive(' ').for_each(|part| parts.push(part));
        assert_eq!(parts.values(), sketch(&one).values());
    }

    #[test]
    fn resemblance_is_the_share_of_what_both_say() {
        let whole = sketch(&text(20_000, |n| n));
        let close = |other: String, expected: f64| {
            let found = whole.resemblance(&sketch(&other));
            assert!((found - expected).abs() < 0.15, "{found} for {expected}");
            assert_eq!(found, sketch(&other).resemblance(&whole));
        };
        close(text(20_000, |n| n + 1_000_000), 0.0);
        close(text(10_000, |n| n), 0.5);
        close(text(40_000, |n| n), 0.5);
        // One word in a hundred another: each spoils a shingle for 32 of 600 letters.
        close(text(20_000, |n| if n % 100 == 0 { n + 1_000_000 } else { n }), 0.9);
        assert_eq!(sketch("").resemblance(&sketch("")), 0.0);
        assert_eq!(sketch("short").resemblance(&whole), 0.0);
    }
}
