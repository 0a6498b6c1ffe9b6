//! `comention tally`

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;

use super::args::{Counting, Input};
use super::build::progress;
use super::output::Pending;
use super::settings::Run;
use super::table::count;
use super::{CommandResult, Status};
use crate::graph::TallyRows;
use crate::pipeline::{self, Outcome};

#[derive(Args, Debug)]
pub(super) struct Tally {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub counting: Counting,
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

pub(super) fn run(args: &Tally) -> CommandResult {
    let sources = pipeline::sources(&args.input.paths)?;
    let run = Run::for_counting(&args.input, &args.counting)?;
    let bar = progress(sources.paths.len());
    let outcome = pipeline::run(&sources.paths, &run.matcher, &run.settings, None, &|_| bar.inc(1));
    bar.finish_and_clear();
    let Outcome { tally, skipped, .. } = outcome?;
    let rows = TallyRows::of(tally, &run.matcher, run.settings.matching.front_matter);
    match &args.output {
        Some(path) => {
            let mut file = Pending::create(path)?;
            rows.write(file.writer()).map_err(|error| file.failed(error))?;
            file.finish()?;
        }
        None => {
            let mut out = BufWriter::new(stdout().lock());
            rows.write(&mut out)?;
            out.flush()?;
        }
    }
    eprintln!("{} counted; dictionary: {}", count(rows.document_count() as u64, "document"), run.dictionary);
    for skipped in &skipped {
        eprintln!("skipped {}: {}", skipped.path.display(), skipped.reason);
    }
    Ok(if skipped.is_empty() { Status::Done } else { Status::Skipped })
}
