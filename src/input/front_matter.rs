use serde_yaml::Value;

use super::options::FrontMatterKeys;
use crate::model::{Date, FrontMatter, Kind, ListedName};
use crate::text::Span;

/// The longest head taken for front matter; what is longer is text.
const MAX_BYTES: usize = 64 << 10;

/// More brackets than any honest head has: deep nesting makes YAML parsers slow, so such a head is read line by line.
const MAX_BRACKETS: usize = 400;

/// A name longer than this many characters is a sentence that strayed into a list.
const MAX_NAME_CHARS: usize = 80;

/// Finds the front matter at the head of `source`: the span between the fences, and where the body begins.
///
/// The closing fence is the first line that starts with `---` (a stray character may follow) or is `...`.
pub(super) fn locate(source: &str) -> Option<(Span, usize)> {
    let head = source.strip_prefix('\u{feff}').unwrap_or(source);
    let base = source.len() - head.len();
    let first = head.split_inclusive('\n').next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let start = base + first.len();
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        if at - start > MAX_BYTES {
            return None;
        }
        if line.starts_with("---") || line.trim_end() == "..." {
            return Some((Span::new(start, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Reads the head: as YAML, or, where that fails, line by line.
pub(super) fn parse(head: &str, keys: &FrontMatterKeys) -> FrontMatter {
    let wanted = wanted(head, keys);
    let brackets = memchr::memchr2_iter(b'[', b'{', head.as_bytes()).count();
    let fields = (brackets <= MAX_BRACKETS).then(|| parse_yaml(&wanted).or_else(|| parse_yaml(head))).flatten();
    interpret(&fields.unwrap_or_else(|| parse_lines(head)), keys)
}

/// The top-level entries that comention looks at: the rest, long summaries above all, need no parsing.
fn wanted(head: &str, keys: &FrontMatterKeys) -> String {
    let single = [&FrontMatterKeys::TITLE[..], &FrontMatterKeys::DATE, &FrontMatterKeys::SOURCE, &FrontMatterKeys::SHOW].concat();
    let mut out = String::with_capacity(head.len());
    let mut keep = true;
    for line in head.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\''))
            && let Some((key, _)) = line.split_once(':')
        {
            keep = single.contains(&key) || keys.names.iter().any(|(name, _)| name == key);
        }
        if keep {
            out.push_str(line);
        }
    }
    out
}

/// Top-level keys with their values as text; a scalar is a list of one.
type Fields = Vec<(String, Vec<String>)>;

fn parse_yaml(head: &str) -> Option<Fields> {
    let Value::Mapping(mapping) = serde_yaml::from_str(head).ok()? else { return None };
    let fields = mapping.into_iter().filter_map(|(key, value)| {
        let mut values = Vec::new();
        flatten(&value, &mut values);
        Some((key.as_str()?.to_owned(), values))
    });
    Some(fields.collect())
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

/// Reads what looks like `key: value` and `- item`, and passes over the rest.
fn parse_lines(head: &str) -> Fields {
    let mut fields: Fields = Vec::new();
    for line in head.lines() {
        let trimmed = line.trim();
        if let Some(item) = trimmed.strip_prefix("- ") {
            if let Some((_, values)) = fields.last_mut() {
                values.push(unquote(item));
            }
        } else if let Some((key, value)) = line.split_once(':')
            && !key.is_empty()
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        {
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

fn interpret(fields: &Fields, keys: &FrontMatterKeys) -> FrontMatter {
    let first = |wanted: &[&str]| wanted.iter().find_map(|key| values(fields, key).next()).map(str::to_owned);
    let mut names: Vec<ListedName> = Vec::new();
    for (key, kind) in &keys.names {
        let separators: &[char] = if *kind == Kind::PERSON { &[',', '、', ';', '；'] } else { &[] };
        for name in values(fields, key).flat_map(|value| value.split(separators)).filter_map(clean_name) {
            if !names.iter().any(|listed| listed.name == name && listed.kind == *kind) {
                names.push(ListedName { name, kind: kind.clone() });
            }
        }
    }
    FrontMatter {
        title: first(&FrontMatterKeys::TITLE).map(|title| title.replace("\\\"", "\"")),
        date: FrontMatterKeys::DATE.iter().flat_map(|key| values(fields, key)).find_map(Date::find),
        source: first(&FrontMatterKeys::SOURCE).filter(|source| source.starts_with("http://") || source.starts_with("https://")),
        show: first(&FrontMatterKeys::SHOW),
        names,
    }
}

fn values<'f>(fields: &'f Fields, key: &str) -> impl Iterator<Item = &'f str> {
    let of_key = fields.iter().filter(move |(name, _)| name == key).flat_map(|(_, values)| values);
    of_key.map(String::as_str).filter(|value| !is_void(value))
}

/// Values that say nothing: empty, `[]` as text, null in words.
fn is_void(value: &str) -> bool {
    matches!(value.trim(), "" | "[]" | "{}" | "null" | "~" | "None" | "none" | "N/A" | "n/a" | "Unknown" | "unknown" | "未知" | "无")
}

fn clean_name(value: &str) -> Option<String> {
    let name = value.trim().trim_matches('"').trim();
    let usable = name.chars().any(char::is_alphanumeric) && name.chars().count() <= MAX_NAME_CHARS && !name.contains(['\n', '\t']);
    usable.then(|| name.to_owned())
}

/// Whom the head names: the listed people, and the show, which is often its host's name.
pub(super) fn people(front: &FrontMatter) -> impl Iterator<Item = &str> {
    front.names.iter().filter(|listed| listed.kind == Kind::PERSON).map(|listed| listed.name.as_str()).chain(front.show.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> FrontMatter {
        let (head, _) = locate(source).expect("front matter");
        parse(&source[head.range()], &FrontMatterKeys::default())
    }

    fn names(front: &FrontMatter) -> Vec<String> {
        front.names.iter().map(|listed| format!("{}:{}", listed.kind, listed.name)).collect()
    }

    #[test]
    fn fields_of_a_usual_head() {
        let front = read(
            "---\nauthor: Chip Hour\ndate: '2026-01-04'\nsource: https://example.org/watch?v=1\ntitle: \"A: B\"\nsummary: >\n  folded\n  text\npeople:\n  - Ada Byte # host\n  - 林芯\ncompanies_orgs: [Norwind, '']\nproducts_models: '[]'\nmedia_books: []\n---\nBody\n",
        );
        assert_eq!(front.title.as_deref(), Some("A: B"));
        assert_eq!(front.date.unwrap().to_string(), "2026-01-04");
        assert_eq!(front.show.as_deref(), Some("Chip Hour"));
        assert_eq!(front.source.as_deref(), Some("https://example.org/watch?v=1"));
        assert_eq!(names(&front), ["person:Ada Byte", "person:林芯", "company:Norwind"]);
    }

    #[test]
    fn dirty_heads_are_read_as_far_as_they_go() {
        let broken =
            read("---\ntitle: \"he said \\\"hi\\\" \" there\"\ndate: 2026-01-04\npeople:\n- Ada Byte\ncompanies: [A, B]\n---x\nBody");
        assert_eq!(broken.date.unwrap().to_string(), "2026-01-04");
        assert_eq!(names(&broken), ["person:Ada Byte", "company:A", "company:B"]);
        let empty = read("---\nguest: ''\npeople: null\nproducts_models:\ncompanies_orgs: []\nspeaker: '[]'\n---\n");
        assert_eq!(empty, FrontMatter::default());
    }

    #[test]
    fn fences() {
        assert_eq!(locate("---\na: 1\n---\nx"), Some((Span::new(4, 9), 13)));
        assert_eq!(locate("\u{feff}---\r\na: 1\r\n---\r\nx"), Some((Span::new(8, 14), 19)));
        for no_head in ["", "text", "---", "--- \nnever closed\n", "\n---\na: 1\n---\n"] {
            assert_eq!(locate(no_head), None, "{no_head:?}");
        }
    }

    #[test]
    fn deep_nesting_is_not_given_to_the_yaml_parser() {
        let source = format!("---\ntitle: Deep\nx: {}\n---\n", "[".repeat(60_000));
        assert_eq!(read(&source).title.as_deref(), Some("Deep"));
    }
}
