//! Common Chinese words: where one of them, rather than a name, stands in a text.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Span, is_han};

/// Words with their frequencies, one a line, in order.
const LEXICON: &str = include_str!("lexicon.txt");

/// Frequencies of all words together.
const TOTAL: f64 = 60_101_964.0;

/// The longest word of the lexicon, in characters.
const LONGEST: usize = 4;

/// How often a name counts as occurring that the lexicon does not know: a middling word.
///
/// Rare enough that 升华|为 beats 升|华为, frequent enough that 李想|要 beats 李|想要.
const NAME_FREQUENCY: f64 = 3_000.0;

/// How many characters to each side of a name are looked at.
const REACH: usize = 6;

/// Frequencies of the words, by their keys.
static WORDS: LazyLock<FxHashMap<u64, f64>> = LazyLock::new(|| {
    let lines = LEXICON.lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| line.split_once(' '));
    entries.filter_map(|(word, count)| Some((key(word.chars())?, count.parse().ok()?))).collect()
});

/// The keys of all pairs of characters that stand side by side in a word: most pairs of a text do not, and need no closer look.
static PAIRS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let pairs = |word: u64| (0..LONGEST - 1).map(move |at| word >> (16 * at) & 0xffff_ffff).filter(|pair| pair >> 16 != 0);
    WORDS.keys().flat_map(|&word| pairs(word)).collect()
});

/// A word of at most [`LONGEST`] characters as a number, 16 bits for each, the last one lowest; none where one of them takes more.
fn key(word: impl Iterator<Item = char>) -> Option<u64> {
    let mut key = 0;
    for (length, c) in word.enumerate() {
        if length == LONGEST || c > '\u{ffff}' {
            return None;
        }
        key = key << 16 | c as u64;
    }
    Some(key)
}

/// The common word that stands across an edge of `name`, where the folded text reads better with it than with the name.
///
/// 北京 and 东城区 stand across 京东 in 北京东城区, 升华 across 华为 in 升华为艺术. The reading is the most
/// probable division into words of a unigram model, as the segmenter jieba does it (Sun 2013), in which the name
/// is one word. A longer word that begins or ends with the name, such as 百度地图, is no objection.
pub fn straddling_word(text: &str, name: Span) -> Option<Span> {
    if !may_join(text, name.start as usize) && !may_join(text, name.end as usize) {
        return None;
    }
    let stretch = Stretch::around(text, name);
    if !stretch.in_doubt() {
        return None;
    }
    let path = stretch.best_division();
    let word = path.into_iter().find(|&(start, end)| stretch.objects(start, end))?;
    Some(Span::new(stretch.at[word.0], stretch.at[word.1]))
}

/// Whether any word of the lexicon has the characters on both sides of byte `edge`.
fn may_join(text: &str, edge: usize) -> bool {
    let before = text[..edge].chars().next_back().filter(|&c| is_han(c));
    before.zip(text[edge..].chars().next()).and_then(|(a, b)| key([a, b].into_iter())).is_some_and(|pair| PAIRS.contains(&pair))
}

/// How often a common Chinese word occurs, in parts of a million; none where the lexicon does not have it.
pub fn word_frequency(word: &str) -> Option<f64> {
    WORDS.get(&key(word.chars())?).map(|count| count / TOTAL * 1e6)
}

/// Divides a stretch of Chinese characters into common words, the most probable way; what is in no word stands alone.
pub fn divide(text: &str) -> Vec<&str> {
    let mut at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    at.push(text.len());
    // A name of no characters: nothing is to be preferred.
    let stretch = Stretch { text, at, name: (0, 0) };
    let path = stretch.best_division();
    path.into_iter().rev().map(|(start, end)| &text[stretch.at[start]..stretch.at[end]]).collect()
}

/// A name and the Chinese characters that touch it.
struct Stretch<'t> {
    text: &'t str,
    /// Byte offsets of the characters, and of the end.
    at: Vec<usize>,
    /// First character of the name, and the one after its last.
    name: (usize, usize),
}

impl<'t> Stretch<'t> {
    fn around(text: &'t str, name: Span) -> Self {
        let range = name.range();
        let before = text[..range.start].char_indices().rev().take(REACH).take_while(|&(_, c)| is_han(c));
        let mut at: Vec<usize> = before.map(|(at, _)| at).collect();
        at.reverse();
        let first = at.len();
        at.extend(text[range.clone()].char_indices().map(|(i, _)| range.start + i));
        let last = at.len();
        let after = text[range.end..].char_indices().take(REACH + 1);
        let mut end = range.end;
        for (i, c) in after.take_while(|&(_, c)| is_han(c)).take(REACH) {
            at.push(range.end + i);
            end = range.end + i + c.len_utf8();
        }
        at.push(end);
        Stretch { text, at, name: (first, last) }
    }

