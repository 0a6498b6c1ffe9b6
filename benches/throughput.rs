//! The whole job against a bare scan.
//!
//! `cargo bench --bench throughput -- [FOLDER] [MEGABYTES] [RUNS]` repeats the transcripts of FOLDER (default: the
//! project's examples) to MEGABYTES (default: 100) and times, in turn and on the same threads,
//!
//! - scans: reading each file, checking that it is UTF-8, and searching its bytes with overlapping automata of the
//!   same spellings from aho-corasick and daachorse;
//! - the job: what `comention build` does with them, output included.
//!
//! It prints the median of each, and the ratio of the job's speed to that of aho-corasick's contiguous NFA.
//! `--dictionaries d1,d2,d3` takes generated dictionaries of 843, 50,000 and 1,000,000 aliases instead of the one
//! built in, and `--texts en,zh,mixed` transcripts made of the sentences of FOLDER with names of the dictionary put in.

mod support;

use std::error::Error;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use comention::dictionary::Dictionary;
use comention::explorer::{self, PageLimits};
use comention::export::ExportFormat;
use comention::graph::{Graph, ViewOptions};
use comention::matching::Matcher;
use comention::pipeline::{self, Settings};
use support::names::{Named, names};
use support::scan::{Scan, patterns};
use support::text::{Language, Sentences};
use support::{Cost, SEED, SIZES, median, time};

#[derive(Parser)]
struct Arguments {
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/transcripts"))]
    folder: PathBuf,
    #[arg(default_value_t = 100)]
    megabytes: u64,
    #[arg(default_value_t = 5)]
    runs: usize,
    /// Which dictionaries, joined by commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "builtin")]
    dictionaries: Vec<Which>,
    /// Which texts: those of the folder, or made of them
    #[arg(long, value_enum, value_delimiter = ',', default_value = "given")]
    texts: Vec<Text>,
    /// What cargo bench adds
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Which {
    Builtin,
    D1,
    D2,
    D3,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Text {
    Given,
    En,
    Zh,
    Mixed,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let place = tempfile::tempdir()?;
    for &which in &arguments.dictionaries {
        let names = match which {
            Which::Builtin => names(SIZES[0], SEED),
            _ => names(SIZES[which as usize - Which::D1 as usize], SEED),
        };
        let directory = place.path().join("dictionary");
        let dictionary = match which {
            Which::Builtin => Dictionary::builtin()?,
            _ => {
                support::names::write(&names, &directory, &place.path().join("aliases.tsv"))?;
                Dictionary::read(&[&directory])?
            }
        };
        for &text in &arguments.texts {
            let files = place.path().join("text");
            let (paths, bytes) = files_of(&arguments, text, &names, &files)?;
            let sample: Vec<String> = paths.iter().take(30).map(fs::read_to_string).collect::<Result<_, _>>()?;
            println!("{which:?} dictionary, {text:?} text: {} files, {} MB", paths.len(), bytes / 1_000_000);
            case(&dictionary, &sample, &paths, bytes, arguments.runs, place.path())?;
            fs::remove_dir_all(files)?;
        }
    }
    Ok(())
}

fn files_of(arguments: &Arguments, text: Text, names: &[Named], into: &Path) -> Result<(Vec<PathBuf>, u64), Box<dyn Error>> {
    let enough = arguments.megabytes * 1_000_000;
    let language = match text {
        Text::Given => return repeat(&arguments.folder, into, enough),
        Text::En => Language::En,
        Text::Zh => Language::Zh,
        Text::Mixed => Language::Mixed,
    };
    Sentences::of(&arguments.folder)?.write(language, names, into, enough, SEED)
}

/// Copies the transcripts of a folder under other names until there are enough bytes.
fn repeat(folder: &Path, into: &Path, enough: u64) -> Result<(Vec<PathBuf>, u64), Box<dyn Error>> {
    fs::create_dir_all(into)?;
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

/// Times one dictionary on one text.
fn case(dictionary: &Dictionary, sample: &[String], paths: &[PathBuf], bytes: u64, runs: usize, work: &Path) -> Result<(), Box<dyn Error>> {
    let (matcher, compiling) = time(|| Matcher::new(dictionary));
    let matcher = matcher?;
    println!("{} spellings, dictionary compiled in {:.1} ms", patterns(dictionary).len(), compiling.clock * 1e3);
    let scans = Scan::all(dictionary, sample)?;
    let cores = std::thread::available_parallelism()?.get();
    let mut of_job = Vec::new();
    for threads in [1, cores] {
        let mut costs = vec![Vec::new(); scans.len() + 1];
        for run in 0..=runs {
            let mut all: Vec<Cost> = scans.iter().map(|scan| time(|| scan.run(paths, threads)).1).collect();
            all.push(time(|| job(paths, &matcher, threads, work)).1);
            // The first round warms up.
            if run > 0 {
                costs.iter_mut().zip(all).for_each(|(of_one, cost)| of_one.push(cost));
            }
        }
        let medians: Vec<Cost> = costs.iter().map(|costs| median(costs)).collect();
        report(&scans, &medians, bytes, threads);
        of_job.push(medians[scans.len()].clock);
    }
    println!("{cores} threads do the job {:.2} times as fast as one\n", of_job[0] / of_job[1]);
    Ok(())
}

/// Prints a line for each scan and the job: speed by the clock and per processor second, and the job's share of both.
fn report(scans: &[Scan], medians: &[Cost], bytes: u64, threads: usize) {
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let job = medians[scans.len()];
    println!("  {:<24}{:>8}{:>8}{:>10}{:>8}", format!("{threads} threads"), "MB/s", "job's", "MB/cpu-s", "job's");
    let names = scans.iter().map(Scan::name).chain(["job"]);
    for (name, cost) in names.zip(medians) {
        let (clock, cpu) = (cost.clock / job.clock, cost.cpu / job.cpu);
        println!("  {name:<24}{:>8.0}{clock:>8.2}{:>10.0}{cpu:>8.2}", speed(cost.clock), speed(cost.cpu));
    }
    let folding = scans.iter().zip(medians).filter(|(scan, _)| scan.folds());
    let (best, cost) = folding.min_by(|a, b| a.1.cpu.total_cmp(&b.1.cpu)).expect("a scan that folds");
    println!(
        "  the job has {:.2} of the speed of the fastest scan, {}; CPU {:.2}",
        cost.clock / job.clock,
        best.name(),
        cost.cpu / job.cpu
    );
    let nfa = scans.iter().zip(medians).find(|(scan, _)| matches!(scan, Scan::AhoCorasick(..))).expect("an NFA").1;
    let ratio = nfa.clock / job.clock;
    println!("{threads} threads: scan {:.0} MB/s, job {:.0} MB/s, ratio {ratio:.2}", speed(nfa.clock), speed(job.clock));
}

fn job(paths: &[PathBuf], matcher: &Matcher, threads: usize, work: &Path) {
    let settings = Settings { jobs: threads.try_into().ok(), ..Settings::default() };
    let mut mentions = BufWriter::new(fs::File::create(work.join("mentions.jsonl")).expect("created"));
    let outcome = pipeline::run(paths, matcher, &settings, Some(&mut mentions), &|_| ()).expect("runs");
    let graph = Graph::new(outcome.tally, matcher, true);
    let create = |name: &str| BufWriter::new(fs::File::create(work.join(name)).expect("created"));
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
