//! `comention between`

use std::io::{Write, stdout};

use clap::Args;
use serde_json::json;

use super::query::{Asking, GraphText, described, entity, quoted};
use super::table::count;
use super::{CommandResult, Status};
use crate::graph::{Discusses, Edge};
use crate::query;

#[derive(Args, Debug)]
pub(super) struct Between {
    /// An id, a name or an alias
    pub a: String,
    /// An id, a name or an alias
    pub b: String,
    #[command(flatten)]
    pub asking: Asking,
}

pub(super) fn run(args: &Between) -> CommandResult {
    let text = GraphText::open(&args.asking.graph)?;
    let outline = text.outline()?;
    let graph = &outline.graph;
    let (a, b) = (entity(graph, &args.a)?, entity(graph, &args.b)?);
    if a.id == b.id {
        return Err(format!("`{}` and `{}` are the same entity, {}", args.a, args.b, a.id).into());
    }
    let query::Between { edge, forth, back } = query::between(graph, &a.id, &b.id);
    let edge = edge.map(|edge| outline.quoted_edge(edge)).transpose()?;
    let forth = forth.map(|link| outline.quoted_discusses(link)).transpose()?;
    let back = back.map(|link| outline.quoted_discusses(link)).transpose()?;
    if edge.is_none() && forth.is_none() && back.is_none() {
        let window = &graph.info().window;
        return Err(
            format!("{} and {} never share a {window}, and neither speaks of the other; try `comention path`", a.name, b.name).into()
        );
    }
    let mut out = stdout().lock();
    if args.asking.json {
        let discusses: Vec<&Discusses> = [&forth, &back].into_iter().flatten().collect();
        serde_json::to_writer_pretty(&mut out, &json!({"co_mention": edge, "discusses": discusses}))?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    if let Some(edge) = &edge {
        let (windows, documents) = (count(edge.weight, &graph.info().window), count(edge.documents, "document"));
        writeln!(out, "{} and {}: {windows} together, in {documents}", described(a), described(b))?;
        let verdict = verdict(edge);
        writeln!(out, "{verdict}: npmi {:.2}, G² {:.1}, {:.1} times as often as expected", edge.npmi, edge.g2, edge.association)?;
        for evidence in edge.evidence.iter().take(args.asking.limit) {
            writeln!(out, "{}", quoted(graph, evidence))?;
        }
    }
    for (speaker, subject, link) in [(a, b, &forth), (b, a, &back)] {
        let Some(link) = link else { continue };
        writeln!(out, "{} discusses {} in {}", speaker.name, subject.name, count(link.weight, "turn"))?;
        for evidence in link.evidence.iter().take(args.asking.limit) {
            writeln!(out, "{}", quoted(graph, evidence))?;
        }
    }
    Ok(Status::Done)
}

/// What the measures say in words.
pub(super) fn verdict(edge: &Edge) -> &'static str {
    match edge {
        edge if edge.is_significant() => "more often than chance would have it",
        edge if edge.npmi <= 0.0 => "no more often than chance would have it",
        _ => "too rarely to rule out chance",
    }
}
