use crate::graph::{Graph, Node};
use crate::text::{Case, fold, squash};

/// What a name given by a person may mean.
#[derive(Debug)]
pub enum Found<'g> {
    /// One entity.
    One(&'g Node),
    /// Several go by this name; those mentioned most first.
    Several(Vec<&'g Node>),
    /// None; these come closest.
    None(Vec<&'g Node>),
}

/// How alike a near miss must be, from 0 to 1 (Jaro–Winkler); one wrong character of three is near.
const NEAR_MISS: f64 = 0.8;

/// How many near misses are worth reading.
const NEAR_MISSES: usize = 5;

/// Finds the entity behind an id, a name or an alias; case, width, script variants, spaces and hyphens do not matter.
///
/// A name goes before an alias: where one entity is called so and others only
/// go by it too, that one is meant.
pub fn find<'g>(graph: &'g Graph, text: &str) -> Found<'g> {
    if let Some(node) = graph.node(text.trim()) {
        return Found::One(node);
    }
    let wanted = key(text);
    let by_name: Vec<&Node> = graph.nodes().filter(|node| key(&node.name) == wanted).collect();
    let found = if by_name.is_empty() {
        graph.nodes().filter(|node| node.aliases.iter().any(|alias| key(alias) == wanted)).collect()
    } else {
        by_name
    };
    match found[..] {
        [] => Found::None(near_misses(graph, &wanted)),
        [only] => Found::One(only),
        _ => Found::Several(by_mentions(found)),
    }
}

fn key(text: &str) -> String {
    squash(&fold(text, Case::Fold))
}

fn near_misses<'g>(graph: &'g Graph, wanted: &str) -> Vec<&'g Node> {
    let likeness = |node: &Node| {
        let names = std::iter::once(&node.name).chain(&node.aliases).map(|name| key(name));
        let score =
            |name: String| if wanted.chars().count() > 1 && name.contains(wanted) { 0.95 } else { strsim::jaro_winkler(&name, wanted) };
        names.map(score).fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &Node)> = graph.nodes().map(|node| (likeness(node), node)).filter(|(score, _)| *score >= NEAR_MISS).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| weight(b.1).cmp(&weight(a.1))).then_with(|| a.1.id.cmp(&b.1.id)));
    near.into_iter().take(NEAR_MISSES).map(|(_, node)| node).collect()
}

fn by_mentions(mut nodes: Vec<&Node>) -> Vec<&Node> {
    nodes.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.id.cmp(&b.id)));
    nodes
}

fn weight(node: &Node) -> u64 {
    node.mentions + node.turns_spoken
}
