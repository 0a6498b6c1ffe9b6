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
use crate::export::{DatabaseFormat, ExportFormat, Folder};
use crate::graph::Layer;
use crate::tables::{Dataset, MentionFile};

/// Up to this many files of a directory are named.
const NAMED: usize = 5;

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
    /// For databases: the mentions of the graph [default: mentions.jsonl beside the graph]
    #[arg(long, value_name = "FILE")]
    pub mentions: Option<PathBuf>,
    /// For databases: leave the mentions out
    #[arg(long, conflicts_with = "mentions")]
    pub no_mentions: bool,
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
    if format.database().is_none() && args.mentions.is_some() {
        return Err(format!("{} holds no mentions; leave out --mentions", format.name()).into());
    }
    let graph = load(&args.graph)?;
    if let Some(database) = format.database() {
        let data = Dataset::new(&graph, mentions_beside(&args.graph, args.mentions.as_deref(), args.no_mentions)?);
        return to_database(format, database, &data, args.output.as_deref());
    }
    let view = args.size.view(args.layer.unwrap_or_default());
    match &args.output {
        Some(directory) if format.is_folder() => to_directory(format, directory, &mut |folder| format.write_folder(&graph, &view, folder)),
        Some(path) => to_file(format, path, &mut |file| format.write(&graph, &view, file.writer())),
        None => to_stdout(&mut |out| format.write(&graph, &view, out)),
    }
}

fn to_file(format: ExportFormat, path: &Path, write: &mut dyn FnMut(&mut Pending) -> io::Result<()>) -> CommandResult {
    if path.is_dir() {
        return Err(format!("{} is a directory; {} is one file, name it with -o", path.display(), format.name()).into());
    }
    let mut file = Pending::create(path)?;
    write(&mut file).map_err(|error| file.failed(error))?;
    file.finish()?;
    eprintln!("wrote {}", path.display());
    Ok(Status::Done)
}

fn to_database(format: ExportFormat, database: DatabaseFormat, data: &Dataset<'_>, output: Option<&Path>) -> CommandResult {
    match output {
        Some(directory) if database.is_folder() => to_directory(format, directory, &mut |folder| database.write_folder(data, folder)),
        Some(path) => to_file(format, path, &mut |file| match database.is_database_file() {
            true => database.write_file(data, file.path()),
            false => database.write(data, file.writer()),
        }),
        None if database.is_database_file() => Err(format!("{} is a file that databases open; name it with -o", format.name()).into()),
        None => to_stdout(&mut |out| database.write(data, out)),
    }
}

/// The mentions that go with a graph; says where there are none.
pub(super) fn mentions_beside(graph: &Path, named: Option<&Path>, none: bool) -> Result<Option<MentionFile>, Box<dyn Error>> {
    if none {
        return Ok(None);
    }
    let path = named.map_or_else(|| graph.with_file_name("mentions.jsonl"), Path::to_owned);
    match path.is_file() {
        true => Ok(Some(MentionFile::new(&path))),
        false if named.is_some() => Err(format!("{}: there is no such file of mentions", path.display()).into()),
        false => {
            eprintln!("there is no {}, so mentions and turns are left out; name the file with --mentions", path.display());
            Ok(None)
        }
    }
}

fn to_stdout(write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> CommandResult {
    let mut out = BufWriter::new(stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(Status::Done)
}

fn to_directory(format: ExportFormat, directory: &Path, write: &mut dyn FnMut(&mut dyn Folder) -> io::Result<()>) -> CommandResult {
    if directory.is_file() {
        return Err(format!("{} is a file; {} needs a directory, name it with -o", directory.display(), format.name()).into());
    }
    let mut files = Files { directory: directory.to_owned(), names: Vec::new(), pending: Vec::new() };
    write(&mut files).map_err(|error| files.failed(error))?;
    // Nothing gets its name before everything is there.
    let mut written = Vec::new();
    for file in files.pending {
        let (path, _) = file.finish()?;
        written.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    }
    match written.len() {
        ..=NAMED => eprintln!("wrote {}: {}", directory.display(), written.join(", ")),
        number => eprintln!("wrote {}: {number} files", directory.display()),
    }
    Ok(Status::Done)
}

/// The files of a format in a directory, none with a name before all are complete.
struct Files {
    directory: PathBuf,
    names: Vec<String>,
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
        let place = self.names.iter().rposition(|known| known == name).unwrap_or(self.names.len());
        if place == self.pending.len() {
            self.pending.push(Pending::create(&self.directory.join(name)).map_err(io::Error::other)?);
            self.names.push(name.to_owned());
        }
        Ok(self.pending[place].writer())
    }
}
