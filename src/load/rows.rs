//! Rows gathered into statements.

use std::io;

use super::packstream::Value;
use super::{BATCH, Session};
use crate::tables::{Cell, Column, Things, Ties};

/// The rows of a table on their way, a batch at a time.
pub(super) struct Batches<'b, 's> {
    statement: String,
    session: &'b mut Session<'s>,
    progress: &'b dyn Fn(u64),
    rows: Vec<Value>,
    sent: u64,
}

impl<'b, 's> Batches<'b, 's> {
    pub fn new(statement: String, session: &'b mut Session<'s>, progress: &'b dyn Fn(u64)) -> Self {
        Batches { statement, session, progress, rows: Vec::new(), sent: 0 }
    }

    /// Takes a thing.
    pub fn thing(&mut self, table: Things, id: &str, cells: &[Cell<'_>]) -> io::Result<()> {
        let mut row = properties(table.columns(), cells);
        row.push((table.key().to_owned(), id.into()));
        self.row(row)
    }

    /// Takes a tie.
    pub fn tie(&mut self, table: Ties, [a, b]: [&str; 2], cells: &[Cell<'_>]) -> io::Result<()> {
        let mut row = vec![("a".to_owned(), a.into()), ("b".to_owned(), b.into())];
        if !cells.is_empty() {
            row.push(("r".to_owned(), Value::Map(properties(table.columns(), cells))));
        }
        self.row(row)
    }

    /// Sends what is left; says how many rows there were.
    pub fn end(mut self) -> io::Result<u64> {
        self.send()?;
        Ok(self.sent)
    }

    fn row(&mut self, row: Vec<(String, Value)>) -> io::Result<()> {
        self.rows.push(Value::Map(row));
        if self.rows.len() == BATCH { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> io::Result<()> {
        let count = self.rows.len() as u64;
        if count > 0 {
            self.session.run(&self.statement, &[("rows", Value::List(std::mem::take(&mut self.rows)))])?;
            self.sent += count;
            (self.progress)(count);
        }
        Ok(())
    }
}

fn properties(columns: &[Column], cells: &[Cell<'_>]) -> Vec<(String, Value)> {
    columns.iter().zip(cells).map(|(column, cell)| (column.name.to_owned(), cell.into())).collect()
}
