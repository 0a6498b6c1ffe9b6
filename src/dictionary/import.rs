//! Lists of names from elsewhere, made into a dictionary to review.

use std::io::{self, Write};

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use thiserror::Error;

use super::Dictionary;
use crate::model::{Kind, slug};
use crate::text::{Case, fold, squash};

/// The formats that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// Comma-separated values with a header line, as spreadsheets and OpenRefine export them.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
    /// JSON of Wikidata: the result of a query, entities by id, a list of entities, or a dump with one a line.
    Wikidata,
}

impl ImportFormat {
    /// Every format.
    pub const ALL: [ImportFormat; 3] = [ImportFormat::Csv, ImportFormat::Tsv, ImportFormat::Wikidata];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ImportFormat::Csv => "csv",
            ImportFormat::Tsv => "tsv",
            ImportFormat::Wikidata => "wikidata",
        }
    }

    /// The format that a file's ending stands for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(ImportFormat::Csv),
            "tsv" | "tab" => Some(ImportFormat::Tsv),
            "json" | "jsonl" | "ndjson" => Some(ImportFormat::Wikidata),
            _ => None,
        }
    }
}

/// Why a list could not be imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// A table that cannot be read.
    #[error("line {line}: {message}")]
    Table {
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// A table without a column of names.
    #[error("no column holds names: looked for {known}, found {found}; rename the column in the header line")]
    NoNameColumn {
        /// The headings that would do.
        known: String,
        /// The headings there are.
        found: String,
    },
    /// JSON that cannot be read.
    #[error("line {line}: not JSON: {message}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// JSON in another shape.
    #[error("no Wikidata: expected the JSON result of a query (results.bindings) or entities with `labels`")]
    NotWikidata,
}

/// An entity of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Id in the list, such as `Q182477`; empty where it has none.
    pub source_id: String,
    /// The name.
    pub name: String,
    /// The kind, where the list says.
    pub kind: Option<Kind>,
    /// Other names, each once.
    pub aliases: Vec<String>,
}

/// Headings under which names stand, in lower case.
const NAME: &[&str] = &["name", "label", "itemlabel", "title", "entity", "名称", "姓名"];
const ID: &[&str] = &["id", "item", "qid", "wikidata"];
const KIND: &[&str] = &["kind", "type", "category", "类型"];
const ALIASES: &[&str] = &["aliases", "alias", "altlabel", "altlabels", "itemaltlabel", "alt_labels", "also", "synonyms", "别名"];

/// What divides several aliases in one cell. Names contain commas, so those do not.
const DIVIDERS: &[char] = &['|', ';', '；', '、'];

/// Reads a list.
///
/// # Errors
/// Where the text is not in the format, or has no names.
pub fn import(text: &str, format: ImportFormat) -> Result<Vec<Imported>, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let entities = match format {
        ImportFormat::Csv => table(text, b',')?,
        ImportFormat::Tsv => table(text, b'\t')?,
        ImportFormat::Wikidata => wikidata(text)?,
    };
    Ok(united(entities))
}

fn table(text: &str, delimiter: u8) -> Result<Vec<Imported>, ImportError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let failed = |error: csv::Error| ImportError::Table {
        line: error.position().map_or(1, csv::Position::line),
        message: "the number of cells differs from the header line's, or a quotation mark is not closed".to_owned(),
    };
    let headings: Vec<String> = reader.headers().map_err(failed)?.iter().map(str::to_lowercase).collect();
    let columns = |known: &[&str]| (0..headings.len()).filter(|&i| known.contains(&headings[i].as_str())).collect::<Vec<_>>();
    let (names, ids, kinds, aliases) = (columns(NAME), columns(ID), columns(KIND), columns(ALIASES));
    let Some(&name) = names.first() else {
        return Err(ImportError::NoNameColumn { known: NAME.join(", "), found: headings.join(", ") });
    };
    let mut entities = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let others = names[1..].iter().map(|&column| cell(column).to_owned());
        let divided = aliases.iter().flat_map(|&column| cell(column).split(DIVIDERS)).map(|alias| alias.trim().to_owned());
        entities.push(Imported {
            source_id: ids.first().map_or("", |&column| last_part(cell(column))).to_owned(),
            name: cell(name).to_owned(),
            kind: kinds.first().map(|&column| cell(column)).filter(|kind| !kind.is_empty()).map(Kind::new),
            aliases: others.chain(divided).collect(),
        });
    }
    Ok(entities)
}

