//! The evidence behind a count, and which of it is kept.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::Date;

/// A verbatim quote with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Path of the document.
    pub document: Arc<str>,
    /// Heading it stands under.
    pub section: Option<Arc<str>>,
    /// Line in the file, from 1.
    pub line: u32,
    /// Entity id of the speaker.
    pub speaker: Option<Arc<str>>,
    /// Seconds from the start of the recording.
    pub time: Option<f64>,
    /// The words; ` … ` stands for what was left out between them.
    pub quote: Arc<str>,
    /// Address of the recording, opened at that time where its site is known.
    pub url: Option<Arc<str>>,
}

/// The total order of evidence: smaller is better.
///
/// The best of every document comes before the second of any, so that quotes
/// spread over documents; then those in which the names stand closest; then the
/// latest; then by path and place, so that no two rank alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Rank {
    pub in_document: u32,
    pub distance: u32,
    #[serde(with = "reverse_date")]
    pub date: Reverse<Option<Date>>,
    pub document: Arc<str>,
    pub start: u32,
}

/// The best pieces of evidence seen so far, at most as many as the limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Best {
    kept: Vec<Ranked>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Ranked {
    rank: Rank,
    evidence: Evidence,
}

impl Best {
    /// Adds a piece where it is among the best; `evidence` is called only then.
    pub fn offer(&mut self, limit: usize, rank: Rank, evidence: impl FnOnce() -> Evidence) {
        let at = self.kept.partition_point(|known| known.rank < rank);
        if at < limit {
            self.kept.insert(at, Ranked { rank, evidence: evidence() });
            self.kept.truncate(limit);
        }
    }

    /// Adds all pieces of another.
    pub fn merge(&mut self, limit: usize, other: Best) {
        for Ranked { rank, evidence } in other.kept {
            self.offer(limit, rank, || evidence);
        }
    }

    /// The evidence, best first.
    pub fn into_evidence(self) -> Vec<Evidence> {
        self.kept.into_iter().map(|kept| kept.evidence).collect()
    }
}

mod reverse_date {
    use std::cmp::Reverse;

    use serde::{Deserializer, Serializer};

    use crate::graph::tally::optional_date;
    use crate::model::Date;

    pub fn serialize<S: Serializer>(date: &Reverse<Option<Date>>, serializer: S) -> Result<S::Ok, S::Error> {
        optional_date::serialize(&date.0, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reverse<Option<Date>>, D::Error> {
        optional_date::deserialize(deserializer).map(Reverse)
    }
}
