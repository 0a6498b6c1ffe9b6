//! Front matter: what the head of a file says about it.

mod fences;
mod fields;

pub(super) use fences::{is_behind_json, locate};

use super::options::FrontMatterKeys;
use crate::model::{Date, FrontMatter, Kind, ListedName};
use fences::Head;
use fields::{Fields, fields};

/// A name longer than this many characters is a sentence that strayed into a list.
const MAX_NAME_CHARS: usize = 80;

/// Reads the head of `source`.
pub(super) fn parse(source: &str, head: Head, keys: &FrontMatterKeys) -> FrontMatter {
    interpret(&fields(&source[head.span.range()], head.syntax, keys), keys)
}

fn interpret(fields: &Fields, keys: &FrontMatterKeys) -> FrontMatter {
    let first = |wanted: &[String]| wanted.iter().find_map(|key| values(fields, key).next()).map(str::to_owned);
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
        title: first(&keys.title).map(|title| title.replace("\\\"", "\"")),
        date: keys.date.iter().flat_map(|key| values(fields, key)).find_map(Date::find),
        source: keys.source.iter().flat_map(|key| values(fields, key)).find_map(address),
        show: first(&keys.show),
        names,
    }
}

fn values<'f>(fields: &'f Fields, key: &'f str) -> impl Iterator<Item = &'f str> {
    let of_key = fields.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(key)).flat_map(|(_, values)| values);
    of_key.map(String::as_str).filter(|value| !is_void(value))
}

/// The address in a value, perhaps in brackets or as a link of Markdown.
fn address(value: &str) -> Option<String> {
    let start = value.find("https://").or_else(|| value.find("http://"))?;
    let is_link = value[..start].ends_with("](");
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"') || (is_link && c == ')');
    let end = value[start..].find(ends).map_or(value.len(), |length| start + length);
    (is_link || !value[..start].contains(char::is_alphanumeric)).then(|| value[start..end].to_owned())
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
        let keys = FrontMatterKeys::default();
        parse(source, locate(source, &keys).expect("front matter"), &keys)
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
    fn the_same_head_in_three_syntaxes() {
        let yaml = read(
            "---\ntitle: A \"B\"\ndate: 2026-01-04T08:00:00+08:00\nsource: https://example.org/1\npeople: [Ada Byte, 林芯]\nparams:\n  companies: [Norwind]\n---\n",
        );
        let toml = read(
            "+++\ntitle = 'A \"B\"'\ndate = 2026-01-04T08:00:00+08:00\nsource = \"https://example.org/1\"\npeople = [\"Ada Byte\", # host\n  \"林芯\"]\n[params]\ncompanies = [\"Norwind\"]\n+++\n",
        );
        let json = read(
            "{\"title\": \"A \\\"B\\\"\", \"date\": \"2026-01-04\", \"source\": \"https://example.org/1\",\n\"people\": [{\"name\": \"Ada Byte\"}, \"林芯\"], \"params\": {\"companies\": \"Norwind\"}}\n",
        );
        assert_eq!(yaml.title.as_deref(), Some("A \"B\""));
        assert_eq!(yaml.date.unwrap().to_string(), "2026-01-04");
        assert_eq!(names(&yaml), ["person:Ada Byte", "person:林芯", "company:Norwind"]);
        assert_eq!((&yaml, &yaml), (&toml, &json));
    }

    #[test]
    fn broken_toml_is_read_line_by_line() {
        let front = read("+++\ntitle = \"Ships\" and more\"\ndate = 2026-01-04\npeople = [\n  \"Ada Byte\",\n  \"Bo Cay\",\n+++\n");
        assert_eq!(front.date.unwrap().to_string(), "2026-01-04");
        assert_eq!(names(&front), ["person:Ada Byte", "person:Bo Cay"]);
    }

    #[test]
    fn keys_in_any_case_and_addresses_in_brackets() {
        let front = read("---\nTitle: Ships\nGUESTS: [Ada Byte]\nsource: '[watch](https://youtu.be/x?t=1)'\n---\n");
        assert_eq!(front.title.as_deref(), Some("Ships"));
        assert_eq!(names(&front), ["person:Ada Byte"]);
        assert_eq!(front.source.as_deref(), Some("https://youtu.be/x?t=1"));
        assert_eq!(read("---\nsource: <https://example.org/1>\n---\n").source.as_deref(), Some("https://example.org/1"));
        assert_eq!(read("---\nsource: a book\nurl: https://example.org/2\n---\n").source.as_deref(), Some("https://example.org/2"));
        assert_eq!(read("---\nsource: see https://example.org/1\n---\n").source, None);
    }

    #[test]
    fn deep_nesting_is_not_given_to_the_yaml_parser() {
        let source = format!("---\ntitle: Deep\nx: {}\n---\n", "[".repeat(60_000));
        assert_eq!(read(&source).title.as_deref(), Some("Deep"));
    }
}
