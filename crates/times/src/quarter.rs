//! The quarter that a business report speaks of, and its like in other years.

use jiff::Span;
use jiff::civil::Date;

use crate::calendar::{Grain, Point};

/// A quarter that the report names.
#[derive(Clone, Copy)]
pub struct Quarter {
    /// Its number and year.
    pub point: Point,
    /// Its last day, where the report gives it: a fiscal quarter need not be one of the calendar's.
    pub last_day: Option<Date>,
    /// The sentence that names it.
    pub sentence: usize,
}

impl Quarter {
    /// The like quarter, `years` later.
    pub fn shift(self, years: i64) -> Option<Self> {
        let span = Span::new().try_years(years).ok()?;
        let last_day = self.last_day.and_then(|day| day.checked_add(span).ok());
        Some(Self { point: self.point.shift(years.checked_mul(4)?)?, last_day, ..self })
    }

    /// Its first and its last day.
    pub fn bounds(self) -> Option<(Date, Date)> {
        let Some(last) = self.last_day else { return self.point.bounds() };
        Some((last.tomorrow().ok()?.checked_sub(Span::new().months(3)).ok()?, last))
    }

    /// Its like in the year of `point`, if that is a quarter of the same number.
    pub fn like(self, point: Point) -> Option<Self> {
        let like = point.grain == Grain::Quarter && point.start.month() == self.point.start.month();
        let years = i64::from(point.start.year()) - i64::from(self.point.start.year());
        like.then(|| self.shift(years)).flatten()
    }
}
