//! Parts of full names: 罗伯茨 and Roberts, once a document has said 约翰·罗伯茨 or John Roberts.

use rustc_hash::{FxHashMap, FxHashSet};

use super::aliases::{AliasInfo, Part};
use super::names::{is_distinctive, is_full_name, parts};
use super::suggest::common::{is_english, is_place};
use super::{Matcher, Matches};
use crate::dictionary::is_common_word;
use crate::model::{Kind, Rule};
use crate::text::{Case, fold, is_all_han, is_han, is_surname, word_frequency};

/// What follows a Chinese family name when somebody is spoken of: 马老师.
const TITLES: &[&str] = &["老师", "教授", "博士", "律师", "医生", "院士", "先生", "女士", "总"];

/// A Chinese part that is also a word, occurring more often than this in a million, says too little.
const COMMON: f64 = 2.0;

/// Words before a name or in one that are not a part of it: no name ends with what follows `Emperor Wu of`.
const NOT_NAMES: &[&str] = &["of", "the", "von", "van", "de"];

/// The shorter names of the people whom the document names in full.
///
/// The last part of a name stands for its bearer wherever only one person in the document bears it. So do, for those
/// whom the head or the labels name, a Chinese family name with a title and, if no dictionary knows them, their first
/// name. What the dictionary has as a name is left to the dictionary.
pub(super) fn aliases(matcher: &Matcher, matches: &Matches, known: &FxHashSet<(String, u32)>) -> Vec<AliasInfo> {
    let people = people(matches);
    let mut shorter: Vec<(String, u32, Option<Part>)> = Vec::new();
    for person in &people {
        let unknown = person.is_main && person.entity as usize >= matcher.entity_count();
        for (text, part) in foreign_parts(person.name) {
            if part == Part::Surname || unknown {
                shorter.push((text, person.entity, Some(part)));
            }
        }
        if let Some(surname) = chinese_surname(person.name).filter(|_| person.is_main) {
            shorter.extend(TITLES.iter().map(|title| (format!("{surname}{title}"), person.entity, None)));
        }
    }
    shorter.sort();
    shorter.dedup_by(|a, b| (&a.0, a.1) == (&b.0, b.1));
    // Who may be meant by each shorter name; none where several may.
    let mut bearers: FxHashMap<String, Option<u32>> = FxHashMap::default();
    for (name, entity) in people.iter().flat_map(|person| answers_to(person.name).into_iter().map(|name| (name, person.entity))) {
        let bearer = bearers.entry(name).or_insert(Some(entity));
        *bearer = bearer.filter(|&other| other == entity);
    }
    let ambiguous = |text: &str, entity: u32| bearers.get(text).is_some_and(|&bearer| bearer != Some(entity));
    let fits = |text: &str, entity: u32| {
        is_telling(text) && matcher.by_name(text).is_empty() && !known.contains(&(text.to_owned(), entity)) && !ambiguous(text, entity)
    };
    let new = shorter.into_iter().filter(|(text, entity, _)| fits(text, *entity));
    new.map(|(text, entity, part)| AliasInfo { part, ..AliasInfo::plain(entity, &text, Rule::Gloss, true) }).collect()
}

/// First and last part of a name in Latin script, or of one transliterated from it.
fn foreign_parts(name: &str) -> Vec<(String, Part)> {
    let plain = !is_all_han(name) && !name.split(' ').any(|word| NOT_NAMES.contains(&word));
    if plain { parts(name) } else { Vec::new() }
}

struct Person<'m> {
    entity: u32,
    name: &'m str,
    /// Whether the head or a label names them.
    is_main: bool,
}

/// Everybody the document names in full, under each such name once.
fn people<'m>(matches: &'m Matches) -> Vec<Person<'m>> {
    let main: FxHashSet<u32> = matches.local.people.iter().map(|&(entity, _)| entity).collect();
    let mut seen: FxHashSet<(u32, &str)> = FxHashSet::default();
    let spoken = matches.mentions.iter().filter(|mention| matches.entity(mention.entity).kind == Kind::PERSON);
    let spoken = spoken.map(|mention| (mention.entity, matches.alias(mention)));
    let named = matches.local.people.iter().map(|(entity, name)| (*entity, name.as_str()));
    let full = spoken.chain(named).filter(|&(entity, name)| is_full_name(name) && seen.insert((entity, name)));
    full.map(|(entity, name)| Person { entity, name, is_main: main.contains(&entity) }).collect()
}

/// The family name of a Chinese name of two or three characters.
fn chinese_surname(name: &str) -> Option<char> {
    let first = name.chars().next()?;
    (is_all_han(name) && (2..=3).contains(&name.chars().count()) && is_surname(first)).then_some(first)
}

/// The shorter names by which somebody of this name may be meant.
fn answers_to(name: &str) -> Vec<String> {
    let words = name.split([' ', '·', '•', '・', '‧']).map(str::to_owned);
    let titled = chinese_surname(name).into_iter().flat_map(|surname| TITLES.iter().map(move |title| format!("{surname}{title}")));
    words.chain(parts(name).into_iter().map(|(part, _)| part)).chain(titled).collect()
}

/// Whether a part of a name is odd enough to be looked for.
fn is_telling(text: &str) -> bool {
    if text.chars().any(is_han) {
        return text.chars().count() >= 2 && word_frequency(text).is_none_or(|frequency| frequency <= COMMON);
    }
    is_distinctive(text) && !is_common_word(&fold(text, Case::Fold)) && !is_english(text) && !is_place(text)
}
