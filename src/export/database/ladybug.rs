//! A directory for `IMPORT DATABASE` of LadybugDB, successor of Kuzu: schema.cypher, copy.cypher, and CSV.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::super::escape::csv_text;
use super::csv::{cells, header};
use crate::export::Folder;
use crate::tables::{Column, Dataset, Ends, Things, Ties, Type};

/// Between the aliases of an entity: the import has no way to quote the elements of a list.
const BETWEEN_TEXTS: &str = " | ";

pub(super) fn write(data: &Dataset<'_>, folder: &mut dyn Folder) -> io::Result<()> {
    let mut copies = Vec::new();
    for table in data.things() {
        let name = format!("{}.csv", data.label(table));
        header(folder.file(&name)?, table.key(), table.columns(), |column| column.name.to_owned())?;
        data.each_thing(table, &mut |id, row| {
            let out = folder.file(&name)?;
            csv_text(out, id)?;
            cells(out, row, &join)
        })?;
        copies.push(format!("COPY `{}` FROM \"{name}\" (header=true, parallel=false);", data.label(table)));
    }
    for table in Ties::ALL {
        copies.extend(ties(data, table, folder)?);
    }
    let schema = schema(data).join("\n");
    writeln!(folder.file("schema.cypher")?, "{schema}")?;
    writeln!(folder.file("copy.cypher")?, "{}", copies.join("\n"))
}

/// Ties of one type lie in a file for each two labels they join.
fn ties(data: &Dataset<'_>, table: Ties, folder: &mut dyn Folder) -> io::Result<Vec<String>> {
    let (from, to) = table.ends();
    let mut files: BTreeMap<(String, String), String> = BTreeMap::new();
    data.each_tie(table, &mut |[a, b], row| {
        let ends = (label(data, from, a).to_owned(), label(data, to, b).to_owned());
        let out = match files.get(&ends) {
            Some(name) => folder.file(name)?,
            None => {
                let name = format!("{}-{}-{}.csv", table.name(), ends.0, ends.1);
                let out = folder.file(&name)?;
                header(out, "from,to", table.columns(), |column| column.name.to_owned())?;
                files.insert(ends, name);
                out
            }
        };
        csv_text(out, a)?;
        out.write_all(b",")?;
        csv_text(out, b)?;
        cells(out, row, &join)
    })?;
    let copy = |((from, to), file): (&(String, String), &String)| {
        format!("COPY `{}` FROM \"{file}\" (header=true, parallel=false, from='{from}', to='{to}');", table.name())
    };
    Ok(files.iter().map(copy).collect())
}

fn label<'d>(data: &'d Dataset<'_>, ends: Ends, id: &str) -> &'d str {
    match (ends, data.graph.node(id)) {
        (Ends::Entity, Some(node)) => &data.labels.names()[data.labels.place(&node.kind)],
        _ => ends.name(),
    }
}

fn join(texts: &[Cow<'_, str>]) -> String {
    texts.join(BETWEEN_TEXTS)
}

fn schema(data: &Dataset<'_>) -> Vec<String> {
    let nodes = data.things().into_iter().map(|table| node_table(data, table));
    let names: BTreeSet<&str> = Ties::ALL.iter().map(|table| table.name()).collect();
    nodes.chain(names.into_iter().map(|name| rel_table(data, name))).collect()
}

fn node_table(data: &Dataset<'_>, table: Things) -> String {
    let columns: String = table.columns().iter().map(column).collect();
    format!("CREATE NODE TABLE `{}` (`{key}` STRING{columns}, PRIMARY KEY (`{key}`));", data.label(table), key = table.key())
}

/// A table of all ties of a type, whatever they start from.
fn rel_table(data: &Dataset<'_>, name: &str) -> String {
    let labels = |ends: Ends| match ends {
        Ends::Entity => data.labels.names().to_vec(),
        other => vec![other.name().to_owned()],
    };
    let mut ends = Vec::new();
    let mut columns = String::new();
    for table in Ties::ALL.into_iter().filter(|table| table.name() == name) {
        let (from, to) = table.ends();
        for from in labels(from) {
            ends.extend(labels(to).iter().map(|to| format!("FROM `{from}` TO `{to}`")));
        }
        columns = table.columns().iter().map(column).collect();
    }
    format!("CREATE REL TABLE `{name}` ({}{columns});", ends.join(", "))
}

fn column(column: &Column) -> String {
    let holds = match column.holds {
        Type::Text | Type::Texts => "STRING",
        Type::Day => "DATE",
        Type::Integer => "INT64",
        Type::Real => "DOUBLE",
        Type::Boolean => "BOOLEAN",
    };
    format!(", `{}` {holds}", column.name)
}
