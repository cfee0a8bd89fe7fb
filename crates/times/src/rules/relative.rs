//! Points named from the day of the report or from the last time spoken of.

use onrecord_numeral::{Tokens, numeral};

use super::dates::pick;
use super::years::year_at;
use super::{after_genitive, hyphen};
use crate::calendar::Grain;
use crate::lexicon::{self, Unit};
use crate::meaning::{Anchor, Meaning, Pick, Reach, Reading, Vague, Yearless};

/// How many tokens "compared with" may stand before the time of what is compared.
const COMPARED: usize = 14;

pub fn today(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let day = |end, count| Some(Reading::new(end, Meaning::Shift(Grain::Day, count, Anchor::Now)));
    let part = |end, count, part| {
        let meaning = Meaning::Shift(Grain::Day, count, Anchor::Now);
        Some(Reading { part: Some(part), ..Reading::new(end, meaning) })
    };
    match (tokens.low(i), tokens.low(i + 1)) {
        // "USA Today"
        ("today", _) if in_title(tokens, i, i.saturating_sub(1)) => None,
        ("today", _) => day(i + 1, 0),
        ("yesterday", _) => day(i + 1, -1),
        ("tomorrow", _) => day(i + 1, 1),
        ("tonight", _) => part(i + 1, 0, "TNI"),
        ("overnight", _) => part(i + 1, -1, "TNI"),
        ("last", "night" | "evening") => {
            part(i + 2, -1, if tokens.low(i + 1) == "night" { "TNI" } else { "TEV" })
        }
        ("this", word) => lexicon::part(word).and_then(|code| part(i + 2, 0, code)),
        ("the", "day") => match (tokens.low(i + 2), tokens.low(i + 3)) {
            ("before", "yesterday") => day(i + 4, -2),
            ("after", "tomorrow") => day(i + 4, 2),
            _ => None,
        },
        _ => None,
    }
}

pub fn weekday(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (mut pick, at) = pick(tokens, i);
    let (day, mut end) = lexicon::weekday(tokens, at)?;
    // "Friday last week", "Monday of next week"
    let week = end + usize::from(tokens.low(end) == "of");
    if pick == Pick::Tense && tokens.low(week + 1) == "week" {
        pick = match tokens.low(week) {
            "last" => Pick::Before,
            "next" => Pick::After,
            "this" => Pick::This,
            _ => pick,
        };
        if pick == Pick::This {
            end = week + 2;
        } else if pick != Pick::Tense {
            // The week is the anchor: resolved there.
            let count = if pick == Pick::Before { -1 } else { 1 };
            return Some(Reading::new(week + 2, Meaning::InYear(Yearless::Weekday(day), count)));
        }
    }
    Some(Reading::new(end, Meaning::Yearless(Yearless::Weekday(day), pick)))
}

/// The grain that a word names in "last …" and "the following …", and the first token after it.
fn grain(tokens: &Tokens<'_>, i: usize) -> Option<(Grain, usize)> {
    if tokens.low(i) == "fiscal" && tokens.low(i + 1) == "year" {
        return Some((Grain::Fiscal, i + 2));
    }
    if tokens.low(i) == "full" && tokens.low(i + 1) == "year" {
        return Some((Grain::Year, i + 2));
    }
    let (unit, plural) = lexicon::unit(tokens.low(i))?;
    if plural || hyphen(tokens, i + 1) {
        return None;
    }
    Some((unit.grain()?, i + 1))
}

