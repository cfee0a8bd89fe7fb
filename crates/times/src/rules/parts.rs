//! Parts of a year: quarters, halves, seasons, holidays.

use onrecord_numeral::{Tokens, ordinal};

use super::dates::{digits, month_day, named_year, pick, with_year};
use super::years::{early_or_late, year_at};
use super::{after_genitive, hyphen};
use crate::calendar::Grain;
use crate::lexicon;
use crate::meaning::{Meaning, Pick, Reading, Yearless};

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
        Some(Ok(year)) => Reading::new(end, Meaning::Point(crate::nearest::in_year(yearless, year)?)),
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
    if let (Yearless::Quarter(n), Meaning::Yearless(..), Some((day, _))) =
        (yearless, &reading.meaning, last_day(tokens, end))
    {
        return Some(Reading::new(end, Meaning::QuarterTo(Some(n), Box::new(day))));
    }
    if matches!(yearless, Yearless::Half(_))
        && matches!(reading.meaning, Meaning::Yearless(..))
        && !ends_half(tokens, end)
    {
        return None;
    }
    if fiscal && let Meaning::Point(point) = &mut reading.meaning {
        // The value stays the quarter's, as business reports are annotated; only the days are not known.
        point.grain = Grain::Quarter;
    }
    Some(reading)
}

/// The day on which a quarter ends before token `i`, and `i`: "ended Sept. 30".
pub(super) fn last_day(tokens: &Tokens<'_>, i: usize) -> Option<(Meaning, usize)> {
    let at = i + usize::from(tokens.low(i) == ",");
    matches!(tokens.low(at), "ended" | "ending").then_some(())?;
    Some((month_day(tokens, at + 1)?.meaning, i))
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
    matches!(
        tokens.low(end),
        "net" | "profit" | "profits" | "sales" | "revenue" | "earnings" | "results" | "loss"
    )
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
    let placed = matches!(tokens.before(i), "in" | "by" | "during" | "since" | "until" | "early" | "late")
        || (article && tokens.low(at + 1) != "of");
    (reading.end > at + 1 || pick != Pick::Tense || (noun && placed)).then_some(reading)
}

pub fn holiday(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (pick, at) = pick(tokens, i);
    let (holiday, end) = lexicon::holiday(tokens, at)?;
    Some(with_year(tokens, end, Yearless::Holiday(holiday), pick))
}
