//! What the questions to a graph share.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::table::{count, quote};
use crate::graph::{Evidence, Graph, GraphFileError, Node, Outline};
use crate::model::Kind;
use crate::query::{Found, Period, YearOrMonth, find};

/// Where answers come from and how they look.
#[derive(Args, Debug)]
pub(super) struct Asking {
    /// The graph to ask
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// Rows to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// The time asked about.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Timing {
    /// Only what was said from this month or year on: 2026-01, 2026
    #[arg(long, value_name = "MONTH")]
    pub since: Option<YearOrMonth>,
    /// Only what was said up to this month or year, inclusive
    #[arg(long, value_name = "MONTH")]
    pub until: Option<YearOrMonth>,
}

impl Timing {
    /// The months asked about.
    pub fn period(self) -> Result<Period, String> {
        let period = Period { since: self.since.map(|since| since.first), until: self.until.map(|until| until.last) };
        match (period.since, period.until) {
            (Some(since), Some(until)) if since > until => Err(format!("--since {since} is later than --until {until}")),
            _ => Ok(period),
        }
    }
}

/// A graph file as it lies on the disk.
pub(super) struct GraphText {
    path: PathBuf,
    text: Vec<u8>,
}

impl GraphText {
    pub fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("{}: there is no graph; run `comention build PATH` first, or name one with --graph", path.display())
            }
            _ => format!("{}: {error}", path.display()),
        })?;
        Ok(GraphText { path: path.to_owned(), text })
    }

    /// The graph, its quotes unread.
    pub fn outline(&self) -> Result<Outline<'_>, Box<dyn Error>> {
        Ok(Outline::read(&self.text).map_err(|error| self.named(&error))?)
    }

    fn named(&self, error: &GraphFileError) -> String {
        format!("{}: {error}", self.path.display())
    }
}

/// Reads a graph with all its quotes.
pub(super) fn load(path: &Path) -> Result<Graph, Box<dyn Error>> {
    let file = GraphText::open(path)?;
    Ok(Graph::read_json(&file.text).map_err(|error| file.named(&error))?)
}

/// The entity that a person means.
pub(super) fn entity<'g>(graph: &'g Graph, text: &str) -> Result<&'g Node, Box<dyn Error>> {
    let list = |nodes: &[&Node]| {
        nodes
            .iter()
            .map(|node| format!("\n  {}  {} ({}, {})", node.id, node.name, node.kind, count(node.mentions, "mention")))
            .collect::<String>()
    };
    match find(graph, text) {
        Found::One(node) => Ok(node),
        Found::Several(nodes) => Err(format!("`{text}` may be any of these; give the id:{}", list(&nodes)).into()),
        Found::None(near) if near.is_empty() => Err(format!("`{text}` does not occur in this graph").into()),
        Found::None(near) => Err(format!("`{text}` does not occur in this graph; near misses:{}", list(&near)).into()),
    }
}

/// Checks kinds as typed against those the graph has.
pub(super) fn kinds(graph: &Graph, names: &[String]) -> Result<Vec<Kind>, String> {
    let mut known: Vec<&str> = graph.nodes().map(|node| node.kind.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let kind = |name: &String| match known.contains(&name.as_str()) {
        true => Ok(Kind::new(name)),
        false => Err(format!("nothing in this graph is a `{name}`; its kinds are {}", known.join(", "))),
    };
    names.iter().map(kind).collect()
}

pub(super) fn described(node: &Node) -> String {
    format!("{} ({})", node.name, node.kind)
}

/// The name of an entity, or its id where the graph has no such node.
pub(super) fn name<'g>(graph: &'g Graph, id: &'g str) -> &'g str {
    graph.node(id).map_or(id, |node| &node.name)
}

/// ` from 2026-01 to 2026-03`, or nothing for all time.
pub(super) fn during(period: Period) -> String {
    match period {
        period if period.is_all() => String::new(),
        Period { since: Some(_), until: Some(_) } => format!(" in {period}"),
        period => format!(" {period}"),
    }
}

/// The pieces of evidence whose documents are of the period, best first.
pub(super) fn evidence_in(graph: &Graph, evidence: Vec<Evidence>, period: Period) -> Vec<Evidence> {
    let date = |path: &str| {
        let documents = graph.documents();
        let place = documents.binary_search_by(|document| document.path.as_str().cmp(path)).ok()?;
        documents[place].date
    };
    let within = |piece: &Evidence| period.is_all() || date(&piece.document).is_some_and(|date| period.contains(date.into()));
    evidence.into_iter().filter(within).collect()
}

/// A quote with the name of who says it.
pub(super) fn quoted(graph: &Graph, evidence: &Evidence) -> String {
    quote(evidence, evidence.speaker.as_deref().map(|id| name(graph, id)))
}
