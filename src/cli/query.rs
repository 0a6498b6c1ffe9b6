//! `comention who`, `what`, `between`

use std::error::Error;
use std::fs;
use std::io::{Write, stdout};
use std::path::Path;

use serde_json::json;

use super::args::{Asking, Between, What, Who};
use super::table::{count, quote, table, thousands};
use super::{CommandResult, Status};
use crate::graph::{Discusses, Edge, Graph, Node};
use crate::query::{self, Answer, Found, find};

pub(super) fn who(args: &Who) -> CommandResult {
    let graph = load(&args.asking.graph)?;
    let entity = entity(&graph, &args.entity)?;
    let answers = query::who(&graph, &entity.id);
    if answers.is_empty() {
        return Err(why_nobody(entity).into());
    }
    let people = if answers.len() == 1 { "person discusses" } else { "people discuss" };
    let title = format!("{} {people} {}", thousands(answers.len() as u64), described(entity));
    print(&args.asking, &title, "speaker", &answers)
}

/// Why nobody discusses an entity of the graph.
fn why_nobody(entity: &Node) -> String {
    let Node { name, turns, turns_spoken, .. } = entity;
    match (turns, turns_spoken) {
        (0, spoken) => format!("nobody mentions {name}, who speaks in {}; `comention what` tells of what", count(*spoken, "turn")),
        (turns, _) => {
            format!("nobody by name discusses {name}: the {} that mention it have no label that names somebody else", count(*turns, "turn"))
        }
    }
}

pub(super) fn what(args: &What) -> CommandResult {
    let graph = load(&args.asking.graph)?;
    let speaker = entity(&graph, &args.speaker)?;
    let answers = query::what(&graph, &speaker.id);
    if answers.is_empty() {
        let why = if speaker.speaker { "mentions nothing that the dictionary knows" } else { "speaks in none of the documents" };
        return Err(format!("{} {why}; `comention who` tells who speaks of them", speaker.name).into());
    }
    let title =
        format!("{} discusses {} in {}", described(speaker), count(answers.len() as u64, "entity"), count(speaker.turns_spoken, "turn"));
    print(&args.asking, &title, "discusses", &answers)
}

pub(super) fn between(args: &Between) -> CommandResult {
    let graph = load(&args.asking.graph)?;
    let (a, b) = (entity(&graph, &args.a)?, entity(&graph, &args.b)?);
    if a.id == b.id {
        return Err(format!("`{}` and `{}` are the same entity, {}", args.a, args.b, a.id).into());
    }
    let query::Between { edge, forth, back } = query::between(&graph, &a.id, &b.id);
    let mut out = stdout().lock();
    if args.asking.json {
        let discusses: Vec<&Discusses> = [forth, back].into_iter().flatten().collect();
        serde_json::to_writer_pretty(&mut out, &json!({"co_mention": edge, "discusses": discusses}))?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    if edge.is_none() && forth.is_none() && back.is_none() {
        return Err(format!("{} and {} never share a {}, and neither speaks of the other", a.name, b.name, graph.info().window).into());
    }
    if let Some(edge) = edge {
        writeln!(
            out,
            "{} and {}: {} together, in {}",
            described(a),
            described(b),
            count(edge.weight, &graph.info().window),
            count(edge.documents, "document")
        )?;
        let verdict = verdict(edge);
        writeln!(out, "{verdict}: npmi {:.2}, G² {:.1}, {:.1} times as often as expected", edge.npmi, edge.g2, edge.association)?;
        for evidence in edge.evidence.iter().take(args.asking.limit) {
            writeln!(out, "{}", quote(evidence))?;
        }
    }
    for (speaker, subject, link) in [(a, b, forth), (b, a, back)] {
        let Some(link) = link else { continue };
        writeln!(out, "{} discusses {} in {}", speaker.name, subject.name, count(link.weight, "turn"))?;
        for evidence in link.evidence.iter().take(args.asking.limit) {
            writeln!(out, "{}", quote(evidence))?;
        }
    }
    Ok(Status::Done)
}

/// What the measures say in words.
fn verdict(edge: &Edge) -> &'static str {
    match edge {
        edge if edge.is_significant() => "more often than chance would have it",
        edge if edge.npmi <= 0.0 => "no more often than chance would have it",
        _ => "too rarely to rule out chance",
    }
}

pub(super) fn load(path: &Path) -> Result<Graph, Box<dyn Error>> {
    let text = fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("{}: there is no graph; run `comention build PATH` first, or name one with --graph", path.display())
        }
        _ => format!("{}: {error}", path.display()),
    })?;
    Ok(Graph::read_json(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn entity<'g>(graph: &'g Graph, text: &str) -> Result<&'g Node, Box<dyn Error>> {
    let list = |nodes: &[&Node]| {
        nodes
            .iter()
            .map(|node| format!("\n  {}  {} ({}, {})", node.id, node.name, node.kind, count(node.mentions, "mention")))
            .collect::<String>()
    };
    match find(graph, text) {
        Found::One(node) => Ok(node),
        Found::Several(nodes) => Err(format!("`{text}` may be any of these; give the id:{}", list(&nodes)).into()),
        Found::None(near) if near.is_empty() => Err(format!("`{text}` does not occur in this graph").into()),
        Found::None(near) => Err(format!("`{text}` does not occur in this graph; near misses:{}", list(&near)).into()),
    }
}

fn described(node: &Node) -> String {
    format!("{} ({})", node.name, node.kind)
}

fn print(asking: &Asking, title: &str, column: &str, answers: &[Answer]) -> CommandResult {
    let mut out = stdout().lock();
    if asking.json {
        let links: Vec<&Discusses> = answers.iter().take(asking.limit).map(|answer| answer.link).collect();
        serde_json::to_writer_pretty(&mut out, &links)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    writeln!(out, "{title}\n")?;
    let mut rows = table(&[column, "kind", ">turns", ">documents", "first", "last"]);
    let date = |date: Option<crate::model::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    for Answer { node, link } in answers.iter().take(asking.limit) {
        let cells = [
            node.name.clone(),
            node.kind.to_string(),
            thousands(link.weight),
            thousands(link.documents),
            date(link.first_date),
            date(link.last_date),
        ];
        rows.add_row(cells);
    }
    writeln!(out, "{}\n", rows.trim_fmt())?;
    for Answer { node, link } in answers.iter().take(asking.limit) {
        if let Some(evidence) = link.evidence.first() {
            writeln!(out, "  {}\n{}", node.name, quote(evidence))?;
        }
    }
    if answers.len() > asking.limit {
        writeln!(out, "\n{} more; --limit shows them", thousands((answers.len() - asking.limit) as u64))?;
    }
    Ok(Status::Done)
}
