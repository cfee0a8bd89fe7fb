//! From meanings to dates: by the words, by the day of publication, by the times spoken of before.

use jiff::civil::{Date, Weekday};
use onrecord_record::{ResolvedBy, TimeType};

use crate::calendar::{Grain, Holiday, Point, add_days};
use crate::lexicon::Unit;
use crate::meaning::{Anchor, Clock, Meaning, Pick, Reach, Reading, Vague, Yearless};
use crate::rules::length_timex;
use crate::tense::Tense;
use crate::{Bound, TimeExpression};

/// For how many sentences "a year ago" is the like quarter of the year before, once a quarter was named.
const QUARTER_REACH: usize = 2;

/// For how many days a day or month without a year is the nearest one, whatever the tense.
const NEAR: i32 = 60;

/// For how many days a month lies too far ahead to be meant without its year.
const FAR: i32 = 200;

/// What is known of the report's time while its expressions are resolved in order.
pub struct Resolver {
    /// The day that "today" is.
    now: Option<(Date, ResolvedBy)>,
    /// The last point spoken of.
    last: Option<(Point, ResolvedBy)>,
    /// The last quarter named, and the sentence that named it.
    quarter: Option<(Point, usize)>,
    /// The sentence of the expression that is being resolved.
    sentence: usize,
    /// The only year that the report names, for points without one where the day of publication is not known.
    sole_year: Option<i16>,
    /// The last year named, and the sentence that named it, for the same.
    near_year: Option<(i16, usize)>,
}

/// What an expression stands for, before it is given a place.
struct Resolved {
    kind: TimeType,
    timex: Option<String>,
    from: Option<Bound>,
    to: Option<Bound>,
    by: Option<ResolvedBy>,
}

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

impl Resolver {
    /// A resolver for a report of this day, which names no other year than this.
    pub const fn new(now: Option<(Date, ResolvedBy)>, sole_year: Option<i16>) -> Self {
        Self { now, last: None, quarter: None, sentence: 0, sole_year, near_year: None }
    }

    /// Resolves the next expression of the report, in the sentence of this number.
    pub fn resolve(&mut self, reading: &Reading, tense: Tense, sentence: usize) -> TimeExpression {
        self.sentence = sentence;
        let found = self.meaning(reading, tense);
        TimeExpression {
            span: onrecord_text::ByteSpan::new(0, 0),
            kind: found.kind,
            timex: found.timex,
            from: found.from,
            to: found.to,
            resolved_by: found.by,
        }
    }

    fn meaning(&mut self, reading: &Reading, tense: Tense) -> Resolved {
        let date = |timex: Option<&str>| Resolved {
            kind: TimeType::Date,
            timex: timex.map(str::to_owned),
            from: None,
            to: None,
            by: None,
        };
        match &reading.meaning {
            Meaning::Point(point) => self.point(Some((*point, ResolvedBy::Text)), reading, String::new),
            Meaning::Yearless(yearless, pick) => {
                let found = self.pick(*yearless, *pick, tense);
                self.point(found, reading, || relative_timex(*yearless))
            }
            Meaning::Shift(grain, count, anchor) => {
                let found = self.shift(*grain, *count, *anchor);
                self.point(found, reading, String::new)
            }
            Meaning::InYear(yearless, count) => {
                let found = self.now.and_then(|(day, by)| {
                    let point = if let Yearless::Weekday(weekday) = yearless {
                        let week = Point::of(Grain::Week, day)?.shift(*count)?;
                        Point::day(add_days(week.start, i64::from(weekday.to_monday_zero_offset()))?)
                    } else {
                        in_year(*yearless, i16::try_from(i64::from(day.year()) + count).ok()?)?
                    };
                    Some((point, by))
                });
                self.point(found, reading, || relative_timex(*yearless))
            }
            Meaning::Vague(vague) => {
                let now = self.now.map(|(day, _)| Bound::Day(day));
                match vague {
                    Vague::Past => Resolved { to: now, ..date(Some("PAST_REF")) },
                    Vague::Present => date(Some("PRESENT_REF")),
                    Vague::Future => Resolved { from: now, ..date(Some("FUTURE_REF")) },
                }
            }
            Meaning::Length(amount, unit, reach) => {
                if *unit == Unit::Month {
                    // "the nine months": what follows compares those, not the quarter.
                    self.quarter = None;
                }
                self.length(*amount, *unit, *reach)
            }
            Meaning::Repeat(timex) => Resolved { kind: TimeType::Set, ..date(Some(timex)) },
            Meaning::Open(bounds) => Resolved {
                from: bounds.map(|(first, _)| Bound::Day(first)),
                to: bounds.map(|(_, last)| Bound::Day(last)),
                by: bounds.map(|_| ResolvedBy::Text),
                ..date(None)
            },
            Meaning::Since => Resolved {
                kind: TimeType::Duration,
                to: self.now.map(|(day, _)| Bound::Day(day)),
                ..date(None)
            },
        }
    }

