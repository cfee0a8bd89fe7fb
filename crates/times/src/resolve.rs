//! From meanings to dates: by the words, by the day of publication, by the times spoken of before.

use jiff::civil::Date;
use onrecord_record::{ResolvedBy, TimeType};

use crate::calendar::{Grain, Holiday, Point, add_days};
use crate::lexicon::Unit;
use crate::meaning::{Anchor, Clock, Meaning, Pick, Reach, Reading, Vague, Yearless};
use crate::nearest::{in_year, nearest, weekday_after, weekday_before};
use crate::quarter::Quarter;
use crate::rules::length_timex;
use crate::tense::Tense;
use crate::{Bound, TimeExpression};

/// For how many sentences "a year ago" is the like quarter of the year before, once a quarter was named.
const QUARTER_REACH: usize = 4;

/// For how many sentences "the next day" leans on a day that was spoken of.
const DAY_REACH: usize = 3;

/// Half a quarter, in days.
const HALF_QUARTER: i64 = 45;

/// What is known of the report's time while its expressions are resolved in order.
pub struct Resolver {
    /// The day that "today" is.
    now: Option<(Date, ResolvedBy)>,
    /// The last point spoken of.
    last: Option<(Point, ResolvedBy)>,
    /// The last day spoken of, whatever weeks or years were spoken of since, and the sentence that spoke of it.
    last_day: Option<(Date, ResolvedBy, usize)>,
    /// The last quarter named.
    quarter: Option<Quarter>,
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

impl Resolver {
    /// A resolver for a report of this day, which names no other year than this.
    pub const fn new(now: Option<(Date, ResolvedBy)>, sole_year: Option<i16>) -> Self {
        Self { now, last: None, last_day: None, quarter: None, sentence: 0, sole_year, near_year: None }
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
            Meaning::WeekOf(day) => {
                let found = self.day(day, tense).and_then(|(d, by)| Some((Point::of(Grain::Week, d)?, by)));
                self.point(found, reading, String::new)
            }
            Meaning::Beside(count, day) => {
                let found =
                    self.day(day, tense).and_then(|(d, by)| Some((Point::day(add_days(d, *count)?), by)));
                self.point(found, reading, String::new)
            }
            Meaning::QuarterTo(number, day) => {
                let found = self.day(day, tense).and_then(|(day, by)| {
                    let named = self.quarter.filter(|q| q.point.start.year() == day.year());
                    let point = match (number, named) {
                        (Some(n), _) => in_year(Yearless::Quarter(*n), day.year())?,
                        (None, Some(quarter)) => quarter.point,
                        // The quarter of the calendar that holds most of its days.
                        (None, None) => Point::of(Grain::Quarter, add_days(day, -HALF_QUARTER)?)?,
                    };
                    self.quarter = Some(Quarter { point, last_day: Some(day), sentence: self.sentence });
                    Some((point, by))
                });
                self.point(found, reading, || number.map_or(String::new(), |n| format!("XXXX-Q{n}")))
            }
            Meaning::LikeQuarter(year) => {
                let like =
                    self.quarter.and_then(|q| q.shift(i64::from(*year) - i64::from(q.point.start.year())));
                let point = like.map(|q| q.point).or_else(|| Point::year(*year));
                self.point(point.map(|p| (p, ResolvedBy::Text)), reading, String::new)
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
        if point.grain == Grain::Day {
            self.last_day = Some((point.start, by, self.sentence));
        }
        let compared = matches!(
            reading.meaning,
            Meaning::Shift(_, _, Anchor::Now | Anchor::Context | Anchor::Told)
                | Meaning::Shift(Grain::Year, ..)
                | Meaning::LikeQuarter(_)
        );
        if point.grain == Grain::Quarter && !compared && !self.is_outlook(point) {
            self.note_quarter(point);
        }
        if by == ResolvedBy::Text {
            self.near_year = Some((point.start.year(), self.sentence));
        }
        let mut timex = point.timex();
        let (mut from, mut to) = match self.bounds(point) {
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

    /// Whether what is said of a quarter is an outlook, and no result to compare: it has not begun, or it still runs
    /// and the report named one that is over.
    fn is_outlook(&self, point: Point) -> bool {
        let Some((now, _)) = self.now else { return false };
        let runs = |q: Quarter| q.bounds().is_some_and(|(_, last)| last >= now);
        let known = self.quarter.is_some_and(|q| !runs(q));
        point.start > now || (known && self.bounds(point).is_some_and(|(_, last)| last >= now))
    }

    /// Notes a quarter that was named; its days stay those given before for a quarter of its number.
    fn note_quarter(&mut self, point: Point) {
        let like = self.quarter.and_then(|q| q.like(point)).and_then(|q| q.last_day);
        self.quarter = Some(Quarter { point, last_day: like, sentence: self.sentence });
    }

    /// The bounds of a point; those of a quarter by the last day that the report gives one of its number.
    fn bounds(&self, point: Point) -> Option<(Date, Date)> {
        match self.quarter.and_then(|q| q.like(point)) {
            Some(quarter) => quarter.bounds(),
            None => point.bounds(),
        }
    }

    /// The day that a date, with its year or without, stands for.
    fn day(&self, meaning: &Meaning, tense: Tense) -> Option<(Date, ResolvedBy)> {
        let (point, by) = match meaning {
            Meaning::Point(point) => (*point, ResolvedBy::Text),
            Meaning::Yearless(yearless, pick) => self.pick(*yearless, *pick, tense)?,
            _ => return None,
        };
        (point.grain == Grain::Day).then_some((point.start, by))
    }

    /// The day that "the next day" and "that day" lean on, if one was spoken of not long before.
    fn told_day(&self) -> Option<(Date, ResolvedBy)> {
        self.last_day.filter(|d| self.sentence <= d.2 + DAY_REACH).map(|(day, by, _)| (day, by))
    }

    fn shift(&self, grain: Grain, count: i64, anchor: Anchor) -> Option<(Point, ResolvedBy)> {
        if matches!(anchor, Anchor::Quarter | Anchor::LikeQuarter) {
            if let (Grain::Quarter, 0) = (grain, count) {
                // The one that the report speaks of, if it is over; else the last that is.
                let over = |q: &Quarter| {
                    self.now.is_none_or(|(day, _)| q.bounds().is_some_and(|(_, last)| last < day))
                };
                let found = self.quarter.filter(over).map(|q| (q.point, ResolvedBy::Text));
                return found.or_else(|| {
                    let (day, by) = self.now?;
                    Some((Point::of(Grain::Quarter, day)?.shift(-1)?, by))
                });
            }
            if let (Grain::Year, Some(quarter)) = (grain, self.quarter)
                && (anchor == Anchor::LikeQuarter || self.sentence <= quarter.sentence + QUARTER_REACH)
            {
                let by = self.now.map_or(ResolvedBy::Text, |(_, by)| by);
                return Some((quarter.shift(count)?.point, by));
            }
            if grain == Grain::Weekend {
                // In the week, the weekend is the one before; on it, it is this one.
                let (day, by) = self.now?;
                let back = if day.weekday().to_monday_one_offset() >= 6 { 0 } else { -1 };
                return Some((Point::of(grain, day)?.shift(back)?, by));
            }
        }
        let told = if grain == Grain::Day {
            self.told_day()
        } else {
            self.last.filter(|(point, _)| is_finer(point.grain, grain)).map(|(point, by)| (point.start, by))
        };
        let (base, by) = match (anchor, told, self.now) {
            (Anchor::Context | Anchor::Told, Some(told), _) => told,
            // "the next day" with no day before it; but a time of day is today's.
            (Anchor::Context, _, None) | (Anchor::Told, ..) => return None,
            (Anchor::Context, _, _) if count != 0 => return None,
            (_, _, now) => now?,
        };
        Some((Point::of(grain, base)?.shift(count)?, by))
    }

    fn pick(&self, yearless: Yearless, pick: Pick, tense: Tense) -> Option<(Point, ResolvedBy)> {
        if matches!(pick, Pick::Before | Pick::After)
            && let (Yearless::Weekday(day), Some((start, by))) = (yearless, self.told_day())
        {
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
