//! The arguments as typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::between::Between;
use super::compare::Compare;
use super::export::Export;
use super::inspect::Inspect;
use super::load::Load;
use super::merge::Merge;
use super::pack::Pack;
use super::path::Path;
use super::show::Show;
use super::suggest::Suggest;
use super::tally::Tally;
use super::top::Top;
use super::trend::Trend;
use super::who::{What, Who};
use crate::graph::{Layer, ViewOptions, Window};

/// Turns transcripts into a graph of who discusses what, with the sentences to back it.
#[derive(Debug, Parser)]
#[command(name = "comention", version, arg_required_else_help = true, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read transcripts and write graph.json, graph.dot, graph.svg, explorer.html and mentions.jsonl
    Build(Build),
    /// Count transcripts and write the counts, for `merge` to add up with those of others
    Tally(Tally),
    /// Add up what `tally` counted and write the graph
    #[command(visible_alias = "finish")]
    Merge(Merge),
    /// Put many small files into a few archives, for `tally --packed` and for Spark
    Pack(Pack),
    /// Print every mention as one JSON object a line
    Mentions(Mentions),
    /// Tell what files are taken for: format, speakers, times, names, and what was skipped
    Inspect(Inspect),
    /// Say of every candidate in a sentence or file why it is a mention or is none
    Explain(Explain),
    /// Compare the mentions of a document with a gold file
    Evaluate(Evaluate),
    /// Who discusses ENTITY?
    Who(Who),
    /// What does SPEAKER discuss?
    What(What),
    /// What ties A and B?
    Between(Between),
    /// The strongest chain of co-mentions from A to B
    Path(Path),
    /// All about ENTITY on one screen
    Show(Show),
    /// The entities, or pairs, that come first by some measure
    Top(Top),
    /// What rose and what fell over time
    Trend(Trend),
    /// What is new, gone, stronger and weaker in one graph against another
    Compare(Compare),
    /// Draw the graph with an installed Graphviz
    Render(Render),
    /// Write the graph for another program
    Export(Export),
    /// Load the graph into a database that runs, such as Neo4j
    ///
    /// Loading twice changes nothing. User and password come from COMENTION_USER and COMENTION_PASSWORD, or
    /// NEO4J_USERNAME and NEO4J_PASSWORD, or are asked for.
    Load(Load),
    /// Check dictionaries, and try them on transcripts
    #[command(subcommand)]
    Dictionary(Dictionary),
}

#[derive(Debug, Subcommand)]
pub(super) enum Dictionary {
    /// Tell what is wrong with the dictionaries
    Lint(Lint),
    /// Tell which entities transcripts mention, how often, and which never
    Coverage(Coverage),
    /// Tell which mentions a change of dictionaries gains, loses and changes
    Diff(Diff),
    /// Make a dictionary to review of a list: CSV, TSV, or JSON of Wikidata
    Import(Import),
    /// Propose names that recur in transcripts as a dictionary to look through
    Suggest(Suggest),
}

#[derive(Args, Debug)]
pub(super) struct Import {
    /// The list, or - for standard input
    pub file: PathBuf,
    /// Format of the list [default: by its ending] [possible values: csv, tsv, wikidata]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Kind of the entities the list gives no kind for
    #[arg(long, default_value = "company")]
    pub kind: String,
    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What is known already: directory or file of dictionaries; repeat for several [default: ./dictionaries, else the built-in ones]
    #[arg(short, long, value_name = "DIR")]
    pub dictionaries: Vec<PathBuf>,
    /// Settings file [default: ./comention.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What is read, and by which dictionaries.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub matching: Matching,
    /// Threads to use [default: all cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// End the run at the first file that cannot be read instead of skipping it
    #[arg(long)]
    pub strict: bool,
}

