//! Where a name may begin and end.

use super::aliases::{AliasInfo, Part};
use crate::model::Document;
use crate::text::{Case, Span, fold, is_han, is_word, squash, straddling_word};

/// Why the surroundings of a candidate rule it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is a part of a longer word.
    InsideWord,
    /// A common Chinese word, which stands here in the folded text, has a part of it.
    AcrossWord(Span),
    /// It is a part of somebody else's name.
    InsideName,
    /// It is a part of a longer version number or model name.
    OtherVersion,
    /// Upper and lower case differ from what the alias demands.
    Case,
}

/// Words that may follow a version after a hyphen without making another version of it: `GPT-4-based`.
const NOT_VERSIONS: &[&str] = &[
    "based", "capable", "class", "compatible", "driven", "enabled", "era", "generation", "grade", "level", "like", "only", "powered",
    "ready", "scale", "series", "style", "tier", "type",
];

/// Checks the edges and the case of a candidate.
pub(super) fn misfit(document: &Document, alias: &AliasInfo, span: Span) -> Option<Misfit> {
    let text = document.folded.text();
    if !alias.inside_words && !stands_free(text, alias, document, span) {
        return Some(Misfit::InsideWord);
    }
    if is_address(text, span) {
        return Some(Misfit::InsideWord);
    }
    if is_dotted(text, span) || alias.part.is_some_and(|part| belongs_to_other(document, span, part)) {
        return Some(Misfit::InsideName);
    }
    if is_other_version(document, span) {
        return Some(Misfit::OtherVersion);
    }
    if !alias.inside_words
        && let Some(word) = straddling_word(text, span)
    {
        return Some(Misfit::AcrossWord(word));
    }
    if let Some(exact) = &alias.exact
        && !has_case(document, span, &alias.text, exact)
    {
        return Some(Misfit::Case);
    }
    None
}

/// Whether no Latin letter or digit touches a Latin or digit edge. Chinese may touch Latin.
pub(super) fn has_free_edges(text: &str, span: Span) -> bool {
    free_before(text, span) && !touches(text, span)
}

fn free_before(text: &str, span: Span) -> bool {
    let range = span.range();
    let first = text[range.clone()].chars().next().unwrap_or(' ');
    !is_word(first) || !text[..range.start].chars().next_back().is_some_and(is_word)
}

fn touches(text: &str, span: Span) -> bool {
    let range = span.range();
    let last = text[range.clone()].chars().next_back().unwrap_or(' ');
    is_word(last) && text[range.end..].chars().next().is_some_and(is_word)
}

fn stands_free(text: &str, alias: &AliasInfo, document: &Document, span: Span) -> bool {
    free_before(text, span) && (!touches(text, span) || is_plural(text, alias, document, span))
}

/// The last parts of addresses that transcripts name most.
const DOMAINS: &[&str] = &["ai", "app", "cn", "co", "com", "dev", "edu", "gov", "io", "net", "org"];

/// Whether the span is a part of an address of the web or of mail: `openai.com`, `me@google`.
fn is_address(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.range().start], &text[span.range().end..]);
    let domain = || {
        let rest = after.strip_prefix('.')?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        Some(DOMAINS.contains(&&rest[..end]))
    };
    let mail = || before.strip_suffix('@').is_some_and(|name| name.ends_with(is_word));
    before.ends_with("www.") || mail() || domain() == Some(true)
}

/// Whether a middle dot makes the span a part of a longer transliterated name: 拜登 in 亨特·拜登.
fn is_dotted(text: &str, span: Span) -> bool {
    let range = span.range();
    let (inside, before, after) = (&text[range.clone()], &text[..range.start], &text[range.end..]);
    (before.ends_with('·') && inside.starts_with(is_han)) || (after.starts_with('·') && inside.ends_with(is_han))
}

/// Titles that may stand before a surname without making it another person's.
const TITLES: &[&str] =
    &["dr", "mr", "mrs", "ms", "miss", "professor", "prof", "president", "senator", "sir", "judge", "justice", "governor"];

/// Whether another capitalised word makes a given name or surname a part of somebody else's name:
/// Martin in `Robert Martin`, Alex in `Alex Hill`.
fn belongs_to_other(document: &Document, span: Span, part: Part) -> bool {
    let text = document.folded.text();
    let is_letter = |c: char| is_word(c) && !c.is_numeric();
    let word = match part {
        Part::Given => {
            let rest = &text[span.range().end..];
            let Some(next) = rest.strip_prefix(' ') else { return false };
            let length = next.find(|c| !is_letter(c)).unwrap_or(next.len());
            Span::new(span.end as usize + 1, span.end as usize + 1 + length)
        }
        Part::Surname => {
            let Some(before) = text[..span.range().start].strip_suffix(' ') else { return false };
            let start = before.rfind(|c| !is_letter(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            Span::new(start, before.len())
        }
    };
    let other = &text[word.range()];
    let capital = || document.folded.read(&document.source, word).chars().next().is_some_and(char::is_uppercase);
    other.len() > 1 && !TITLES.contains(&other) && capital()
}

/// `the Googles`: the name as the dictionary writes it, with a plural s.
fn is_plural(text: &str, alias: &AliasInfo, document: &Document, span: Span) -> bool {
    let rest = &text.as_bytes()[span.range().end..];
    let ends = rest.first() == Some(&b's') && !rest.get(1).is_some_and(|&b| b >= 0x80 || is_word(b as char));
    let last = text[span.range()].chars().next_back();
    ends && last.is_some_and(|c| c.is_alphabetic() && c != 's')
        && span.len() >= 3
        && has_case(document, span, &alias.text, &squash(&fold(&alias.text, Case::Keep)))
}

/// Whether the span is the head of a longer version (`GPT-5` in `GPT-5.1` and `GPT-5-mini`) or the tail of a number.
fn is_other_version(document: &Document, span: Span) -> bool {
    let text = document.folded.text().as_bytes();
    let (start, end) = (span.start as usize, span.end as usize);
    if text[start].is_ascii_digit() && start >= 2 && matches!(text[start - 1], b'.' | b',') && text[start - 2].is_ascii_digit() {
        return true;
    }
    if !text[end - 1].is_ascii_digit() {
        return false;
    }
    match text.get(end) {
        Some(b'.') => text.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(b' ') if is_hyphen(document, span.end) => {
            let rest = &text[end + 1..];
            let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let word = std::str::from_utf8(&rest[..length]).unwrap_or_default();
            length > 0 && !NOT_VERSIONS.contains(&word)
        }
        _ => false,
    }
}

/// Whether the folded space at `at` is a hyphen in the file.
fn is_hyphen(document: &Document, at: u32) -> bool {
    let read = document.folded.read(&document.source, Span { start: at, end: at + 1 });
    read.chars().next().is_some_and(|c| !c.is_whitespace())
}

/// Whether the span is written in the alias's own upper and lower case; `exact` is the alias squashed.
fn has_case(document: &Document, span: Span, alias: &str, exact: &str) -> bool {
    let surface = document.folded.read(&document.source, span);
    if surface == alias {
        return true;
    }
    if surface.is_ascii() && exact.is_ascii() {
        let letters = surface.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'-');
        return letters.eq(exact.bytes());
    }
    squash(&fold(&surface, Case::Keep)) == exact
}
