//! What the drafts find, and which of them are proposed.
//!
//! A draft's score is the number of documents it stands in times its certainty,
//! between 0 and 1: how sure the clues are that it is a name. Ties go by
//! mentions, then by name.

use std::collections::BTreeSet;

use serde::Serialize;

use super::SuggestOptions;
use super::candidates::Clue;
use super::grouping::{Draft, Drafts};
use crate::matching::{MatchOptions, Matcher};
use crate::model::{Document, Mention};
use crate::text::{Span, is_han, word_frequency};

/// How many quotes a proposal carries.
const QUOTES: usize = 3;
/// How far a quote reaches to each side of the name, in characters.
const REACH: usize = 40;
/// Drafts less certain than this are not proposed.
const DOUBTFUL: f64 = 0.2;

/// A proposal for a dictionary.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The id of the new entity, or of the known one whose name it nearly is.
    pub id: String,
    /// What sort of thing it seems to be.
    pub kind: String,
    /// Why it seems so.
    pub reason: String,
    /// The most frequent spelling.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whether only this case is meant: in lower case it is a common word here.
    pub exact: bool,
    /// Where the entity is known already: the name there that this nearly is.
    pub near: Option<String>,
    /// How often it is mentioned.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
    /// How sure the clues are that it is a name, between 0 and 1.
    pub certainty: f64,
    /// Where it stands, each in another document.
    pub quotes: Vec<Quote>,
}

/// A place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// Path of the document.
    pub document: String,
    /// Line, from 1.
    pub line: u32,
    /// The words around the name.
    pub text: String,
}

/// What is proposed, best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Suggestions {
    /// The proposals.
    pub proposals: Vec<Proposal>,
    /// How many more there would be.
    pub more: usize,
}

/// How often the drafts are mentioned. Adding up goes in any order.
#[derive(Debug, Default)]
pub struct Counts(Vec<Count>);

#[derive(Clone, Debug, Default)]
struct Count {
    mentions: u64,
    documents: u64,
    quotes: Vec<Quote>,
}

impl Counts {
    /// Counts of nothing yet, for the entities of a matcher.
    pub fn new(matcher: &Matcher) -> Self {
        Counts(vec![Count::default(); matcher.entity_count()])
    }

    /// Adds the mentions of one document; those in translations do not count.
    pub fn add(&mut self, document: &Document, matcher: &Matcher) {
        let options = MatchOptions { front_matter: false, labels: Vec::new() };
        let matches = matcher.matches(document, &options);
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        for mention in matches.mentions.iter().filter(|mention| !document.turns[mention.turn as usize].translation) {
            let Some(count) = self.0.get_mut(mention.entity as usize) else { continue };
            count.mentions += 1;
            if seen.insert(mention.entity) {
                count.documents += 1;
                count.quote(document, mention);
            }
        }
        // Who speaks is there, whether or not somebody says the name.
        let speaking = (0..document.speakers.len() as u32).filter_map(|speaker| matches.speaker(speaker));
        for entity in speaking.filter(|&entity| (entity as usize) < matcher.entity_count()) {
            if seen.insert(entity) {
                self.0[entity as usize].documents += 1;
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: Counts) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            count.mentions += more.mentions;
            count.documents += more.documents;
            count.quotes.extend(more.quotes);
            count.quotes.sort();
            count.quotes.truncate(QUOTES);
        }
    }
}

impl Count {
    fn quote(&mut self, document: &Document, mention: &Mention) {
        if self.quotes.len() == QUOTES && self.quotes.last().is_some_and(|last| last.document < document.path) {
            return;
        }
        let line = document.lines.line(mention.span.start);
        self.quotes.push(Quote { document: document.path.clone(), line, text: around(document, mention) });
        self.quotes.sort();
        self.quotes.truncate(QUOTES);
    }
}

/// The words around a mention: its sentence, as far as it is near.
fn around(document: &Document, mention: &Mention) -> String {
    let text = document.folded.text();
    let turn = document.turns[mention.turn as usize].span.range();
    let ends = |c: char| matches!(c, '\n' | '。' | '！' | '？' | '!' | '?' | '；');
    let name = mention.folded.range();
    let before = text[turn.start..name.start].char_indices().rev().take(REACH).take_while(|&(_, c)| !ends(c)).last();
    let start = before.map_or(name.start, |(at, _)| turn.start + at);
    let after: usize = text[name.end..turn.end.max(name.end)].chars().take(REACH).take_while(|&c| !ends(c)).map(char::len_utf8).sum();
    document.folded.read(&document.source, Span::new(start, name.end + after)).trim().to_owned()
}

