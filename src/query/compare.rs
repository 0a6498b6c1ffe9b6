use crate::graph::{Edge, Graph, Node};

use super::{Rate, Shift, Shifts};

/// What is new, gone, stronger and weaker in one graph against another.
#[derive(Clone, Debug)]
pub struct Comparison<T> {
    /// Only in the new graph, the most frequent first.
    pub new: Vec<T>,
    /// Only in the old one, the most frequent first.
    pub gone: Vec<T>,
    /// In both, and more or less often than chance explains.
    pub shifts: Shifts<T>,
}

/// Compares the entities that two graphs mention.
pub fn compare_entities<'g>(old: &'g Graph, new: &'g Graph) -> Comparison<&'g Node> {
    let mentioned = |graph: &'g Graph| graph.nodes().filter(|node| node.mentions > 0);
    let known = |graph: &'g Graph, node: &Node| graph.node(&node.id).filter(|node| node.mentions > 0);
    let order = |mut nodes: Vec<&'g Node>| {
        nodes.sort_by(|a, b| b.windows.cmp(&a.windows).then_with(|| a.id.cmp(&b.id)));
        nodes
    };
    let shift = |node: &'g Node| Some((node, shift(old, new, known(old, node)?.windows, node.windows)));
    Comparison {
        new: order(mentioned(new).filter(|node| known(old, node).is_none()).collect()),
        gone: order(mentioned(old).filter(|node| known(new, node).is_none()).collect()),
        shifts: Shifts::of(mentioned(new).filter_map(shift), |node| &node.id),
    }
}

/// Compares the pairs of two graphs; of those in one only, the significant ones.
pub fn compare_pairs<'g>(old: &'g Graph, new: &'g Graph) -> Comparison<&'g Edge> {
    let known = |graph: &'g Graph, edge: &Edge| graph.edge(&edge.source, &edge.target);
    let only = |graph: &'g Graph, other: &'g Graph| {
        let mut edges: Vec<&Edge> = graph.edges().filter(|edge| edge.is_significant() && known(other, edge).is_none()).collect();
        edges.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target))));
        edges
    };
    let shift = |edge: &'g Edge| Some((edge, shift(old, new, known(old, edge)?.weight, edge.weight)));
    Comparison {
        new: only(new, old),
        gone: only(old, new),
        shifts: Shifts::of(new.edges().filter_map(shift), |edge| (&edge.source, &edge.target)),
    }
}

fn shift(old: &Graph, new: &Graph, before: u64, after: u64) -> Shift {
    Shift { before: Rate { count: before, windows: old.info().windows }, after: Rate { count: after, windows: new.info().windows } }
}
