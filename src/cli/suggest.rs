//! `comention dictionary suggest`

use std::io::{BufWriter, Write, stdout};
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;

use super::args::Input;
use super::output::Pending;
use super::settings::Run;
use super::table::count;
use super::{CommandResult, Status};
use crate::matching::suggest::{self, SuggestOptions, Suggestions};
use crate::pipeline::{self, Suggested};

#[derive(Args, Debug)]
pub(super) struct Suggest {
    #[command(flatten)]
    pub input: Input,
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Proposals to make at most
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub limit: usize,
    /// In how many documents a name must stand
    #[arg(long, value_name = "N", default_value = "2")]
    pub min_documents: NonZeroU32,
    /// Print JSON instead of a dictionary
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &Suggest) -> CommandResult {
    let sources = pipeline::sources(&args.input.paths)?;
    let run = Run::for_suggest(&args.input)?;
    let options = SuggestOptions { min_documents: args.min_documents.get(), limit: args.limit };
    let Suggested { suggestions, documents, skipped } = pipeline::suggest(&sources.paths, &run.matcher, &run.settings, &options)?;
    match &args.output {
        Some(path) => {
            let mut file = Pending::create(path)?;
            write(&suggestions, args.json, file.writer()).map_err(|error| file.failed(error))?;
            file.finish()?;
        }
        None => {
            let mut out = BufWriter::new(stdout().lock());
            write(&suggestions, args.json, &mut out)?;
            out.flush()?;
        }
    }
    let proposals = count(suggestions.proposals.len() as u64, "proposal");
    eprintln!("{proposals} from {}; dictionary: {}", count(documents, "document"), run.dictionary);
    if suggestions.more > 0 {
        eprintln!("{} more; --limit shows them", suggestions.more);
    }
    for skipped in &skipped {
        eprintln!("comention: skipped {}: {}", skipped.path.display(), skipped.reason);
    }
    Ok(if skipped.is_empty() { Status::Done } else { Status::Skipped })
}

fn write(suggestions: &Suggestions, json: bool, out: &mut dyn Write) -> std::io::Result<()> {
    if !json {
        return suggest::write(suggestions, out);
    }
    serde_json::to_writer_pretty(&mut *out, suggestions)?;
    writeln!(out)
}
