//! Lengths of time, and times that come again.

use onrecord_numeral::Tokens;

use super::hyphen;
use super::relative::{amount, open_amount};
use crate::lexicon::{self, Unit};
use crate::meaning::{Meaning, Reach, Reading, Vague};

/// The words before an amount that say how surely it holds, and the first token after them.
fn quantifier(tokens: &Tokens<'_>, i: usize) -> usize {
    match (tokens.low(i), tokens.low(i + 1)) {
        ("more" | "less" | "fewer" | "longer", "than") | ("at", "least" | "most") | ("up", "to") => i + 2,
        ("no", "more" | "less" | "longer") if tokens.low(i + 2) == "than" => i + 3,
        ("over", "the" | "several" | "a") => i,
        (
            "about" | "almost" | "nearly" | "over" | "under" | "around" | "roughly" | "approximately"
            | "some" | "barely",
            _,
        ) => i + 1,
        _ => i,
    }
}

/// A half that follows a unit: "an hour and a half".
fn and_a_half(tokens: &Tokens<'_>, i: usize) -> bool {
    (tokens.low(i), tokens.low(i + 1), tokens.low(i + 2)) == ("and", "a", "half")
}

/// Whether an age ends here: "old", "-old", "of age".
fn is_age(tokens: &Tokens<'_>, i: usize) -> bool {
    let at = i + usize::from(hyphen(tokens, i));
    matches!(tokens.low(at), "old" | "olds") || (tokens.low(i), tokens.low(i + 1)) == ("of", "age")
}

pub fn length(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    // "the year ended March 31"
    if tokens.low(i) == "the" {
        let at = i + 1 + usize::from(matches!(tokens.low(i + 1), "fiscal" | "full" | "financial"));
        if tokens.low(at) == "year" && matches!(tokens.low(at + 1), "ended" | "ending" | "to") {
            return Some(Reading::new(at + 1, Meaning::Length(Some(1.0), Unit::Year, Reach::Nowhere)));
        }
    }
    if let Some(reading) = lasting(tokens, i) {
        return Some(reading);
    }
    let counted = quantifier(tokens, i);
    let mut at = counted
        + usize::from(matches!(tokens.low(counted), "the" | "another" | "its" | "his" | "her" | "their"));
    // "the first nine months", "the latest six weeks"
    if at > counted && matches!(tokens.low(at), "first" | "final" | "latest" | "full" | "entire") {
        at += 1;
    }
    let half = tokens.low(at) == "half" && matches!(tokens.low(at + 1), "a" | "an");
    let (value, mut end) = if half { (Some(0.5), at + 2) } else { bare_or_amount(tokens, at)? };
    let joined = hyphen(tokens, end);
    if joined && at > counted {
        // "the two-week crisis": the article is the crisis's.
        return None;
    }
    end += usize::from(joined);
    end += usize::from(matches!(
        tokens.low(end),
        "more" | "full" | "consecutive" | "straight" | "whole" | "fiscal"
    ));
    let (unit, plural) = lexicon::unit(tokens.low(end))?;
    let article = end == at + 1 && matches!(tokens.low(at), "a" | "an");
    if article && !placed(tokens, i, counted) && !and_a_half(tokens, end + 1) {
        return None;
    }
    // "one second thought", "a third quarter", "three second places"
    if matches!(unit, Unit::Quarter | Unit::Second) && (!plural || joined) {
        return None;
    }
    // "a three hour meeting"
    let noun = tokens.kind(end + 1) == onrecord_numeral::Kind::Word && !tokens.capital(end + 1);
    if !plural && !joined && value.is_some_and(|n| n > 1.0) && unit != Unit::Fortnight && !noun {
        return None;
    }
    end += 1;
    // "24 hours a day"
    if matches!(tokens.low(end), "a" | "per") && lexicon::unit(tokens.low(end + 1)).is_some() {
        return None;
    }
    let mut value = value;
    if and_a_half(tokens, end) {
        value = value.map(|n| n + 0.5);
        end += 3;
    }
    if is_age(tokens, end) || matches!(tokens.low(end), "ago") {
        return None;
    }
    if hyphen(tokens, end) && tokens.low(end + 1) == "long" {
        end += 2;
    }
    let reach = match tokens.low(end) {
        "before" => Reach::Before,
        "leading" | "prior" if matches!(tokens.low(end + 1), "up" | "to") => Reach::Before,
        "after" | "since" | "following" => Reach::After,
        _ => Reach::Nowhere,
    };
    Some(Reading::new(end, Meaning::Length(value.filter(|n| *n < 1e6), unit, reach)))
}

