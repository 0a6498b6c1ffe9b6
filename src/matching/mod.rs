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
mod gloss;
mod names;
mod resolve;
mod spelling;
pub mod suggest;

pub use boundary::Misfit;
pub use evaluation::{Evaluation, GoldError, GoldRow, Score, parse_gold};
pub use spelling::spellings;

use memchr::memmem;
use regex::{Regex, RegexBuilder};
use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

use aliases::AliasInfo;
use automaton::{Automaton, Use};
use boundary::{has_free_edges, misfit};
use condition::{Conditions, Evidence};
use names::{Local, Names};
use resolve::{Candidate, resolve};

use crate::dictionary::{Alias, Dictionary, PATTERN_SIZE_LIMIT};
use crate::model::{Document, Entity, Kind, Mention, Rule};
use crate::text::{Case, Span, fold, squash};

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
    /// The automaton would be too large.
    #[error("the dictionary is too large to compile: {0}")]
    Automaton(#[from] aho_corasick::BuildError),
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
        let automaton = Automaton::new(words.into_iter())?;
        let inside_words = Automaton::new(inside.into_iter())?;
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
        let mut evidence = Evidence::new(&self.conditions, document);
        let local = Names::resolve(self, document, options, &mut evidence);
        let mut matches = Matches { matcher: self, local, mentions: Vec::new() };
        let mut search =
            Search { matcher: self, document, candidates: Vec::new(), waiting: Vec::new(), blockers: Vec::new(), longest_blocker: 0 };
        search.dictionary(&mut evidence);
        search.local(&matches.local, 0);
        matches.mentions = search.mentions(&matches);
        let known: FxHashSet<(String, u32)> = matches.local.aliases.iter().map(|alias| (alias.text.clone(), alias.entity)).collect();
        let glosses = gloss::aliases(document, &matches.mentions, |entity| &matches.entity(entity).kind, &known);
        if !glosses.is_empty() {
            let first = matches.local.aliases.len();
            matches.local.aliases.extend(glosses);
            search.local(&matches.local, first);
            matches.mentions = search.mentions(&matches);
        }
        matches
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
        &self.alias_info(mention.alias).text
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

/// Names of a document stand above those of the dictionary, for whoever speaks may be named like somebody famous.
fn priority(rule: Rule, has_evidence: bool) -> u8 {
    match rule {
        Rule::Dictionary | Rule::Pattern if has_evidence => 4,
        Rule::Speaker => 3,
        Rule::Gloss | Rule::Dictionary => 2,
        Rule::Pattern => 1,
        Rule::FrontMatter => 0,
    }
}

/// The search through one document.
struct Search<'m, 'd> {
    matcher: &'m Matcher,
    document: &'d Document,
    /// What fits and needs no more evidence.
    candidates: Vec<Candidate>,
    /// What fits, but depends on evidence.
    waiting: Vec<Candidate>,
    /// Where blockers stand, by start.
    blockers: Vec<(Span, Use)>,
    /// Bytes of the longest of them.
    longest_blocker: u32,
}

impl Search<'_, '_> {
    /// Collects the candidates of the dictionary.
    fn dictionary(&mut self, evidence: &mut Evidence) {
        let (matcher, document) = (self.matcher, self.document);
        let mut fitting = Vec::new();
        let text = document.folded.text();
        let mut found = |span, usage| {
            if let Use::Alias(alias) = usage {
                if misfit(document, &matcher.aliases[alias as usize], span).is_none() {
                    fitting.push((span, alias));
                }
            } else if has_free_edges(text, span) {
                self.blockers.push((span, usage));
            }
        };
        matcher.automaton.scan(text, &mut found);
        matcher.inside_words.scan_inside_words(text, &mut found);
        self.patterns(&mut fitting);
        self.blockers.sort_unstable_by_key(|(span, _)| *span);
        self.longest_blocker = self.blockers.iter().map(|(span, _)| span.len() as u32).max().unwrap_or(0);
        for (span, alias) in fitting {
            self.sort_in(span, alias, evidence);
        }
        for candidate in std::mem::take(&mut self.waiting) {
            if self.has_evidence(&candidate, evidence) {
                self.candidates.push(candidate);
            }
        }
    }

    fn patterns(&self, fitting: &mut Vec<(Span, u32)>) {
        let text = self.document.folded.text();
        for (regex, alias) in &self.matcher.patterns {
            let hits = regex.find_iter(text).filter(|hit| !hit.as_str().contains('\n'));
            let spans = hits.map(|hit| Span::new(hit.start(), hit.end()));
            fitting.extend(
                spans
                    .filter(|&span| misfit(self.document, &self.matcher.aliases[*alias as usize], span).is_none())
                    .map(|span| (span, *alias)),
            );
        }
    }

    /// Puts a fitting candidate where it belongs: sure, waiting for evidence, or, where a blocker covers it, nowhere.
    fn sort_in(&mut self, span: Span, alias: u32, evidence: &mut Evidence) {
        let info = &self.matcher.aliases[alias as usize];
        if info.blocked && self.is_blocked(span, alias, info.entity) {
            return;
        }
        let conditional = !info.when.is_empty() || !info.unless.is_empty();
        let candidate = Candidate { span, alias, entity: info.entity, priority: priority(info.rule, conditional) };
        if conditional {
            self.waiting.push(candidate);
        } else {
            evidence.add_sure(info.entity);
            self.candidates.push(candidate);
        }
    }

    fn is_blocked(&self, span: Span, alias: u32, entity: u32) -> bool {
        // None that begins further before the end of the span than the longest blocker is long can cover it.
        let reach = span.end.saturating_sub(self.longest_blocker);
        let from = self.blockers.partition_point(|(blocker, _)| blocker.start < reach);
        let until = self.blockers.partition_point(|(blocker, _)| blocker.start <= span.start);
        self.blockers[from.min(until)..until].iter().any(|&(blocker, usage)| {
            blocker.contains(span) && blocker != span && (usage == Use::BlocksEntity(entity) || usage == Use::BlocksAlias(alias))
        })
    }

    fn has_evidence(&self, candidate: &Candidate, evidence: &Evidence) -> bool {
        let info = &self.matcher.aliases[candidate.alias as usize];
        let Some(turn) = self.document.turn_at(candidate.span.start) else { return false };
        let turn = self.document.turns[turn].span;
        let holding = |conditions: &[u32]| evidence.holding(conditions, info.entity, candidate.span, turn).is_some();
        (info.when.is_empty() || evidence.lists(candidate.alias) || holding(&info.when)) && !holding(&info.unless)
    }

    /// Collects the candidates of the document's own aliases, from number `first` on.
    fn local(&mut self, local: &Local, first: usize) {
        let offset = self.matcher.aliases.len();
        let text = self.document.folded.text();
        for (index, info) in local.aliases.iter().enumerate().skip(first) {
            let alias = (offset + index) as u32;
            let candidate = |span| Candidate { span, alias, entity: info.entity, priority: priority(info.rule, false) };
            for spelling in spellings(&info.text) {
                // They are few, and most occur seldom: a vectorised search for each beats building an automaton.
                let spans = memmem::find_iter(text.as_bytes(), &spelling).map(|at| Span::new(at, at + spelling.len()));
                let fitting = spans.filter(|&span| misfit(self.document, info, span).is_none());
                self.candidates.extend(fitting.map(candidate));
            }
        }
    }

    /// Chooses among the candidates and leads them back to the file.
    fn mentions(&self, matches: &Matches) -> Vec<Mention> {
        let document = self.document;
        let length = |span: Span| document.folded.text()[span.range()].chars().count();
        let chosen = resolve(self.candidates.clone(), length);
        let mention = |candidate: Candidate| {
            Some(Mention {
                span: document.folded.original(candidate.span)?,
                folded: candidate.span,
                turn: document.turn_at(candidate.span.start)? as u32,
                entity: candidate.entity,
                alias: candidate.alias,
                rule: matches.alias_info(candidate.alias).rule,
            })
        };
        chosen.into_iter().filter_map(mention).collect()
    }
}
