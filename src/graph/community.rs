//! Groups of nodes that hang together more closely than with the rest.

use std::collections::VecDeque;

use super::adjacency::Adjacency;

/// Rounds of the whole after which the partition is left as it is; two or three mostly suffice.
const MAX_ROUNDS: usize = 10;

/// The community of every node: 0 is the largest, equals in order of their first node; a node
/// without edges is alone.
///
/// Maximises modularity at resolution 1 (Newman & Girvan 2004) by the Leiden algorithm (Traag,
/// Waltman & van Eck 2019, *From Louvain to Leiden: guaranteeing well-connected communities*),
/// repeated until a round changes nothing. Nodes are visited in a fixed scrambled order, the
/// refinement takes the best merger instead of drawing one, and gains are compared as whole
/// numbers: the same graph always gives the same communities.
///
/// Costs some ten passes over the edges a round.
pub(super) fn communities(graph: &Adjacency) -> Vec<u32> {
    let original = Network::new(graph);
    let mut partition: Vec<u32> = (0..original.len() as u32).collect();
    for _ in 0..MAX_ROUNDS {
        let before = partition.clone();
        partition = round(&original, partition);
        if partition == before {
            break;
        }
    }
    by_size(&partition)
}

/// Moves, refines and aggregates until nothing moves; nodes stay labelled by community.
fn round(original: &Network, start: Vec<u32>) -> Vec<u32> {
    let mut owned;
    let mut network = original;
    // The node of the current network that each original node is part of.
    let mut place: Vec<u32> = (0..original.len() as u32).collect();
    let mut partition = start;
    loop {
        move_nodes(network, &mut partition);
        let refined = refine(network, &partition);
        let (labels, count) = compact(&refined);
        let of_place: Vec<u32> = place.iter().map(|&node| partition[node as usize]).collect();
        if count == network.len() {
            return compact(&of_place).0;
        }
        place.iter_mut().for_each(|node| *node = labels[*node as usize]);
        let mut coarse = vec![0; count];
        for (node, &label) in labels.iter().enumerate() {
            coarse[label as usize] = partition[node];
        }
        owned = network.aggregate(&labels, count);
        network = &owned;
        partition = compact(&coarse).0;
    }
}

/// A weighted graph whose nodes may stand for many; edges within a node count in its strength only.
struct Network {
    starts: Vec<usize>,
    arcs: Vec<(u32, u64)>,
    strength: Vec<u64>,
    /// The sum of all strengths: twice the weight of all edges.
    total: u64,
}

impl Network {
    fn new(graph: &Adjacency) -> Self {
        let mut network = Network { starts: vec![0], arcs: Vec::new(), strength: Vec::new(), total: 0 };
        for node in 0..graph.len() {
            network.push(graph.of(node).iter().copied(), graph.strength(node));
        }
        network
    }

    fn push(&mut self, arcs: impl Iterator<Item = (u32, u64)>, strength: u64) {
        self.arcs.extend(arcs);
        self.starts.push(self.arcs.len());
        self.strength.push(strength);
        self.total += strength;
    }

    fn len(&self) -> usize {
        self.strength.len()
    }

    fn of(&self, node: u32) -> &[(u32, u64)] {
        &self.arcs[self.starts[node as usize]..self.starts[node as usize + 1]]
    }

    /// The network of groups: `labels` says which of `count` groups a node belongs to.
    fn aggregate(&self, labels: &[u32], count: usize) -> Network {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (node, &label) in (0..).zip(labels) {
            members[label as usize].push(node);
        }
        let mut network = Network { starts: vec![0], arcs: Vec::new(), strength: Vec::new(), total: 0 };
        let mut links = Links::new(count);
        for (label, members) in (0..).zip(members) {
            for &node in &members {
                links.add(
                    self.of(node).iter().map(|&(other, weight)| (labels[other as usize], weight)).filter(|&(other, _)| other != label),
                );
            }
            network.push(links.drain(), members.iter().map(|&node| self.strength[node as usize]).sum());
        }
        network
    }

