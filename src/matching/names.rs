//! Who the names of a document are: its speakers, and those its front matter lists.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::aliases::{AliasInfo, Part};
use super::condition::Evidence;
use super::{MatchOptions, Matcher};
use crate::model::{Document, Entity, Kind, Rule};
use crate::text::{Case, divide, fold, is_all_han, is_dotted_han, is_han, is_surname, squash, word_frequency};

/// Given names that are common English words too: never an alias by themselves.
const WORDS: &[&str] = &[
    "Art", "Bill", "Bob", "Chase", "Christian", "Drew", "Earl", "Faith", "Frank", "Gene", "Grace", "Grant", "Hope", "Jack", "Joy", "Long",
    "Mark", "May", "Miles", "Pat", "Ray", "Rich", "Rob", "Rose", "Sue", "Summer", "Sunny", "Will", "Young",
];

/// What a document adds to the dictionary, for itself alone.
#[derive(Debug, Default)]
pub(super) struct Local {
    /// Entities that no dictionary knows.
    pub entities: Vec<Entity>,
    /// The document's own aliases, for these and for known entities.
    pub aliases: Vec<AliasInfo>,
    /// For each speaker of the document, the entity; none for roles.
    pub speakers: Vec<Option<u32>>,
    /// The people whom the head and the labels name, with the names given there.
    pub people: Vec<(u32, String)>,
}

/// Finds out who the document's own names are and by which aliases they go.
pub(super) struct Names<'m, 'd> {
    matcher: &'m Matcher,
    document: &'d Document,
    evidence: &'m mut Evidence<'d>,
    show: Option<String>,
    local: Local,
    /// Numbers of the local entities by id.
    numbers: FxHashMap<String, u32>,
    /// The one person named in full whose given name or surname this is, folded; none where several share it.
    bearers: FxHashMap<String, Option<u32>>,
}

impl<'m, 'd> Names<'m, 'd> {
    /// Resolves all names of the document's head and labels; what they make certain becomes evidence.
    pub fn resolve(matcher: &'m Matcher, document: &'d Document, options: &MatchOptions, evidence: &'m mut Evidence<'d>) -> Local {
        let (numbers, bearers) = Default::default();
        let mut names = Names { matcher, document, evidence, show: show(document), local: Local::default(), numbers, bearers };
        if options.front_matter {
            names.listed();
        }
        names.speakers(options);
        names.speaker_aliases();
        names.local
    }

    fn listed(&mut self) {
        for listed in &self.document.front.names {
            let (name, gloss) = without_gloss(&listed.name);
            let known = self.lookup(name, &listed.kind);
            let entity = known.unwrap_or_else(|| self.local_entity(name, &listed.kind));
            self.evidence.add_sure(entity);
            if listed.kind == Kind::PERSON {
                self.know(entity, name);
            }
            if known.is_none() && is_distinctive(name) && !(listed.kind == Kind::PRODUCT && is_description(name)) {
                self.local.aliases.push(AliasInfo::plain(entity, name, Rule::FrontMatter, true));
            }
            if let Some(gloss) = gloss.filter(|gloss| is_distinctive(gloss) && gloss.chars().any(is_han) != name.chars().any(is_han)) {
                self.local.aliases.push(AliasInfo::plain(entity, gloss, Rule::FrontMatter, true));
            }
        }
    }

    /// The entity that a listed name denotes in the dictionary; its ambiguous aliases of that name need no more evidence.
    fn lookup(&mut self, name: &str, kind: &Kind) -> Option<u32> {
        let candidates = self.matcher.by_name(name);
        let info = |alias: u32| &self.matcher.aliases[alias as usize];
        let fits = |alias: u32| info(alias).when.is_empty() || self.evidence.holds_somewhere(&info(alias).when, info(alias).entity);
        let of_kind = |alias: &u32| self.matcher.kind_of(*alias) == kind;
        let fitting =
            candidates.iter().find(|alias| of_kind(alias) && fits(**alias)).or_else(|| candidates.iter().find(|alias| of_kind(alias)));
        // Under another kind only a name that needs no evidence is the same thing: CRM as a product is not Salesforce.
        let alias = fitting.or_else(|| candidates.iter().find(|&&alias| info(alias).when.is_empty()))?;
        let entity = info(*alias).entity;
        for &alias in candidates.iter().filter(|&&alias| self.matcher.aliases[alias as usize].entity == entity) {
            self.evidence.add_listed(alias);
        }
        Some(entity)
    }

