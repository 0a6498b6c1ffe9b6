//! Counts as rows that name entities by id and add up wherever they come from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::evidence::Best;
use super::months::Months;
use super::tally::{DocumentRecord, LinkCounts, Tally, optional_date};
use crate::matching::Matcher;
use crate::model::{Date, Kind};

/// What the counts of one run share; only rows of the same settings add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallySettings {
    /// Version of the rows' schema.
    pub version: u32,
    /// The unit in which two entities count as mentioned together.
    pub window: String,
    /// How many quotes a link keeps at most.
    pub evidence: usize,
    /// Digest of the dictionary.
    pub dictionary: String,
    /// Whether names listed in front matter were used.
    pub front_matter: bool,
}

impl TallySettings {
    /// The version of the schema this program writes.
    pub const VERSION: u32 = 1;
}

/// The counts of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct EntityRow {
    pub id: String,
    pub kind: Kind,
    /// The name, where a dictionary gives one.
    pub name: Option<String>,
    /// The other names the dictionary gives.
    pub aliases: Vec<String>,
    /// How many documents write the name how, where no dictionary has the entity.
    pub names: BTreeMap<String, u64>,
    pub mentions: u64,
    pub turns: u64,
    pub windows: u64,
    pub documents: u64,
    pub turns_spoken: u64,
    #[serde(with = "optional_date")]
    pub first_date: Option<Date>,
    #[serde(with = "optional_date")]
    pub last_date: Option<Date>,
    pub months: Months,
}

/// The counts of a pair, or of a speaker and what is discussed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LinkRow {
    pub source: String,
    pub target: String,
    pub weight: u64,
    pub documents: u64,
    #[serde(with = "optional_date")]
    pub first_date: Option<Date>,
    #[serde(with = "optional_date")]
    pub last_date: Option<Date>,
    pub months: Months,
    pub evidence: Best,
}

/// Counts over any number of documents, entities named by id.
///
/// What a [`Graph`](super::Graph) is made of. Rows of the same id, or the same
/// two ids, add up: numbers by sum, dates by least and greatest, months and
/// names key by key, and of the evidence the best stay. So any split of the
/// documents, merged in any order, gives the same rows.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyRows {
    pub(super) settings: TallySettings,
    pub(super) documents: Vec<DocumentRecord>,
    pub(super) entities: Vec<EntityRow>,
    pub(super) pairs: Vec<LinkRow>,
    pub(super) discusses: Vec<LinkRow>,
}

/// Why tallies do not add up.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MergeError {
    /// They were counted under different settings.
    #[error("was counted with another {setting} ({found} instead of {expected}); count all parts alike")]
    Settings {
        /// Which setting.
        setting: &'static str,
        /// Its value in what was to be added.
        found: String,
        /// Its value in what was there.
        expected: String,
    },
    /// A document is in both.
    #[error("counts the document {path} a second time; give every document to one part only")]
    Twice {
        /// Path of the document.
        path: String,
    },
}

impl TallyRows {
    /// No rows.
    pub fn new(settings: TallySettings) -> Self {
        TallyRows { settings, documents: Vec::new(), entities: Vec::new(), pairs: Vec::new(), discusses: Vec::new() }
    }

    /// The rows of a tally that was counted with `matcher`, in order of id.
    pub fn of(tally: Tally, matcher: &Matcher, front_matter: bool) -> Self {
        let settings = TallySettings {
            version: TallySettings::VERSION,
            window: tally.window().to_string(),
            evidence: tally.evidence_limit(),
            dictionary: matcher.digest().to_owned(),
            front_matter,
        };
        let Tally { local, mut documents, entities, pairs, discusses, .. } = tally;
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let known = matcher.entity_count();
        let id = |number: u32| match (number as usize).checked_sub(known) {
            None => matcher.entities()[number as usize].id.as_str(),
            Some(index) => local[index].id.as_str(),
        };
        let mut order: Vec<u32> = entities.keys().copied().collect();
        order.sort_unstable_by(|&a, &b| id(a).cmp(id(b)));
        let place: FxHashMap<u32, u32> = order.iter().copied().zip(0..).collect();
        // Comparing numbers that follow the ids is quicker than comparing ids.
        let rows = |links: FxHashMap<(u32, u32), LinkCounts>, ordered: bool| {
            let mut links: Vec<((u32, u32), LinkCounts)> = links
                .into_iter()
                .map(|((a, b), counts)| (if ordered || place[&a] < place[&b] { (a, b) } else { (b, a) }, counts))
                .collect();
            links.sort_unstable_by_key(|((a, b), _)| (place[a], place[b]));
            links.into_iter().map(|((a, b), counts)| link_row(id(a), id(b), counts)).collect()
        };
        let (pairs, discusses) = (rows(pairs, false), rows(discusses, true));
        let mut counts = entities;
        let entities = order
            .iter()
            .filter_map(|number| {
                let counts = counts.remove(number)?;
                let (kind, name, aliases, names) = match (*number as usize).checked_sub(known) {
                    None => {
                        let entity = &matcher.entities()[*number as usize];
                        let aliases = matcher.aliases(*number).map(str::to_owned).collect();
                        (entity.kind.clone(), Some(entity.name.clone()), aliases, BTreeMap::new())
                    }
                    Some(index) => (local[index].kind.clone(), None, Vec::new(), local[index].names.clone()),
                };
                Some(EntityRow {
                    id: id(*number).to_owned(),
                    kind,
                    name,
                    aliases,
                    names,
                    mentions: counts.mentions,
                    turns: counts.turns,
                    windows: counts.windows,
                    documents: counts.documents,
                    turns_spoken: counts.spoken,
                    first_date: counts.dates.first,
                    last_date: counts.dates.last,
                    months: counts.months,
                })
            })
            .collect();
        TallyRows { settings, documents, entities, pairs, discusses }
    }

