//! DOT as data: every attribute on its element, no defaults and no subgraphs, as Gephi reads it.

use std::io::{self, Write};

use super::escape::dot;
use super::network::{NODE_COLUMNS, Network};

/// Writes a layer.
pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let (graph, arrow) = if network.is_directed() { ("digraph", "->") } else { ("graph", "--") };
    writeln!(out, "// {}", network.description())?;
    writeln!(out, "{graph} comention {{")?;
    for node in network.nodes() {
        let (label, colour) = (dot(&node.name), network.colour(node));
        write!(out, r#"{} [label={label}, color="{colour}", pos="{},{}""#, dot(&node.id), node.x, node.y)?;
        for column in NODE_COLUMNS {
            if let Some(value) = (column.value)(node) {
                write!(out, ", {}={}", column.name, dot(&value.to_string()))?;
            }
        }
        writeln!(out, "];")?;
    }
    for link in network.links() {
        write!(out, "{} {arrow} {} [weight={}", dot(link.source), dot(link.target), link.weight)?;
        for column in network.link_columns() {
            if let Some(value) = (column.value)(&link) {
                write!(out, ", {}={}", column.name, dot(&value.to_string()))?;
            }
        }
        writeln!(out, "];")?;
    }
    writeln!(out, "}}")
}
