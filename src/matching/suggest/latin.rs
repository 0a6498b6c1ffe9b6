//! Capitalised names in Latin script: OpenAI, Sam Altman, Claude Code, GPT-5.

use super::candidates::{Clue, Known, Sheet};
use super::common;
use crate::model::Document;
use crate::text::{Span, is_han, is_word};

/// The most words of a name; longer runs are titles.
const MAX_WORDS: usize = 4;

/// Words that join others to one name, lower-case as they are.
const JOINING: &[&str] = &["de", "del", "della", "der", "di", "du", "la", "of", "van", "von"];

/// A word of the folded text with its spelling.
#[derive(Debug)]
struct Word<'d> {
    span: Span,
    text: std::borrow::Cow<'d, str>,
}

/// Gathers the names in a turn, and the words that stand there without capitals.
pub(super) fn gather(document: &Document, turn: Span, known: &Known, sheet: &mut Sheet) {
    let text = document.folded.text();
    let mut run: Vec<Word> = Vec::new();
    for span in words(text, turn) {
        let word = Word { span, text: document.folded.read(&document.source, span) };
        let adjoins = run.last().is_some_and(|last| last.span.end + 1 == span.start && text.as_bytes()[last.span.end as usize] == b' ');
        if !adjoins {
            finish(document, &mut run, known, sheet);
        }
        let joins = !run.is_empty() && (JOINING.contains(&&*word.text) || is_version(&word.text));
        if is_name_word(&word.text) || joins {
            run.push(word);
            continue;
        }
        if word.text.chars().all(char::is_lowercase) {
            sheet.add_lower(&word.text);
        }
        finish(document, &mut run, known, sheet);
    }
    finish(document, &mut run, known, sheet);
}

/// The words between other characters; points, apostrophes and signs within them belong to them.
fn words(text: &str, turn: Span) -> impl Iterator<Item = Span> {
    let bytes = &text[turn.range()];
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].find(is_word)?;
        let mut end = at;
        for (i, c) in bytes[at..].char_indices() {
            let next = || bytes[at + i + c.len_utf8()..].chars().next();
            let inner = matches!(c, '.' | '&' | '+') && next().is_some_and(is_word);
            if !is_word(c) && !inner {
                break;
            }
            end = at + i + c.len_utf8();
        }
        let span = Span::new(turn.start as usize + at, turn.start as usize + end);
        at = end;
        Some(span)
    })
}

/// Whether a word is written as names are: a capital ahead (Tidewake), inside (iPhone), or with digits (V3).
fn is_name_word(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0 && word.chars().any(char::is_uppercase) && !word.contains('_')
}

/// Whether a word behind a name is a version of it: 5, 3.5, 4o, v2; years are none.
fn is_version(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    digits > 0 && word.len() <= 4 && digits <= 3 && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

/// Notes the name that a run of words makes, without what does not belong to it at its ends.
fn finish(document: &Document, run: &mut Vec<Word>, known: &Known, sheet: &mut Sheet) {
    let words = std::mem::take(run);
    let ahead = words.iter().take_while(|word| common::is_english(&word.text)).count();
    let mut words = &words[ahead..];
    while let Some((last, rest)) = words.split_last()
        && (JOINING.contains(&&*last.text) || common::is_function_word(&last.text))
    {
        words = rest;
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let span = Span { start: first.span.start, end: last.span.end };
    let name = document.folded.read(&document.source, span);
    if words.len() > MAX_WORDS || known.covers(span) || !is_name(&name) {
        return;
    }
    let initial = ahead == 0 && is_initial(document.folded.text(), span);
    sheet.add(known, &name, if initial { Clue::Initial } else { Clue::Inside });
    if is_bold(document, span) {
        sheet.add(known, &name, Clue::Bold);
    }
}

/// Whether a run as a whole can be a name: no single letter, no everyday word, no shouting.
pub(super) fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '-']).collect();
    let shouted = words.len() >= 3 && name.chars().all(|c| !c.is_lowercase());
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let common = words.iter().all(|word| common::is_english(word) || common::is_place(word) || word.chars().all(|c| c.is_ascii_digit()));
    name.chars().count() >= 2 && letters >= 1 && !shouted && !common && !common::is_english(name) && !common::is_place(name)
}

/// Whether a span stands at the head of an English sentence. In Chinese text nothing is capitalised there.
fn is_initial(text: &str, span: Span) -> bool {
    let after = text[span.range().end..].trim_start_matches([' ', ',']).chars().next();
    let before = text[..span.range().start].trim_end_matches(' ').chars().next_back();
    let opens = before.is_none_or(|c| !is_word(c) && !is_han(c) && !matches!(c, ',' | '、' | '(' | '/' | '&' | '\''));
    opens && !after.is_some_and(is_han)
}

/// Whether a folded span stands in bold by itself.
pub(super) fn is_bold(document: &Document, span: Span) -> bool {
    let Some(original) = document.folded.original(span) else { return false };
    document.source[..original.range().start].ends_with("**") && document.source[original.range().end..].starts_with("**")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words() {
        for name in ["OpenAI", "Sam Altman", "Claude Code", "GPT-5", "iPhone"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["AI", "CEO", "The", "China", "AI Agent", "THE BIG SHORT", "Monday"] {
            assert!(!is_name(text), "{text}");
        }
        assert!(is_version("3.5") && is_version("4o") && is_version("5") && !is_version("2024") && !is_version("of"));
        assert!(is_name_word("iPhone") && is_name_word("V3") && !is_name_word("word"));
    }

    #[test]
    fn the_head_of_a_sentence_shows_nothing() {
        let initial = |text: &str, name: &str| {
            let start = text.find(name).expect("the name is in the text");
            is_initial(text, Span::new(start, start + name.len()))
        };
        assert!(initial("yes. norwind grows", "norwind") && initial("norwind grows", "norwind"));
        assert!(!initial("so norwind grows", "norwind") && !initial("norwind 发布了", "norwind") && !initial("我用norwind x", "norwind"));
    }
}
