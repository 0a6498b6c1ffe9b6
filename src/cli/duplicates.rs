//! Documents that repeat another, told and left out.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use super::table::{count, thousands};
use crate::pipeline::{self, Duplicate, PipelineError, Sameness, Settings, Sources};

/// How many are named.
const NAMED: usize = 10;

/// Takes documents that repeat another from the sources.
pub(super) fn deduplicate(sources: &mut Sources, settings: &Settings) -> Result<Vec<Duplicate>, PipelineError> {
    let duplicates = pipeline::duplicates(&pipeline::fingerprints(&sources.paths, settings)?);
    let repeated: BTreeSet<&Path> = duplicates.iter().map(|duplicate| Path::new(&duplicate.path)).collect();
    sources.paths.retain(|path| !repeated.contains(path.as_path()));
    Ok(duplicates)
}

/// Tells which documents repeat another and count all the same.
pub(super) fn tell_duplicates(out: &mut impl Write, duplicates: &[Duplicate]) -> io::Result<()> {
    if duplicates.is_empty() {
        return Ok(());
    }
    let repeat = if duplicates.len() == 1 { "repeats" } else { "repeat" };
    writeln!(out, "{} {repeat} another ({}); `build --deduplicate` counts each once", documents(duplicates), reasons(duplicates))?;
    name(out, duplicates)
}

/// Tells which documents were left out.
pub(super) fn tell_left_out(out: &mut impl Write, duplicates: &[Duplicate]) -> io::Result<()> {
    if duplicates.is_empty() {
        return Ok(());
    }
    writeln!(out, "left out {} ({})", documents(duplicates), reasons(duplicates))?;
    name(out, duplicates)
}

fn documents(duplicates: &[Duplicate]) -> String {
    count(duplicates.len() as u64, "document")
}

fn reasons(duplicates: &[Duplicate]) -> String {
    let of = |why: Sameness| duplicates.iter().filter(|duplicate| duplicate.why == why).count() as u64;
    let reasons = [Sameness::Source, Sameness::Text].map(|why| (why, of(why)));
    reasons
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(why, count)| format!("{} by {why}", thousands(*count)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn name(out: &mut impl Write, duplicates: &[Duplicate]) -> io::Result<()> {
    for Duplicate { path, of, why } in duplicates.iter().take(NAMED) {
        writeln!(out, "  {path} has {why} as {of}")?;
    }
    match duplicates.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => writeln!(out, "  and {} more", thousands(more as u64)),
    }
}
