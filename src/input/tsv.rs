//! Tables with tabs (`.tsv`), as Whisper writes them: `start`, `end`, `text`.

use super::clock::clock;
use super::cues::{Cue, Transcript};
use super::error::InputError;
use super::label::numbered;
use super::runs::tagged;
use crate::text::{Lines, Span};

/// Which column holds what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    start: usize,
    end: Option<usize>,
    speaker: Option<usize>,
    text: usize,
}

/// The columns by the first line of a table, where they are those of a transcript.
pub(super) fn columns(source: &str) -> Option<Columns> {
    let names: Vec<String> = Lines::new(source, 0).next().map(|line| {
        source[line.range()].trim_start_matches('\u{feff}').split('\t').map(|name| name.trim().to_ascii_lowercase()).collect()
    })?;
    let find = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
    Some(Columns { start: find(&["start"])?, end: find(&["end"]), speaker: find(&["speaker"]), text: find(&["text"])? })
}

/// Reads a table. Times are milliseconds, as Whisper has them, unless any of them has a fraction.
///
/// # Errors
/// Where the first line does not name the columns of a transcript.
pub(super) fn read(source: &str) -> Result<Transcript<'_>, InputError> {
    let columns = columns(source).ok_or(InputError::UnknownTable)?;
    let rows: Vec<Vec<Span>> = Lines::new(source, 0).skip(1).map(|line| cells(source, line, columns)).collect();
    let start = |row: &Vec<Span>| row.get(columns.start).is_some_and(|cell| source[cell.range()].contains('.'));
    let unit = if rows.iter().any(start) { 1.0 } else { 0.001 };
    let cues = rows.iter().filter_map(|row| cue(source, row, columns, unit)).collect();
    Ok(Transcript { cues, ..Transcript::default() })
}

/// The cells of a row. Tabs in the last column belong to it.
fn cells(source: &str, line: Span, columns: Columns) -> Vec<Span> {
    let last = [Some(columns.start), columns.end, columns.speaker, Some(columns.text)].into_iter().flatten().max().unwrap_or_default();
    let mut start = line.range().start;
    let cell = |cell: &str| {
        let span = Span::new(start, start + cell.len());
        start += cell.len() + 1;
        span
    };
    source[line.range()].splitn(last + 1, '\t').map(cell).collect()
}

fn cue<'s>(source: &'s str, row: &[Span], columns: Columns, unit: f64) -> Option<Cue<'s>> {
    let cell = |column: usize| row.get(column).map(|span| source[span.range()].trim()).filter(|cell| !cell.is_empty());
    let seconds = |column: usize| cell(column).and_then(|cell| seconds(cell, unit));
    Some(Cue {
        start: seconds(columns.start),
        end: columns.end.and_then(seconds),
        speaker: columns.speaker.and_then(cell).map(|name| numbered(name.into())),
        lines: vec![tagged(source, *row.get(columns.text)?)],
        ..Cue::default()
    })
}

fn seconds(cell: &str, unit: f64) -> Option<f64> {
    clock(cell).or_else(|| Some(cell.parse::<f64>().ok()? * unit)).filter(|seconds| (0.0..1e9).contains(seconds))
}
