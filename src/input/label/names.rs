//! The names in labels: how much a text looks like one, and whom it names.

use super::Candidate;
use super::roles::{announces_speech, has_title_after, is_headword, is_role, strip_role_prefix, strip_titles};
use crate::model::Speaker;
use crate::text::{is_all_han, is_capitalised, is_dotted_han, is_han, is_surname};

/// How much a text looks like the name of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A sentence, a heading, a list word.
    No,
    /// One word, which may be a name.
    Weak,
    /// Given name and surname, or a name with a title.
    Strong,
    /// A function such as 主持人.
    Role,
}

pub(super) fn shape(text: &str, roles: &[String]) -> Shape {
    if is_role(text, roles) {
        return Shape::Role;
    }
    let length = text.chars().count();
    let starts_well = text.chars().next().is_some_and(char::is_alphabetic);
    let sentence = text.contains(['，', '。', '？', '！', '；', '“', '”', '"', '《', ';', '?', '!', '=', '|', '<', '`', '#', '_']);
    if length > 40 || !starts_well || sentence || is_headword(text) || announces_speech(text) {
        return Shape::No;
    }
    if let Some(name) = strip_role_prefix(text) {
        return shape(name, roles).max(Shape::Weak);
    }
    let parts: Vec<&str> = joint(text).collect();
    if parts.len() > 1 {
        let shapes = || parts.iter().map(|part| shape(part, roles));
        return if shapes().any(|part| part == Shape::No) { Shape::No } else { shapes().max().unwrap_or(Shape::No).min(Shape::Strong) };
    }
    if has_title_after(text) || is_dotted_han(text) {
        return Shape::Strong;
    }
    if is_all_han(text) {
        return match length {
            3..=4 if text.chars().next().is_some_and(is_surname) => Shape::Strong,
            1..=6 => Shape::Weak,
            _ => Shape::No,
        };
    }
    if text.chars().any(is_han) {
        return if length <= 12 { Shape::Weak } else { Shape::No };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.iter().any(|word| is_headword(word)) || !is_capitalised(strip_titles(text)) {
        return Shape::No;
    }
    if words.len() > 1 { Shape::Strong } else { Shape::Weak }
}

/// The people a joint label names: `Trey/Shyam`, `A & B`, 甲、乙.
fn joint(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', '／', '&', '＆', '、']).map(str::trim).filter(|part| !part.is_empty())
}
/// The people a believed label names.
pub(in crate::input) fn speakers(candidate: &Candidate, roles: &[String]) -> Vec<Speaker> {
    joint(candidate.text).map(|text| speaker(text, candidate.gloss, roles)).collect()
}

fn speaker(text: &str, gloss: Option<&str>, roles: &[String]) -> Speaker {
    let gloss_name = gloss.filter(|gloss| gloss.chars().count() > 1 && names_alike(text, gloss));
    if is_role(text, roles) {
        // 主持人 (Bill) is Bill; 记者（路透社） is a reporter.
        return match gloss_name.filter(|gloss| is_capitalised(gloss) && text.chars().any(is_han) && !text.starts_with("记者")) {
            Some(name) => Speaker { name: name.to_owned(), also: Vec::new(), role: false },
            None => Speaker { name: text.to_owned(), also: Vec::new(), role: true },
        };
    }
    let name = strip_titles(strip_role_prefix(text).unwrap_or(text)).to_owned();
    let mut also: Vec<String> = gloss_name.map(str::to_owned).into_iter().collect();
    if name != text && strip_role_prefix(text).is_none() {
        also.push(text.to_owned());
    }
    Speaker { name, also, role: false }
}

/// Whether a gloss is a short name of a house rather than a person: 卡尼（TV2）.
fn is_acronym(gloss: &str) -> bool {
    gloss.len() <= 4 && gloss.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Whether a gloss gives another form of the name: in the other script, or its initials.
pub(super) fn names_alike(name: &str, gloss: &str) -> bool {
    let initials = || name.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>();
    let short_han = is_dotted_han(gloss)
        || (is_all_han(gloss) && (2..=4).contains(&gloss.chars().count()) && gloss.chars().next().is_some_and(is_surname));
    (name.chars().any(is_han) && is_capitalised(gloss) && !is_acronym(gloss))
        || (is_capitalised(name) && short_han)
        || initials().eq_ignore_ascii_case(gloss)
}
