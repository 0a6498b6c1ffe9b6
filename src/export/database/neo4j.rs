//! A directory for `neo4j-admin database import`: CSV with typed headers, the command, and the constraints it does not make.

use std::borrow::Cow;
use std::io;

use super::super::escape::csv_text;
use super::csv::{cells, header, neo4j_type};
use crate::export::Folder;
use crate::tables::{Column, Dataset, Ends, Ties};

/// Between the elements of an array: the unit separator of ASCII, which no text needs.
const BETWEEN_TEXTS: &str = "\u{1f}";

pub(super) fn write(data: &Dataset<'_>, folder: &mut dyn Folder) -> io::Result<()> {
    let mut arguments = Vec::new();
    for table in data.things() {
        let name = format!("{}.csv", data.label(table));
        let id = format!("{}:ID({})", table.key(), table.ends().name());
        let out = folder.file(&name)?;
        header(out, &id, table.columns(), described)?;
        data.each_thing(table, &mut |id, row| {
            csv_text(out, id)?;
            cells(out, row, &join)
        })?;
        let labels = match table.ends() {
            Ends::Entity => format!("Entity:{}", data.label(table)),
            other => other.name().to_owned(),
        };
        arguments.push(format!("--nodes='{labels}={name}'"));
    }
    for table in Ties::ALL {
        let (from, to) = table.ends();
        let name = format!("{}-{}-{}.csv", table.name(), from.name(), to.name());
        let out = folder.file(&name)?;
        header(out, &format!(":START_ID({}),:END_ID({})", from.name(), to.name()), table.columns(), described)?;
        data.each_tie(table, &mut |[a, b], row| {
            csv_text(out, a)?;
            out.write_all(b",")?;
            csv_text(out, b)?;
            cells(out, row, &join)
        })?;
        arguments.push(format!("--relationships='{}={name}'", table.name()));
    }
    let constraints: String = data.constraints().iter().map(|statement| format!("{statement};\n")).collect();
    folder.file("constraints.cypher")?.write_all(constraints.as_bytes())?;
    let script = SCRIPT.replace("ARGUMENTS", &arguments.join(" \\\n    "));
    folder.file("import.sh")?.write_all(script.as_bytes())
}

const SCRIPT: &str = r#"#!/bin/sh
# Makes a new database of these files: sh import.sh [DATABASE], while Neo4j 5 or later does not run.
# Then start Neo4j and say: cypher-shell -f constraints.cypher
set -eu
cd "$(dirname "$0")"
"${NEO4J_HOME:+$NEO4J_HOME/bin/}neo4j-admin" database import full \
    ARGUMENTS \
    --id-type=string --multiline-fields=true --array-delimiter=U+001F --bad-tolerance=0 \
    --overwrite-destination=true "${1:-neo4j}"
"#;

fn described(column: &Column) -> String {
    format!("{}:{}", column.name, neo4j_type(column.holds))
}

fn join(texts: &[Cow<'_, str>]) -> String {
    let plain: Vec<String> = texts.iter().map(|text| text.replace(BETWEEN_TEXTS, " ")).collect();
    plain.join(BETWEEN_TEXTS)
}