pub fn neighbour(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let at = i + usize::from(matches!(tokens.low(i), "the" | "its" | "their" | "his" | "her"));
    let shift = |(grain, end), count, anchor| Some(Reading::new(end, Meaning::Shift(grain, count, anchor)));
    let own = || grain(tokens, at + 1);
    match tokens.low(at) {
        "last" | "latest" => match own()? {
            (Grain::Day, _) => None,
            (Grain::Quarter, end) if tokens.low(at) == "latest" => {
                shift((Grain::Quarter, end), 0, Anchor::Quarter)
            }
            found if tokens.low(at) == "latest" && found.0 == Grain::Week => shift(found, 0, Anchor::Now),
            found if found.0 == Grain::Year && is_compared(tokens, at) => shift(found, -1, Anchor::Quarter),
            found => shift(found, -1, Anchor::Now),
        },
        "next" => match own()? {
            (Grain::Day, end) => shift((Grain::Day, end), 1, Anchor::Context),
            found => shift(found, 1, Anchor::Now),
        },
        "coming" if at > i => shift(own()?, 1, Anchor::Now),
        // the programme "This Week"
        "this" if in_title(tokens, i, i + 1) => None,
        "this" if at == i => match own()? {
            (Grain::Day, _) => None,
            found => shift(found, 0, Anchor::Now),
        },
        "current" => match own()? {
            (Grain::Day, _) => None,
            found => shift(found, 0, Anchor::Now),
        },
        "previous" | "preceding" if at > i => shift(own()?, -1, Anchor::Context),
        "following" if at > i => shift(own()?, 1, Anchor::Context),
        "that" | "same" => {
            let same = usize::from(tokens.low(at) == "that" && tokens.low(at + 1) == "same");
            shift(grain(tokens, at + 1 + same)?, 0, Anchor::Told)
        }
        "day" if at > i && matches!(tokens.low(at + 1), "before" | "after") => {
            // "the day before", "the day before last Tuesday", not "the day before the vote"
            let count = if tokens.low(at + 1) == "before" { -1 } else { 1 };
            if let Some(day) = named_day(tokens, at + 2) {
                return Some(Reading::new(day.end, Meaning::Beside(count, Box::new(day.meaning))));
            }
            ends_phrase(tokens, at + 2).then_some(())?;
            shift((Grain::Day, at + 2), count, Anchor::Context)
        }
        "quarter" if at > i && super::parts::last_day(tokens, at + 1).is_some() => {
            let (day, end) = super::parts::last_day(tokens, at + 1)?;
            // The day is another expression.
            Some(Reading::new(end, Meaning::QuarterTo(None, Box::new(day))))
        }
        "quarter" if at > i && tokens.low(at + 1) != "of" && !hyphen(tokens, at + 1) => {
            shift((Grain::Quarter, at + 1), 0, Anchor::Quarter)
        }
        "weekend" if at > i => shift((Grain::Weekend, at + 1), 0, Anchor::Quarter),
        "week" | "year" if at > i && tokens.low(i) == "the" && after_genitive(tokens, at + 1).is_some() => {
            shift(grain(tokens, at)?, 0, Anchor::Now)
        }
        // "the first nine months of the year", "a high for the year"; not "the year that began in July"
        "year"
            if tokens.low(i) == "the"
                && at > i
                && matches!(tokens.before(i), "of" | "for" | "during" | "throughout" | "through")
                && ends_phrase(tokens, at + 1)
                && !matches!(tokens.low(at + 1), "ended" | "ending" | "to" | "when" | "before" | "after") =>
        {
            shift((Grain::Year, at + 1), 0, Anchor::Context)
        }
        "week" if at > i && tokens.low(at + 1) == "of" => {
            // "the week of March 6"
            let day = super::dates::month_day(tokens, at + 2)?;
            Some(Reading::new(day.end, Meaning::WeekOf(Box::new(day.meaning))))
        }
        "fiscal" | "full" if at > i => {
            let found = grain(tokens, at)?;
            (!matches!(tokens.low(found.1), "ended" | "ending")).then_some(())?;
            shift(found, 0, Anchor::Now)
        }
        _ => None,
    }
}

/// Whether what is told of the time at token `i` is compared with what was told before: "compared with $3 million last
/// year" is the like quarter of it, if a quarter is spoken of.
fn is_compared(tokens: &Tokens<'_>, i: usize) -> bool {
    let near =
        (i.saturating_sub(COMPARED)..i).rev().take_while(|&k| tokens.sentence(k) == tokens.sentence(i));
    near.into_iter().any(|k| tokens.low(k) == "compared" && matches!(tokens.low(k + 1), "with" | "to"))
}

/// A day by its date or name; none that leans on another, so that "the day before the day before …" is read in one step.
fn named_day(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    [super::dates::iso_date, super::dates::month_day, super::parts::holiday, weekday]
        .iter()
        .find_map(|read| read(tokens, i))
        .filter(|day| matches!(day.meaning, Meaning::Point(_) | Meaning::Yearless(..)) && day.is_day())
}

/// Whether the words at two tokens side by side are both written with a capital, as in a title, and not in capitals only.
pub(super) fn in_title(tokens: &Tokens<'_>, i: usize, beside: usize) -> bool {
    let titled = |k| tokens.capital(k) && tokens.raw(k).chars().any(char::is_lowercase);
    beside != i && tokens.sentence(beside) == tokens.sentence(i) && titled(i) && tokens.capital(beside)
}

/// Whether a phrase ends before token `i`: no noun phrase of its own begins there.
fn ends_phrase(tokens: &Tokens<'_>, i: usize) -> bool {
    const BEGINS: &[&str] = &[
        "the", "a", "an", "he", "she", "it", "they", "his", "her", "its", "their", "we", "i", "that", "those",
    ];
    let word = tokens.low(i);
    let name = tokens.capital(i) && tokens.sentence(i) == tokens.sentence(i.saturating_sub(1));
    let number = tokens.kind(i) == onrecord_numeral::Kind::Number;
    let begins = name || number || BEGINS.contains(&word) || word.ends_with("ing");
    !begins
}

