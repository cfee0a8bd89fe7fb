//! Days and months of the calendar.

use jiff::civil::Date;
use onrecord_numeral::{Kind, Tokens};

use super::hyphen;
use super::years::year_at;
use crate::calendar::Point;
use crate::lexicon;
use crate::meaning::{Clock, Meaning, Pick, Reading, Yearless};

/// Digits at token `i`, at most `most` of them and nothing else.
pub(super) fn digits(tokens: &Tokens<'_>, i: usize, most: usize) -> Option<i16> {
    let raw = tokens.raw(i);
    (tokens.kind(i) == Kind::Number && raw.len() <= most).then(|| raw.parse().ok()).flatten()
}

pub fn iso_date(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let year = digits(tokens, i, 4).filter(|y| *y >= 1000)?;
    if !(hyphen(tokens, i + 1) && hyphen(tokens, i + 3)) {
        return None;
    }
    let (month, day) = (digits(tokens, i + 2, 2)?, digits(tokens, i + 4, 2)?);
    let date = Date::new(year, month as i8, day as i8).ok();
    let mut reading =
        Reading::new(i + 5, date.map_or(Meaning::Open(None), |d| Meaning::Point(Point::day(d))));
    // 2023-10-07T06:30, with seconds and zone or without
    if tokens.low(i + 5) == "t"
        && tokens.glued(i + 5)
        && tokens.low(i + 7) == ":"
        && let (Some(hour @ 0..=24), Some(minute @ 0..=59)) =
            (digits(tokens, i + 6, 2), digits(tokens, i + 8, 2))
    {
        reading.end = i + 9;
        if tokens.low(i + 9) == ":" && tokens.kind(i + 10) == Kind::Number {
            reading.end = i + 11;
        }
        let utc = tokens.low(reading.end) == "z" && tokens.glued(reading.end);
        reading.end += usize::from(utc);
        reading.clock = Some(Clock { hour: hour as i8, minute: minute as i8, utc });
    }
    Some(reading)
}

pub fn numeric_date(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (first, second, year, end) = if let Some((first, rest)) = tokens.raw(i).split_once('.') {
        // 07.10.2023
        let (second, year) = rest.split_once('.')?;
        (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?, i + 1)
    } else {
        let mark = tokens.low(i + 1);
        if !matches!(mark, "/" | "-")
            || tokens.low(i + 3) != mark
            || !(i + 1..=i + 4).all(|k| tokens.glued(k))
        {
            return None;
        }
        let year = digits(tokens, i + 4, 4).filter(|_| matches!(tokens.raw(i + 4).len(), 2 | 4))?;
        (digits(tokens, i, 2)?, digits(tokens, i + 2, 2)?, year, i + 5)
    };
    let year: i16 = match year {
        0..=68 if end > i + 1 => year + 2000,
        69..=99 if end > i + 1 => year + 1900,
        1000..=2999 => year,
        _ => return None,
    };
    let date =
        |day: i16, month: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let meaning = match (date(first, second), date(second, first)) {
        // Points between the parts are not American.
        (Some(day), None) | (None, Some(day)) => Meaning::Point(Point::day(day)),
        (Some(day), Some(_)) if end == i + 1 => Meaning::Point(Point::day(day)),
        (Some(a), Some(b)) if a == b => Meaning::Point(Point::day(a)),
        (Some(a), Some(b)) => Meaning::Open(Some((a.min(b), a.max(b)))),
        (None, None) => return None,
    };
    Some(Reading::new(end, meaning))
}

/// A day of the month at token `i`: "7", "7th", and the first token after it.
fn day_of_month(tokens: &Tokens<'_>, i: usize) -> Option<(i8, usize)> {
    let day = digits(tokens, i, 2).filter(|d| (1..=31).contains(d))?;
    let next = tokens.low(i + 1);
    let suffix = tokens.glued(i + 1) && matches!(next, "st" | "nd" | "rd" | "th");
    let clock = next == ":" && tokens.kind(i + 2) == Kind::Number && tokens.glued(i + 2);
    if !suffix
        && tokens.glued(i + 1)
        && (clock || matches!(next, "%" | "/") || tokens.kind(i + 1) == Kind::Word)
    {
        return None;
    }
    Some((day as i8, i + 1 + usize::from(suffix)))
}

/// "last year", "this year", "next year" at token `i`, after "of" or not, and the first token after it.
pub(super) fn named_year(tokens: &Tokens<'_>, i: usize) -> Option<(i64, usize)> {
    let at = i + usize::from(tokens.low(i) == "of");
    let count = match (tokens.low(at), tokens.low(at + 1)) {
        ("last", "year") => -1,
        ("this", "year") => 0,
        ("next", "year") => 1,
        _ => return None,
    };
    Some((count, at + 2))
}

/// Adds the year that follows at `end`, if one does, to a point of the year.
pub(super) fn with_year(tokens: &Tokens<'_>, end: usize, yearless: Yearless, pick: Pick) -> Reading {
    if let Some((count, end)) = named_year(tokens, end) {
        return Reading::new(end, Meaning::InYear(yearless, count));
    }
    let comma = usize::from(matches!(tokens.low(end), "," | "of"));
    if let Some((year, after)) = year_at(tokens, end + comma)
        && tokens.kind(end + comma) == Kind::Number
    {
        let point = crate::nearest::in_year(yearless, year);
        return Reading::new(after, point.map_or(Meaning::Open(None), Meaning::Point));
    }
    if let Some((year, after)) = year_at(tokens, end + comma) {
        let point = crate::nearest::in_year(yearless, year);
        return Reading::new(after, point.map_or(Meaning::Open(None), Meaning::Point));
    }
    Reading::new(end, Meaning::Yearless(yearless, pick))
}

