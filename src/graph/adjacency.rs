//! The neighbours of every node in one array, for measures that walk the graph often.

use std::ops::Range;

/// An undirected weighted graph of nodes `0..len`; every edge stands at both its ends.
#[derive(Debug)]
pub(super) struct Adjacency {
    /// Where the neighbours of each node begin, and the end.
    starts: Vec<usize>,
    /// Neighbour and weight, in order of neighbour.
    arcs: Vec<(u32, u64)>,
}

impl Adjacency {
    /// Of edges between two different nodes each, in order of both.
    pub fn new(nodes: usize, edges: &[(usize, usize, u64)]) -> Self {
        let mut starts = vec![0; nodes + 1];
        for &(a, b, _) in edges {
            starts[a + 1] += 1;
            starts[b + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut arcs = vec![(0, 0); 2 * edges.len()];
        // First the lower neighbours of each node, then the higher ones.
        for &(a, b, weight) in edges {
            arcs[next[b]] = (a as u32, weight);
            next[b] += 1;
        }
        for &(a, b, weight) in edges {
            arcs[next[a]] = (b as u32, weight);
            next[a] += 1;
        }
        Adjacency { starts, arcs }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The neighbours of all nodes, one after the other.
    pub fn arcs(&self) -> &[(u32, u64)] {
        &self.arcs
    }

    /// Where in [`Adjacency::arcs`] the neighbours of a node stand.
    pub fn range(&self, node: usize) -> Range<usize> {
        self.starts[node]..self.starts[node + 1]
    }

    /// The neighbours of a node with the weights of the edges, in order.
    pub fn of(&self, node: usize) -> &[(u32, u64)] {
        &self.arcs[self.range(node)]
    }

    /// The sum of the weights at a node.
    pub fn strength(&self, node: usize) -> u64 {
        self.of(node).iter().map(|&(_, weight)| weight).sum()
    }
}
