use crate::graph::{Counts, Edge, Graph, Node, SIGNIFICANT_G2};

use super::Period;

/// How often something came up in so many windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Windows with it.
    pub count: u64,
    /// Windows looked at.
    pub windows: u64,
}

impl Rate {
    /// Times in a thousand windows.
    pub fn per_thousand(self) -> f64 {
        if self.windows == 0 { 0.0 } else { 1e3 * self.count as f64 / self.windows as f64 }
    }
}

/// How often something came up before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Before.
    pub before: Rate,
    /// After.
    pub after: Rate,
}

impl Shift {
    /// The log-likelihood ratio of both rates being the same, from 0, negative where the rate fell
    /// (Dunning 1993; for two corpora Rayson & Garside 2000, *Comparing corpora using frequency profiling*).
    pub fn g2(self) -> f64 {
        let Shift { before, after } = self;
        let (n, ab) = (before.windows + after.windows, after.count);
        if before.windows == 0 || after.windows == 0 {
            return 0.0;
        }
        let g2 = Counts { n, a: after.windows, b: before.count + after.count, ab }.g2();
        if after.per_thousand() < before.per_thousand() { -g2 } else { g2 }
    }

    /// Whether the rates differ by more than chance explains: p < 0.001.
    pub fn is_significant(self) -> bool {
        self.g2().abs() >= SIGNIFICANT_G2
    }
}

/// Something whose rate changed.
#[derive(Clone, Copy, Debug)]
pub struct Shifted<T> {
    /// What changed.
    pub what: T,
    /// How.
    pub shift: Shift,
}

/// What changed by more than chance explains: what rose, and what fell, the clearest first.
#[derive(Clone, Debug)]
pub struct Shifts<T> {
    /// What rose.
    pub rising: Vec<Shifted<T>>,
    /// What fell.
    pub falling: Vec<Shifted<T>>,
}

impl<T: Copy> Shifts<T> {
    /// Sorts out what changed; `key` decides between equals.
    pub(super) fn of<'k, K: Ord + 'k>(all: impl Iterator<Item = (T, Shift)>, key: impl Fn(T) -> K) -> Self {
        let mut shifted: Vec<Shifted<T>> =
            all.map(|(what, shift)| Shifted { what, shift }).filter(|shifted| shifted.shift.is_significant()).collect();
        shifted.sort_by(|a, b| b.shift.g2().abs().total_cmp(&a.shift.g2().abs()).then_with(|| key(a.what).cmp(&key(b.what))));
        let (rising, falling) = shifted.into_iter().partition(|shifted| shifted.shift.g2() > 0.0);
        Shifts { rising, falling }
    }
}

/// Which entities of a graph came up more or less often in one period than in another.
pub fn shifted_entities(graph: &Graph, before: Period, after: Period) -> Shifts<&Node> {
    let windows = (before.windows(graph), after.windows(graph));
    let shift = |node: &Node| Shift {
        before: Rate { count: before.count(&node.months, node.windows), windows: windows.0 },
        after: Rate { count: after.count(&node.months, node.windows), windows: windows.1 },
    };
    Shifts::of(graph.nodes().map(|node| (node, shift(node))), |node| &node.id)
}

/// Which pairs of a graph came up more or less often in one period than in another.
///
/// Only significant pairs of several documents: one conversation makes no trend.
pub fn shifted_pairs(graph: &Graph, before: Period, after: Period) -> Shifts<&Edge> {
    let windows = (before.windows(graph), after.windows(graph));
    let shift = |edge: &Edge| Shift {
        before: Rate { count: before.count(&edge.months, edge.weight), windows: windows.0 },
        after: Rate { count: after.count(&edge.months, edge.weight), windows: windows.1 },
    };
    let edges = graph.edges().filter(|edge| edge.documents > 1 && edge.is_significant());
    Shifts::of(edges.map(|edge| (edge, shift(edge))), |edge| (&edge.source, &edge.target))
}
