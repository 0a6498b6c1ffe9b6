//! `comention show`

use std::error::Error;
use std::io::{Write, stdout};

use clap::Args;
use serde_json::json;

use super::query::{Asking, GraphText, entity, name, quoted};
use super::sparkline::{first_shown, of, sparkline};
use super::table::{count, table, thousands};
use super::{CommandResult, Status};
use crate::graph::{Edge, Graph, Node, Outline};
use crate::query::{self, Answer, Period, dated};

/// How many aliases and neighbours in a community are named.
const NAMED: usize = 8;

#[derive(Args, Debug)]
pub(super) struct Show {
    /// An id, a name or an alias
    pub entity: String,
    #[command(flatten)]
    pub asking: Asking,
}

pub(super) fn run(args: &Show) -> CommandResult {
    let text = GraphText::open(&args.asking.graph)?;
    let outline = text.outline()?;
    let graph = &outline.graph;
    let node = entity(graph, &args.entity)?;
    let mut pairs: Vec<(&Node, &Edge)> = graph.neighbours(&node.id).collect();
    pairs.sort_by(|(a, edge), (b, other)| {
        let rank = |edge: &Edge| (edge.is_significant(), edge.weight);
        rank(other).cmp(&rank(edge)).then(other.g2.total_cmp(&edge.g2)).then_with(|| a.id.cmp(&b.id))
    });
    let who = query::who(graph, &node.id, Period::default());
    let what = query::what(graph, &node.id, Period::default());
    let mut out = stdout().lock();
    if args.asking.json {
        let edges = pairs.iter().take(args.asking.limit).map(|(_, edge)| outline.quoted_edge(edge)).collect::<Result<Vec<_>, _>>()?;
        let links = |answers: &[Answer]| {
            answers.iter().take(args.asking.limit).map(|answer| outline.quoted_discusses(answer.link)).collect::<Result<Vec<_>, _>>()
        };
        let all = json!({"entity": node, "pairs": edges, "discussed_by": links(&who)?, "discusses": links(&what)?});
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    head(&mut out, graph, node)?;
    if !pairs.is_empty() {
        together(&mut out, &outline, &pairs[..pairs.len().min(args.asking.limit)])?;
    }
    for (verb, answers) in [("discussed by", &who), ("discusses", &what)] {
        if !answers.is_empty() {
            let named = |answer: &Answer| format!("{} ({})", answer.node.name, thousands(answer.turns));
            writeln!(out, "\n{verb}: {}", list(answers.iter().map(named), args.asking.limit))?;
        }
    }
    Ok(Status::Done)
}

/// The first so many, and how many more there are.
fn list(names: impl ExactSizeIterator<Item = String>, limit: usize) -> String {
    let more = names.len().saturating_sub(limit);
    let named = names.take(limit).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{named} and {} more", thousands(more as u64)) } else { named }
}

fn head(out: &mut impl Write, graph: &Graph, node: &Node) -> Result<(), Box<dyn Error>> {
    writeln!(out, "{}  ({}, {})", node.name, node.kind, node.id)?;
    if !node.aliases.is_empty() {
        writeln!(out, "also: {}", list(node.aliases.iter().cloned(), NAMED))?;
    }
    let window = &graph.info().window;
    let places =
        format!("{} in {} and {}", count(node.mentions, "mention"), count(node.windows, window), count(node.documents, "document"));
    let dates = match (node.first_date, node.last_date) {
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    writeln!(out, "{places}{dates}")?;
    if node.speaker {
        writeln!(out, "speaks in {}", count(node.turns_spoken, "turn"))?;
    }
    let rank = |value: fn(&Node) -> f64| 1 + graph.nodes().filter(|other| value(other) > value(node)).count() as u64;
    let of_all = thousands(graph.nodes().len() as u64);
    let (pagerank, betweenness) = (rank(|node| node.pagerank), rank(|node| node.betweenness));
    writeln!(out, "of {of_all} entities no. {} by PageRank, {} by betweenness", thousands(pagerank), thousands(betweenness))?;
    if node.degree > 0 {
        let mut others: Vec<&Node> = graph.nodes().filter(|other| other.community == node.community && other.id != node.id).collect();
        others.sort_by(|a, b| b.pagerank.total_cmp(&a.pagerank).then_with(|| a.id.cmp(&b.id)));
        writeln!(out, "community {}: with {}", node.community, list(others.iter().map(|other| other.name.clone()), NAMED))?;
    }
    if let Some((first, last)) = dated(graph).filter(|_| !node.months.is_empty()) {
        let first = first_shown(first, last);
        let line = sparkline(first, last, |month| of(&node.months, month) as f64);
        writeln!(out, "{window}s by month, {first} to {last}\n  {line}")?;
    }
    Ok(())
}

fn together(out: &mut impl Write, outline: &Outline, pairs: &[(&Node, &Edge)]) -> Result<(), Box<dyn Error>> {
    let graph = &outline.graph;
    let mut rows = table(&["together with", "kind", &format!(">{}s", graph.info().window), ">documents", ">npmi", "more than chance"]);
    for (other, edge) in pairs {
        let significant = if edge.is_significant() { "yes" } else { "" };
        let (weight, documents) = (thousands(edge.weight), thousands(edge.documents));
        rows.add_row([
            name(graph, &other.id).to_owned(),
            other.kind.to_string(),
            weight,
            documents,
            format!("{:.2}", edge.npmi),
            significant.to_owned(),
        ]);
    }
    writeln!(out, "\n{}", rows.trim_fmt())?;
    if let Some((other, edge)) = pairs.first() {
        writeln!(out, "\n  with {}", other.name)?;
        for evidence in outline.quoted_edge(edge)?.evidence.iter().take(2) {
            writeln!(out, "{}", quoted(graph, evidence))?;
        }
    }
    Ok(())
}