    /// A point with the clock or part of day of its reading; `relative` gives the value where there is no point.
    fn point(
        &mut self,
        found: Option<(Point, ResolvedBy)>,
        reading: &Reading,
        relative: impl Fn() -> String,
    ) -> Resolved {
        let kind =
            if reading.clock.is_some() || reading.part.is_some() { TimeType::Time } else { TimeType::Date };
        let Some((point, by)) = found else {
            let mut timex = relative();
            if let (Some(clock), true) = (reading.clock, timex.is_empty()) {
                timex = format!("XXXX-XX-XX{}", clock.timex());
            } else if !timex.is_empty() {
                timex += &reading.clock.map_or_else(|| reading.part.unwrap_or("").to_owned(), Clock::timex);
            }
            return Resolved {
                kind,
                timex: Some(timex).filter(|t| !t.is_empty()),
                from: None,
                to: None,
                by: None,
            };
        };
        self.last = Some((point, by));
        let compared = matches!(
            reading.meaning,
            Meaning::Shift(_, _, Anchor::Now | Anchor::Context) | Meaning::Shift(Grain::Year, ..)
        );
        if point.grain == Grain::Quarter && !compared {
            self.quarter = Some((point, self.sentence));
        }
        if by == ResolvedBy::Text {
            self.near_year = Some((point.start.year(), self.sentence));
        }
        let mut timex = point.timex();
        let (mut from, mut to) = match point.bounds() {
            Some((first, last)) => (Some(Bound::Day(first)), Some(Bound::Day(last))),
            None => (None, None),
        };
        if let Some(clock) = reading.clock {
            timex += &clock.timex();
            (from, to) = clock.bounds(point.start);
        } else if let Some(part) = reading.part {
            timex += part;
            if part == "TNI" {
                // A night runs into the next day.
                to = add_days(point.start, 1).map(Bound::Day);
            }
        }
        Resolved { kind, timex: Some(timex), from, to, by: Some(by) }
    }

    fn shift(&self, grain: Grain, count: i64, anchor: Anchor) -> Option<(Point, ResolvedBy)> {
        if matches!(anchor, Anchor::Quarter | Anchor::LikeQuarter) {
            if let (Grain::Quarter, 0) = (grain, count) {
                // The one that the report speaks of, if it is over; else the last that is.
                let over = |q: &Point| {
                    self.now.is_none_or(|(day, _)| q.bounds().is_some_and(|(_, last)| last < day))
                };
                let found = self.quarter.map(|(q, _)| q).filter(over).map(|q| (q, ResolvedBy::Text));
                return found.or_else(|| {
                    let (day, by) = self.now?;
                    Some((Point::of(Grain::Quarter, day)?.shift(-1)?, by))
                });
            }
            if let (Grain::Year, Some((quarter, sentence))) = (grain, self.quarter)
                && (anchor == Anchor::LikeQuarter || self.sentence <= sentence + QUARTER_REACH)
            {
                let by = self.now.map_or(ResolvedBy::Text, |(_, by)| by);
                return Some((quarter.shift(count.checked_mul(4)?)?, by));
            }
            if grain == Grain::Weekend {
                // In the week, the weekend is the one before; on it, it is this one.
                let (day, by) = self.now?;
                let back = if day.weekday().to_monday_one_offset() >= 6 { 0 } else { -1 };
                return Some((Point::of(grain, day)?.shift(back)?, by));
            }
        }
        let (base, by) = match (anchor, self.last, self.now) {
            (Anchor::Context, Some((point, by)), _) if is_finer(point.grain, grain) => (point.start, by),
            // "the next day" with no day before it; but a time of day is today's.
            (Anchor::Context, _, None) => return None,
            (Anchor::Context, _, _) if count != 0 => return None,
            (_, _, now) => now?,
        };
        Some((Point::of(grain, base)?.shift(count)?, by))
    }

    fn pick(&self, yearless: Yearless, pick: Pick, tense: Tense) -> Option<(Point, ResolvedBy)> {
        if matches!(pick, Pick::Before | Pick::After)
            && let (Yearless::Weekday(day), Some((last, by))) = (yearless, self.last)
        {
            let start = last.start;
            let point = if pick == Pick::Before {
                weekday_before(day, start, false)
            } else {
                weekday_after(day, start)
            };
            return Some((point?, by));
        }
        let Some((now, by)) = self.now else {
            // No day of publication: a year named in this sentence or the one before, or the only one; no weekday.
            let near =
                self.near_year.filter(|(_, sentence)| self.sentence <= sentence + 1).map(|(year, _)| year);
            return Some((in_year(yearless, near.or(self.sole_year)?)?, ResolvedBy::Text));
        };
        let point = match yearless {
            Yearless::Weekday(day) => match (pick, tense) {
                (Pick::Last | Pick::Before, _) => weekday_before(day, now, false),
                (Pick::Next | Pick::After, _) => weekday_after(day, now),
                (Pick::This, Tense::Past) | (Pick::Tense, Tense::Past | Tense::Unknown) => {
                    weekday_before(day, now, true)
                }
                // A week ahead less a day is far for an infinitive, and yesterday is near.
                (Pick::Tense, Tense::Infinitive) if now.yesterday().is_ok_and(|d| d.weekday() == day) => {
                    weekday_before(day, now, false)
                }
                (Pick::This, _) | (Pick::Tense, Tense::Future | Tense::Infinitive) => {
                    if day == now.weekday() { Some(Point::day(now)) } else { weekday_after(day, now) }
                }
            },
            _ => nearest(yearless, now, pick, tense),
        }?;
        Some((point, by))
    }

