//! A database of SQLite: tables, indices and views.

use std::io;
use std::path::Path;

use rusqlite::types::Null;
use rusqlite::{Connection, Statement, ToSql, params};
use thiserror::Error;

use crate::tables::{Cell, Dataset, MentionRow, Things, Ties, without_nul};

/// What is not made from the shared tables, or stands before and after them.
const TABLES: &str = include_str!("tables.sql");
const INDICES_AND_VIEWS: &str = include_str!("views.sql");

/// Why SQLite did not take something.
#[derive(Debug, Error)]
#[error("SQLite: {0}")]
pub struct SqliteError(#[from] rusqlite::Error);

impl From<SqliteError> for io::Error {
    fn from(error: SqliteError) -> Self {
        io::Error::other(error)
    }
}

fn failed(error: rusqlite::Error) -> io::Error {
    SqliteError(error).into()
}

/// Writes into the empty file of that path.
pub(super) fn write(data: &Dataset<'_>, path: &Path) -> io::Result<()> {
    let connection = Connection::open(path).map_err(failed)?;
    // Nobody sees the file before it is complete, so there is nothing to roll back.
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; BEGIN").map_err(failed)?;
    connection.execute_batch(TABLES).map_err(failed)?;
    about(data, &connection)?;
    things(data, &connection)?;
    ties(data, &connection)?;
    turns(data, &connection)?;
    connection.execute_batch(INDICES_AND_VIEWS).map_err(failed)?;
    connection.execute_batch("COMMIT; PRAGMA optimize").map_err(failed)?;
    connection.close().map_err(|(_, error)| failed(error))
}

fn about(data: &Dataset<'_>, connection: &Connection) -> io::Result<()> {
    let info = data.graph.info();
    let mentions = if data.mentions.is_some() { "all" } else { "none: no mentions.jsonl was given" };
    let facts = [
        ("generator", info.generator.clone()),
        ("window", info.window.clone()),
        ("windows", info.windows.to_string()),
        ("dictionary", info.dictionary.clone()),
        ("front_matter", info.front_matter.to_string()),
        ("evidence", info.evidence.to_string()),
        ("mentions", mentions.to_owned()),
    ];
    let mut insert = connection.prepare("INSERT INTO about VALUES (?, ?)").map_err(failed)?;
    facts.iter().try_for_each(|(key, value)| insert.execute(params![key, value]).map(drop)).map_err(failed)
}

fn things(data: &Dataset<'_>, connection: &Connection) -> io::Result<()> {
    let mut alias = connection.prepare("INSERT OR IGNORE INTO aliases VALUES (?, ?)").map_err(failed)?;
    for table in data.things() {
        let (name, has_key) = match table {
            Things::Entities(_) => ("entities", true),
            Things::Documents => ("documents", true),
            Things::Evidence => ("evidence", false),
            Things::Mentions => ("mentions", false),
        };
        let own = |cell: &&Cell| !matches!(cell, Cell::Texts(_));
        let width = table.columns().iter().filter(|column| column.holds != crate::tables::Type::Texts).count() + usize::from(has_key);
        let mut insert = insert(connection, name, width)?;
        data.each_thing(table, &mut |id, cells| {
            let key = has_key.then_some(id);
            bind(&mut insert, key.as_slice(), cells.iter().filter(own))?;
            for text in cells.iter().filter_map(|cell| if let Cell::Texts(texts) = cell { Some(texts) } else { None }).flatten() {
                alias.execute(params![id, text]).map_err(failed)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn ties(data: &Dataset<'_>, connection: &Connection) -> io::Result<()> {
    for (table, name) in [(Ties::CoMentioned, "co_mentions"), (Ties::Discusses, "discusses"), (Ties::SpeaksIn, "document_speakers")] {
        let mut insert = insert(connection, name, table.columns().len() + 2)?;
        data.each_tie(table, &mut |ids, cells| bind(&mut insert, &ids, cells.iter()))?;
    }
    Ok(())
}

/// The turns that mention something, each at its first mention: of others the files know nothing.
fn turns(data: &Dataset<'_>, connection: &Connection) -> io::Result<()> {
    let mut turn = connection.prepare("INSERT OR IGNORE INTO turns VALUES (?, ?, ?, ?, ?, ?, ?)").map_err(failed)?;
    let mut speaks = connection.prepare("INSERT OR IGNORE INTO turn_speakers VALUES (?, ?, ?)").map_err(failed)?;
    let mut put = |row: &MentionRow<'_>| {
        let section = row.section.as_deref().map(without_nul);
        turn.execute(params![row.document, row.turn, row.speaker, section, row.line, row.time, row.translation])?;
        let all = if row.speakers.is_empty() { row.speaker.as_slice() } else { &row.speakers };
        all.iter().try_for_each(|speaker| speaks.execute(params![row.document, row.turn, speaker]).map(drop))
    };
    data.each_mention(|row| put(row).map_err(failed))
}

fn insert<'c>(connection: &'c Connection, table: &str, width: usize) -> io::Result<Statement<'c>> {
    let names = if matches!(table, "evidence" | "mentions") { columns_but_id(connection, table)? } else { String::new() };
    let places = vec!["?"; width].join(", ");
    connection.prepare(&format!("INSERT INTO {table}{names} VALUES ({places})")).map_err(failed)
}

/// The columns of a table whose id SQLite counts itself.
fn columns_but_id(connection: &Connection, table: &str) -> io::Result<String> {
    let empty = connection.prepare(&format!("SELECT * FROM {table}")).map_err(failed)?;
    Ok(format!(" ({})", empty.column_names()[1..].join(", ")))
}

fn bind<'r>(statement: &mut Statement<'_>, ids: &[&str], cells: impl Iterator<Item = &'r Cell<'r>>) -> io::Result<()> {
    let mut place = 0;
    let mut put = |value: &dyn ToSql| {
        place += 1;
        statement.raw_bind_parameter(place, value)
    };
    ids.iter().try_for_each(|id| put(id)).map_err(failed)?;
    for cell in cells {
        match cell {
            Cell::Empty | Cell::Texts(_) => put(&Null),
            Cell::Text(text) => put(text),
            Cell::Day(day) => put(&day.to_string()),
            Cell::Integer(number) => put(number),
            Cell::Real(number) => put(number),
            Cell::Boolean(truth) => put(truth),
        }
        .map_err(failed)?;
    }
    statement.raw_execute().map(drop).map_err(failed)
}
