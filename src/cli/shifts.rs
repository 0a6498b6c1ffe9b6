//! What rose and what fell, as tables and JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::table::{table, thousands};
use crate::graph::{Edge, Graph, Node};
use crate::query::Shifted;

/// What can rise and fall.
pub(super) trait Subject: Copy {
    /// What the columns of the name are called.
    fn columns() -> Vec<&'static str>;
    /// The cells that name it.
    fn cells(self, graphs: &[&Graph]) -> Vec<String>;
    /// What names it in JSON.
    fn json(self) -> Value;
}

impl Subject for &Node {
    fn columns() -> Vec<&'static str> {
        vec!["entity", "kind"]
    }

    fn cells(self, _: &[&Graph]) -> Vec<String> {
        vec![self.name.clone(), self.kind.to_string()]
    }

    fn json(self) -> Value {
        json!({"id": self.id, "name": self.name, "kind": self.kind})
    }
}

impl Subject for &Edge {
    fn columns() -> Vec<&'static str> {
        vec!["pair", ""]
    }

    fn cells(self, graphs: &[&Graph]) -> Vec<String> {
        let name = |id: &String| graphs.iter().find_map(|graph| graph.node(id)).map_or_else(|| id.clone(), |node| node.name.clone());
        vec![name(&self.source), name(&self.target)]
    }

    fn json(self) -> Value {
        json!({"source": self.source, "target": self.target})
    }
}

/// A table of changes with its title, or a line that says there are none.
pub(super) fn print<T: Subject>(
    out: &mut impl Write,
    title: &str,
    graphs: &[&Graph],
    shifted: &[Shifted<T>],
    limit: usize,
) -> io::Result<()> {
    if shifted.is_empty() {
        return writeln!(out, "{title}: none");
    }
    writeln!(out, "{title}: {}", thousands(shifted.len() as u64))?;
    let mut header = T::columns();
    header.extend([">before", ">after", ">per 1,000", "→", ">G²"]);
    let mut rows = table(&header);
    for Shifted { what, shift } in shifted.iter().take(limit) {
        let mut cells = what.cells(graphs);
        cells.extend([
            thousands(shift.before.count),
            thousands(shift.after.count),
            format!("{:.2}", shift.before.per_thousand()),
            format!("{:.2}", shift.after.per_thousand()),
            format!("{:.1}", shift.g2().abs()),
        ]);
        rows.add_row(cells);
    }
    writeln!(out, "{}", rows.trim_fmt())
}

/// Changes as JSON: what, and how often before and after.
pub(super) fn to_json<T: Subject>(shifted: &[Shifted<T>], limit: usize) -> Vec<Value> {
    let value = |Shifted { what, shift }: &Shifted<T>| {
        let mut value = what.json();
        for (key, rate) in [("before", shift.before), ("after", shift.after)] {
            value[key] = json!({"count": rate.count, "windows": rate.windows, "per_thousand": rate.per_thousand()});
        }
        value["g2"] = json!(shift.g2());
        value
    };
    shifted.iter().take(limit).map(value).collect()
}
