//! Chinese names, which no capital shows: by what stands beside them and by how they are written.

use std::sync::LazyLock;

use regex::Regex;

use super::candidates::{Clue, Known, Sheet};
use super::common;
use crate::model::Document;
use crate::text::{Span, divide, is_han, is_surname, word_frequency};

/// Words that an organisation's name ends in.
const ORGANISATIONS: &str = "公司|集团|资本|银行|大学|学院|研究院|实验室|基金会|证券|科技|汽车|基金|保险|医院|协会|政府|外交部|商务部|国会|海军|空军|央行|交易所|日报|时报|日报社|新闻|民主党|共和党|自由党";

/// Those of them that the name can do without: 联影集团 is 联影 too, 北京大学 is not 北京.
const ENDINGS: &[&str] = &["公司", "集团"];

static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"\p{{Han}}{{2,6}}?(?:{ORGANISATIONS})")).ok());
static INSTITUTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&common::institutions().join("|")).ok());
static OFFICE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han}{2,6})的? ?(?:ceo|cto|cfo|coo|创始人|联合创始人|首席执行官|董事长)").ok());
static TITLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han})总(?:[，。、：；！？,.:;!? \n)说讲觉]|你|您|的|好|刚)").ok());
static SPEECH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Han}{2,3})(?:说|表示|认为|指出|提到|强调|透露|曾|回应|先生|女士|老师|教授|博士)").ok());
static DOTTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\p{Han}{1,6}(?:·\p{Han}{1,6})+").ok());

/// More often than this in a million, a word is everyday Chinese.
const EVERYDAY: f64 = 4.0;

/// The same for words that are written as transliterations are.
const FAMOUS: f64 = 20.0;

/// Gathers the names in a turn.
pub(super) fn gather(document: &Document, turn: Span, known: &Known, sheet: &mut Sheet) {
    let mut reader = Reader { document, turn, known, sheet };
    reader.each(&ORGANISATION, |text, span| organisation(text, span).map(|span| (span, Clue::Organisation)));
    reader.each(&INSTITUTION, |text, span| is_apart(text, span).then_some((span, Clue::Organisation)));
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
                    let name = Span::new(self.turn.start as usize + from, self.turn.start as usize + at);
                    if (3..=6).contains(&run.chars().count()) && is_apart(text, name) && is_foreign(run) {
                        self.note(name, Clue::Transliterated);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether no everyday word reaches over an edge of the span: 内瑞拉 is none in 委内瑞拉.
fn is_apart(text: &str, span: Span) -> bool {
    let reach = |text: &str| text.chars().take_while(|&c| is_han(c)).take(3).map(char::len_utf8).sum::<usize>();
    let before: usize = text[..span.range().start].chars().rev().take_while(|&c| is_han(c)).take(3).map(char::len_utf8).sum();
    let (from, until) = (span.range().start - before, span.range().end + reach(&text[span.range().end..]));
    let mut at = from;
    let ends: Vec<usize> = divide(&text[from..until])
        .iter()
        .map(|word| {
            at += word.len();
            at
        })
        .collect();
    (before == 0 || ends.contains(&span.range().start)) && ends.contains(&span.range().end)
}

/// Whether characters of transliteration make no everyday words.
fn is_foreign(run: &str) -> bool {
    // Famous names are in the lexicon too, but seldom often.
    let famous = word_frequency(run).is_some_and(|frequency| frequency < FAMOUS);
    !common::is_place(run)
        && !common::is_chinese(run)
        && (famous || divide(run).iter().all(|word| word.chars().count() < 2 || is_name(word)))
}

/// Whether Chinese is one everyday word or several; single characters between them make it something else.
pub(super) fn is_phrase(text: &str) -> bool {
    !text.contains('·') && divide(text).iter().all(|word| word.chars().count() > 1 || common::is_function_character(word))
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
    // A country's government or university is one, though the country is none.
    if let Some(place) = (2..=4).find_map(|count| place_at_end(text, stem, count)) {
        return (!ENDINGS.contains(&ending)).then_some(Span { start: place.start, end: span.end });
    }
    let stem = name_at_end(text, stem)?;
    let whole = Span { start: stem.start, end: span.end };
    let name = &text[whole.range()];
    if !is_name(name) || word_frequency(name).is_some_and(|frequency| frequency > 1.0) && !name.ends_with("大学") {
        return None;
    }
    if !ENDINGS.contains(&ending) {
        return Some(whole);
    }
    // 外包公司 is a company that does outsourcing, not one of that name.
    (!is_phrase(&text[stem.range()])).then_some(stem)
}

/// The place that the last characters of a stretch name.
fn place_at_end(text: &str, span: Span, count: usize) -> Option<Span> {
    let start = text[span.range()].char_indices().rev().nth(count - 1).map(|(at, _)| span.range().start + at)?;
    common::is_place(&text[start..span.range().end]).then(|| Span::new(start, span.range().end))
}

/// The end of a Chinese stretch that is no everyday words: at least two characters, at most six.
pub(super) fn name_at_end(text: &str, span: Span) -> Option<Span> {
    let words = divide(&text[span.range()]);
    let mut start = span.range().end;
    for word in words.iter().rev() {
        let has_function = word.chars().any(|c| common::is_function_character(c.encode_utf8(&mut [0; 4])));
        let everyday = has_function && word.chars().count() <= 2 || word.chars().count() > 1 && !is_name(word);
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
pub(super) fn dotted(text: &str, span: Span) -> Option<Span> {
    let found = &text[span.range()];
    let (first, last) = (found.find('·')?, found.rfind('·')? + '·'.len_utf8());
    let before: usize = found[..first].chars().rev().take_while(|&c| common::transliterates(c)).map(char::len_utf8).sum();
    let after: usize = found[last..].chars().take_while(|&c| common::transliterates(c)).map(char::len_utf8).sum();
    let mut start = span.range().start + first - before;
    // 理 of 总理马克·卡尼 belongs to the word before.
    if let (Some(previous), Some(c)) = (text[..start].chars().next_back(), text[start..].chars().next())
        && word_frequency(&format!("{previous}{c}")).is_some()
        && before > 2 * c.len_utf8()
    {
        start += c.len_utf8();
    }
    (before > 0 && after > 0).then(|| Span::new(start, span.range().start + last + after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, place: &str, rule: impl Fn(&str, Span) -> Option<Span>) -> Option<&'t str> {
        let start = text.find(place).expect("the place is in the text");
        rule(text, Span::new(start, start + place.len())).map(|span| &text[span.range()])
    }

    #[test]
    fn names_end_where_everyday_words_begin() {
        for (text, place, name) in [
            ("我们在红杉资本", "我们在红杉资本", Some("红杉资本")),
            ("这家上市公司", "这家上市公司", None),
            ("他们的联影集团", "他们的联影集团", Some("联影")),
        ] {
            assert_eq!(found(text, place, organisation), name, "{text}");
        }
        for (text, place, name) in [
            ("总理马克·卡尼说", "总理马克·卡尼说", Some("马克·卡尼")),
            ("和萨姆·奥特曼谈", "和萨姆·奥特曼谈", Some("萨姆·奥特曼")),
            ("一·二", "一·二", None),
        ] {
            assert_eq!(found(text, place, dotted), name, "{text}");
        }
    }

    #[test]
    fn people_are_titled_and_speak() {
        assert_eq!(found("，王总，", "王", titled), Some("王总"));
        assert_eq!(found("不在于总体", "于", titled), None);
        assert_eq!(found("，李飞飞", "李飞飞", speaker), Some("李飞飞"));
        assert_eq!(found("，我们", "我们", speaker), None);
    }
}
