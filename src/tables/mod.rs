//! The graph as tables of things and of what ties them: the one schema of all graph databases.
//!
//! Every table hands out its rows one at a time, so that a graph of any size
//! passes through in the memory of one row.

mod cell;
mod cypher;
mod ends;
mod label;
mod mentions;
mod schema;

pub use cell::{Cell, Column, Type, without_nul};
pub use ends::Ends;
pub use label::Labels;
pub use mentions::{MentionFile, MentionFileError, MentionRow};
pub use schema::{Dataset, PutThing, PutTie, Things, Ties};
