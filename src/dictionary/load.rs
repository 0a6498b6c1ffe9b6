use std::borrow::Cow;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use regex::RegexBuilder;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::yaml::{self, Boundary, Case, Evidence, EvidenceFields};
use super::{Alias, Condition, Dictionary, DictionaryError, Entry, Origin};
use crate::model::{Entity, Kind};
use crate::text::fold;

/// The largest compiled size of a pattern, in bytes.
pub(crate) const PATTERN_SIZE_LIMIT: usize = 256 << 10;

/// A dictionary file: its name and content.
pub(super) type Source = (String, Cow<'static, str>);

/// The dictionary files that the paths stand for, with their content.
pub(super) fn files(paths: &[impl AsRef<Path>]) -> Result<Vec<Source>, DictionaryError> {
    let mut found = Vec::new();
    for path in paths {
        found.extend(yaml_files(path.as_ref())?);
    }
    let read = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok((path.display().to_string(), Cow::Owned(text))),
        Err(source) => Err(DictionaryError::Io { path, source }),
    };
    found.into_iter().map(read).collect()
}

fn yaml_files(path: &Path) -> Result<Vec<PathBuf>, DictionaryError> {
    let failed = |source| DictionaryError::Io { path: path.to_owned(), source };
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries: Result<Vec<PathBuf>, _> = fs::read_dir(path).map_err(failed)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let mut found: Vec<PathBuf> = entries.map_err(failed)?.into_iter().filter(is_yaml).collect();
    found.sort();
    if found.is_empty() {
        return Err(DictionaryError::NoFiles { path: path.to_owned() });
    }
    Ok(found)
}

/// How a file is parsed, given its number, name and content.
pub(super) type Parse = dyn Fn(usize, &str, &str) -> Result<yaml::File, DictionaryError> + Sync;

