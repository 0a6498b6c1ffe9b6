//! The whole job against a bare scan.
//!
//! `cargo bench --bench throughput -- [FOLDER] [MEGABYTES] [RUNS]` repeats the
//! transcripts of FOLDER (default: the project's examples) to MEGABYTES
//! (default: 100) and times, in turn and on the same threads,
//!
//! - scan: reading each file and searching its bytes with an overlapping
//!   aho-corasick automaton of the same spellings and kind;
//! - job: what `comention build` does with them, output included.
//!
//! It prints the median of each and the ratio of the job's speed to the scan's.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use comention::dictionary::Dictionary;
use comention::explorer::{self, PageLimits};
use comention::export::ExportFormat;
use comention::graph::{Graph, ViewOptions};
use comention::matching::{Matcher, spellings};
use comention::pipeline::{self, Settings};

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = arguments.first().map_or_else(|| root.join("examples/transcripts"), PathBuf::from);
    let megabytes: u64 = arguments.get(1).map_or(Ok(100), |text| text.parse())?;
    let runs: usize = arguments.get(2).map_or(Ok(5), |text| text.parse())?;

    let work = tempfile::tempdir()?;
    let (paths, bytes) = repeat(&folder, work.path(), megabytes * 1_000_000)?;
    let dictionary = Dictionary::builtin()?;
    let started = Instant::now();
    let matcher = Matcher::new(&dictionary)?;
    let compiling = started.elapsed();
    let patterns = patterns(&dictionary);
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .ascii_case_insensitive(true)
        .build(&patterns)?;
    let cores = std::thread::available_parallelism()?.get();
    println!("{} files, {} MB, {} spellings, dictionary compiled in {compiling:.0?}", paths.len(), bytes / 1_000_000, patterns.len());
    for threads in [1, cores] {
        let (mut scans, mut jobs) = (Vec::new(), Vec::new());
        for run in 0..=runs {
            let scan = time(|| scan(&paths, &automaton, threads));
            let job = time(|| job(&paths, &matcher, threads, work.path()));
            // The first round warms up.
            if run > 0 {
                scans.push(scan);
                jobs.push(job);
            }
        }
        let (scan, job) = (median(scans), median(jobs));
        let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
        println!("{threads} threads: scan {:.0} MB/s, job {:.0} MB/s, ratio {:.2}", speed(scan), speed(job), scan / job);
    }
    Ok(())
}

/// Copies the transcripts of a folder under other names until there are enough bytes.
fn repeat(folder: &Path, into: &Path, enough: u64) -> Result<(Vec<PathBuf>, u64), Box<dyn std::error::Error>> {
    let originals: Vec<Vec<u8>> = pipeline::sources(&[folder.to_owned()])?.paths.iter().map(fs::read).collect::<Result<_, _>>()?;
    let (mut paths, mut bytes) = (Vec::new(), 0);
    for (number, original) in originals.iter().cycle().enumerate() {
        if bytes >= enough {
            break;
        }
        let path = into.join(format!("{number:06}.md"));
        fs::write(&path, original)?;
        bytes += original.len() as u64;
        paths.push(path);
    }
    Ok((paths, bytes))
}

/// What the job's own automaton holds: all spellings of all aliases and blockers.
fn patterns(dictionary: &Dictionary) -> Vec<String> {
    let of_entry =
        dictionary.entries().iter().flat_map(|entry| entry.blockers.iter().chain(entry.aliases.iter().flat_map(|a| &a.blockers)));
    let aliases = dictionary.entries().iter().flat_map(|entry| &entry.aliases).filter(|alias| !alias.pattern).map(|alias| &alias.text);
    let mut patterns: Vec<String> = aliases.chain(of_entry).flat_map(|text| spellings(text)).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}

fn scan(paths: &[PathBuf], automaton: &AhoCorasick, threads: usize) {
    let (next, found) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = fs::read(path).expect("readable");
                    let hits = automaton.try_find_overlapping_iter(&bytes).expect("overlapping").count();
                    found.fetch_add(hits, Ordering::Relaxed);
                }
            });
        }
    });
    assert!(found.into_inner() > 0, "the scan finds names");
}

fn job(paths: &[PathBuf], matcher: &Matcher, threads: usize, work: &Path) {
    let settings = Settings { jobs: threads.try_into().ok(), ..Settings::default() };
    let mut mentions = std::io::BufWriter::new(fs::File::create(work.join("mentions.jsonl")).expect("created"));
    let outcome = pipeline::run(paths, matcher, &settings, Some(&mut mentions), &|_| ()).expect("runs");
    let graph = Graph::new(outcome.tally, matcher, true);
    let create = |name: &str| std::io::BufWriter::new(fs::File::create(work.join(name)).expect("created"));
    let formats = || {
        for format in ExportFormat::BUILT {
            format.write(&graph, &ViewOptions::default(), &mut create(format.name())).expect("written");
        }
    };
    let page = || explorer::write(&graph, &PageLimits::default(), &mut create("explorer.html")).expect("written");
    if threads == 1 {
        formats();
        page();
    } else {
        std::thread::scope(|scope| {
            scope.spawn(page);
            formats();
        });
    }
}

fn time(run: impl FnOnce()) -> f64 {
    let started = Instant::now();
    run();
    started.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