impl Suggestions {
    /// Ranks the drafts by what they find.
    pub fn new(drafts: &Drafts, matcher: &Matcher, counts: Counts, options: &SuggestOptions) -> Self {
        let by_id: rustc_hash::FxHashMap<&str, &Draft> = drafts.drafts.iter().map(|draft| (draft.id.as_str(), draft)).collect();
        let first_names = first_names(drafts);
        let mut proposals: Vec<Proposal> = Vec::new();
        for (entity, count) in matcher.entities().iter().zip(counts.0) {
            let Some(draft) = by_id.get(entity.id.as_str()) else { continue };
            let certainty = certainty(draft, count.documents);
            if count.documents >= u64::from(options.min_documents) && certainty >= DOUBTFUL {
                proposals.push(proposal(draft, count, certainty, &first_names));
            }
        }
        let score = |proposal: &Proposal| proposal.documents as f64 * proposal.certainty;
        proposals.sort_by(|a, b| {
            score(b).total_cmp(&score(a)).then(b.mentions.cmp(&a.mentions)).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
        });
        let more = proposals.len().saturating_sub(options.limit);
        proposals.truncate(options.limit);
        Suggestions { proposals, more }
    }
}

fn proposal(draft: &Draft, count: Count, certainty: f64, first_names: &BTreeSet<String>) -> Proposal {
    let (kind, reason) = draft.kind(first_names);
    let (id, near) = match &draft.near {
        Some((id, name)) => (id.clone(), Some(name.clone())),
        None => (draft.id.clone(), None),
    };
    Proposal {
        id,
        kind: kind.to_string(),
        reason,
        name: draft.name.clone(),
        aliases: draft.aliases.clone(),
        exact: draft.exact,
        near,
        mentions: count.mentions,
        documents: count.documents,
        certainty: (certainty * 100.0).round() / 100.0,
        quotes: count.quotes,
    }
}

/// The given names of those whom the corpus itself calls people, in lower case.
fn first_names(drafts: &Drafts) -> BTreeSet<String> {
    let person = Clue::Listed(crate::model::Kind::PERSON);
    let people = drafts.drafts.iter().filter(|draft| draft.clues.with(&person) > 0 || draft.clues.with(&Clue::Speaker) > 0);
    let first = people.filter_map(|draft| draft.name.split_once(' ').map(|(first, _)| first.to_lowercase()));
    first.filter(|name| name.chars().count() > 2).collect()
}

/// How sure the clues are that a draft is a name, seen against the documents it stands in.
///
/// Who speaks or is listed in a good part of its documents is one for certain. Form says less.
fn certainty(draft: &Draft, documents: u64) -> f64 {
    let clues = &draft.clues;
    let listed = f64::from(clues.listed() + clues.with(&Clue::Speaker));
    let share = listed / (documents.max(1) as f64);
    let told = match (listed as u32, share) {
        (0, _) => 0.0,
        (_, 0.2..) => 1.0,
        (1, _) => 0.4,
        _ => (0.4 + 3.0 * share).min(1.0),
    };
    let pattern = [
        (Clue::Dotted, 0.9),
        (Clue::Gloss, 0.6),
        (Clue::Organisation, 0.6),
        (Clue::Office, 0.6),
        (Clue::Speech, 0.5),
        (Clue::Title, 0.5),
        (Clue::Transliterated, 0.5),
    ];
    let shown = pattern.iter().filter(|(clue, _)| clues.with(clue) > 0).map(|(_, weight)| *weight).fold(0.0, f64::max);
    let doubt = doubt(draft);
    told.max(shown.max(form(&draft.name)) * doubt).min(if share < 0.1 { doubt.max(share * 4.0) } else { 1.0 })
}

/// What the form of a name alone is worth.
fn form(name: &str) -> f64 {
    if name.chars().any(is_han) {
        return 0.0;
    }
    let inner_capital = name.chars().zip(name.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    let lower = name.chars().any(char::is_lowercase);
    match (lower, name.contains(' '), name.chars().any(|c| c.is_ascii_digit())) {
        (true, ..) if inner_capital => 0.7,
        (_, _, true) => 0.5,
        (true, true, _) => 0.5,
        (true, false, _) => 0.35,
        _ => 0.3,
    }
}

/// How far a common word of the same spelling speaks against a name: 1 where there is none.
fn doubt(draft: &Draft) -> f64 {
    let everyday = word_frequency(&draft.name).unwrap_or(0.0);
    let organisation = draft.clues.with(&Clue::Organisation) > 0;
    if everyday > 20.0 && !organisation {
        0.2
    } else if draft.exact || everyday > 4.0 {
        0.5
    } else {
        1.0
    }
}
