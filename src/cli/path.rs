//! `comention path`

use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::query::{GraphText, described, entity, name, quoted};
use super::table::count;
use super::{CommandResult, Status};
use crate::query;

#[derive(Args, Debug)]
pub(super) struct Path {
    /// An id, a name or an alias
    pub a: String,
    /// An id, a name or an alias
    pub b: String,
    /// The graph to ask
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// Quotes to print for each step
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub limit: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &Path) -> CommandResult {
    let text = GraphText::open(&args.graph)?;
    let outline = text.outline()?;
    let graph = &outline.graph;
    let (a, b) = (entity(graph, &args.a)?, entity(graph, &args.b)?);
    if a.id == b.id {
        return Err(format!("`{}` and `{}` are the same entity, {}", args.a, args.b, a.id).into());
    }
    let Some(chain) = query::path(graph, &a.id, &b.id) else {
        let silent = [a, b].into_iter().find(|node| node.degree == 0);
        let why = silent.map_or_else(String::new, |node| format!(": {} is mentioned together with nobody", node.name));
        return Err(format!("no chain of co-mentions leads from {} to {}{why}", a.name, b.name).into());
    };
    let edges = chain.edges.iter().map(|edge| outline.quoted_edge(edge)).collect::<Result<Vec<_>, _>>()?;
    let mut out = stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &json!({"path": chain.ids, "significant": chain.significant, "edges": edges}))?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    let steps = count(edges.len() as u64, "step");
    writeln!(out, "{} to {}: {steps}", described(a), described(b))?;
    if !chain.significant {
        writeln!(out, "by ties too weak to rule out chance; no chain of significant ones joins them")?;
    }
    for (pair, edge) in chain.ids.windows(2).zip(&edges) {
        let (from, to) = (name(graph, pair[0]), name(graph, pair[1]));
        let (windows, documents) = (count(edge.weight, &graph.info().window), count(edge.documents, "document"));
        writeln!(out, "\n  {from} — {to}: {windows} in {documents}, npmi {:.2}", edge.npmi)?;
        for evidence in edge.evidence.iter().take(args.limit) {
            writeln!(out, "{}", quoted(graph, evidence))?;
        }
    }
    Ok(Status::Done)
}