/// `Q42` of `http://www.wikidata.org/entity/Q42`.
fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn wikidata(text: &str) -> Result<Vec<Imported>, ImportError> {
    let failed = |line: usize, error: &serde_json::Error| ImportError::Json { line, message: error.to_string() };
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => items.iter().map(entity).collect(),
        Ok(value) => match (value.pointer("/results/bindings").and_then(Value::as_array), value.get("entities").and_then(Value::as_object))
        {
            (Some(rows), _) => Ok(rows.iter().map(binding).collect()),
            (_, Some(entities)) => entities.values().map(entity).collect(),
            _ => Ok(vec![entity(&value)?]),
        },
        // A dump: one entity a line, with commas between and brackets around.
        Err(whole) if text.lines().filter(|line| line.contains('{')).nth(1).is_some() => {
            let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim().trim_end_matches(',')));
            let entities = lines.filter(|(_, line)| !matches!(*line, "" | "[" | "]"));
            entities
                .map(|(line, json)| {
                    serde_json::from_str(json)
                        .map_err(|error| failed(if line == 1 { whole.line() } else { line }, &error))
                        .and_then(|value| entity(&value))
                })
                .collect()
        }
        Err(error) => Err(failed(error.line(), &error)),
    }
}

/// A row of a query result: `item`, `itemLabel`, `itemAltLabel` and what else ends in Label.
fn binding(row: &Value) -> Imported {
    let mut imported = Imported::default();
    for (key, value) in row.as_object().into_iter().flatten() {
        let text = value.get("value").and_then(Value::as_str).unwrap_or_default();
        match key.to_lowercase().as_str() {
            key if ID.contains(&key) => imported.source_id = last_part(text).to_owned(),
            "kind" => imported.kind = Some(Kind::new(text)),
            key if NAME.contains(&key) => imported.name = text.to_owned(),
            // The label service joins them by commas.
            key if ALIASES.contains(&key) => imported.aliases.extend(text.split(", ").map(str::to_owned)),
            key if key.contains("label") => imported.aliases.push(text.to_owned()),
            _ => {}
        }
    }
    imported
}

/// An entity of a dump: the English name before any other, all English and Chinese ones as aliases.
fn entity(value: &Value) -> Result<Imported, ImportError> {
    let labels = value.get("labels").and_then(Value::as_object).ok_or(ImportError::NotWikidata)?;
    let wanted = |language: &str| language == "en" || language == "mul" || language.starts_with("zh");
    let text = |value: &Value| value.get("value").and_then(Value::as_str).map(str::to_owned);
    let mut names: Vec<String> = ["en", "mul"].iter().filter_map(|language| labels.get(*language)).filter_map(text).collect();
    names.extend(labels.iter().filter(|(language, _)| wanted(language)).filter_map(|(_, label)| text(label)));
    let aliases = value.get("aliases").and_then(Value::as_object).into_iter().flatten().filter(|(language, _)| wanted(language));
    names.extend(aliases.flat_map(|(_, aliases)| aliases.as_array().into_iter().flatten()).filter_map(text));
    let mut names = names.into_iter();
    Ok(Imported {
        source_id: value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
        name: names.next().unwrap_or_default(),
        kind: None,
        aliases: names.collect(),
    })
}

/// One entity for all rows of one source id, or of one name and kind; nameless ones dropped.
fn united(entities: Vec<Imported>) -> Vec<Imported> {
    let mut place: FxHashMap<(String, Option<Kind>), usize> = FxHashMap::default();
    let mut out: Vec<Imported> = Vec::new();
    for entity in entities.into_iter().filter(|entity| entity.name.chars().any(char::is_alphanumeric)) {
        let id = if entity.source_id.is_empty() { key(&entity.name) } else { entity.source_id.clone() };
        let index = *place.entry((id, entity.kind.clone())).or_insert(out.len());
        if index == out.len() {
            out.push(Imported { aliases: Vec::new(), ..entity.clone() });
        }
        let known = &mut out[index];
        for alias in std::iter::once(entity.name).chain(entity.aliases) {
            let new = alias != known.name && alias.chars().any(char::is_alphanumeric) && !known.aliases.contains(&alias);
            // Spellings that differ in what folding unites need not be listed.
            if new && std::iter::once(&known.name).chain(&known.aliases).all(|other| key(other) != key(&alias)) {
                known.aliases.push(alias);
            }
        }
    }
    out
}

