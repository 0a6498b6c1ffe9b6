//! Spellings of one name, names that glosses tie, and near misses become one draft.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use strsim::damerau_levenshtein;

use super::candidates::{Candidate, Candidates, Clue};
use super::{SuggestOptions, chinese, common, latin, name_key};
use crate::dictionary::{Dictionary, DictionaryError};
use crate::matching::{Matcher, spellings};
use crate::model::{Kind, slug};
use crate::text::{Case, fold, is_han};

/// Names that seem to mean one thing.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The id it would have.
    pub(super) id: String,
    /// Its most frequent spelling.
    pub(super) name: String,
    /// The other names.
    pub(super) aliases: Vec<String>,
    /// Whether a word of another meaning is spelled alike in lower case.
    pub(super) exact: bool,
    /// The clues of all its names together.
    pub(super) clues: Candidate,
    /// The entity of the dictionary whose name it nearly is, with that name.
    pub(super) near: Option<(String, String)>,
}

/// All drafts, to be matched as a dictionary of their own.
#[derive(Debug)]
pub struct Drafts {
    pub(super) drafts: Vec<Draft>,
}

impl Drafts {
    /// Groups the candidates; `known` is the dictionary there is already.
    pub fn new(mut candidates: Candidates, known: &Matcher, options: &SuggestOptions) -> Self {
        let common_words = std::mem::take(&mut candidates.lower);
        candidates.by_key.retain(|key, candidate| is_believable(key, candidate));
        keep_carried_glosses(&mut candidates);
        let groups = groups(&candidates);
        let mut drafts: Vec<Draft> = groups.into_values().map(|keys| draft(&candidates, &keys, &common_words)).collect();
        drafts.retain(|draft| draft.clues.documents >= options.min_documents.min(2) || draft.clues.listed() > 0 || is_told(&draft.clues));
        near_misses_of_known(&mut drafts, known);
        distinguish_ids(&mut drafts);
        Drafts { drafts }
    }

    /// The drafts as a dictionary, to see what it finds.
    ///
    /// # Errors
    /// Where a draft is no valid entry, which would be a fault of this program.
    pub fn dictionary(&self) -> Result<Dictionary, DictionaryError> {
        let entities: Vec<serde_json::Value> = self
            .drafts
            .iter()
            .map(|draft| {
                let case = if draft.exact { "exact" } else { "fold" };
                // Labels of speakers are looked for among people.
                let kind = if draft.clues.with(&Clue::Speaker) > 0 { "person" } else { "name" };
                serde_json::json!({"id": draft.id, "kind": kind, "name": draft.name, "aliases": draft.aliases, "case": case})
            })
            .collect();
        // Every JSON text is a YAML text.
        Dictionary::parse("the proposals", &serde_json::json!({"entities": entities}).to_string())
    }
}

/// Whether the clues of a name can carry a proposal at all.
fn is_believable(key: &str, candidate: &Candidate) -> bool {
    let name = candidate.spelling();
    let only = |clue: Clue| candidate.clues.len() == 1 && candidate.clues.contains_key(&clue);
    let fits = if name.chars().any(is_han) { !common::is_chinese(name) && !common::is_place(name) } else { latin::is_name(name) };
    fits && !only(Clue::Initial) && !only(Clue::Bold) && key.chars().any(char::is_alphabetic)
}

