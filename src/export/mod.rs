//! What leaves the program: graphs and mentions in the formats of other programs.

mod csv;
mod cytoscape;
mod d2;
mod database;
mod dot;
mod dot_plain;
mod escape;
mod gexf;
mod graphml;
mod jgf;
mod json;
mod look;
mod mentions;
mod mermaid;
mod network;
mod node_link;
mod pajek;
mod rdf;
mod svg;

pub use database::{DatabaseFormat, SqliteError};
pub use mentions::{MentionRecord, records};

use std::io::{self, Write};

use crate::graph::{Graph, View, ViewOptions};
use crate::tables::Dataset;
use network::Network;

/// The formats a graph is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The whole graph as NetworkX node-link JSON, with all that comention knows.
    Json,
    /// A picture's worth of the graph for Graphviz.
    Dot,
    /// A picture's worth of the graph, drawn.
    Svg,
    /// A picture's worth of the graph for Markdown pages.
    Mermaid,
    /// A picture's worth of the graph in D2.
    D2,
    /// One layer in DOT as data.
    DotPlain,
    /// One layer as GraphML.
    GraphMl,
    /// One layer as GEXF.
    Gexf,
    /// One layer as GEXF, with the months in which things come up.
    GexfDynamic,
    /// One layer as NetworkX node-link JSON.
    NodeLink,
    /// One layer as Cytoscape.js JSON.
    Cytoscape,
    /// One layer in JSON Graph Format.
    Jgf,
    /// One layer for Pajek.
    Pajek,
    /// Everything as RDF in Turtle.
    Turtle,
    /// Everything as RDF in JSON-LD.
    JsonLd,
    /// One layer as two tables.
    Csv,
    /// Everything, mentions too, for a database.
    Database(DatabaseFormat),
}

/// What a format is: one row of the table of formats.
struct Facts {
    name: &'static str,
    extension: &'static str,
    about: &'static str,
    shape: Shape,
    layers: Layers,
}

/// How a format comes on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One file with the part that [`ViewOptions`] select.
    Picture,
    /// One file with everything.
    Whole,
    /// Several files with everything.
    Several,
}

/// What a file of a format holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layers {
    /// The layer that is asked for.
    One,
    /// All layers, and what stands behind them.
    All,
}

/// Where the files of a format go that consists of several.
pub trait Folder {
    /// The file of this name, to go on with or, where there is none yet, to start.
    ///
    /// # Errors
    /// Where it cannot be created.
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write>;
}

impl ExportFormat {
    /// Every format.
    pub const ALL: &[ExportFormat] = &[
        ExportFormat::Json,
        ExportFormat::Dot,
        ExportFormat::Svg,
        ExportFormat::Mermaid,
        ExportFormat::D2,
        ExportFormat::DotPlain,
        ExportFormat::GraphMl,
        ExportFormat::Gexf,
        ExportFormat::GexfDynamic,
        ExportFormat::NodeLink,
        ExportFormat::Cytoscape,
        ExportFormat::Jgf,
        ExportFormat::Pajek,
        ExportFormat::Csv,
        ExportFormat::Turtle,
        ExportFormat::JsonLd,
        ExportFormat::Database(DatabaseFormat::Sqlite),
        ExportFormat::Database(DatabaseFormat::Ladybug),
        ExportFormat::Database(DatabaseFormat::Neo4j),
        ExportFormat::Database(DatabaseFormat::Cypher),
    ];

    /// The formats that `comention build` writes.
    pub const BUILT: [ExportFormat; 3] = [ExportFormat::Json, ExportFormat::Dot, ExportFormat::Svg];