    fn length(&self, amount: Option<f64>, unit: Unit, reach: Reach) -> Resolved {
        let timex = Some(length_timex(amount, unit));
        let plain = Resolved { kind: TimeType::Duration, timex, from: None, to: None, by: None };
        let Some((now, by)) = self.now else { return plain };
        let count = amount.filter(|n| n.fract() == 0.0).map(|n| n as i64);
        let sign = match reach {
            Reach::Back => -1,
            Reach::Ahead => 1,
            _ => return plain,
        };
        let factor = if unit == Unit::Fortnight { 2 } else { 1 };
        let step = |count: i64| {
            let point = Point { grain: unit.grain()?, start: now };
            point.shift(sign * factor * count).map(|p| Bound::Day(p.start))
        };
        let far = count.and_then(step);
        let near = Some(Bound::Day(now));
        let (from, to) = if sign < 0 { (far, near) } else { (near, far) };
        Resolved { from, to, by: Some(by), ..plain }
    }
}

/// Whether a point of one grain can anchor a shift by the other: not "the next day" after a year.
const fn is_finer(point: Grain, by: Grain) -> bool {
    const fn rank(grain: Grain) -> u8 {
        match grain {
            Grain::Day => 0,
            Grain::Week | Grain::Weekend => 1,
            Grain::Month => 2,
            Grain::Quarter | Grain::Season(_) => 3,
            Grain::Half => 4,
            Grain::Year | Grain::Fiscal => 5,
            Grain::Decade => 6,
            Grain::Century => 7,
        }
    }
    rank(point) <= rank(by)
}

/// The last such weekday before `day`, or on it where `same` allows.
fn weekday_before(weekday: Weekday, day: Date, same: bool) -> Option<Point> {
    if same && day.weekday() == weekday {
        return Some(Point::day(day));
    }
    day.nth_weekday(-1, weekday).ok().map(Point::day)
}

/// The first such weekday after `day`.
fn weekday_after(weekday: Weekday, day: Date) -> Option<Point> {
    day.nth_weekday(1, weekday).ok().map(Point::day)
}

/// The point of the year nearest to `now` in the direction that the words or the tense give.
fn nearest(yearless: Yearless, now: Date, pick: Pick, tense: Tense) -> Option<Point> {
    let year = now.year();
    let last = point_in(yearless, year - 1);
    let this = point_in(yearless, year);
    let next = point_in(yearless, year + 1);
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
            if over {
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
                (Tense::Future | Tense::Infinitive, Grain::Month) if days(forward) > FAR => backward,
                (Tense::Past, _) => backward,
                (Tense::Future | Tense::Infinitive, _) => forward,
                (Tense::Unknown, _) => nearer,
            }
        }
    }
}

/// The point in `year`; of 29 February, in the next year that has one is not looked for.
fn point_in(yearless: Yearless, year: i16) -> Option<Point> {
    in_year(yearless, year)
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

/// The TIMEX3 value of a point whose year is not known.
fn relative_timex(yearless: Yearless) -> String {
    match yearless {
        Yearless::Weekday(day) => format!("XXXX-WXX-{}", day.to_monday_one_offset()),
        Yearless::Day(month, day) | Yearless::Holiday(Holiday::Fixed(month, day)) => {
            format!("XXXX-{month:02}-{day:02}")
        }
        Yearless::Month(month) => format!("XXXX-{month:02}"),
        Yearless::Quarter(n) => format!("XXXX-Q{n}"),
        Yearless::Half(n) => format!("XXXX-H{n}"),
        Yearless::Season(season) => {
            Point { grain: Grain::Season(season), start: Date::ZERO }.timex().replacen("0000", "XXXX", 1)
        }
        Yearless::Holiday(_) => String::new(),
    }
}

impl Clock {
    /// As TIMEX3 appends it to a day: `T10:35`.
    pub fn timex(self) -> String {
        let zone = if self.utc { "Z" } else { "" };
        format!("T{:02}:{:02}{zone}", self.hour, self.minute)
    }

    /// The instant; of midnight both of the day's, since writers mean either.
    fn bounds(self, day: Date) -> (Option<Bound>, Option<Bound>) {
        if self.hour == 24 {
            let instant = |day: Date| Bound::Instant(day.at(0, 0, 0, 0), self.utc);
            return (Some(instant(day)), add_days(day, 1).map(instant));
        }
        let instant = Some(Bound::Instant(day.at(self.hour, self.minute, 0, 0), self.utc));
        (instant, instant)
    }
}
