//! Where the time of the job goes.
//!
//! `cargo bench --bench stages -- [FOLDER] [RUNS]` does each stage of `comention build` over all transcripts of FOLDER
//! (default: the project's examples), on one thread, and prints the median of RUNS (default: 5) in milliseconds and
//! in megabytes a second.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use comention::dictionary::Dictionary;
use comention::explorer::{self, PageLimits};
use comention::export::{ExportFormat, records};
use comention::graph::{Graph, Tally, ViewOptions};
use comention::input;
use comention::matching::Matcher;
use comention::pipeline::{self, Fingerprint, Settings, load};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/transcripts");
    let folder = arguments.first().map_or(examples, PathBuf::from);
    let runs: usize = arguments.get(1).map_or(Ok(5), |text| text.parse())?;
    let paths = pipeline::sources(&[folder])?.paths;
    let mut stages: Vec<(&str, Vec<f64>)> = Vec::new();
    let mut bytes = 0;
    for _ in 0..runs {
        let mut clock = Clock { stages: &mut stages, next: 0 };
        bytes = job(&paths, &mut clock)?;
    }
    let mut all = 0.0;
    for (stage, mut seconds) in stages {
        seconds.sort_by(f64::total_cmp);
        let median = seconds[seconds.len() / 2];
        all += median;
        println!("{stage:<12} {:>8.1} ms {:>8.0} MB/s", median * 1e3, bytes as f64 / 1e6 / median);
    }
    println!("{:<12} {:>8.1} ms {:>8.0} MB/s", "all", all * 1e3, bytes as f64 / 1e6 / all);
    Ok(())
}

/// Adds up the time of each stage, in the order in which they are first heard of.
struct Clock<'s> {
    stages: &'s mut Vec<(&'static str, Vec<f64>)>,
    next: usize,
}

impl Clock<'_> {
    fn stage<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = run();
        let seconds = started.elapsed().as_secs_f64();
        if self.next == self.stages.len() {
            self.stages.push((name, Vec::new()));
        }
        self.stages[self.next].1.push(seconds);
        self.next += 1;
        result
    }
}

/// Stage by stage for all files, in batches so that memory stays small.
fn job(paths: &[PathBuf], clock: &mut Clock) -> Result<usize, Box<dyn std::error::Error>> {
    let settings = Settings::default();
    let dictionary = clock.stage("dictionary", Dictionary::builtin)?;
    let matcher = clock.stage("compile", || Matcher::new(&dictionary))?;
    let loaded = clock.stage("load", || paths.iter().map(|path| load(path)).collect::<Result<Vec<_>, _>>())?;
    let bytes = loaded.iter().map(Vec::len).sum();
    let documents: Vec<_> = clock.stage("read", || {
        let read = paths.iter().zip(loaded).map(|(path, bytes)| input::read(&path.to_string_lossy(), bytes, &settings.read));
        read.flatten().collect()
    });
    let matches: Vec<_> = clock.stage("match", || documents.iter().map(|document| matcher.matches(document, &settings.matching)).collect());
    let tally = clock.stage("tally", || {
        let mut tally = Tally::new(settings.window, settings.evidence, matcher.entity_count());
        documents.iter().zip(&matches).for_each(|(document, matches)| tally.add(document, matches));
        tally
    });
    clock.stage("mentions", || -> serde_json::Result<()> {
        for record in documents.iter().zip(&matches).flat_map(|(document, matches)| records(document, matches)) {
            serde_json::to_writer(io::sink(), &record)?;
        }
        Ok(())
    })?;
    let fingerprints: Vec<_> = clock.stage("fingerprint", || documents.iter().map(Fingerprint::new).collect());
    clock.stage("duplicates", || pipeline::duplicates(&fingerprints));
    let graph = clock.stage("graph", || Graph::new(tally, &matcher, true));
    for format in ExportFormat::BUILT {
        clock.stage(format.name(), || format.write(&graph, &ViewOptions::default(), &mut io::sink()))?;
    }
    clock.stage("explorer", || explorer::write(&graph, &PageLimits::default(), &mut io::sink()))?;
    Ok(bytes)
}
