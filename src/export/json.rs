//! Lists of records in JSON, one a line, written as they come.

use std::io::{self, Write};

use serde::Serialize;

/// Writes records between brackets.
pub(super) fn list<T: Serialize>(out: &mut dyn Write, records: impl Iterator<Item = T>) -> io::Result<()> {
    lines(out, ["[", "]"], records.map(|record| (None, record)))
}

/// Writes an object with a record for each key.
pub(super) fn object<'k, T: Serialize>(out: &mut dyn Write, records: impl Iterator<Item = (&'k str, T)>) -> io::Result<()> {
    lines(out, ["{", "}"], records.map(|(key, record)| (Some(key), record)))
}

fn lines<'k, T: Serialize>(
    out: &mut dyn Write,
    brackets: [&str; 2],
    records: impl Iterator<Item = (Option<&'k str>, T)>,
) -> io::Result<()> {
    out.write_all(brackets[0].as_bytes())?;
    let mut line = Vec::new();
    for (index, (key, record)) in records.enumerate() {
        line.clear();
        line.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        if let Some(key) = key {
            serde_json::to_writer(&mut line, key)?;
            line.extend_from_slice(b": ");
        }
        serde_json::to_writer(&mut line, &record)?;
        out.write_all(&line)?;
    }
    write!(out, "\n{}", brackets[1])
}
