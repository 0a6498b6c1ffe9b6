//! The two layers of a graph, seen alike.

use super::build::{Discusses, Edge, Graph};
use super::evidence::Evidence;
use crate::model::Date;

/// The sorts of links a graph holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// Entities that share windows: undirected.
    #[default]
    CoMention,
    /// Who speaks about what: from speaker to entity.
    Discusses,
}

impl Layer {
    /// Every layer.
    pub const ALL: [Layer; 2] = [Layer::CoMention, Layer::Discusses];

    /// The name, as given on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Layer::CoMention => "co-mention",
            Layer::Discusses => "discusses",
        }
    }

    /// Whether its links have a direction.
    pub fn is_directed(self) -> bool {
        self == Layer::Discusses
    }
}

/// What links of either layer have.
#[derive(Clone, Copy, Debug)]
pub struct Link<'g> {
    /// Id of the first entity, or of the speaker.
    pub source: &'g str,
    /// Id of the second entity, or of what is discussed.
    pub target: &'g str,
    /// Windows shared, or turns of the speaker that mention it.
    pub weight: u64,
    /// Documents with such a window or turn.
    pub documents: u64,
    /// Day of the first document.
    pub first_date: Option<Date>,
    /// Day of the last.
    pub last_date: Option<Date>,
    /// The best quotes.
    pub evidence: &'g [Evidence],
    /// The co-mention with its measures, where it is one.
    pub edge: Option<&'g Edge>,
}

impl<'g> From<&'g Edge> for Link<'g> {
    fn from(edge: &'g Edge) -> Self {
        Link {
            source: &edge.source,
            target: &edge.target,
            weight: edge.weight,
            documents: edge.documents,
            first_date: edge.first_date,
            last_date: edge.last_date,
            evidence: &edge.evidence,
            edge: Some(edge),
        }
    }
}

impl<'g> From<&'g Discusses> for Link<'g> {
    fn from(link: &'g Discusses) -> Self {
        Link {
            source: &link.source,
            target: &link.target,
            weight: link.weight,
            documents: link.documents,
            first_date: link.first_date,
            last_date: link.last_date,
            evidence: &link.evidence,
            edge: None,
        }
    }
}

impl Graph {
    /// The links of a layer, in order of source and target.
    pub fn links(&self, layer: Layer) -> Box<dyn ExactSizeIterator<Item = Link<'_>> + '_> {
        match layer {
            Layer::CoMention => Box::new(self.edges().map(Link::from)),
            Layer::Discusses => Box::new(self.discusses().iter().map(Link::from)),
        }
    }
}
