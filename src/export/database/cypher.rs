//! A script in Cypher. Run twice, it leaves the graph that running it once leaves.

use std::io::{self, Write};

use crate::tables::{Cell, Column, Dataset};

/// Rows of one statement: few enough for a parser, many enough for a transaction.
const BATCH: usize = 500;

pub(super) fn write(data: &Dataset<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "// Written by comention. Neo4j 4.4 and later: cypher-shell -f FILE")?;
    for constraint in data.constraints() {
        writeln!(out, "{constraint};")?;
    }
    for table in data.things() {
        let statement = data.merge_things(table, ROWS);
        let mut batches = Batches::new(&statement, out);
        data.each_thing(table, &mut |id, cells| {
            batches.row(&|out| {
                write!(out, "{{{}: ", table.key())?;
                string(out, id)?;
                properties(out, ", ", table.columns(), cells)?;
                out.write_all(b"}")
            })
        })?;
        batches.end()?;
    }
    for table in crate::tables::Ties::ALL {
        let statement = data.merge_ties(table, ROWS);
        let mut batches = Batches::new(&statement, out);
        data.each_tie(table, &mut |[a, b], cells| {
            batches.row(&|out| {
                out.write_all(b"{a: ")?;
                string(out, a)?;
                out.write_all(b", b: ")?;
                string(out, b)?;
                if !cells.is_empty() {
                    out.write_all(b", r: {")?;
                    properties(out, "", table.columns(), cells)?;
                    out.write_all(b"}")?;
                }
                out.write_all(b"}")
            })
        })?;
        batches.end()?;
    }
    Ok(())
}

/// Stands in a statement for its rows.
const ROWS: &str = "[]";

/// Rows put into as many statements as they need.
struct Batches<'w> {
    head: &'w str,
    tail: &'w str,
    out: &'w mut dyn Write,
    rows: usize,
}

impl<'w> Batches<'w> {
    fn new(statement: &'w str, out: &'w mut dyn Write) -> Self {
        let (head, tail) = statement.split_once(ROWS).unwrap_or((statement, ""));
        Batches { head, tail, out, rows: 0 }
    }

    fn row(&mut self, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if self.rows == BATCH {
            self.end()?;
        }
        match self.rows {
            0 => writeln!(self.out, "{}[", self.head)?,
            _ => self.out.write_all(b",\n")?,
        }
        self.rows += 1;
        write(self.out)
    }

    fn end(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            writeln!(self.out, "\n]{};", self.tail)?;
        }
        self.rows = 0;
        Ok(())
    }
}

fn properties(out: &mut dyn Write, before: &str, columns: &[Column], cells: &[Cell<'_>]) -> io::Result<()> {
    let mut between = before;
    for (column, cell) in columns.iter().zip(cells) {
        write!(out, "{between}{}: ", column.name)?;
        between = ", ";
        match cell {
            Cell::Empty => out.write_all(b"null"),
            Cell::Text(text) => string(out, text),
            Cell::Texts(texts) => {
                out.write_all(b"[")?;
                for (index, text) in texts.iter().enumerate() {
                    out.write_all(if index == 0 { b"" } else { b", " })?;
                    string(out, text)?;
                }
                out.write_all(b"]")
            }
            Cell::Day(day) => write!(out, "date('{day}')"),
            Cell::Integer(number) => write!(out, "{number}"),
            Cell::Real(number) => write!(out, "{number:?}"),
            Cell::Boolean(truth) => write!(out, "{truth}"),
        }?;
    }
    Ok(())
}

fn string(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(super::super::escape::cypher(text).as_bytes())
}
