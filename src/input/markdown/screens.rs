//! Captions copied with their screens: a word a line, and blank lines between what stands on the screen together.

use super::super::cues::SENTENCE_ENDS;
use super::blocks::{Item, Line};

/// Fewer lines tell nothing.
const FEWEST: usize = 40;

/// A paragraph goes on for so many bytes, about a minute of speech, and then to the next screen that ends a sentence,
const PARAGRAPH: u32 = 900;

/// or for so many.
const LONGEST: u32 = 1_800;

/// Makes paragraphs of screens, which break off anywhere, amid names too.
pub(super) fn join(source: &str, items: &mut [Item]) {
    let is_word = |item: &Item| matches!(item, Item::Line(line) if !source[line.span.range()].contains(' '));
    let words = items.iter().filter(|item| is_word(item)).count();
    if items.len() < FEWEST || words * 10 < items.len() * 9 {
        return;
    }
    let (mut since, mut ended) = (None, false);
    for item in items {
        let Item::Line(Line { span, opens_paragraph, label }) = item else {
            since = None;
            continue;
        };
        let begun = *since.get_or_insert(span.start);
        let length = span.start - begun;
        let goes_on = length > 0 && length < if ended { PARAGRAPH } else { LONGEST };
        if *opens_paragraph && label.is_none() && goes_on {
            *opens_paragraph = false;
        } else if *opens_paragraph {
            since = Some(span.start);
        }
        ended = source[span.range()].ends_with(SENTENCE_ENDS);
    }
}

#[cfg(test)]
mod tests {
    use crate::input::{ReadOptions, read};

    fn turns(source: &str) -> Vec<String> {
        let document = read("a.txt", source.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
        document.turns.iter().map(|turn| document.folded.read(&document.source, turn.span).into_owned()).collect()
    }

    #[test]
    fn screens_are_no_paragraphs() {
        let screen = "we\n sail\n with\n Fusion\n\n\nFund\n across\n the\n strait\n\n\n";
        let joined = turns(&screen.repeat(10));
        assert_eq!(joined.len(), 1);
        assert!(joined[0].starts_with("we sail with Fusion Fund across the strait we sail"), "{}", joined[0]);
        // A minute or two make a paragraph.
        let long = turns(&screen.repeat(200));
        assert!(
            (4..9).contains(&long.len()) && long.iter().all(|turn| turn.starts_with("we") || turn.starts_with("Fund")),
            "{}",
            long.len()
        );
        // A list of words is one.
        assert_eq!(turns("one\n\ntwo\n\nthree\n").len(), 3);
        assert_eq!(turns(&"We sail.\n\nThey sail.\n\n".repeat(30)).len(), 60);
    }
}
