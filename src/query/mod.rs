//! Questions to a graph, answered with quotes.

mod find;

pub use find::{Found, find};

use crate::graph::{Discusses, Edge, Graph, Node};

/// One who discusses something, or one thing discussed, with the counts and quotes.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'g> {
    /// The speaker or the entity at the other end.
    pub node: &'g Node,
    /// Turns, documents, dates, quotes.
    pub link: &'g Discusses,
}

/// Who discusses an entity: those with the most turns first.
pub fn who<'g>(graph: &'g Graph, entity: &str) -> Vec<Answer<'g>> {
    ranked(graph, graph.discusses().iter().filter(|link| link.target == entity), |link| &link.source)
}

/// What a speaker discusses: what comes up in most turns first.
pub fn what<'g>(graph: &'g Graph, speaker: &str) -> Vec<Answer<'g>> {
    ranked(graph, graph.discusses().iter().filter(|link| link.source == speaker), |link| &link.target)
}

fn ranked<'g>(graph: &'g Graph, links: impl Iterator<Item = &'g Discusses>, other: fn(&Discusses) -> &String) -> Vec<Answer<'g>> {
    let mut answers: Vec<Answer> = links.filter_map(|link| Some(Answer { node: graph.node(other(link))?, link })).collect();
    answers.sort_by(|a, b| {
        let rank = |answer: &Answer| (answer.link.weight, answer.link.documents);
        rank(b).cmp(&rank(a)).then_with(|| a.node.id.cmp(&b.node.id))
    });
    answers
}

/// What ties two entities: how often they share a window, and what they say of one another.
#[derive(Clone, Copy, Debug)]
pub struct Between<'g> {
    /// Their edge, if they share a window.
    pub edge: Option<&'g Edge>,
    /// The first discussing the second, where the first speaks.
    pub forth: Option<&'g Discusses>,
    /// The second discussing the first, where the second speaks.
    pub back: Option<&'g Discusses>,
}

/// What ties two entities.
pub fn between<'g>(graph: &'g Graph, a: &str, b: &str) -> Between<'g> {
    let discusses = |speaker: &str, entity: &str| {
        let links = graph.discusses();
        let place = links.binary_search_by(|link| (link.source.as_str(), link.target.as_str()).cmp(&(speaker, entity)));
        place.ok().map(|place| &links[place])
    };
    Between { edge: graph.edge(a, b), forth: discusses(a, b), back: discusses(b, a) }
}
