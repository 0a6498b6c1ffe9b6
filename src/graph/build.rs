//! The finished graph.

use petgraph::algo::astar;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::{EdgeFiltered, EdgeRef};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::backbone::backbone;
use super::evidence::Evidence;
use super::layout::{Tie, map_layout};
use super::measures::Counts;
use super::months::Months;
use super::node_measures::NodeMeasures;
use super::rows::{EntityRow, LinkRow, TallyRows, named};
use super::tally::{DocumentRecord, Tally, optional_date};
use crate::matching::Matcher;
use crate::model::{Date, Kind};

/// What holds for the graph as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphInfo {
    /// Always `comention-graph`.
    pub format: String,
    /// Version of the file's schema.
    pub version: u32,
    /// Program and version that counted.
    pub generator: String,
    /// The unit in which two entities count as mentioned together.
    pub window: String,
    /// Documents counted.
    pub documents: u64,
    /// Turns counted.
    pub turns: u64,
    /// Windows counted: the N of all measures.
    pub windows: u64,
    /// Mentions counted.
    pub mentions: u64,
    /// Digest of the dictionary.
    pub dictionary: String,
    /// Whether names listed in front matter were used.
    pub front_matter: bool,
    /// How many quotes an edge keeps at most.
    pub evidence: usize,
    /// From how many nodes betweenness was counted; where this is fewer than have edges, it is an estimate.
    #[serde(default)]
    pub betweenness_sources: u64,
}

impl GraphInfo {
    /// The name of the format.
    pub const FORMAT: &str = "comention-graph";
    /// The version of the schema this program writes.
    pub const VERSION: u32 = 1;
}

/// An entity and how often it came up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Entity id.
    pub id: String,
    /// What people read.
    pub name: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Other names it goes by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// How often it is mentioned.
    pub mentions: u64,
    /// Turns that mention it.
    pub turns: u64,
    /// Windows that mention it.
    pub windows: u64,
    /// Documents that mention it or in which it speaks.
    pub documents: u64,
    /// Day of the first of these documents.
    #[serde(with = "optional_date")]
    pub first_date: Option<Date>,
    /// Day of the last.
    #[serde(with = "optional_date")]
    pub last_date: Option<Date>,
    /// Whether it speaks anywhere.
    pub speaker: bool,
    /// Turns it speaks.
    pub turns_spoken: u64,
    /// Windows that mention it, by month of the document.
    #[serde(default)]
    pub months: Months,
    /// Entities it shares windows with.
    #[serde(default)]
    pub degree: u64,
    /// The weights of its edges together.
    #[serde(default)]
    pub strength: u64,
    /// Long-run share of a random walk along the weights, from 0 to 1 and 1 over all nodes
    /// (Page, Brin, Motwani & Winograd 1999; damping 0.85).
    #[serde(default)]
    pub pagerank: f64,
    /// Share of the shortest ways between others that lead through it, from 0 to 1, an edge being
    /// 1/weight long (Brandes 2001); see [`GraphInfo::betweenness_sources`].
    #[serde(default)]
    pub betweenness: f64,
    /// The group it hangs together with, 0 being the largest: modularity at resolution 1, by the
    /// Leiden algorithm (Traag, Waltman & van Eck 2019).
    #[serde(default)]
    pub community: u32,
    /// Place on the map of the whole graph, to the right; see [`super::map_layout`].
    #[serde(default)]
    pub x: f64,
    /// Place on the map, downwards.
    #[serde(default)]
    pub y: f64,
}

/// Two entities that share windows.
///
/// `E` is its evidence; only [`Outline`](super::Outline) leaves it unread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge<E = Vec<Evidence>> {
    /// Id of the first entity, in order of id.
    pub source: String,
    /// Id of the second.
    pub target: String,
    /// Windows shared.
    pub weight: u64,
    /// Documents with such a window.
    pub documents: u64,
    /// See [`Counts::npmi`].
    pub npmi: f64,
    /// See [`Counts::g2`].
    pub g2: f64,
    /// See [`Counts::association`].
    pub association: f64,
    /// See [`Counts::jaccard`].
    pub jaccard: f64,
    /// Whether it belongs to the backbone, see [`super::disparity`].
    pub backbone: bool,
    /// Day of the first document.
    #[serde(with = "optional_date")]
    pub first_date: Option<Date>,
    /// Day of the last.
    #[serde(with = "optional_date")]
    pub last_date: Option<Date>,
    /// The weight by month of the document.
    #[serde(default)]
    pub months: Months,
    /// The best quotes.
    pub evidence: E,
}

impl Edge {
    /// Whether the two come up together more often than chance explains.
    pub fn is_significant(&self) -> bool {
        self.weight >= super::SIGNIFICANT_WINDOWS && self.g2 >= super::SIGNIFICANT_G2 && self.npmi > 0.0
    }
}

