//! Words that are common to many reports without being copied: set phrases, and the lines that an outlet puts on its pages.

/// A news text is printed within so many days. Words that turn up over a longer time are a set phrase, page furniture or
/// the background that a desk keeps at hand.
const DAYS: i32 = 30;

/// An outlet that prints the same words in so many reports has them as its furniture or background, whatever their dates.
const IN_ONE_OUTLET: usize = 6;

/// Whose pages a report stood on, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Its outlet's name as one number.
    pub outlet: Option<u32>,
    /// The day on which it was published, in days of any era.
    pub day: Option<i32>,
}

/// The reports in which a run of words was seen.
pub(super) struct Sightings {
    outlet: Option<u32>,
    /// How many reports of that outlet.
    of_outlet: usize,
    /// The first day and the last.
    days: Option<(i32, i32)>,
}

impl Sightings {
    /// Those of words that stand in one report.
    pub fn of(report: Printed) -> Self {
        Self { outlet: report.outlet, of_outlet: 1, days: report.day.map(|day| (day, day)) }
    }

    /// Takes in another report.
    pub fn add(&mut self, report: Printed) {
        self.of_outlet += usize::from(report.outlet.is_some() && report.outlet == self.outlet);
        if let Some(day) = report.day {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
    }

    /// Whether the words are common.
    pub fn are_common(&self) -> bool {
        self.of_outlet >= IN_ONE_OUTLET || self.days.is_some_and(|(first, last)| last - first > DAYS)
    }
}