#[derive(Args, Debug)]
pub(super) struct Matching {
    /// Directory or file of dictionaries; repeat for several [default: ./dictionaries, else the built-in ones]
    #[arg(short, long, value_name = "DIR")]
    pub dictionaries: Vec<PathBuf>,
    /// Do not use the names listed in front matter
    #[arg(long)]
    pub no_front_matter: bool,
    /// Settings file [default: ./comention.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Build {
    #[command(flatten)]
    pub input: Input,
    /// Directory to write to [default: output]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub counting: Counting,
    /// Count documents once that have the same source or nearly the same text
    #[arg(long)]
    pub deduplicate: bool,
    #[command(flatten)]
    pub size: PictureSize,
}

/// How is counted.
#[derive(Args, Debug)]
pub(super) struct Counting {
    /// What two entities must share to count as mentioned together [default: turn] [possible values: turn, sentence, paragraph, exchange, section, document]
    #[arg(long, value_name = "WINDOW")]
    pub window: Option<Window>,
    /// Quotes to keep for each line of the graph [default: 5]
    #[arg(long, value_name = "N")]
    pub evidence: Option<usize>,
}

#[derive(Args, Debug)]
pub(super) struct PictureSize {
    /// Entities a picture shows at most
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub nodes: usize,
    /// Lines a picture shows at most
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub edges: usize,
}

impl PictureSize {
    /// The part of a layer that a picture of this size shows.
    pub fn view(&self, layer: Layer) -> ViewOptions {
        ViewOptions { nodes: self.nodes, edges: self.edges, layer }
    }
}

#[derive(Args, Debug)]
pub(super) struct Mentions {
    #[command(flatten)]
    pub input: Input,
}

#[derive(Args, Debug)]
pub(super) struct Explain {
    /// A sentence, a file, or - for standard input
    #[arg(value_name = "TEXT|PATH")]
    pub subject: String,
    /// Only candidates that touch this line of the file
    #[arg(long, value_name = "N")]
    pub line: Option<u32>,
    /// Only candidates for this entity: an id
    #[arg(long, value_name = "ID")]
    pub entity: Option<String>,
    #[command(flatten)]
    pub matching: Matching,
    /// Print one JSON object a candidate
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Evaluate {
    /// Gold file: tab-separated line, start, surface, kind, entity, flag
    pub gold: PathBuf,
    /// The document it is about
    pub path: PathBuf,
    #[command(flatten)]
    pub matching: Matching,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Render {
    /// The graph to draw
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// Graphviz layout engine
    #[arg(long, value_enum, default_value_t = Engine::Sfdp)]
    pub engine: Engine,
    /// Format of the picture [default: by the ending of --output, else svg]
    #[arg(long, value_enum)]
    pub format: Option<PictureFormat>,
    /// File to write [default: graph-ENGINE.FORMAT beside the graph]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub size: PictureSize,
}

#[derive(Args, Debug)]
pub(super) struct Lint {
    /// Directory or file of dictionaries; repeat for several [default: ./dictionaries, else the built-in ones]
    #[arg(short, long, value_name = "DIR")]
    pub dictionaries: Vec<PathBuf>,
    /// Settings file [default: ./comention.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Let warnings fail the run too
    #[arg(long)]
    pub strict: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Coverage {
    #[command(flatten)]
    pub input: Input,
    /// List the ids of the entities that are never mentioned, one a line
    #[arg(long)]
    pub never: bool,
    /// Rows to print; JSON has them all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Diff {
    /// Directory or file of dictionaries before the change
    #[arg(value_name = "OLD_DIR")]
    pub old: PathBuf,
    /// Directory or file of dictionaries after it
    #[arg(value_name = "NEW_DIR")]
    pub new: PathBuf,
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Do not use the names listed in front matter
    #[arg(long)]
    pub no_front_matter: bool,
    /// Settings file [default: ./comention.yaml where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Threads to use [default: all cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// End the run at the first file that cannot be read instead of skipping it
    #[arg(long)]
    pub strict: bool,
    /// Entities to print of those that gain, lose, change; JSON has them all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Quotes to print for each entity
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub quotes: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    Dot,
    Neato,
    Fdp,
    Sfdp,
    Circo,
    Twopi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PictureFormat {
    Svg,
    Png,
    Pdf,
}