/// A speaker and what they talk about.
///
/// `E` is the evidence; only [`Outline`](super::Outline) leaves it unread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discusses<E = Vec<Evidence>> {
    /// Id of the speaker.
    pub source: String,
    /// Id of what is discussed.
    pub target: String,
    /// Turns of the speaker that mention it.
    pub weight: u64,
    /// Documents with such a turn.
    pub documents: u64,
    /// Day of the first document.
    #[serde(with = "optional_date")]
    pub first_date: Option<Date>,
    /// Day of the last.
    #[serde(with = "optional_date")]
    pub last_date: Option<Date>,
    /// The weight by month of the document.
    #[serde(default)]
    pub months: Months,
    /// The best quotes.
    pub evidence: E,
}

/// The co-mention graph with the speakers' layer and the documents behind it.
///
/// Everything is in order: nodes by id, edges by source and target, documents by path.
#[derive(Clone, Debug)]
pub struct Graph {
    info: GraphInfo,
    graph: UnGraph<Node, Edge>,
    discusses: Vec<Discusses>,
    documents: Vec<DocumentRecord>,
}

impl Graph {
    /// Makes the graph of a tally that was counted with `matcher`.
    pub fn new(tally: Tally, matcher: &Matcher, front_matter: bool) -> Self {
        Graph::of_rows(TallyRows::of(tally, matcher, front_matter))
    }

    /// Makes the graph of counts.
    pub fn of_rows(rows: TallyRows) -> Self {
        let TallyRows { settings, documents, entities, pairs, discusses } = rows;
        let windows = documents.iter().map(|document| document.windows).sum();
        let mut nodes: Vec<Node> = entities.into_iter().map(make_node).collect();
        let place: FxHashMap<String, usize> = nodes.iter().enumerate().map(|(place, node)| (node.id.clone(), place)).collect();
        let links: Vec<(usize, usize, LinkRow)> =
            pairs.into_iter().filter_map(|link| Some((*place.get(&link.source)?, *place.get(&link.target)?, link))).collect();
        let weights: Vec<(usize, usize, u64)> = links.iter().map(|(a, b, link)| (*a, *b, link.weight)).collect();
        // The measures need the weights alone, and take as long as all the rest.
        let (measures, edges, discusses) = std::thread::scope(|scope| {
            let measures = scope.spawn(|| NodeMeasures::new(place.len(), &weights));
            let backbone = backbone(nodes.len(), &weights);
            let edges: Vec<(usize, usize, Edge)> = links
                .into_iter()
                .zip(backbone)
                .map(|((a, b, link), backbone)| (a, b, make_edge(&nodes[a], &nodes[b], windows, link, backbone)))
                .collect();
            let discusses: Vec<Discusses> = discusses.into_iter().map(make_discusses).collect();
            place_on_map(&mut nodes, &edges, &discusses);
            (measures.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), edges, discusses)
        });
        let betweenness_sources = measures.betweenness_sources;
        measures.apply(&mut nodes);
        let info = GraphInfo {
            format: GraphInfo::FORMAT.to_owned(),
            version: GraphInfo::VERSION,
            generator: concat!("comention ", env!("CARGO_PKG_VERSION")).to_owned(),
            window: settings.window,
            documents: documents.len() as u64,
            turns: documents.iter().map(|document| document.turns).sum(),
            windows,
            mentions: documents.iter().map(|document| document.mentions).sum(),
            dictionary: settings.dictionary,
            front_matter: settings.front_matter,
            evidence: settings.evidence,
            betweenness_sources,
        };
        Graph::assemble(info, nodes, edges, discusses, documents)
    }

    /// Puts a graph together from parts that are already in order; edges name their ends by place.
    pub(super) fn assemble(
        info: GraphInfo,
        nodes: Vec<Node>,
        edges: Vec<(usize, usize, Edge)>,
        discusses: Vec<Discusses>,
        documents: Vec<DocumentRecord>,
    ) -> Self {
        let mut graph = UnGraph::with_capacity(nodes.len(), edges.len());
        for node in nodes {
            graph.add_node(node);
        }
        for (a, b, edge) in edges {
            graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), edge);
        }
        Graph { info, graph, discusses, documents }
    }

    /// What holds for the graph as a whole.
    pub fn info(&self) -> &GraphInfo {
        &self.info
    }

    /// The nodes, in order of id.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.graph.raw_nodes().iter().map(|node| &node.weight)
    }

    /// The edges, in order of source and target.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = &Edge> {
        self.graph.raw_edges().iter().map(|edge| &edge.weight)
    }

    /// Who discusses what, in order of speaker and subject.
    pub fn discusses(&self) -> &[Discusses] {
        &self.discusses
    }

    /// The documents, in order of path.
    pub fn documents(&self) -> &[DocumentRecord] {
        &self.documents
    }

    /// The node of an entity.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.index(id).map(|index| &self.graph[index])
    }

    /// The edge between two entities, in either order.
    pub fn edge(&self, a: &str, b: &str) -> Option<&Edge> {
        let edge = self.graph.find_edge(self.index(a)?, self.index(b)?)?;
        Some(&self.graph[edge])
    }

    /// Where in the order of edges the one between two entities stands.
    pub(super) fn edge_place(&self, a: &str, b: &str) -> Option<usize> {
        Some(self.graph.find_edge(self.index(a)?, self.index(b)?)?.index())
    }

    /// The shortest way from one entity to another: the ids on it, both ends included.
    ///
    /// `length` gives the length of an edge, from 0, or none where no way may lead along it.
    pub fn shortest_way(&self, a: &str, b: &str, length: impl Fn(&Edge) -> Option<f64>) -> Option<Vec<&str>> {
        let (start, end) = (self.index(a)?, self.index(b)?);
        let passable = EdgeFiltered::from_fn(&self.graph, |edge| length(edge.weight()).is_some());
        let (_, way) = astar(&passable, start, |node| node == end, |edge| length(edge.weight()).unwrap_or(f64::INFINITY), |_| 0.0)?;
        Some(way.into_iter().map(|index| self.graph[index].id.as_str()).collect())
    }

    /// The edges of an entity with the node at their other end, in no particular order.
    pub fn neighbours(&self, id: &str) -> impl Iterator<Item = (&Node, &Edge)> {
        let index = self.index(id);
        index.into_iter().flat_map(move |index| {
            self.graph.edges(index).map(move |edge| {
                let other = if edge.source() == index { edge.target() } else { edge.source() };
                (&self.graph[other], edge.weight())
            })
        })
    }

    fn index(&self, id: &str) -> Option<NodeIndex> {
        let place = self.graph.raw_nodes().binary_search_by(|node| node.weight.id.as_str().cmp(id)).ok()?;
        Some(NodeIndex::new(place))
    }
}

