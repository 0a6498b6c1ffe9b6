//! A pair of CSV files: Gephi's import of spreadsheets, pandas, R, DuckDB, Excel.

use std::io::{self, Write};

use super::Folder;
use super::network::{NODE_COLUMNS, Network};
use crate::tables::without_nul;

/// Writes `nodes.csv` and `edges.csv`, with a byte order mark in neither.
pub(super) fn write(network: &Network, folder: &mut dyn Folder) -> io::Result<()> {
    nodes(network, folder.file("nodes.csv")?)?;
    edges(network, folder.file("edges.csv")?)
}

fn nodes(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let names = ["id", "label"].into_iter().chain(NODE_COLUMNS.iter().map(|column| column.name)).chain(["x", "y"]);
    csv.write_record(names)?;
    for node in network.nodes() {
        csv.write_field(&node.id)?;
        csv.write_field(&*without_nul(&node.name))?;
        for column in NODE_COLUMNS {
            csv.write_field(&*without_nul(&(column.value)(node).map(|value| value.to_string()).unwrap_or_default()))?;
        }
        csv.write_record([node.x.to_string(), node.y.to_string()])?;
    }
    csv.flush()
}

fn edges(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["source", "target", "type", "weight"].into_iter().chain(network.link_columns().map(|column| column.name)))?;
    let direction = if network.is_directed() { "Directed" } else { "Undirected" };
    for link in network.links() {
        for field in [link.source, link.target, direction, &link.weight.to_string()] {
            csv.write_field(field)?;
        }
        for column in network.link_columns() {
            csv.write_field(&*without_nul(&(column.value)(&link).map(|value| value.to_string()).unwrap_or_default()))?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}
