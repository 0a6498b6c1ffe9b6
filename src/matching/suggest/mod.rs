//! From a corpus to a dictionary: names that recur, as proposals to look through.
//!
//! A first pass over the documents gathers clues that something is a name
//! ([`Sheet`]); what is spelled alike or tied by a gloss becomes one draft
//! ([`Drafts`]); a second pass matches the drafts as if they were a dictionary
//! already and counts ([`Counts`]); the ranking decides what is proposed.
//! Nothing is ever applied by itself.

mod candidates;
mod chinese;
pub(super) mod common;
mod glosses;
mod grouping;
mod latin;
mod ranking;
mod yaml;

pub use candidates::{Candidates, Sheet};
pub use grouping::{Draft, Drafts};
pub use ranking::{Counts, Proposal, Quote, Suggestions};
pub use yaml::write;

use super::name_key;

/// Settings of suggestion.
#[derive(Clone, Copy, Debug)]
pub struct SuggestOptions {
    /// In how many documents a name must stand.
    pub min_documents: u32,
    /// How many proposals are made at most.
    pub limit: usize,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        SuggestOptions { min_documents: 2, limit: 500 }
    }
}
