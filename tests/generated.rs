//! What the benchmarks are run on.

#[path = "../benches/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use comention::dictionary::Dictionary;
use comention::input::{self, ReadOptions};
use comention::matching::{MatchOptions, Matcher};
use support::names::{Kind, names, yaml};
use support::text::{Language, Sentences};
use support::{SEED, SIZES};

#[test]
fn dictionaries_have_the_size_asked_for_and_are_valid() {
    for size in &SIZES[..2] {
        let names = names(*size, SEED);
        let parsed = Kind::ALL.map(|kind| Dictionary::parse("generated.yaml", &yaml(&names, kind)).expect("valid"));
        assert_eq!(parsed.iter().flat_map(Dictionary::entries).map(|entry| entry.aliases.len()).sum::<usize>(), *size);
    }
}

#[test]
fn the_same_seed_gives_the_same_text_with_names_as_dense_as_in_real_transcripts() {
    let place = tempfile::tempdir().expect("directory");
    let names = names(SIZES[0], SEED);
    let directory = place.path().join("dictionary");
    support::names::write(&names, &directory, &place.path().join("aliases.tsv")).expect("written");
    let matcher = Matcher::new(&Dictionary::read(&[directory]).expect("valid")).expect("compiles");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/transcripts");
    let sentences = Sentences::of(&examples).expect("sentences");
    for language in [Language::En, Language::Zh, Language::Mixed] {
        let write = |name: &str, bytes| sentences.write(language, &names, &place.path().join(name), bytes, SEED).expect("written");
        let (once, bytes) = write(&format!("{language:?}"), 400_000);
        let (again, _) = write(&format!("{language:?} again"), 800_000);
        assert!(once.len() > 5 && again.len() > once.len());
        let mut found = 0;
        for (index, path) in once.iter().enumerate() {
            let text = fs::read(path).expect("read");
            // The last of them is cut off where there is enough.
            assert!(index + 1 == once.len() || text == fs::read(&again[index]).expect("read"), "{}", path.display());
            let document = input::read("generated.md", text, &ReadOptions::default()).expect("a transcript");
            assert_eq!(document.speakers.len(), 2, "{}", path.display());
            let matches = matcher.matches(&document, &MatchOptions::default());
            found += matches.mentions.iter().map(|mention| mention.span.len()).sum::<usize>();
        }
        let share = found as f64 / bytes as f64;
        assert!((0.01..0.04).contains(&share), "{share:.3} of the bytes are names in {language:?}");
    }
}
