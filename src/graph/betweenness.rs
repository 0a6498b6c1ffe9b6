//! How often a node lies on the shortest way between two others.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::adjacency::Adjacency;

/// The length of an edge of weight 1: divisible by every number up to 36, so that for the
/// weights which occur most, ways of equal length are equal to the last digit.
const UNIT: u64 = 144_403_552_893_600;

/// Up to this many nodes with edges, ways are counted from every one of them.
pub(super) const MAX_EXACT: usize = 500;

/// In larger graphs ways are counted from this many nodes.
pub(super) const PIVOTS: usize = 128;

/// Betweenness of every node, and from how many nodes ways were counted.
///
/// The share of all shortest ways between two other nodes that lead through a node, on average
/// over all pairs, from 0 to 1 (Brandes 2001, *A faster algorithm for betweenness centrality*).
/// An edge is 1/weight long (Newman 2001, *Scientific collaboration networks II*).
///
/// Costs a Dijkstra search a node; so above [`MAX_EXACT`] nodes with edges it is estimated from the
/// ways that start at [`PIVOTS`] of them, evenly spread over the order of ids
/// (Brandes & Pich 2007, *Centrality estimation in large networks*).
pub(super) fn betweenness(graph: &Adjacency) -> (Vec<f64>, usize) {
    let nodes = graph.len();
    let linked: Vec<usize> = (0..nodes).filter(|&node| !graph.of(node).is_empty()).collect();
    let sources = if linked.len() <= MAX_EXACT { linked.len() } else { PIVOTS };
    let mut total = vec![0.0; nodes];
    let mut search = Search::new(graph);
    for pivot in 0..sources {
        search.from(linked[pivot * linked.len() / sources], &mut total);
    }
    // Every pair was counted from either end.
    let pairs = (nodes as f64 - 1.0) * (nodes as f64 - 2.0);
    if pairs > 0.0 {
        let scale = linked.len() as f64 / sources.max(1) as f64 / pairs;
        total.iter_mut().for_each(|value| *value *= scale);
    }
    (total, sources)
}

/// The state of a search, kept to be used again.
struct Search<'g> {
    graph: &'g Adjacency,
    /// The lengths of the edges, as they stand in the graph: divisions are slow.
    lengths: Vec<u64>,
    distance: Vec<u64>,
    /// How many shortest ways lead to a node.
    ways: Vec<f64>,
    /// How much of the ways onward leads through a node.
    through: Vec<f64>,
    /// Nodes in order of distance.
    order: Vec<u32>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl<'g> Search<'g> {
    fn new(graph: &'g Adjacency) -> Self {
        let nodes = graph.len();
        Search {
            graph,
            lengths: graph.arcs().iter().map(|&(_, weight)| UNIT / weight).collect(),
            distance: vec![u64::MAX; nodes],
            ways: vec![0.0; nodes],
            through: vec![0.0; nodes],
            order: Vec::with_capacity(nodes),
            queue: BinaryHeap::new(),
        }
    }

    /// Adds to `total` what the shortest ways from `source` lead through.
    fn from(&mut self, source: usize, total: &mut [f64]) {
        self.distance.fill(u64::MAX);
        self.ways.fill(0.0);
        self.through.fill(0.0);
        self.order.clear();
        self.distance[source] = 0;
        self.ways[source] = 1.0;
        self.queue.push(Reverse((0, source as u32)));
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance > self.distance[node as usize] {
                continue;
            }
            self.order.push(node);
            let ways = self.ways[node as usize];
            for arc in self.graph.range(node as usize) {
                let (next, reached) = (self.graph.arcs()[arc].0 as usize, distance + self.lengths[arc]);
                if reached < self.distance[next] {
                    self.distance[next] = reached;
                    self.ways[next] = ways;
                    self.queue.push(Reverse((reached, next as u32)));
                } else if reached == self.distance[next] {
                    self.ways[next] += ways;
                }
            }
        }
        for &node in self.order.iter().rev() {
            let node = node as usize;
            let share = (1.0 + self.through[node]) / self.ways[node];
            for arc in self.graph.range(node) {
                let before = self.graph.arcs()[arc].0 as usize;
                if self.distance[before] + self.lengths[arc] == self.distance[node] {
                    self.through[before] += self.ways[before] * share;
                }
            }
            if node != source {
                total[node] += self.through[node];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(nodes: usize, edges: &[(usize, usize, u64)]) -> Vec<f64> {
        betweenness(&Adjacency::new(nodes, edges)).0
    }

    fn close(values: &[f64], expected: &[f64]) {
        assert_eq!(values.len(), expected.len());
        assert!(values.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{values:?} is not {expected:?}");
    }

    #[test]
    fn worked_out_by_hand() {
        // 0 ─ 1 ─ 2 and 0 ─ 3 ─ 2: equal ways of two edges each; of the six pairs, 0–2 leads half
        // through 1 and half through 3, and 1–3 half through 0 and half through 2; three pairs a node count.
        close(&exact(4, &[(0, 1, 2), (0, 3, 2), (1, 2, 2), (2, 3, 2)]), &[1.0 / 6.0; 4]);
        // The heavy way round, 1/3 + 1/3, is shorter than the edge of weight 1.
        close(&exact(3, &[(0, 1, 1), (0, 2, 3), (1, 2, 3)]), &[0.0, 0.0, 1.0]);
        // Three thirds are as long as one whole: 0–3 has two ways.
        close(&exact(4, &[(0, 1, 3), (0, 3, 1), (1, 2, 3), (2, 3, 3)]), &[0.0, 0.5 / 3.0 + 1.0 / 3.0, 0.5 / 3.0 + 1.0 / 3.0, 0.0]);
        close(&exact(2, &[(0, 1, 1)]), &[0.0, 0.0]);
        close(&exact(0, &[]), &[]);
    }

    #[test]
    fn large_graphs_are_estimated() {
        // A ring: every node lies on as many ways as every other.
        let nodes = MAX_EXACT + 100;
        let mut edges: Vec<(usize, usize, u64)> = (0..nodes - 1).map(|node| (node, node + 1, 1)).collect();
        edges.insert(1, (0, nodes - 1, 1));
        let (values, sources) = betweenness(&Adjacency::new(nodes, &edges));
        assert_eq!(sources, PIVOTS);
        let mean = values.iter().sum::<f64>() / nodes as f64;
        assert!((mean - 0.25).abs() < 0.001 && values.iter().all(|value| (value - mean).abs() < 0.01), "{mean}");
    }
}
