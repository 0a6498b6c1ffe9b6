//! What is wrong with a dictionary though it loads, as far as its entries alone tell.
//!
//! What takes matching to tell is found by whoever matches, and collected in
//! the same [`Findings`].

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::load::names_id;
use super::{Alias, Dictionary, DictionaryError, Entry, Origin};
use crate::text::{Case, LineIndex, fold};

/// Words that English text has in lower case and without anybody being meant.
static COMMON_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| include_str!("common_words.txt").split_whitespace().collect());

/// Whether a folded word is one that English text has in lower case.
pub fn is_common_word(folded: &str) -> bool {
    COMMON_WORDS.contains(folded)
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be meant: something in the dictionary has no effect, or the wrong one.
    Error,
    /// It may be meant, but there is a better way.
    Warning,
}

impl Severity {
    /// The name, as it stands in findings.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The dictionary does not load.
    Load,
    /// Entities share an alias, and nothing tells which is meant.
    SharedAlias,
    /// An alias can never be found.
    DeadAlias,
    /// An example sentence fails.
    Example,
    /// Another alias of the entity finds all that this one finds.
    RedundantAlias,
    /// An alias is a common word.
    CommonWord,
    /// An alias is so short that it occurs by chance.
    ShortAlias,
    /// A blocker blocks nothing.
    UselessBlocker,
}

impl Check {
    /// How bad what it finds is.
    pub fn severity(self) -> Severity {
        match self {
            Check::Load | Check::SharedAlias | Check::DeadAlias | Check::Example => Severity::Error,
            Check::RedundantAlias | Check::CommonWord | Check::ShortAlias | Check::UselessBlocker => Severity::Warning,
        }
    }
}

/// Something wrong with a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file as given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub check: Check,
    /// The id of the entity; none where the dictionary does not load.
    pub entity: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Finding {
    /// A reason why a dictionary does not load as a finding, where it lies in the dictionary and not in the file system.
    pub fn from_error(error: &DictionaryError) -> Option<Self> {
        let DictionaryError::Invalid { file, line, message } = error else { return None };
        let (what, remedy) = message.rsplit_once("; ").unwrap_or((message, "mend this line, then the rest can be checked"));
        let (file, line, what, remedy) = (file.clone(), *line, what.to_owned(), remedy.to_owned());
        Some(Finding { file, line, severity: Severity::Error, check: Check::Load, entity: None, what, remedy })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}; {}", self.file, self.line, self.severity.as_str(), self.what, self.remedy)
    }
}

/// Collects findings and knows on which lines they are.
pub struct Findings<'d> {
    files: FxHashMap<&'d str, (&'d str, LineIndex)>,
    found: Vec<Finding>,
}

impl<'d> Findings<'d> {
    /// What the entries of a dictionary, each for itself, have wrong.
    pub fn new(dictionary: &'d Dictionary) -> Self {
        let files = dictionary.files.iter().map(|(name, text)| (name.as_str(), (text.as_ref(), LineIndex::new(text)))).collect();
        let mut findings = Findings { files, found: Vec::new() };
        for entry in dictionary.entries() {
            for alias in entry.aliases.iter().filter(|alias| !alias.pattern && alias.when.is_empty()) {
                findings.chance_hits(entry, alias);
            }
        }
        findings
    }

    /// Adds a finding about `text` of an entry, which stands under `key` if at all there.
    pub fn add(&mut self, entry: &Entry, key: &str, text: &str, check: Check, what: String, remedy: String) {
        self.found.push(Finding {
            file: entry.origin.file.clone(),
            line: self.line(&entry.origin, key, text),
            severity: check.severity(),
            check,
            entity: Some(entry.entity.id.clone()),
            what,
            remedy,
        });
    }

    /// The findings in order of place.
    pub fn into_findings(mut self) -> Vec<Finding> {
        self.found.sort_by(|a, b| (&a.file, a.line, a.severity, &a.what).cmp(&(&b.file, b.line, b.severity, &b.what)));
        self.found.dedup();
        self.found
    }

    /// Aliases that text is bound to hold without anybody being meant.
    fn chance_hits(&mut self, entry: &Entry, alias: &Alias) {
        let (text, id) = (&alias.text, &entry.entity.id);
        let folded = fold(text, Case::Fold);
        let remedy = |ways: &str| format!("give it {ways}");
        if folded.chars().count() == 1 {
            let what = format!("`{text}` of `{id}` is a single character and needs no evidence");
            self.add(entry, "", text, Check::ShortAlias, what, remedy("a `when`"));
        } else if !alias.exact_case && is_short_latin(&folded) {
            let what = format!("`{text}` of `{id}` is two characters in any case and needs no evidence");
            self.add(entry, "", text, Check::ShortAlias, what, remedy("`case: exact` or a `when`"));
        } else if !alias.exact_case && is_common_word(&folded) {
            let what = format!("`{text}` of `{id}` is a common word and needs no evidence");
            self.add(entry, "", text, Check::CommonWord, what, remedy("`case: exact` or a `when`"));
        }
    }

    /// The line of an entry that holds `text`: best under `key` and as a whole, else anyhow, else where the entry begins.
    fn line(&self, origin: &Origin, key: &str, text: &str) -> usize {
        let Some((content, index)) = self.files.get(origin.file.as_str()) else { return origin.line };
        let Some(start) = index.start(origin.line as u32) else { return origin.line };
        let lines: Vec<&str> = content[start as usize..]
            .lines()
            .enumerate()
            .take_while(|(i, line)| *i == 0 || !names_id(line))
            .map(|(_, line)| line)
            .collect();
        let key = format!("{key}:");
        let first_key = lines.iter().position(|line| line.contains(&key)).unwrap_or(0);
        let whole = |line: &&str| holds_whole(line, text);
        let place = lines[first_key..].iter().position(whole).map(|at| at + first_key);
        let place = place.or_else(|| lines.iter().position(whole)).or_else(|| lines.iter().position(|line| line.contains(text)));
        origin.line + place.unwrap_or(0)
    }
}

/// Whether a folded text is two Latin letters, or one and a digit.
fn is_short_latin(folded: &str) -> bool {
    folded.len() == 2 && folded.bytes().all(|b| b.is_ascii_alphanumeric()) && folded.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a line of YAML has `text` as a value and not as a part of one.
fn holds_whole(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| {
        let (before, after) = (line[..at].trim_end_matches(['\'', '"']), line[at + text.len()..].trim_start_matches(['\'', '"']));
        let begins = before.trim_end().is_empty()
            || before.ends_with([' ', '[', '{', ',']) && before.trim_end().ends_with([':', ',', '[', '{', '-']);
        begins && (after.trim_start().is_empty() || after.trim_start().starts_with([',', ']', '}', '#']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_line() {
        let line = "    aliases: [Apple Inc, 'Apple: II', {text: 苹果, not: [苹果派]}]";
        for (text, whole) in [("Apple Inc", true), ("Apple: II", true), ("Apple", false), ("苹果", true), ("苹果派", true), ("果派", false)]
        {
            assert_eq!(holds_whole(line, text), whole, "{text}");
        }
    }
}
