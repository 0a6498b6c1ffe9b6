//! What the graph as a whole says of each node.

use super::adjacency::Adjacency;
use super::betweenness::betweenness;
use super::build::Node;
use super::community::communities;
use super::pagerank::pagerank;

/// The measures of all nodes, in their order.
pub(super) struct NodeMeasures {
    degree: Vec<u64>,
    strength: Vec<u64>,
    pagerank: Vec<f64>,
    betweenness: Vec<f64>,
    community: Vec<u32>,
    /// From how many nodes betweenness was counted.
    pub betweenness_sources: u64,
}

impl NodeMeasures {
    /// Measures nodes `0..nodes` by the edges between them, given in order with their weights.
    pub fn new(nodes: usize, edges: &[(usize, usize, u64)]) -> Self {
        let graph = Adjacency::new(nodes, edges);
        let (betweenness, sources) = betweenness(&graph);
        NodeMeasures {
            degree: (0..nodes).map(|node| graph.of(node).len() as u64).collect(),
            strength: (0..nodes).map(|node| graph.strength(node)).collect(),
            pagerank: pagerank(&graph),
            betweenness,
            community: communities(&graph),
            betweenness_sources: sources as u64,
        }
    }

    /// Writes the measures to the nodes.
    pub fn apply(self, nodes: &mut [Node]) {
        for (place, node) in nodes.iter_mut().enumerate() {
            node.degree = self.degree[place];
            node.strength = self.strength[place];
            node.pagerank = self.pagerank[place];
            node.betweenness = self.betweenness[place];
            node.community = self.community[place];
        }
    }
}
