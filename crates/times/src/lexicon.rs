//! Names of months, weekdays, units, seasons, holidays and parts of the day.

use jiff::civil::Weekday;
use onrecord_numeral::{Kind, Tokens};

use crate::calendar::{Grain, Holiday, Season};

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The month named in full at token `i`, from 1; months are written with a capital.
pub fn month_name(tokens: &Tokens<'_>, i: usize) -> Option<i8> {
    let at = MONTHS.iter().position(|m| *m == tokens.low(i))?;
    tokens.capital(i).then_some(at as i8 + 1)
}

/// The month at token `i`, in full or short ("Oct.", "Sept"), and the first token after it.
pub fn month(tokens: &Tokens<'_>, i: usize) -> Option<(i8, usize)> {
    if let Some(m) = month_name(tokens, i) {
        return Some((m, i + 1));
    }
    let word = tokens.low(i);
    if !tokens.capital(i) || !(word.len() == 3 || word == "sept") {
        return None;
    }
    let at = MONTHS.iter().position(|m| m.starts_with(word))?;
    let stop = tokens.low(i + 1) == "." && tokens.glued(i + 1);
    Some((at as i8 + 1, i + 1 + usize::from(stop)))
}

/// The weekday at token `i`, and the first token after it. Short forms need their full stop, or a comma, or a digit.
pub fn weekday(tokens: &Tokens<'_>, i: usize) -> Option<(Weekday, usize)> {
    if !tokens.capital(i) {
        return None;
    }
    let word = tokens.low(i);
    if let Some((_, day)) = WEEKDAYS.iter().find(|(name, _)| *name == word) {
        return Some((*day, i + 1));
    }
    let short = matches!(
        word,
        "mon" | "tue" | "tues" | "wed" | "weds" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
    );
    let dated =
        tokens.low(i + 1) == "," && (month(tokens, i + 2).is_some() || tokens.kind(i + 2) == Kind::Number);
    let follows = dated || (tokens.low(i + 1) == "." && tokens.glued(i + 1));
    if !short || !follows {
        return None;
    }
    let stem = &word[..3];
    let (_, day) = WEEKDAYS.iter().find(|(name, _)| name.starts_with(stem))?;
    Some((*day, i + 1 + usize::from(tokens.low(i + 1) == ".")))
}

/// The weekday of a plural: "Mondays".
pub fn weekdays(tokens: &Tokens<'_>, i: usize) -> Option<Weekday> {
    let word = tokens.low(i).strip_suffix('s')?;
    let (_, day) = WEEKDAYS.iter().find(|(name, _)| *name == word)?;
    tokens.capital(i).then_some(*day)
}

/// The season that a word names.
pub fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "fall" | "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// The part of the day that a word names, as TIMEX3 writes it.
pub fn part(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" => "TMO",
        "afternoon" => "TAF",
        "evening" => "TEV",
        "night" => "TNI",
        _ => return None,
    })
}

/// A unit of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days and nights.
    Day,
    /// Weekends.
    Weekend,
    /// Weeks.
    Week,
    /// Fourteen days.
    Fortnight,
    /// Months.
    Month,
    /// Three months.
    Quarter,
    /// Years.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// The unit that a word names, and whether the word is a plural.
pub fn unit(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "second" => (Unit::Second, false),
        "seconds" => (Unit::Second, true),
        "minute" => (Unit::Minute, false),
        "minutes" | "mins" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" | "hrs" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" | "nights" => (Unit::Day, true),
        "weekend" => (Unit::Weekend, false),
        "weekends" => (Unit::Weekend, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "fortnight" => (Unit::Fortnight, false),
        "fortnights" => (Unit::Fortnight, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        "millennium" => (Unit::Millennium, false),
        "millennia" => (Unit::Millennium, true),
        _ => return None,
    })
}

impl Unit {
    /// The grain of the calendar that counts this unit; none for those shorter than a day.
    pub const fn grain(self) -> Option<Grain> {
        Some(match self {
            Self::Second | Self::Minute | Self::Hour | Self::Millennium => return None,
            Self::Day => Grain::Day,
            Self::Weekend => Grain::Weekend,
            Self::Week | Self::Fortnight => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        })
    }
}

/// The holiday that begins at token `i`, and the first token after it.
pub fn holiday(tokens: &Tokens<'_>, i: usize) -> Option<(Holiday, usize)> {
    if !tokens.capital(i) {
        return None;
    }
    let next = tokens.low(i + 1);
    let two = |h| Some((h, i + 2));
    match (tokens.low(i), next) {
        ("christmas", "eve") => two(Holiday::Fixed(12, 24)),
        ("christmas", "day") => two(Holiday::Fixed(12, 25)),
        ("christmas", _) => Some((Holiday::Fixed(12, 25), i + 1)),
        ("boxing", "day") => two(Holiday::Fixed(12, 26)),
        ("thanksgiving", "day") => two(Holiday::Nth(11, 4, Weekday::Thursday)),
        ("thanksgiving", _) => Some((Holiday::Nth(11, 4, Weekday::Thursday), i + 1)),
        ("halloween", _) => Some((Holiday::Fixed(10, 31), i + 1)),
        ("easter", "monday") => two(Holiday::Easter(1)),
        ("easter", "sunday") => two(Holiday::Easter(0)),
        ("easter", _) => Some((Holiday::Easter(0), i + 1)),
        ("good", "friday") => two(Holiday::Easter(-2)),
        ("labor", "day") => two(Holiday::Nth(9, 1, Weekday::Monday)),
        ("memorial", "day") => two(Holiday::Nth(5, -1, Weekday::Monday)),
        ("election", "day") => two(Holiday::Election),
        ("may", "day") => two(Holiday::Fixed(5, 1)),
        ("bastille", "day") => two(Holiday::Fixed(7, 14)),
        ("anzac", "day") => two(Holiday::Fixed(4, 25)),
        ("nowruz" | "ramadan" | "diwali" | "hanukkah" | "passover", _) => Some((Holiday::Uncomputed, i + 1)),
        ("new", "year") if tokens.low(i + 2) == "'" && tokens.low(i + 3) == "s" => match tokens.low(i + 4) {
            "eve" => Some((Holiday::Fixed(12, 31), i + 5)),
            "day" => Some((Holiday::Fixed(1, 1), i + 5)),
            _ => None,
        },
        ("valentine", "'") if tokens.low(i + 3) == "day" => Some((Holiday::Fixed(2, 14), i + 4)),
        ("july", "fourth") => two(Holiday::Fixed(7, 4)),
        ("fourth", "of") if tokens.low(i + 2) == "july" => Some((Holiday::Fixed(7, 4), i + 3)),
        _ => None,
    }
}
