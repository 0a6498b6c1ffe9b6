//! The spellings of one alias that folding does not unite.

use crate::text::{Case, Script, fold, script};

/// The folded spellings under which an alias is looked for: as written, with the
/// space between Chinese and Latin or between letters and digits left out or
/// put in (理想 L9 / 理想L9, GPT 5 / GPT5), and without middle dots.
pub fn spellings(text: &str) -> Vec<String> {
    let folded = fold(text, Case::Fold);
    let mut all = vec![folded.clone(), tight(&folded), loose(&folded)];
    if folded.contains('·') {
        let undotted = folded.replace('·', "");
        all.push(tight(&undotted));
        all.push(folded.replace('·', " "));
        all.push(undotted);
    }
    all.retain(|spelling| !spelling.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

/// Without the spaces that stand between two kinds of characters.
fn tight(folded: &str) -> String {
    let chars: Vec<char> = folded.chars().collect();
    let redundant = |i: usize| chars[i] == ' ' && i > 0 && i + 1 < chars.len() && changes_kind(chars[i - 1], chars[i + 1]);
    (0..chars.len()).filter(|&i| !redundant(i)).map(|i| chars[i]).collect()
}

/// With a space wherever Chinese and Latin meet.
fn loose(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() + 4);
    let mut previous = None;
    for c in folded.chars() {
        if previous.is_some_and(|p| matches!((script(p), script(c)), (Script::Han, Script::Word) | (Script::Word, Script::Han))) {
            out.push(' ');
        }
        out.push(c);
        previous = Some(c);
    }
    out
}

/// Between Chinese and Latin, and between a letter and a digit, a space says nothing.
fn changes_kind(a: char, b: char) -> bool {
    match (script(a), script(b)) {
        (Script::Han, Script::Word) | (Script::Word, Script::Han) => true,
        (Script::Word, Script::Word) => a.is_numeric() != b.is_numeric(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_names() {
        for (text, expected) in [
            ("NVIDIA", &["nvidia"][..]),
            ("GPT-5", &["gpt 5", "gpt5"]),
            ("理想 L9", &["理想 l9", "理想l9"]),
            ("理想L9", &["理想 l9", "理想l9"]),
            ("萨姆·奥特曼", &["萨姆 奥特曼", "萨姆·奥特曼", "萨姆奥特曼"]),
            ("Claude 3.5 Sonnet", &["claude 3.5 sonnet", "claude3.5sonnet"]),
        ] {
            assert_eq!(spellings(text), expected, "{text}");
        }
    }
}
