//! `comention tally`

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write, empty, stderr, stdin, stdout};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::args::{Counting, Input};
use super::build::progress;
use super::duplicates::tell_duplicates;
use super::output::Pending;
use super::settings::Run;
use super::table::count;
use super::{CommandResult, Status};
use crate::graph::TallyRows;
use crate::pipeline::{self, Outcome, PipelineError};

#[derive(Args, Debug)]
pub(super) struct Tally {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub counting: Counting,
    /// The paths are archives that `pack` wrote, or other tar archives of transcripts; - reads one from standard input
    #[arg(long)]
    pub packed: bool,
    /// Give out every mention and every file that was skipped, too, as rows before the counts
    #[arg(long)]
    pub mentions: bool,
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

pub(super) fn run(args: &Tally) -> CommandResult {
    let mut run = Run::for_counting(&args.input, &args.counting)?;
    // A stream may have any number of documents.
    run.settings.duplicates = !args.packed;
    match &args.output {
        Some(path) => {
            let mut file = Pending::create(path)?;
            let status = write(args, &run, &mut file)?;
            file.finish()?;
            Ok(status)
        }
        None => {
            let mut out = BufWriter::with_capacity(1 << 16, stdout());
            let status = write(args, &run, &mut out)?;
            out.flush()?;
            Ok(status)
        }
    }
}

fn write(args: &Tally, run: &Run, out: &mut (dyn Write + Send)) -> CommandResult {
    let mut mentions = Rows { out, line: Vec::new() };
    let wanted = args.mentions.then_some(&mut mentions);
    let Outcome { tally, skipped, fingerprints, .. } = if args.packed { packed(args, run, wanted)? } else { files(args, run, wanted)? };
    let rows = TallyRows::of(tally, &run.matcher, run.settings.matching.front_matter);
    if args.mentions {
        for skipped in &skipped {
            let row = json!({"skipped": {"path": skipped.path.to_string_lossy(), "reason": skipped.reason.to_string()}});
            writeln!(out, "{row}")?;
        }
    }
    rows.write(out)?;
    eprintln!("{} counted; dictionary: {}", count(rows.document_count() as u64, "document"), run.dictionary);
    tell_duplicates(&mut stderr().lock(), &pipeline::duplicates(&fingerprints))?;
    for skipped in &skipped {
        eprintln!("skipped {}: {}", skipped.path.display(), skipped.reason);
    }
    Ok(if skipped.is_empty() { Status::Done } else { Status::Skipped })
}

fn files(args: &Tally, run: &Run, mentions: Option<&mut Rows>) -> Result<Outcome, PipelineError> {
    let sources = pipeline::sources(&args.input.paths)?;
    let bar = progress(sources.paths.len());
    let mentions = mentions.map(|rows| rows as &mut (dyn Write + Send));
    let outcome = pipeline::run(&sources.paths, &run.matcher, &run.settings, mentions, &|_| bar.inc(1));
    bar.finish_and_clear();
    outcome
}

/// Counts one archive, or several as if they were one.
fn packed(args: &Tally, run: &Run, mentions: Option<&mut Rows>) -> Result<Outcome, PipelineError> {
    let mut input: Box<dyn Read> = Box::new(empty());
    for path in &args.input.paths {
        let failed = |source| PipelineError::Path { path: path.clone(), source };
        let next: Box<dyn Read> = match path.as_os_str() == "-" {
            true => Box::new(stdin().lock()),
            false => Box::new(File::open(path).map_err(failed)?),
        };
        input = Box::new(input.chain(next));
    }
    let name = args.input.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let input = BufReader::with_capacity(1 << 16, input);
    pipeline::run_packed(&name, input, &run.matcher, &run.settings, mentions.map(|rows| rows as &mut dyn Write))
}

/// Makes rows of lines that each hold a mention.
struct Rows<'o> {
    out: &'o mut (dyn Write + Send),
    /// What has been written of the line that is not complete.
    line: Vec<u8>,
}

impl Write for Rows<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&b| b == b'\n') {
            self.line.extend_from_slice(part);
            if let Some(mention) = self.line.strip_suffix(b"\n") {
                self.out.write_all(b"{\"mention\":")?;
                self.out.write_all(mention)?;
                self.out.write_all(b"}\n")?;
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
