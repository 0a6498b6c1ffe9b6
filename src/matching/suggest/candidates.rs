//! Clues that something is a name, document by document.

use std::collections::{BTreeMap, BTreeSet};

use super::{chinese, glosses, latin, name_key};
use crate::matching::{Matcher, Matches};
use crate::model::{Document, Kind};
use crate::text::Span;

/// Why something may be a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Clue {
    /// Front matter lists it under a key of this kind.
    Listed(Kind),
    /// It labels a speaker who is somebody.
    Speaker,
    /// A gloss ties it to another name.
    Gloss,
    /// It stands in bold.
    Bold,
    /// It is capitalised inside a sentence.
    Inside,
    /// It is capitalised at the head of a sentence, where everything is.
    Initial,
    /// It ends in a word for an organisation: 公司, 资本, 大学.
    Organisation,
    /// An office follows: CEO, 创始人.
    Office,
    /// A family name with a title: 王总.
    Title,
    /// A family name, one or two characters, and a verb of saying.
    Speech,
    /// A transliterated name with a middle dot.
    Dotted,
    /// Characters that transliterations are written in.
    Transliterated,
}

/// What one document tells of names.
#[derive(Debug, Default)]
pub struct Sheet {
    found: BTreeMap<String, Found>,
    ties: BTreeSet<(String, String)>,
    lower: BTreeSet<String>,
}

/// What one document tells of one name.
#[derive(Debug, Default)]
struct Found {
    spellings: BTreeMap<String, u32>,
    clues: BTreeSet<Clue>,
}

/// A name of the longest that is believed, in characters.
const MAX_CHARS: usize = 40;

impl Sheet {
    /// Reads a document; what `matches` finds of the dictionary's is known and left out.
    pub fn new(document: &Document, matches: &Matches) -> Self {
        let known = Known::new(matches);
        let mut sheet = Sheet::default();
        for listed in &document.front.names {
            sheet.add(&known, without_parentheses(&listed.name), Clue::Listed(listed.kind.clone()));
        }
        for speaker in document.speakers.iter().filter(|speaker| !speaker.role) {
            sheet.add(&known, &speaker.name, Clue::Speaker);
            for also in &speaker.also {
                sheet.add(&known, also, Clue::Speaker);
                sheet.tie(&speaker.name, also);
            }
        }
        for turn in document.turns.iter().filter(|turn| !turn.translation) {
            latin::gather(document, turn.span, &known, &mut sheet);
            chinese::gather(document, turn.span, &known, &mut sheet);
            glosses::gather(document, turn.span, &known, &mut sheet);
        }
        sheet
    }

    /// Notes a clue for a name that is not known.
    pub(super) fn add(&mut self, known: &Known, text: &str, clue: Clue) {
        let text = text.trim();
        let key = name_key(text);
        let length = text.chars().count();
        if !(2..=MAX_CHARS).contains(&length) || key.is_empty() || text.chars().any(char::is_control) || known.has_name(text) {
            return;
        }
        let found = self.found.entry(key).or_default();
        found.clues.insert(clue);
        *found.spellings.entry(text.to_owned()).or_default() += 1;
    }

    /// Notes that two names mean the same.
    pub(super) fn tie(&mut self, one: &str, other: &str) {
        self.ties.insert((name_key(one), name_key(other)));
    }

    /// Notes a word written without capitals.
    pub(super) fn add_lower(&mut self, word: &str) {
        if !self.lower.contains(word) {
            self.lower.insert(word.to_owned());
        }
    }
}

/// What the dictionary covers already.
pub(super) struct Known<'m> {
    matcher: &'m Matcher,
    mentions: Vec<Span>,
}

impl<'m> Known<'m> {
    fn new(matches: &'m Matches) -> Self {
        let of_dictionary = |entity: u32| (entity as usize) < matches.matcher.entity_count();
        let mentions = matches.mentions.iter().filter(|mention| of_dictionary(mention.entity)).map(|mention| mention.folded).collect();
        Known { matcher: matches.matcher, mentions }
    }

    fn has_name(&self, text: &str) -> bool {
        !self.matcher.by_name(text).is_empty()
    }

    /// Whether a mention of the dictionary's shares a byte with the folded span.
    pub fn covers(&self, span: Span) -> bool {
        let first = self.mentions.partition_point(|mention| mention.end <= span.start);
        self.mentions.get(first).is_some_and(|mention| mention.overlaps(span))
    }
}

/// The name without a remark in parentheses behind it.
fn without_parentheses(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or(name).trim()
}

/// What all documents tell of names. Adding up goes in any order.
#[derive(Debug, Default)]
pub struct Candidates {
    pub(super) by_key: BTreeMap<String, Candidate>,
    /// Names that are glossed with each other, and in how many documents.
    pub(super) ties: BTreeMap<(String, String), u32>,
    /// Words written without capitals, and in how many documents.
    pub(super) lower: BTreeMap<String, u32>,
}

/// What all documents tell of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidate {
    /// How often it is spelled how.
    pub spellings: BTreeMap<String, u32>,
    /// In how many documents there is which clue.
    pub clues: BTreeMap<Clue, u32>,
    /// In how many documents there is any.
    pub documents: u32,
}

impl Candidates {
    /// Adds what one more document tells.
    pub fn add(&mut self, sheet: Sheet) {
        for (key, found) in sheet.found {
            let candidate = self.by_key.entry(key).or_default();
            candidate.documents += 1;
            for (spelling, count) in found.spellings {
                *candidate.spellings.entry(spelling).or_default() += count;
            }
            for clue in found.clues {
                *candidate.clues.entry(clue).or_default() += 1;
            }
        }
        for tie in sheet.ties {
            *self.ties.entry(tie).or_default() += 1;
        }
        for word in sheet.lower {
            *self.lower.entry(word).or_default() += 1;
        }
    }
}

impl Candidates {
    /// Adds what other documents tell.
    pub fn merge(&mut self, other: Candidates) {
        for (key, more) in other.by_key {
            let candidate = self.by_key.entry(key).or_default();
            candidate.documents += more.documents;
            more.spellings.into_iter().for_each(|(spelling, count)| *candidate.spellings.entry(spelling).or_default() += count);
            more.clues.into_iter().for_each(|(clue, count)| *candidate.clues.entry(clue).or_default() += count);
        }
        other.ties.into_iter().for_each(|(tie, count)| *self.ties.entry(tie).or_default() += count);
        other.lower.into_iter().for_each(|(word, count)| *self.lower.entry(word).or_default() += count);
    }
}

impl Candidate {
    /// The most frequent spelling; of equals the one with fewer capitals at its end.
    pub fn spelling(&self) -> &str {
        let best = self.spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        best.map_or("", |(spelling, _)| spelling)
    }

    /// In how many documents there is this clue.
    pub fn with(&self, clue: &Clue) -> u32 {
        self.clues.get(clue).copied().unwrap_or(0)
    }

    /// In how many documents front matter lists it, under any key.
    pub fn listed(&self) -> u32 {
        self.clues.iter().filter(|(clue, _)| matches!(clue, Clue::Listed(_))).map(|(_, documents)| documents).sum()
    }
}
