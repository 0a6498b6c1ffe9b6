//! `comention pack`

use std::io::stderr;
use std::path::PathBuf;

use clap::Args;

use super::config::Config;
use super::duplicates::{deduplicate, tell_left_out};
use super::output::Pending;
use super::settings::reading;
use super::table::count;
use super::{CommandResult, Status};
use crate::pipeline::{self, Settings};

#[derive(Args, Debug)]
pub(super) struct Pack {
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Directory to write pack-00000.tar, pack-00001.tar and so on to
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// About how many megabytes an archive holds
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub size: u64,
    /// Leave out documents that have the same source as another, or nearly the same text
    #[arg(long)]
    pub deduplicate: bool,
    /// Settings file [default: ./comention.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

pub(super) fn run(args: &Pack) -> CommandResult {
    let mut sources = pipeline::sources(&args.paths)?;
    if args.deduplicate {
        let read = reading(&Config::read(args.config.as_deref())?);
        let left_out = deduplicate(&mut sources, &Settings { read, ..Settings::default() })?;
        tell_left_out(&mut stderr().lock(), &left_out)?;
    }
    let archives = pipeline::pack(
        &sources.paths,
        args.size * 1_000_000,
        |number| Pending::create(&args.output.join(format!("pack-{number:05}.tar"))).map_err(std::io::Error::other),
        |archive| archive.finish().map(drop).map_err(std::io::Error::other),
    )?;
    eprintln!("{} in {} in {}", count(sources.paths.len() as u64, "document"), count(archives as u64, "archive"), args.output.display());
    Ok(Status::Done)
}
