//! `comention tally`

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write, empty, stderr, stdin, stdout};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::args::{Counting, Input};
use super::build::progress;
use super::duplicates::tell_duplicates;
use super::output::Pending;
use super::settings::Run;
use super::table::count;
use super::{CommandResult, Status};
use crate::export::records;
use crate::graph::TallyRows;
use crate::matching::Matches;
use crate::model::Document;
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
    /// Give out every mention and every file that was skipped, too, before the counts: as CSV, as JSON lines, or as both
    #[arg(long, value_name = "FORM", value_delimiter = ',', requires = "packed")]
    pub mentions: Vec<Form>,
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A form of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For columnar readers, which take it several times faster
    Csv,
    /// As in mentions.jsonl
    Jsonl,
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
    let Outcome { tally, skipped, fingerprints, .. } = if args.packed { packed(args, run, out)? } else { files(args, run)? };
    let rows = TallyRows::of(tally, &run.matcher, run.settings.matching.front_matter);
    if !args.mentions.is_empty() {
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

fn files(args: &Tally, run: &Run) -> Result<Outcome, PipelineError> {
    let sources = pipeline::sources(&args.input.paths)?;
    let bar = progress(sources.paths.len());
    let outcome = pipeline::run(&sources.paths, &run.matcher, &run.settings, None, &|_| bar.inc(1));
    bar.finish_and_clear();
    outcome
}

/// Counts one archive, or several as if they were one, and gives out their mentions where they are wanted.
fn packed(args: &Tally, run: &Run, out: &mut (dyn Write + Send)) -> Result<Outcome, PipelineError> {
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
    let wants = |form| args.mentions.contains(&form);
    let mut mentions = Mentions { csv: wants(Form::Csv).then(Vec::new), jsonl: wants(Form::Jsonl).then(Vec::new) };
    pipeline::run_packed(&name, input, &run.matcher, &run.settings, |document, matches| match args.mentions.is_empty() {
        true => Ok(()),
        false => mentions.write(document, matches, out),
    })
}

/// The mentions of one document in the forms that are wanted.
struct Mentions {
    csv: Option<Vec<u8>>,
    jsonl: Option<Vec<u8>>,
}

impl Mentions {
    /// Writes a row that says of how many bytes each form is, and behind it those bytes.
    fn write(&mut self, document: &Document, matches: &Matches, out: &mut dyn Write) -> io::Result<()> {
        self.csv.iter_mut().chain(&mut self.jsonl).for_each(Vec::clear);
        for record in records(document, matches) {
            self.csv.as_mut().map_or(Ok(()), |csv| record.write_csv(csv))?;
            self.jsonl.as_mut().map_or(Ok(()), |jsonl| record.write_json(jsonl))?;
        }
        let size = |form: &Option<Vec<u8>>| form.as_ref().map_or(0, Vec::len);
        let row = json!({"mentions": {"document": document.path, "csv": size(&self.csv), "jsonl": size(&self.jsonl)}});
        writeln!(out, "{row}")?;
        self.csv.iter().chain(&self.jsonl).try_for_each(|form| out.write_all(form))
    }
}
