//! The edges that carry the structure of a weighted graph.

/// The level below which an edge is more than chance would give it.
pub const ALPHA: f64 = 0.05;

/// How likely it is that an edge of weight `weight` at a node of strength
/// `strength` and degree `degree` is as heavy as it is by chance, from 0 to 1
/// (Serrano, Boguñá & Vespignani 2009, *Extracting the multiscale backbone of
/// complex weighted networks*): (1 − w/s)^(k−1). 1 at a node of one edge, which
/// tells nothing.
pub fn disparity(weight: f64, strength: f64, degree: usize) -> f64 {
    if degree < 2 {
        return 1.0;
    }
    (1.0 - weight / strength).max(0.0).powf((degree - 1) as f64)
}

/// Flags the backbone among weighted edges between nodes `0..nodes`: those below
/// [`ALPHA`] at either end, and the heaviest of each node so that none is cut
/// off, ties going to the edge listed first. Costs one pass over the edges.
pub(super) fn backbone(nodes: usize, edges: &[(usize, usize, u64)]) -> Vec<bool> {
    let mut strength = vec![0u64; nodes];
    let mut degree = vec![0usize; nodes];
    let mut best: Vec<Option<usize>> = vec![None; nodes];
    for (index, &(a, b, weight)) in edges.iter().enumerate() {
        for node in [a, b] {
            strength[node] += weight;
            degree[node] += 1;
            if best[node].is_none_or(|known| edges[known].2 < weight) {
                best[node] = Some(index);
            }
        }
    }
    let stands_out = |node: usize, weight: u64| disparity(weight as f64, strength[node] as f64, degree[node]) < ALPHA;
    let mut kept: Vec<bool> = edges.iter().map(|&(a, b, weight)| stands_out(a, weight) || stands_out(b, weight)).collect();
    for index in best.into_iter().flatten() {
        kept[index] = true;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula() {
        assert!((disparity(8.0, 16.0, 5) - 0.0625).abs() < 1e-12);
        assert!((disparity(3.0, 4.0, 3) - 0.0625).abs() < 1e-12);
        assert_eq!(disparity(4.0, 4.0, 1), 1.0);
        assert_eq!(disparity(4.0, 4.0, 2), 0.0);
    }

    #[test]
    fn heavy_edges_and_each_nodes_best_stay() {
        // A hub with one heavy and six light edges; 7 and 8 hang together by a light one only.
        let mut edges = vec![(0, 1, 50)];
        edges.extend((2..8).map(|leaf| (0, leaf, 2)));
        edges.push((7, 8, 1));
        let kept = backbone(9, &edges);
        assert!(kept[0], "the heavy edge");
        assert!(kept[1..7].iter().all(|&kept| kept), "the only edge of a leaf");
        assert!(kept[7], "the only edge of 8");
        let triangle = backbone(3, &[(0, 1, 5), (0, 2, 5), (1, 2, 5)]);
        assert_eq!(triangle, [true, true, false], "ties go to the first");
    }
}
