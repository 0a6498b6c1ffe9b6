//! The part of a graph that the page holds, in a shape that browsers read fast: lists, and numbers for names.

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::PageLimits;
use super::quotes::Quotes;
use crate::graph::{Discusses, Edge, Graph, Months, Node};
use crate::model::Month;

/// The nodes and lines that the page holds, each list from the most important on.
pub(super) struct Selection<'g> {
    pub graph: &'g Graph,
    pub nodes: Vec<&'g Node>,
    pub edges: Vec<&'g Edge>,
    pub discusses: Vec<&'g Discusses>,
    places: FxHashMap<&'g str, usize>,
}

impl<'g> Selection<'g> {
    pub fn new(graph: &'g Graph, limits: &PageLimits) -> Self {
        let mut strength: FxHashMap<&str, u64> = graph.nodes().map(|node| (node.id.as_str(), node.mentions)).collect();
        let edges = graph.edges().map(|edge| (&edge.source, &edge.target, edge.weight));
        let discusses = graph.discusses().iter().map(|link| (&link.source, &link.target, link.weight));
        for (a, b, weight) in edges.chain(discusses) {
            for id in [a, b] {
                *strength.entry(id.as_str()).or_default() += weight;
            }
        }
        let mut nodes: Vec<&Node> = graph.nodes().collect();
        nodes.sort_by(|a, b| strength[b.id.as_str()].cmp(&strength[a.id.as_str()]).then(a.id.cmp(&b.id)));
        nodes.truncate(limits.nodes);
        let places: FxHashMap<&str, usize> = nodes.iter().enumerate().map(|(place, node)| (node.id.as_str(), place)).collect();
        let within = |a: &str, b: &str| places.contains_key(a) && places.contains_key(b);
        let mut edges: Vec<&Edge> = graph.edges().filter(|edge| within(&edge.source, &edge.target)).collect();
        edges.sort_by(|a, b| {
            let rank = |edge: &Edge| (edge.weight >= 2 && edge.backbone, edge.weight, edge.backbone);
            rank(b).cmp(&rank(a)).then(b.g2.total_cmp(&a.g2)).then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target)))
        });
        edges.truncate(limits.edges);
        let mut discusses: Vec<&Discusses> = graph.discusses().iter().filter(|link| within(&link.source, &link.target)).collect();
        discusses.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target))));
        discusses.truncate(limits.edges);
        Selection { graph, nodes, edges, discusses, places }
    }

    /// Number of a node on the page.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
}

/// What the page reads before it draws.
#[derive(Serialize)]
pub(super) struct Data<'g> {
    info: Info<'g>,
    kinds: Vec<&'g str>,
    months: Vec<String>,
    documents: Vec<DocumentRow<'g>>,
    nodes: Vec<NodeRow<'g>>,
    edges: Vec<EdgeRow>,
    discusses: Vec<(usize, usize, u64, u64, Vec<u64>)>,
}

#[derive(Serialize)]
struct Info<'g> {
    title: Option<&'g str>,
    window: &'g str,
    generator: &'g str,
    documents: u64,
    turns: u64,
    mentions: u64,
    /// What the whole graph has, for the page to say what it leaves out.
    all_nodes: usize,
    all_edges: usize,
    all_discusses: usize,
    all_quotes: usize,
    quotes: usize,
}

/// path, title, date, show, address
type DocumentRow<'g> = (&'g str, Option<&'g str>, Option<String>, Option<&'g str>, Option<&'g str>);

/// A list: id, name, kind, aliases, mentions, documents, turns spoken, x, y, community, first and last day, months.
struct NodeRow<'g> {
    node: &'g Node,
    kind: usize,
    months: Vec<u64>,
}

impl Serialize for NodeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = self.node;
        let day = |date: Option<crate::model::Date>| date.map(|date| date.to_string());
        let who = (&node.id, &node.name, self.kind, &node.aliases);
        let counts = (node.mentions, node.documents, node.turns_spoken);
        (who, counts, (node.x, node.y, node.community), (day(node.first_date), day(node.last_date)), &self.months).serialize(serializer)
    }
}

/// source, target, weight, documents, npmi, g2, flags (1 backbone, 2 significant), months
type EdgeRow = (usize, usize, u64, u64, f64, f64, u8, Vec<u64>);

