//! From candidates that may overlap to mentions that do not.

use crate::text::Span;

/// A possible mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Where it stands in the folded text.
    pub span: Span,
    /// The alias it is an occurrence of.
    pub alias: u32,
    /// The entity it would denote.
    pub entity: u32,
    /// Which of several aliases at one place is preferred; larger is better.
    pub priority: u8,
}

/// Chooses among overlapping candidates: the longest, then the one of highest priority, then the leftmost.
///
/// `length` gives a span's length in characters. The chosen ones come back in
/// order of place.
pub(super) fn resolve(mut candidates: Vec<Candidate>, length: impl Fn(Span) -> usize) -> Vec<Candidate> {
    candidates.sort_unstable_by_key(|c| (c.span.start, c.span.end, c.alias));
    let mut chosen = Vec::with_capacity(candidates.len());
    let mut at = 0;
    while at < candidates.len() {
        let mut end = candidates[at].span.end;
        let mut next = at + 1;
        while next < candidates.len() && candidates[next].span.start < end {
            end = end.max(candidates[next].span.end);
            next += 1;
        }
        match &mut candidates[at..next] {
            [only] => chosen.push(*only),
            cluster => resolve_cluster(cluster, &length, &mut chosen),
        }
        at = next;
    }
    chosen
}

fn resolve_cluster(cluster: &mut [Candidate], length: &impl Fn(Span) -> usize, chosen: &mut Vec<Candidate>) {
    cluster.sort_by_cached_key(|c| (std::cmp::Reverse(length(c.span)), std::cmp::Reverse(c.priority), c.span.start, c.entity, c.alias));
    let first = chosen.len();
    for &candidate in cluster.iter() {
        if !chosen[first..].iter().any(|winner| winner.span.overlaps(candidate.span)) {
            chosen.push(candidate);
        }
    }
    chosen[first..].sort_unstable_by_key(|c| c.span.start);
}
