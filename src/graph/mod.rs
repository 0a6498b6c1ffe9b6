//! From mentions to the graph: tally, merge, build, measure, view.

mod adjacency;
mod backbone;
mod betweenness;
mod build;
mod community;
mod evidence;
mod file;
mod layer;
mod layout;
mod measures;
mod months;
mod node_measures;
mod outline;
mod pagerank;
mod quote;
mod rows;
mod rows_file;
mod tally;
mod view;
mod window;

pub use backbone::disparity;
pub use build::{Discusses, Edge, Graph, GraphInfo, Node};
pub use evidence::Evidence;
pub use file::GraphFileError;
pub use layer::{Layer, Link};
pub use layout::{Point, Tie, components, map_layout, separate, shelve, stress_layout};
pub use measures::{Counts, SIGNIFICANT_G2, SIGNIFICANT_WINDOWS};
pub use months::Months;
pub use outline::Outline;
pub use quote::sentence_of;
pub use rows::{MergeError, TallyRows, TallySettings};
pub use rows_file::TallyFileError;
pub use tally::{DocumentRecord, Tally};
pub use view::{View, ViewEdge, ViewOptions};
pub use window::Window;

/// How many quotes an edge keeps unless told otherwise.
pub const DEFAULT_EVIDENCE: usize = 5;
