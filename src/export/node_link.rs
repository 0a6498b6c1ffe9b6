//! One layer as node-link data: NetworkX `node_link_graph`, D3 with `links = edges`.

use std::io::{self, Write};

use serde::Serialize;

use super::json::list;
use super::network::{LinkCells, Network, NodeCells};

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    name: &'a str,
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
    weight: u64,
    #[serde(flatten)]
    cells: LinkCells<'a>,
}

/// Writes a layer; `graph` holds what graph.json says of the whole.
pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\n\"directed\": {},\n\"multigraph\": false,\n\"graph\": ", network.is_directed())?;
    serde_json::to_writer(&mut *out, network.graph.info())?;
    out.write_all(b",\n\"nodes\": ")?;
    let nodes = network.nodes().map(|node| Node {
        id: &node.id,
        name: &node.name,
        cells: NodeCells(node),
        x: node.x,
        y: node.y,
        size: network.size(node),
        color: network.colour(node),
    });
    list(out, nodes)?;
    out.write_all(b",\n\"edges\": ")?;
    list(
        out,
        network.links().map(|link| Edge { source: link.source, target: link.target, weight: link.weight, cells: LinkCells(network, link) }),
    )?;
    out.write_all(b"\n}\n")
}
