//! Aliases that are one to the matcher: of several entities, or of one.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::super::spelling::spellings;
use super::{is_conditional, is_subset};
use crate::dictionary::{Alias, Check, Condition, Dictionary, Entry, Findings};
use crate::text::{Case, fold, squash};

/// An alias with what it is looked for as.
struct Named<'d> {
    entry: &'d Entry,
    alias: &'d Alias,
    /// Sorted.
    spellings: Vec<String>,
}

pub(super) fn check(dictionary: &Dictionary, findings: &mut Findings) {
    let aliases = dictionary.entries().iter().flat_map(|entry| entry.aliases.iter().map(move |alias| (entry, alias)));
    let named: Vec<Named> = aliases
        .filter(|(_, alias)| !alias.pattern)
        .map(|(entry, alias)| Named { entry, alias, spellings: spellings(&alias.text) })
        .collect();
    let mut by_spelling: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, name) in named.iter().enumerate() {
        for spelling in &name.spellings {
            by_spelling.entry(spelling).or_default().push(index);
        }
    }
    let mut shared = FxHashSet::default();
    let mut redundant = FxHashSet::default();
    for indices in by_spelling.values().filter(|indices| indices.len() > 1) {
        for (at, &second) in indices.iter().enumerate() {
            for &first in &indices[..at] {
                let (a, b) = (&named[first], &named[second]);
                if a.entry.entity.id == b.entry.entity.id {
                    one_entity(a, b, findings, |text| redundant.insert((second, text.to_owned())));
                } else if !told_apart(a.alias, b.alias) && shared.insert((first, second)) {
                    report_shared(a, b, findings);
                }
            }
        }
    }
}

fn report_shared(a: &Named, b: &Named, findings: &mut Findings) {
    let (text, id) = (&b.alias.text, &b.entry.entity.id);
    let (other, origin) = (&a.entry.entity.id, &a.entry.origin);
    let why = if is_conditional(a.alias) { "under the same conditions" } else { "without conditions" };
    let what = format!("`{text}` of `{id}` is also an alias of `{other}` ({}:{}), both {why}", origin.file, origin.line);
    let remedy = "tell them apart with `when`, `unless` or `case: exact`, or join the entries".to_owned();
    findings.add(b.entry, "", text, Check::SharedAlias, what, remedy);
}

/// Whether something decides between two aliases that are spelled alike.
fn told_apart(a: &Alias, b: &Alias) -> bool {
    if is_conditional(a) != is_conditional(b) || (a.exact_case && b.exact_case && exact(a) != exact(b)) {
        return true;
    }
    // Whether the entity is in the document is another question for each of them.
    let own = |alias: &Alias| alias.when.contains(&Condition::Entity) || alias.unless.contains(&Condition::Entity);
    let same = |a: &[Condition], b: &[Condition]| is_subset(a, b) && is_subset(b, a);
    own(a) || own(b) || !(same(&a.when, &b.when) && same(&a.unless, &b.unless))
}

/// The text in the upper and lower case that `case: exact` demands.
fn exact(alias: &Alias) -> String {
    squash(&fold(&alias.text, Case::Keep))
}

/// Reports the one of two aliases of an entity that the other makes needless.
fn one_entity(a: &Named, b: &Named, findings: &mut Findings, mut is_new: impl FnMut(&str) -> bool) {
    let is_name = |name: &Named| std::ptr::eq(name.alias, &name.entry.aliases[0]);
    let (needless, other) = match (covers(a, b), covers(b, a)) {
        (true, _) => (b, a),
        // The name has to stay.
        (_, true) if !is_name(a) => (a, b),
        _ => return,
    };
    let (text, id) = (&needless.alias.text, &needless.entry.entity.id);
    if is_new(text) {
        let kept = &other.alias.text;
        let what = match kept == text {
            true => format!("`{text}` is twice an alias of `{id}`"),
            false => format!("`{text}` of `{id}` is found as `{kept}` already"),
        };
        findings.add(needless.entry, "aliases", text, Check::RedundantAlias, what, "remove it".to_owned());
    }
}

/// Whether the first alias is found wherever the second would be.
fn covers(first: &Named, second: &Named) -> bool {
    let (a, b) = (first.alias, second.alias);
    let spelled = || second.spellings.iter().all(|spelling| first.spellings.binary_search(spelling).is_ok());
    let case = || !a.exact_case || (b.exact_case && exact(a) == exact(b));
    // Evidence puts an alias above those of other entities, so one with and one without do not stand for each other.
    let evidence = || is_conditional(a) == is_conditional(b) && is_subset(&a.unless, &b.unless) && needs_no_more(&a.when, &b.when);
    let blockers = || a.blockers.iter().all(|blocker| b.blockers.contains(blocker));
    a.inside_words >= b.inside_words && spelled() && case() && evidence() && blockers()
}

/// Whether what is evidence for `b` is so for `a`: one piece is enough, none at all need not be there.
fn needs_no_more(a: &[Condition], b: &[Condition]) -> bool {
    a.is_empty() || (!b.is_empty() && is_subset(b, a))
}
