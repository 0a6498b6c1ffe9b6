//! Tables and quotes for people.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::graph::Evidence;

/// The width assumed where the output is no terminal or does not tell.
const WIDTH: u16 = 100;

/// A table without borders; columns named with a leading `>` stand to the right.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH);
    }
    table.set_header(header.iter().map(|name| name.trim_start_matches('>')));
    for (index, name) in header.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_padding((if index == 0 { 2 } else { 1 }, 1));
            if name.starts_with('>') {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table
}

/// A quote with who says it and its source, indented.
pub(super) fn quote(evidence: &Evidence, speaker: Option<&str>) -> String {
    let mut source = format!("{}:{}", evidence.document, evidence.line);
    if let Some(time) = evidence.time {
        source.push_str(&format!(" at {}", clock(time)));
    }
    if let Some(url) = &evidence.url {
        source.push_str(&format!("  {url}"));
    }
    let speaker = speaker.map(|speaker| format!("{speaker}: ")).unwrap_or_default();
    format!("    {speaker}“{}”\n      {source}", evidence.quote)
}

/// `01:02:05`
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds as u64;
    format!("{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

/// `1 document`, `2 documents`, `1,234 documents`.
pub(super) fn count(number: u64, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        Some(stem) if number != 1 => format!("{stem}ies"),
        _ if number != 1 => format!("{noun}s"),
        _ => noun.to_owned(),
    };
    format!("{} {plural}", thousands(number))
}

/// A number with its thousands set apart: 1,234,567.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(count(1, "entity"), "1 entity");
        assert_eq!(count(2, "entity"), "2 entities");
        assert_eq!(count(1000, "pair"), "1,000 pairs");
        assert_eq!(clock(3_725.9), "01:02:05");
    }
}
