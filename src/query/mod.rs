//! Questions to a graph, answered with quotes.

mod compare;
mod find;
mod path;
mod period;
mod shift;
mod top;

pub use compare::{Comparison, compare_entities, compare_pairs};
pub use find::{Found, find};
pub use path::{Chain, path};
pub use period::{Period, YearOrMonth, dated};
pub use shift::{Rate, Shift, Shifted, Shifts, shifted_entities, shifted_pairs};
pub use top::{EntityOrder, PairOrder, RankedEntity, RankedPair, top_entities, top_pairs};

use crate::graph::{Discusses, Edge, Graph, Node};

/// One who discusses something, or one thing discussed, with the counts and quotes.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'g> {
    /// The speaker or the entity at the other end.
    pub node: &'g Node,
    /// Turns, documents, dates, quotes.
    pub link: &'g Discusses,
    /// Turns in the period asked for.
    pub turns: u64,
}

/// Who discusses an entity in a period: those with the most turns first.
pub fn who<'g>(graph: &'g Graph, entity: &str, period: Period) -> Vec<Answer<'g>> {
    ranked(graph, graph.discusses().iter().filter(|link| link.target == entity), |link| &link.source, period)
}

/// What a speaker discusses in a period: what comes up in most turns first.
pub fn what<'g>(graph: &'g Graph, speaker: &str, period: Period) -> Vec<Answer<'g>> {
    ranked(graph, graph.discusses().iter().filter(|link| link.source == speaker), |link| &link.target, period)
}

fn ranked<'g>(
    graph: &'g Graph,
    links: impl Iterator<Item = &'g Discusses>,
    other: fn(&Discusses) -> &String,
    period: Period,
) -> Vec<Answer<'g>> {
    let answer = |link: &'g Discusses| {
        let turns = period.count(&link.months, link.weight);
        Some(Answer { node: graph.node(other(link))?, link, turns })
    };
    let mut answers: Vec<Answer> = links.filter_map(answer).filter(|answer| answer.turns > 0).collect();
    answers.sort_by(|a, b| {
        let rank = |answer: &Answer| (answer.turns, answer.link.documents);
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
