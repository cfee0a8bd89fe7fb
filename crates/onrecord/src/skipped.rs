//! What was no report to read, counted by its reason.

use crate::outcome::say;
use onrecord_ingest::Skip;
use std::collections::BTreeMap;

/// How many items were skipped, and why.
#[derive(Default)]
pub(crate) struct Skipped(BTreeMap<Skip, usize>);

impl Skipped {
    pub(crate) fn add(&mut self, skip: Skip) {
        *self.0.entry(skip).or_default() += 1;
    }

    pub(crate) fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// Says it on stderr, if there is anything to say.
    pub(crate) fn say(&self) {
        if self.total() > 0 {
            say(&self.words());
        }
    }

    fn words(&self) -> String {
        let reasons: Vec<String> = self.0.iter().map(|(skip, count)| format!("{count} {skip}")).collect();
        format!("skipped {}: {}", self.total(), reasons.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_told_by_its_reasons() {
        let mut skipped = Skipped::default();
        for skip in [Skip::Language, Skip::Redirect, Skip::Language] {
            skipped.add(skip);
        }
        assert_eq!(skipped.words(), "skipped 3: 1 redirects, 2 in other languages");
    }
}
