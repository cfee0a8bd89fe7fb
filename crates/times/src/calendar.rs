//! Points of the calendar: a grain and the first day of it.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A season of the year. Which months it has depends on the hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// TIMEX3 `SP`.
    Spring,
    /// TIMEX3 `SU`.
    Summer,
    /// TIMEX3 `FA`.
    Autumn,
    /// TIMEX3 `WI`.
    Winter,
}

/// How long a point of the calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A day.
    Day,
    /// A week from Monday to Sunday, as ISO 8601 counts them.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// A quarter of the calendar year.
    Quarter,
    /// A half of the calendar year.
    Half,
    /// A season.
    Season(Season),
    /// A year.
    Year,
    /// A fiscal year, or a quarter of one: its days depend on whose it is.
    Fiscal,
    /// Ten years from one that ends in 0.
    Decade,
    /// A hundred years.
    Century,
}

/// A point of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// How long it is.
    pub grain: Grain,
    /// Its first day; of a season and a fiscal year, the first day of its year.
    pub start: Date,
}

impl Point {
    /// The point of this grain that holds `day`.
    pub fn of(grain: Grain, day: Date) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        let start = match grain {
            Grain::Day => day,
            Grain::Week => monday(day)?,
            Grain::Weekend => add_days(monday(day)?, 5)?,
            Grain::Month => day.first_of_month(),
            Grain::Quarter => Date::new(year, (month - 1) / 3 * 3 + 1, 1).ok()?,
            Grain::Half => Date::new(year, (month - 1) / 6 * 6 + 1, 1).ok()?,
            Grain::Season(_) | Grain::Year | Grain::Fiscal => day.first_of_year(),
            Grain::Decade => Date::new(year.div_euclid(10) * 10, 1, 1).ok()?,
            Grain::Century => Date::new(year.div_euclid(100) * 100, 1, 1).ok()?,
        };
        Some(Self { grain, start })
    }

    /// A day.
    pub const fn day(start: Date) -> Self {
        Self { grain: Grain::Day, start }
    }

    /// A year, from 1 on.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { grain: Grain::Year, start: Date::new(year, 1, 1).ok()? })
    }

    /// The point `count` grains later; earlier where negative.
    pub fn shift(self, count: i64) -> Option<Self> {
        let span = Span::new();
        let span = match self.grain {
            Grain::Day => span.try_days(count),
            Grain::Week | Grain::Weekend => span.try_weeks(count),
            Grain::Month => span.try_months(count),
            Grain::Quarter => span.try_months(count.checked_mul(3)?),
            Grain::Half => span.try_months(count.checked_mul(6)?),
            Grain::Season(_) | Grain::Year | Grain::Fiscal => span.try_years(count),
            Grain::Decade => span.try_years(count.checked_mul(10)?),
            Grain::Century => span.try_years(count.checked_mul(100)?),
        };
        let start = self.start.checked_add(span.ok()?).ok().filter(|d| d.year() > 0)?;
        Some(Self { start, ..self })
    }

    /// Its TIMEX3 value.
    pub fn timex(self) -> String {
        let (year, month) = (self.start.year(), self.start.month());
        match self.grain {
            Grain::Day => self.start.to_string(),
            Grain::Week => week(self.start),
            Grain::Weekend => format!("{}-WE", week(self.start)),
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
            Grain::Half => format!("{year:04}-H{}", (month + 5) / 6),
            Grain::Season(season) => format!("{year:04}-{}", season.code()),
            Grain::Year | Grain::Fiscal => format!("{year:04}"),
            Grain::Decade => format!("{:03}", year / 10),
            Grain::Century => format!("{:02}", year / 100),
        }
    }

    /// The first and the last day that it can hold. A season spans its months in both hemispheres, for a report does
    /// not say which it means. A fiscal year has no bounds of its own.
    pub fn bounds(self) -> Option<(Date, Date)> {
        match self.grain {
            Grain::Fiscal => None,
            Grain::Season(season) => season.bounds(self.start.year()),
            Grain::Weekend => Some((self.start, add_days(self.start, 1)?)),
            _ => {
                let next = self.shift(1).map(|p| p.start);
                let last = next.map_or(Some(Date::MAX), |d| d.yesterday().ok())?;
                Some((self.start, last))
            }
        }
    }
}

