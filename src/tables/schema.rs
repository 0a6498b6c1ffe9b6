//! The tables: what they are called, what columns they have, where their rows come from.

use std::io;

use super::cell::{Cell, Column, Type};
use super::ends::Ends;
use super::label::Labels;
use super::mentions::{MentionFile, MentionRow};
use crate::graph::{DocumentRecord, Evidence, Graph, Layer, Link, Node};

/// Takes a thing: its id and the other cells.
pub type PutThing<'p> = &'p mut dyn FnMut(&str, &[Cell<'_>]) -> io::Result<()>;

/// Takes a tie: the ids of both ends and the other cells.
pub type PutTie<'p> = &'p mut dyn FnMut([&str; 2], &[Cell<'_>]) -> io::Result<()>;

/// A table of things, each with an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Things {
    /// Entities with the label of that place among [`Dataset::labels`].
    Entities(usize),
    /// Documents, whose id is their path.
    Documents,
    /// Quotes.
    Evidence,
    /// Mentions.
    Mentions,
}

/// A table of ties from one thing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// Entities that share windows, the ends in order of id.
    CoMentioned,
    /// A speaker and what they talk about.
    Discusses,
    /// A speaker and the document.
    SpeaksIn,
    /// A quote and the entities whose tie it backs.
    About,
    /// A quote and who says it.
    EvidenceSaidBy,
    /// A quote and its document.
    EvidenceIn,
    /// A mention and what it names.
    RefersTo,
    /// A mention and who says it.
    MentionSaidBy,
    /// A mention and its document.
    MentionIn,
}

macro_rules! columns {
    ($($name:literal: $holds:ident),* $(,)?) => { &[$(Column { name: $name, holds: Type::$holds }),*] };
}

const ENTITY: &[Column] = columns![
    "name": Text, "kind": Text, "aliases": Texts, "mentions": Integer, "turns": Integer, "windows": Integer, "documents": Integer,
    "first_date": Day, "last_date": Day, "speaker": Boolean, "turns_spoken": Integer, "degree": Integer, "strength": Integer,
    "pagerank": Real, "betweenness": Real, "community": Integer, "x": Real, "y": Real,
];
const DOCUMENT: &[Column] = columns![
    "title": Text, "date": Day, "show": Text, "url": Text, "turns": Integer, "windows": Integer, "mentions": Integer,
];
const EVIDENCE: &[Column] = columns![
    "layer": Text, "source": Text, "target": Text, "position": Integer, "quote": Text, "document": Text, "speaker": Text, "section": Text,
    "line": Integer, "time": Real, "url": Text,
];
const MENTION: &[Column] = columns![
    "surface": Text, "entity": Text, "document": Text, "speaker": Text, "alias": Text, "rule": Text, "turn": Integer, "section": Text, "line": Integer, "column_number": Integer,
    "start_byte": Integer, "end_byte": Integer, "time": Real, "translation": Boolean,
];
const CO_MENTIONED: &[Column] = columns![
    "weight": Integer, "documents": Integer, "npmi": Real, "g2": Real, "association": Real, "jaccard": Real, "backbone": Boolean,
    "first_date": Day, "last_date": Day,
];
const DISCUSSES: &[Column] = columns!["turns": Integer, "documents": Integer, "first_date": Day, "last_date": Day];

impl Things {
    /// What ties call them.
    pub fn ends(self) -> Ends {
        match self {
            Things::Entities(_) => Ends::Entity,
            Things::Documents => Ends::Document,
            Things::Evidence => Ends::Evidence,
            Things::Mentions => Ends::Mention,
        }
    }

    /// The column of the id.
    pub fn key(self) -> &'static str {
        self.ends().key()
    }

    /// The columns besides the id.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Things::Entities(_) => ENTITY,
            Things::Documents => DOCUMENT,
            Things::Evidence => EVIDENCE,
            Things::Mentions => MENTION,
        }
    }
}

impl Ties {
    /// Every sort of tie.
    pub const ALL: [Ties; 9] = [
        Ties::CoMentioned,
        Ties::Discusses,
        Ties::SpeaksIn,
        Ties::About,
        Ties::EvidenceSaidBy,
        Ties::EvidenceIn,
        Ties::RefersTo,
        Ties::MentionSaidBy,
        Ties::MentionIn,
    ];

