//! graph.json: NetworkX node-link data, one record a line.

use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::build::{Discusses, Edge, Graph, GraphInfo, Node};
use super::evidence::Evidence;
use super::tally::DocumentRecord;

/// Why a graph file could not be used.
#[derive(Debug, Error)]
pub enum GraphFileError {
    /// The file is no JSON, or not in the expected shape.
    #[error("not a graph that `comention build` wrote: {0}")]
    Json(#[from] serde_json::Error),
    /// The file is some other JSON.
    #[error("is no comention graph (its format is `{found}`); give the graph.json that `comention build` wrote")]
    Format {
        /// What it says it is.
        found: String,
    },
    /// The file was written by a later version.
    #[error("has schema version {found}, and this comention reads up to {known}; update comention", known = GraphInfo::VERSION)]
    Version {
        /// The version of the file.
        found: u32,
    },
    /// An edge, or a line of the speakers' layer, names a node that is not there.
    #[error("a line names the node `{id}`, which is missing; build the graph again")]
    Dangling {
        /// The missing node.
        id: String,
    },
}

/// The content of a graph file; `E` is what evidence is read as.
#[derive(Deserialize)]
pub(super) struct GraphFile<E> {
    pub graph: GraphInfo,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge<E>>,
    #[serde(default = "Vec::new")]
    pub discusses: Vec<Discusses<E>>,
    #[serde(default)]
    pub documents: Vec<DocumentRecord>,
}

/// The head alone, read first so that a file of a later version is refused by its version and not by its shape.
#[derive(Deserialize)]
struct Head {
    graph: Option<HeadInfo>,
}

#[derive(Deserialize)]
struct HeadInfo {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl Graph {
    /// Reads what [`Graph::write_json`] wrote.
    ///
    /// # Errors
    /// Where the text is no such graph, or one of a later version.
    pub fn read_json(text: &[u8]) -> Result<Self, GraphFileError> {
        GraphFile::read(text)?.assemble()
    }

    /// Writes the graph as node-link data, sorted, one record a line.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\n\"directed\": false,\n\"multigraph\": false,\n\"graph\": ")?;
        serde_json::to_writer(&mut *out, self.info())?;
        records(out, "nodes", self.nodes())?;
        records(out, "edges", self.edges())?;
        records(out, "discusses", self.discusses().iter())?;
        records(out, "documents", self.documents().iter())?;
        out.write_all(b"\n}\n")
    }
}

impl<'t, E: Deserialize<'t>> GraphFile<E> {
    /// Reads a file; puts its records in order.
    pub fn read(text: &'t [u8]) -> Result<Self, GraphFileError> {
        let mut file: Self = match serde_json::from_slice(text) {
            Ok(file) => file,
            Err(error) => return Err(why_not(text).unwrap_or_else(|| error.into())),
        };
        if let Some(error) = refuse(&file.graph.format, file.graph.version) {
            return Err(error);
        }
        file.nodes.sort_by(|a, b| a.id.cmp(&b.id));
        file.edges.sort_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
        file.discusses.sort_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
        Ok(file)
    }
}

impl GraphFile<Vec<Evidence>> {
    /// Makes the graph.
    pub fn assemble(self) -> Result<Graph, GraphFileError> {
        let GraphFile { graph: info, nodes, edges, discusses, documents } = self;
        let place: FxHashMap<&str, usize> = nodes.iter().enumerate().map(|(place, node)| (node.id.as_str(), place)).collect();
        let find = |id: &String| place.get(id.as_str()).copied().ok_or_else(|| GraphFileError::Dangling { id: id.clone() });
        let edges =
            edges.into_iter().map(|edge| Ok((find(&edge.source)?, find(&edge.target)?, edge))).collect::<Result<_, GraphFileError>>()?;
        for link in &discusses {
            find(&link.source)?;
            find(&link.target)?;
        }
        Ok(Graph::assemble(info, nodes, edges, discusses, documents))
    }
}

fn records<T: Serialize>(out: &mut dyn Write, name: &str, records: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{name}\": [")?;
    let mut line = Vec::new();
    for (index, record) in records.enumerate() {
        line.clear();
        line.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut line, &record)?;
        out.write_all(&line)?;
    }
    out.write_all(b"\n]")
}

/// The better reason why a file that does not parse is refused, if its head shows one.
fn why_not(text: &[u8]) -> Option<GraphFileError> {
    let head: Head = serde_json::from_slice(text).ok()?;
    let HeadInfo { format, version } = head.graph.unwrap_or(HeadInfo { format: String::new(), version: 0 });
    refuse(&format, version)
}

fn refuse(format: &str, version: u32) -> Option<GraphFileError> {
    if format != GraphInfo::FORMAT {
        return Some(GraphFileError::Format { found: format.to_owned() });
    }
    (version > GraphInfo::VERSION).then_some(GraphFileError::Version { found: version })
}
