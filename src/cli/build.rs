//! `comention build`

use std::io::{self, IsTerminal, Write, stderr};
use std::path::Path;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::Build;
use super::output::{OutputError, Pending};
use super::settings::Run;
use super::table::{count, table, thousands};
use super::{CommandResult, Status};
use crate::explorer::{self, PageLimits};
use crate::export::ExportFormat;
use crate::graph::{Edge, Graph, ViewOptions};
use crate::pipeline::{self, Outcome, Sources};

/// How many pairs the summary names.
const STRONGEST: usize = 10;
/// How many skipped files the summary names.
const SKIPPED: usize = 20;

pub(super) fn run(args: &Build) -> CommandResult {
    let sources = pipeline::sources(&args.input.paths)?;
    let run = Run::for_build(args)?;
    let mut mentions = Pending::create(&run.output.join("mentions.jsonl"))?;
    let bar = progress(sources.paths.len());
    let outcome = pipeline::run(&sources.paths, &run.matcher, &run.settings, Some(mentions.writer()), &|_| bar.inc(1));
    bar.finish_and_clear();
    let Outcome { tally, skipped, .. } = outcome?;
    let graph = Graph::new(tally, &run.matcher, run.settings.matching.front_matter);
    let view = ViewOptions { nodes: args.size.nodes, edges: args.size.edges };
    let pending = thread::scope(|scope| {
        let explorer = scope.spawn(|| written(&run.output, "explorer.html", |out| explorer::write(&graph, &PageLimits::default(), out)));
        let mut pending = vec![mentions];
        for format in ExportFormat::ALL {
            pending.push(written(&run.output, &format!("graph.{}", format.extension()), |out| format.write(&graph, &view, out))?);
        }
        pending.push(explorer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        Ok::<_, OutputError>(pending)
    })?;
    // Nothing gets its name before everything is there.
    let mut finished = Vec::new();
    for file in pending {
        finished.push(file.finish()?);
    }
    let mut err = stderr().lock();
    summary(&mut err, &graph, &run.dictionary, &sources)?;
    for skipped in skipped.iter().take(SKIPPED) {
        writeln!(err, "skipped {}: {}", skipped.path.display(), skipped.reason)?;
    }
    if skipped.len() > SKIPPED {
        writeln!(err, "skipped {} more", thousands((skipped.len() - SKIPPED) as u64))?;
    }
    let files: Vec<String> = finished.iter().map(|(path, size)| format!("{} ({})", file_name(path), megabytes(*size))).collect();
    writeln!(err, "wrote {}: {}", run.output.display(), files.join(", "))?;
    Ok(if skipped.is_empty() { Status::Done } else { Status::Skipped })
}

/// A file of the output directory with its content, still without its name.
fn written(directory: &Path, name: &str, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Pending, OutputError> {
    let mut file = Pending::create(&directory.join(name))?;
    content(file.writer()).map_err(|error| file.failed(error))?;
    Ok(file)
}

fn progress(files: usize) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} files, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn summary(out: &mut impl Write, graph: &Graph, dictionary: &str, sources: &Sources) -> std::io::Result<()> {
    let info = graph.info();
    let mentioned = graph.nodes().filter(|node| node.mentions > 0).count() as u64;
    writeln!(
        out,
        "{}, {}, {} of {}",
        count(info.documents, "document"),
        count(info.turns, "turn"),
        count(info.mentions, "mention"),
        count(mentioned, "entity")
    )?;
    writeln!(out, "{} in the same {}; dictionary: {dictionary}", count(graph.edges().len() as u64, "pair"), info.window)?;
    if sources.ignored > 0 {
        writeln!(out, "passed over {} of other types", count(sources.ignored as u64, "file"))?;
    }
    if info.mentions == 0 {
        writeln!(out, "no names found; give your own with --dictionaries")?;
    }
    let mut edges: Vec<&Edge> = graph.edges().filter(|edge| edge.is_significant()).collect();
    edges.sort_by(|a, b| {
        b.weight.cmp(&a.weight).then(b.g2.total_cmp(&a.g2)).then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target)))
    });
    if edges.is_empty() {
        return Ok(());
    }
    let mut rows = table(&["strongest pairs", "", &format!(">{}s", info.window), ">documents", ">npmi"]);
    for edge in edges.iter().take(STRONGEST) {
        let name = |id: &str| graph.node(id).map_or_else(|| id.to_owned(), |node| node.name.clone());
        rows.add_row([
            name(&edge.source),
            name(&edge.target),
            thousands(edge.weight),
            thousands(edge.documents),
            format!("{:.2}", edge.npmi),
        ]);
    }
    writeln!(out, "\n{}\n", rows.trim_fmt())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
