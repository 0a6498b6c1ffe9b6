//! Chinese names, which no capital shows: by what stands beside them and by how they are written.

use std::sync::LazyLock;

use regex::Regex;

use super::candidates::{Clue, Known, Sheet};
use super::common;
use crate::model::Document;
use crate::text::{Span, divide, is_han, is_surname, word_frequency};

/// Words that an organisation's name ends in.
const ORGANISATIONS: &str = "公司|集团|资本|银行|大学|学院|研究院|实验室|基金会|证券|科技|汽车|基金|保险|医院|协会";

/// Those of them that the name can do without: 联影集团 is 联影 too, 北京大学 is not 北京.
const ENDINGS: &[&str] = &["公司", "集团"];

static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"\p{{Han}}{{2,6}}?(?:{ORGANISATIONS})")).ok());
static OFFICE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han}{2,6})的? ?(?:ceo|cto|cfo|coo|创始人|联合创始人|首席执行官|董事长)").ok());
static TITLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han})总(?:[，。、：；！？,.:;!? \n)说讲觉]|你|您|的|好|刚)").ok());
static SPEECH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han}{2,3})(?:说|表示|认为|指出|提到|强调|透露|曾|回应|先生|女士|老师|教授|博士)").ok());
static DOTTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\p{Han}{1,6}(?:·\p{Han}{1,6})+").ok());

/// More often than this in a million, a word is everyday Chinese.
const EVERYDAY: f64 = 4.0;

/// Gathers the names in a turn.
pub(super) fn gather(document: &Document, turn: Span, known: &Known, sheet: &mut Sheet) {
    let mut reader = Reader { document, turn, known, sheet };
    reader.each(&ORGANISATION, |text, span| organisation(text, span).map(|span| (span, Clue::Organisation)));
    reader.each(&OFFICE, |text, span| name_at_end(text, span).map(|span| (span, Clue::Office)));
    reader.each(&TITLE, |text, span| titled(text, span).map(|span| (span, Clue::Title)));
    reader.each(&SPEECH, |text, span| speaker(text, span).map(|span| (span, Clue::Speech)));
    reader.each(&DOTTED, |text, span| dotted(text, span).map(|span| (span, Clue::Dotted)));
    reader.transliterated();
}

struct Reader<'r, 'k> {
    document: &'r Document,
    turn: Span,
    known: &'r Known<'k>,
    sheet: &'r mut Sheet,
}

impl Reader<'_, '_> {
    /// Notes what `name` makes of every place where the pattern is found; its first group, if any, is the place.
    fn each(&mut self, pattern: &LazyLock<Option<Regex>>, name: impl Fn(&str, Span) -> Option<(Span, Clue)>) {
        let Some(pattern) = LazyLock::force(pattern) else { return };
        let text = self.document.folded.text();
        for found in pattern.captures_iter(&text[self.turn.range()]) {
            let Some(place) = found.get(1).or(found.get(0)) else { continue };
            let place = Span::new(self.turn.start as usize + place.start(), self.turn.start as usize + place.end());
            if let Some((span, clue)) = name(text, place) {
                self.note(span, clue);
            }
        }
    }

    fn note(&mut self, span: Span, clue: Clue) {
        if !self.known.covers(span) {
            let name = self.document.folded.read(&self.document.source, span);
            self.sheet.add(self.known, &name, clue);
        }
    }