    /// What the counts share.
    pub fn settings(&self) -> &TallySettings {
        &self.settings
    }

    /// How many documents were counted.
    pub fn document_count(&self) -> usize {
        self.documents.len()
    }

    /// Adds the rows of others.
    ///
    /// # Errors
    /// Where they were counted under different settings, or share a document.
    pub fn merge(&mut self, others: impl IntoIterator<Item = TallyRows>) -> Result<(), MergeError> {
        for other in others {
            self.settings.same(&other.settings)?;
            self.documents.extend(other.documents);
            self.entities.extend(other.entities);
            self.pairs.extend(other.pairs);
            self.discusses.extend(other.discusses);
        }
        self.add_up()
    }

    /// Puts the rows in order and adds up those of the same ids.
    pub(super) fn add_up(&mut self) -> Result<(), MergeError> {
        self.documents.sort_by(|a, b| a.path.cmp(&b.path));
        if let Some(twice) = self.documents.windows(2).find(|pair| pair[0].path == pair[1].path) {
            return Err(MergeError::Twice { path: twice[0].path.clone() });
        }
        self.entities.sort_by(|a, b| a.id.cmp(&b.id));
        self.entities.dedup_by(|from, into| from.id == into.id && into.add(from));
        let limit = self.settings.evidence;
        for links in [&mut self.pairs, &mut self.discusses] {
            links.sort_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
            links.dedup_by(|from, into| (&from.source, &from.target) == (&into.source, &into.target) && into.add(from, limit));
        }
        Ok(())
    }
}

impl TallySettings {
    /// Whether counts under these settings and under others add up.
    ///
    /// # Errors
    /// Where they do not: which setting differs.
    pub fn same(&self, other: &TallySettings) -> Result<(), MergeError> {
        let text = |settings: &TallySettings| {
            [
                ("window", settings.window.clone()),
                ("number of quotes", settings.evidence.to_string()),
                ("dictionary", settings.dictionary.chars().take(12).collect()),
                ("use of front matter", settings.front_matter.to_string()),
            ]
        };
        for ((setting, expected), (_, found)) in text(self).into_iter().zip(text(other)) {
            if expected != found {
                return Err(MergeError::Settings { setting, found, expected });
            }
        }
        Ok(())
    }
}

impl EntityRow {
    fn add(&mut self, other: &mut EntityRow) -> bool {
        for (name, count) in std::mem::take(&mut other.names) {
            *self.names.entry(name).or_default() += count;
        }
        self.mentions += other.mentions;
        self.turns += other.turns;
        self.windows += other.windows;
        self.documents += other.documents;
        self.turns_spoken += other.turns_spoken;
        self.first_date = earlier(self.first_date, other.first_date);
        self.last_date = self.last_date.max(other.last_date);
        self.months.merge(&other.months);
        true
    }
}

impl LinkRow {
    fn add(&mut self, other: &mut LinkRow, limit: usize) -> bool {
        self.weight += other.weight;
        self.documents += other.documents;
        self.first_date = earlier(self.first_date, other.first_date);
        self.last_date = self.last_date.max(other.last_date);
        self.months.merge(&other.months);
        self.evidence.merge(limit, std::mem::take(&mut other.evidence));
        true
    }
}

fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    [a, b].into_iter().flatten().min()
}

fn link_row(source: &str, target: &str, counts: LinkCounts) -> LinkRow {
    LinkRow {
        source: source.to_owned(),
        target: target.to_owned(),
        weight: counts.weight,
        documents: counts.documents,
        first_date: counts.dates.first,
        last_date: counts.dates.last,
        months: counts.months,
        evidence: counts.evidence,
    }
}

/// The name and the other names of an entity: the dictionary's, else the one most documents write and the rest.
pub(super) fn named(name: Option<String>, aliases: Vec<String>, names: BTreeMap<String, u64>) -> (String, Vec<String>) {
    match name {
        Some(name) => (name, aliases),
        None => {
            // Of equals the first in order.
            let most = names.iter().max_by_key(|(name, count)| (**count, Reverse(*name)));
            let name = most.map_or_else(String::new, |(name, _)| name.clone());
            let others = names.into_keys().filter(|other| *other != name).collect();
            (name, others)
        }
    }
}