/// An amount that the words leave open: "several", "a few", "a couple of"; its value if it has one, and the first
/// token after it.
pub fn open_amount(tokens: &Tokens<'_>, i: usize) -> Option<(Option<f64>, usize)> {
    match (tokens.low(i), tokens.low(i + 1)) {
        ("several" | "few" | "many" | "some", _) => Some((None, i + 1)),
        ("a", "few") => Some((None, i + 2)),
        ("a", "couple") => Some((Some(2.0), i + 2 + usize::from(tokens.low(i + 2) == "of"))),
        ("couple", "of") => Some((Some(2.0), i + 2)),
        _ => None,
    }
}

/// The amount before a unit: a number, "a", or an open one.
pub fn amount(tokens: &Tokens<'_>, i: usize) -> Option<(Option<f64>, usize)> {
    if let Some(found) = open_amount(tokens, i) {
        return Some(found);
    }
    if let Some(n) = numeral(tokens, i) {
        // "12 to 18 months", "two or three weeks"
        if matches!(tokens.low(n.end), "to" | "or" | "-")
            && let Some(second) = numeral(tokens, n.end + 1).filter(|m| m.value > n.value)
            && lexicon::unit(tokens.low(second.end)).is_some()
        {
            return Some((None, second.end));
        }
        return Some((Some(n.value), n.end));
    }
    matches!(tokens.low(i), "a" | "an" | "one").then_some((Some(1.0), i + 1))
}

pub fn ago(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let bare = lexicon::unit(tokens.low(i)).is_some_and(|(_, plural)| plural);
    let (amount, at) = if bare { (None, i) } else { amount(tokens, i)? };
    let (unit, _) = lexicon::unit(tokens.low(at))?;
    let mut end = at + 1;
    // "a week or so ago"
    if tokens.low(end) == "or" && matches!(tokens.low(end + 1), "so" | "two" | "more") {
        end += 2;
    }
    let (sign, anchor) = match tokens.low(end) {
        "ago" => (-1, if amount == Some(1.0) && unit == Unit::Year { Anchor::Quarter } else { Anchor::Now }),
        "earlier" | "previously" => (-1, if unit == Unit::Year { Anchor::Quarter } else { Anchor::Context }),
        "before" if ends_phrase(tokens, end + 1) => {
            (-1, if unit == Unit::Year { Anchor::Quarter } else { Anchor::Context })
        }
        "later" => (1, Anchor::Context),
        "after" if ends_phrase(tokens, end + 1) => (1, Anchor::Context),
        "hence" => (1, Anchor::Now),
        "from" if tokens.low(end + 1) == "now" => {
            end += 1;
            (1, Anchor::Now)
        }
        _ => return None,
    };
    end += 1;
    let Some(count) = amount.filter(|n| n.fract() == 0.0 && n.abs() < 1e6) else {
        let meaning = match (anchor, sign) {
            (Anchor::Context, _) => Meaning::Length(None, unit, Reach::Nowhere),
            (_, -1) => Meaning::Vague(Vague::Past),
            _ => Meaning::Vague(Vague::Future),
        };
        return Some(Reading::new(end, meaning));
    };
    let Some(grain) = unit.grain() else {
        return Some(Reading::new(end, Meaning::Length(Some(count), unit, Reach::Nowhere)));
    };
    let factor = if unit == Unit::Fortnight { 2 } else { 1 };
    Some(Reading::new(end, Meaning::Shift(grain, sign * factor * count as i64, anchor)))
}

