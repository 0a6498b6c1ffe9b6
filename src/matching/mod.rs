//! Finding mentions: every candidate first, then the choice among them.
//!
//! One automaton over the folded text yields all occurrences of all aliases of
//! the dictionary; the document's own names are looked for one by one. Edges,
//! case, versions, blockers and evidence thin them out, and of those that
//! overlap the longest stay.

mod aliases;
mod automaton;
mod beginnings;
mod boundary;
mod condition;
mod evaluation;
mod explanation;
mod gloss;
mod lint;
mod names;
mod parts;
mod resolve;
mod search;
mod spelling;
pub mod suggest;

pub use boundary::Misfit;
pub use evaluation::{Evaluation, GoldError, GoldRow, Score, parse_gold};
pub use explanation::{Explanation, Fate};
pub use lint::lint;
pub use spelling::spellings;

use regex::{Regex, RegexBuilder};
use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

use aliases::AliasInfo;
use automaton::{Automaton, Use};
use condition::{Conditions, Evidence};
use names::{Local, Names};
use search::{Search, Traced};

use crate::dictionary::{Alias, Dictionary, PATTERN_SIZE_LIMIT};
use crate::model::{Document, Entity, Kind, Mention, Rule};
use crate::text::{Case, fold, squash};

/// Settings of matching.
#[derive(Clone, Debug)]
pub struct MatchOptions {
    /// Whether names listed in front matter count as names in the text.
    pub front_matter: bool,
    /// Which entity a speaker label stands for: label and entity id.
    pub labels: Vec<(String, String)>,
}

impl Default for MatchOptions {
    fn default() -> Self {
        MatchOptions { front_matter: true, labels: Vec::new() }
    }
}

/// A dictionary compiled for matching; share one among all threads.
#[derive(Debug)]
pub struct Matcher {
    entities: Vec<Entity>,
    aliases: Vec<AliasInfo>,
    automaton: Automaton,
    /// The few aliases that may stand inside words.
    inside_words: Automaton,
    patterns: Vec<(Regex, u32)>,
    conditions: Conditions,
    /// Aliases by their squashed folded text.
    by_name: FxHashMap<String, Vec<u32>>,
    by_id: FxHashMap<String, u32>,
    digest: String,
}

/// Why a dictionary could not be compiled.
#[derive(Debug, Error)]
pub enum MatcherError {
    /// An automaton would be too large.
    #[error("the dictionary is too large: the aliases that begin with `{begins}` have more than 16 MB; divide them among several runs")]
    TooLarge {
        /// The character.
        begins: String,
    },
    /// A pattern did not compile.
    #[error("a pattern of the dictionary does not compile: {0}")]
    Pattern(#[from] Box<regex::Error>),
}

/// What was found in one document.
#[derive(Debug)]
pub struct Matches<'m> {
    matcher: &'m Matcher,
    local: Local,
    /// The mentions, in order of place and apart.
    pub mentions: Vec<Mention>,
}

impl Matcher {
    /// Compiles a dictionary.
    ///
    /// # Errors
    /// Where the automaton or a pattern exceeds its size limit.
    pub fn new(dictionary: &Dictionary) -> Result<Self, MatcherError> {
        let mut conditions = Conditions::default();
        let mut aliases = Vec::new();
        let mut uses: Vec<(&str, Use)> = Vec::new();
        let mut patterns = Vec::new();
        for (number, entry) in (0..).zip(dictionary.entries()) {
            uses.extend(entry.blockers.iter().map(|text| (text.as_str(), Use::BlocksEntity(number))));
            for alias in &entry.aliases {
                let index = aliases.len() as u32;
                uses.extend(alias.blockers.iter().map(|text| (text.as_str(), Use::BlocksAlias(index))));
                if alias.pattern {
                    let regex =
                        RegexBuilder::new(&alias.text).case_insensitive(true).size_limit(PATTERN_SIZE_LIMIT).build().map_err(Box::new)?;
                    patterns.push((regex, index));
                } else {
                    uses.push((&alias.text, Use::Alias(index)));
                }
                aliases.push(compile(alias, number, !entry.blockers.is_empty(), &mut conditions));
            }
        }
        let inside_words = |usage: &Use| matches!(usage, Use::Alias(alias) if aliases[*alias as usize].inside_words);
        let (inside, words): (Vec<_>, Vec<_>) = uses.into_iter().partition(|(_, usage)| inside_words(usage));
        let automaton = Automaton::new(&words)?;
        let inside_words = Automaton::new(&inside)?;
        let entities: Vec<Entity> = dictionary.entries().iter().map(|entry| entry.entity.clone()).collect();
        let mut by_name: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (index, alias) in (0..).zip(&aliases).filter(|(_, alias)| alias.rule == Rule::Dictionary) {
            by_name.entry(name_key(&alias.text)).or_default().push(index);
        }
        let by_id = entities.iter().zip(0..).map(|(entity, number)| (entity.id.clone(), number)).collect();
        let digest = dictionary.digest().to_owned();
        Ok(Matcher { entities, aliases, automaton, inside_words, patterns, conditions, by_name, by_id, digest })
    }

