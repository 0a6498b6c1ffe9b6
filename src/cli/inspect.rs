//! `comention inspect`

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write, stdout};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::config::Config;
use super::duplicates::tell_duplicates;
use super::settings::reading;
use super::table::{clock, count, table, thousands};
use super::{CommandResult, Status};
use crate::pipeline::{self, Inspected, Settings, Skipped, Sources};

/// How many of the worst files a table names.
const WORST: usize = 10;
/// How many names of one kind, and how many possible labels, are named.
const NAMES: usize = 12;

#[derive(Args, Debug)]
pub(super) struct Inspect {
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Settings file [default: ./comention.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Threads to use [default: all cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &Inspect) -> CommandResult {
    let config = Config::read(args.config.as_deref())?;
    let settings = Settings { read: reading(&config), jobs: args.jobs.or(config.jobs), ..Settings::default() };
    let sources = pipeline::sources(&args.paths)?;
    let survey = pipeline::inspect(&sources.paths, &settings)?;
    let mut out = BufWriter::new(stdout().lock());
    if args.json {
        let skipped: Vec<_> = survey.skipped.iter().map(as_json).collect();
        let all = json!({"files": survey.found.files, "duplicates": survey.found.duplicates, "skipped": skipped, "other_types": sources.ignored, "links": sources.links});
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
    } else {
        match survey.found.files.as_slice() {
            [one] if sources.paths.len() == 1 => print_file(&mut out, one)?,
            files => {
                print_files(&mut out, files, &survey.skipped, &sources)?;
                tell_duplicates(&mut out, &survey.found.duplicates)?;
            }
        }
    }
    out.flush()?;
    for skipped in &survey.skipped {
        eprintln!("comention: skipped {}: {}", skipped.path.display(), skipped.reason);
    }
    Ok(if survey.skipped.is_empty() { Status::Done } else { Status::Skipped })
}

fn as_json(skipped: &Skipped) -> serde_json::Value {
    json!({"path": skipped.path.to_string_lossy(), "reason": skipped.reason.to_string()})
}

/// All about one file.
fn print_file(out: &mut impl Write, file: &Inspected) -> io::Result<()> {
    let packed = file.packed.map(|name| format!(", packed with {name}")).unwrap_or_default();
    writeln!(out, "{}: {}, {}{packed}", file.path, file.format, file.encoding)?;
    for (what, value) in [("title", &file.title), ("date", &file.date), ("show", &file.show), ("source", &file.source)] {
        if let Some(value) = value {
            writeln!(out, "  {what}: {}", one_line(value))?;
        }
    }
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for listed in &file.names {
        kinds.entry(&listed.kind).or_default().push(&listed.name);
    }
    for (kind, names) in kinds {
        let more = if names.len() > NAMES { format!(" and {} more", names.len() - NAMES) } else { String::new() };
        writeln!(out, "  listed as {kind}: {}{more}", names[..names.len().min(NAMES)].join(", "))?;
    }
    let times = match file.seconds {
        Some(last) => format!("{}, the last {}", count(file.times, "time"), clock(last)),
        None => "no times".to_owned(),
    };
    writeln!(out, "  {}, {}, {times}", count(file.turns, "turn"), count(file.sections, "heading"))?;
    if !file.speakers.is_empty() {
        let mut rows = table(&["speaker", "", ">turns", ">time", ">characters"]);
        for speaker in &file.speakers {
            let also = if speaker.role { "a function, nobody in particular".to_owned() } else { speaker.also.join(", ") };
            let time = speaker.seconds.map(clock).unwrap_or_default();
            rows.add_row([speaker.name.clone(), also, thousands(speaker.turns), time, thousands(speaker.characters)]);
        }
        writeln!(out, "\n{}\n", rows.trim_fmt())?;
    }
    for remark in remarks(file) {
        writeln!(out, "  {remark}")?;
    }
    Ok(())
}

/// What a user may want to look at.
fn remarks(file: &Inspected) -> Vec<String> {
    let mut remarks = Vec::new();
    if file.turns == 0 {
        remarks.push("nothing is said in it".to_owned());
    }
    let nobody = file.characters_without_speaker;
    if file.speakers.is_empty() && file.turns > 0 {
        remarks.push("no speakers: each paragraph counts as a turn of nobody".to_owned());
    } else if nobody > 0 {
        remarks.push(format!("{} of {} characters are nobody's", thousands(nobody), thousands(file.characters)));
    }
    if file.translations > 0 {
        remarks.push(format!("{} skipped: the same in another language", count(file.translations, "turn")));
    }
    let labels: Vec<String> = file.possible_labels.iter().take(NAMES).map(|(text, count)| format!("{text} ({count})")).collect();
    if !labels.is_empty() {
        remarks.push(format!("not taken for labels: {}", labels.join(", ")));
    }
    remarks
}

/// A table by format, and the files to look at first.
fn print_files(out: &mut impl Write, files: &[Inspected], skipped: &[Skipped], sources: &Sources) -> io::Result<()> {
    let mut formats: BTreeMap<&str, [u64; 4]> = BTreeMap::new();
    for file in files {
        let [number, with_speakers, with_times, turns] = formats.entry(file.format).or_default();
        *number += 1;
        *with_speakers += u64::from(!file.speakers.is_empty());
        *with_times += u64::from(file.times > 0);
        *turns += file.turns;
    }
    let mut rows = table(&["format", ">files", ">with speakers", ">with times", ">turns", ">turns per file"]);
    for (format, counts @ [number, .., turns]) in &formats {
        let per_file = format!("{:.1}", *turns as f64 / *number as f64);
        rows.add_row([(*format).to_owned()].into_iter().chain(counts.map(thousands)).chain([per_file]));
    }
    writeln!(out, "{}", rows.trim_fmt())?;
    let mut encodings: BTreeMap<String, u64> = BTreeMap::new();
    for file in files {
        *encodings.entry([Some(file.encoding), file.packed].into_iter().flatten().collect::<Vec<_>>().join(", ")).or_default() += 1;
    }
    let encodings: Vec<String> = encodings.iter().map(|(name, files)| format!("{} in {name}", thousands(*files))).collect();
    writeln!(
        out,
        "\n{}; {} skipped, {} of other types",
        encodings.join("; "),
        thousands(skipped.len() as u64),
        thousands(sources.ignored as u64)
    )?;
    let mut worst: Vec<&Inspected> = files.iter().filter(|file| file.in_doubt() > 0).collect();
    worst.sort_by(|a, b| b.in_doubt().cmp(&a.in_doubt()).then_with(|| a.path.cmp(&b.path)));
    if worst.is_empty() && skipped.is_empty() {
        return Ok(());
    }
    let mut rows = table(&["look at these first", "why"]);
    for file in skipped.iter().take(WORST) {
        rows.add_row([file.path.display().to_string(), file.reason.to_string()]);
    }
    for file in worst.iter().take(WORST.saturating_sub(skipped.len())) {
        rows.add_row([file.path.clone(), remarks(file).join("; ")]);
    }
    writeln!(out, "\n{}", rows.trim_fmt())
}

/// A value without the line breaks it may hold.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
