//! One layer of a graph as programs for networks take it: nodes and links, each with typed columns.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::look::look;
use crate::graph::{Edge, Graph, Layer, Link, Node};
use crate::model::Date;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    /// A day, `2026-01-04`.
    Day,
    Integer,
    Real,
    Boolean,
}

/// A cell of a column.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Integer(u64),
    Real(f64),
    Boolean(bool),
}

/// A column of the nodes or the links.
pub(super) struct Column<F> {
    pub name: &'static str,
    pub holds: Type,
    /// The cell, unless it is empty.
    pub value: F,
}

pub(super) type NodeColumn = Column<for<'a> fn(&'a Node) -> Option<Value<'a>>>;
pub(super) type LinkColumn = Column<for<'a> fn(&Link<'a>) -> Option<Value<'a>>>;

/// Between the aliases of an entity, where they share a cell.
const BETWEEN_ALIASES: &str = " | ";

/// What every format tells of a node besides id, name, place, size and colour.
pub(super) const NODE_COLUMNS: &[NodeColumn] = &[
    Column { name: "kind", holds: Type::Text, value: |node| Some(Value::Text(node.kind.as_str().into())) },
    Column {
        name: "aliases",
        holds: Type::Text,
        value: |node| (!node.aliases.is_empty()).then(|| Value::Text(node.aliases.join(BETWEEN_ALIASES).into())),
    },
    Column { name: "mentions", holds: Type::Integer, value: |node| Some(Value::Integer(node.mentions)) },
    Column { name: "turns", holds: Type::Integer, value: |node| Some(Value::Integer(node.turns)) },
    Column { name: "windows", holds: Type::Integer, value: |node| Some(Value::Integer(node.windows)) },
    Column { name: "documents", holds: Type::Integer, value: |node| Some(Value::Integer(node.documents)) },
    Column { name: "first_date", holds: Type::Day, value: |node| day(node.first_date) },
    Column { name: "last_date", holds: Type::Day, value: |node| day(node.last_date) },
    Column { name: "speaker", holds: Type::Boolean, value: |node| Some(Value::Boolean(node.speaker)) },
    Column { name: "turns_spoken", holds: Type::Integer, value: |node| Some(Value::Integer(node.turns_spoken)) },
    Column { name: "degree", holds: Type::Integer, value: |node| Some(Value::Integer(node.degree)) },
    Column { name: "strength", holds: Type::Integer, value: |node| Some(Value::Integer(node.strength)) },
    Column { name: "pagerank", holds: Type::Real, value: |node| Some(Value::Real(node.pagerank)) },
    Column { name: "betweenness", holds: Type::Real, value: |node| Some(Value::Real(node.betweenness)) },
    Column { name: "community", holds: Type::Integer, value: |node| Some(Value::Integer(node.community.into())) },
];

/// What links of both layers have besides their ends and weight.
const LINK_COLUMNS: &[LinkColumn] = &[
    Column { name: "documents", holds: Type::Integer, value: |link| Some(Value::Integer(link.documents)) },
    Column { name: "first_date", holds: Type::Day, value: |link| day(link.first_date) },
    Column { name: "last_date", holds: Type::Day, value: |link| day(link.last_date) },
    Column { name: "quote", holds: Type::Text, value: |link| Some(Value::Text((&*link.evidence.first()?.quote).into())) },
];

/// What co-mentions have besides.
const EDGE_COLUMNS: &[LinkColumn] = &[
    Column { name: "npmi", holds: Type::Real, value: |link| measure(link, |edge| edge.npmi) },
    Column { name: "g2", holds: Type::Real, value: |link| measure(link, |edge| edge.g2) },
    Column { name: "association", holds: Type::Real, value: |link| measure(link, |edge| edge.association) },
    Column { name: "jaccard", holds: Type::Real, value: |link| measure(link, |edge| edge.jaccard) },
    Column { name: "backbone", holds: Type::Boolean, value: |link| Some(Value::Boolean(link.edge?.backbone)) },
];

fn day<'a>(date: Option<Date>) -> Option<Value<'a>> {
    Some(Value::Text(date?.to_string().into()))
}

fn measure<'a>(link: &Link, measure: fn(&Edge) -> f64) -> Option<Value<'a>> {
    link.edge.map(|edge| Value::Real(measure(edge)))
}

/// One layer of a graph with all its nodes.
#[derive(Clone, Copy)]
pub(super) struct Network<'g> {
    pub graph: &'g Graph,
    pub layer: Layer,
    most_mentions: u64,
}

impl<'g> Network<'g> {
    pub fn new(graph: &'g Graph, layer: Layer) -> Self {
        let most_mentions = graph.nodes().map(|node| node.mentions).max().unwrap_or(0).max(1);
        Network { graph, layer, most_mentions }
    }

    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &'g Node> + use<'g> {
        self.graph.nodes()
    }

    pub fn links(&self) -> Box<dyn ExactSizeIterator<Item = Link<'g>> + 'g> {
        self.graph.links(self.layer)
    }

    /// The columns of the layer's links.
    pub fn link_columns(&self) -> impl Iterator<Item = &'static LinkColumn> + Clone + use<> {
        let measures = if self.layer == Layer::CoMention { EDGE_COLUMNS } else { &[] };
        LINK_COLUMNS.iter().chain(measures)
    }

    pub fn is_directed(&self) -> bool {
        self.layer.is_directed()
    }

    /// What the whole is, for a reader.
    pub fn description(&self) -> String {
        let info = self.graph.info();
        match self.layer {
            Layer::CoMention => format!("entities mentioned in the same {}; weight: {0}s shared", info.window),
            Layer::Discusses => "speakers and what they discuss; weight: turns".to_owned(),
        }
    }

    /// Diameter of a node, 10 to 50, its area by mentions.
    pub fn size(&self, node: &Node) -> f64 {
        let share = node.mentions as f64 / self.most_mentions as f64;
        ((10.0 + 40.0 * share.sqrt()) * 10.0).round() / 10.0
    }

    /// Colour of a node as `#rrggbb`.
    pub fn colour(&self, node: &Node) -> &'static str {
        look(&node.kind).fill
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_u64(*number),
            Value::Real(number) => serializer.serialize_f64(*number),
            Value::Boolean(truth) => serializer.serialize_bool(*truth),
        }
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Text(text) => f.write_str(text),
            Value::Integer(number) => write!(f, "{number}"),
            Value::Real(number) => write!(f, "{number}"),
            Value::Boolean(truth) => write!(f, "{truth}"),
        }
    }
}

/// A node's columns as entries of a JSON object; to be flattened into one.
pub(super) struct NodeCells<'a>(pub &'a Node);

impl Serialize for NodeCells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(NODE_COLUMNS.iter().filter_map(|column| Some((column.name, (column.value)(self.0)?))))
    }
}

/// A link's columns as entries of a JSON object; to be flattened into one.
pub(super) struct LinkCells<'a>(pub &'a Network<'a>, pub Link<'a>);

impl Serialize for LinkCells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.link_columns().filter_map(|column| Some((column.name, (column.value)(&self.1)?))))
    }
}
