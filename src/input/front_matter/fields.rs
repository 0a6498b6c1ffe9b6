//! The fields of front matter, whatever it is written in.

use serde_yaml::Value;

use super::fences::Syntax;
use crate::input::options::FrontMatterKeys;

/// More brackets than any honest head has: deep nesting makes YAML parsers slow, so such a head is read line by line.
const MAX_BRACKETS: usize = 400;

/// More dots than any honest key has: each nests as a bracket does.
const MAX_DOTS: usize = 60;

/// Keys whose fields count as those of the head: where Hugo and Zola want keys that are not their own.
const NESTING: [&str; 3] = ["params", "extra", "taxonomies"];

/// Keys with their values as text; a scalar is a list of one.
pub(super) type Fields = Vec<(String, Vec<String>)>;

/// Reads the fields; where the head breaks the rules of its syntax, line by line.
pub(super) fn fields(head: &str, syntax: Syntax, keys: &FrontMatterKeys) -> Fields {
    let brackets = memchr::memchr2_iter(b'[', b'{', head.as_bytes()).count();
    let parsed = if brackets > MAX_BRACKETS { None } else { parse(head, syntax, keys) };
    match parsed {
        Some(Value::Mapping(mapping)) => {
            let mut fields = Vec::new();
            collect(&Value::Mapping(mapping), true, &mut fields);
            fields
        }
        _ => by_line(head, syntax),
    }
}

fn parse(head: &str, syntax: Syntax, keys: &FrontMatterKeys) -> Option<Value> {
    match syntax {
        Syntax::Yaml => serde_yaml::from_str(&wanted(head, keys)).or_else(|_| serde_yaml::from_str(head)).ok(),
        Syntax::Json => serde_json::from_str(head).ok(),
        Syntax::Toml => {
            let is_deep = |line: &str| memchr::memchr_iter(b'.', line.split('=').next().unwrap_or_default().as_bytes()).count() > MAX_DOTS;
            if head.lines().any(is_deep) {
                return None;
            }
            head.parse::<toml::Table>().ok().map(|table| plain(toml::Value::Table(table)))
        }
    }
}

/// The top-level entries that comention looks at: the rest, long summaries above all, need no parsing.
fn wanted(head: &str, keys: &FrontMatterKeys) -> String {
    let mut out = String::with_capacity(head.len());
    let mut keep = true;
    for line in head.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '_'))
            && let Some((key, _)) = line.split_once(':')
        {
            let key = key.trim_end().trim_matches(['"', '\'']);
            keep = keys.has(key) || NESTING.contains(&key);
        }
        if keep {
            out.push_str(line);
        }
    }
    out
}

/// A value of TOML, whose dates and times become text.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::Number(number.into()),
        toml::Value::Float(number) => Value::Number(number.into()),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(items) => Value::Sequence(items.into_iter().map(plain).collect()),
        toml::Value::Table(table) => Value::Mapping(table.into_iter().map(|(key, value)| (Value::String(key), plain(value))).collect()),
    }
}

/// Collects the fields of a mapping, those of the head before those nested in it.
fn collect(value: &Value, is_head: bool, out: &mut Fields) {
    let Value::Mapping(mapping) = value else { return };
    let mut nested = Vec::new();
    for (key, value) in mapping {
        let Some(key) = key.as_str() else { continue };
        if is_head && NESTING.contains(&key) {
            nested.push(value);
        }
        let mut values = Vec::new();
        flatten(value, &mut values);
        out.push((key.to_owned(), values));
    }
    nested.into_iter().for_each(|value| collect(value, false, out));
}

fn flatten(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Number(number) => out.push(number.to_string()),
        Value::Sequence(items) => items.iter().for_each(|item| flatten(item, out)),
        Value::Mapping(fields) => fields.iter().filter(|(key, _)| key.as_str() == Some("name")).for_each(|(_, name)| flatten(name, out)),
        Value::Tagged(tagged) => flatten(&tagged.value, out),
        Value::Null | Value::Bool(_) => {}
    }
}

/// The key that a line gives a value to.
pub(super) fn key_of(line: &str, syntax: Syntax) -> Option<&str> {
    split(line, syntax).map(|(key, _)| key)
}

/// The key and the value of a line that has both.
fn split(line: &str, syntax: Syntax) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(if syntax == Syntax::Toml { '=' } else { ':' })?;
    let key = if syntax == Syntax::Json { key.trim() } else { key.trim_end() };
    let key = key.trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_key.then_some((key, value))
}

/// Reads what looks like a key with a value, or like an item of a list, and passes over the rest.
fn by_line(head: &str, syntax: Syntax) -> Fields {
    let mut fields: Fields = Vec::new();
    for line in head.lines() {
        let trimmed = line.trim();
        let is_item = || trimmed.starts_with(['"', '\'']) && trimmed.ends_with(['"', '\'', ',']);
        if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_suffix(',').filter(|_| is_item())) {
            if let Some((_, values)) = fields.last_mut() {
                values.push(unquote(item));
            }
        } else if let Some((key, value)) = split(line, syntax) {
            let value = unquote(value);
            let list = value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
            let values = match list {
                Some(inner) => inner.split(',').map(unquote).collect(),
                None => vec![value],
            };
            fields.push((key.to_owned(), values));
        }
    }
    fields
}

fn unquote(text: &str) -> String {
    let text = text.trim();
    let text = text.split_once(" #").map_or(text, |(value, _)| value.trim_end());
    let inner = ['"', '\''].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(text).replace("\\\"", "\"")
}