    fn len(&self) -> usize {
        self.at.len() - 1
    }

    fn frequency(&self, start: usize, end: usize) -> Option<f64> {
        let word = &self.text[self.at[start]..self.at[end]];
        let known = key(word.chars()).and_then(|key| WORDS.get(&key)).copied();
        if (start, end) == self.name { Some(known.unwrap_or(0.0).max(NAME_FREQUENCY)) } else { known }
    }

    /// Whether a word here speaks against the name: it has a part of it and a part of what stands beside it.
    fn objects(&self, start: usize, end: usize) -> bool {
        let (first, last) = self.name;
        let overlaps = start < last && first < end;
        let inside = first <= start && end <= last;
        let extends = (start == first && end > last) || (end == last && start < first);
        overlaps && !inside && !extends
    }

    /// Whether any word of the lexicon does.
    fn in_doubt(&self) -> bool {
        let (first, last) = self.name;
        let around = |edge: usize| {
            (edge.saturating_sub(LONGEST - 1)..edge).flat_map(move |start| (edge + 1..=start + LONGEST).map(move |end| (start, end)))
        };
        let crossing = around(first).chain(around(last)).filter(|&(start, end)| end <= self.len() && self.objects(start, end));
        crossing.into_iter().any(|(start, end)| self.frequency(start, end).is_some())
    }

    /// The most probable division of the stretch into words.
    fn best_division(&self) -> Vec<(usize, usize)> {
        let (first, last) = self.name;
        // For each place the logarithm of the probability of the best way there, and where its last word begins.
        let mut best = vec![(0.0, 0)];
        for end in 1..=self.len() {
            let starts = (end.saturating_sub(LONGEST)..end).chain((end == last && last - first > LONGEST).then_some(first));
            let ways = starts.filter_map(|start| {
                let single = (end - start == 1).then_some(1.0);
                let frequency = self.frequency(start, end).or(single)?;
                Some((best[start].0 + (frequency / TOTAL).ln(), start))
            });
            best.push(ways.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::NEG_INFINITY, end - 1)));
        }
        let mut path = Vec::new();
        let mut end = self.len();
        while end > 0 {
            let start = best[end].1;
            path.push((start, end));
            end = start;
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straddling(text: &str, name: &str) -> Option<String> {
        let start = text.find(name).expect("the name stands in the text");
        straddling_word(text, Span::new(start, start + name.len())).map(|word| text[word.range()].to_owned())
    }

    #[test]
    fn words_stand_across_names() {
        for (text, name) in [
            ("北京东城区", "京东"),
            ("升华为艺术", "华为"),
            ("其中信息量很大", "中信"),
            ("提高通胀预期", "高通"),
            ("人格力量", "格力"),
            ("东北大学", "北大"),
        ] {
            assert!(straddling(text, name).is_some(), "{name} in {text}");
        }
    }

    #[test]
    fn names_stand_where_no_word_is_better() {
        for (text, name) in [
            ("我在京东买的", "京东"),
            ("华为的手机", "华为"),
            ("用百度地图导航", "百度"),
            ("李想要做的事", "李想"),
            ("和马斯克谈", "马斯克"),
            ("英伟达的芯片", "英伟达"),
            ("阿里巴巴的股价", "阿里"),
            ("新浪微博上", "微博"),
            ("他说高通的芯片", "高通"),
            ("京东", "京东"),
        ] {
            assert_eq!(straddling(text, name), None, "{name} in {text}");
        }
    }

    #[test]
    fn text_falls_into_common_words() {
        assert_eq!(divide("我们在清华大学学习"), ["我们", "在", "清华大学", "学习"]);
        assert_eq!(divide(""), [""; 0]);
        assert!(word_frequency("我们") > word_frequency("清华大学") && word_frequency("奥特曼说").is_none());
    }

    #[test]
    fn the_lexicon_is_in_order() {
        let words: Vec<&str> =
            LEXICON.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_once(' ').expect("two fields").0).collect();
        assert!(words.is_sorted() && words.len() == WORDS.len());
        assert!(words.iter().all(|word| word.chars().all(is_han) && word.chars().count() <= LONGEST));
    }
}
