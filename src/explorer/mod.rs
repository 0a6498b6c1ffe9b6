//! The self-contained page: graph, matrix, timeline and quotes in one file that opens from disk.

mod data;
mod page;
mod quotes;

use std::io::{self, Write};

use crate::graph::Graph;

/// How much of a graph the page holds.
#[derive(Clone, Copy, Debug)]
pub struct PageLimits {
    /// At most this many nodes, those that come up most.
    pub nodes: usize,
    /// At most this many lines of either layer among them, the strongest first.
    pub edges: usize,
    /// At most this many bytes of quotes: first the best of every line, from the strongest line on,
    /// then the second best, and so on.
    pub quotes: usize,
}

impl Default for PageLimits {
    fn default() -> Self {
        PageLimits { nodes: 5_000, edges: 20_000, quotes: 6_000_000 }
    }
}

/// Writes the page. What the limits leave out it states.
///
/// # Errors
/// Where the writer fails.
pub fn write(graph: &Graph, limits: &PageLimits, out: &mut dyn Write) -> io::Result<()> {
    let selection = data::Selection::new(graph, limits);
    let quotes = quotes::Quotes::new(&selection, limits.quotes);
    page::write(&data::Data::new(&selection, &quotes), &quotes, out)
}
