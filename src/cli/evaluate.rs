//! `comention evaluate`

use std::fs;
use std::io::{Write, stdout};

use serde_json::json;

use super::args::Evaluate;
use super::settings::Run;
use super::table::{count, table};
use super::{CommandResult, Status};
use crate::input;
use crate::matching::{Evaluation, GoldRow, Score, parse_gold};
use crate::pipeline;

pub(super) fn run(args: &Evaluate) -> CommandResult {
    let gold = fs::read_to_string(&args.gold).map_err(|error| format!("{}: {error}", args.gold.display()))?;
    let gold = parse_gold(&gold).map_err(|error| format!("{}: {error}", args.gold.display()))?;
    let run = Run::for_matching(&args.matching)?;
    let read = pipeline::load(&args.path).and_then(|bytes| input::read(&args.path.to_string_lossy(), bytes, &run.settings.read));
    let document = read.map_err(|error| format!("{}: {error}", args.path.display()))?;
    let matches = run.matcher.matches(&document, &run.settings.matching);
    let evaluation = Evaluation::new(&document, &matches, &gold);
    let mut out = stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &as_json(&evaluation))?;
        writeln!(out)?;
    } else {
        print(&mut out, &evaluation)?;
    }
    if !evaluation.misplaced.is_empty() {
        let row = &evaluation.misplaced[0];
        let rows = count(evaluation.misplaced.len() as u64, "row");
        return Err(format!(
            "{} does not fit {}: {rows} left out, first `{}` at line {}",
            args.gold.display(),
            args.path.display(),
            row.surface,
            row.line
        )
        .into());
    }
    Ok(Status::Done)
}

fn print(out: &mut impl Write, evaluation: &Evaluation) -> std::io::Result<()> {
    let mut rows = table(&["kind", ">precision", ">recall", ">F1", ">right", ">wrong", ">missed"]);
    let kinds = evaluation.kinds.iter().map(|(kind, score)| (kind.as_str(), *score));
    for (kind, score) in kinds.chain([("all", evaluation.total)]) {
        let number = |value: f64| format!("{value:.4}");
        let counts = [score.right, score.wrong, score.missed].map(|count| count.to_string());
        let measures = [score.precision(), score.recall(), score.f1()].map(number);
        rows.add_row([kind.to_owned()].into_iter().chain(measures).chain(counts));
    }
    writeln!(out, "{}", rows.trim_fmt())?;
    writeln!(out, "entity agreement {:.4}", evaluation.agreement)?;
    list(out, "wrong", &evaluation.wrong)?;
    list(out, "missed", &evaluation.missed)
}

fn list(out: &mut impl Write, title: &str, rows: &[GoldRow]) -> std::io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut lines = table(&[title, "surface", "kind", "entity"]);
    for row in rows {
        lines.add_row([format!("{}:{}", row.line, row.start), row.surface.clone(), row.kinds.join("|"), row.entity.clone()]);
    }
    writeln!(out, "\n{}", lines.trim_fmt())
}

fn as_json(evaluation: &Evaluation) -> serde_json::Value {
    let score = |score: &Score| json!({"precision": score.precision(), "recall": score.recall(), "f1": score.f1(), "right": score.right, "wrong": score.wrong, "missed": score.missed});
    let rows = |rows: &[GoldRow]| -> Vec<serde_json::Value> {
        rows.iter()
            .map(|row| json!({"line": row.line, "start": row.start, "surface": row.surface, "kind": row.kinds, "entity": row.entity}))
            .collect()
    };
    let kinds: serde_json::Map<String, serde_json::Value> =
        evaluation.kinds.iter().map(|(kind, of_kind)| (kind.clone(), score(of_kind))).collect();
    json!({
        "total": score(&evaluation.total),
        "kinds": kinds,
        "agreement": evaluation.agreement,
        "wrong": rows(&evaluation.wrong),
        "missed": rows(&evaluation.missed),
    })
}