/// Parses and checks the files and puts their entries in order.
pub(super) fn load(files: Vec<Source>, parse: &Parse) -> Result<Dictionary, DictionaryError> {
    // YAML takes its time, and files are few: a thread for each.
    let parsed: Vec<_> = thread::scope(|scope| {
        let of_file = |(number, (name, text)): (usize, &Source)| entries(name, text, parse(number, name, text)?);
        let threads: Vec<_> = files.iter().enumerate().map(|file| scope.spawn(move || of_file(file))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut entries: Vec<Entry> = Vec::new();
    for of_file in parsed {
        entries.extend(of_file?);
    }
    let mut first: FxHashMap<&str, &Origin> = FxHashMap::default();
    for entry in &entries {
        if let Some(other) = first.insert(&entry.entity.id, &entry.origin) {
            let message =
                format!("the id `{}` is taken in {}:{}; join the two entries or rename one", entry.entity.id, other.file, other.line);
            return Err(invalid(&entry.origin.file, entry.origin.line, message));
        }
    }
    entries.sort_by(|a, b| a.entity.id.cmp(&b.entity.id));
    let digest = digest(&files);
    Ok(Dictionary { entries, digest, files })
}

/// SHA-256 of what the files hold, whatever their names and order.
fn digest(files: &[Source]) -> String {
    let mut digests: Vec<_> = files.iter().map(|(_, text)| Sha256::digest(text.as_bytes())).collect();
    digests.sort_unstable();
    let whole = digests.iter().fold(Sha256::new(), |hash, digest| hash.chain_update(digest)).finalize();
    whole.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

pub(super) fn from_yaml(_: usize, file: &str, text: &str) -> Result<yaml::File, DictionaryError> {
    serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        invalid(file, line, yaml_message(&error.to_string()))
    })
}

/// Parses a file that `build.rs` has made JSON.
pub(super) fn from_json(file: &str, json: &str) -> Result<yaml::File, DictionaryError> {
    serde_json::from_str(json).map_err(|error| invalid(file, 1, error.to_string()))
}

/// Checks the entities of a file and completes them.
fn entries(file: &str, text: &str, parsed: yaml::File) -> Result<Vec<Entry>, DictionaryError> {
    let lines = id_lines(text);
    let mut entries = Vec::with_capacity(parsed.entities.len());
    for (index, entity) in parsed.entities.into_iter().enumerate() {
        let line = lines.get(index).copied().unwrap_or(1);
        let reader = EntryReader { file, text, line, kind: parsed.kind.as_deref() };
        entries.push(reader.entry(entity)?);
    }
    Ok(entries)
}

/// The parser's message without the position, which the error names anyway.
fn yaml_message(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// The lines (from 1) on which the entities of a file name their ids.
fn id_lines(text: &str) -> Vec<usize> {
    text.lines().enumerate().filter(|(_, line)| names_id(line)).map(|(index, _)| index + 1).collect()
}

/// Whether a line of a file names the id of an entity.
pub(super) fn names_id(line: &str) -> bool {
    let line = line.trim_start();
    line.strip_prefix("- ").unwrap_or(line).trim_start_matches('{').trim_start().starts_with("id:")
}

fn invalid(file: &str, line: usize, message: impl Into<String>) -> DictionaryError {
    DictionaryError::Invalid { file: file.to_owned(), line, message: message.into() }
}

/// Checks one entry and completes its aliases with what the entity sets for all of them.
struct EntryReader<'a> {
    file: &'a str,
    text: &'a str,
    /// Where the entry begins.
    line: usize,
    kind: Option<&'a str>,
}

impl EntryReader<'_> {
    fn entry(&self, mut entity: yaml::Entity) -> Result<Entry, DictionaryError> {
        let id = entity.id.0.clone();
        if id.is_empty() || !id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_' || c == '.') {
            return Err(self.error(&id, format!("`{id}` is no id; use letters, digits and hyphens, such as `open-ai`")));
        }
        let Some(kind) = entity.kind.as_deref().or(self.kind).map(Kind::new) else {
            return Err(self.error(&id, format!("`{id}` has no kind; put `kind: company` at the head of the file or in the entry")));
        };
        let mut aliases = Vec::with_capacity(1 + entity.aliases.len());
        let name = yaml::AliasFields::plain(entity.name.0.clone());
        aliases.push(self.alias(&entity, name, false)?);
        for alias in std::mem::take(&mut entity.aliases) {
            aliases.push(self.alias(&entity, alias.0, false)?);
        }
        for pattern in std::mem::take(&mut entity.patterns) {
            aliases.push(self.alias(&entity, pattern.0, true)?);
        }
        Ok(Entry {
            entity: Entity { id, name: entity.name.0, kind },
            aliases,
            blockers: entity.not.0,
            matches: entity.matches.0,
            not_matches: entity.not_match.0,
            origin: Origin { file: self.file.to_owned(), line: self.line },
        })
    }

    fn alias(&self, entity: &yaml::Entity, fields: yaml::AliasFields, pattern: bool) -> Result<Alias, DictionaryError> {
        let text = fields.text.0;
        let id = &entity.id.0;
        if !text.contains(char::is_alphanumeric) && fold(&text, crate::text::Case::Fold).is_empty() {
            return Err(self.error(&text, format!("`{id}` has an empty alias; remove it")));
        }
        let text = if pattern { self.pattern(id, &text)? } else { text };
        let when = fields.when.or_else(|| entity.when.clone());
        let unless = fields.unless.or_else(|| entity.unless.clone());
        Ok(Alias {
            text,
            pattern,
            exact_case: fields.case.or(entity.case) == Some(Case::Exact),
            inside_words: fields.boundary.or(entity.boundary) == Some(Boundary::None),
            when: conditions(when),
            unless: conditions(unless),
            blockers: fields.not.0,
        })
    }

    /// Checks a pattern and lets its hyphens stand for spaces too, as they do in folded text.
    fn pattern(&self, id: &str, source: &str) -> Result<String, DictionaryError> {
        let broken = |error: &dyn std::fmt::Display| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            self.error(source, format!("pattern `{source}` of `{id}` is broken: {reason}"))
        };
        let pattern = hyphens_as_spaces(source);
        let regex =
            RegexBuilder::new(&pattern).case_insensitive(true).size_limit(PATTERN_SIZE_LIMIT).build().map_err(|error| broken(&error))?;
        if regex.is_match("") {
            return Err(broken(&"it matches the empty text; make a part of it obligatory"));
        }
        Ok(pattern)
    }

    /// An error at the line of this entry that holds `text`.
    fn error(&self, text: &str, message: String) -> DictionaryError {
        let lines = self.text.lines().enumerate().skip(self.line - 1);
        let line = lines.take(60).find(|(_, line)| !text.is_empty() && line.contains(text)).map_or(self.line, |(index, _)| index + 1);
        invalid(self.file, line, message)
    }
}