pub fn year_earlier(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let article = usize::from(tokens.low(i) == "the");
    let like = |word: &str| matches!(word, "comparable" | "corresponding" | "same" | "like");
    let at = i + article + usize::from(article == 1 && like(tokens.low(i + 1)));
    let shift = |end, anchor| Some(Reading::new(end, Meaning::Shift(Grain::Year, -1, anchor)));
    let period = |k| matches!(tokens.low(k), "period" | "quarter");
    // "the corresponding period last year", "the like quarter of 1988", "last year's quarter", "the 1988 period"
    if at > i + article && period(at) {
        let of = at + 1 + usize::from(matches!(tokens.low(at + 1), "of" | "in"));
        return match (tokens.low(of), tokens.low(of + 1), tokens.low(of + 2)) {
            ("last", "year", _) => shift(of + 2, Anchor::LikeQuarter),
            ("a", "year", "ago" | "earlier" | "before") => shift(of + 3, Anchor::LikeQuarter),
            ("the", "previous" | "prior" | "preceding", "year") | ("the", "year", "before" | "earlier") => {
                shift(of + 3, Anchor::LikeQuarter)
            }
            _ => {
                let (year, end) = year_at(tokens, of)?;
                Some(Reading::new(end, Meaning::LikeQuarter(year)))
            }
        };
    }
    if (tokens.low(i), tokens.low(i + 1)) == ("last", "year")
        && let Some(end) = after_genitive(tokens, i + 2)
        && period(end)
    {
        return shift(end + 1, Anchor::LikeQuarter);
    }
    if article == 1
        && let Some((year, end)) = year_at(tokens, at)
        && period(end)
    {
        return Some(Reading::new(end + 1, Meaning::LikeQuarter(year)));
    }
    if tokens.low(at) == "year" && hyphen(tokens, at + 1) && matches!(tokens.low(at + 2), "ago" | "earlier") {
        let mut end = at + 3;
        // "the year-earlier nine months"
        if let Some((amount, of)) = amount(tokens, end)
            && let Some((unit, true)) = lexicon::unit(tokens.low(of))
        {
            return Some(Reading::new(of + 1, Meaning::Length(amount, unit, Reach::Nowhere)));
        }
        if ordinal_quarter(tokens, end) {
            end += 1;
        }
        let like = matches!(tokens.low(end), "quarter" | "period");
        return shift(end + usize::from(like), if like { Anchor::LikeQuarter } else { Anchor::Quarter });
    }
    // "the quarter a year ago", "the 1988 period"
    if article == 1 && (tokens.low(at), tokens.low(at + 1)) == ("quarter", "a") && tokens.low(at + 3) == "ago"
    {
        return shift(at + 4, Anchor::LikeQuarter);
    }
    if article == 1 && matches!(tokens.low(at), "latest" | "current") && tokens.low(at + 1) == "period" {
        return Some(Reading::new(at + 2, Meaning::Shift(Grain::Quarter, 0, Anchor::Quarter)));
    }
    None
}

fn ordinal_quarter(tokens: &Tokens<'_>, i: usize) -> bool {
    onrecord_numeral::ordinal(tokens.low(i)).is_some_and(|n| n <= 4) && tokens.low(i + 1) == "quarter"
}

pub fn at_large(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let vague = |end, vague| Some(Reading::new(end, Meaning::Vague(vague)));
    match (tokens.low(i), tokens.low(i + 1)) {
        // "Now, she said, …" argues.
        ("now", "," | "for") if tokens.capital(i) => None,
        ("now", _) if !matches!(tokens.before(i), "from" | "by") => vague(i + 1, Vague::Present),
        ("as", "soon") if tokens.low(i + 2) == "as" && tokens.low(i + 3) == "possible" => {
            vague(i + 4, Vague::Future)
        }
        // "will soon open", "to soon grow"; not "was soon released", "as soon as".
        ("soon", _) if is_ahead(tokens, i) => vague(i + 1, Vague::Future),
        ("one", "day")
            if matches!(tokens.before(i), "will" | "would" | "could" | "may" | "might" | "can") =>
        {
            vague(i + 2, Vague::Future)
        }
        ("right", "now") | ("these", "days") | ("at", "present") => vague(i + 2, Vague::Present),
        ("currently" | "nowadays", _) => vague(i + 1, Vague::Present),
        ("current", word) if word != "account" && lexicon::unit(word).is_none() => {
            vague(i + 1, Vague::Present)
        }
        ("more" | "most", "recently") => vague(i + 2, Vague::Past),
        ("recently" | "lately", _) => vague(i + 1, Vague::Past),
        ("the", "past") if ends_noun(tokens, i + 2) => vague(i + 2, Vague::Past),
        ("the", "near" | "immediate" | "foreseeable" | "distant") if tokens.low(i + 2) == "future" => {
            vague(i + 3, Vague::Future)
        }
        ("the", "near" | "short") if tokens.low(i + 2) == "term" => vague(i + 3, Vague::Future),
        // "the future of the port" is what becomes of it.
        ("the", "future")
            if ends_noun(tokens, i + 2)
                && matches!(tokens.before(i), "in" | "for" | "into" | "of" | "about")
                && tokens.low(i + 2) != "of" =>
        {
            vague(i + 2, Vague::Future)
        }
        _ => None,
    }
}

/// Whether a modal or "to" stands beside the word at token `i`, so that it tells of what is to come.
fn is_ahead(tokens: &Tokens<'_>, i: usize) -> bool {
    let modal =
        |word: &str| matches!(word, "will" | "would" | "may" | "might" | "could" | "can" | "shall" | "to");
    modal(tokens.before(i)) || matches!(tokens.low(i + 1), "will" | "may" | "would")
}

/// Whether the noun before token `i` ends its phrase: no word that it could stand before follows.
fn ends_noun(tokens: &Tokens<'_>, i: usize) -> bool {
    lexicon::unit(tokens.low(i)).is_none()
        && !hyphen(tokens, i)
        && open_amount(tokens, i).is_none()
        && numeral(tokens, i).is_none()
}
