//! A graph file read without its quotes, which are most of it.

use serde_json::value::RawValue;

use super::build::{Discusses, Edge, Graph};
use super::evidence::Evidence;
use super::file::{GraphFile, GraphFileError};

/// A graph without evidence, and the evidence still to be read: for questions that quote little of a large file.
#[derive(Debug)]
pub struct Outline<'t> {
    /// The graph; all its evidence is empty.
    pub graph: Graph,
    edges: Vec<&'t RawValue>,
    discusses: Vec<&'t RawValue>,
}

impl<'t> Outline<'t> {
    /// Reads what [`Graph::write_json`] wrote, all but the evidence.
    ///
    /// # Errors
    /// Where the text is no such graph, or one of a later version.
    pub fn read(text: &'t [u8]) -> Result<Self, GraphFileError> {
        let GraphFile { graph, nodes, edges, discusses, documents } = GraphFile::<&RawValue>::read(text)?;
        let (edges, unread_edges) = edges.into_iter().map(split_edge).unzip();
        let (discusses, unread_discusses) = discusses.into_iter().map(split_discusses).unzip();
        let graph = GraphFile { graph, nodes, edges, discusses, documents }.assemble()?;
        Ok(Outline { graph, edges: unread_edges, discusses: unread_discusses })
    }

    /// An edge of the graph with its evidence.
    ///
    /// # Errors
    /// Where the file has something else in the place of evidence.
    pub fn quoted_edge(&self, edge: &Edge) -> Result<Edge, GraphFileError> {
        let place = self.graph.edge_place(&edge.source, &edge.target);
        Ok(Edge { evidence: evidence(&self.edges, place)?, ..edge.clone() })
    }

    /// A link of the speakers' layer with its evidence.
    ///
    /// # Errors
    /// Where the file has something else in the place of evidence.
    pub fn quoted_discusses(&self, link: &Discusses) -> Result<Discusses, GraphFileError> {
        let links = self.graph.discusses();
        let place = links.binary_search_by(|other| (&other.source, &other.target).cmp(&(&link.source, &link.target)));
        Ok(Discusses { evidence: evidence(&self.discusses, place.ok())?, ..link.clone() })
    }
}

fn evidence(unread: &[&RawValue], place: Option<usize>) -> Result<Vec<Evidence>, GraphFileError> {
    match place.and_then(|place| unread.get(place)) {
        Some(text) => Ok(serde_json::from_str(text.get())?),
        None => Ok(Vec::new()),
    }
}

fn split_edge<E>(edge: Edge<E>) -> (Edge, E) {
    let Edge { source, target, weight, documents, npmi, g2, association, jaccard, backbone, first_date, last_date, months, evidence } =
        edge;
    let edge = Edge {
        source,
        target,
        weight,
        documents,
        npmi,
        g2,
        association,
        jaccard,
        backbone,
        first_date,
        last_date,
        months,
        evidence: Vec::new(),
    };
    (edge, evidence)
}

fn split_discusses<E>(link: Discusses<E>) -> (Discusses, E) {
    let Discusses { source, target, weight, documents, first_date, last_date, months, evidence } = link;
    (Discusses { source, target, weight, documents, first_date, last_date, months, evidence: Vec::new() }, evidence)
}
