use crate::graph::{Edge, Graph};

/// The strongest chain of co-mentions from one entity to another: its edges in order.
#[derive(Clone, Debug)]
pub struct Chain<'g> {
    /// The ids on it, both ends included.
    pub ids: Vec<&'g str>,
    /// The edges between them.
    pub edges: Vec<&'g Edge>,
    /// Whether all of them are significant.
    pub significant: bool,
}

/// Finds the strongest chain between two entities; none where no chain joins them.
///
/// An edge is 1 − npmi long, so that few and close ties win, and only significant edges count;
/// where they make no chain, all edges do. Costs one Dijkstra search.
pub fn path<'g>(graph: &'g Graph, a: &str, b: &str) -> Option<Chain<'g>> {
    let length = |edge: &Edge| Some((1.0 - edge.npmi).max(0.0));
    let strong = graph.shortest_way(a, b, |edge| length(edge).filter(|_| edge.is_significant()));
    let significant = strong.is_some();
    let ids = strong.or_else(|| graph.shortest_way(a, b, length))?;
    let edges = ids.windows(2).filter_map(|pair| graph.edge(pair[0], pair[1])).collect();
    Some(Chain { ids, edges, significant })
}
