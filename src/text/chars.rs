use std::sync::LazyLock;

/// The writing systems that matter to where a name may begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Chinese characters, which need no space between words.
    Han,
    /// Letters and digits of scripts that put spaces between words.
    Word,
    /// Everything else: punctuation, space, kana, hangul, symbols.
    Other,
}

/// The script of one character.
pub fn script(c: char) -> Script {
    if is_han(c) {
        Script::Han
    } else if is_word(c) {
        Script::Word
    } else {
        Script::Other
    }
}

/// Whether `c` is a Chinese character (a CJK unified ideograph, or 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Whether `c` belongs to a word in a script that separates words: a letter or
/// digit outside the East Asian scripts, or an underscore.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    // Most of what is asked about is Chinese, and the ranges are quicker than the tables.
    !is_east_asian(c) && c.is_alphanumeric()
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1b000}'..='\u{1b2ff}' | '\u{20000}'..='\u{323af}')
}

/// Whether `c` is a mark that composes with the character before it.
pub fn is_combining(c: char) -> bool {
    // Most of what is asked about is Chinese punctuation, which the first comparisons settle.
    c >= '\u{300}' && !('\u{3001}'..='\u{3029}').contains(&c) && unicode_normalization::char::is_combining_mark(c)
}

const HAN_START: u32 = 0x4e00;
const HAN_COUNT: usize = 0x9fff - 0x4e00 + 1;

/// Simplified form of every character of the main Han block, most of them themselves.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let block: String = (0..HAN_COUNT as u32).filter_map(|i| char::from_u32(HAN_START + i)).collect();
    // One at a time: inside a run the library would look at the neighbours too.
    let mut buffer = [0; 4];
    block
        .chars()
        .map(|c| match fast2s::convert(c.encode_utf8(&mut buffer)).chars().next() {
            Some(simple) if (HAN_START..HAN_START + HAN_COUNT as u32).contains(&(simple as u32)) => simple as u16,
            _ => c as u16,
        })
        .collect()
});

/// One bit for each character of the block: whether it is not its own simplified form.
static CHANGES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let differs = |(i, &simple): (usize, &u16)| u64::from(HAN_START + i as u32 != u32::from(simple));
    SIMPLIFIED
        .chunks(64)
        .enumerate()
        .map(|(word, block)| (0..).zip(block).fold(0, |bits, (i, c)| bits | differs((word * 64 + i, c)) << i))
        .collect()
});

/// Which characters of the main Han block have another simplified form; loaded once for many questions.
#[derive(Clone, Copy)]
pub(super) struct Changing(&'static [u64]);

impl Changing {
    pub fn load() -> Self {
        Changing(&CHANGES)
    }

    /// Whether the character with this code point is none of the block, or has another simplified form.
    #[inline]
    pub fn has(self, code: u32) -> bool {
        let Some(i) = code.checked_sub(HAN_START) else { return true };
        self.0.get((i / 64) as usize).is_none_or(|word| word >> (i % 64) & 1 == 1)
    }
}

/// The simplified form of a Chinese character, one to one; other characters are returned unchanged.
pub fn fold_han(c: char) -> char {
    match (c as u32).checked_sub(HAN_START).and_then(|i| SIMPLIFIED.get(i as usize)) {
        Some(&simple) => char::from_u32(simple.into()).unwrap_or(c),
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_becomes_simplified_one_to_one() {
        let folded: String = "臺積電 輝達 馬斯克 劉強東 後來 头发".chars().map(fold_han).collect();
        assert_eq!(folded, "台积电 辉达 马斯克 刘强东 后来 头发");
    }

    #[test]
    fn scripts() {
        for (c, expected) in [
            ('中', Script::Han),
            ('A', Script::Word),
            ('9', Script::Word),
            ('é', Script::Word),
            ('я', Script::Word),
            ('，', Script::Other),
            ('ア', Script::Other),
            ('한', Script::Other),
            ('·', Script::Other),
            ('\'', Script::Other),
            ('_', Script::Word),
        ] {
            assert_eq!(script(c), expected, "{c}");
        }
    }
}
