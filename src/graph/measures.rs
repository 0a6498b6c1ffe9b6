//! How strongly two entities belong together, from counts of windows.

/// A pair is significant only from this many shared windows on.
pub const SIGNIFICANT_WINDOWS: u64 = 2;

/// A pair is significant only from this log-likelihood ratio on: p < 0.001 with one degree of freedom.
pub const SIGNIFICANT_G2: f64 = 10.83;

/// The 2×2 table of a pair of entities, in windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Windows in the corpus.
    pub n: u64,
    /// Windows with the first entity.
    pub a: u64,
    /// Windows with the second.
    pub b: u64,
    /// Windows with both.
    pub ab: u64,
}

impl Counts {
    /// Association strength: observed over expected co-occurrence, N·n_ab/(n_a·n_b), from 0 without
    /// an upper bound; 1 is chance (van Eck & Waltman 2009, *How to normalize cooccurrence data?*).
    pub fn association(self) -> f64 {
        self.n as f64 * self.ab as f64 / (self.a as f64 * self.b as f64)
    }

    /// Jaccard index: shared windows over windows with either, from 0 to 1 (Jaccard 1901).
    pub fn jaccard(self) -> f64 {
        self.ab as f64 / (self.a + self.b - self.ab) as f64
    }

    /// Normalised pointwise mutual information, from −1 (never together) over 0 (chance) to 1
    /// (only together); 1 by definition where every window has both
    /// (Bouma 2009, *Normalized (pointwise) mutual information in collocation extraction*).
    pub fn npmi(self) -> f64 {
        if self.ab == self.n {
            return 1.0;
        }
        if self.ab == 0 {
            return -1.0;
        }
        self.association().ln() / -(self.ab as f64 / self.n as f64).ln()
    }

    /// Log-likelihood ratio of the table against independence, from 0 without an upper bound, to be
    /// read as χ² with one degree of freedom (Dunning 1993, *Accurate methods for the statistics of
    /// surprise and coincidence*).
    pub fn g2(self) -> f64 {
        let Counts { n, a, b, ab } = self;
        let term = |observed: u64, row: u64, column: u64| {
            if observed == 0 {
                return 0.0;
            }
            let expected = row as f64 * column as f64 / n as f64;
            observed as f64 * (observed as f64 / expected).ln()
        };
        let cells = [(ab, a, b), (a - ab, a, n - b), (b - ab, n - a, b), (n + ab - a - b, n - a, n - b)];
        (2.0 * cells.into_iter().map(|(observed, row, column)| term(observed, row, column)).sum::<f64>()).max(0.0)
    }

    /// Whether the two come up together more often than chance explains.
    pub fn is_significant(self) -> bool {
        self.ab >= SIGNIFICANT_WINDOWS && self.g2() >= SIGNIFICANT_G2 && self.npmi() > 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }

    /// n = 16, a = 4, b = 8, ab = 4: powers of two, so that every value can be written down.
    #[test]
    fn measures_worked_out_by_hand() {
        let counts = Counts { n: 16, a: 4, b: 8, ab: 4 };
        close(counts.association(), 2.0);
        close(counts.jaccard(), 0.5);
        close(counts.npmi(), 0.5);
        // Cells 4, 0, 4, 8 against expected 2, 2, 6, 6.
        close(counts.g2(), 2.0 * (4.0 * 2f64.ln() + 4.0 * (4.0 / 6.0f64).ln() + 8.0 * (8.0 / 6.0f64).ln()));
        assert!(!counts.is_significant());
        assert!(Counts { n: 160, a: 10, b: 10, ab: 8 }.is_significant());
    }

    #[test]
    fn the_ends_of_the_scales() {
        close(Counts { n: 5, a: 5, b: 5, ab: 5 }.npmi(), 1.0);
        close(Counts { n: 5, a: 5, b: 5, ab: 5 }.g2(), 0.0);
        close(Counts { n: 9, a: 3, b: 3, ab: 0 }.npmi(), -1.0);
        close(Counts { n: 9, a: 3, b: 3, ab: 1 }.npmi(), 0.0);
        close(Counts { n: 9, a: 3, b: 3, ab: 1 }.g2(), 0.0);
        close(Counts { n: 100, a: 2, b: 2, ab: 2 }.npmi(), 1.0);
    }
}
