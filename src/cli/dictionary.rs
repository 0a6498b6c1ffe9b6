//! `comention dictionary lint`, `coverage`, `diff`

use std::error::Error;
use std::io::{BufWriter, Write, stdout};

use super::args::{Dictionary, Lint};
use super::settings::dictionaries;
use super::table::count;
use super::{CommandResult, Status};
use crate::dictionary::{DictionaryError, Finding, Severity};
use crate::matching;

pub(super) fn run(command: &Dictionary) -> CommandResult {
    match command {
        Dictionary::Lint(args) => lint(args),
        Dictionary::Coverage(_) | Dictionary::Diff(_) => Err("not yet".into()),
    }
}

fn lint(args: &Lint) -> CommandResult {
    let (findings, place) = match dictionaries(&args.dictionaries, args.config.as_deref()) {
        Ok((dictionary, place)) => {
            (matching::lint(&dictionary)?, format!("{} ({place})", count(dictionary.entries().len() as u64, "entity")))
        }
        Err(error) => (vec![load_finding(error)?], "the first that does not load".to_owned()),
    };
    let mut out = BufWriter::new(stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &findings)?;
        writeln!(out)?;
    } else {
        for finding in &findings {
            writeln!(out, "{finding}")?;
        }
    }
    out.flush()?;
    let of = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count() as u64;
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    eprintln!("{}, {} in {place}", count(errors, "error"), count(warnings, "warning"));
    Ok(if errors > 0 || (args.strict && warnings > 0) { Status::Failed } else { Status::Done })
}

/// The reason why a dictionary does not load as a finding, where it is one.
fn load_finding(error: Box<dyn Error>) -> Result<Finding, Box<dyn Error>> {
    error.downcast_ref::<DictionaryError>().and_then(Finding::from_error).ok_or(error)
}
