//! Cytoscape.js JSON: Cytoscape.js, Cytoscape, NetworkX `cytoscape_graph`.

use std::io::{self, Write};

use serde::Serialize;

use super::json::list;
use super::network::{LinkCells, Network, NodeCells};
use crate::graph::Link;

#[derive(Serialize)]
struct Element<D> {
    data: D,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
}

#[derive(Serialize)]
struct Position {
    x: f64,
    y: f64,
}

/// `value` is the key that NetworkX takes for the node; Cytoscape takes `id`.
#[derive(Serialize)]
struct NodeData<'a> {
    id: &'a str,
    value: &'a str,
    name: &'a str,
    #[serde(flatten)]
    cells: NodeCells<'a>,
    size: f64,
    color: &'a str,
}

/// Without an id, for it would have to differ from those of the nodes too; Cytoscape gives its own.
#[derive(Serialize)]
struct EdgeData<'a> {
    source: &'a str,
    target: &'a str,
    weight: u64,
    interaction: &'a str,
    #[serde(flatten)]
    cells: LinkCells<'a>,
}

#[derive(Serialize)]
struct Whole<'a> {
    name: String,
    generator: &'a str,
    window: &'a str,
    documents: u64,
}

/// Writes a layer.
pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let info = network.graph.info();
    let whole = Whole { name: network.description(), generator: &info.generator, window: &info.window, documents: info.documents };
    out.write_all(b"{\n\"data\": ")?;
    serde_json::to_writer(&mut *out, &whole)?;
    write!(out, ",\n\"directed\": {},\n\"multigraph\": false,\n\"elements\": {{\n\"nodes\": ", network.is_directed())?;
    let nodes = network.nodes().map(|node| {
        let (size, color) = (network.size(node), network.colour(node));
        let data = NodeData { id: &node.id, value: &node.id, name: &node.name, cells: NodeCells(node), size, color };
        Element { data, position: Some(Position { x: node.x, y: node.y }) }
    });
    list(out, nodes)?;
    out.write_all(b",\n\"edges\": ")?;
    let interaction = network.layer.name();
    let edges = network.links().map(|link| {
        let Link { source, target, weight, .. } = link;
        Element { data: EdgeData { source, target, weight, interaction, cells: LinkCells(network, link) }, position: None }
    });
    list(out, edges)?;
    out.write_all(b"\n}\n}\n")
}
