//! `comention mentions`

use std::io::{BufWriter, Write, stdout};

use super::args::Mentions;
use super::settings::Run;
use super::{CommandResult, Status};
use crate::pipeline;

pub(super) fn run(args: &Mentions) -> CommandResult {
    let sources = pipeline::sources(&args.input.paths)?;
    let run = Run::for_mentions(&args.input)?;
    let mut out = BufWriter::new(stdout());
    let outcome = pipeline::run(&sources.paths, &run.matcher, &run.settings, Some(&mut out), &|_| ())?;
    out.flush()?;
    for skipped in &outcome.skipped {
        eprintln!("comention: skipped {}: {}", skipped.path.display(), skipped.reason);
    }
    Ok(if outcome.skipped.is_empty() { Status::Done } else { Status::Skipped })
}
