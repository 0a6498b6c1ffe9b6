//! JSON Graph Format, version 2.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{list, object};
use super::network::{LinkCells, Network, NodeCells};

#[derive(Serialize)]
struct Node<'a> {
    label: &'a str,
    metadata: NodeMetadata<'a>,
}

#[derive(Serialize)]
struct NodeMetadata<'a> {
    #[serde(flatten)]
    cells: NodeCells<'a>,
    x: f64,
    y: f64,
    size: f64,
    color: &'a str,
}

#[derive(Serialize)]
struct Edge<'a> {
    source: &'a str,
    target: &'a str,
    relation: &'a str,
    directed: bool,
    metadata: EdgeMetadata<'a>,
}

#[derive(Serialize)]
struct EdgeMetadata<'a> {
    weight: u64,
    #[serde(flatten)]
    cells: LinkCells<'a>,
}

/// Writes a layer.
pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let (directed, relation) = (network.is_directed(), network.layer.name());
    write!(out, "{{\"graph\": {{\n\"directed\": {directed},\n\"type\": \"{relation}\",\n\"label\": ")?;
    serde_json::to_writer(&mut *out, &network.description())?;
    out.write_all(b",\n\"metadata\": ")?;
    serde_json::to_writer(&mut *out, network.graph.info())?;
    out.write_all(b",\n\"nodes\": ")?;
    let nodes = network.nodes().map(|node| {
        let (size, color) = (network.size(node), network.colour(node));
        let metadata = NodeMetadata { cells: NodeCells(node), x: node.x, y: node.y, size, color };
        (node.id.as_str(), Node { label: &node.name, metadata })
    });
    object(out, nodes)?;
    out.write_all(b",\n\"edges\": ")?;
    let edges = network.links().map(|link| {
        let metadata = EdgeMetadata { weight: link.weight, cells: LinkCells(network, link) };
        Edge { source: link.source, target: link.target, relation, directed, metadata }
    });
    list(out, edges)?;
    out.write_all(b"\n}}\n")
}
