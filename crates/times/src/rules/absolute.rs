//! Points that name a day, month, quarter or year of the calendar.

use jiff::civil::Date;
use onrecord_numeral::{Kind, Tokens, ordinal, small};

use super::{after_genitive, hyphen};
use crate::calendar::{Grain, Point};
use crate::lexicon;
use crate::meaning::{Clock, Meaning, Pick, Reading, Yearless};

/// Digits at token `i`, at most `most` of them and nothing else.
fn digits(tokens: &Tokens<'_>, i: usize, most: usize) -> Option<i16> {
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
    let mut reading = Reading::new(i + 5, date.map_or(Meaning::Open(None), |d| Meaning::Point(Point::day(d))));
    // 2023-10-07T06:30, with seconds and zone or without
    if tokens.low(i + 5) == "t"
        && tokens.glued(i + 5)
        && tokens.low(i + 7) == ":"
        && let (Some(hour @ 0..=24), Some(minute @ 0..=59)) = (digits(tokens, i + 6, 2), digits(tokens, i + 8, 2))
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
        if !matches!(mark, "/" | "-") || tokens.low(i + 3) != mark || !(i + 1..=i + 4).all(|k| tokens.glued(k)) {
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
    let date = |day: i16, month: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
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
    if !suffix && tokens.glued(i + 1) && (clock || matches!(next, "%" | "/") || tokens.kind(i + 1) == Kind::Word) {
        return None;
    }
    Some((day as i8, i + 1 + usize::from(suffix)))
}

/// A year at token `i`: "2023", "'98", "nineteen ninety-six", "two thousand", and the first token after it.
fn year_at(tokens: &Tokens<'_>, i: usize) -> Option<(i16, usize)> {
    if let Some(year) = digits(tokens, i, 4) {
        let whole = tokens.raw(i).len() == 4 && (1000..=2099).contains(&year);
        let unit = tokens.glued(i + 1) && matches!(tokens.low(i + 1), "%" | "/" | ":" | "'");
        let genitive = tokens.low(i + 1) == "'" && tokens.low(i + 2) == "s";
        return (whole && (!unit || genitive)).then_some((year, i + 1));
    }
    if tokens.low(i) == "'" && tokens.glued(i + 1) {
        let year = digits(tokens, i + 1, 2).filter(|_| tokens.raw(i + 1).len() == 2)?;
        let plural = tokens.glued(i + 2) && tokens.low(i + 2) == "s";
        return (!plural).then_some((if year < 30 { 2000 + year } else { 1900 + year }, i + 2));
    }
    // In words, as speech is written down: "nineteen ninety-six", "two thousand (and) three".
    let (century, mut at) = match (tokens.low(i), tokens.low(i + 1)) {
        ("nineteen", _) => (1900, i + 1),
        ("eighteen", _) => (1800, i + 1),
        ("twenty", "ten" | "eleven" | "twelve" | "thirteen" | "fourteen" | "fifteen" | "sixteen" | "seventeen"
            | "eighteen" | "nineteen" | "twenty") => (2000, i + 1),
        ("two", "thousand") if matches!(tokens.before(i), "year" | "in" | "since") => (2000, i + 2),
        _ => return None,
    };
    let mut year = century;
    let tens = small(tokens.low(at)).filter(|n| *n >= 10.0);
    if let Some(n) = tens {
        year += n as i16;
        at += 1;
        let ones = at + usize::from(hyphen(tokens, at));
        if n >= 20.0
            && let Some(n) = small(tokens.low(ones)).filter(|n| (1.0..10.0).contains(n))
        {
            year += n as i16;
            at = ones + 1;
        }
    }
    (tens.is_some() || century == 2000).then_some((year, at))
}

/// "last year", "this year", "next year" at token `i`, after "of" or not, and the first token after it.
fn named_year(tokens: &Tokens<'_>, i: usize) -> Option<(i64, usize)> {
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
fn with_year(tokens: &Tokens<'_>, end: usize, yearless: Yearless, pick: Pick) -> Reading {
    if let Some((count, end)) = named_year(tokens, end) {
        return Reading::new(end, Meaning::InYear(yearless, count));
    }
    let comma = usize::from(matches!(tokens.low(end), "," | "of"));
    if let Some((year, after)) = year_at(tokens, end + comma)
        && tokens.kind(end + comma) == Kind::Number
    {
        let point = crate::resolve::in_year(yearless, year);
        return Reading::new(after, point.map_or(Meaning::Open(None), Meaning::Point));
    }
    if let Some((year, after)) = year_at(tokens, end + comma) {
        let point = crate::resolve::in_year(yearless, year);
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
        && let Some((month, end)) = (i - 3..i - 2).chain(i.checked_sub(4)).find_map(|k| lexicon::month(tokens, k))
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

pub fn month(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (pick, at) = pick(tokens, i);
    let (month, end) = lexicon::month(tokens, at)?;
    let reading = with_year(tokens, end, Yearless::Month(month), pick);
    if reading.end > end || pick != Pick::Tense {
        return Some(reading);
    }
    // Bare: names of people and a verb look the same.
    let full = lexicon::month_name(tokens, at).is_some();
    let placed = matches!(
        tokens.before(i),
        "in" | "since" | "by" | "until" | "till" | "from" | "through" | "of" | "during" | "to" | "late" | "early" | "before"
            | "after" | "between" | "mid" | "for" | "around" | "last"
    );
    let certain = match tokens.low(at) {
        "march" if tokens.before(i) == "the" => end == at + 1 && tokens.kind(end) == Kind::Word && !tokens.capital(end),
        "may" | "march" | "mar" | "jan" | "dec" => placed && !tokens.capital(end),
        "april" | "june" | "august" => placed || !tokens.capital(end),
        _ => full || (placed && end > at + 1),
    };
    certain.then_some(reading)
}

pub fn year(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let mut at = i;
    let fiscal = match tokens.low(i) {
        "fiscal" => {
            at += 1 + usize::from(tokens.low(i + 1) == "year");
            true
        }
        "fy" => {
            at += 1;
            true
        }
        "calendar" => {
            at += 1;
            false
        }
        _ => false,
    };
    // "the year 2000"
    if tokens.low(i) == "the" && tokens.low(i + 1) == "year" {
        at += 2;
    }
    let (year, end) = year_at(tokens, at)?;
    if at == i && !is_year(tokens, i, end, year) {
        return None;
    }
    let point = Point::year(year)?;
    let grain = if fiscal { Grain::Fiscal } else { Grain::Year };
    Some(Reading::new(end, Meaning::Point(Point { grain, ..point })))
}

/// Whether four digits are a year by what stands around them.
fn is_year(tokens: &Tokens<'_>, i: usize, end: usize, year: i16) -> bool {
    let before = tokens.before(i);
    let in_time = matches!(
        before,
        "in" | "since" | "of" | "until" | "till" | "by" | "from" | "between" | "during" | "through" | "before" | "after" | "early"
            | "late" | "mid" | "circa" | "and" | "to" | "(" | "the" | "for"
    );
    let after = tokens.low(end);
    let counted = tokens.kind(end) == Kind::Word
        && !tokens.capital(end)
        && !tokens.glued(end)
        && (after.ends_with('s') && after.len() > 4 && !after.ends_with("ss") || matches!(after, "people" | "men" | "women" | "percent" | "km"));
    let money = matches!(before, "$" | "£" | "€" | "¥" | "₹" | "#" | "about" | "some" | "nearly" | "least" | "than" | "no" | "over" | "rs" | "section" | "article" | "page" | "flight" | "resolution" | "number")
        || (tokens.glued(i) && !matches!(before, "(" | "-" | "/" | "'" | "\"" | "“" | "," | "—"));
    if money || (tokens.glued(end) && tokens.kind(end) == Kind::Word) || scaled(after) {
        return false;
    }
    if tokens.kind(i) == Kind::Number && year < 1900 {
        return in_time && !counted && before != "of" && before != "and" && before != "to" && before != "for" && before != "(";
    }
    if counted && (year % 100 == 0 || !in_time) {
        return false;
    }
    year % 100 != 0 || in_time || year == 2000
}

fn scaled(word: &str) -> bool {
    onrecord_numeral::scale(word).is_some()
}

pub fn decade_or_century(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let mut at = i + usize::from(tokens.low(i) == "the");
    if let Some(mod_end) = early_or_late(tokens, at) {
        at = mod_end;
    }
    let point = |grain, year: i16, end| Some(Reading::new(end, Meaning::Point(Point::of(grain, Date::new(year, 1, 1).ok()?)?)));
    // "1990s", "'90s", "90s"
    let quoted = usize::from(tokens.low(at) == "'" && tokens.glued(at + 1));
    if let Some(year) = digits(tokens, at + quoted, 4)
        && year % 10 == 0
        && tokens.glued(at + quoted + 1)
        && matches!(tokens.low(at + quoted + 1), "s" | "'")
    {
        let apostrophe = usize::from(tokens.low(at + quoted + 1) == "'");
        let end = at + quoted + 1 + apostrophe;
        if tokens.low(end) != "s" || !tokens.glued(end) {
            return None;
        }
        return match tokens.raw(at + quoted).len() {
            4 if (1100..=2090).contains(&year) && year % 100 != 0 => point(Grain::Decade, year, end + 1),
            4 if (1100..=2000).contains(&year) => point(Grain::Century, year, end + 1),
            2 if quoted == 1 || tokens.before(at) == "the" || at > i => point(Grain::Decade, 1900 + year, end + 1),
            _ => None,
        };
    }
    let word = tokens.low(at);
    if at > i
        && let Some(n) = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
            .iter()
            .position(|w| *w == word)
    {
        return point(Grain::Decade, 1920 + 10 * n as i16, at + 1);
    }
    // "the 20th century", "twenty-first-century"
    let (rank, mut end) = if let Some(n) = digits(tokens, at, 2) {
        let suffix = tokens.glued(at + 1) && matches!(tokens.low(at + 1), "st" | "nd" | "rd" | "th");
        (suffix.then_some(n)?, at + 2)
    } else if word == "twenty" && hyphen(tokens, at + 1) && tokens.low(at + 2) == "first" {
        (21, at + 3)
    } else {
        let tens = ["thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"];
        let late = tens.iter().position(|w| *w == word).map(|n| n as i16 + 13);
        (late.or_else(|| ordinal(word).map(|n| n as i16))?, at + 1)
    };
    end += usize::from(hyphen(tokens, end));
    if tokens.low(end) != "century" || !(1..=22).contains(&rank) {
        return None;
    }
    if matches!(tokens.low(end + 1), "bc" | "bce") {
        return Some(Reading::new(end + 2, Meaning::Open(None)));
    }
    point(Grain::Century, (rank - 1) * 100, end + 1)
}

/// The token after "early", "mid-" or "late" at `i`.
fn early_or_late(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    matches!(tokens.low(i), "early" | "mid" | "late" | "middle").then(|| i + 1 + usize::from(hyphen(tokens, i + 1)))
}

pub fn quarter(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let mut at = i + usize::from(matches!(tokens.low(i), "the" | "its" | "their"));
    if at > i && hyphen(tokens, at + 1) {
        // "the third-quarter loss": the article is the loss's.
        return None;
    }
    // "last year's third quarter", "the 1988 third quarter"
    let mut in_year = None;
    if let Some((count, end)) = named_year(tokens, at)
        && let Some(end) = after_genitive(tokens, end)
    {
        in_year = Some(Err(count));
        at = end;
    } else if let Some((year, end)) = year_at(tokens, at) {
        in_year = Some(Ok(year));
        at = after_genitive(tokens, end).unwrap_or(end);
    }
    let fiscal = tokens.low(at) == "fiscal";
    if fiscal {
        at += 1 + usize::from(hyphen(tokens, at + 1));
    }
    let (yearless, end) = quarter_name(tokens, at)?;
    let mut reading = match in_year {
        Some(Ok(year)) => Reading::new(end, Meaning::Point(crate::resolve::in_year(yearless, year)?)),
        Some(Err(count)) => Reading::new(end, Meaning::InYear(yearless, count)),
        None => {
            let of = tokens.low(end) == "of";
            let skip = end + usize::from(of) + usize::from(of && tokens.low(end + 1) == "fiscal");
            if skip > end + 1 {
                with_year(tokens, skip, yearless, Pick::Tense)
            } else {
                with_year(tokens, end, yearless, Pick::Tense)
            }
        }
    };
    if matches!(yearless, Yearless::Half(_)) && matches!(reading.meaning, Meaning::Yearless(..)) && !ends_half(tokens, end) {
        return None;
    }
    if fiscal && let Meaning::Point(point) = &mut reading.meaning {
        // The value stays the quarter's, as business reports are annotated; only the days are not known.
        point.grain = Grain::Quarter;
    }
    Some(reading)
}

/// "third quarter", "third-quarter", "Q3", "3Q", "first half", "H1".
fn quarter_name(tokens: &Tokens<'_>, i: usize) -> Option<(Yearless, usize)> {
    let word = tokens.low(i);
    let next = tokens.low(i + 1);
    if matches!(word, "q" | "h") && tokens.glued(i + 1) && tokens.capital(i) {
        let n = digits(tokens, i + 1, 1)?;
        return match (word, n) {
            ("q", 1..=4) => Some((Yearless::Quarter(n as i8), i + 2)),
            ("h", 1..=2) => Some((Yearless::Half(n as i8), i + 2)),
            _ => None,
        };
    }
    if next == "q"
        && tokens.glued(i + 1)
        && tokens.capital(i + 1)
        && let Some(n) = digits(tokens, i, 1).filter(|n| (1..=4).contains(n))
    {
        return Some((Yearless::Quarter(n as i8), i + 2));
    }
    let rank = ordinal(word).filter(|n| *n <= 4).map(|n| n as i8);
    let at = i + 1 + usize::from(hyphen(tokens, i + 1));
    match (rank, tokens.low(at)) {
        (Some(n), "quarter") if tokens.low(at + 1) != "-" || tokens.low(at + 2) != "final" => {
            Some((Yearless::Quarter(n), at + 1))
        }
        (Some(n @ 1..=2), "half") => Some((Yearless::Half(n), at + 1)),
        (None, "half") if matches!(word, "last" | "latter") => Some((Yearless::Half(2), at + 1)),
        _ => None,
    }
}

/// Whether a half without a year is one of a year rather than of a match.
fn ends_half(tokens: &Tokens<'_>, end: usize) -> bool {
    matches!(tokens.low(end), "net" | "profit" | "profits" | "sales" | "revenue" | "earnings" | "results" | "loss")
}

pub fn season(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (pick, mut at) = pick(tokens, i);
    let article = pick == Pick::Tense && tokens.low(i) == "the";
    at += usize::from(article);
    if let Some(end) = early_or_late(tokens, at) {
        at = end;
    }
    let season = lexicon::season(tokens.low(at))?;
    if matches!(tokens.low(at + 1), "'" | "-") && tokens.low(at + 2) != "s" {
        return None;
    }
    let reading = with_year(tokens, at + 1, Yearless::Season(season), pick);
    let noun = tokens.low(at) != "fall" && tokens.low(at) != "spring";
    let placed = matches!(tokens.before(i), "in" | "by" | "during" | "since" | "until" | "early" | "late") || (article && tokens.low(at + 1) != "of");
    (reading.end > at + 1 || pick != Pick::Tense || (noun && placed)).then_some(reading)
}

pub fn holiday(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (pick, at) = pick(tokens, i);
    let (holiday, end) = lexicon::holiday(tokens, at)?;
    Some(with_year(tokens, end, Yearless::Holiday(holiday), pick))
}
