//! comention turns interview, podcast and meeting transcripts into a
//! relationship graph with evidence: which people, companies and products come
//! up together, who discusses what, how strongly, and where it was said.
//!
//! A file becomes a [`Document`](model::Document) of speaker turns; a
//! [`Matcher`](matching::Matcher), compiled from a
//! [`Dictionary`](dictionary::Dictionary), finds its mentions; a
//! [`Tally`](graph::Tally) counts them, for any number of documents and in any
//! order; a [`Graph`](graph::Graph) measures what was counted.
//!
//! ```
//! use comention::dictionary::Dictionary;
//! use comention::graph::{Graph, Tally, Window};
//! use comention::input::{self, ReadOptions};
//! use comention::matching::{MatchOptions, Matcher};
//!
//! let dictionary = Dictionary::parse(
//!     "example.yaml",
//!     "kind: company
//! entities:
//!   - {id: norwind, name: Norwind, aliases: [北风能源]}
//!   - {id: tidewake, name: Tidewake}",
//! )?;
//! let matcher = Matcher::new(&dictionary)?;
//!
//! let transcript = "**Ada**: 北风能源 bought Tidewake's turbines.\n\n**Bo**: And Norwind paid cash.";
//! let document = input::read("talk.md", transcript.into(), &ReadOptions::default())?;
//! let matches = matcher.matches(&document, &MatchOptions::default());
//! let mention = &matches.mentions[0];
//! assert_eq!(matches.entity(mention.entity).id, "norwind");
//! assert_eq!(&transcript[mention.span.range()], "北风能源");
//!
//! let mut tally = Tally::new(Window::Turn, 5, matcher.entity_count());
//! tally.add(&document, &matches);
//! let graph = Graph::new(tally, &matcher, true);
//! let edge = graph.edge("norwind", "tidewake").expect("they share a turn");
//! assert_eq!(edge.weight, 1);
//! assert_eq!(&*edge.evidence[0].quote, "北风能源 bought Tidewake's turbines.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! For whole directories on all cores there is [`pipeline::run`]. The library
//! never prints; [`cli`] alone does.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

pub mod cli;
pub mod dictionary;
pub mod explorer;
pub mod export;
pub mod graph;
pub mod input;
pub mod load;
pub mod matching;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod tables;
pub mod text;
