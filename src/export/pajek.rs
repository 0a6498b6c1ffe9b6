//! Pajek .net: Pajek, VOSviewer, Infomap, NetworkX.

use std::io::{self, Write};

use rustc_hash::{FxHashMap, FxHashSet};

use super::escape::pajek;
use super::look::{Shape, look};
use super::network::Network;

/// Writes a layer. Vertices are told apart by label in most readers, so equal ones get the id behind them.
pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "*Vertices {}", network.nodes().len())?;
    let (mut seen, mut twice) = (FxHashSet::default(), FxHashSet::default());
    for node in network.nodes() {
        let label = pajek(&node.name);
        if !seen.insert(label.clone()) {
            twice.insert(label);
        }
    }
    let place = unit_square(network);
    let mut numbers = FxHashMap::default();
    for (index, node) in network.nodes().enumerate() {
        let mut label = pajek(&node.name);
        if twice.contains(&label) {
            label = format!("{label} ({})", node.id);
        }
        let (shape, colour) = match look(&node.kind).shape {
            Shape::Circle => ("ellipse", "Blue"),
            Shape::Square => ("box", "Orange"),
            Shape::Diamond => ("diamond", "Green"),
            Shape::Hexagon => ("triangle", "Lavender"),
        };
        let (x, y) = place(node.x, node.y);
        writeln!(out, r#"{} "{label}" {x:.4} {y:.4} {shape} ic {colour}"#, index + 1)?;
        numbers.insert(node.id.as_str(), index + 1);
    }
    writeln!(out, "{}", if network.is_directed() { "*Arcs" } else { "*Edges" })?;
    let number = |id: &str| numbers.get(id).copied().ok_or_else(|| io::Error::other(format!("a link names `{id}`, which is no node")));
    for link in network.links() {
        writeln!(out, "{} {} {}", number(link.source)?, number(link.target)?, link.weight)?;
    }
    Ok(())
}

/// Places from 0 to 1, as Pajek wants them, with the proportions kept.
fn unit_square(network: &Network) -> impl Fn(f64, f64) -> (f64, f64) {
    let reach = network.nodes().map(|node| node.x.abs().max(node.y.abs())).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    move |x, y| (0.5 + 0.45 * x / reach, 0.5 + 0.45 * y / reach)
}