    fn facts(self) -> Facts {
        use Layers::{All, One};
        use Shape::{Picture, Several, Whole};
        let (name, extension, shape, layers, about) = match self {
            ExportFormat::Json => ("json", "json", Whole, All, "graph.json itself"),
            ExportFormat::Dot => ("dot", "dot", Picture, One, "picture for Graphviz"),
            ExportFormat::Svg => ("svg", "svg", Picture, One, "picture that needs no other program"),
            ExportFormat::Mermaid => ("mermaid", "mmd", Picture, One, "picture for Markdown: GitHub, GitLab, Obsidian"),
            ExportFormat::D2 => ("d2", "d2", Picture, One, "picture for D2"),
            ExportFormat::DotPlain => ("dot-plain", "dot", Whole, One, "Gephi, and Graphviz as a filter"),
            ExportFormat::GraphMl => ("graphml", "graphml", Whole, One, "igraph, NetworkX, Gephi, yEd, Cytoscape"),
            ExportFormat::Gexf => ("gexf", "gexf", Whole, One, "Gephi, Gephi Lite, Sigma.js, NetworkX"),
            ExportFormat::GexfDynamic => ("gexf-dynamic", "gexf", Whole, One, "Gephi with its timeline"),
            ExportFormat::NodeLink => ("node-link", "json", Whole, One, "NetworkX, D3"),
            ExportFormat::Cytoscape => ("cytoscape", "cyjs", Whole, One, "Cytoscape, Cytoscape.js, NetworkX"),
            ExportFormat::Jgf => ("jgf", "json", Whole, One, "JSON Graph Format 2"),
            ExportFormat::Pajek => ("pajek", "net", Whole, One, "Pajek, VOSviewer, Infomap, NetworkX"),
            ExportFormat::Csv => ("csv", "csv", Several, One, "two tables: Gephi, pandas, R, DuckDB, spreadsheets"),
            ExportFormat::Turtle => ("turtle", "ttl", Whole, All, "RDF: Jena, GraphDB, Oxigraph, rdflib"),
            ExportFormat::JsonLd => ("json-ld", "jsonld", Whole, All, "RDF as JSON: the same, and web pages"),
            ExportFormat::Database(format) => match format {
                DatabaseFormat::Sqlite => ("sqlite", "sqlite", Whole, All, "SQLite: everything, for SQL"),
                DatabaseFormat::Ladybug => ("ladybug", "csv", Several, All, "LadybugDB, successor of Kuzu: IMPORT DATABASE"),
                DatabaseFormat::Neo4j => ("neo4j", "csv", Several, All, "Neo4j: neo4j-admin database import"),
                DatabaseFormat::Cypher => ("cypher", "cypher", Whole, All, "Neo4j, Memgraph: a script in Cypher"),
            },
        };
        Facts { name, extension, about, shape, layers }
    }

    /// The name, as given on the command line.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The usual file extension.
    pub fn extension(self) -> &'static str {
        self.facts().extension
    }

    /// What it is for, in a few words.
    pub fn about(self) -> &'static str {
        self.facts().about
    }

    /// Whether it shows a part of the graph that people can take in, rather than all of it.
    pub fn is_picture(self) -> bool {
        self.facts().shape == Shape::Picture
    }

    /// Whether it consists of several files, which [`ExportFormat::write_folder`] writes.
    pub fn is_folder(self) -> bool {
        self.facts().shape == Shape::Several
    }

    /// Whether it holds all layers, so that none can be chosen.
    pub fn holds_all_layers(self) -> bool {
        self.facts().layers == Layers::All
    }

    /// The database it is for, which takes the mentions too.
    pub fn database(self) -> Option<DatabaseFormat> {
        if let ExportFormat::Database(format) = self { Some(format) } else { None }
    }

    /// Writes the graph. Formats that are pictures show the part that `options` select and say so.
    ///
    /// # Errors
    /// Where the writer fails, or the format consists of several files.
    pub fn write(self, graph: &Graph, options: &ViewOptions, out: &mut dyn Write) -> io::Result<()> {
        let network = || Network::new(graph, options.layer);
        match self {
            ExportFormat::Json => graph.write_json(out),
            ExportFormat::Dot => dot::write(&View::new(graph, options), out),
            ExportFormat::Svg => svg::write(&View::new(graph, options), out),
            ExportFormat::Mermaid => mermaid::write(&View::new(graph, &mermaid::limit(options)), out),
            ExportFormat::D2 => d2::write(&View::new(graph, options), out),
            ExportFormat::DotPlain => dot_plain::write(&network(), out),
            ExportFormat::GraphMl => graphml::write(&network(), out),
            ExportFormat::Gexf => gexf::write(&network(), gexf::Time::Static, out),
            ExportFormat::GexfDynamic => gexf::write(&network(), gexf::Time::Dynamic, out),
            ExportFormat::NodeLink => node_link::write(&network(), out),
            ExportFormat::Cytoscape => cytoscape::write(&network(), out),
            ExportFormat::Jgf => jgf::write(&network(), out),
            ExportFormat::Pajek => pajek::write(&network(), out),
            ExportFormat::Turtle => rdf::turtle(graph, out),
            ExportFormat::JsonLd => rdf::json_ld(graph, out),
            ExportFormat::Database(format) => format.write(&Dataset::new(graph, None), out),
            ExportFormat::Csv => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{} consists of several files", self.name()))),
        }
    }

    /// Writes the graph as several files; a format of one file gives `graph.` and its extension.
    ///
    /// # Errors
    /// Where a file cannot be created or written.
    pub fn write_folder(self, graph: &Graph, options: &ViewOptions, folder: &mut dyn Folder) -> io::Result<()> {
        match self {
            ExportFormat::Csv => csv::write(&Network::new(graph, options.layer), folder),
            ExportFormat::Database(format) if format.is_folder() => format.write_folder(&Dataset::new(graph, None), folder),
            single => single.write(graph, options, folder.file(&format!("graph.{}", self.extension()))?),
        }
    }
}
