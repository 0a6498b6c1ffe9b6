//! `comention compare`

use std::error::Error;
use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::query::GraphText;
use super::shifts::{self, Subject};
use super::table::{count, table, thousands};
use super::{CommandResult, Status};
use crate::graph::{Edge, Graph, Node};
use crate::query::{Comparison, compare_entities, compare_pairs};

#[derive(Args, Debug)]
pub(super) struct Compare {
    /// The graph to start from
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The graph to compare with it
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Rows to print of each table
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What can be only in one graph.
trait Counted: Subject {
    fn count(self) -> u64;
}

impl Counted for &Node {
    fn count(self) -> u64 {
        self.windows
    }
}

impl Counted for &Edge {
    fn count(self) -> u64 {
        self.weight
    }
}

pub(super) fn run(args: &Compare) -> CommandResult {
    let (old, new) = (GraphText::open(&args.old)?, GraphText::open(&args.new)?);
    let (old, new) = (old.outline()?.graph, new.outline()?.graph);
    if old.info().window != new.info().window {
        let (old, new) = (&old.info().window, &new.info().window);
        return Err(format!("OLD counts in windows of a {old}, NEW of a {new}; build both with the same --window").into());
    }
    let (entities, pairs) = (compare_entities(&old, &new), compare_pairs(&old, &new));
    let mut out = stdout().lock();
    if args.json {
        let all = json!({"entities": to_json(&entities, args.limit), "pairs": to_json(&pairs, args.limit)});
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    let size =
        |graph: &Graph| format!("{}, {}", count(graph.info().documents, "document"), count(graph.info().windows, &graph.info().window));
    writeln!(out, "from {} to {}", size(&old), size(&new))?;
    if old.info().dictionary != new.info().dictionary {
        writeln!(out, "counted with different dictionaries: what is new or gone may be so for that")?;
    }
    let graphs = [&new, &old];
    print(&mut out, "entities", &graphs, &entities, args.limit)?;
    print(&mut out, "pairs", &graphs, &pairs, args.limit)?;
    Ok(Status::Done)
}

fn print<T: Counted>(
    out: &mut impl Write,
    noun: &str,
    graphs: &[&Graph],
    comparison: &Comparison<T>,
    limit: usize,
) -> Result<(), Box<dyn Error>> {
    for (verb, only) in [("new", &comparison.new), ("gone", &comparison.gone)] {
        if only.is_empty() {
            writeln!(out, "\n{verb} {noun}: none")?;
            continue;
        }
        writeln!(out, "\n{verb} {noun}: {}", thousands(only.len() as u64))?;
        let mut header = T::columns();
        let windows = format!(">{}s", graphs[0].info().window);
        header.push(&windows);
        let mut rows = table(&header);
        for &what in only.iter().take(limit) {
            let mut cells = what.cells(graphs);
            cells.push(thousands(what.count()));
            rows.add_row(cells);
        }
        writeln!(out, "{}", rows.trim_fmt())?;
    }
    for (verb, shifted) in [("stronger", &comparison.shifts.rising), ("weaker", &comparison.shifts.falling)] {
        writeln!(out)?;
        shifts::print(out, &format!("{verb} {noun}"), graphs, shifted, limit)?;
    }
    Ok(())
}

fn to_json<T: Counted>(comparison: &Comparison<T>, limit: usize) -> Value {
    let only = |subjects: &[T]| {
        let row = |&what: &T| {
            let mut row = what.json();
            row["count"] = json!(what.count());
            row
        };
        subjects.iter().take(limit).map(row).collect::<Vec<_>>()
    };
    json!({
        "new": only(&comparison.new),
        "gone": only(&comparison.gone),
        "stronger": shifts::to_json(&comparison.shifts.rising, limit),
        "weaker": shifts::to_json(&comparison.shifts.falling, limit),
    })
}
