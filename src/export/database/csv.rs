//! Cells of CSV as the importers of graph databases read them.

use std::io::{self, Write};

use super::super::escape::csv_text;
use crate::tables::{Cell, Column, Type};

/// Writes the cells of a record after its ids; `texts` joins several texts to one.
pub(super) fn cells(out: &mut dyn Write, cells: &[Cell<'_>], texts: &dyn Fn(&[std::borrow::Cow<'_, str>]) -> String) -> io::Result<()> {
    for cell in cells {
        out.write_all(b",")?;
        match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => csv_text(out, text),
            Cell::Texts(several) if several.is_empty() => Ok(()),
            Cell::Texts(several) => csv_text(out, &texts(several)),
            Cell::Day(day) => write!(out, "{day}"),
            Cell::Integer(number) => write!(out, "{number}"),
            Cell::Real(number) => write!(out, "{number:?}"),
            Cell::Boolean(truth) => write!(out, "{truth}"),
        }?;
    }
    out.write_all(b"\n")
}

/// The record of column names; `describe` makes a name of a column.
pub(super) fn header(out: &mut dyn Write, ids: &str, columns: &[Column], describe: fn(&Column) -> String) -> io::Result<()> {
    out.write_all(ids.as_bytes())?;
    columns.iter().try_for_each(|column| write!(out, ",{}", describe(column)))?;
    out.write_all(b"\n")
}

/// The name of a type in the header of Neo4j.
pub(super) fn neo4j_type(holds: Type) -> &'static str {
    match holds {
        Type::Text => "string",
        Type::Texts => "string[]",
        Type::Day => "date",
        Type::Integer => "long",
        Type::Real => "double",
        Type::Boolean => "boolean",
    }
}