    /// How much modularity grows, in units of 1/total² and up to the factor 2, when something of
    /// strength `strength` joins a group of strength `group` to which edges of weight `links` lead.
    fn gain(&self, links: u64, strength: u64, group: u64) -> i128 {
        i128::from(links) * i128::from(self.total) - i128::from(strength) * i128::from(group)
    }
}

/// Weights of the edges from something to each group.
struct Links {
    weight: Vec<u64>,
    touched: Vec<u32>,
}

impl Links {
    fn new(groups: usize) -> Self {
        Links { weight: vec![0; groups], touched: Vec::new() }
    }

    fn add(&mut self, arcs: impl Iterator<Item = (u32, u64)>) {
        for (group, weight) in arcs {
            if self.weight[group as usize] == 0 {
                self.touched.push(group);
            }
            self.weight[group as usize] += weight;
        }
    }

    /// Gives the groups with their weights, in order of number, and forgets them.
    fn drain(&mut self) -> std::vec::IntoIter<(u32, u64)> {
        self.touched.sort_unstable();
        let links: Vec<(u32, u64)> =
            self.touched.drain(..).map(|group| (group, std::mem::take(&mut self.weight[group as usize]))).collect();
        links.into_iter()
    }
}

/// Moves nodes to the community that gains most, until none gains by moving; neighbours of a moved node are tried again.
fn move_nodes(network: &Network, partition: &mut [u32]) {
    let mut strength = vec![0u64; network.len()];
    let mut size = vec![0u32; network.len()];
    for (node, &community) in partition.iter().enumerate() {
        strength[community as usize] += network.strength[node];
        size[community as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..network.len() as u32).rev().filter(|&community| size[community as usize] == 0).collect();
    let mut queue: VecDeque<u32> = scrambled(network.len()).into();
    let mut waiting = vec![true; network.len()];
    let mut links = Links::new(network.len());
    while let Some(node) = queue.pop_front() {
        waiting[node as usize] = false;
        let own = partition[node as usize];
        let of_node = network.strength[node as usize];
        strength[own as usize] -= of_node;
        links.add(network.of(node).iter().map(|&(other, weight)| (partition[other as usize], weight)));
        let stay = network.gain(links.weight[own as usize], of_node, strength[own as usize]);
        let (mut best, mut most) = (own, stay);
        for (community, weight) in links.drain() {
            let gain = network.gain(weight, of_node, strength[community as usize]);
            if gain > most {
                (best, most) = (community, gain);
            }
        }
        // Alone it would gain nothing, which may be better than the best company.
        if most < 0
            && let Some(&alone) = empty.last()
        {
            best = alone;
        }
        strength[best as usize] += of_node;
        if best == own {
            continue;
        }
        partition[node as usize] = best;
        size[own as usize] -= 1;
        size[best as usize] += 1;
        if empty.last() == Some(&best) {
            empty.pop();
        }
        if size[own as usize] == 0 {
            empty.push(own);
        }
        for &(other, _) in network.of(node) {
            if partition[other as usize] != best && !std::mem::replace(&mut waiting[other as usize], true) {
                queue.push_back(other);
            }
        }
    }
}

/// Splits every community into groups that hang together well, merging single nodes within it.
fn refine(network: &Network, partition: &[u32]) -> Vec<u32> {
    let nodes = network.len();
    let mut of_community = vec![0u64; nodes];
    for (node, &community) in partition.iter().enumerate() {
        of_community[community as usize] += network.strength[node];
    }
    let mut refined: Vec<u32> = (0..nodes as u32).collect();
    let mut strength = network.strength.clone();
    let mut single = vec![true; nodes];
    // The weight of the edges from each group to the rest of its community.
    let inside = |node: u32| network.of(node).iter().filter(move |&&(other, _)| partition[other as usize] == partition[node as usize]);
    let mut outward: Vec<u64> = (0..nodes as u32).map(|node| inside(node).map(|&(_, weight)| weight).sum()).collect();
    let mut links = Links::new(nodes);
    for node in scrambled(nodes) {
        let community = of_community[partition[node as usize] as usize];
        let of_node = network.strength[node as usize];
        let well_connected = |group: u32| {
            let strength = strength[group as usize];
            network.gain(outward[group as usize], strength, community - strength) >= 0
        };
        if !single[node as usize] || !well_connected(node) {
            continue;
        }
        links.add(inside(node).map(|&(other, weight)| (refined[other as usize], weight)));
        let mut best: Option<(u32, u64, i128)> = None;
        for (group, weight) in links.drain() {
            let gain = network.gain(weight, of_node, strength[group as usize]);
            if gain > best.map_or(0, |(_, _, most)| most) && well_connected(group) {
                best = Some((group, weight, gain));
            }
        }
        if let Some((group, weight, _)) = best {
            refined[node as usize] = group;
            strength[group as usize] += of_node;
            strength[node as usize] = 0;
            outward[group as usize] = outward[group as usize] + outward[node as usize] - 2 * weight;
            single[group as usize] = false;
        }
    }
    refined
}

/// The numbers below `count` in an order that has nothing to do with theirs, always the same.
fn scrambled(count: usize) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..count as u32).collect();
    // The finaliser of SplitMix64 (Steele, Lea & Flood 2014): no two numbers give the same.
    numbers.sort_by_cached_key(|&number| {
        let z = (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    });
    numbers
}

