//! Expressions of time in a report: where they stand, what they stand for, and how surely.
//!
//! Finds dates, times of day, lengths and sets of times after TIMEX3 (Pustejovsky et al., *`TimeML`*, 2003), and gives
//! each a TIMEX3 value and the first and last day, or instant, that it can mean. A relative expression is resolved by
//! the day of publication, or by the report's own dates, and stays relative where there is neither.
//!
//! The work is done in three steps: [`RULES`] read expressions from tokens, the tense of the sentence says which way a
//! bare weekday or month points, and a resolver turns meanings into days in the order of the text.
//!
//! ```
//! use onrecord_times::{Date, find};
//! let found = find("The vote was held last Friday.", Some(Date::constant(2023, 10, 25)));
//! assert_eq!(found[0].timex.as_deref(), Some("2023-10-20"));
//! ```

mod calendar;
mod events;
mod find;
mod lexicon;
mod meaning;
mod nearest;
mod quarter;
mod resolve;
mod rules;
mod tense;

use std::fmt;

pub use find::find;
pub use jiff::civil::Date;
pub use rules::{RULES, Rule};

use jiff::civil::DateTime;
use onrecord_record::{ResolvedBy, Time, TimeType};
use onrecord_text::{ByteSpan, Offsets};

/// An expression of time in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: ByteSpan,
    /// What sort it is.
    pub kind: TimeType,
    /// Its TIMEX3 value; `XXXX` for a year that is not known, none where the words do not let one tell.
    pub timex: Option<String>,
    /// The first day or instant that it can mean; none where that is open.
    pub from: Option<Bound>,
    /// The last day or instant that it can mean; none where that is open.
    pub to: Option<Bound>,
    /// What gave the date: the report's own words, or the day of publication. None where nothing did.
    pub resolved_by: Option<ResolvedBy>,
}

/// An end of an interval; written as ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A whole day.
    Day(Date),
    /// A time of a day, to the minute; in UTC where the second part says so, else by the clock of the place.
    Instant(DateTime, bool),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Instant(time, utc) => {
                let zone = if *utc { "Z" } else { "" };
                write!(f, "{}T{:02}:{:02}{zone}", time.date(), time.hour(), time.minute())
            }
        }
    }
}

impl TimeExpression {
    /// The expression as a record has it, with its place in code points.
    pub fn to_record(&self, offsets: &Offsets<'_>) -> Time {
        Time {
            span: offsets.span(self.span),
            kind: self.kind,
            timex: self.timex.clone(),
            from: self.from.map(|b| b.to_string()),
            to: self.to.map(|b| b.to_string()),
            resolved_by: self.resolved_by,
        }
    }
}

/// The day that a report's `published` gives: `2023-10-25`, alone or with a time behind it. None if it begins
/// otherwise, or is no day of the calendar.
pub fn published(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}