impl<'g> Data<'g> {
    pub fn new(selection: &Selection<'g>, quotes: &Quotes<'g>) -> Self {
        let graph = selection.graph;
        let calendar = Calendar::new(&selection.nodes);
        let mut kinds: Vec<&str> = selection.nodes.iter().map(|node| node.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let place = |id: &str| selection.place(id).unwrap_or_default();
        let kind = |node: &Node| kinds.binary_search(&node.kind.as_str()).unwrap_or_default();
        let nodes = selection.nodes.iter().map(|&node| NodeRow { node, kind: kind(node), months: calendar.list(&node.months) }).collect();
        let edge = |edge: &&Edge| {
            let flags = u8::from(edge.backbone) | u8::from(edge.is_significant()) << 1;
            let (npmi, g2) = (rounded(edge.npmi, 1e3), rounded(edge.g2, 10.0));
            (place(&edge.source), place(&edge.target), edge.weight, edge.documents, npmi, g2, flags, calendar.list(&edge.months))
        };
        let link = |link: &&Discusses| (place(&link.source), place(&link.target), link.weight, link.documents, calendar.list(&link.months));
        Data {
            info: Info::new(graph, quotes),
            documents: graph
                .documents()
                .iter()
                .map(|document| {
                    let date = document.date.map(|date| date.to_string());
                    (
                        document.path.as_str(),
                        document.title.as_deref(),
                        date,
                        document.show.as_deref(),
                        web_address(document.url.as_deref()),
                    )
                })
                .collect(),
            nodes,
            edges: selection.edges.iter().map(edge).collect(),
            discusses: selection.discusses.iter().map(link).collect(),
            months: calendar.months,
            kinds,
        }
    }
}

impl<'g> Info<'g> {
    fn new(graph: &'g Graph, quotes: &Quotes) -> Self {
        let info = graph.info();
        let title = match graph.documents() {
            [only] => Some(only.title.as_deref().unwrap_or(&only.path)),
            _ => None,
        };
        let of_edges = graph.edges().map(|edge| edge.evidence.len()).sum::<usize>();
        let of_discusses = graph.discusses().iter().map(|link| link.evidence.len()).sum::<usize>();
        Info {
            title,
            window: &info.window,
            generator: &info.generator,
            documents: info.documents,
            turns: info.turns,
            mentions: info.mentions,
            all_nodes: graph.nodes().len(),
            all_edges: graph.edges().len(),
            all_discusses: graph.discusses().len(),
            all_quotes: of_edges + of_discusses,
            quotes: quotes.kept(),
        }
    }
}

/// The months in which anything comes up, without gaps, so that time is even.
struct Calendar {
    first: Option<Month>,
    months: Vec<String>,
}

impl Calendar {
    /// A longer period is a wrong date somewhere; the page then has the last so many months.
    const LONGEST: i32 = 600;

    fn new(nodes: &[&Node]) -> Self {
        let occurring = || nodes.iter().flat_map(|node| node.months.iter()).map(|(month, _)| month);
        let (Some(first), Some(last)) = (occurring().min(), occurring().max()) else {
            return Calendar { first: None, months: Vec::new() };
        };
        let first = if last.since(first) < Self::LONGEST { first } else { last.plus(1 - Self::LONGEST) };
        Calendar { first: Some(first), months: (0..=last.since(first)).map(|at| first.plus(at).to_string()).collect() }
    }

    /// Counts as a list: place of a month, its count, and so on.
    fn list(&self, months: &Months) -> Vec<u64> {
        let place = |month: Month| u64::try_from(month.since(self.first?)).ok();
        months.iter().filter_map(|(month, count)| Some([place(month)?, count])).flatten().collect()
    }
}

/// An address a browser may open; anything else, such as `javascript:`, is none.
pub(super) fn web_address(address: Option<&str>) -> Option<&str> {
    let scheme = |address: &str, scheme: &str| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    address.filter(|address| scheme(address, "https://") || scheme(address, "http://"))
}

fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        for good in ["https://example.org/a?b", "http://x", "HTTPS://EXAMPLE.ORG"] {
            assert_eq!(web_address(Some(good)), Some(good));
        }
        for bad in ["javascript:alert(1)", "file:///etc/passwd", " https://x", "data:text/html,x", "", "//x", "汉字://"] {
            assert_eq!(web_address(Some(bad)), None, "{bad}");
        }
    }
}