/// Numbers the labels in use from 0, in order of first use; gives how many there are.
fn compact(labels: &[u32]) -> (Vec<u32>, usize) {
    let mut numbers = vec![u32::MAX; labels.iter().max().map_or(0, |&most| most as usize + 1)];
    let mut count = 0;
    let compact = labels
        .iter()
        .map(|&label| {
            let number = &mut numbers[label as usize];
            if *number == u32::MAX {
                *number = count;
                count += 1;
            }
            *number
        })
        .collect();
    (compact, count as usize)
}

/// Numbers communities by size, the largest 0.
fn by_size(partition: &[u32]) -> Vec<u32> {
    let (labels, count) = compact(partition);
    let mut size = vec![0usize; count];
    labels.iter().for_each(|&label| size[label as usize] += 1);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&label| (std::cmp::Reverse(size[label]), label));
    let mut number = vec![0; count];
    for (place, label) in order.into_iter().enumerate() {
        number[label] = place as u32;
    }
    labels.into_iter().map(|label| number[label as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(nodes: usize, edges: &[(usize, usize, u64)]) -> Vec<u32> {
        communities(&Adjacency::new(nodes, edges))
    }

    #[test]
    fn communities_that_anybody_sees() {
        // Two triangles joined by one edge; a pair; and one alone.
        let edges = [(0, 1, 1), (0, 2, 1), (1, 2, 1), (2, 3, 1), (3, 4, 1), (3, 5, 1), (4, 5, 1), (6, 7, 4)];
        assert_eq!(found(9, &edges), [0, 0, 0, 1, 1, 1, 2, 2, 3]);
        assert_eq!(found(3, &[]), [0, 1, 2]);
        assert!(found(0, &[]).is_empty());
    }

    #[test]
    fn weights_decide() {
        // A square whose heavy sides pair its corners.
        assert_eq!(found(4, &[(0, 1, 9), (0, 3, 1), (1, 2, 1), (2, 3, 9)]), [0, 0, 1, 1]);
        assert_eq!(found(4, &[(0, 1, 1), (0, 3, 9), (1, 2, 9), (2, 3, 1)]), [0, 1, 1, 0]);
    }

    #[test]
    fn a_ring_of_cliques() {
        // Sixteen cliques of five, each joined to the next by one edge.
        let mut edges = Vec::new();
        for clique in 0..16 {
            for a in 0..5 {
                edges.extend((a + 1..5).map(|b| (clique * 5 + a, clique * 5 + b, 1)));
            }
            let next = (clique + 1) % 16 * 5;
            edges.push((next.min(clique * 5 + 1), next.max(clique * 5 + 1), 1));
        }
        edges.sort_unstable();
        let communities = found(80, &edges);
        assert!((0..80).all(|node| communities[node] == (node / 5) as u32), "{communities:?}");
    }
}
