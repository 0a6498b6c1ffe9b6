//! What bounds the job from below: reading the files, and searching them with a bare automaton.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use comention::dictionary::Dictionary;
use comention::matching::spellings;
use daachorse::{
    CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder,
};

/// More patterns than this make a DFA of gigabytes.
const MOST_FOR_DFA: usize = 5_000;

/// One way to go through the bytes of a file.
pub enum Scan {
    /// Read it, no more.
    Read,
    /// Check that it is UTF-8, too.
    Utf8,
    /// Search it regardless of the case of ASCII letters.
    AhoCorasick(&'static str, AhoCorasick),
    /// Search a copy with ASCII letters in lower case.
    Bytewise(DoubleArrayAhoCorasick<u32>),
    Charwise(CharwiseDoubleArrayAhoCorasick<u32>),
    /// Search for the aliases exactly as the dictionary writes them.
    Exact(DoubleArrayAhoCorasick<u32>),
}

impl Scan {
    /// All of them for a dictionary; `text` is what daachorse orders its characters by.
    pub fn all(dictionary: &Dictionary, text: &[String]) -> Result<Vec<Scan>, Box<dyn Error>> {
        let patterns = patterns(dictionary);
        let aho_corasick = |kind| {
            let mut builder = AhoCorasick::builder();
            builder.match_kind(MatchKind::Standard).kind(Some(kind)).ascii_case_insensitive(true).build(&patterns)
        };
        let mut all = vec![Scan::Read, Scan::Utf8, Scan::AhoCorasick("aho-corasick NFA", aho_corasick(AhoCorasickKind::ContiguousNFA)?)];
        if patterns.len() <= MOST_FOR_DFA {
            all.push(Scan::AhoCorasick("aho-corasick DFA", aho_corasick(AhoCorasickKind::DFA)?));
        }
        all.push(Scan::Bytewise(DoubleArrayAhoCorasickBuilder::new().build(&patterns).map_err(of_daachorse)?));
        all.push(Scan::Charwise(CharwiseDoubleArrayAhoCorasickBuilder::new().corpus(text).build(&patterns).map_err(of_daachorse)?));
        let exact: BTreeSet<&String> =
            dictionary.entries().iter().flat_map(|e| &e.aliases).filter(|a| !a.pattern).map(|a| &a.text).collect();
        all.push(Scan::Exact(DoubleArrayAhoCorasickBuilder::new().build(exact).map_err(of_daachorse)?));
        Ok(all)
    }

    pub fn name(&self) -> &'static str {
        match self {
            Scan::Read => "read",
            Scan::Utf8 => "read, check UTF-8",
            Scan::AhoCorasick(name, _) => name,
            Scan::Bytewise(_) => "daachorse bytewise",
            Scan::Charwise(_) => "daachorse charwise",
            Scan::Exact(_) => "daachorse, case kept",
        }
    }

    /// Whether it finds names as the job does, in upper and lower case.
    pub fn folds(&self) -> bool {
        matches!(self, Scan::AhoCorasick(..) | Scan::Bytewise(_) | Scan::Charwise(_))
    }

    /// Reads and searches all files on some threads.
    pub fn run(&self, paths: &[PathBuf], threads: usize) {
        let (next, found) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let mut bytes = Vec::new();
                    while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                        bytes.clear();
                        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).expect("readable");
                        found.fetch_add(self.count(&mut bytes), Ordering::Relaxed);
                    }
                });
            }
        });
        assert!(found.into_inner() > 0, "{} finds something", self.name());
    }

    fn count(&self, bytes: &mut [u8]) -> usize {
        match self {
            Scan::Read => bytes.len(),
            Scan::Utf8 => std::str::from_utf8(bytes).expect("UTF-8").len(),
            Scan::AhoCorasick(_, automaton) => automaton.try_find_overlapping_iter(&*bytes).expect("overlapping").count(),
            Scan::Exact(automaton) => automaton.find_overlapping_iter(&*bytes).count(),
            Scan::Bytewise(automaton) => {
                bytes.make_ascii_lowercase();
                automaton.find_overlapping_iter(&*bytes).count()
            }
            Scan::Charwise(automaton) => {
                bytes.make_ascii_lowercase();
                automaton.find_overlapping_iter(std::str::from_utf8(bytes).expect("UTF-8")).count()
            }
        }
    }
}

fn of_daachorse(error: daachorse::errors::DaachorseError) -> String {
    error.to_string()
}

/// What the job's own automaton holds: all spellings of all aliases and blockers.
pub fn patterns(dictionary: &Dictionary) -> Vec<String> {
    let of_entry =
        dictionary.entries().iter().flat_map(|entry| entry.blockers.iter().chain(entry.aliases.iter().flat_map(|a| &a.blockers)));
    let aliases = dictionary.entries().iter().flat_map(|entry| &entry.aliases).filter(|alias| !alias.pattern).map(|alias| &alias.text);
    let mut patterns: Vec<String> = aliases.chain(of_entry).flat_map(|text| spellings(text)).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}