/// Keeps the glosses that tie a name to one that something else shows to be one, and drops what nothing but the others name.
///
/// Concepts are glossed far more often than names: 边际成本（Marginal Cost）.
fn keep_carried_glosses(candidates: &mut Candidates) {
    let by_key = &candidates.by_key;
    let carried = |key: &str| by_key.get(key).is_some_and(|candidate| carries(candidate) || candidate.with(&Clue::Dotted) > 0);
    // What Chinese makes of everyday words explains a name, and is none, unless it is listed itself.
    let explains = |key: &String| key.chars().any(is_han) && chinese::is_phrase(key) && !carried(key);
    let ties = candidates.ties.iter().filter(|((one, other), _)| (carried(one) || carried(other)) && !explains(one) && !explains(other));
    let ties: BTreeMap<(String, String), u32> = ties.map(|(tie, &documents)| (tie.clone(), documents)).collect();
    let tied: BTreeSet<&String> = ties.keys().flat_map(|(one, other)| [one, other]).collect();
    candidates.by_key.retain(|key, candidate| {
        if !tied.contains(key) {
            candidate.clues.remove(&Clue::Gloss);
        }
        candidate.clues.keys().any(|clue| !matches!(clue, Clue::Initial | Clue::Bold))
    });
    candidates.ties = ties;
}

/// Whether there is a clue that a single document may give.
fn is_told(candidate: &Candidate) -> bool {
    [Clue::Speaker, Clue::Gloss, Clue::Dotted].iter().any(|clue| candidate.with(clue) > 0)
}

/// The keys of the candidates by the first of their group.
fn groups(candidates: &Candidates) -> BTreeMap<String, BTreeSet<String>> {
    let mut sets = Sets::default();
    tie_spellings(candidates, &mut sets);
    tie_glosses(candidates, &mut sets);
    for (rare, frequent) in near_misses(candidates) {
        sets.join(&rare, &frequent);
    }
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for key in candidates.by_key.keys() {
        groups.entry(sets.root(key)).or_default().insert(key.clone());
    }
    groups
}

/// Sets of keys that are joined step by step.
#[derive(Default)]
struct Sets(FxHashMap<String, String>);

impl Sets {
    fn root(&self, key: &str) -> String {
        let mut key = key;
        while let Some(parent) = self.0.get(key) {
            key = parent;
        }
        key.to_owned()
    }

    fn join(&mut self, one: &str, other: &str) {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            // The first in order is the root, whatever comes first.
            self.0.insert((&one).max(&other).clone(), one.min(other));
        }
    }
}

/// Joins names that are looked for under the same spellings.
fn tie_spellings(candidates: &Candidates, sets: &mut Sets) {
    let mut first: FxHashMap<String, &str> = FxHashMap::default();
    for (key, candidate) in &candidates.by_key {
        for spelling in spellings(candidate.spelling()) {
            match first.get(&spelling) {
                Some(other) => sets.join(key, other),
                None => drop(first.insert(spelling, key)),
            }
        }
    }
}

/// Joins names that are glossed with each other; of several partners the one named most often.
fn tie_glosses(candidates: &Candidates, sets: &mut Sets) {
    let mut best: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
    for ((one, other), &documents) in &candidates.ties {
        if !candidates.by_key.contains_key(one) || !candidates.by_key.contains_key(other) {
            continue;
        }
        let weight = documents * 1000 + candidates.by_key[other].documents.min(999);
        let known = best.entry(one).or_insert((weight, other));
        if weight > known.0 {
            *known = (weight, other);
        }
    }
    for (one, (_, other)) in best {
        sets.join(one, other);
    }
}

/// Rare names with the more frequent ones that they nearly are.
fn near_misses(candidates: &Candidates) -> Vec<(String, String)> {
    let mut frequent: BTreeMap<char, Vec<(&String, &Candidate)>> = BTreeMap::new();
    for (key, candidate) in candidates.by_key.iter().filter(|(_, candidate)| candidate.documents >= 5 && carries(candidate)) {
        frequent.entry(key.chars().next().unwrap_or_default()).or_default().push((key, candidate));
    }
    let mut found = Vec::new();
    for (key, candidate) in &candidates.by_key {
        let Some(others) = frequent.get(&key.chars().next().unwrap_or_default()) else { continue };
        let near = others
            .iter()
            .filter(|(other, target)| target.documents >= 5 * candidate.documents && is_near(key, other) && agree(candidate, target));
        if let Some((other, _)) = near.max_by_key(|(other, target)| (target.documents, std::cmp::Reverse(*other))) {
            found.push((key.clone(), (*other).clone()));
        }
    }
    found
}

