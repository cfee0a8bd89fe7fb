//! Which of the points that a name fits is meant: last Friday or the next, this May or that of the year before.

use jiff::civil::{Date, Weekday};

use crate::calendar::{Grain, Point};
use crate::meaning::{Pick, Yearless};
use crate::tense::Tense;

/// For how many days a day or month without a year is the nearest one, whatever the tense.
const NEAR: i32 = 60;

/// For how many days a month lies too far ahead to be meant without its year.
const FAR: i32 = 200;

/// The point of `year` that `yearless` names; none for a weekday and a day that the year lacks.
pub fn in_year(yearless: Yearless, year: i16) -> Option<Point> {
    let first = |month| Date::new(year, month, 1).ok();
    Some(match yearless {
        Yearless::Weekday(_) => return None,
        Yearless::Day(month, day) => Point::day(Date::new(year, month, day).ok()?),
        Yearless::Month(month) => Point { grain: Grain::Month, start: first(month)? },
        Yearless::Quarter(n) => Point { grain: Grain::Quarter, start: first(3 * n - 2)? },
        Yearless::Half(n) => Point { grain: Grain::Half, start: first(6 * n - 5)? },
        Yearless::Season(season) => Point { grain: Grain::Season(season), start: first(1)? },
        Yearless::Holiday(holiday) => Point::day(holiday.in_year(year)?),
    })
}

/// The last such weekday before `day`, or on it where `same` allows.
pub fn weekday_before(weekday: Weekday, day: Date, same: bool) -> Option<Point> {
    if same && day.weekday() == weekday {
        return Some(Point::day(day));
    }
    day.nth_weekday(-1, weekday).ok().map(Point::day)
}

/// The first such weekday after `day`.
pub fn weekday_after(weekday: Weekday, day: Date) -> Option<Point> {
    day.nth_weekday(1, weekday).ok().map(Point::day)
}

/// The point of the year nearest to `now` in the direction that the words or the tense give.
pub fn nearest(yearless: Yearless, now: Date, pick: Pick, tense: Tense) -> Option<Point> {
    let year = now.year();
    let last = in_year(yearless, year - 1);
    let this = in_year(yearless, year);
    let next = in_year(yearless, year + 1);
    let this = this?;
    // Where the point of this year lies: it has begun, it is over.
    let begun = begins(this) <= now;
    let over = match this.grain {
        Grain::Season(season) => now.month() > season.last_month(),
        _ => this.bounds().is_some_and(|(_, last)| last < now),
    };
    let backward = if begun { Some(this) } else { last };
    let forward = if over { next } else { Some(this) };
    match pick {
        Pick::Last | Pick::Before => {
            let month_ago = now.first_of_month().yesterday().ok()?.first_of_month();
            if this.grain == Grain::Month && this.start == month_ago {
                // Of the month that has just ended one says "last month".
                last
            } else if over {
                Some(this)
            } else {
                last
            }
        }
        Pick::Next | Pick::After => {
            if begun {
                next
            } else {
                Some(this)
            }
        }
        Pick::This => Some(this),
        Pick::Tense => {
            let days = |p: Option<Point>| {
                p.map_or(i32::MAX, |p| (begins(p).duration_since(now).as_hours() / 24).abs() as i32)
            };
            let nearer = if days(backward) <= days(forward) { backward } else { forward };
            match (tense, this.grain) {
                // Papers add the year to a day that is far off, so the near one is meant.
                (_, Grain::Day) if days(nearer) <= NEAR => nearer,
                (_, Grain::Month) if days(nearer) <= NEAR / 2 => nearer,
                // "expects to report a profit for the third quarter": results are reported after it.
                (Tense::Future | Tense::Infinitive, Grain::Quarter) if days(backward) <= 3 * NEAR => backward,
                // But "will gain in November" is said all year.
                (Tense::Future, Grain::Month) if forward.is_some_and(|p| p.start.year() == year) => forward,
                (Tense::Future | Tense::Infinitive, Grain::Month) if days(forward) > FAR => backward,
                // An infinitive says little of a whole season: "hard put to meet demand well into the summer".
                (Tense::Infinitive, Grain::Season(_)) | (Tense::Unknown, _) => nearer,
                (Tense::Past, _) => backward,
                (Tense::Future | Tense::Infinitive, _) => forward,
            }
        }
    }
}

/// The first day of a point; of a season, the first of its northern months.
fn begins(point: Point) -> Date {
    match point.grain {
        Grain::Season(season) => {
            let month = (season.last_month() + 9) % 12 + 1;
            Date::new(point.start.year(), month, 1).unwrap_or(point.start)
        }
        _ => point.start,
    }
}