fn make_node(row: EntityRow) -> Node {
    let (name, aliases) = named(row.name, row.aliases, row.names);
    Node {
        id: row.id,
        name,
        kind: row.kind,
        aliases,
        mentions: row.mentions,
        turns: row.turns,
        windows: row.windows,
        documents: row.documents,
        first_date: row.first_date,
        last_date: row.last_date,
        speaker: row.turns_spoken > 0,
        turns_spoken: row.turns_spoken,
        months: row.months,
        degree: 0,
        strength: 0,
        pagerank: 0.0,
        betweenness: 0.0,
        community: 0,
        x: 0.0,
        y: 0.0,
    }
}

/// Gives every node its place: the backbone pulls, and so do the subjects a speaker discusses most.
fn place_on_map(nodes: &mut [Node], edges: &[(usize, usize, Edge)], discusses: &[Discusses]) {
    let mut importance: Vec<f64> = nodes.iter().map(|node| node.mentions as f64).collect();
    let mut ties = Vec::with_capacity(edges.len() + discusses.len());
    for &(a, b, ref edge) in edges {
        importance[a] += edge.weight as f64;
        importance[b] += edge.weight as f64;
        ties.push(Tie { a, b, weight: (edge.weight as f64).sqrt().sqrt(), pulls: edge.backbone });
    }
    let place = |id: &str| nodes.binary_search_by(|node| node.id.as_str().cmp(id)).ok();
    for of_speaker in discusses.chunk_by(|a, b| a.source == b.source) {
        let most = of_speaker.iter().map(|link| link.weight).max().unwrap_or(1);
        for link in of_speaker {
            let (Some(a), Some(b)) = (place(&link.source), place(&link.target)) else { continue };
            importance[a] += link.weight as f64;
            ties.push(Tie { a, b, weight: 0.5, pulls: 2 * link.weight >= most });
        }
    }
    for (node, point) in nodes.iter_mut().zip(map_layout(&importance, &ties)) {
        (node.x, node.y) = (point.x, point.y);
    }
}

fn make_edge(a: &Node, b: &Node, windows: u64, link: LinkRow, backbone: bool) -> Edge {
    let table = Counts { n: windows, a: a.windows, b: b.windows, ab: link.weight };
    Edge {
        source: link.source,
        target: link.target,
        weight: link.weight,
        documents: link.documents,
        npmi: table.npmi(),
        g2: table.g2(),
        association: table.association(),
        jaccard: table.jaccard(),
        backbone,
        first_date: link.first_date,
        last_date: link.last_date,
        months: link.months,
        evidence: link.evidence.into_evidence(),
    }
}

fn make_discusses(link: LinkRow) -> Discusses {
    Discusses {
        source: link.source,
        target: link.target,
        weight: link.weight,
        documents: link.documents,
        first_date: link.first_date,
        last_date: link.last_date,
        months: link.months,
        evidence: link.evidence.into_evidence(),
    }
}