/// Rewrites `-` outside of character classes to `[- ]`; see [`crate::text::Folded`].
fn hyphens_as_spaces(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let (mut in_class, mut escaped) = (false, false);
    for c in pattern.chars() {
        match c {
            '-' if !in_class => {
                if escaped {
                    out.pop();
                }
                out.push_str("[- ]");
            }
            '[' if !escaped => {
                in_class = true;
                out.push(c);
            }
            ']' if !escaped => {
                in_class = false;
                out.push(c);
            }
            c => out.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

fn conditions(evidence: Option<Evidence>) -> Vec<Condition> {
    let Some(Evidence(EvidenceFields { document, near, before, after, entity })) = evidence else { return Vec::new() };
    let of =
        |texts: yaml::Texts, condition: fn(String) -> Condition| texts.0.into_iter().filter(|text| !text.trim().is_empty()).map(condition);
    let mut conditions: Vec<Condition> = of(document, Condition::Document).collect();
    conditions.extend(of(near, Condition::Near));
    conditions.extend(of(before, Condition::Before));
    conditions.extend(of(after, Condition::After));
    conditions.extend(entity.then_some(Condition::Entity));
    conditions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        Dictionary::parse("d.yaml", text).unwrap_err().to_string()
    }

    #[test]
    fn a_whole_entry() {
        let dictionary = Dictionary::parse(
            "d.yaml",
            "kind: company\nentities:\n  - id: norwind\n    name: Norwind\n    case: exact\n    aliases:\n      - 北风\n      - {text: NW, when: {near: [风电], entity: true}, not: NWA, case: fold}\n    patterns: ['NW-\\d+']\n    when: {document: Norwind}\n    not: [北风吹]\n",
        )
        .unwrap();
        let entry = &dictionary.entries()[0];
        assert_eq!(entry.entity, Entity { id: "norwind".into(), name: "Norwind".into(), kind: Kind::COMPANY });
        assert_eq!(entry.blockers, ["北风吹"]);
        assert_eq!(entry.aliases.len(), 4);
        assert!(entry.aliases[0].exact_case && entry.aliases[0].when == [Condition::Document("Norwind".into())]);
        assert_eq!(entry.aliases[2].when, [Condition::Near("风电".into()), Condition::Entity]);
        assert!(!entry.aliases[2].exact_case && entry.aliases[2].blockers == ["NWA"]);
        assert!(entry.aliases[3].pattern && entry.aliases[3].text == r"NW[- ]\d+");
    }

    #[test]
    fn errors_name_file_line_and_remedy() {
        let entry = |rest: &str| format!("kind: company\nentities:\n  - id: a\n    name: A\n{rest}");
        for (text, expected) in [
            (entry("    alias: [B]\n"), "d.yaml:5: entities[0]: unknown field `alias`"),
            (entry("  - id: a\n    name: B\n"), "d.yaml:5: the id `a` is taken in d.yaml:3"),
            (entry("    aliases: [B, '']\n"), "`a` has an empty alias"),
            (entry("    aliases: [360]\n"), "d.yaml:5: entities[0].aliases[0]: YAML reads this as the number 360; put the name in quotes"),
            (entry("    aliases: [true]\n"), "the truth value `true`"),
            (entry("    aliases: [B]\n    patterns: ['A(']\n"), "d.yaml:6: pattern `A(` of `a` is broken: unclosed group"),
            (entry("    patterns: ['(A)?']\n"), "d.yaml:5: pattern `(A)?` of `a` is broken: it matches the empty text"),
            (entry("    when: sometimes\n"), "`sometimes` is no evidence"),
            (entry("    when: {nearby: [x]}\n"), "unknown field `nearby`"),
            (entry("    case: upper\n"), "unknown variant `upper`"),
            ("entities:\n  - id: a\n    name: A\n".to_owned(), "d.yaml:2: `a` has no kind"),
            ("kind: company\nentities:\n  - id: a b\n    name: A\n".to_owned(), "d.yaml:3: `a b` is no id"),
            ("kind: [\n".to_owned(), "d.yaml:"),
            ("".to_owned(), "d.yaml:"),
        ] {
            let message = message(&text);
            assert!(message.contains(expected), "{message}\n  should contain {expected}");
        }
    }

    #[test]
    fn hyphens_in_patterns_read_spaces() {
        for (from, to) in [("GPT-5", "GPT[- ]5"), (r"a\-b", "a[- ]b"), ("[a-z]-[0-9]", "[a-z][- ][0-9]"), (r"\[a-b\]", r"\[a[- ]b\]")] {
            assert_eq!(hyphens_as_spaces(from), to);
        }
    }

    #[test]
    fn the_digest_tells_content_not_names_and_order_of_files() {
        let a = ("a", "kind: person\nentities: [{id: a, name: A}]");
        let b = ("b", "kind: person\nentities: [{id: b, name: B}]");
        let digest = |files: &[(&str, &str)]| {
            let files = files.iter().map(|&(name, text)| (name.to_owned(), text.to_owned().into())).collect();
            load(files, &from_yaml).unwrap().digest().to_owned()
        };
        assert_eq!(digest(&[a, b]), digest(&[("other", b.1), ("name", a.1)]));
        assert_ne!(digest(&[a, b]), digest(&[a, ("b", "kind: person\nentities: [{id: b, name: C}]")]));
    }
}
