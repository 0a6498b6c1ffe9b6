//! `comention trend`

use std::error::Error;
use std::io::{Write, stdout};

use clap::Args;
use serde_json::json;

use super::query::{Asking, GraphText, Timing, described, entity};
use super::shifts;
use super::sparkline::{first_shown, of, sparkline};
use super::table::{table, thousands};
use super::{CommandResult, Status};
use crate::graph::{Graph, Months};
use crate::model::Month;
use crate::query::{Period, Rate, dated, shifted_entities, shifted_pairs};

/// How many months make the recent period unless told otherwise.
const RECENT: i32 = 6;

#[derive(Args, Debug)]
pub(super) struct Trend {
    /// An id, a name or an alias; none for what rose and fell in the whole graph
    #[arg(value_name = "ENTITY")]
    pub a: Option<String>,
    /// A second one: how often both come up together
    #[arg(value_name = "ENTITY")]
    pub b: Option<String>,
    #[command(flatten)]
    pub timing: Timing,
    #[command(flatten)]
    pub asking: Asking,
}

pub(super) fn run(args: &Trend) -> CommandResult {
    let asked = args.timing.period()?;
    let text = GraphText::open(&args.asking.graph)?;
    let outline = text.outline()?;
    let graph = &outline.graph;
    let dated = dated(graph).ok_or("no document of this graph has a date, so there is no trend")?;
    let Some(a) = &args.a else { return overall(args, graph, asked, dated) };
    let a = entity(graph, a)?;
    let Some(b) = &args.b else {
        return by_month(args, graph, &described(a), &a.months, asked, dated);
    };
    let b = entity(graph, b)?;
    let edge = graph.edge(&a.id, &b.id).ok_or_else(|| format!("{} and {} never share a {}", a.name, b.name, graph.info().window))?;
    by_month(args, graph, &format!("{} and {}", described(a), described(b)), &edge.months, asked, dated)
}

/// What rose and what fell in a period against as many months before it.
fn overall(args: &Trend, graph: &Graph, asked: Period, dated: (Month, Month)) -> CommandResult {
    let (before, after) = periods(asked, dated)?;
    for period in [before, after] {
        if period.windows(graph) == 0 {
            return Err(format!("no document is of {period}, so there is nothing to compare; choose --since and --until").into());
        }
    }
    let (entities, pairs) = (shifted_entities(graph, before, after), shifted_pairs(graph, before, after));
    let mut out = stdout().lock();
    let limit = args.asking.limit;
    if args.asking.json {
        let all = json!({
            "before": before.to_string(), "after": after.to_string(),
            "entities": {"rising": shifts::to_json(&entities.rising, limit), "falling": shifts::to_json(&entities.falling, limit)},
            "pairs": {"rising": shifts::to_json(&pairs.rising, limit), "falling": shifts::to_json(&pairs.falling, limit)},
        });
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    let windows = |period: Period| format!("{period} ({} {}s)", thousands(period.windows(graph)), graph.info().window);
    writeln!(out, "{} against {} before\n", windows(after), windows(before))?;
    shifts::print(&mut out, "rising entities", &[graph], &entities.rising, limit)?;
    writeln!(out)?;
    shifts::print(&mut out, "falling entities", &[graph], &entities.falling, limit)?;
    writeln!(out)?;
    shifts::print(&mut out, "rising pairs", &[graph], &pairs.rising, limit)?;
    writeln!(out)?;
    shifts::print(&mut out, "falling pairs", &[graph], &pairs.falling, limit)?;
    Ok(Status::Done)
}

/// The period asked for, cut to the time that has documents, and as many months before it.
fn periods(asked: Period, (first, last): (Month, Month)) -> Result<(Period, Period), String> {
    let until = asked.until.unwrap_or(last).min(last);
    let since = asked.since.unwrap_or_else(|| until.plus(1 - RECENT));
    if since > until || since <= first {
        return Err(format!("dated documents reach from {first} to {last}; choose a --since within, with months before it to compare"));
    }
    let months = until.since(since) + 1;
    Ok((Period::between(since.plus(-months), since.plus(-1)), Period::between(since, until)))
}

/// The counts of every month.
fn by_month(args: &Trend, graph: &Graph, title: &str, months: &Months, asked: Period, dated: (Month, Month)) -> CommandResult {
    let first = asked.since.unwrap_or(dated.0).max(dated.0);
    let last = asked.until.unwrap_or(dated.1).min(dated.1);
    if first > last {
        return Err(format!("dated documents reach from {} to {}", dated.0, dated.1).into());
    }
    let rates: Vec<(Month, Rate)> = (0..=last.since(first))
        .map(|number| {
            let month = first.plus(number);
            (month, Rate { count: of(months, month), windows: Period::between(month, month).windows(graph) })
        })
        .collect();
    let mut out = stdout().lock();
    if args.asking.json {
        let rows: Vec<_> = rates
            .iter()
            .filter(|(_, rate)| rate.windows > 0)
            .map(|(month, rate)| json!({"month": month.to_string(), "count": rate.count, "windows": rate.windows, "per_thousand": rate.per_thousand()}))
            .collect();
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    print_months(&mut out, args, graph, title, &rates)?;
    Ok(Status::Done)
}

fn print_months(out: &mut impl Write, args: &Trend, graph: &Graph, title: &str, rates: &[(Month, Rate)]) -> Result<(), Box<dyn Error>> {
    let (Some(&(first, _)), Some(&(last, _))) = (rates.first(), rates.last()) else { return Ok(()) };
    let total: u64 = rates.iter().map(|(_, rate)| rate.count).sum();
    let window = &graph.info().window;
    let shown = first_shown(first, last);
    let line = sparkline(shown, last, |month| rates.iter().find(|(at, _)| *at == month).map_or(0.0, |(_, rate)| rate.per_thousand()));
    writeln!(out, "{title}: {} {window}s from {first} to {last}", thousands(total))?;
    writeln!(out, "in 1,000 {window}s, by month from {shown}\n\n  {line}\n")?;
    let with_documents: Vec<&(Month, Rate)> = rates.iter().filter(|(_, rate)| rate.windows > 0).collect();
    let mut rows = table(&["month", &format!(">{window}s"), &format!(">of {window}s"), ">per 1,000"]);
    for (month, rate) in with_documents.iter().rev().take(args.asking.limit).rev() {
        rows.add_row([month.to_string(), thousands(rate.count), thousands(rate.windows), format!("{:.2}", rate.per_thousand())]);
    }
    writeln!(out, "{}", rows.trim_fmt())?;
    if with_documents.len() > args.asking.limit {
        writeln!(out, "\n{} earlier months; --limit shows them", thousands((with_documents.len() - args.asking.limit) as u64))?;
    }
    Ok(())
}
