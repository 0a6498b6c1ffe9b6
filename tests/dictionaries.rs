//! The dictionaries of the project keep their own promises.

use std::path::Path;

use comention::dictionary::Dictionary;
use comention::input::{ReadOptions, read};
use comention::matching::{MatchOptions, Matcher};
use comention::model::Kind;

/// Entries whose example sentences fail.
fn broken_promises(dictionary: &Dictionary) -> (usize, Vec<String>) {
    let matcher = Matcher::new(dictionary).expect("compiles");
    let finds = |sentence: &str, id: &str| {
        let document = read("example.md", sentence.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
        let matches = matcher.matches(&document, &MatchOptions::default());
        matches.mentions.iter().any(|mention| matches.entity(mention.entity).id == id)
    };
    let (mut tried, mut failures) = (0, Vec::new());
    for entry in dictionary.entries() {
        let examples =
            entry.matches.iter().map(|sentence| (sentence, true)).chain(entry.not_matches.iter().map(|sentence| (sentence, false)));
        for (sentence, expected) in examples {
            tried += 1;
            if finds(sentence, &entry.entity.id) != expected {
                let verb = if expected { "is not found in" } else { "is found in" };
                failures.push(format!("{}:{}: {} {verb} {sentence:?}", entry.origin.file, entry.origin.line, entry.entity.id));
            }
        }
    }
    (tried, failures)
}

#[test]
fn the_shipped_ones_load_and_keep_their_examples() {
    let dictionary = Dictionary::builtin().expect("valid");
    for (kind, least) in [(Kind::PERSON, 1_400), (Kind::COMPANY, 1_500), (Kind::PRODUCT, 1_100)] {
        assert!(dictionary.count(&kind) >= least, "{kind}");
    }
    let (_, failures) = broken_promises(&dictionary);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_examples_keep_their_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (tried, failures) = broken_promises(&Dictionary::read(&[root.join("examples/dictionary")]).expect("valid"));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(tried > 50, "{tried} example sentences");
}

/// Sorted files are easy to look things up in and easy to merge.
#[test]
fn files_are_in_order_of_id() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    for name in ["people.yaml", "companies.yaml", "products.yaml"] {
        let text = std::fs::read_to_string(directory.join(name)).expect("readable");
        let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  - id: ")).collect();
        assert!(ids.len() > 1_000, "{name}");
        for pair in ids.windows(2) {
            assert!(pair[0] < pair[1], "{name}: {} stands before {}", pair[0], pair[1]);
        }
    }
}

#[test]
fn the_built_in_dictionary_is_what_the_files_say() {
    let from_files = Dictionary::read(&[concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries")]).expect("reads");
    let builtin = Dictionary::builtin().expect("reads");
    assert_eq!(builtin.digest(), from_files.digest());
    assert_eq!(builtin.entries().len(), from_files.entries().len());
    for (a, b) in builtin.entries().iter().zip(from_files.entries()) {
        assert_eq!((&a.entity, &a.aliases, &a.blockers, a.origin.line), (&b.entity, &b.aliases, &b.blockers, b.origin.line));
        assert_eq!((&a.matches, &a.not_matches), (&b.matches, &b.not_matches));
    }
}
