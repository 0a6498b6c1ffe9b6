//! `comention pack`

use std::path::PathBuf;

use clap::Args;

use super::output::Pending;
use super::table::count;
use super::{CommandResult, Status};
use crate::pipeline;

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
}

pub(super) fn run(args: &Pack) -> CommandResult {
    let sources = pipeline::sources(&args.paths)?;
    let archives = pipeline::pack(
        &sources.paths,
        args.size * 1_000_000,
        |number| Pending::create(&args.output.join(format!("pack-{number:05}.tar"))).map_err(std::io::Error::other),
        |archive| archive.finish().map(drop).map_err(std::io::Error::other),
    )?;
    eprintln!("{} in {} in {}", count(sources.paths.len() as u64, "document"), count(archives as u64, "archive"), args.output.display());
    Ok(Status::Done)
}
