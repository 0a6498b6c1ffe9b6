//! What is wrong with a dictionary though it loads.
//!
//! The entries alone tell some of it ([`Findings`]); the rest depends on how
//! aliases are spelled, blocked and found.

mod blockers;
mod examples;
mod names;

use super::{Matcher, MatcherError};
use crate::dictionary::{Alias, Condition, Dictionary, Finding, Findings};

/// Everything that is wrong with a dictionary, in order of place.
///
/// # Errors
/// Where the dictionary does not compile.
pub fn lint(dictionary: &Dictionary) -> Result<Vec<Finding>, MatcherError> {
    let matcher = Matcher::new(dictionary)?;
    let mut findings = Findings::new(dictionary);
    names::check(dictionary, &mut findings);
    blockers::check(dictionary, &mut findings);
    examples::check(dictionary, &matcher, &mut findings);
    Ok(findings.into_findings())
}

/// Whether an alias depends on evidence, for or against.
fn is_conditional(alias: &Alias) -> bool {
    !alias.when.is_empty() || !alias.unless.is_empty()
}

/// Whether every condition of `part` is one of `whole`.
fn is_subset(part: &[Condition], whole: &[Condition]) -> bool {
    part.iter().all(|condition| whole.contains(condition))
}