    fn speakers(&mut self, options: &MatchOptions) {
        // Full names first, so that a given name alone finds its bearer.
        let mut order: Vec<usize> = (0..self.document.speakers.len()).collect();
        order.sort_by_key(|&index| !is_full_name(&self.document.speakers[index].name));
        self.local.speakers = vec![None; self.document.speakers.len()];
        for index in order {
            let speaker = &self.document.speakers[index];
            if !speaker.role {
                self.local.speakers[index] = Some(self.speaker(&speaker.name, &speaker.also, options));
            }
        }
    }

    fn speaker(&mut self, name: &str, also: &[String], options: &MatchOptions) -> u32 {
        let configured = options.labels.iter().find(|(label, _)| label == name).and_then(|(_, id)| self.matcher.entity_by_id(id));
        let entity = configured
            .or_else(|| std::iter::once(name).chain(also.iter().map(String::as_str)).find_map(|name| self.known_person(name)))
            .or_else(|| self.named_in_part(name))
            .unwrap_or_else(|| self.local_entity(name, &Kind::PERSON));
        self.evidence.add_sure(entity);
        self.know(entity, name);
        entity
    }

    /// The person of the dictionary that bears this name, where nothing in the document is needed or everything is there.
    fn known_person(&self, name: &str) -> Option<u32> {
        let aliases = self.matcher.by_name(name).iter().map(|&alias| &self.matcher.aliases[alias as usize]);
        let mut people = aliases.filter(|alias| *self.matcher.kind(alias.entity) == Kind::PERSON);
        let fits = |alias: &&AliasInfo| alias.when.is_empty() || self.evidence.holds_somewhere(&alias.when, alias.entity);
        people.find(fits).map(|alias| alias.entity)
    }

    /// Keeps a person whom the document names.
    fn know(&mut self, entity: u32, name: &str) {
        self.local.people.push((entity, name.to_owned()));
        if is_full_name(name) {
            for part in fold(name, Case::Fold).split([' ', '·']) {
                let bearer = self.bearers.entry(part.to_owned()).or_insert(Some(entity));
                *bearer = bearer.filter(|&other| other == entity);
            }
        }
    }

    /// The one person of the document whose given name or surname this is.
    fn named_in_part(&self, name: &str) -> Option<u32> {
        if is_full_name(name) { None } else { self.bearers.get(&fold(name, Case::Fold)).copied().flatten() }
    }

    /// The number of an entity that is known from this document only.
    fn local_entity(&mut self, name: &str, kind: &Kind) -> u32 {
        let first_name_only = *kind == Kind::PERSON && !is_full_name(name);
        let entity = Entity::from_name(name, kind, self.show.as_deref().filter(|_| first_name_only));
        let next = (self.matcher.entity_count() + self.local.entities.len()) as u32;
        let number = *self.numbers.entry(entity.id.clone()).or_insert(next);
        if number == next {
            self.local.entities.push(entity);
        }
        number
    }

    /// The names by which people in the conversation call its speakers.
    fn speaker_aliases(&mut self) {
        let speakers = &self.document.speakers;
        let mut aliases: Vec<(String, u32, Option<Part>)> = Vec::new();
        for (speaker, entity) in speakers.iter().zip(&self.local.speakers) {
            let Some(entity) = *entity else { continue };
            for name in std::iter::once(&speaker.name).chain(&speaker.also) {
                let single = !name.contains(' ') && !name.chars().any(is_han);
                aliases.push((name.clone(), entity, single.then_some(Part::Given)));
                aliases.extend(parts(name).into_iter().map(|(text, part)| (text, entity, Some(part))));
            }
        }
        // Who goes by each name; none where several do.
        let mut bearers: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        for (text, entity, _) in &aliases {
            let bearer = bearers.entry(text).or_insert(Some(*entity));
            *bearer = bearer.filter(|other| other == entity);
        }
        let mut listed: FxHashSet<(u32, String)> = self.local.aliases.iter().map(|alias| (alias.entity, alias.text.clone())).collect();
        for (text, entity, part) in &aliases {
            let shared = bearers[text.as_str()].is_none();
            let sure_already = self.matcher.by_name(text).iter().any(|&alias| {
                let alias = &self.matcher.aliases[alias as usize];
                alias.entity == *entity && alias.when.is_empty()
            });
            let distinctive = is_distinctive(text) || (*part == Some(Part::Given) && is_all_han(text));
            if !shared && !sure_already && distinctive && listed.insert((*entity, text.clone())) {
                let alias = AliasInfo::plain(*entity, text, Rule::Speaker, true);
                self.local.aliases.push(AliasInfo { part: *part, ..alias });
            }
        }
    }
}

