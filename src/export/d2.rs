//! D2 diagrams.

use std::io::{self, Write};

use super::escape::{d2, shorten};
use super::look::{Shape, look, looks};
use crate::graph::View;

const LABEL_COLUMNS: usize = 28;
/// Width of the heaviest line; D2 takes whole pixels up to 15.
const MAX_WIDTH: f64 = 8.0;

/// Writes a view, with what it leaves out in its title.
pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "title: {} {{near: bottom-center; shape: text; style.font-size: 20}}", d2(&view.caption()))?;
    writeln!(out, "classes: {{")?;
    for look in looks() {
        let shape = match look.shape {
            Shape::Circle => "oval",
            Shape::Square => "rectangle",
            Shape::Diamond => "diamond",
            Shape::Hexagon => "hexagon",
        };
        writeln!(
            out,
            "  {}: {{shape: {shape}; style: {{fill: '{}'; font-color: '{}'; stroke: '#ffffff'}}}}",
            look.class, look.fill, look.text
        )?;
    }
    writeln!(out, "}}")?;
    for (number, node) in view.nodes.iter().enumerate() {
        writeln!(out, "n{number}: {} {{class: {}}}", d2(&shorten(&node.name, LABEL_COLUMNS)), look(&node.kind).class)?;
    }
    let line = if view.layer.is_directed() { "->" } else { "--" };
    let heaviest = view.edges.iter().map(|edge| edge.edge.weight).max().unwrap_or(1) as f64;
    for edge in &view.edges {
        let weight = edge.edge.weight;
        let width = (MAX_WIDTH * (weight as f64 / heaviest).sqrt()).ceil();
        writeln!(out, "n{} {line} n{}: '{weight}' {{style.stroke-width: {width}}}", edge.source, edge.target)?;
    }
    Ok(())
}