/// Whether front matter does not list the two as things of different kinds.
fn agree(one: &Candidate, other: &Candidate) -> bool {
    let listed = |candidate: &Candidate| -> BTreeSet<Clue> {
        candidate.clues.keys().filter(|clue| matches!(clue, Clue::Listed(_))).cloned().collect()
    };
    let (one, other) = (listed(one), listed(other));
    one.is_empty() || other.is_empty() || !one.is_disjoint(&other)
}

/// Whether a name is sure enough that others can be misspellings of it.
fn carries(candidate: &Candidate) -> bool {
    candidate.listed() > 0 || candidate.with(&Clue::Speaker) > 0
}

/// Whether one key is another with one slip, or two where it is long. Digits tell versions apart and are no slips.
fn is_near(one: &str, other: &str) -> bool {
    let (a, b) = (one.chars().count(), other.chars().count());
    if one == other || a.abs_diff(b) > 2 || one.starts_with(other) || other.starts_with(one) {
        return false;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let han = other.chars().any(is_han);
    let allowed = match a.min(b) {
        8.. => 2,
        7 => 1,
        4..7 if han => 1,
        _ => 0,
    };
    let slips = if allowed > 0 && digits(one) == digits(other) { damerau_levenshtein(one, other) } else { usize::MAX };
    slips <= allowed
}

/// Joins the candidates of a group.
fn draft(candidates: &Candidates, keys: &BTreeSet<String>, common_words: &BTreeMap<String, u32>) -> Draft {
    let members: Vec<&Candidate> = keys.iter().map(|key| &candidates.by_key[key]).collect();
    let mut clues = Candidate::default();
    for member in &members {
        clues.documents = clues.documents.max(member.documents);
        for (clue, documents) in &member.clues {
            *clues.clues.entry(clue.clone()).or_default() += documents;
        }
    }
    let mut names: Vec<(u32, &str)> = members.iter().map(|member| (member.documents, member.spelling())).collect();
    names.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let name = names.first().map_or("", |(_, name)| name).to_owned();
    clues.spellings = members.iter().flat_map(|member| member.spellings.clone()).collect();
    let lower = |name: &str| common_words.get(&fold(name, Case::Fold)).copied().unwrap_or(0);
    let exact = lower(&name) > 0;
    // What only puts words before another of the names is found by that: 以及亚马逊.
    let covered = |alias: &str| crate::text::is_all_han(alias) && names.iter().any(|(_, other)| *other != alias && alias.ends_with(other));
    let aliases = names.iter().skip(1).filter(|(_, name)| !covered(name)).map(|(_, name)| (*name).to_owned()).collect();
    Draft { id: String::new(), name, aliases, exact, clues, near: None }
}

/// Finds drafts that nearly are names of the dictionary.
fn near_misses_of_known(drafts: &mut [Draft], known: &Matcher) {
    let mut names: BTreeMap<char, Vec<(String, u32, &str)>> = BTreeMap::new();
    for (number, entity) in (0..).zip(known.entities()) {
        for name in std::iter::once(entity.name.as_str()).chain(known.aliases(number)) {
            let key = name_key(name);
            names.entry(key.chars().next().unwrap_or_default()).or_default().push((key, number, name));
        }
    }
    for draft in drafts {
        let key = name_key(&draft.name);
        let Some(names) = names.get(&key.chars().next().unwrap_or_default()) else { continue };
        let near = names
            .iter()
            .filter(|(other, ..)| is_near(&key, other))
            .min_by_key(|(other, number, _)| (damerau_levenshtein(&key, other), *number));
        if let Some((_, number, name)) = near {
            draft.near = Some((known.entities()[*number as usize].id.clone(), (*name).to_owned()));
        }
    }
}

/// Gives each draft an id of its own.
fn distinguish_ids(drafts: &mut [Draft]) {
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for draft in drafts {
        let latin = std::iter::once(&draft.name).chain(&draft.aliases).find(|name| !name.chars().any(is_han));
        let id = slug(latin.unwrap_or(&draft.name));
        let count = taken.entry(id.clone()).or_default();
        *count += 1;
        draft.id = if *count == 1 { id } else { format!("{id}-{count}") };
    }
}

impl Draft {
    /// The kind that most clues speak for, and which.
    pub(super) fn kind(&self, first_names: &BTreeSet<String>) -> (Kind, String) {
        let mut votes: BTreeMap<Kind, (u32, String)> = BTreeMap::new();
        let mut vote = |kind: Kind, weight: u32, reason: String| {
            let entry = votes.entry(kind).or_default();
            if entry.1.is_empty() {
                entry.1 = reason;
            }
            entry.0 += weight;
        };
        for (clue, &documents) in &self.clues.clues {
            match clue {
                Clue::Listed(kind) => vote(kind.clone(), 3 * documents, format!("front matter lists it as {kind}")),
                Clue::Speaker => vote(Kind::PERSON, 5 * documents, "it labels a speaker".to_owned()),
                Clue::Organisation => vote(Kind::COMPANY, 3 * documents, "a word for an organisation belongs to it".to_owned()),
                Clue::Office => vote(Kind::COMPANY, documents, "an office such as CEO follows".to_owned()),
                Clue::Title => vote(Kind::PERSON, 2 * documents, "a family name with a title".to_owned()),
                Clue::Speech => vote(Kind::PERSON, 2 * documents, "a family name before a verb of saying".to_owned()),
                Clue::Dotted => vote(Kind::PERSON, 2 * documents, "a transliterated name with a dot".to_owned()),
                Clue::Gloss | Clue::Bold | Clue::Inside | Clue::Initial | Clue::Transliterated => {}
            }
        }
        for name in std::iter::once(&self.name).chain(&self.aliases) {
            if let Some((kind, reason)) = by_form(name, first_names) {
                vote(kind, 2, reason);
            }
        }
        let best = votes.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(&a.0)));
        best.map_or_else(|| (Kind::COMPANY, "a guess: nothing tells".to_owned()), |(kind, (_, reason))| (kind, reason))
    }
}