    /// Notes runs of three and more characters that foreign names are written in and that make no everyday words.
    fn transliterated(&mut self) {
        let text = self.document.folded.text();
        let turn = &text[self.turn.range()];
        let mut start = None;
        for (at, c) in turn.char_indices().chain([(turn.len(), ' ')]) {
            match (start, common::transliterates(c)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    start = None;
                    let run = &turn[from..at];
                    if (3..=6).contains(&run.chars().count()) && divide(run).iter().all(|word| word.chars().count() < 2 || is_name(word)) {
                        self.note(Span::new(self.turn.start as usize + from, self.turn.start as usize + at), Clue::Transliterated);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether Chinese can be a name: not everyday words through and through.
pub(super) fn is_name(text: &str) -> bool {
    if text.contains('·') {
        return true;
    }
    if common::is_chinese(text) || common::is_place(text) {
        return false;
    }
    let words = divide(text);
    match words.as_slice() {
        [] => false,
        [word] => word_frequency(word).is_none_or(|frequency| frequency < EVERYDAY),
        words => words.iter().any(|word| word.chars().count() == 1 || word_frequency(word).is_none_or(|frequency| frequency < EVERYDAY)),
    }
}

/// The name of an organisation that ends where the span ends: back from 公司 over what is no everyday word.
fn organisation(text: &str, span: Span) -> Option<Span> {
    let found = &text[span.range()];
    let ending = ORGANISATIONS.split('|').filter(|ending| found.ends_with(ending)).max_by_key(|ending| ending.len())?;
    let stem = Span::new(span.range().start, span.range().end - ending.len());
    let stem = name_at_end(text, stem)?;
    let whole = Span { start: stem.start, end: span.end };
    let name = &text[whole.range()];
    if !is_name(name) || word_frequency(name).is_some_and(|frequency| frequency > 1.0) && !name.ends_with("大学") {
        return None;
    }
    Some(if ENDINGS.contains(&ending) { stem } else { whole })
}

/// The end of a Chinese stretch that is no everyday words: at least two characters, at most six.
pub(super) fn name_at_end(text: &str, span: Span) -> Option<Span> {
    let words = divide(&text[span.range()]);
    let mut start = span.range().end;
    for word in words.iter().rev() {
        let everyday = if word.chars().count() == 1 { common::is_function_character(word) } else { !is_name(word) };
        if everyday || span.range().end - start + word.len() > 18 {
            break;
        }
        start -= word.len();
    }
    let name = Span::new(start, span.range().end);
    (name.len() >= 6 && is_name(&text[name.range()])).then_some(name)
}

/// A family name with 总, where the character before belongs to nothing else.
fn titled(text: &str, surname: Span) -> Option<Span> {
    let name = Span::new(surname.range().start, surname.range().end + "总".len());
    let c = text[surname.range()].chars().next()?;
    let before = text[..surname.range().start].chars().next_back();
    (is_surname(c)
        && !common::is_function_character(&text[surname.range()])
        && before.is_none_or(|c| !is_han(c) || common::is_function_character(&c.to_string())))
    .then_some(name)
}

/// A personal name of two or three characters before a verb of saying.
fn speaker(text: &str, span: Span) -> Option<Span> {
    let found = &text[span.range()];
    let skip = |count: usize| found.char_indices().nth(count).map(|(at, _)| Span::new(span.range().start + at, span.range().end));
    [skip(0), skip(1)].into_iter().flatten().find(|&name| {
        let name_text = &text[name.range()];
        let before = text[..name.range().start].chars().next_back();
        name.len() >= 6
            && name_text.chars().next().is_some_and(is_surname)
            && !name_text.chars().any(|c| common::is_function_character(&c.to_string()))
            && before.is_none_or(|c| !is_han(c) || common::is_function_character(&c.to_string()))
            && is_name(name_text)
            && divide(name_text).iter().all(|word| word.chars().count() == 1 || word.len() == name_text.len())
    })
}

/// A transliterated name: as far to both sides of its dots as characters transliterate.
fn dotted(text: &str, span: Span) -> Option<Span> {
    let found = &text[span.range()];
    let (first, last) = (found.find('·')?, found.rfind('·')? + '·'.len_utf8());
    let before: usize = found[..first].chars().rev().take_while(|&c| common::transliterates(c)).map(char::len_utf8).sum();
    let after: usize = found[last..].chars().take_while(|&c| common::transliterates(c)).map(char::len_utf8).sum();
    (before > 0 && after > 0).then(|| Span::new(span.range().start + first - before, span.range().start + last + after))
}
