//! How likely a walk along the graph is to be at a node.

use super::adjacency::Adjacency;

/// How often the walk follows an edge instead of jumping anywhere, as in the paper.
const DAMPING: f64 = 0.85;

/// The walk has settled when a step changes all probabilities together by less than this.
const TOLERANCE: f64 = 1e-14;

/// Steps after which any walk has settled: 0.85^200 is below the tolerance.
const MAX_STEPS: usize = 200;

/// PageRank of every node: the long-run probability, from 0 to 1 and 1 in sum, of a walk that
/// follows an edge with probability 0.85, an edge in proportion to its weight, and else jumps
/// to any node; from a node without edges it jumps always (Page, Brin, Motwani & Winograd 1999,
/// *The PageRank citation ranking: bringing order to the Web*; every edge both ways).
///
/// Costs at most 200 passes over the edges.
pub(super) fn pagerank(graph: &Adjacency) -> Vec<f64> {
    let nodes = graph.len();
    let uniform = 1.0 / nodes as f64;
    let strength: Vec<f64> = (0..nodes).map(|node| graph.strength(node) as f64).collect();
    let mut rank = vec![uniform; nodes];
    let mut share = vec![0.0; nodes];
    for _ in 0..MAX_STEPS {
        let mut lost = 0.0;
        for node in 0..nodes {
            if strength[node] > 0.0 {
                share[node] = rank[node] / strength[node];
            } else {
                lost += rank[node];
            }
        }
        let jumped = (1.0 - DAMPING + DAMPING * lost) * uniform;
        let mut change = 0.0;
        for (node, rank) in rank.iter_mut().enumerate() {
            let walked: f64 = graph.of(node).iter().map(|&(other, weight)| share[other as usize] * weight as f64).sum();
            let new = jumped + DAMPING * walked;
            change += (new - *rank).abs();
            *rank = new;
        }
        if change < TOLERANCE {
            break;
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }

    /// A star of two leaves with weights 1 and 3, and a node apart.
    #[test]
    fn worked_out_by_hand() {
        let rank = pagerank(&Adjacency::new(4, &[(0, 1, 1), (0, 2, 3)]));
        // With j = (0.15 + 0.85 x)/4 jumped to each node, x = j the rank of the node apart:
        // x = 0.15/(4 − 0.85). The hub: h = j + 0.85·(l1 + l2); the leaves: l1 = j + 0.85·h/4,
        // l2 = j + 0.85·3h/4. So h = j·(1 + 2·0.85)/(1 − 0.85²).
        let j = 0.15 / 3.15;
        let h = j * 2.7 / (1.0 - 0.7225);
        close(rank[3], j);
        close(rank[0], h);
        close(rank[1], j + 0.85 * h / 4.0);
        close(rank[2], j + 0.85 * 3.0 * h / 4.0);
        close(rank.iter().sum(), 1.0);
    }

    #[test]
    fn graphs_without_edges_are_even() {
        assert!(pagerank(&Adjacency::new(0, &[])).is_empty());
        pagerank(&Adjacency::new(4, &[])).into_iter().for_each(|rank| close(rank, 0.25));
    }
}
