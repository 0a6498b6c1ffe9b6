use std::fmt;
use std::str::FromStr;

use crate::graph::{Counts, Edge, Graph, Months, Node};
use crate::model::Month;

/// A span of whole months, open where it has no end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first month.
    pub since: Option<Month>,
    /// The last.
    pub until: Option<Month>,
}

impl Period {
    /// The span from one month to another, both included.
    pub fn between(since: Month, until: Month) -> Self {
        Period { since: Some(since), until: Some(until) }
    }

    /// Whether it has no end on either side, and so holds what has no date, too.
    pub fn is_all(self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// Whether the month lies in it.
    pub fn contains(self, month: Month) -> bool {
        self.since.is_none_or(|since| since <= month) && self.until.is_none_or(|until| month <= until)
    }

    /// What was counted in it; `total` where it has no end, for that counts what has no date, too.
    pub fn count(self, months: &Months, total: u64) -> u64 {
        if self.is_all() { total } else { months.iter().filter(|&(month, _)| self.contains(month)).map(|(_, count)| count).sum() }
    }

    /// The windows of the graph's documents in it.
    pub fn windows(self, graph: &Graph) -> u64 {
        if self.is_all() {
            return graph.info().windows;
        }
        let dated = |document: &&crate::graph::DocumentRecord| document.date.is_some_and(|date| self.contains(date.into()));
        graph.documents().iter().filter(dated).map(|document| document.windows).sum()
    }

    /// The table of a pair in it, where `windows` is what [`Period::windows`] says.
    pub fn counts(self, windows: u64, a: &Node, b: &Node, edge: &Edge) -> Counts {
        Counts {
            n: windows,
            a: self.count(&a.months, a.windows),
            b: self.count(&b.months, b.windows),
            ab: self.count(&edge.months, edge.weight),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.since, self.until) {
            (None, None) => f.write_str("all time"),
            (Some(since), None) => write!(f, "since {since}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (Some(since), Some(until)) if since == until => write!(f, "{since}"),
            (Some(since), Some(until)) => write!(f, "{since} to {until}"),
        }
    }
}

/// The first and the last month that a person may mean by a year or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearOrMonth {
    /// January of a year, or the month.
    pub first: Month,
    /// December of a year, or the month.
    pub last: Month,
}

impl FromStr for YearOrMonth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let year = || Some(text).filter(|text| text.len() == 4).and_then(|text| text.parse().ok());
        let month = text.parse::<Month>().ok().map(|month| (month, month));
        let (first, last) = month
            .or_else(|| year().and_then(|year| Some((Month::new(year, 1)?, Month::new(year, 12)?))))
            .ok_or_else(|| format!("`{text}` is no month or year; write 2026-01 or 2026, for counts are kept by month"))?;
        Ok(YearOrMonth { first, last })
    }
}

/// The months of the first and the last dated document.
pub fn dated(graph: &Graph) -> Option<(Month, Month)> {
    let months = || graph.documents().iter().filter_map(|document| document.date).map(Month::from);
    Some((months().min()?, months().max()?))
}
