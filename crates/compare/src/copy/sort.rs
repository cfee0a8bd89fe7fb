//! Telling copied wording from a quotation that two reports share.

use super::Sort;
use super::align::Run;
use super::wording::{Mark, Wording};

/// Fewer words than this in a report's own voice do not make a copy of a stretch that is mostly quoted: "he said", "in a
/// statement on Monday".
const LEAST_OWN: usize = 8;

/// In a copied stretch at least one word in so many is in the reports' own voice.
const OWN_SHARE: usize = 5;

/// How far before and behind a quotation its source is looked for, in words.
const NEAR: usize = 60;

/// What sort of passage the runs make.
///
/// A word counts as the reports' own where neither quotes it. Where one report quotes what the other says in its own voice,
/// the one quotes the other if it names the other's outlet or writer nearby; else the other is the bare text of a speech,
/// a letter or a post, and both have somebody's words.
pub(super) fn sort(here: &Wording, there: &Wording, runs: &[Run]) -> Sort {
    let (mut words, mut own, mut quoted_here, mut quoted_by_other) = (0, 0, 0, 0);
    for run in runs {
        words += run.len;
        let pairs = here.marks[run.here..].iter().zip(&there.marks[run.there..]).take(run.len);
        for (a, b) in pairs {
            match (a.spoken, b.spoken) {
                (false, false) => own += 1,
                (true, false) => quoted_here += 1,
                (false, true) => quoted_by_other += 1,
                (true, true) => {}
            }
        }
    }
    let quotes_the_other = (quoted_here * 2 > words && names(here, runs, |run| run.here, there))
        || (quoted_by_other * 2 > words && names(there, runs, |run| run.there, here));
    let copied = own * 2 >= words || (own >= LEAST_OWN && own * OWN_SHARE >= words);
    if copied || quotes_the_other { Sort::Copy } else { Sort::Quotation }
}

/// Whether a report names another near the runs, outside of them.
fn names(report: &Wording, runs: &[Run], place: impl Fn(&Run) -> usize, other: &Wording) -> bool {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return false };
    let (start, end) = (place(first), place(last) + last.len);
    let before = &report.keys[start.saturating_sub(NEAR)..start];
    let after = &report.keys[end..report.keys.len().min(end + NEAR)];
    let holds = |words: &[u32], name: &[u32]| words.windows(name.len()).any(|part| part == name);
    other.names.iter().any(|name| holds(before, name) || holds(after, name))
}

/// How many words of the runs are plain in both reports.
pub(super) fn plain(here: &Wording, there: &Wording, runs: &[Run]) -> usize {
    let is = |marks: &[Mark], at: usize| marks[at].plain;
    runs.iter()
        .flat_map(|run| (0..run.len).map(move |i| (run.here + i, run.there + i)))
        .filter(|&(a, b)| is(&here.marks, a) && is(&there.marks, b))
        .count()
}
