//! `comention dictionary lint`, `coverage`, `diff`

use std::error::Error;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;

use serde::Serialize;
use serde_json::json;

use super::args::{Coverage, Dictionary, Diff, Input, Lint, Matching};
use super::settings::{Run, dictionaries};
use super::table::{count, table, thousands};
use super::{CommandResult, Status, import, suggest};
use crate::dictionary::{DictionaryError, Finding, Severity};
use crate::matching;
use crate::pipeline::{self, Change, Skipped};

pub(super) fn run(command: &Dictionary) -> CommandResult {
    match command {
        Dictionary::Lint(args) => lint(args),
        Dictionary::Coverage(args) => coverage(args),
        Dictionary::Diff(args) => diff(args),
        Dictionary::Import(args) => import::run(args),
        Dictionary::Suggest(args) => suggest::run(args),
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
        write_json(&mut out, &findings)?;
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

fn coverage(args: &Coverage) -> CommandResult {
    let sources = pipeline::sources(&args.input.paths)?;
    let run = Run::for_mentions(&args.input)?;
    let survey = pipeline::coverage(&sources.paths, &run.matcher, &run.settings)?;
    let mut out = BufWriter::new(stdout().lock());
    match (args.json, args.never) {
        (true, true) => write_json(&mut out, &survey.found.never)?,
        (true, false) => {
            let pipeline::Coverage { mentioned, never } = &survey.found;
            write_json(&mut out, &json!({"documents": survey.documents, "mentioned": mentioned, "never": never}))?;
        }
        (false, true) => survey.found.never.iter().try_for_each(|id| writeln!(out, "{id}"))?,
        (false, false) => print_coverage(&mut out, &survey.found, survey.documents, args.limit)?,
    }
    out.flush()?;
    Ok(status(&survey.skipped))
}

fn print_coverage(out: &mut impl Write, coverage: &pipeline::Coverage, documents: u64, limit: usize) -> std::io::Result<()> {
    let (hit, never) = (coverage.mentioned.len() as u64, coverage.never.len() as u64);
    let of = count(hit + never, "entity");
    writeln!(out, "{} of {of} occur in {}, {} never", thousands(hit), count(documents, "document"), thousands(never))?;
    if coverage.mentioned.is_empty() {
        return Ok(());
    }
    let mut rows = table(&["entity", "id", "kind", ">mentions", ">documents"]);
    for reach in coverage.mentioned.iter().take(limit) {
        let (name, id, kind) = (reach.name.clone(), reach.entity.clone(), reach.kind.clone());
        rows.add_row([name, id, kind, thousands(reach.mentions), thousands(reach.documents)]);
    }
    writeln!(out, "\n{}", rows.trim_fmt())?;
    more(out, coverage.mentioned.len(), limit)
}

fn diff(args: &Diff) -> CommandResult {
    let sources = pipeline::sources(&args.paths)?;
    let (old, new) = (run_with(args, &args.old)?, run_with(args, &args.new)?);
    let survey = pipeline::diff(&sources.paths, &old.matcher, &new.matcher, &new.settings, args.quotes)?;
    let mut out = BufWriter::new(stdout().lock());
    if args.json {
        let pipeline::Diff { gained, lost, changed } = &survey.found;
        write_json(&mut out, &json!({"documents": survey.documents, "gained": gained, "lost": lost, "changed": changed}))?;
    } else {
        print_diff(&mut out, &survey.found, survey.documents, args.limit)?;
    }
    out.flush()?;
    Ok(status(&survey.skipped))
}

/// What a run with one of the dictionaries to compare needs.
fn run_with(args: &Diff, dictionaries: &Path) -> Result<Run, Box<dyn Error>> {
    let matching =
        Matching { dictionaries: vec![dictionaries.to_owned()], no_front_matter: args.no_front_matter, config: args.config.clone() };
    Run::for_mentions(&Input { paths: args.paths.clone(), matching, jobs: args.jobs, strict: args.strict })
}

fn print_diff(out: &mut impl Write, diff: &pipeline::Diff, documents: u64, limit: usize) -> std::io::Result<()> {
    let total = |changes: &[Change]| changes.iter().map(|change| change.mentions).sum::<u64>();
    let [gained, lost, changed] = [&diff.gained, &diff.lost, &diff.changed].map(|changes| total(changes));
    let (gained, lost, changed) = (count(gained, "mention"), thousands(lost), thousands(changed));
    writeln!(out, "{gained} gained, {lost} lost, {changed} changed in {}", count(documents, "document"))?;
    for (title, changes) in [("gained", &diff.gained), ("lost", &diff.lost), ("changed", &diff.changed)] {
        if !changes.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        for change in changes.iter().take(limit) {
            print_change(out, change)?;
        }
        more(out, changes.len(), limit)?;
    }
    Ok(())
}

fn print_change(out: &mut impl Write, change: &Change) -> std::io::Result<()> {
    let entity = match (&change.from, &change.to) {
        (Some(from), Some(to)) if from == to => format!("{from}, in other words"),
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    let (mentions, documents) = (count(change.mentions, "mention"), count(change.documents, "document"));
    writeln!(out, "  {} ({entity}): {mentions} in {documents}", change.name)?;
    for place in &change.places {
        let before = place.before.as_deref().map(|before| format!("{before} → ")).unwrap_or_default();
        writeln!(out, "    “{}”\n      {}:{}  {before}{}", place.quote, place.document, place.line, place.surface)?;
    }
    Ok(())
}

fn write_json(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn more(out: &mut impl Write, rows: usize, limit: usize) -> std::io::Result<()> {
    if rows <= limit {
        return Ok(());
    }
    writeln!(out, "{} more; --limit shows them", thousands((rows - limit) as u64))
}

/// Tells of what was skipped, and the status that makes of it.
fn status(skipped: &[Skipped]) -> Status {
    for Skipped { path, reason } in skipped {
        eprintln!("comention: skipped {}: {reason}", path.display());
    }
    if skipped.is_empty() { Status::Done } else { Status::Skipped }
}