fn key(name: &str) -> String {
    squash(&fold(name, Case::Fold))
}

/// What became of an imported list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Entities written as new ones.
    pub new: usize,
    /// Entities that the dictionary has by one of their names: written as comments.
    pub known: usize,
    /// Aliases that another entity has too: written as comments.
    pub shared: usize,
}

/// Writes a list as a dictionary that loads unchanged; what `known` has already, or what would clash, as comments to decide on.
///
/// # Errors
/// Where the writer fails.
pub fn write_import(entities: &[Imported], kind: &Kind, known: &Dictionary, out: &mut dyn Write) -> io::Result<ImportCounts> {
    let owners: FxHashMap<String, &str> = known
        .entries()
        .iter()
        .flat_map(|entry| {
            entry.aliases.iter().filter(|alias| !alias.pattern).map(move |alias| (key(&alias.text), entry.entity.id.as_str()))
        })
        .collect();
    let mut counts = ImportCounts::default();
    let mut ids: FxHashSet<String> = known.entries().iter().map(|entry| entry.entity.id.clone()).collect();
    let mut names: FxHashSet<String> = FxHashSet::default();
    let mut order: Vec<&Imported> = entities.iter().collect();
    order.sort_by_key(|entity| (slug(&entity.name), &entity.name));
    writeln!(out, "# Imported, to be reviewed: strike out what is no name, give ambiguous ones their conditions.")?;
    writeln!(out, "kind: {}", quoted(kind.as_str()))?;
    writeln!(out, "entities:{}", if entities.is_empty() { " []" } else { "" })?;
    let mut body = Vec::new();
    for entity in order {
        let all = || std::iter::once(&entity.name).chain(&entity.aliases);
        if let Some(owner) = all().find_map(|name| owners.get(&key(name))) {
            counts.known += 1;
            let new: Vec<String> = all().filter(|name| !owners.contains_key(&key(name))).map(|name| quoted(name)).collect();
            writeln!(body, "  # {} is there as {}; names it lacks: [{}]", quoted(&entity.name), quoted(owner), new.join(", "))?;
            continue;
        }
        if !names.insert(key(&entity.name)) {
            counts.shared += 1;
            writeln!(body, "  # {} is the name of an entity above too", quoted(&entity.name))?;
            continue;
        }
        counts.new += 1;
        let kind = entity.kind.as_ref().map_or_else(String::new, |kind| format!(", kind: {}", quoted(kind.as_str())));
        let id = free_id(&entity.name, &mut ids);
        let (free, shared): (Vec<&String>, Vec<&String>) = entity.aliases.iter().partition(|alias| names.insert(key(alias)));
        let aliases: Vec<String> = free.into_iter().map(|alias| quoted(alias)).collect();
        let source = if entity.source_id.is_empty() { String::new() } else { format!(" # {}", quoted(&entity.source_id)) };
        writeln!(body, "  - {{id: {}, name: {}{kind}, aliases: [{}]}}{source}", quoted(&id), quoted(&entity.name), aliases.join(", "))?;
        for alias in shared {
            counts.shared += 1;
            writeln!(body, "    # {} is a name of an entity above too", quoted(alias))?;
        }
    }
    if counts.new == 0 && !entities.is_empty() {
        writeln!(body, "  []")?;
    }
    out.write_all(&body)?;
    Ok(counts)
}

