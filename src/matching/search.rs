//! The search through one document: candidates, thinned out by edges, blockers and evidence.

use aho_corasick::AhoCorasick;
use memchr::memmem;

use super::aliases::AliasInfo;
use super::automaton::Use;
use super::boundary::{Misfit, has_free_edges, misfit};
use super::condition::Evidence;
use super::names::Local;
use super::resolve::{Candidate, resolve};
use super::spelling::spellings;
use super::{Matcher, Matches};
use crate::model::{Document, Mention, Rule};
use crate::text::Span;

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

/// More names than this are looked for all at once.
const MANY_NEEDLES: usize = 400;

/// The search through one document.
pub(super) struct Search<'m, 'd> {
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
    /// What became of each candidate, where somebody asks.
    trace: Option<Vec<Traced>>,
}

/// A candidate and what became of it, before those that overlap are chosen from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traced {
    pub span: Span,
    pub alias: u32,
    pub step: Step,
}

/// How far a candidate came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// All the way, needing no evidence.
    Sure,
    /// All the way, for it is listed in the front matter.
    Listed,
    /// All the way, by this condition.
    Proved(u32),
    /// Its surroundings rule it out.
    Misfit(Misfit),
    /// A blocker covers it.
    Blocked(Span),
    /// None of the conditions it needs holds.
    Unproved,
    /// This condition speaks against it.
    Disproved(u32),
}

impl<'m, 'd> Search<'m, 'd> {
    /// A search that has found nothing yet; `trace` keeps what becomes of each candidate.
    pub fn new(matcher: &'m Matcher, document: &'d Document, trace: bool) -> Self {
        Search {
            matcher,
            document,
            candidates: Vec::new(),
            waiting: Vec::new(),
            blockers: Vec::new(),
            longest_blocker: 0,
            trace: trace.then(Vec::new),
        }
    }

    /// What became of the candidates.
    pub fn traced(self) -> Vec<Traced> {
        self.trace.unwrap_or_default()
    }

    fn note(&mut self, span: Span, alias: u32, step: Step) {
        if let Some(trace) = &mut self.trace {
            trace.push(Traced { span, alias, step });
        }
    }

    /// Collects the candidates of the dictionary.
    pub fn dictionary(&mut self, evidence: &mut Evidence) {
        let (matcher, document) = (self.matcher, self.document);
        let mut fitting = Vec::new();
        let text = document.folded.text();
        let mut found = |span, usage| {
            if let Use::Alias(alias) = usage {
                match misfit(document, &matcher.aliases[alias as usize], span) {
                    None => fitting.push((span, alias)),
                    Some(misfit) => self.note(span, alias, Step::Misfit(misfit)),
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
            let step = self.weigh(&candidate, evidence);
            self.note(candidate.span, candidate.alias, step);
            if matches!(step, Step::Listed | Step::Proved(_) | Step::Sure) {
                self.candidates.push(candidate);
            }
        }
    }

    fn patterns(&mut self, fitting: &mut Vec<(Span, u32)>) {
        let text = self.document.folded.text();
        for (regex, alias) in &self.matcher.patterns {
            let info = &self.matcher.aliases[*alias as usize];
            for hit in regex.find_iter(text).filter(|hit| !hit.is_empty() && !hit.as_str().contains('\n')) {
                let span = Span::new(hit.start(), hit.end());
                match misfit(self.document, info, span) {
                    None => fitting.push((span, *alias)),
                    Some(misfit) => self.note(span, *alias, Step::Misfit(misfit)),
                }
            }
        }
    }

    /// Puts a fitting candidate where it belongs: sure, waiting for evidence, or, where a blocker covers it, nowhere.
    fn sort_in(&mut self, span: Span, alias: u32, evidence: &mut Evidence) {
        let info = &self.matcher.aliases[alias as usize];
        if let Some(blocker) = self.blocker(span, alias, info) {
            self.note(span, alias, Step::Blocked(blocker));
            return;
        }
        let conditional = !info.when.is_empty() || !info.unless.is_empty();
        let candidate = Candidate { span, alias, entity: info.entity, priority: priority(info.rule, conditional) };
        if conditional {
            self.waiting.push(candidate);
        } else {
            evidence.add_sure(info.entity);
            self.note(span, alias, Step::Sure);
            self.candidates.push(candidate);
        }
    }

    /// The blocker that covers a candidate.
    fn blocker(&self, span: Span, alias: u32, info: &AliasInfo) -> Option<Span> {
        if !info.blocked {
            return None;
        }
        // None that begins further before the end of the span than the longest blocker is long can cover it.
        let reach = span.end.saturating_sub(self.longest_blocker);
        let from = self.blockers.partition_point(|(blocker, _)| blocker.start < reach);
        let until = self.blockers.partition_point(|(blocker, _)| blocker.start <= span.start);
        let directed = |usage| usage == Use::BlocksEntity(info.entity) || usage == Use::BlocksAlias(alias);
        let covering = self.blockers[from.min(until)..until].iter();
        covering.copied().find(|&(blocker, usage)| blocker.contains(span) && blocker != span && directed(usage)).map(|(blocker, _)| blocker)
    }

    /// Holds a candidate against its conditions.
    fn weigh(&self, candidate: &Candidate, evidence: &Evidence) -> Step {
        let info = &self.matcher.aliases[candidate.alias as usize];
        let Some(turn) = self.document.turn_at(candidate.span.start) else { return Step::Unproved };
        let turn = self.document.turns[turn].span;
        let holding = |conditions: &[u32]| evidence.holding(conditions, info.entity, candidate.span, turn);
        let step = match info.when.is_empty() {
            true => Step::Sure,
            false if evidence.lists(candidate.alias) => Step::Listed,
            false => holding(&info.when).map_or(Step::Unproved, Step::Proved),
        };
        match step {
            Step::Unproved => step,
            _ => holding(&info.unless).map_or(step, Step::Disproved),
        }
    }

    /// Collects the candidates of the document's own aliases, from number `first` on.
    pub fn local(&mut self, local: &Local, first: usize) {
        let text = self.document.folded.text();
        let aliases = local.aliases.iter().enumerate().skip(first);
        let needles: Vec<(Vec<u8>, usize)> =
            aliases.flat_map(|(index, info)| spellings(&info.text).into_iter().map(move |spelling| (spelling.into(), index))).collect();
        // They are few, and most occur seldom: a vectorised search for each beats building an automaton.
        let automaton = if needles.len() > MANY_NEEDLES { AhoCorasick::new(needles.iter().map(|(needle, _)| needle)).ok() } else { None };
        if let Some(automaton) = automaton {
            for hit in automaton.find_overlapping_iter(text) {
                self.own(local, needles[hit.pattern().as_usize()].1, Span::new(hit.start(), hit.end()));
            }
            return;
        }
        for (needle, index) in &needles {
            for at in memmem::find_iter(text.as_bytes(), needle) {
                self.own(local, *index, Span::new(at, at + needle.len()));
            }
        }
    }

    /// Weighs an occurrence of one of the document's own aliases.
    fn own(&mut self, local: &Local, index: usize, span: Span) {
        let info = &local.aliases[index];
        let alias = (self.matcher.aliases.len() + index) as u32;
        match misfit(self.document, info, span) {
            None => {
                self.note(span, alias, Step::Sure);
                self.candidates.push(Candidate { span, alias, entity: info.entity, priority: priority(info.rule, false) });
            }
            Some(misfit) => self.note(span, alias, Step::Misfit(misfit)),
        }
    }

    /// Chooses among the candidates and leads them back to the file.
    pub fn mentions(&self, matches: &Matches) -> Vec<Mention> {
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
