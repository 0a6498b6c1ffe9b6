//! What leaves the program: graphs and mentions in the formats of other programs.

mod dot;
mod escape;
mod look;
mod mentions;
mod svg;

pub use mentions::{MentionRecord, records};

use std::io::{self, Write};

use crate::graph::{Graph, View, ViewOptions};

/// The formats a graph is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The whole graph as NetworkX node-link JSON, with all that comention knows.
    Json,
    /// A picture's worth of the graph for Graphviz.
    Dot,
    /// A picture's worth of the graph, drawn.
    Svg,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [ExportFormat; 3] = [ExportFormat::Json, ExportFormat::Dot, ExportFormat::Svg];

    /// The name, as given on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Json => "json",
            ExportFormat::Dot => "dot",
            ExportFormat::Svg => "svg",
        }
    }

    /// The usual file extension.
    pub fn extension(self) -> &'static str {
        self.name()
    }

    /// Writes the graph. Formats that are pictures show the part that `options` select and say so.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write(self, graph: &Graph, options: &ViewOptions, out: &mut dyn Write) -> io::Result<()> {
        match self {
            ExportFormat::Json => graph.write_json(out),
            ExportFormat::Dot => dot::write(&View::new(graph, options), out),
            ExportFormat::Svg => svg::write(&View::new(graph, options), out),
        }
    }
}