/// "day-long", "yearlong": one of the unit.
fn lasting(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let hyphened = hyphen(tokens, i + 1) && tokens.low(i + 2) == "long" && !hyphen(tokens, i.wrapping_sub(1));
    let (word, end) =
        if hyphened { (tokens.low(i), i + 3) } else { (tokens.low(i).strip_suffix("long")?, i + 1) };
    let (unit, plural) = lexicon::unit(word)?;
    (!plural).then(|| Reading::new(end, Meaning::Length(Some(1.0), unit, Reach::Nowhere)))
}

/// An amount, or a bare plural where a preposition calls for a length: "for years".
fn bare_or_amount(tokens: &Tokens<'_>, i: usize) -> Option<(Option<f64>, usize)> {
    if lexicon::unit(tokens.low(i)).is_some_and(|(_, plural)| plural) {
        let called = matches!(
            tokens.before(i),
            "for"
                | "of"
                | "in"
                | "within"
                | "after"
                | "over"
                | "the"
                | "took"
                | "takes"
                | "take"
                | "spent"
                | "lasted"
                | "these"
                | "those"
                | "follows"
                | "followed"
        );
        let reached = matches!(tokens.low(i + 1), "before" | "after" | "since") || hyphen(tokens, i + 1);
        // "hundreds of years" is no few of them, and "a matter of days" none in particular.
        let many = i > 1
            && matches!(
                tokens.low(i - 2),
                "hundreds" | "thousands" | "dozens" | "scores" | "millions" | "matter"
            );
        return ((called && !many) || reached).then_some((None, i));
    }
    amount(tokens, i)
}

/// Whether "a year" is a length here, and not a rate or an indefinite year.
fn placed(tokens: &Tokens<'_>, i: usize, counted: usize) -> bool {
    // "as long as a month"
    let as_long =
        i >= 2 && tokens.before(i) == "as" && matches!(tokens.low(i - 2), "long" | "little" | "much");
    counted > i
        || as_long
        || matches!(
            tokens.before(i),
            "for"
                | "in"
                | "within"
                | "after"
                | "than"
                | "took"
                | "take"
                | "takes"
                | "taking"
                | "lasted"
                | "last"
                | "over"
                | "spend"
                | "spent"
                | "only"
                | "just"
                | "half"
                | "until"
                | "barely"
                | "quite"
                | "served"
                | "serve"
        )
}

pub fn window(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let counted = quantifier(tokens, i);
    let mut at = counted
        + usize::from(matches!(tokens.low(counted), "the" | "these" | "its" | "his" | "her" | "their"));
    let word = tokens.low(at);
    let reach = match word {
        "past" | "last" | "previous" | "preceding" | "recent" => Reach::Back,
        "next" | "coming" | "future" => Reach::Ahead,
        _ => return None,
    };
    at += 1;
    let (value, end) = open_amount(tokens, at).or_else(|| {
        let bare = lexicon::unit(tokens.low(at)).is_some();
        if bare { Some((None, at)) } else { amount(tokens, at) }
    })?;
    let counted = end > at;
    let (unit, plural) = lexicon::unit(tokens.low(end))?;
    let value = if counted || plural { value } else { Some(1.0) };
    // "last year" is a point, "the past year" a length.
    let whole = word == "past" && at > i + 1;
    let mut end = end + 1;
    let mut value = value;
    // "the last year and a half"
    if !plural && and_a_half(tokens, end) {
        value = value.map(|n| n + 0.5);
        end += 3;
    } else if !plural && !whole {
        return None;
    }
    if matches!(word, "recent" | "future") || (word == "coming" && !counted) {
        // "recent weeks and months"
        if tokens.low(end) == "and" && lexicon::unit(tokens.low(end + 1)).is_some_and(|(_, plural)| plural) {
            end += 2;
        }
        let side = if reach == Reach::Back { Vague::Past } else { Vague::Future };
        return Some(Reading::new(end, Meaning::Vague(side)));
    }
    Some(Reading::new(end, Meaning::Length(value.filter(|n| *n < 1e6), unit, reach)))
}

