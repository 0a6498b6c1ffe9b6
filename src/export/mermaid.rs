//! Mermaid flowcharts, which GitHub, GitLab, Obsidian and many others draw in Markdown.

use std::io::{self, Write};

use super::escape::{mermaid, shorten};
use super::look::{Shape, look, looks};
use crate::graph::{View, ViewOptions};

/// Mermaid refuses charts of more edges, or of more than 50,000 characters, which so many nodes do not reach.
const MAX_EDGES: usize = 500;
const MAX_NODES: usize = 300;
const LABEL_COLUMNS: usize = 28;
/// Width of the heaviest line in pixels.
const MAX_WIDTH: usize = 8;

/// The part of what is asked for that Mermaid takes.
pub(super) fn limit(options: &ViewOptions) -> ViewOptions {
    ViewOptions { nodes: options.nodes.min(MAX_NODES), edges: options.edges.min(MAX_EDGES), ..options.clone() }
}

/// Writes a view, with what it leaves out in its title.
pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "---\ntitle: {}\n---\nflowchart LR", view.caption())?;
    for look in looks() {
        writeln!(out, "  classDef {} fill:{},color:{},stroke:#ffffff", look.class, look.fill, look.text)?;
    }
    for (number, node) in view.nodes.iter().enumerate() {
        let label = mermaid(&shorten(&node.name, LABEL_COLUMNS));
        let (open, close) = match look(&node.kind).shape {
            Shape::Circle => ("([", "])"),
            Shape::Square => ("[", "]"),
            Shape::Diamond => ("{{", "}}"),
            Shape::Hexagon => ("[[", "]]"),
        };
        writeln!(out, "  n{number}{open}\"{label}\"{close}:::{}", look(&node.kind).class)?;
    }
    let line = if view.layer.is_directed() { "-->" } else { "---" };
    for edge in &view.edges {
        writeln!(out, "  n{} {line}|{}| n{}", edge.source, edge.edge.weight, edge.target)?;
    }
    let heaviest = view.edges.iter().map(|edge| edge.edge.weight).max().unwrap_or(1) as f64;
    for width in 1..=MAX_WIDTH {
        let is_so_wide = |weight: u64| (MAX_WIDTH as f64 * (weight as f64 / heaviest).sqrt()).ceil() as usize == width;
        let numbers = view.edges.iter().enumerate().filter(|(_, edge)| is_so_wide(edge.edge.weight));
        let numbers: Vec<String> = numbers.map(|(number, _)| number.to_string()).collect();
        if !numbers.is_empty() {
            writeln!(out, "  linkStyle {} stroke-width:{width}px", numbers.join(","))?;
        }
    }
    Ok(())
}
