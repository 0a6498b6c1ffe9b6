//! Documents annotated blind: what the shipped dictionaries find in them may only get better.

use std::fs;
use std::path::{Path, PathBuf};

use comention::dictionary::Dictionary;
use comention::input::{ReadOptions, read};
use comention::matching::{Evaluation, MatchOptions, Matcher, parse_gold};

/// Document, and the least precision and recall it must have.
const FLOORS: &[(&str, f64, f64)] = &[
    ("6gWsnAUFk7o", 0.97, 0.94),
    ("AeDxXylW3yo", 0.96, 0.96),
    ("a_gVksWLOMI", 0.96, 0.91),
    ("bCJcpNXhOuI", 0.94, 0.80),
    ("vY-APySBaJM", 0.97, 0.85),
    ("b_UMhn8E8lI", 0.90, 0.45),
    ("Aj8qVa4QbEg", 0.96, 0.96),
    ("B-vD0O4S-aM", 0.96, 0.87),
    ("ghFuhx1wN_Y", 0.96, 0.85),
    ("oyVZCbhe7GY", 0.98, 0.98),
];

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold")
}

fn gold(id: &str) -> PathBuf {
    directory().join(id).with_extension("tsv")
}

#[test]
fn every_gold_file_is_well_formed_and_has_a_floor() {
    let files = fs::read_dir(directory()).expect("listed").count();
    assert_eq!(files, FLOORS.len() + 1, "one README and a floor for every gold file");
    for (id, ..) in FLOORS {
        let text = fs::read_to_string(gold(id)).expect("gold file");
        let rows = parse_gold(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert!(rows.len() > 30, "{id}");
    }
}

#[test]
fn found_in_documents_annotated_blind() {
    let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/foundry/notes");
    if !notes.is_dir() {
        return;
    }
    let matcher = Matcher::new(&Dictionary::builtin().expect("loads")).expect("compiles");
    for &(id, precision, recall) in FLOORS {
        let rows = parse_gold(&fs::read_to_string(gold(id)).expect("gold file")).expect("well-formed");
        let bytes = fs::read(notes.join(id).with_extension("md")).expect("the document");
        let document = read(id, bytes, &ReadOptions::default()).expect("text");
        let matches = matcher.matches(&document, &MatchOptions::default());
        let evaluation = Evaluation::new(&document, &matches, &rows);
        let score = evaluation.total;
        assert!(score.precision() >= precision && score.recall() >= recall, "{id}: {:.3} {:.3}", score.precision(), score.recall());
    }
}
