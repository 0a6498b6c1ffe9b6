//! Where a name may begin and end.

use super::aliases::{AliasInfo, Part};
use crate::model::Document;
use crate::text::{Case, Span, divide, fold, is_han, is_word, squash, straddling_word, word_frequency};

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
    if alias.part == Some(Part::Given) && is_part_of_chinese_word(text, span) {
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

/// Whether a single Chinese character belongs to a word or name with its neighbours: 茜 in 茜草, 茜茜 and 王茜.
fn is_part_of_chinese_word(text: &str, span: Span) -> bool {
    let inside = &text[span.range()];
    if inside.chars().nth(1).is_some() || !inside.starts_with(is_han) {
        return false;
    }
    let (before, after) = (&text[..span.range().start], &text[span.range().end..]);
    let next = after.chars().next().filter(|&c| is_han(c));
    if next.is_some_and(|next| inside.starts_with(next) || word_frequency(&format!("{inside}{next}")).is_some()) {
        return true;
    }
    let start = before.char_indices().rev().take(LEFT).take_while(|&(_, c)| is_han(c)).last().map_or(before.len(), |(at, _)| at);
    let stretch = &text[start..span.range().end];
    let words = divide(stretch);
    match words[..] {
        [] | [_] => stretch != inside,
        [.., last, own] => own != inside || last == inside || (COMMON_SURNAMES.contains(last)),
    }
}

/// How many characters before a single one are looked at.
const LEFT: usize = 6;

/// Family names that are seldom a word: what follows one of them is the rest of somebody's name.
const COMMON_SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤";

/// What is called after somebody: 门罗主义, the Taylor rule.
const CALLED_AFTER: &[&str] = &[
    "主义", "定律", "规则", "法则", "定理", "效应", "猜想", "奖", "大学", "学派", "doctrine", "effect", "law", "prize", "rule", "theorem",
];

/// Whether another capitalised word makes a given name or surname a part of somebody else's name, or something is
/// called after its bearer: Martin in `Robert Martin`, Alex in `Alex Hill`, Taylor in `the Taylor rule`.
fn belongs_to_other(document: &Document, span: Span, part: Part) -> bool {
    let text = document.folded.text();
    let rest = text[span.range().end..].trim_start_matches(' ');
    let is_called_after = CALLED_AFTER.iter().any(|thing| rest.starts_with(thing));
    is_called_after
        || word_after(text, span).is_some_and(|word| is_capital(document, word))
        || part == Part::Surname
            && word_before(text, span).is_some_and(|word| !TITLES.contains(&&text[word.range()]) && is_capital(document, word))
}

/// Whether a word of two letters or more begins with a capital.
fn is_capital(document: &Document, word: Span) -> bool {
    word.len() > 1 && document.folded.read(&document.source, word).chars().next().is_some_and(char::is_uppercase)
}

fn is_letter(c: char) -> bool {
    is_word(c) && !c.is_numeric()
}

/// The Latin word that one space divides from the end of a span.
fn word_after(text: &str, span: Span) -> Option<Span> {
    let next = text[span.range().end..].strip_prefix(' ')?;
    let start = span.end as usize + 1;
    Some(Span::new(start, start + next.find(|c| !is_letter(c)).unwrap_or(next.len())))
}

/// The Latin word that one space divides from the start of a span.
fn word_before(text: &str, span: Span) -> Option<Span> {
    let before = text[..span.range().start].strip_suffix(' ')?;
    let start = before.rfind(|c| !is_letter(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    Some(Span::new(start, before.len()))
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
