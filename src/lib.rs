//! comention
#![warn(missing_docs)]
pub mod cli;
pub mod dictionary;
pub mod export;
pub mod graph;
pub mod input;
pub mod matching;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod text;
