//! Precision and recall against mentions that people annotated.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

use super::Matches;
use crate::model::Document;
use crate::text::Span;

/// One row of a gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRow {
    /// Line in the document, from 1.
    pub line: u32,
    /// Code points from the start of the line, from 0.
    pub start: u32,
    /// The text of the mention.
    pub surface: String,
    /// The kinds that are right.
    pub kinds: Vec<String>,
    /// The entity, under the annotators' id.
    pub entity: String,
    /// Whether finding it or not makes no difference.
    pub optional: bool,
}

/// Why a gold file could not be used.
#[derive(Debug, Error)]
#[error("line {line}: {message}")]
pub struct GoldError {
    /// The line of the gold file, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Reads a gold file: tab-separated, with the columns line, start, surface, kind, entity, flag.
///
/// # Errors
/// Where a row has too few columns or a number is none.
pub fn parse_gold(text: &str) -> Result<Vec<GoldRow>, GoldError> {
    let rows = text.lines().enumerate().filter(|(index, line)| !(line.trim().is_empty() || (*index == 0 && line.starts_with("line\t"))));
    rows.map(|(index, line)| parse_row(line).map_err(|message| GoldError { line: index + 1, message })).collect()
}

fn parse_row(line: &str) -> Result<GoldRow, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [line, start, surface, kind, entity, ..] = columns[..] else {
        return Err(format!("has {} tab-separated columns; expected line, start, surface, kind, entity, flag", columns.len()));
    };
    let number = |name: &str, text: &str| text.trim().parse().map_err(|_| format!("`{text}` in column {name} is no number"));
    Ok(GoldRow {
        line: number("line", line)?,
        start: number("start", start)?,
        surface: surface.to_owned(),
        kinds: kind.split('|').map(|kind| kind.trim().to_owned()).collect(),
        entity: entity.trim().to_owned(),
        optional: columns.get(5).is_some_and(|flag| flag.trim() == "optional"),
    })
}

/// Counts of right and wrong mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Found and right.
    pub right: usize,
    /// Found, but not in the gold file with this span and kind.
    pub wrong: usize,
    /// In the gold file, but not found.
    pub missed: usize,
}

impl Score {
    /// Share of the found that is right; 1 where nothing was found.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// Share of the gold rows that was found; 1 where there are none.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall (van Rijsbergen 1979).
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// How the mentions of a document compare with a gold file.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Over all kinds.
    pub total: Score,
    /// By kind: of the gold row for what was right or missed, of the mention for what was wrong.
    pub kinds: BTreeMap<String, Score>,
    /// Share of the right mentions whose gold entity goes under one id throughout.
    pub agreement: f64,
    /// Rows not found.
    pub missed: Vec<GoldRow>,
    /// Mentions not in the gold file: line, column from 0, surface, kind, entity.
    pub wrong: Vec<GoldRow>,
    /// Rows whose surface does not stand at its place in the document.
    pub misplaced: Vec<GoldRow>,
}

impl Evaluation {
    /// Compares the mentions of one document with the gold rows for it.
    pub fn new(document: &Document, matches: &Matches, gold: &[GoldRow]) -> Self {
        let mut evaluation = Evaluation::default();
        let mut rows: FxHashMap<Span, &GoldRow> = FxHashMap::default();
        for row in gold {
            match locate(document, row) {
                Some(span) => drop(rows.insert(span, row)),
                None => evaluation.misplaced.push(row.clone()),
            }
        }
        let mut found: FxHashSet<Span> = FxHashSet::default();
        let mut ids: FxHashMap<&str, FxHashMap<&str, usize>> = FxHashMap::default();
        for mention in matches.mentions.iter().filter(|mention| !document.turns[mention.turn as usize].translation) {
            let entity = matches.entity(mention.entity);
            let kind = entity.kind.as_str();
            let row = rows.get(&mention.span).filter(|row| row.kinds.iter().any(|right| right == kind));
            match row {
                Some(row) if row.optional => drop(found.insert(mention.span)),
                Some(row) => {
                    found.insert(mention.span);
                    evaluation.total.right += 1;
                    evaluation.kinds.entry(row.kinds[0].clone()).or_default().right += 1;
                    *ids.entry(&row.entity).or_default().entry(&entity.id).or_default() += 1;
                }
                None if rows.iter().any(|(span, row)| row.optional && span.overlaps(mention.span)) => {}
                None => {
                    evaluation.total.wrong += 1;
                    evaluation.kinds.entry(kind.to_owned()).or_default().wrong += 1;
                    let (line, column) = document.lines.position(&document.source, mention.span.start);
                    let surface = document.folded.read(&document.source, mention.folded).into_owned();
                    evaluation.wrong.push(GoldRow {
                        line,
                        start: column - 1,
                        surface,
                        kinds: vec![kind.to_owned()],
                        entity: entity.id.clone(),
                        optional: false,
                    });
                }
            }
        }
        let mut missed: Vec<&GoldRow> =
            rows.iter().filter(|(span, row)| !row.optional && !found.contains(span)).map(|(_, row)| *row).collect();
        missed.sort_by_key(|row| (row.line, row.start));
        for row in missed {
            evaluation.total.missed += 1;
            evaluation.kinds.entry(row.kinds[0].clone()).or_default().missed += 1;
            evaluation.missed.push(row.clone());
        }
        let agreeing: usize = ids.values().filter_map(|counts| counts.values().max()).sum();
        evaluation.agreement = ratio(agreeing, evaluation.total.right);
        evaluation
    }
}

/// The span of a gold row in the file; none where its surface stands elsewhere.
fn locate(document: &Document, row: &GoldRow) -> Option<Span> {
    let line = document.lines.start(row.line)? as usize;
    let start = line + document.source[line..].char_indices().nth(row.start as usize)?.0;
    document.source[start..].starts_with(&row.surface).then(|| Span::new(start, start + row.surface.len()))
}
