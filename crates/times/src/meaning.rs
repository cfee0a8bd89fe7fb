//! What a rule reads: an expression's meaning before anything is known of the report's date.

use jiff::civil::Weekday;

use crate::calendar::{Grain, Holiday, Point, Season};
use crate::lexicon::Unit;

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A point that needs nothing else: "7 October 2023", "1998".
    Point(Point),
    /// A point whose year the words leave out: "Friday", "Oct. 7", "the third quarter".
    Yearless(Yearless, Pick),
    /// So many grains from an anchor: "yesterday", "last year", "two weeks ago", "the following month".
    Shift(Grain, i64, Anchor),
    /// A point of the year that a shift names: "the third quarter of last year", "January this year".
    InYear(Yearless, i64),
    /// The week that holds a day: "the week of March 6".
    WeekOf(Box<Meaning>),
    /// So many days from a day: "the day before Thanksgiving".
    Beside(i64, Box<Meaning>),
    /// The three months that end on a day, by their number where the words give one: "the fourth quarter ended Sept. 30".
    QuarterTo(Option<i8>, Box<Meaning>),
    /// In this year, what the last quarter named is in its own: "the 1988 period".
    LikeQuarter(i16),
    /// The past, the present or the future at large.
    Vague(Vague),
    /// A length of time: "three years", "the past two weeks". No amount where the words give none.
    Length(Option<f64>, Unit, Reach),
    /// A time that comes again, as TIMEX3 writes it.
    Repeat(String),
    /// A time of which the words do not let one tell the value: "07/10/2023" may be two days.
    Open(Option<(jiff::civil::Date, jiff::civil::Date)>),
    /// From an event on that the report may date elsewhere: "since the attacks".
    Since,
}

/// A point of some year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Yearless {
    /// A day of the week.
    Weekday(Weekday),
    /// A month and a day of it.
    Day(i8, i8),
    /// A month.
    Month(i8),
    /// A quarter, from 1 to 4.
    Quarter(i8),
    /// A half year, 1 or 2.
    Half(i8),
    /// A season.
    Season(Season),
    /// A holiday.
    Holiday(Holiday),
}

/// Which of the points that fit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The words do not say: the tense of the sentence does.
    Tense,
    /// The last one before the reference day: "last Friday".
    Last,
    /// The first one after it: "next Friday".
    Next,
    /// The one of the current week or year: "this September".
    This,
    /// The one before the last time spoken of: "the previous Friday".
    Before,
    /// The one after it: "the following Friday".
    After,
}

/// What a shift counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day of the report.
    Now,
    /// The last time spoken of; the day of the report for what happened on the day.
    Context,
    /// The last time spoken of and nothing else: "that week".
    Told,
    /// The quarter just spoken of, else the day of the report: "a year ago".
    Quarter,
    /// The last quarter that the report named, however far back: "the year-earlier quarter".
    LikeQuarter,
}

/// Past, present and future at large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    /// `PAST_REF`.
    Past,
    /// `PRESENT_REF`.
    Present,
    /// `FUTURE_REF`.
    Future,
}

/// Where a length lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The words do not say.
    Nowhere,
    /// It ends on the day of the report: "the past two weeks".
    Back,
    /// It begins on the day of the report: "the next two weeks".
    Ahead,
    /// It ends where the expression after it begins: "the weeks before the October 7 attacks".
    Before,
    /// It begins where the expression after it ends.
    After,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// From 0 to 24.
    pub hour: i8,
    /// From 0 to 59.
    pub minute: i8,
    /// Whether it is said to be GMT or UTC.
    pub utc: bool,
}

/// What a rule reads at a token.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// First token after the expression.
    pub end: usize,
    /// What it says of the calendar.
    pub meaning: Meaning,
    /// The time of day, if it gives one.
    pub clock: Option<Clock>,
    /// The part of the day, if it gives one: `TMO`.
    pub part: Option<&'static str>,
}

impl Reading {
    /// A reading without a time of day.
    pub const fn new(end: usize, meaning: Meaning) -> Self {
        Self { end, meaning, clock: None, part: None }
    }

    /// Whether it names a day or a longer point, to which a part of day, or a modifier, may be added.
    pub const fn is_point(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Point(_)
                | Meaning::Yearless(..)
                | Meaning::Shift(..)
                | Meaning::InYear(..)
                | Meaning::WeekOf(_)
                | Meaning::Beside(..)
                | Meaning::QuarterTo(..)
                | Meaning::Open(_)
        )
    }

    /// Whether it names a day.
    pub const fn is_day(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Point(Point { grain: Grain::Day, .. })
                | Meaning::Yearless(Yearless::Weekday(_) | Yearless::Day(..) | Yearless::Holiday(_), _)
                | Meaning::Shift(Grain::Day, ..)
        )
    }
}
