//! Turns that repeat others in another language.

use crate::model::Turn;

/// A part of the document set aside, such as the contents of `<details>`.
#[derive(Debug)]
pub(super) struct Aside {
    /// Index of the first turn in it.
    pub first: usize,
    /// Index of the turn after the last; none while it is open.
    pub end: Option<usize>,
    /// Who spoke before it, and goes on after it.
    pub speakers: Vec<u32>,
}

/// English takes between these many letters for one Chinese character of the same content.
const LETTERS_PER_HAN: std::ops::RangeInclusive<f64> = 1.0..=9.0;

/// Below this share of Chinese characters, counting four letters as one, a text is not Chinese.
const CHINESE_SHARE: f64 = 0.35;

/// Marks the turns of asides that repeat what stands before them in the other language.
///
/// An aside is held against the turns since the one before it in the same
/// section. Where it has more turns than they are, what is left over is new: an
/// answer that was never translated.
pub(super) fn mark(turns: &mut [Turn], asides: &[Aside], folded: &str) {
    let mut previous_end = 0;
    for aside in asides {
        let end = aside.end.unwrap_or(turns.len()).max(aside.first);
        let section = turns.get(aside.first).and_then(|turn| turn.section);
        let before = (previous_end..aside.first).rev().take_while(|&i| turns[i].section == section).last().unwrap_or(aside.first);
        let letters = |range: std::ops::Range<usize>| {
            range.map(|i| Letters::of(&folded[turns[i].span.range()])).fold(Letters::default(), Letters::plus)
        };
        let repeats =
            |originals: std::ops::Range<usize>, repeated: std::ops::Range<usize>| letters(originals).translates(letters(repeated));
        let (count, originals) = (end - aside.first, aside.first - before);
        let mut translated = 0;
        if repeats(before..aside.first, aside.first..end) {
            translated = count;
        } else if originals > 0 && count > originals && repeats(before..aside.first, aside.first..aside.first + originals) {
            translated = originals;
        }
        turns[aside.first..aside.first + translated].iter_mut().for_each(|turn| turn.translation = true);
        previous_end = previous_end.max(end);
    }
}

#[derive(Clone, Copy, Default)]
struct Letters {
    han: usize,
    latin: usize,
}

impl Letters {
    /// Counts by first bytes: nearly all characters that begin with E4 to E9 are Chinese.
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes().iter();
        Letters {
            han: bytes.clone().filter(|b| matches!(b, 0xe4..=0xe9)).count(),
            latin: bytes.filter(|b| b.is_ascii_alphabetic()).count(),
        }
    }

    fn plus(self, other: Letters) -> Letters {
        Letters { han: self.han + other.han, latin: self.latin + other.latin }
    }

    fn is_chinese(self) -> bool {
        let han = self.han as f64;
        han > 0.0 && han / (han + self.latin as f64 / 4.0) >= CHINESE_SHARE
    }

    /// Whether the two are of different languages and fit in length.
    fn translates(self, other: Letters) -> bool {
        let (chinese, english) = match (self.is_chinese(), other.is_chinese()) {
            (true, false) => (self, other),
            (false, true) => (other, self),
            _ => return false,
        };
        // Chinese speech quotes English words; they stand in both texts.
        let ratio = (english.latin as f64 - chinese.latin as f64).max(0.0) / chinese.han.max(1) as f64;
        LETTERS_PER_HAN.contains(&ratio)
    }
}
