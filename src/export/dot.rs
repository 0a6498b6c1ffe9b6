//! Graphviz DOT.

use std::io::{self, Write};

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::escape;
use super::look::{Shape, look};
use crate::graph::View;

/// Fonts with Chinese glyphs; Graphviz takes the first that fontconfig knows.
const FONT: &str = "Noto Sans CJK SC,PingFang SC,Microsoft YaHei,Source Han Sans SC,sans-serif";

/// Writes a view for `dot`, `neato`, `fdp` and `sfdp`.
pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    let text = document(view).print(&mut PrinterContext::default());
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")
}

fn document(view: &View) -> Graph {
    let heaviest = view.edges.iter().map(|edge| edge.edge.weight).max().unwrap_or(1) as f64;
    let most = view.nodes.iter().map(|node| node.mentions).max().unwrap_or(1).max(1) as f64;
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            text("label", &view.caption()),
            text("labelloc", "b"),
            text("fontname", FONT),
            text("fontsize", "14"),
            text("charset", "UTF-8"),
            text("overlap", "prism"),
            text("splines", "true"),
            text("outputorder", "edgesfirst"),
            text("sep", "+12"),
            text("nodesep", "0.35"),
            text("ranksep", "0.9"),
            text("pad", "0.3"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            text("style", "filled"),
            text("fontname", FONT),
            text("color", "#ffffff"),
            text("margin", "0.12,0.06"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![text("color", "#77777799"), text("fontname", FONT)])),
    ];
    for node in &view.nodes {
        let look = look(&node.kind);
        let share = (node.mentions as f64 / most).sqrt();
        stmts.push(Stmt::Node(Node {
            id: NodeId(id(&node.id), None),
            attributes: vec![
                text("label", &escape::shorten(&node.name, 28)),
                text("shape", shape(look.shape)),
                text("fillcolor", look.fill),
                // Black on orange, white on the darker hues.
                text("fontcolor", if look.shape == Shape::Square { "#000000" } else { "#ffffff" }),
                text("fontsize", &format!("{:.0}", 11.0 + 13.0 * share)),
                text("tooltip", &format!("{} ({}): {} mentions in {} documents", node.name, node.kind, node.mentions, node.documents)),
            ],
        }));
    }
    for edge in &view.edges {
        let (a, b) = (&view.nodes[edge.source], &view.nodes[edge.target]);
        let width = 0.6 + 5.0 * (edge.edge.weight as f64 / heaviest).sqrt();
        let vertex = |node: &str| Vertex::N(NodeId(id(node), None));
        stmts.push(Stmt::Edge(Edge {
            ty: EdgeTy::Pair(vertex(&a.id), vertex(&b.id)),
            attributes: vec![
                text("penwidth", &format!("{width:.2}")),
                text("weight", &edge.edge.weight.min(1_000).to_string()),
                text("tooltip", &format!("{} – {}: {} {}s together", a.name, b.name, edge.edge.weight, view.graph.info().window)),
            ],
        }));
    }
    Graph::Graph { id: id("comention"), strict: true, stmts }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "ellipse",
        Shape::Square => "box",
        Shape::Diamond => "diamond",
        Shape::Hexagon => "hexagon",
    }
}

fn id(text: &str) -> Id {
    Id::Escaped(escape::dot(text))
}

fn text(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), id(value))
}
