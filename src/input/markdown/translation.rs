//! Turns that repeat others in another language.

use std::ops::Range;

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

/// Ends the asides that were never closed: with the original text they hold, or with their first turn; the last with the document.
pub(super) fn end(asides: &mut [Aside], turns: usize) {
    let last = asides.last().map_or(0, |aside| aside.first);
    for index in (0..asides.len()).rev() {
        let first = asides[index].first;
        let inner = asides.get(index + 1).filter(|inner| inner.first == first).and_then(|inner| inner.end);
        let text = inner.unwrap_or(first + 1);
        asides[index].end.get_or_insert(if last < text { turns } else { text });
    }
}

/// So many asides tell that a document sets translations aside, if they are a third of all.
const FEWEST_ASIDES: usize = 2;

/// Marks the turns of asides that repeat what stands before them in the other language.
///
/// An aside is held against the turns since the one before it in the same
/// section. Where it has more turns than they are, what is left over is new: an
/// answer that was never translated. Where many asides of a document are
/// translations, so are all others under the same label, or none, that are in
/// the other language: some originals are cut elsewhere, or told in short.
pub(super) fn mark(turns: &mut [Turn], asides: &[Aside], folded: &str) {
    let (mut previous_end, mut sure) = (0, 0);
    let mut doubtful: Vec<Range<usize>> = Vec::new();
    for aside in asides {
        let end = aside.end.unwrap_or(turns.len()).max(aside.first);
        // One inside another is part of it.
        if aside.first < previous_end {
            continue;
        }
        let section = turns.get(aside.first).and_then(|turn| turn.section);
        let before = (previous_end..aside.first).rev().take_while(|&i| turns[i].section == section).last().unwrap_or(aside.first);
        let letters = |range: Range<usize>| letters(turns, range, folded);
        let repeats = |originals: Range<usize>, repeated: Range<usize>| letters(originals).translates(letters(repeated));
        let (count, originals) = (end - aside.first, aside.first - before);
        let mut translated = 0;
        if repeats(before..aside.first, aside.first..end) {
            translated = count;
        } else if originals > 0 && count > originals && repeats(before..aside.first, aside.first..aside.first + originals) {
            translated = originals;
        }
        let is_named = |turn: &Turn| !turn.speakers.is_empty() && turn.speakers != aside.speakers;
        if translated == 0 && count > 0 && !turns[aside.first..end].iter().any(is_named) {
            doubtful.push(aside.first..end);
        }
        turns[aside.first..aside.first + translated].iter_mut().for_each(|turn| turn.translation = true);
        sure += usize::from(translated > 0);
        previous_end = previous_end.max(end);
    }
    if sure < FEWEST_ASIDES || 2 * sure < doubtful.len() {
        return;
    }
    let repeated = doubtful.iter().map(|aside| letters(turns, aside.clone(), folded)).collect::<Vec<_>>();
    doubtful.iter().for_each(|aside| turns[aside.clone()].iter_mut().for_each(|turn| turn.translation = true));
    let originals = (0..turns.len()).filter(|&i| !turns[i].translation).map(|i| letters(turns, i..i + 1, folded));
    let is_chinese = originals.fold(Letters::default(), Letters::plus).is_chinese();
    for (aside, repeated) in doubtful.into_iter().zip(repeated) {
        let is_other = repeated.is_chinese() != is_chinese;
        turns[aside].iter_mut().for_each(|turn| turn.translation = is_other);
    }
}

fn letters(turns: &[Turn], range: Range<usize>, folded: &str) -> Letters {
    range.map(|i| Letters::of(&folded[turns[i].span.range()])).fold(Letters::default(), Letters::plus)
}

/// Twins are held to this more narrowly, for nothing but their place sets them aside.
const LETTERS_PER_HAN_OF_TWINS: std::ops::RangeInclusive<f64> = 1.5..=7.0;

/// So many pairs of twins make a document one that is told in two languages; one alone may be chance.
const FEWEST_TWINS: usize = 2;

/// Marks each turn that repeats, under the same label, the turn right before it in the other language.
///
/// Asides are [`mark`]'s own: what it leaves unmarked is new.
pub(super) fn mark_twins(turns: &mut [Turn], asides: &[Aside], folded: &str) {
    let mut set_aside = vec![false; turns.len()];
    for aside in asides {
        let end = aside.end.unwrap_or(turns.len()).max(aside.first);
        set_aside[aside.first..end].fill(true);
    }
    let mut twins = Vec::new();
    for second in 1..turns.len() {
        let (a, b) = (&turns[second - 1], &turns[second]);
        let beside =
            !b.speakers.is_empty() && a.speakers == b.speakers && a.section == b.section && !set_aside[second - 1] && !set_aside[second];
        if beside && twins.last() != Some(&(second - 1)) && are_twins(a, b, folded) {
            twins.push(second);
        }
    }
    if twins.len() >= FEWEST_TWINS {
        twins.into_iter().for_each(|second| turns[second].translation = true);
    }
}

