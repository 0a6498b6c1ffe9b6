//! `comention explain`

use std::error::Error;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;

use serde::Serialize;

use super::args::Explain;
use super::settings::Run;
use super::{CommandResult, Status};
use crate::input;
use crate::matching::{Explanation, Matches};
use crate::model::Document;
use crate::pipeline;

/// What stands for the path of a text given on the command line.
const TYPED: &str = "text";

pub(super) fn run(args: &Explain) -> CommandResult {
    let (path, bytes) = subject(&args.subject)?;
    let run = Run::for_matching(&args.matching)?;
    if let Some(id) = &args.entity
        && !run.matcher.entities().iter().any(|entity| entity.id == *id)
    {
        return Err(format!("no dictionary has an entity with the id `{id}`; `--entity` takes an id such as `nvidia`").into());
    }
    let document = input::read(path, bytes, &run.settings.read).map_err(|error| format!("{path}: {error}"))?;
    let (matches, explanations) = run.matcher.explain(&document, &run.settings.matching);
    let wanted = explanations.iter().filter(|explanation| {
        let span = explanation.span.unwrap_or(explanation.folded);
        args.line.is_none_or(|line| (document.lines.line(span.start)..=document.lines.line(span.end)).contains(&line))
            && args.entity.as_ref().is_none_or(|id| matches.entity(explanation.entity).id == *id)
    });
    let records: Vec<Record> = wanted.map(|explanation| record(&document, &matches, explanation)).collect();
    let mut out = BufWriter::new(stdout());
    if args.json {
        for record in &records {
            serde_json::to_writer(&mut out, record)?;
            writeln!(out)?;
        }
    } else {
        print(&records, &mut out)?;
    }
    out.flush()?;
    if records.is_empty() {
        return Err("nothing here is in the dictionary, not even as a candidate".into());
    }
    Ok(Status::Done)
}

/// The file that is meant, or the text itself.
fn subject(subject: &str) -> Result<(&str, Vec<u8>), Box<dyn Error>> {
    let path = Path::new(subject);
    if path.is_dir() {
        return Err(format!("{subject}: is a directory; give one file, or a sentence in quotes").into());
    }
    if subject == "-" || path.exists() {
        let bytes = pipeline::load(path).map_err(|error| format!("{subject}: {error}"))?;
        return Ok((subject, bytes));
    }
    let looks_like_a_path = !subject.contains(char::is_whitespace) && (subject.contains('/') || subject.ends_with(".md"));
    if looks_like_a_path {
        return Err(format!("{subject}: there is no such file").into());
    }
    Ok((TYPED, subject.as_bytes().to_vec()))
}

/// A candidate as `--json` prints it.
#[derive(Serialize)]
struct Record<'a> {
    surface: String,
    line: u32,
    column: u32,
    start: u32,
    end: u32,
    entity: &'a str,
    kind: &'a str,
    name: &'a str,
    alias: &'a str,
    rule: &'static str,
    kept: bool,
    fate: &'static str,
    reason: String,
}

fn record<'a>(document: &'a Document, matches: &'a Matches, explanation: &'a Explanation) -> Record<'a> {
    let entity = matches.entity(explanation.entity);
    // Where a character would be cut in two, the whole of it is shown.
    let start = document.folded.original_start(explanation.folded.start);
    let end = explanation.span.map_or_else(|| document.folded.original_start(explanation.folded.end), |span| span.end);
    let (line, column) = document.lines.position(&document.source, start);
    Record {
        surface: document.folded.read(&document.source, explanation.folded).into_owned(),
        line,
        column,
        start,
        end,
        entity: &entity.id,
        kind: entity.kind.as_str(),
        name: &entity.name,
        alias: &explanation.alias,
        rule: explanation.rule.as_str(),
        kept: explanation.fate.is_kept(),
        fate: explanation.fate.as_str(),
        reason: explanation.reason(document, matches),
    }
}

/// One paragraph for each place, one line for each candidate.
fn print(records: &[Record], out: &mut impl Write) -> std::io::Result<()> {
    for of_place in records.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
        let Record { line, column, surface, .. } = &of_place[0];
        writeln!(out, "{line}:{column}  {surface}")?;
        for Record { kept, entity, kind, reason, alias, .. } in of_place {
            let mark = if *kept { "kept   " } else { "dropped" };
            let alias = if *alias == surface.as_str() { String::new() } else { format!(" as “{alias}”") };
            writeln!(out, "    {mark}  {entity} ({kind}){alias}: {reason}")?;
        }
    }
    let kept = records.iter().filter(|record| record.kept).count();
    if !records.is_empty() {
        writeln!(out, "{kept} kept, {} dropped", records.len() - kept)?;
    }
    Ok(())
}
