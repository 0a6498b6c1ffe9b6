//! `comention merge`

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::PictureSize;
use super::build::{counts, strongest, write, wrote};
use super::duplicates::tell_duplicates;
use super::table::count;
use super::{CommandResult, Status};
use crate::graph::{Graph, Layer, TallyFileError, TallyRows};
use crate::pipeline::{Fingerprint, duplicates};

#[derive(Args, Debug)]
pub(super) struct Merge {
    /// What `comention tally` wrote, or - for standard input
    #[arg(required = true, value_name = "TALLY")]
    pub tallies: Vec<PathBuf>,
    /// Directory to write to
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub output: PathBuf,
    /// Write the sums to standard output instead, as a tally that can be merged again
    #[arg(long, conflicts_with = "output")]
    pub rows: bool,
    #[command(flatten)]
    pub size: PictureSize,
}

pub(super) fn run(args: &Merge) -> CommandResult {
    if args.rows {
        let mut out = BufWriter::with_capacity(1 << 16, stdout());
        read_all(&args.tallies, TallyRows::read_some)?.write(&mut out)?;
        out.flush()?;
        return Ok(Status::Done);
    }
    let rows = read_all(&args.tallies, TallyRows::read)?;
    let graph = Graph::of_rows(rows);
    let written = write(&graph, &args.size.view(Layer::CoMention), &args.output, Vec::new())?;
    let mut err = stderr().lock();
    writeln!(err, "{} of {}", counts(&graph), count(args.tallies.len() as u64, "tally"))?;
    strongest(&mut err, &graph)?;
    let fingerprints: Vec<Fingerprint> = graph.documents().iter().map(Fingerprint::of_record).collect();
    tell_duplicates(&mut err, &duplicates(&fingerprints))?;
    writeln!(err, "{}", wrote(&args.output, &written))?;
    Ok(Status::Done)
}

/// How rows are read.
type Reading = fn(Box<dyn BufRead>) -> Result<TallyRows, TallyFileError>;

fn read_all(paths: &[PathBuf], reading: Reading) -> Result<TallyRows, Box<dyn Error>> {
    let mut parts: Vec<TallyRows> = Vec::new();
    for path in paths {
        let part = read(path, reading).map_err(|error| format!("{}: {error}", path.display()))?;
        if let Some(first) = parts.first() {
            first.settings().same(part.settings()).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        parts.push(part);
    }
    let mut parts = parts.into_iter();
    let mut total = parts.next().ok_or("no tally given")?;
    total.merge(parts)?;
    Ok(total)
}

fn read(path: &Path, reading: Reading) -> Result<TallyRows, Box<dyn Error>> {
    let input: Box<dyn BufRead> = match path.as_os_str() == "-" {
        true => Box::new(stdin().lock()),
        false => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
    };
    Ok(reading(input)?)
}