/// Whether the two say the same in two languages, by their lengths.
pub(super) fn are_twins(a: &Turn, b: &Turn, folded: &str) -> bool {
    let of = |turn: &Turn| Letters::of(&folded[turn.span.range()]);
    of(a).per_han(of(b)).is_some_and(|ratio| LETTERS_PER_HAN_OF_TWINS.contains(&ratio))
}

#[derive(Clone, Copy, Default)]
struct Letters {
    han: usize,
    latin: usize,
}

impl Letters {
    /// Counts by first bytes: nearly all characters that begin with E4 to E9 are Chinese.
    fn of(text: &str) -> Self {
        // Stretches short enough for a count in one byte are counted many bytes at a time.
        let count = |is_one: fn(u8) -> bool| -> usize {
            let stretches = text.as_bytes().chunks(u8::MAX.into());
            stretches.map(|stretch| usize::from(stretch.iter().map(|&b| u8::from(is_one(b))).sum::<u8>())).sum()
        };
        Letters { han: count(|b| matches!(b, 0xe4..=0xe9)), latin: count(|b| b.is_ascii_alphabetic()) }
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
        self.per_han(other).is_some_and(|ratio| LETTERS_PER_HAN.contains(&ratio))
    }

    /// Letters of the one that is not Chinese for each Chinese character of the other; none where they are of one language.
    fn per_han(self, other: Letters) -> Option<f64> {
        let (chinese, english) = match (self.is_chinese(), other.is_chinese()) {
            (true, false) => (self, other),
            (false, true) => (other, self),
            _ => return None,
        };
        // Chinese speech quotes English words; they stand in both texts.
        Some((english.latin as f64 - chinese.latin as f64).max(0.0) / chinese.han.max(1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use crate::input::{ReadOptions, read};

    fn translated(source: &str) -> Vec<bool> {
        let document = read("a.md", source.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
        document.turns.iter().map(|turn| turn.translation).collect()
    }

    const PAIR: &str = "涡轮机又要晚到了，我们没有办法。\n\n<details>\n<p class=\"english-text\">The turbines are late again, I am afraid.</p>\n</details>\n\n";

    #[test]
    fn asides_are_translations_where_most_are() {
        // Cut elsewhere, it is much longer than what stands before it.
        let uneven = "好。\n\n<details>\n<p class=\"english-text\">Yes, and we shall have to wait for them until the end of the year.</p>\n</details>\n\n";
        assert_eq!(translated(&format!("{}{uneven}", PAIR.repeat(5))), [false, true].repeat(6));
        assert_eq!(translated(&format!("{PAIR}{uneven}"))[2..], [false, false]);
        let answer = "好。\n\n<details>\n\n**Bo**: And we shall have to wait for them until the end of the year.\n\n</details>\n\n";
        let answered = translated(&format!("{}**Ada**: 好。\n\n{}**Ada**: 好。\n\n{answer}", PAIR.repeat(5), answer.repeat(2)));
        assert_eq!(answered.iter().filter(|translation| **translation).count(), 5);
    }

    #[test]
    fn an_aside_that_is_never_closed_ends_with_its_text() {
        let open = PAIR.replace("</details>", "</text>");
        assert_eq!(translated(&format!("{PAIR}{open}{PAIR}")), [false, true].repeat(3));
        assert_eq!(translated(&format!("{PAIR}{}{PAIR}", open.replace("<p class=\"english-text\">", ""))), [false, true].repeat(3));
    }

    #[test]
    fn twins_under_one_label_count_once() {
        let two = "**Ada**: The turbines are late again, I am afraid.\n\n**Ada**: 恐怕涡轮机又要晚到了。\n\n**Bo**: How late will they be this time?\n\n**Bo**: 这次会晚多久呢？\n\n";
        assert_eq!(translated(&two.repeat(2)), [false, true].repeat(4));
        // Another speaker's answer is none, nor are two turns of one language, nor one pair alone.
        let answers = "**Ada**: The turbines are late again, I am afraid.\n\n**Bo**: 恐怕涡轮机又要晚到了。\n\n";
        assert_eq!(translated(&answers.repeat(4)), [false].repeat(8));
        let one_pair = "**Ada**: The turbines are late again, I am afraid.\n\n**Ada**: 恐怕涡轮机又要晚到了。\n\n**Bo**: 好\n\n**Ada**: 好\n\n**Bo**: 好\n\n";
        assert_eq!(translated(one_pair), [false].repeat(5));
    }
}