    /// The type of the relationship; those of one type differ in what they start from.
    pub fn name(self) -> &'static str {
        match self {
            Ties::CoMentioned => "CO_MENTIONED",
            Ties::Discusses => "DISCUSSES",
            Ties::SpeaksIn => "SPEAKS_IN",
            Ties::About => "ABOUT",
            Ties::EvidenceSaidBy | Ties::MentionSaidBy => "SAID_BY",
            Ties::EvidenceIn | Ties::MentionIn => "IN_DOCUMENT",
            Ties::RefersTo => "REFERS_TO",
        }
    }

    /// What it joins, from where to where.
    pub fn ends(self) -> (Ends, Ends) {
        match self {
            Ties::CoMentioned | Ties::Discusses => (Ends::Entity, Ends::Entity),
            Ties::SpeaksIn => (Ends::Entity, Ends::Document),
            Ties::About | Ties::EvidenceSaidBy => (Ends::Evidence, Ends::Entity),
            Ties::EvidenceIn => (Ends::Evidence, Ends::Document),
            Ties::RefersTo | Ties::MentionSaidBy => (Ends::Mention, Ends::Entity),
            Ties::MentionIn => (Ends::Mention, Ends::Document),
        }
    }

    /// The columns besides the ids of both ends.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Ties::CoMentioned => CO_MENTIONED,
            Ties::Discusses => DISCUSSES,
            _ => &[],
        }
    }
}

/// A graph, its mentions where they are known, and the labels of its kinds.
#[derive(Clone, Debug)]
pub struct Dataset<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// Every mention, where there is a file of them.
    pub mentions: Option<MentionFile>,
    /// The labels of its kinds.
    pub labels: Labels,
}

impl<'g> Dataset<'g> {
    /// A graph and the file of its mentions.
    pub fn new(graph: &'g Graph, mentions: Option<MentionFile>) -> Self {
        Dataset { graph, mentions, labels: Labels::of(graph) }
    }

    /// Every table of things: first the entities by label.
    pub fn things(&self) -> Vec<Things> {
        let entities = (0..self.labels.names().len()).map(Things::Entities);
        entities.chain([Things::Documents, Things::Evidence, Things::Mentions]).collect()
    }

    /// The label of a table of things.
    pub fn label(&self, things: Things) -> &str {
        match things {
            Things::Entities(place) => &self.labels.names()[place],
            other => other.ends().name(),
        }
    }

    /// How many rows a table has, where that can be told without reading a file.
    pub fn len_of_things(&self, things: Things) -> u64 {
        match things {
            Things::Entities(label) => self.graph.nodes().filter(|node| self.labels.place(&node.kind) == label).count() as u64,
            Things::Documents => self.graph.documents().len() as u64,
            Things::Evidence => self.links().map(|(_, link)| link.evidence.len() as u64).sum(),
            Things::Mentions => self.mentions.as_ref().map_or(0, |_| self.graph.info().mentions),
        }
    }

    /// Hands out the rows of a table of things.
    ///
    /// # Errors
    /// Where `put` fails, or the mentions cannot be read.
    pub fn each_thing(&self, things: Things, put: PutThing<'_>) -> io::Result<()> {
        match things {
            Things::Entities(label) => {
                let mut nodes = self.graph.nodes().filter(|node| self.labels.place(&node.kind) == label);
                nodes.try_for_each(|node| put(&node.id, &entity(node)))
            }
            Things::Documents => self.graph.documents().iter().try_for_each(|record| put(&record.path, &document(record))),
            Things::Evidence => self.each_evidence(|layer, link, position, piece| {
                put(&evidence_id(layer, link, position), &evidence(layer, link, position, piece))
            }),
            Things::Mentions => self.each_mention(|row| put(&row.id(), &mention(row))),
        }
    }

    /// Hands out the rows of a table of ties: the ids of both ends, and the other cells.
    ///
    /// # Errors
    /// Where `put` fails, or the mentions cannot be read.
    pub fn each_tie(&self, ties: Ties, put: PutTie<'_>) -> io::Result<()> {
        match ties {
            Ties::CoMentioned => self.graph.links(Layer::CoMention).try_for_each(|link| {
                let Some(edge) = link.edge else { return Ok(()) };
                let measures = [edge.npmi, edge.g2, edge.association, edge.jaccard].map(Cell::Real);
                let [npmi, g2, association, jaccard] = measures;
                let cells = [link.weight.into(), link.documents.into(), npmi, g2, association, jaccard, edge.backbone.into()];
                put([link.source, link.target], &[&cells[..], &dates(&link)].concat())
            }),
            Ties::Discusses => self.graph.links(Layer::Discusses).try_for_each(|link| {
                put([link.source, link.target], &[&[link.weight.into(), link.documents.into()][..], &dates(&link)].concat())
            }),
            Ties::SpeaksIn => self.graph.documents().iter().try_for_each(|document| {
                let speakers = document.speakers.iter().filter(|speaker| self.graph.node(speaker).is_some());
                speakers.into_iter().try_for_each(|speaker| put([speaker, &document.path], &[]))
            }),
            Ties::About => self.each_evidence(|layer, link, position, _| {
                let id = evidence_id(layer, link, position);
                // Of a speaker's quote the speaker is no subject.
                if !layer.is_directed() {
                    put([&id, link.source], &[])?;
                }
                put([&id, link.target], &[])
            }),
            Ties::EvidenceSaidBy => self.each_evidence(|layer, link, position, piece| match &piece.speaker {
                Some(speaker) if self.graph.node(speaker).is_some() => put([&evidence_id(layer, link, position), speaker], &[]),
                _ => Ok(()),
            }),
            Ties::EvidenceIn => self.each_evidence(|layer, link, position, piece| {
                let known = self.graph.documents().binary_search_by(|document| document.path.as_str().cmp(&piece.document)).is_ok();
                if known { put([&evidence_id(layer, link, position), &piece.document], &[]) } else { Ok(()) }
            }),
            Ties::RefersTo => self.each_mention(|row| put([&row.id(), &row.entity], &[])),
            Ties::MentionSaidBy => self.each_mention(|row| match row.speakers.is_empty() {
                true => row.speaker.iter().try_for_each(|speaker| put([&row.id(), speaker], &[])),
                false => row.speakers.iter().try_for_each(|speaker| put([&row.id(), speaker], &[])),
            }),
            Ties::MentionIn => self.each_mention(|row| put([&row.id(), &row.document], &[])),
        }
    }

