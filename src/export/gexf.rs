//! GEXF 1.3: Gephi, Gephi Lite, graphology and Sigma.js, NetworkX.

use std::io::{self, Write};

use super::escape::xml;
use super::network::{LinkColumn, NODE_COLUMNS, Network, Type, Value};
use crate::graph::{Link, Months, Node};
use crate::model::{Date, Month};

/// Whether a file tells when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// One graph of all times.
    Static,
    /// Nodes and edges are there in the months in which they come up, with their counts.
    Dynamic,
}

/// The dynamic column: windows, or turns of a speaker, in a month.
const MONTHLY: &str = "in_month";

/// Writes a layer.
pub(super) fn write(network: &Network, time: Time, out: &mut dyn Write) -> io::Result<()> {
    let directed = if network.is_directed() { "directed" } else { "undirected" };
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">"#)?;
    writeln!(out, " <meta>\n  <creator>{}</creator>", xml(&network.graph.info().generator))?;
    writeln!(out, "  <description>{}</description>\n </meta>", xml(&network.description()))?;
    match time {
        Time::Static => writeln!(out, r#" <graph mode="static" defaultedgetype="{directed}">"#)?,
        Time::Dynamic => {
            writeln!(out, r#" <graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="{directed}">"#)?;
        }
    }
    attributes(out, "node", time, NODE_COLUMNS.iter().map(|column| (column.name, column.holds)))?;
    attributes(out, "edge", time, network.link_columns().map(|column| (column.name, column.holds)))?;
    writeln!(out, r#"  <nodes count="{}">"#, network.nodes().len())?;
    for node in network.nodes() {
        write_node(network, node, time, out)?;
    }
    writeln!(out, "  </nodes>\n  <edges count=\"{}\">", network.links().len())?;
    for (number, link) in network.links().enumerate() {
        write_edge(network.link_columns(), number, &link, time, out)?;
    }
    writeln!(out, "  </edges>\n </graph>\n</gexf>")
}

/// Declares columns; their ids are their titles, for some readers show the one and some the other.
fn attributes(out: &mut dyn Write, class: &str, time: Time, columns: impl Iterator<Item = (&'static str, Type)>) -> io::Result<()> {
    writeln!(out, r#"  <attributes class="{class}" mode="static">"#)?;
    for (name, holds) in columns {
        let holds = match holds {
            Type::Text | Type::Day => "string",
            Type::Integer => "long",
            Type::Real => "double",
            Type::Boolean => "boolean",
        };
        writeln!(out, r#"   <attribute id="{name}" title="{name}" type="{holds}"/>"#)?;
    }
    writeln!(out, "  </attributes>")?;
    if time == Time::Dynamic {
        writeln!(out, r#"  <attributes class="{class}" mode="dynamic">"#)?;
        writeln!(out, "   <attribute id=\"{MONTHLY}\" title=\"{MONTHLY}\" type=\"long\"/>\n  </attributes>")?;
    }
    Ok(())
}

fn write_node(network: &Network, node: &Node, time: Time, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"   <node id="{}" label="{}">"#, xml(&node.id), xml(&node.name))?;
    let cells = NODE_COLUMNS.iter().filter_map(|column| Some((column.name, (column.value)(node)?)));
    values(out, cells, &node.months, time)?;
    let [red, green, blue] = rgb(network.colour(node));
    writeln!(out, r#"    <viz:color r="{red}" g="{green}" b="{blue}"/>"#)?;
    writeln!(out, r#"    <viz:position x="{}" y="{}" z="0"/>"#, node.x, node.y)?;
    writeln!(out, "    <viz:size value=\"{}\"/>\n   </node>", network.size(node))
}

fn write_edge(
    columns: impl Iterator<Item = &'static LinkColumn>,
    number: usize,
    link: &Link,
    time: Time,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Link { source, target, weight, .. } = link;
    writeln!(out, r#"   <edge id="{number}" source="{}" target="{}" weight="{weight}">"#, xml(source), xml(target))?;
    values(out, columns.filter_map(|column| Some((column.name, (column.value)(link)?))), link.months, time)?;
    writeln!(out, "   </edge>")
}

/// The cells of a node or edge, and when it is there.
fn values<'a>(out: &mut dyn Write, cells: impl Iterator<Item = (&'a str, Value<'a>)>, months: &Months, time: Time) -> io::Result<()> {
    writeln!(out, "    <attvalues>")?;
    for (name, value) in cells {
        writeln!(out, r#"     <attvalue for="{name}" value="{}"/>"#, xml(&value.to_string()))?;
    }
    if time == Time::Static || months.is_empty() {
        return writeln!(out, "    </attvalues>");
    }
    for (month, count) in months.iter() {
        let (start, end) = (first_day(month), last_day(month));
        writeln!(out, r#"     <attvalue for="{MONTHLY}" value="{count}" start="{start}" end="{end}"/>"#)?;
    }
    writeln!(out, "    </attvalues>\n    <spells>")?;
    for (first, last) in runs(months.iter().map(|(month, _)| month)) {
        writeln!(out, r#"     <spell start="{}" end="{}"/>"#, first_day(first), last_day(last))?;
    }
    writeln!(out, "    </spells>")
}

fn first_day(month: Month) -> String {
    format!("{month}-01")
}

fn last_day(month: Month) -> String {
    let day = (28..=31).rev().find(|&day| Date::new(month.year(), month.month(), day).is_some());
    format!("{month}-{}", day.unwrap_or(28))
}

/// Months that follow one another, as first and last of each unbroken run.
fn runs(months: impl Iterator<Item = Month>) -> Vec<(Month, Month)> {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == month => *last = month,
            _ => runs.push((month, month)),
        }
    }
    runs
}

fn rgb(colour: &str) -> [u8; 3] {
    let part = |at: usize| colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
    [part(1), part(3), part(5)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_join_to_spells_across_years() {
        let month = |year, month| Month::new(year, month).expect("a month");
        let found = runs([month(2025, 11), month(2025, 12), month(2026, 1), month(2026, 3)].into_iter());
        assert_eq!(found, [(month(2025, 11), month(2026, 1)), (month(2026, 3), month(2026, 3))]);
        assert_eq!((first_day(month(2024, 2)), last_day(month(2024, 2))), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
        assert_eq!(rgb("#e69f00"), [0xe6, 0x9f, 0]);
    }
}
