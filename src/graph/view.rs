//! The part of a graph that a picture can hold.

use rustc_hash::FxHashSet;

use super::build::{Graph, Node};
use super::layer::{Layer, Link};

/// How much a picture shows.
#[derive(Clone, Debug)]
pub struct ViewOptions {
    /// At most this many nodes.
    pub nodes: usize,
    /// At most this many edges.
    pub edges: usize,
    /// The layer it shows.
    pub layer: Layer,
}

impl Default for ViewOptions {
    fn default() -> Self {
        ViewOptions { nodes: 40, edges: 60, layer: Layer::CoMention }
    }
}

/// A selection of a graph: what it leaves out is still in the graph.
#[derive(Debug)]
pub struct View<'g> {
    /// The graph this is a part of.
    pub graph: &'g Graph,
    /// The layer its edges are of.
    pub layer: Layer,
    /// The nodes, in order of id.
    pub nodes: Vec<&'g Node>,
    /// The edges among them, in order of source and target.
    pub edges: Vec<ViewEdge<'g>>,
}

/// An edge with the places of its ends in [`View::nodes`].
#[derive(Clone, Copy, Debug)]
pub struct ViewEdge<'g> {
    /// Place of the first node.
    pub source: usize,
    /// Place of the second.
    pub target: usize,
    /// The edge, or what stands for it in another layer.
    pub edge: Link<'g>,
}

impl<'g> View<'g> {
    /// Takes the strongest edges until the picture is full: significant ones of
    /// the backbone first, then the rest of the backbone, then by weight.
    ///
    /// A graph without edges shows the entities mentioned most.
    pub fn new(graph: &'g Graph, options: &ViewOptions) -> Self {
        let mut edges: Vec<Link> = graph.links(options.layer).collect();
        edges.sort_by(|a, b| {
            let rank = |link: &Link| {
                let backbone = link.edge.is_some_and(|edge| edge.backbone);
                (backbone && link.edge.is_some_and(|edge| edge.is_significant()), backbone, link.weight)
            };
            let g2 = |link: &Link| link.edge.map_or(0.0, |edge| edge.g2);
            rank(b).cmp(&rank(a)).then(g2(b).total_cmp(&g2(a))).then_with(|| (a.source, a.target).cmp(&(b.source, b.target)))
        });
        let mut ids: FxHashSet<&str> = FxHashSet::default();
        let mut chosen = Vec::new();
        for edge in edges {
            if chosen.len() == options.edges {
                break;
            }
            let new = [edge.source, edge.target].into_iter().filter(|id| !ids.contains(id)).count();
            if ids.len() + new <= options.nodes {
                ids.extend([edge.source, edge.target]);
                chosen.push(edge);
            }
        }
        if chosen.is_empty() {
            let mut nodes: Vec<&Node> = graph.nodes().collect();
            nodes.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.id.cmp(&b.id)));
            ids.extend(nodes.iter().take(options.nodes).map(|node| node.id.as_str()));
        }
        chosen.sort_by(|a, b| (a.source, a.target).cmp(&(b.source, b.target)));
        let nodes: Vec<&Node> = graph.nodes().filter(|node| ids.contains(node.id.as_str())).collect();
        let place = |id: &str| nodes.binary_search_by(|node| node.id.as_str().cmp(id)).unwrap_or_default();
        let edges = chosen.into_iter().map(|edge| ViewEdge { source: place(edge.source), target: place(edge.target), edge }).collect();
        View { graph, layer: options.layer, nodes, edges }
    }

    /// What a reader must know: how much of the graph is shown.
    pub fn caption(&self) -> String {
        let documents = match self.graph.info().documents {
            1 => "one document".to_owned(),
            many => format!("{many} documents"),
        };
        let (nodes, links) = match self.layer {
            Layer::CoMention => {
                let links = format!("pairs in the same {}", self.graph.info().window);
                (self.graph.nodes().filter(|node| node.mentions > 0).count(), links)
            }
            Layer::Discusses => (self.graph.nodes().len(), "pairs of speaker and subject".to_owned()),
        };
        let edges = self.graph.links(self.layer).len();
        format!("showing {} of {nodes} entities and {} of {edges} {links} from {documents}", self.nodes.len(), self.edges.len())
    }
}
