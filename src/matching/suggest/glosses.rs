//! Glosses: 杨立昆（Yann LeCun） ties two names to one.

use std::sync::LazyLock;

use regex::Regex;

use super::candidates::{Clue, Known, Sheet};
use super::{chinese, latin};
use crate::model::Document;
use crate::text::{Span, is_all_han, is_capitalised, is_dotted_han, is_han, is_surname};

/// Chinese with Latin in parentheses, or the other way round, in folded text.
static GLOSS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (han, latin) = (r"[\p{Han}·]{2,16}", r"[a-z][a-z0-9.&' ]{1,38}[a-z0-9]");
    Regex::new(&format!(r"(?P<han>{han}) ?\((?P<latin>{latin})\)|(?P<latin2>{latin}) ?\((?P<han2>{han})\)")).ok()
});

/// Gathers the pairs of names in a turn that a gloss ties.
pub(super) fn gather(document: &Document, turn: Span, known: &Known, sheet: &mut Sheet) {
    let Some(gloss) = GLOSS.as_ref() else { return };
    let text = document.folded.text();
    for found in gloss.captures_iter(&text[turn.range()]) {
        let span = |names: [&str; 2]| {
            let found = names.iter().find_map(|name| found.name(name))?;
            Some(Span::new(turn.start as usize + found.start(), turn.start as usize + found.end()))
        };
        let (Some(han), Some(latin)) = (span(["han", "han2"]), span(["latin", "latin2"])) else { continue };
        let inside = found.name("han2").is_some();
        let read = |span: Span| document.folded.read(&document.source, span);
        let han = if inside { Some(han) } else { chinese_name(document, han) };
        let Some(han) = han else { continue };
        let latin = if inside { latin_name(&read(latin)).map(str::to_owned) } else { Some(read(latin).into_owned()) };
        let Some(latin) = latin else { continue };
        let han = read(han).into_owned();
        if is_capitalised(&latin) && latin::is_name(&latin) && is_chinese_name(&han, &latin) {
            sheet.add(known, &han, Clue::Gloss);
            sheet.add(known, &latin, Clue::Gloss);
            sheet.tie(&han, &latin);
        }
    }
}

/// The Chinese name at the end of a stretch: all of it in bold, else without the words that lead up to it.
fn chinese_name(document: &Document, han: Span) -> Option<Span> {
    let text = document.folded.text();
    if text[han.range()].contains('·') {
        return if latin::is_bold(document, han) { Some(han) } else { chinese::dotted(text, han) };
    }
    let bordered = !text[..han.range().start].ends_with(is_han);
    if bordered && latin::is_bold(document, han) && chinese::is_name(&text[han.range()]) {
        return Some(han);
    }
    chinese::name_at_end(text, han)
}

/// The capitalised words at the end of a Latin stretch.
fn latin_name(text: &str) -> Option<&str> {
    let mut start = text.len();
    for word in text.rsplit(' ').take(4) {
        if !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            break;
        }
        start = start.saturating_sub(word.len() + usize::from(start < text.len()));
    }
    (start < text.len()).then(|| text[start..].trim())
}

/// Whether Chinese can be the name of what the Latin names: a person's, or a short word that is not everyday Chinese.
fn is_chinese_name(han: &str, latin: &str) -> bool {
    let personal = is_dotted_han(han) || (latin.contains(' ') && han.chars().next().is_some_and(is_surname) && han.chars().count() <= 4);
    is_dotted_han(han) || (is_all_han(han) && (2..=8).contains(&han.chars().count()) && (personal || chinese::is_name(han)))
}