pub fn set(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let repeat = |end, timex: &str| Some(Reading::new(end, Meaning::Repeat(timex.to_owned())));
    match tokens.low(i) {
        "every" | "each" => every(tokens, i + 1),
        "hourly" => repeat(i + 1, "PT1H"),
        // "Daily Mail", "USA Weekly"
        "daily" | "nightly" if !named(tokens, i) => repeat(i + 1, "P1D"),
        "weekly" if !named(tokens, i) => repeat(i + 1, "P1W"),
        "fortnightly" => repeat(i + 1, "P2W"),
        "monthly" if !named(tokens, i) => repeat(i + 1, "P1M"),
        "annually" | "yearly" => repeat(i + 1, "P1Y"),
        "once" | "twice" => rate(tokens, i + 1),
        _ if tokens.low(i + 1) == "times" => {
            onrecord_numeral::numeral(tokens, i).filter(|n| n.end == i + 1)?;
            rate(tokens, i + 2)
        }
        _ => {
            // "Mondays", "Tuesday nights"
            if let Some(day) = lexicon::weekdays(tokens, i) {
                return repeat(i + 1, &weekly(day));
            }
            let (day, end) = lexicon::weekday(tokens, i)?;
            let code = lexicon::part(tokens.low(end).strip_suffix('s')?)?;
            repeat(end + 1, &format!("{}{code}", weekly(day)))
        }
    }
}

fn named(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.capital(i) && (tokens.capital(i + 1) || (i > 0 && tokens.capital(i - 1)))
}

fn weekly(day: jiff::civil::Weekday) -> String {
    format!("XXXX-WXX-{}", day.to_monday_one_offset())
}

/// "a week" after "twice".
fn rate(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    if !matches!(tokens.low(i), "a" | "an" | "each" | "every" | "per") {
        return None;
    }
    let (unit, plural) = lexicon::unit(tokens.low(i + 1))?;
    (!plural).then(|| Reading::new(i + 2, Meaning::Repeat(timex(Some(1.0), unit))))
}

/// What follows "every".
fn every(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let repeat = |end, timex: String| Some(Reading::new(end, Meaning::Repeat(timex)));
    if let Some((day, end)) = lexicon::weekday(tokens, i) {
        let part = lexicon::part(tokens.low(end));
        return repeat(end + usize::from(part.is_some()), format!("{}{}", weekly(day), part.unwrap_or("")));
    }
    if let Some(month) = lexicon::month_name(tokens, i) {
        return repeat(i + 1, format!("XXXX-{month:02}"));
    }
    if let Some(season) = lexicon::season(tokens.low(i)).filter(|_| tokens.low(i) != "fall") {
        let point = crate::calendar::Point {
            grain: crate::calendar::Grain::Season(season),
            start: jiff::civil::Date::ZERO,
        };
        return repeat(i + 1, point.timex().replace("0000", "XXXX"));
    }
    if let Some(code) = lexicon::part(tokens.low(i)) {
        return repeat(i + 1, format!("XXXX-XX-XX{code}"));
    }
    let (count, at) = match tokens.low(i) {
        "other" | "second" => (Some(2.0), i + 1),
        "few" => (None, i + 1),
        _ => onrecord_numeral::numeral(tokens, i).map_or((Some(1.0), i), |n| (Some(n.value), n.end)),
    };
    let (unit, _) = lexicon::unit(tokens.low(at))?;
    repeat(at + 1, timex(count, unit))
}

/// A length as TIMEX3 writes it: `P3D`, `PT5H30M`, `PXY`.
pub fn timex(amount: Option<f64>, unit: Unit) -> String {
    let (time, factor, letter, smaller) = match unit {
        Unit::Second => ("T", 1.0, "S", None),
        Unit::Minute => ("T", 1.0, "M", Some((60.0, "S"))),
        Unit::Hour => ("T", 1.0, "H", Some((60.0, "M"))),
        Unit::Day => ("", 1.0, "D", None),
        Unit::Weekend => ("", 1.0, "WE", None),
        Unit::Week => ("", 1.0, "W", None),
        Unit::Fortnight => ("", 2.0, "W", None),
        Unit::Month => ("", 1.0, "M", None),
        Unit::Quarter => ("", 1.0, "Q", None),
        Unit::Year => ("", 1.0, "Y", Some((12.0, "M"))),
        Unit::Decade => ("", 10.0, "Y", None),
        Unit::Century => ("", 100.0, "Y", None),
        Unit::Millennium => ("", 1000.0, "Y", None),
    };
    let Some(amount) = amount else {
        return match unit {
            Unit::Decade => "PXDE".to_owned(),
            Unit::Century => "PXCE".to_owned(),
            _ => format!("P{time}X{letter}"),
        };
    };
    let total = amount * factor;
    match smaller {
        Some((parts, small)) if total.fract() != 0.0 => {
            let rest = (total.fract() * parts).round();
            let whole = total.trunc();
            if whole == 0.0 {
                format!("P{time}{rest}{small}")
            } else {
                format!("P{time}{whole}{letter}{rest}{small}")
            }
        }
        _ => format!("P{time}{total}{letter}"),
    }
}
