use std::fmt;
use std::str::FromStr;

use crate::graph::{Counts, Edge, Graph, Node};
use crate::model::Kind;

use super::Period;

/// By what entities are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityOrder {
    /// How often it is mentioned.
    Mentions,
    /// Windows that mention it.
    Windows,
    /// Documents that mention it or in which it speaks.
    Documents,
    /// Turns it speaks.
    Spoken,
    /// Entities it shares windows with.
    Degree,
    /// The weights of its edges together.
    Strength,
    /// See [`Node::pagerank`].
    Pagerank,
    /// See [`Node::betweenness`].
    Betweenness,
}

/// By what pairs are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairOrder {
    /// Windows shared.
    Weight,
    /// Documents with such a window.
    Documents,
    /// See [`Counts::npmi`].
    Npmi,
    /// See [`Counts::g2`].
    G2,
    /// See [`Counts::association`].
    Association,
    /// See [`Counts::jaccard`].
    Jaccard,
}

impl EntityOrder {
    /// Every order.
    pub const ALL: [EntityOrder; 8] = [
        EntityOrder::Mentions,
        EntityOrder::Windows,
        EntityOrder::Documents,
        EntityOrder::Spoken,
        EntityOrder::Degree,
        EntityOrder::Strength,
        EntityOrder::Pagerank,
        EntityOrder::Betweenness,
    ];

    /// The name, as it stands on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityOrder::Mentions => "mentions",
            EntityOrder::Windows => "windows",
            EntityOrder::Documents => "documents",
            EntityOrder::Spoken => "spoken",
            EntityOrder::Degree => "degree",
            EntityOrder::Strength => "strength",
            EntityOrder::Pagerank => "pagerank",
            EntityOrder::Betweenness => "betweenness",
        }
    }

    /// Whether it can be told for a part of the time: only windows are counted by month.
    pub fn has_months(self) -> bool {
        self == EntityOrder::Windows
    }

    fn value(self, node: &Node, period: Period) -> f64 {
        match self {
            EntityOrder::Mentions => node.mentions as f64,
            EntityOrder::Windows => period.count(&node.months, node.windows) as f64,
            EntityOrder::Documents => node.documents as f64,
            EntityOrder::Spoken => node.turns_spoken as f64,
            EntityOrder::Degree => node.degree as f64,
            EntityOrder::Strength => node.strength as f64,
            EntityOrder::Pagerank => node.pagerank,
            EntityOrder::Betweenness => node.betweenness,
        }
    }
}

impl PairOrder {
    /// Every order.
    pub const ALL: [PairOrder; 6] =
        [PairOrder::Weight, PairOrder::Documents, PairOrder::Npmi, PairOrder::G2, PairOrder::Association, PairOrder::Jaccard];

    /// The name, as it stands on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            PairOrder::Weight => "weight",
            PairOrder::Documents => "documents",
            PairOrder::Npmi => "npmi",
            PairOrder::G2 => "g2",
            PairOrder::Association => "association",
            PairOrder::Jaccard => "jaccard",
        }
    }

    /// Whether it can be told for a part of the time: all but documents can be.
    pub fn has_months(self) -> bool {
        self != PairOrder::Documents
    }

    fn value(self, pair: &RankedPair) -> f64 {
        match self {
            PairOrder::Weight => pair.counts.ab as f64,
            PairOrder::Documents => pair.edge.documents as f64,
            PairOrder::Npmi => pair.counts.npmi(),
            PairOrder::G2 => pair.counts.g2(),
            PairOrder::Association => pair.counts.association(),
            PairOrder::Jaccard => pair.counts.jaccard(),
        }
    }
}

/// An entity and the value it is ranked by.
#[derive(Clone, Copy, Debug)]
pub struct RankedEntity<'g> {
    /// The entity.
    pub node: &'g Node,
    /// What it is ranked by.
    pub value: f64,
}

/// A pair and what it is ranked by.
#[derive(Clone, Copy, Debug)]
pub struct RankedPair<'g> {
    /// The pair.
    pub edge: &'g Edge,
    /// The first entity.
    pub a: &'g Node,
    /// The second.
    pub b: &'g Node,
    /// Its table in the period asked for.
    pub counts: Counts,
}

/// The entities of a graph that have a value above 0, the greatest first; `kinds` are those wanted, all where empty.
pub fn top_entities<'g>(graph: &'g Graph, order: EntityOrder, kinds: &[Kind], period: Period) -> Vec<RankedEntity<'g>> {
    let wanted = |node: &&Node| kinds.is_empty() || kinds.contains(&node.kind);
    let mut ranked: Vec<RankedEntity> =
        graph.nodes().filter(wanted).map(|node| RankedEntity { node, value: order.value(node, period) }).collect();
    ranked.retain(|ranked| ranked.value > 0.0);
    ranked.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.node.id.cmp(&b.node.id)));
    ranked
}

/// The significant pairs of a graph in a period, the greatest first; both ends are of the `kinds` wanted.
pub fn top_pairs<'g>(graph: &'g Graph, order: PairOrder, kinds: &[Kind], period: Period) -> Vec<RankedPair<'g>> {
    let windows = period.windows(graph);
    let pair = |edge: &'g Edge| {
        let (a, b) = (graph.node(&edge.source)?, graph.node(&edge.target)?);
        Some(RankedPair { edge, a, b, counts: period.counts(windows, a, b, edge) })
    };
    let wanted = |pair: &RankedPair| kinds.is_empty() || [pair.a, pair.b].iter().all(|node| kinds.contains(&node.kind));
    let significant = |pair: &RankedPair| pair.counts.ab > 0 && pair.counts.is_significant();
    let mut ranked: Vec<(f64, RankedPair)> =
        graph.edges().filter_map(pair).filter(wanted).filter(significant).map(|pair| (order.value(&pair), pair)).collect();
    ranked.sort_by(|(value, pair), (other_value, other)| {
        let ids = (&pair.edge.source, &pair.edge.target).cmp(&(&other.edge.source, &other.edge.target));
        other_value.total_cmp(value).then(other.counts.ab.cmp(&pair.counts.ab)).then(ids)
    });
    ranked.into_iter().map(|(_, pair)| pair).collect()
}

impl FromStr for EntityOrder {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = EntityOrder::ALL.into_iter().find(|order| order.as_str() == name);
        known.ok_or_else(|| unknown(name, "entities", &EntityOrder::ALL.map(EntityOrder::as_str)))
    }
}

impl FromStr for PairOrder {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = PairOrder::ALL.into_iter().find(|order| order.as_str() == name);
        known.ok_or_else(|| unknown(name, "pairs", &PairOrder::ALL.map(PairOrder::as_str)))
    }
}

fn unknown(name: &str, what: &str, known: &[&str]) -> String {
    format!("{what} cannot be ranked by `{name}`; they can by {}", known.join(", "))
}

impl fmt::Display for EntityOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for PairOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
