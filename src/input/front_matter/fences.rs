//! Where front matter begins and ends.

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::fields::key_of;
use crate::input::options::FrontMatterKeys;
use crate::text::Span;

/// The longest head taken for front matter; what is longer is text.
const MAX_BYTES: usize = 64 << 10;

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum Syntax {
    /// YAML between `---` and `---` or `...`.
    Yaml,
    /// TOML between `+++` and `+++`.
    Toml,
    /// One JSON object.
    Json,
}

/// The head of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) struct Head {
    /// How it is written.
    pub syntax: Syntax,
    /// Its fields, without the fences.
    pub span: Span,
    /// Where the body begins.
    pub body: usize,
}

/// Finds the front matter at the head of `source`; it stands nowhere else.
///
/// The closing fence is the first line that starts like the opening one (a stray character may follow). What stands
/// between two rules and has no fields is text.
pub(in crate::input) fn locate(source: &str, keys: &FrontMatterKeys) -> Option<Head> {
    let base = source.len() - source.strip_prefix('\u{feff}').unwrap_or(source).len();
    let first = source[base..].split_inclusive('\n').next()?;
    let syntax = match first.trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        line if line.starts_with('{') => return json(source, base),
        _ => return None,
    };
    let start = base + first.len();
    let end = closing(&source[start..], syntax)?;
    let head = &source[start..start + end];
    let body = start + end + source[start + end..].split_inclusive('\n').next().map_or(0, str::len);
    let has_fields = head.lines().filter_map(|line| key_of(line, syntax)).any(|key| is_field(key, keys));
    let head = Head { syntax, span: Span::new(start, start + end), body };
    (first.ends_with('\n') && (has_fields || source[head.span.range()].trim().is_empty())).then_some(head)
}

/// How many bytes stand before the closing fence.
fn closing(text: &str, syntax: Syntax) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let closes = match syntax {
            Syntax::Yaml => line.starts_with("---") || line.trim_end() == "...",
            Syntax::Toml => line.starts_with("+++"),
            Syntax::Json => false,
        };
        if closes || at > MAX_BYTES {
            return closes.then_some(at);
        }
        at += line.len();
    }
    None
}

/// Whether a key is one, and no name before a colon: those that people make up begin with a small letter.
fn is_field(key: &str, keys: &FrontMatterKeys) -> bool {
    key.starts_with(|c: char| c.is_lowercase() || c == '_') || keys.has(key)
}

/// An object that opens the file and ends with its line, before something that is no JSON.
fn json(source: &str, base: usize) -> Option<Head> {
    let text = &source[base..];
    if !text[1..].trim_start().starts_with('"') {
        return None;
    }
    let mut values = Deserializer::from_slice(&text.as_bytes()[..text.len().min(MAX_BYTES)]).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let length = values.byte_offset();
    let rest = text[length..].split_inclusive('\n').next().unwrap_or_default();
    let body = base + length + rest.len();
    let is_data = source[body..].trim_start().starts_with(['{', '[', ',']);
    (rest.trim().is_empty() && !is_data).then(|| Head { syntax: Syntax::Json, span: Span::new(base, base + length), body })
}

/// Whether `source` is a text behind front matter in JSON, and so no JSON itself.
pub(in crate::input) fn is_behind_json(source: &str) -> bool {
    let base = source.len() - source.strip_prefix('\u{feff}').unwrap_or(source).len();
    source[base..].starts_with('{') && json(source, base).is_some_and(|head| !source[head.body..].trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Option<(Syntax, &str, &str)> {
        let head = locate(source, &FrontMatterKeys::default())?;
        Some((head.syntax, &source[head.span.range()], &source[head.body..]))
    }

    #[test]
    fn fences() {
        assert_eq!(found("---\na: 1\n---\nx"), Some((Syntax::Yaml, "a: 1\n", "x")));
        assert_eq!(found("\u{feff}---\r\na: 1\r\n---\r\nx"), Some((Syntax::Yaml, "a: 1\r\n", "x")));
        assert_eq!(found("---\n\n...\nx"), Some((Syntax::Yaml, "\n", "x")));
        assert_eq!(found("+++ \ntitle = 1\n+++\n---\nx"), Some((Syntax::Toml, "title = 1\n", "---\nx")));
        assert_eq!(found("{\n\"a\": {\"b\": \"}\"}\n}\nx"), Some((Syntax::Json, "{\n\"a\": {\"b\": \"}\"}\n}", "x")));
        assert_eq!(found("---\nTitle: x\n---"), Some((Syntax::Yaml, "Title: x\n", "")));
    }

    #[test]
    fn what_is_no_front_matter() {
        for text in [
            "", "text", "---", "--- \nnever: closed\n", "\n---\na: 1\n---\n", "+++\na = 1\n---\n", "---\nA sentence between rules.\n---\n",
            "---\nAda: Hello.\n\nBo: Hi.\n---\n", "---\n**Ada**: Hello.\n---\n", "{laughs}\nHello", "{\"a\": 1} and more",
            "{\"a\": 1}\n{\"a\": 2}\n", "{\"a\": \nHello", "{}\nHello",
        ] {
            assert_eq!(found(text), None, "{text:?}");
        }
        let long = format!("---\na: {}\nb: 1\n---\n", "x".repeat(MAX_BYTES));
        assert_eq!(found(&long), None);
        assert!(is_behind_json("{\"a\": 1}\n\nHello") && !is_behind_json("{\"a\": 1}\n") && !is_behind_json("Hello"));
    }
}
