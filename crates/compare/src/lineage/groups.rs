//! Disjoint sets.

/// Sets of numbers from 0 on, each known by its least.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    /// So many numbers, each in a set of its own.
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The least of the set that a number is in.
    pub fn least(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Makes the sets of two numbers one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.least(a), self.least(b));
        self.0[a.max(b)] = a.min(b);
    }
}
