//! Years, decades and centuries.

use jiff::civil::Date;
use onrecord_numeral::{Kind, Tokens, ordinal, small};

use super::dates::digits;
use super::hyphen;
use crate::calendar::{Grain, Point};
use crate::meaning::{Meaning, Reading};

/// A year at token `i`: "2023", "'98", "nineteen ninety-six", "two thousand", and the first token after it.
pub(super) fn year_at(tokens: &Tokens<'_>, i: usize) -> Option<(i16, usize)> {
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
        (
            "twenty",
            "ten" | "eleven" | "twelve" | "thirteen" | "fourteen" | "fifteen" | "sixteen" | "seventeen"
            | "eighteen" | "nineteen" | "twenty",
        ) => (2000, i + 1),
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
        "in" | "since"
            | "of"
            | "until"
            | "till"
            | "by"
            | "from"
            | "between"
            | "during"
            | "through"
            | "before"
            | "after"
            | "early"
            | "late"
            | "mid"
            | "circa"
            | "and"
            | "to"
            | "("
            | "the"
            | "for"
    );
    let after = tokens.low(end);
    let counted = tokens.kind(end) == Kind::Word
        && !tokens.capital(end)
        && !tokens.glued(end)
        && (after.ends_with('s') && after.len() > 4 && !after.ends_with("ss")
            || matches!(after, "people" | "men" | "women" | "percent" | "km"));
    let money = matches!(
        before,
        "$" | "£"
            | "€"
            | "¥"
            | "₹"
            | "#"
            | "about"
            | "some"
            | "nearly"
            | "least"
            | "than"
            | "no"
            | "over"
            | "rs"
            | "section"
            | "article"
            | "page"
            | "flight"
            | "resolution"
            | "number"
    ) || (tokens.glued(i) && !matches!(before, "(" | "-" | "/" | "'" | "\"" | "“" | "," | "—"));
    if money || (tokens.glued(end) && tokens.kind(end) == Kind::Word) || scaled(after) {
        return false;
    }
    if tokens.kind(i) == Kind::Number && year < 1900 {
        return in_time
            && !counted
            && before != "of"
            && before != "and"
            && before != "to"
            && before != "for"
            && before != "(";
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
    let point = |grain, year: i16, end| {
        Some(Reading::new(end, Meaning::Point(Point::of(grain, Date::new(year, 1, 1).ok()?)?)))
    };
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
            2 if quoted == 1 || tokens.before(at) == "the" || at > i => {
                point(Grain::Decade, 1900 + year, end + 1)
            }
            _ => None,
        };
    }
    let word = tokens.low(at);
    if at > i
        && let Some(n) =
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
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
        let tens = [
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ];
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
pub(super) fn early_or_late(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    matches!(tokens.low(i), "early" | "mid" | "late" | "middle")
        .then(|| i + 1 + usize::from(hyphen(tokens, i + 1)))
}
