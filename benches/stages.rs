//! Where the time of the job goes.
//!
//! `cargo bench --bench stages -- [FOLDER] [RUNS]` does each stage of `comention build` over all transcripts of FOLDER
//! (default: the project's examples), file by file as the job does, on one thread, and prints the median of RUNS
//! (default: 5) in milliseconds of processor time, in megabytes a second and in per cent. `--dictionary DIR` takes
//! another dictionary than the one built in. Indented lines are parts of the line above, measured apart.

mod support;

use std::error::Error;
use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Parser;
use comention::dictionary::Dictionary;
use comention::explorer::{self, PageLimits};
use comention::export::{ExportFormat, records};
use comention::graph::{Graph, Tally, ViewOptions};
use comention::input;
use comention::matching::Matcher;
use comention::pipeline::{self, Fingerprint, Settings};
use comention::text::{Case, fold};
use support::{Cost, median, time};

#[derive(Parser)]
struct Arguments {
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/transcripts"))]
    folder: PathBuf,
    #[arg(default_value_t = 5)]
    runs: usize,
    #[arg(long)]
    dictionary: Option<PathBuf>,
    /// What cargo bench adds
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let paths = pipeline::sources(std::slice::from_ref(&arguments.folder))?.paths;
    let mut stages: Vec<(&str, Vec<Cost>)> = Vec::new();
    let mut bytes = 0;
    for run in 0..arguments.runs {
        let mut clock = Clock::default();
        bytes = job(&paths, arguments.dictionary.as_ref(), &mut clock)?;
        for (index, (name, cost)) in clock.stages.into_iter().enumerate() {
            if run == 0 {
                stages.push((name, Vec::new()));
            }
            stages[index].1.push(cost);
        }
    }
    let medians: Vec<(&str, f64)> = stages.iter().map(|(name, costs)| (*name, median(costs).cpu)).collect();
    let all = medians.iter().filter(|(name, _)| !name.starts_with(' ')).map(|(_, seconds)| seconds).sum::<f64>();
    for (name, seconds) in medians.into_iter().chain([("all", all)]) {
        println!("{name:<14} {:>8.1} ms {:>8.0} MB/s {:>5.1} %", seconds * 1e3, bytes as f64 / 1e6 / seconds, seconds / all * 1e2);
    }
    Ok(())
}

/// Adds up the time of each stage, in the order in which they are first heard of.
#[derive(Default)]
struct Clock {
    stages: Vec<(&'static str, Cost)>,
}

impl Clock {
    fn stage<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let (result, cost) = time(run);
        match self.stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum = Cost { clock: sum.clock + cost.clock, cpu: sum.cpu + cost.cpu },
            None => self.stages.push((name, cost)),
        }
        result
    }
}

fn job(paths: &[PathBuf], dictionary: Option<&PathBuf>, clock: &mut Clock) -> Result<usize, Box<dyn Error>> {
    let settings = Settings::default();
    let dictionary = clock.stage("dictionary", || dictionary.map_or_else(Dictionary::builtin, |path| Dictionary::read(&[path])))?;
    let matcher = clock.stage("compile", || Matcher::new(&dictionary))?;
    let empty = || Tally::new(settings.window, settings.evidence, matcher.entity_count());
    let mut tallies = [empty(), empty()];
    let mut fingerprints = Vec::new();
    let mut size = 0;
    for (number, path) in paths.iter().enumerate() {
        let bytes = clock.stage("load", || fs::read(path))?;
        size += bytes.len();
        let read = clock.stage("read", || input::read(&path.to_string_lossy(), bytes, &settings.read));
        let Ok(document) = read else { continue };
        clock.stage("  UTF-8", || std::str::from_utf8(document.source.as_bytes()).map(str::len))?;
        clock.stage("  fold", || fold(&document.source, Case::Fold));
        let matches = clock.stage("match", || matcher.matches(&document, &settings.matching));
        clock.stage("count", || tallies[number % 2].add(&document, &matches));
        clock.stage("write mentions", || records(&document, &matches).try_for_each(|record| serde_json::to_writer(io::sink(), &record)))?;
        fingerprints.push(clock.stage("fingerprint", || Fingerprint::new(&document)));
        clock.stage("drop", || drop((matches.mentions, document)));
    }
    let [mut tally, other] = tallies;
    clock.stage("merge", || tally.merge(other));
    clock.stage("duplicates", || pipeline::duplicates(&fingerprints));
    let graph = clock.stage("graph", || Graph::new(tally, &matcher, true));
    for format in ExportFormat::BUILT {
        clock.stage(format.name(), || format.write(&graph, &ViewOptions::default(), &mut io::sink()))?;
    }
    clock.stage("explorer", || explorer::write(&graph, &PageLimits::default(), &mut io::sink()))?;
    Ok(size)
}