impl Season {
    const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    fn bounds(self, year: i16) -> Option<(Date, Date)> {
        match self {
            // March to May in the north, September to November in the south; and the reverse.
            Self::Spring | Self::Autumn => Some((Date::new(year, 3, 1).ok()?, Date::new(year, 11, 30).ok()?)),
            // June to August in one, and in the other December to February, which may be named by either year.
            Self::Summer | Self::Winter => {
                let last = Date::new(year.checked_add(1)?, 2, 1).ok()?.last_of_month();
                Some((Date::new(year.checked_sub(1)?, 12, 1).ok()?, last))
            }
        }
    }

    /// The month after which a northern one is over.
    pub const fn last_month(self) -> i8 {
        match self {
            Self::Spring => 5,
            Self::Summer => 8,
            Self::Autumn => 11,
            Self::Winter => 2,
        }
    }
}

/// `day` and `count` days more.
pub fn add_days(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(count).ok()?).ok()
}

/// The Monday of the week of `day`.
fn monday(day: Date) -> Option<Date> {
    add_days(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

fn week(day: Date) -> String {
    let week = ISOWeekDate::from(day);
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// A day that is kept every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// Always on this day of this month.
    Fixed(i8, i8),
    /// The nth such weekday of this month; the last where negative.
    Nth(i8, i8, Weekday),
    /// So many days from Easter Sunday of the Gregorian calendar.
    Easter(i64),
    /// Election Day of the United States: the Tuesday after the first Monday of November.
    Election,
    /// Kept by a calendar that this crate does not compute: Ramadan, Diwali, Nowruz by country.
    Uncomputed,
}

impl Holiday {
    /// Its day in `year`.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, n, weekday) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()
            }
            Self::Easter(days) => add_days(easter(year)?, days),
            Self::Election => Self::Nth(11, 1, Weekday::Monday).in_year(year)?.tomorrow().ok(),
            Self::Uncomputed => None,
        }
    }
}

/// Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moons = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moons + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Date::new(year as i16, (days / 31) as i8, (days % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn points_know_their_value_and_their_days() {
        let day = date(2023, 10, 25);
        let shown = |grain| {
            let point = Point::of(grain, day).unwrap();
            let (first, last) = point.bounds().unwrap();
            format!("{} {first} {last}", point.timex())
        };
        assert_eq!(shown(Grain::Week), "2023-W43 2023-10-23 2023-10-29");
        assert_eq!(shown(Grain::Weekend), "2023-W43-WE 2023-10-28 2023-10-29");
        assert_eq!(shown(Grain::Quarter), "2023-Q4 2023-10-01 2023-12-31");
        assert_eq!(shown(Grain::Decade), "202 2020-01-01 2029-12-31");
        assert_eq!(shown(Grain::Season(Season::Summer)), "2023-SU 2022-12-01 2024-02-29");
    }

    #[test]
    fn shifting_out_of_the_calendar_gives_nothing() {
        let point = Point::day(date(2023, 10, 25));
        assert_eq!(point.shift(i64::MAX), None);
        assert_eq!(Point::year(2023).unwrap().shift(-3000), None);
    }

    #[test]
    fn holidays_by_rule() {
        assert_eq!(Holiday::Easter(0).in_year(2024), Some(date(2024, 3, 31)));
        assert_eq!(Holiday::Nth(11, 4, Weekday::Thursday).in_year(1999), Some(date(1999, 11, 25)));
        assert_eq!(Holiday::Election.in_year(1998), Some(date(1998, 11, 3)));
    }
}