/// Words of companies' names.
const COMPANY_WORDS: &[&str] = &[
    "ai", "bank", "capital", "corp", "foundation", "group", "inc", "institute", "labs", "lab", "partners", "research", "robotics",
    "school", "technologies", "university", "ventures",
];

/// What the form of a name says of its kind.
fn by_form(name: &str, first_names: &BTreeSet<String>) -> Option<(Kind, String)> {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    if words.len() > 1 && words.last().is_some_and(|word| COMPANY_WORDS.contains(&word.as_str())) {
        return Some((Kind::COMPANY, "its last word is one of companies".to_owned()));
    }
    if words.len() > 1 && first_names.contains(&words[0]) {
        return Some((Kind::PERSON, "its first word is a given name here".to_owned()));
    }
    if name.chars().any(|c| c.is_ascii_digit()) {
        return Some((Kind::PRODUCT, "it has a number, as versions do".to_owned()));
    }
    let c = name.chars().next()?;
    let personal = name.chars().count() == 3 && crate::text::is_surname(c) && crate::text::divide(name).len() > 1 && chinese::is_name(name);
    personal.then(|| (Kind::PERSON, "it opens with a family name".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_by_length_and_never_by_digits() {
        for (one, other) in [("appleven", "applovin"), ("cloudsonnet", "claudesonnet"), ("deepsek", "deepseek"), ("扎克柏格", "扎克伯格")]
        {
            assert!(is_near(one, other), "{one} {other}");
        }
        for (one, other) in
            [("gpt-4turbo", "gpt-5turbo"), ("micron", "macron"), ("马克斯", "马斯克"), ("meta", "beta"), ("openais", "openai")]
        {
            assert!(!is_near(one, other), "{one} {other}");
        }
    }
}
