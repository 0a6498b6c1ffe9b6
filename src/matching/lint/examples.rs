//! Example sentences, and aliases that are not even found alone.

use super::super::{MatchOptions, Matcher};
use crate::dictionary::{Alias, Check, Dictionary, Entry, Findings};
use crate::input::{self, ReadOptions};
use crate::text::Span;

pub(super) fn check(dictionary: &Dictionary, matcher: &Matcher, findings: &mut Findings) {
    let trial = Trial { matcher, read: ReadOptions::default(), matching: MatchOptions::default() };
    for entry in dictionary.entries() {
        trial.examples(entry, findings);
        for alias in entry.aliases.iter().filter(|alias| !alias.pattern && alias.when.is_empty()) {
            trial.alone(entry, alias, findings);
        }
    }
}

/// Tries sentences.
struct Trial<'m> {
    matcher: &'m Matcher,
    read: ReadOptions,
    matching: MatchOptions,
}

/// What a sentence mentions at a place.
struct Hit {
    entity: String,
    alias: String,
    span: Span,
}

impl Trial<'_> {
    fn examples(&self, entry: &Entry, findings: &mut Findings) {
        let id = &entry.entity.id;
        for sentence in &entry.matches {
            let hits = self.hits(sentence);
            if !hits.iter().any(|hit| hit.entity == *id) {
                let what = format!("`{id}` is not found in its example “{}”{}", one_line(sentence), instead(&hits));
                let remedy = "add the alias or evidence that is missing, or mend the sentence".to_owned();
                findings.add(entry, "match", sentence, Check::Example, what, remedy);
            }
        }
        for sentence in &entry.not_matches {
            if let Some(hit) = self.hits(sentence).iter().find(|hit| hit.entity == *id) {
                let what = format!("`{id}` is found as `{}` in “{}”, where it must not be", hit.alias, one_line(sentence));
                let remedy = "block it with `not` or ask for evidence with `when`, or mend the sentence".to_owned();
                findings.add(entry, "not_match", sentence, Check::Example, what, remedy);
            }
        }
    }

    /// Reports an alias without conditions that is not found where it stands alone.
    fn alone(&self, entry: &Entry, alias: &Alias, findings: &mut Findings) {
        let (text, id) = (&alias.text, &entry.entity.id);
        // Neither a label nor markup nor a word can come about between commas.
        let before = "这里，";
        let hits = self.hits(&format!("{before}{text}，好。"));
        let span = Span::new(before.len(), before.len() + text.len());
        if !hits.iter().any(|hit| hit.span.overlaps(span)) {
            let what = format!("`{text}` of `{id}` is never found, not even where it stands alone");
            let remedy = "text is read without markup, so add the alias as it is read".to_owned();
            findings.add(entry, "", text, Check::DeadAlias, what, remedy);
        }
    }

    fn hits(&self, sentence: &str) -> Vec<Hit> {
        let Ok(document) = input::read("example.md", sentence.as_bytes().to_vec(), &self.read) else { return Vec::new() };
        let matches = self.matcher.matches(&document, &self.matching);
        let hit = |mention: &crate::model::Mention| Hit {
            entity: matches.entity(mention.entity).id.clone(),
            alias: matches.alias(mention).to_owned(),
            span: mention.span,
        };
        matches.mentions.iter().map(hit).collect()
    }
}

/// Which other entities a sentence mentions, in words.
fn instead(hits: &[Hit]) -> String {
    let mut ids: Vec<String> = hits.iter().map(|hit| format!("`{}`", hit.entity)).collect();
    ids.dedup();
    if ids.is_empty() { String::new() } else { format!(", which mentions {}", ids.join(", ")) }
}

/// A sentence without line breaks, for messages of one line.
fn one_line(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}