    fn links(&self) -> impl Iterator<Item = (Layer, Link<'g>)> {
        let graph = self.graph;
        Layer::ALL.into_iter().flat_map(move |layer| graph.links(layer).map(move |link| (layer, link)))
    }

    fn each_evidence(&self, mut put: impl FnMut(Layer, &Link<'g>, usize, &'g Evidence) -> io::Result<()>) -> io::Result<()> {
        let mut links = self.links();
        links.try_for_each(|(layer, link)| (1..).zip(link.evidence).try_for_each(|(position, piece)| put(layer, &link, position, piece)))
    }

    /// Hands out the mentions, none where there is no file of them.
    ///
    /// # Errors
    /// Where `put` fails, or the mentions cannot be read.
    pub fn each_mention(&self, put: impl FnMut(&MentionRow<'_>) -> io::Result<()>) -> io::Result<()> {
        self.mentions.as_ref().map_or(Ok(()), |mentions| mentions.each(self.graph, put))
    }
}

fn entity(node: &Node) -> [Cell<'_>; 18] {
    [
        Cell::text(&node.name),
        Cell::text(node.kind.as_str()),
        Cell::Texts(node.aliases.iter().map(|alias| super::without_nul(alias)).collect()),
        node.mentions.into(),
        node.turns.into(),
        node.windows.into(),
        node.documents.into(),
        node.first_date.into(),
        node.last_date.into(),
        node.speaker.into(),
        node.turns_spoken.into(),
        node.degree.into(),
        node.strength.into(),
        node.pagerank.into(),
        node.betweenness.into(),
        node.community.into(),
        node.x.into(),
        node.y.into(),
    ]
}

fn document(record: &DocumentRecord) -> [Cell<'_>; 7] {
    [
        Cell::maybe(record.title.as_deref()),
        record.date.into(),
        Cell::maybe(record.show.as_deref()),
        Cell::maybe(record.url.as_deref()),
        record.turns.into(),
        record.windows.into(),
        record.mentions.into(),
    ]
}

/// A name for a piece of evidence: the tie it backs, and its place among those of the tie.
fn evidence_id(layer: Layer, link: &Link, position: usize) -> String {
    format!("{}:{}|{}#{position}", layer.name(), link.source, link.target)
}

fn evidence<'g>(layer: Layer, link: &Link<'g>, position: usize, piece: &'g Evidence) -> [Cell<'g>; 11] {
    [
        Cell::text(layer.name()),
        Cell::text(link.source),
        Cell::text(link.target),
        Cell::from(position as u64),
        Cell::text(&piece.quote),
        Cell::text(&piece.document),
        Cell::maybe(piece.speaker.as_deref()),
        Cell::maybe(piece.section.as_deref()),
        piece.line.into(),
        piece.time.into(),
        Cell::maybe(piece.url.as_deref()),
    ]
}

fn mention<'r>(row: &'r MentionRow<'_>) -> [Cell<'r>; 14] {
    [
        Cell::text(&row.surface),
        Cell::text(&row.entity),
        Cell::text(&row.document),
        Cell::maybe(row.speaker.as_deref()),
        Cell::text(&row.alias),
        Cell::text(&row.rule),
        row.turn.into(),
        Cell::maybe(row.section.as_deref()),
        row.line.into(),
        row.column.into(),
        row.start.into(),
        row.end.into(),
        row.time.into(),
        row.translation.into(),
    ]
}

fn dates<'a>(link: &Link) -> [Cell<'a>; 2] {
    [link.first_date.into(), link.last_date.into()]
}