/// An id that is not taken yet.
fn free_id(name: &str, taken: &mut FxHashSet<String>) -> String {
    let wanted = slug(name);
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let id = std::iter::once(wanted.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(wanted);
    taken.insert(id.clone());
    id
}

/// Text from elsewhere as a YAML string, whatever it contains: a JSON string is one, but for what YAML does not print.
fn quoted(text: &str) -> String {
    let unprintable = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let json = Value::from(text).to_string();
    json.chars().map(|c| if unprintable(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, format: ImportFormat) -> Vec<(String, String, Vec<String>)> {
        import(text, format).expect("imports").into_iter().map(|e| (e.source_id, e.name, e.aliases)).collect()
    }

    fn expected(rows: &[(&str, &str, &[&str])]) -> Vec<(String, String, Vec<String>)> {
        rows.iter().map(|(id, name, aliases)| ((*id).into(), (*name).into(), aliases.iter().map(|a| (*a).into()).collect())).collect()
    }

    #[test]
    fn tables() {
        let csv = "\u{feff}Name,Aliases,Kind\n\"Norwind, Inc.\",北风|NORWIND INC,company\nTidewake,,\n,x,\nTidewake,潮汐,\n";
        assert_eq!(
            names(csv, ImportFormat::Csv),
            expected(&[("", "Norwind, Inc.", &["北风", "NORWIND INC"]), ("", "Tidewake", &["潮汐"])])
        );
        let tsv = "item\titemLabel\naddress/Q1\tQuay\naddress/Q1\tThe Quay\n";
        assert_eq!(names(tsv, ImportFormat::Tsv), expected(&[("Q1", "Quay", &["The Quay"])]));
        assert!(matches!(import("a,b\n1,2\n", ImportFormat::Csv), Err(ImportError::NoNameColumn { .. })));
        assert!(matches!(import("name,b\n1,2\n3\n", ImportFormat::Csv), Err(ImportError::Table { line: 3, .. })));
    }

    #[test]
    fn whatever_is_imported_loads() {
        let hostile = ["a: b # c", "\"x\"", "x\u{7f}\u{85}\u{2028}\u{feff}y", "- x", "{x}", "x\ny", "null", "1.0", "\\u0041", "日本\u{0}x"];
        let imported = |name: &&str| Imported { name: (*name).to_owned(), aliases: vec![format!("{name} too")], ..Imported::default() };
        let entities: Vec<Imported> = hostile.iter().map(imported).collect();
        let known = Dictionary::parse("known.yaml", "kind: company\nentities:\n  - {id: x, name: 'Null'}\n").expect("loads");
        let mut out = Vec::new();
        let counts = write_import(&entities, &Kind::new("company"), &known, &mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        let dictionary = Dictionary::parse("import.yaml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(dictionary.entries().len(), counts.new);
        let loaded: FxHashSet<&str> = dictionary.entries().iter().map(|entry| entry.entity.name.as_str()).collect();
        assert!(hostile.iter().filter(|name| **name != "null").all(|name| loaded.contains(name)), "{text}");
    }

    #[test]
    fn wikidata_in_its_shapes() {
        let one = r#"{"id":"Q1","labels":{"en":{"value":"Quay"},"zh":{"value":"码头"},"fr":{"value":"Quai"}},"aliases":{"en":[{"value":"Quay Co"}]}}"#;
        let quay = expected(&[("Q1", "Quay", &["码头", "Quay Co"])]);
        for text in [one.to_owned(), format!("[{one}]"), format!("[\n{one},\n{one}\n"), format!("{{\"entities\":{{\"Q1\":{one}}}}}")] {
            assert_eq!(names(&text, ImportFormat::Wikidata), quay, "{text}");
        }
        let query = r#"{"results":{"bindings":[{"item":{"value":"http://x/Q1"},"itemLabel":{"value":"Quay"},"itemAltLabel":{"value":"Q Co, Kai"},"zhLabel":{"value":"码头"}}]}}"#;
        assert_eq!(names(query, ImportFormat::Wikidata), expected(&[("Q1", "Quay", &["Q Co", "Kai", "码头"])]));
        assert!(matches!(import("{\"a\":1}", ImportFormat::Wikidata), Err(ImportError::NotWikidata)));
        assert!(matches!(import("nothing", ImportFormat::Wikidata), Err(ImportError::Json { line: 1, .. })));
    }
}
