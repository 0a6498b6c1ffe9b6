//! Blockers that block nothing, or everything.

use memchr::memmem;
use regex::RegexBuilder;

use super::super::boundary::has_free_edges;
use super::super::spelling::spellings;
use super::is_subset;
use crate::dictionary::{Alias, Check, Condition, Dictionary, Entry, Findings, PATTERN_SIZE_LIMIT};
use crate::text::{Case, Span, fold, squash};

pub(super) fn check(dictionary: &Dictionary, findings: &mut Findings) {
    for entry in dictionary.entries() {
        let all: Vec<&Alias> = entry.aliases.iter().collect();
        useless(entry, &all, &entry.blockers, findings);
        for alias in &entry.aliases {
            useless(entry, &[alias], &alias.blockers, findings);
            dead(entry, alias, findings);
        }
    }
}

/// What a blocker does to the aliases it is directed at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// It holds none of them.
    Apart,
    /// It is one of them.
    Same,
    /// It holds one, but only inside a word, where it is not found anyway.
    InsideWord,
    /// It blocks.
    Blocks,
}

fn useless(entry: &Entry, aliases: &[&Alias], blockers: &[String], findings: &mut Findings) {
    let id = &entry.entity.id;
    for blocker in blockers {
        let effect = aliases.iter().map(|alias| effect(blocker, alias)).max().unwrap_or(Effect::Apart);
        let (why, remedy) = match effect {
            Effect::Blocks => continue,
            Effect::Apart => ("holds no alias it could block", "make it longer than the alias, or remove it"),
            Effect::Same => ("is an alias itself, and only longer texts block", "remove it here, or remove the alias"),
            Effect::InsideWord => ("blocks what is a part of a longer word, where no alias is found anyway", "remove it"),
        };
        let what = format!("blocker `{blocker}` of `{id}` {why}");
        findings.add(entry, "not", blocker, Check::UselessBlocker, what, remedy.to_owned());
    }
}

fn effect(blocker: &str, alias: &Alias) -> Effect {
    let blockers = spellings(blocker);
    let aliases = if alias.pattern { hits(alias, &blockers) } else { spellings(&alias.text) };
    let effects = blockers.iter().flat_map(|blocker| aliases.iter().map(|text| effect_of_spelling(blocker, text, alias.inside_words)));
    effects.max().unwrap_or(Effect::Apart)
}

/// What a pattern finds in the texts.
fn hits(pattern: &Alias, texts: &[String]) -> Vec<String> {
    // One that does not compile is an error elsewhere.
    let Ok(regex) = RegexBuilder::new(&pattern.text).case_insensitive(true).size_limit(PATTERN_SIZE_LIMIT).build() else {
        return Vec::new();
    };
    texts.iter().flat_map(|text| regex.find_iter(text).map(|hit| hit.as_str().to_owned())).collect()
}

fn effect_of_spelling(blocker: &str, alias: &str, inside_words: bool) -> Effect {
    if blocker == alias {
        return Effect::Same;
    }
    let stands_free = |at: usize| {
        let span = Span::new(at, at + alias.len());
        // A plural s stays outside of what is found.
        let plural = || blocker[at + alias.len()..].starts_with('s') && has_free_edges(blocker, Span { end: span.end + 1, ..span });
        inside_words || has_free_edges(blocker, span) || plural()
    };
    let places: Vec<usize> = memmem::find_iter(blocker.as_bytes(), alias).collect();
    match places.is_empty() {
        true => Effect::Apart,
        false if places.into_iter().any(stands_free) => Effect::Blocks,
        false => Effect::InsideWord,
    }
}

/// Reports an alias that what it needs as evidence rules out.
fn dead(entry: &Entry, alias: &Alias, findings: &mut Findings) {
    if alias.when.is_empty() {
        return;
    }
    let (text, id) = (&alias.text, &entry.entity.id);
    if is_subset(&alias.when, &alias.unless) {
        let what = format!("`{text}` of `{id}` is never found: all that is evidence for it is evidence against it too");
        findings.add(entry, "", text, Check::DeadAlias, what, "take it out of `when` or `unless`".to_owned());
        return;
    }
    let blockers = || entry.blockers.iter().chain(&alias.blockers);
    let blocked = |condition: &Condition| blockers().find(|blocker| covers_evidence(blocker, text, condition));
    let all: Option<Vec<&String>> = alias.when.iter().map(blocked).collect();
    if let Some([blocker, ..]) = all.as_deref().filter(|_| !alias.pattern) {
        let what = format!("`{text}` of `{id}` is never found: blocker `{blocker}` covers it wherever its evidence stands");
        findings.add(entry, "not", blocker, Check::DeadAlias, what, "remove the blocker, or give other evidence".to_owned());
    }
}

/// Whether a blocker covers an alias whenever a text that must adjoin it does.
fn covers_evidence(blocker: &str, alias: &str, condition: &Condition) -> bool {
    let squashed = |text: &str| squash(&fold(text, Case::Fold));
    let (blocker, alias) = (squashed(blocker), squashed(alias));
    let joined = match condition {
        Condition::Before(clue) => squashed(clue) + &alias,
        Condition::After(clue) => alias.clone() + &squashed(clue),
        Condition::Document(_) | Condition::Near(_) | Condition::Entity => return false,
    };
    blocker != alias && blocker.contains(&alias) && joined.contains(&blocker)
}
