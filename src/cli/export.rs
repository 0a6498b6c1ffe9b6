//! `comention export`: the graph in the format of another program.

use std::error::Error;
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::args::PictureSize;
use super::output::{OutputError, Pending};
use super::query::load;
use super::{CommandResult, Status};
use crate::export::{ExportFormat, Folder};
use crate::graph::{Graph, Layer, ViewOptions};

#[derive(Args, Debug)]
pub(super) struct Export {
    /// What to write
    #[arg(value_enum)]
    pub format: ExportFormat,
    /// The graph to write
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// File to write [default: standard output], or directory for a format of several files
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// Which links to write, for formats that hold one sort [default: co-mention]
    #[arg(long, value_enum)]
    pub layer: Option<Layer>,
    #[command(flatten)]
    pub size: PictureSize,
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        ExportFormat::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

impl ValueEnum for Layer {
    fn value_variants<'a>() -> &'a [Self] {
        &Layer::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(match self {
            Layer::CoMention => "entities that share windows",
            Layer::Discusses => "speakers and what they discuss",
        }))
    }
}

pub(super) fn run(args: &Export) -> CommandResult {
    let format = args.format;
    if format.holds_all_layers() && args.layer.is_some() {
        return Err(format!("{} holds all layers; leave out --layer", format.name()).into());
    }
    if format.is_folder() && args.output.is_none() {
        return Err(format!("{} consists of several files; name a directory for them with -o", format.name()).into());
    }
    let graph = load(&args.graph)?;
    let view = args.size.view(args.layer.unwrap_or_default());
    match &args.output {
        Some(directory) if format.is_folder() => to_directory(format, &graph, &view, directory),
        Some(path) => to_file(format, &graph, &view, path),
        None => {
            let mut out = BufWriter::new(stdout().lock());
            format.write(&graph, &view, &mut out)?;
            out.flush()?;
            Ok(Status::Done)
        }
    }
}

fn to_file(format: ExportFormat, graph: &Graph, view: &ViewOptions, path: &Path) -> CommandResult {
    if path.is_dir() {
        return Err(format!("{} is a directory; {} is one file, name it with -o", path.display(), format.name()).into());
    }
    let mut file = Pending::create(path)?;
    format.write(graph, view, file.writer()).map_err(|error| file.failed(error))?;
    file.finish()?;
    eprintln!("wrote {}", path.display());
    Ok(Status::Done)
}

fn to_directory(format: ExportFormat, graph: &Graph, view: &ViewOptions, directory: &Path) -> CommandResult {
    if directory.is_file() {
        return Err(format!("{} is a file; {} needs a directory, name it with -o", directory.display(), format.name()).into());
    }
    let mut files = Files { directory: directory.to_owned(), pending: Vec::new() };
    format.write_folder(graph, view, &mut files).map_err(|error| files.failed(error))?;
    // Nothing gets its name before everything is there.
    let mut written = Vec::new();
    for file in files.pending {
        let (path, _) = file.finish()?;
        written.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    }
    eprintln!("wrote {}: {}", directory.display(), written.join(", "));
    Ok(Status::Done)
}

/// The files of a format in a directory, none with a name before all are complete.
struct Files {
    directory: PathBuf,
    pending: Vec<Pending>,
}

impl Files {
    /// Tells an error of the content's writer by the name of the file it was at.
    fn failed(&self, error: io::Error) -> Box<dyn Error> {
        match self.pending.last() {
            Some(file) if error.get_ref().is_none_or(|inner| !inner.is::<OutputError>()) => file.failed(error).into(),
            _ => error.into(),
        }
    }
}

impl Folder for Files {
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        self.pending.push(Pending::create(&self.directory.join(name)).map_err(io::Error::other)?);
        match self.pending.last_mut() {
            Some(file) => Ok(file.writer()),
            None => Err(io::Error::other("no file was started")),
        }
    }
}
