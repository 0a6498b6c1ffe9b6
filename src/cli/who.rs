//! `comention who` and `comention what`

use std::cmp::Reverse;
use std::io::{Write, stdout};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::query::{Asking, GraphText, Timing, described, during, entity, evidence_in, kinds, quoted};
use super::table::{count, table, thousands};
use super::{CommandResult, Status};
use crate::graph::{Node, Outline};
use crate::query::{self, Answer, Period};

/// What the first row has most of.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum By {
    /// Turns in which the one mentions the other
    #[default]
    Turns,
    /// Documents with such turns
    Documents,
    /// The latest day of such a turn
    Last,
}

impl By {
    /// Puts answers, which come by turns, in order.
    fn sort(self, answers: &mut [Answer]) {
        match self {
            By::Turns => {}
            By::Documents => answers.sort_by_key(|answer| Reverse(answer.link.documents)),
            By::Last => answers.sort_by_key(|answer| Reverse(answer.link.last_date)),
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct Who {
    /// An id, a name or an alias
    pub entity: String,
    /// Order
    #[arg(long, value_name = "MEASURE", value_enum, default_value_t)]
    pub by: By,
    #[command(flatten)]
    pub timing: Timing,
    #[command(flatten)]
    pub asking: Asking,
}

#[derive(Args, Debug)]
pub(super) struct What {
    /// An id, a name or an alias of somebody who speaks
    pub speaker: String,
    /// Only entities of this kind; repeat for several
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Order
    #[arg(long, value_name = "MEASURE", value_enum, default_value_t)]
    pub by: By,
    #[command(flatten)]
    pub timing: Timing,
    #[command(flatten)]
    pub asking: Asking,
}

pub(super) fn who(args: &Who) -> CommandResult {
    let period = args.timing.period()?;
    let text = GraphText::open(&args.asking.graph)?;
    let outline = text.outline()?;
    let entity = entity(&outline.graph, &args.entity)?;
    let mut answers = query::who(&outline.graph, &entity.id, period);
    args.by.sort(&mut answers);
    if answers.is_empty() {
        return Err(why_nobody(entity, period).into());
    }
    let people = if answers.len() == 1 { "person discusses" } else { "people discuss" };
    let title = format!("{} {people} {}{}", thousands(answers.len() as u64), described(entity), during(period));
    print(&args.asking, &outline, &title, "speaker", &answers, period)
}

/// Why nobody discusses an entity of the graph.
fn why_nobody(entity: &Node, period: Period) -> String {
    let Node { name, turns, turns_spoken, .. } = entity;
    match (turns, turns_spoken) {
        _ if !period.is_all() => format!("nobody by name discusses {name}{}; ask without --since and --until", during(period)),
        (0, spoken) => format!("nobody mentions {name}, who speaks in {}; `comention what` tells of what", count(*spoken, "turn")),
        (turns, _) => {
            format!("nobody by name discusses {name}: the {} that mention it have no label that names somebody else", count(*turns, "turn"))
        }
    }
}

pub(super) fn what(args: &What) -> CommandResult {
    let period = args.timing.period()?;
    let text = GraphText::open(&args.asking.graph)?;
    let outline = text.outline()?;
    let kinds = kinds(&outline.graph, &args.kind)?;
    let speaker = entity(&outline.graph, &args.speaker)?;
    let mut answers = query::what(&outline.graph, &speaker.id, period);
    answers.retain(|answer| kinds.is_empty() || kinds.contains(&answer.node.kind));
    args.by.sort(&mut answers);
    if answers.is_empty() {
        let why = match speaker.speaker {
            false => "speaks in none of the documents",
            true if !period.is_all() || !kinds.is_empty() => "discusses nothing of that kind or time",
            true => "mentions nothing that the dictionary knows",
        };
        return Err(format!("{} {why}; `comention who` tells who speaks of them", speaker.name).into());
    }
    let spoken = if period.is_all() { format!(" in {}", count(speaker.turns_spoken, "turn")) } else { during(period) };
    let title = format!("{} discusses {}{spoken}", described(speaker), count(answers.len() as u64, "entity"));
    print(&args.asking, &outline, &title, "discusses", &answers, period)
}

fn print(asking: &Asking, outline: &Outline, title: &str, column: &str, answers: &[Answer], period: Period) -> CommandResult {
    let graph = &outline.graph;
    let mut out = stdout().lock();
    let mut shown = Vec::new();
    for answer in answers.iter().take(asking.limit) {
        let mut link = outline.quoted_discusses(answer.link)?;
        link.evidence = evidence_in(graph, link.evidence, period);
        shown.push((answer, link));
    }
    if asking.json {
        let rows: Vec<_> = shown
            .iter()
            .map(|(answer, link)| {
                let mut row = json!(link);
                if !period.is_all() {
                    row["turns_in_period"] = json!(answer.turns);
                }
                row
            })
            .collect();
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
        return Ok(Status::Done);
    }
    writeln!(out, "{title}\n")?;
    let mut rows = table(&[column, "kind", ">turns", ">documents", "first", "last"]);
    let date = |date: Option<crate::model::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    for (Answer { node, turns, .. }, link) in &shown {
        let (first, last) = (date(link.first_date), date(link.last_date));
        rows.add_row([node.name.clone(), node.kind.to_string(), thousands(*turns), thousands(link.documents), first, last]);
    }
    writeln!(out, "{}\n", rows.trim_fmt())?;
    for (answer, link) in &shown {
        if let Some(evidence) = link.evidence.first() {
            writeln!(out, "  {}\n{}", answer.node.name, quoted(graph, evidence))?;
        }
    }
    if answers.len() > asking.limit {
        writeln!(out, "\n{} more; --limit shows them", thousands((answers.len() - asking.limit) as u64))?;
    }
    Ok(Status::Done)
}
