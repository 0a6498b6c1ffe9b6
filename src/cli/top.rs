//! `comention top`

use std::io::{Write, stdout};

use clap::Args;
use serde_json::json;

use super::query::{Asking, GraphText, Timing, during, evidence_in, kinds, quoted};
use super::table::{table, thousands};
use super::{CommandResult, Status};
use crate::graph::{Graph, Outline};
use crate::model::Kind;
use crate::query::{EntityOrder, PairOrder, Period, top_entities, top_pairs};

#[derive(Args, Debug)]
pub(super) struct Top {
    /// Rank pairs instead of entities; only significant ones
    #[arg(long)]
    pub pairs: bool,
    /// Only entities of this kind, or pairs of two such; repeat for several
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Order: entities by mentions, windows, documents, spoken, degree, strength, pagerank, betweenness; pairs by weight, documents, npmi, g2, association, jaccard
    #[arg(long, value_name = "MEASURE")]
    pub by: Option<String>,
    #[command(flatten)]
    pub timing: Timing,
    #[command(flatten)]
    pub asking: Asking,
}

pub(super) fn run(args: &Top) -> CommandResult {
    let period = args.timing.period()?;
    let text = GraphText::open(&args.asking.graph)?;
    let outline = text.outline()?;
    let kinds = kinds(&outline.graph, &args.kind)?;
    if args.pairs { pairs(args, &outline, &kinds, period) } else { entities(args, &outline.graph, &kinds, period) }
}

fn entities(args: &Top, graph: &Graph, kinds: &[Kind], period: Period) -> CommandResult {
    let usual = if period.is_all() { EntityOrder::Mentions } else { EntityOrder::Windows };
    let order = args.by.as_deref().map_or(Ok(usual), str::parse)?;
    if !period.is_all() && !order.has_months() {
        return Err(format!("{order} cannot be told for a part of the time; entities are counted by month in windows: --by windows").into());
    }
    let ranked = top_entities(graph, order, kinds, period);
    if ranked.is_empty() {
        return Err(format!("no entity of that kind has any {order}{}", during(period)).into());
    }
    let mut out = stdout().lock();
    let shown = ranked.iter().take(args.asking.limit);
    if args.asking.json {
        let rows: Vec<_> = shown.map(|ranked| json!({"value": ranked.value, "entity": ranked.node})).collect();
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    let header = format!(">{order}");
    let mut rows = table(&[">", "entity", "kind", &header, ">documents", "id"]);
    for (place, ranked) in (1..).zip(shown) {
        let node = ranked.node;
        let value = match order {
            EntityOrder::Pagerank | EntityOrder::Betweenness => format!("{:.5}", ranked.value),
            _ => thousands(ranked.value as u64),
        };
        rows.add_row([place.to_string(), node.name.clone(), node.kind.to_string(), value, thousands(node.documents), node.id.clone()]);
    }
    writeln!(out, "{}", rows.trim_fmt())?;
    let exact = graph.info().betweenness_sources >= graph.nodes().filter(|node| node.degree > 0).count() as u64;
    if order == EntityOrder::Betweenness && !exact {
        writeln!(out, "\nestimated from the ways that start at {} entities", thousands(graph.info().betweenness_sources))?;
    }
    Ok(Status::Done)
}

fn pairs(args: &Top, outline: &Outline, kinds: &[Kind], period: Period) -> CommandResult {
    let graph = &outline.graph;
    let order: PairOrder = args.by.as_deref().map_or(Ok(PairOrder::Weight), str::parse)?;
    if !period.is_all() && !order.has_months() {
        return Err(format!("{order} cannot be told for a part of the time; try --by weight").into());
    }
    let ranked = top_pairs(graph, order, kinds, period);
    if ranked.is_empty() {
        return Err(format!("no two entities of that kind come up together more often than chance would have it{}", during(period)).into());
    }
    let mut shown = Vec::new();
    for pair in ranked.iter().take(args.asking.limit) {
        let mut edge = outline.quoted_edge(pair.edge)?;
        edge.evidence = evidence_in(graph, edge.evidence, period);
        shown.push((pair, edge));
    }
    let mut out = stdout().lock();
    if args.asking.json {
        let rows: Vec<_> = shown
            .iter()
            .map(|(pair, edge)| {
                let counts = pair.counts;
                json!({"weight": counts.ab, "npmi": counts.npmi(), "g2": counts.g2(), "association": counts.association(), "jaccard": counts.jaccard(), "edge": edge})
            })
            .collect();
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    let mut rows = table(&[">", "pair", "", &format!(">{}s", graph.info().window), ">documents", ">npmi", ">G²", ">times expected"]);
    for (place, (pair, edge)) in (1..).zip(&shown) {
        rows.add_row([
            place.to_string(),
            pair.a.name.clone(),
            pair.b.name.clone(),
            thousands(pair.counts.ab),
            thousands(edge.documents),
            format!("{:.2}", pair.counts.npmi()),
            format!("{:.1}", pair.counts.g2()),
            format!("{:.1}", pair.counts.association()),
        ]);
    }
    writeln!(out, "{}\n", rows.trim_fmt())?;
    for (pair, edge) in &shown {
        if let Some(evidence) = edge.evidence.first() {
            writeln!(out, "  {} — {}\n{}", pair.a.name, pair.b.name, quoted(graph, evidence))?;
        }
    }
    Ok(Status::Done)
}
