//! Graphviz DOT.

use std::collections::BTreeMap;
use std::io::{self, Write};

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::escape;
use super::look::{Look, Shape, look, plural};
use crate::graph::{Layer, Node as GraphNode, View, ViewEdge};
use crate::model::Kind;

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
            Attribute(Id::Plain("label".to_owned()), Id::Html(legend(view))),
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
    let node = |node: &GraphNode| {
        let look = look(&node.kind);
        let share = (node.mentions as f64 / most).sqrt();
        Stmt::Node(Node {
            id: NodeId(id(&node.id), None),
            attributes: vec![
                text("label", &escape::shorten(&node.name, 28)),
                text("shape", shape(look.shape)),
                text("fillcolor", look.fill),
                text("fontcolor", look.text),
                text("fontsize", &format!("{:.0}", 11.0 + 13.0 * share)),
                text("tooltip", &format!("{} ({}): {} mentions in {} documents", node.name, node.kind, node.mentions, node.documents)),
            ],
        })
    };
    for (community, members) in communities(view) {
        let members = members.into_iter().map(node);
        match community {
            Some(number) => stmts.push(Stmt::Subgraph(cluster(number, members))),
            None => stmts.extend(members),
        }
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
                text("tooltip", &tooltip(view, edge)),
            ],
        }));
    }
    match view.layer.is_directed() {
        true => Graph::DiGraph { id: id("comention"), strict: true, stmts },
        false => Graph::Graph { id: id("comention"), strict: true, stmts },
    }
}

/// The communities of which more than one node is shown, and all other nodes; no communities where all is one.
fn communities<'v>(view: &View<'v>) -> Vec<(Option<u32>, Vec<&'v GraphNode>)> {
    let mut members: BTreeMap<u32, Vec<&GraphNode>> = BTreeMap::new();
    for &node in &view.nodes {
        members.entry(node.community).or_default().push(node);
    }
    if members.len() == 1 {
        return vec![(None, view.nodes.clone())];
    }
    members.into_iter().map(|(number, nodes)| ((nodes.len() > 1).then_some(number), nodes)).collect()
}

/// A box around a community, in engines that draw boxes: `dot` and `fdp`.
fn cluster(number: u32, members: impl Iterator<Item = Stmt>) -> Subgraph {
    let style = [("label", ""), ("style", "rounded,filled"), ("color", "#d0d7de"), ("fillcolor", "#f6f8fa"), ("margin", "12")];
    let style = style.map(|(name, value)| Stmt::Attribute(text(name, value)));
    Subgraph { id: Id::Plain(format!("cluster_{number}")), stmts: style.into_iter().chain(members).collect() }
}

/// What the shapes mean, and how much is shown, as a label of the whole.
fn legend(view: &View) -> String {
    let mut kinds: Vec<&Kind> = view.nodes.iter().map(|node| &node.kind).collect();
    kinds.sort();
    kinds.dedup();
    let entry = |kind: &Kind| {
        let Look { fill, shape, .. } = look(kind);
        let glyph = match shape {
            Shape::Circle => '●',
            Shape::Square => '■',
            Shape::Diamond => '◆',
            Shape::Hexagon => '⬢',
        };
        format!(r#"<FONT COLOR="{fill}">{glyph}</FONT> {}"#, escape::xml(&escape::xml_text(&plural(kind))))
    };
    let kinds: Vec<String> = kinds.into_iter().map(entry).collect();
    format!("<{}<BR/>{}>", kinds.join("    "), escape::xml(&view.caption()))
}

fn tooltip(view: &View, edge: &ViewEdge) -> String {
    let (a, b, weight) = (&view.nodes[edge.source].name, &view.nodes[edge.target].name, edge.edge.weight);
    match view.layer {
        Layer::CoMention => format!("{a} – {b}: {weight} {}s together", view.graph.info().window),
        Layer::Discusses => format!("{a} discusses {b} in {weight} turns"),
    }
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
