//! `comention build`

use std::error::Error;
use std::io::{self, IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::Build;
use super::duplicates::{deduplicate, tell_duplicates, tell_left_out};
use super::output::{OutputError, Pending};
use super::settings::Run;
use super::table::{count, table, thousands};
use super::{CommandResult, Status};
use crate::explorer::{self, PageLimits};
use crate::export::ExportFormat;
use crate::graph::{Edge, Graph, Layer, ViewOptions};
use crate::pipeline::{self, Outcome, Sources};

/// How many pairs the summary names.
const STRONGEST: usize = 10;
/// How many skipped files the summary names.
const SKIPPED: usize = 20;

pub(super) fn run(args: &Build) -> CommandResult {
    let mut sources = pipeline::sources(&args.input.paths)?;
    let mut run = Run::for_build(args)?;
    let left_out = if run.deduplicate { deduplicate(&mut sources, &run.settings)? } else { Vec::new() };
    run.settings.duplicates = !run.deduplicate;
    let mut mentions = Pending::create(&run.output.join("mentions.jsonl"))?;
    let bar = progress(sources.paths.len());
    let outcome = pipeline::run(&sources.paths, &run.matcher, &run.settings, Some(mentions.writer()), &|_| bar.inc(1));
    bar.finish_and_clear();
    let Outcome { tally, skipped, encodings, fingerprints, .. } = outcome?;
    let graph = Graph::new(tally, &run.matcher, run.settings.matching.front_matter);
    let view = args.size.view(Layer::CoMention);
    let written = write(&graph, &view, &run.output, vec![mentions])?;
    let mut err = stderr().lock();
    summary(&mut err, &graph, &run.dictionary, &sources)?;
    for (encoding, documents) in &encodings {
        writeln!(err, "{} in {encoding}, read as UTF-8; offsets count as if stored so", count(*documents, "document"))?;
    }
    tell_left_out(&mut err, &left_out)?;
    tell_duplicates(&mut err, &pipeline::duplicates(&fingerprints))?;
    for skipped in skipped.iter().take(SKIPPED) {
        writeln!(err, "skipped {}: {}", skipped.path.display(), skipped.reason)?;
    }
    if skipped.len() > SKIPPED {
        writeln!(err, "skipped {} more", thousands((skipped.len() - SKIPPED) as u64))?;
    }
    writeln!(err, "{}", wrote(&run.output, &written))?;
    Ok(if skipped.is_empty() { Status::Done } else { Status::Skipped })
}

/// Writes the graph in every format, and the explorer; all and what is pending get their names when everything is there.
pub(super) fn write(
    graph: &Graph,
    view: &ViewOptions,
    output: &Path,
    mut pending: Vec<Pending>,
) -> Result<Vec<(PathBuf, u64)>, Box<dyn Error>> {
    thread::scope(|scope| {
        let explorer = scope.spawn(|| written(output, "explorer.html", |out| explorer::write(graph, &PageLimits::default(), out)));
        for format in ExportFormat::BUILT {
            pending.push(written(output, &format!("graph.{}", format.extension()), |out| format.write(graph, view, out))?);
        }
        pending.push(explorer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        Ok::<_, OutputError>(())
    })?;
    Ok(pending.into_iter().map(Pending::finish).collect::<Result<_, _>>()?)
}

/// A file of the output directory with its content, still without its name.
fn written(directory: &Path, name: &str, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Pending, OutputError> {
    let mut file = Pending::create(&directory.join(name))?;
    content(file.writer()).map_err(|error| file.failed(error))?;
    Ok(file)
}

/// Says which files were written, and how large they are.
pub(super) fn wrote(output: &Path, files: &[(PathBuf, u64)]) -> String {
    let files: Vec<String> = files.iter().map(|(path, size)| format!("{} ({})", file_name(path), megabytes(*size))).collect();
    format!("wrote {}: {}", output.display(), files.join(", "))
}

pub(super) fn progress(files: usize) -> ProgressBar {
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
    writeln!(out, "{}; dictionary: {dictionary}", counts(graph))?;
    if sources.ignored > 0 {
        writeln!(out, "passed over {} of other types", count(sources.ignored as u64, "file"))?;
    }
    if sources.links > 0 {
        writeln!(out, "did not follow {} to directories; give their paths to read them", count(sources.links as u64, "link"))?;
    }
    if graph.info().mentions == 0 {
        writeln!(out, "no names found; give your own with --dictionaries")?;
    }
    strongest(out, graph)
}

/// What was counted, in two lines.
pub(super) fn counts(graph: &Graph) -> String {
    let info = graph.info();
    let mentioned = graph.nodes().filter(|node| node.mentions > 0).count() as u64;
    format!(
        "{}, {}, {} of {}\n{} in the same {}",
        count(info.documents, "document"),
        count(info.turns, "turn"),
        count(info.mentions, "mention"),
        count(mentioned, "entity"),
        count(graph.edges().len() as u64, "pair"),
        info.window
    )
}

/// The table of the strongest significant pairs.
pub(super) fn strongest(out: &mut impl Write, graph: &Graph) -> std::io::Result<()> {
    let mut edges: Vec<&Edge> = graph.edges().filter(|edge| edge.is_significant()).collect();
    edges.sort_by(|a, b| {
        b.weight.cmp(&a.weight).then(b.g2.total_cmp(&a.g2)).then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target)))
    });
    if edges.is_empty() {
        return Ok(());
    }
    let mut rows = table(&["strongest pairs", "", &format!(">{}s", graph.info().window), ">documents", ">npmi"]);
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
