//! GraphML (Brandes et al. 2002): igraph, NetworkX, Gephi, yEd, Cytoscape, graph-tool.

use std::fmt::Display;
use std::io::{self, Write};

use super::escape::{xml, xml_id};
use super::network::{NODE_COLUMNS, Network, Type};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">"#;

/// Writes a layer. Keys of nodes begin with `n_`, of edges with `e_`, for ids of keys share one space.
pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{HEAD}")?;
    writeln!(out, " <desc>{}</desc>", xml(&network.description()))?;
    for (name, holds) in
        [("entity", "string"), ("label", "string"), ("x", "double"), ("y", "double"), ("size", "double"), ("color", "string")]
    {
        key(out, 'n', name, holds)?;
    }
    for column in NODE_COLUMNS {
        key(out, 'n', column.name, type_name(column.holds))?;
    }
    key(out, 'e', "weight", "double")?;
    for column in network.link_columns() {
        key(out, 'e', column.name, type_name(column.holds))?;
    }
    writeln!(
        out,
        r#" <graph id="{}" edgedefault="{}">"#,
        network.layer.name(),
        if network.is_directed() { "directed" } else { "undirected" }
    )?;
    for node in network.nodes() {
        writeln!(out, r#"  <node id="{}">"#, xml_id(&node.id))?;
        data(out, 'n', "entity", &node.id)?;
        data(out, 'n', "label", &node.name)?;
        data(out, 'n', "x", &node.x)?;
        data(out, 'n', "y", &node.y)?;
        data(out, 'n', "size", &network.size(node))?;
        data(out, 'n', "color", &network.colour(node))?;
        for column in NODE_COLUMNS {
            if let Some(value) = (column.value)(node) {
                data(out, 'n', column.name, &value)?;
            }
        }
        writeln!(out, "  </node>")?;
    }
    for link in network.links() {
        writeln!(out, r#"  <edge source="{}" target="{}">"#, xml_id(link.source), xml_id(link.target))?;
        data(out, 'e', "weight", &link.weight)?;
        for column in network.link_columns() {
            if let Some(value) = (column.value)(&link) {
                data(out, 'e', column.name, &value)?;
            }
        }
        writeln!(out, "  </edge>")?;
    }
    writeln!(out, " </graph>\n</graphml>")
}

/// One of the types GraphML knows.
fn type_name(holds: Type) -> &'static str {
    match holds {
        Type::Text | Type::Day => "string",
        Type::Integer => "long",
        Type::Real => "double",
        Type::Boolean => "boolean",
    }
}

fn key(out: &mut dyn Write, of: char, name: &str, holds: &str) -> io::Result<()> {
    let element = if of == 'n' { "node" } else { "edge" };
    writeln!(out, r#" <key id="{of}_{name}" for="{element}" attr.name="{name}" attr.type="{holds}"/>"#)
}

fn data(out: &mut dyn Write, of: char, name: &str, value: &dyn Display) -> io::Result<()> {
    writeln!(out, r#"   <data key="{of}_{name}">{}</data>"#, xml(&value.to_string()))
}