/// What a bare first name is scoped to: the show, or the folder of the file.
fn show(document: &Document) -> Option<String> {
    let folder = || Path::new(&document.path).parent()?.file_name()?.to_str().map(str::to_owned);
    document.front.show.clone().or_else(folder)
}

/// Given name and surname of a full name, as far as they stand for it alone.
pub(super) fn parts(name: &str) -> Vec<(String, Part)> {
    if is_all_han(name) {
        let chars: Vec<char> = name.chars().collect();
        return match chars[..] {
            [surname, a, b] if is_surname(surname) => vec![(format!("{a}{b}"), Part::Given)],
            [surname, a] if is_surname(surname) && is_rare(a) => vec![(a.to_string(), Part::Given)],
            _ => Vec::new(),
        };
    }
    let separators: &[char] = if is_dotted_han(name) { &['·', '•', '・', '‧'] } else { &[' '] };
    let words: Vec<&str> = name.split(separators).collect();
    match words[..] {
        [first, .., last] => vec![(first.to_owned(), Part::Given), (last.to_owned(), Part::Surname)],
        _ => Vec::new(),
    }
}

/// A Chinese character that is a word by itself more often than this in a million is no name by itself.
const RARE: f64 = 10.0;

/// Whether a character is seldom a word by itself, as 茜 is and 明 is not.
fn is_rare(c: char) -> bool {
    word_frequency(&fold(&c.to_string(), Case::Fold)).is_none_or(|frequency| frequency <= RARE)
}

/// Whether a name says which person in the world is meant, not just which one in this show.
pub(super) fn is_full_name(name: &str) -> bool {
    let length = name.chars().count();
    is_dotted_han(name)
        || name.split_whitespace().nth(1).is_some()
        || (is_all_han(name)
            && (2..=4).contains(&length)
            && name.chars().next().is_some_and(is_surname)
            && !name.ends_with(['总', '总', '律', '导', '哥', '姐']))
            && !name.ends_with("老师")
            && !name.ends_with("老師")
}

/// Whether what is listed as a product says in everyday words what sort of thing it is: 扫地机器人.
fn is_description(name: &str) -> bool {
    let words = divide(name);
    is_all_han(name) && words.len() > 1 && words.iter().all(|word| word.chars().nth(1).is_some())
}

/// Whether a name is long and odd enough to be looked for in the text.
pub(super) fn is_distinctive(name: &str) -> bool {
    let length = squash(&fold(name, Case::Keep)).chars().count();
    if name.chars().any(is_han) {
        return length >= 2;
    }
    let has_capital = name.chars().any(char::is_uppercase);
    // CPU, RAG: short acronyms are terms more often than names.
    let acronym = length <= 4 && !name.chars().any(char::is_lowercase);
    length >= 3 && has_capital && !acronym && !WORDS.contains(&name)
}

/// Splits 郎咸平（Larry Lang） into name and gloss.
fn without_gloss(name: &str) -> (&str, Option<&str>) {
    match name.split_once(['(', '（']) {
        Some((head, tail)) if !head.trim().is_empty() => (head.trim(), Some(tail.trim_end_matches([')', '）']).trim())),
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_and_their_parts() {
        for name in ["Mat Ryer", "罗永浩", "郝亦", "卡洛·罗西"] {
            assert!(is_full_name(name), "{name}");
        }
        for name in ["Neo", "大卫", "贾老师", "小翠", "武律"] {
            assert!(!is_full_name(name), "{name}");
        }
        assert_eq!(parts("于振华"), [("振华".to_owned(), Part::Given)]);
        assert_eq!(parts("岑茜"), [("茜".to_owned(), Part::Given)]);
        assert_eq!(parts("王明"), []);
        assert_eq!(parts("Ursula von der Leyen"), [("Ursula".to_owned(), Part::Given), ("Leyen".to_owned(), Part::Surname)]);
        assert_eq!(parts("Neo"), []);
    }

    #[test]
    fn words_are_no_names() {
        assert!(is_description("扫地机器人") && !is_description("一地鸡毛") && !is_description("追觅") && !is_description("Halcyon"));
        assert!(is_distinctive("Lenny") && is_distinctive("大卫") && is_distinctive("Halcyon-9"));
        for name in ["Will", "SP", "茜", "token", "V2", "CPU"] {
            assert!(!is_distinctive(name), "{name}");
        }
    }
}