pub fn month_day(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    // "Friday, Oct. 7", "Friday the 7th of October"
    let mut at = i;
    if let Some((_, end)) = lexicon::weekday(tokens, i) {
        at = end + usize::from(tokens.low(end) == ",");
        at += usize::from(tokens.low(at) == "the");
    }
    let (pick, at) = if at == i { pick(tokens, i) } else { (Pick::Tense, at) };
    if let Some((month, end)) = lexicon::month(tokens, at) {
        let (day, end) = day_of_month(tokens, end)?;
        return Some(with_year(tokens, end, Yearless::Day(month, day), pick));
    }
    let (day, end) = day_of_month(tokens, at)?;
    if let Some((month, end)) = lexicon::month(tokens, end + usize::from(tokens.low(end) == "of")) {
        return Some(with_year(tokens, end, Yearless::Day(month, day), pick));
    }
    // "October 7-9", "April 24 and 25"; "7-9 October", "between 7 and 9 October"
    let joined = |word: &str| matches!(word, "-" | "—" | "and" | "to" | "through" | "or" | "&");
    if i >= 3
        && joined(tokens.low(i - 1))
        && tokens.kind(i - 2) == Kind::Number
        && (day_of_month(tokens, i - 2)?.1 == i - 1)
        && let Some((month, end)) =
            (i - 3..i - 2).chain(i.checked_sub(4)).find_map(|k| lexicon::month(tokens, k))
        && end == i - 2
    {
        return Some(with_year(tokens, i + 1, Yearless::Day(month, day), Pick::Tense));
    }
    if joined(tokens.low(end))
        && let Some((_, end)) = day_of_month(tokens, end + 1)
        && let Some((month, after)) = lexicon::month(tokens, end)
    {
        let whole = with_year(tokens, after, Yearless::Day(month, day), Pick::Tense);
        return Some(Reading { end: at + 1, ..whole });
    }
    None
}

/// What "last", "next", "this" before a point say of it, and the first token after; the bare point otherwise.
pub fn pick(tokens: &Tokens<'_>, i: usize) -> (Pick, usize) {
    let at = i + usize::from(tokens.low(i) == "the");
    match tokens.low(at) {
        "last" | "past" => (Pick::Last, at + 1),
        "next" | "coming" => (Pick::Next, at + 1),
        "this" if matches!(tokens.low(at + 1), "coming" | "next") => (Pick::Next, at + 2),
        "this" if matches!(tokens.low(at + 1), "past" | "last") => (Pick::Last, at + 2),
        "this" => (Pick::This, at + 1),
        "previous" | "preceding" => (Pick::Before, at + 1),
        "following" => (Pick::After, at + 1),
        _ => (Pick::Tense, i),
    }
}

/// How many months of a list may stand before the one that has the year.
const LISTED: usize = 2;

/// What a month means whose year is that of the months joined to it: "March, April or May 2015".
fn shared_year(tokens: &Tokens<'_>, mut end: usize, month: i8) -> Option<Meaning> {
    for _ in 0..LISTED {
        let comma = tokens.low(end) == ",";
        let joined = matches!(tokens.low(end), "and" | "or" | "to" | "through" | "-" | "," | "&");
        let at = end + 1 + usize::from(comma && matches!(tokens.low(end + 1), "and" | "or"));
        let (_, next) = lexicon::month(tokens, at).filter(|_| joined)?;
        match with_year(tokens, next, Yearless::Month(month), Pick::Tense).meaning {
            Meaning::Yearless(..) => end = next,
            dated => return Some(dated),
        }
    }
    None
}

pub fn month(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (pick, at) = pick(tokens, i);
    let (month, end) = lexicon::month(tokens, at)?;
    let reading = with_year(tokens, end, Yearless::Month(month), pick);
    if reading.end > end || pick != Pick::Tense {
        return Some(reading);
    }
    if let Some(meaning) = shared_year(tokens, end, month) {
        return Some(Reading::new(end, meaning));
    }
    // Bare: names of people and a verb look the same.
    let full = lexicon::month_name(tokens, at).is_some();
    let placed = matches!(
        tokens.before(i),
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "from"
            | "through"
            | "of"
            | "during"
            | "to"
            | "late"
            | "early"
            | "before"
            | "after"
            | "between"
            | "mid"
            | "for"
            | "around"
            | "last"
    );
    let certain = match tokens.low(at) {
        "march" if tokens.before(i) == "the" => {
            end == at + 1 && tokens.kind(end) == Kind::Word && !tokens.capital(end)
        }
        "may" | "march" | "mar" | "jan" | "dec" => placed && !tokens.capital(end),
        "april" | "june" | "august" => placed || !tokens.capital(end),
        _ => full || (placed && end > at + 1),
    };
    certain.then_some(reading)
}