    /// The digest of the dictionary this was compiled from.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many entities the dictionary has; numbers from here on are a document's own.
    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// The entities of the dictionary, in order of id.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The texts that may denote an entity of the dictionary besides its name, patterns excepted.
    pub fn aliases(&self, entity: u32) -> impl Iterator<Item = &str> {
        let start = self.aliases.partition_point(|alias| alias.entity < entity);
        let of_entity = self.aliases[start..].iter().take_while(move |alias| alias.entity == entity);
        of_entity.skip(1).filter(|alias| alias.rule == Rule::Dictionary).map(|alias| alias.text.as_str())
    }

    /// Finds the mentions of a document.
    pub fn matches(&self, document: &Document, options: &MatchOptions) -> Matches<'_> {
        self.search(document, options, false).0
    }

    /// Finds the mentions of a document, and says of every candidate why it is one or is none, in order of place.
    pub fn explain(&self, document: &Document, options: &MatchOptions) -> (Matches<'_>, Vec<Explanation>) {
        let (matches, traced) = self.search(document, options, true);
        let explanations = explanation::explain(self, document, &matches, traced);
        (matches, explanations)
    }

    fn search(&self, document: &Document, options: &MatchOptions, trace: bool) -> (Matches<'_>, Vec<Traced>) {
        let mut evidence = Evidence::new(&self.conditions, document);
        let local = Names::resolve(self, document, options, &mut evidence);
        let mut matches = Matches { matcher: self, local, mentions: Vec::new() };
        let mut search = Search::new(self, document, trace);
        search.dictionary(&mut evidence);
        search.local(&matches.local, 0);
        matches.mentions = search.mentions(&matches);
        let known: FxHashSet<(String, u32)> = matches.local.aliases.iter().map(|alias| (alias.text.clone(), alias.entity)).collect();
        let mut learned = gloss::aliases(document, &matches.mentions, |entity| &matches.entity(entity).kind, &known);
        learned.extend(parts::aliases(self, &matches, &known));
        if !learned.is_empty() {
            let first = matches.local.aliases.len();
            matches.local.aliases.extend(learned);
            search.local(&matches.local, first);
            matches.mentions = search.mentions(&matches);
        }
        (matches, search.traced())
    }

    /// The aliases that are this name as a whole.
    fn by_name(&self, name: &str) -> &[u32] {
        self.by_name.get(&name_key(name)).map_or(&[], Vec::as_slice)
    }

    fn entity_by_id(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    fn kind(&self, entity: u32) -> &Kind {
        &self.entities[entity as usize].kind
    }

    fn kind_of(&self, alias: u32) -> &Kind {
        self.kind(self.aliases[alias as usize].entity)
    }
}

fn compile(alias: &Alias, entity: u32, entity_blocked: bool, conditions: &mut Conditions) -> AliasInfo {
    AliasInfo {
        entity,
        text: alias.text.clone(),
        rule: if alias.pattern { Rule::Pattern } else { Rule::Dictionary },
        exact: (alias.exact_case && !alias.pattern).then(|| squash(&fold(&alias.text, Case::Keep))),
        inside_words: alias.inside_words,
        when: conditions.intern(&alias.when),
        unless: conditions.intern(&alias.unless),
        blocked: entity_blocked || !alias.blockers.is_empty(),
        part: None,
    }
}

/// The key under which names that differ in case, spaces, hyphens and dots only are one.
fn name_key(name: &str) -> String {
    squash(&fold(name, Case::Fold))
}

impl Matches<'_> {
    /// An entity of the dictionary or of this document.
    pub fn entity(&self, number: u32) -> &Entity {
        let number = number as usize;
        self.matcher.entities.get(number).unwrap_or_else(|| &self.local.entities[number - self.matcher.entities.len()])
    }

    /// The alias of a mention, as its source has it.
    pub fn alias(&self, mention: &Mention) -> &str {
        self.alias_text(mention.alias)
    }

    /// The alias with this number, as its source has it.
    pub(crate) fn alias_text(&self, alias: u32) -> &str {
        &self.alias_info(alias).text
    }

    /// The entity behind a speaker of the document; none for roles.
    pub fn speaker(&self, speaker: u32) -> Option<u32> {
        self.local.speakers.get(speaker as usize).copied().flatten()
    }

    fn alias_info(&self, alias: u32) -> &AliasInfo {
        let alias = alias as usize;
        self.matcher.aliases.get(alias).unwrap_or_else(|| &self.local.aliases[alias - self.matcher.aliases.len()])
    }
}
