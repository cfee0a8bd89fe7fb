//! Times and parts of the day.

use onrecord_numeral::{Kind, Tokens, small};

use super::point;
use crate::calendar::Grain;
use crate::lexicon;
use crate::meaning::{Anchor, Clock, Meaning, Reading};

/// "a.m." or "pm" at token `i`: the hours it adds to those before noon, and the first token after it.
fn half_of_day(tokens: &Tokens<'_>, i: usize) -> Option<(i8, usize)> {
    let hours = |word: &str| match word {
        "am" | "a" => Some(0),
        "pm" | "p" => Some(12),
        _ => None,
    };
    let word = tokens.low(i);
    if matches!(word, "am" | "pm") {
        return Some((hours(word)?, i + 1));
    }
    let dotted =
        tokens.low(i + 1) == "." && tokens.low(i + 2) == "m" && tokens.glued(i + 1) && tokens.glued(i + 2);
    let end = i + 3 + usize::from(tokens.low(i + 3) == "." && tokens.glued(i + 3));
    dotted.then(|| Some((hours(word)?, end))).flatten()
}

/// A zone at token `i`: whether it is UTC, and the first token after it.
fn zone(tokens: &Tokens<'_>, i: usize) -> Option<(bool, usize)> {
    match tokens.low(i) {
        "gmt" | "utc" => Some((true, i + 1)),
        "local" if tokens.low(i + 1) == "time" => Some((false, i + 2)),
        "edt" | "est" | "et" | "cdt" | "cst" | "ct" | "mdt" | "mst" | "pdt" | "pst" | "pt" | "bst"
        | "cet" | "cest" | "eet" | "ist" | "msk" | "aest" | "aedt" | "jst" | "wat" | "eat" | "sast"
            if tokens.raw(i).chars().all(char::is_uppercase) =>
        {
            Some((false, i + 1))
        }
        _ => None,
    }
}

/// A time of day without its day.
fn bare(tokens: &Tokens<'_>, i: usize) -> Option<(Clock, usize)> {
    let at = |hour, minute| Clock { hour, minute, utc: false };
    match tokens.low(i) {
        // the film "High Noon"
        "noon" if super::relative::in_title(tokens, i, i.saturating_sub(1)) => return None,
        "noon" | "midday" => return Some((at(12, 0), i + 1)),
        "midnight" => return Some((at(24, 0), i + 1)),
        _ => {}
    }
    let word = tokens.low(i);
    // "4 in the morning": the part of day is added to the hour later.
    let of_day = (tokens.low(i + 1), tokens.low(i + 2)) == ("in", "the")
        && lexicon::part(tokens.low(i + 3)).is_some()
        && matches!(tokens.before(i), "at" | "by" | "until" | "around" | "about" | "from" | "since");
    if tokens.kind(i) != Kind::Number {
        // "five o'clock"
        let hour = small(word).filter(|n| (1.0..=12.0).contains(n))?;
        let clock = tokens.low(i + 1) == "o" && tokens.low(i + 2) == "'" && tokens.low(i + 3) == "clock";
        let hour = at(hour as i8, 0);
        return if clock { Some((hour, i + 4)) } else { of_day.then_some((hour, i + 1)) };
    }
    if of_day && let Some(hour @ 1..=12) = word.parse().ok() {
        return Some((at(hour, 0), i + 1));
    }
    // "1430 GMT", "0618EDT"
    if word.len() == 4
        && let Some((utc, end)) = zone(tokens, i + 1)
        && let (Ok(hour @ 0..=24), Ok(minute @ 0..=59)) = (word[..2].parse::<i8>(), word[2..].parse::<i8>())
    {
        return Some((Clock { hour, minute, utc }, end));
    }
    if word.len() > 5 {
        return None;
    }
    // "10:35", "10.35 pm"
    let (hour, minute, mut end) = if let Some((hour, minute)) = word.split_once('.') {
        (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok().filter(|_| minute.len() == 2)?, i + 1)
    } else if tokens.low(i + 1) == ":"
        && tokens.glued(i + 1)
        && tokens.glued(i + 2)
        && tokens.raw(i + 2).len() == 2
    {
        let seconds = tokens.low(i + 3) == ":" && tokens.glued(i + 4) && tokens.raw(i + 4).len() == 2;
        (word.parse().ok()?, tokens.raw(i + 2).parse().ok()?, i + 3 + 2 * usize::from(seconds))
    } else {
        (word.parse().ok()?, 0, i + 1)
    };
    let with_minutes = end > i + 1;
    if !(0..=24).contains(&hour) || !(0..=59).contains(&minute) {
        return None;
    }
    let mut clock = at(hour, minute);
    if let Some((add, after)) = half_of_day(tokens, end).filter(|_| (1..=12).contains(&hour)) {
        clock.hour = hour % 12 + add;
        return Some((clock, after));
    }
    if tokens.low(end) == "o" && tokens.low(end + 1) == "'" && tokens.low(end + 2) == "clock" && !with_minutes
    {
        return Some((clock, end + 3));
    }
    // Without a.m. or p.m. a score, a verse and a ratio look the same.
    let called = matches!(
        tokens.before(i),
        "at" | "by" | "until" | "around" | "about" | "from" | "since" | "before" | "after" | "till"
    );
    let zoned = zone(tokens, end);
    end = zoned.map_or(end, |(_, after)| after);
    (with_minutes && (called || zoned.is_some())).then_some((clock, end))
}

pub fn clock(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let (mut clock, mut end) = bare(tokens, i)?;
    if let Some((utc, after)) = zone(tokens, end) {
        clock.utc = utc;
        end = after;
    } else if tokens.low(end.saturating_sub(1)) == "gmt" || tokens.low(end.saturating_sub(1)) == "utc" {
        clock.utc = true;
    }
    // "on Sunday", ", Nov. 9", "in the morning"
    if let Some(code) = (tokens.low(end) == "in" && tokens.low(end + 1) == "the")
        .then(|| lexicon::part(tokens.low(end + 2)))
        .flatten()
    {
        if matches!(code, "TAF" | "TEV") && clock.hour < 12 {
            clock.hour += 12;
        }
        end += 3;
    }
    // "10:35 a.m. (0735 GMT) Friday": by two clocks, of one day.
    let past = bracketed(tokens, end).unwrap_or(end);
    let comma = usize::from(tokens.low(past) == ",");
    let on = usize::from(matches!(tokens.low(past + comma), "on" | "of"));
    let mut reading = Reading::new(end, Meaning::Shift(Grain::Day, 0, Anchor::Context));
    if let Some(day) = point(tokens, past + comma + on).filter(Reading::is_day) {
        reading = day;
    }
    reading.clock = Some(clock);
    Some(reading)
}

/// The first token after a time of day in brackets at token `i`.
fn bracketed(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if tokens.low(i) != "(" {
        return None;
    }
    let (_, end) = bare(tokens, i + 1)?;
    let end = zone(tokens, end).map_or(end, |(_, after)| after);
    (tokens.low(end) == ")").then_some(end + 1)
}

pub fn part_of_day(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    // "that night", "the next morning"
    let at = i + usize::from(tokens.low(i) == "the");
    let count = match tokens.low(at) {
        "that" if at == i => Some(0),
        "same" | "very" if at > i => Some(0),
        "next" | "following" if at > i => Some(1),
        "previous" if at > i => Some(-1),
        _ => None,
    };
    if let Some(count) = count
        && let Some(code) = lexicon::part(tokens.low(at + 1))
    {
        let meaning = Meaning::Shift(Grain::Day, count, Anchor::Context);
        return Some(Reading { part: Some(code), ..Reading::new(at + 2, meaning) });
    }
    // "in the morning", of the day that the report speaks of
    if at > i
        && matches!(tokens.before(i), "in" | "during")
        && let Some(code) = lexicon::part(tokens.low(at))
    {
        let meaning = Meaning::Shift(Grain::Day, 0, Anchor::Told);
        return Some(Reading { part: Some(code), ..Reading::new(at + 1, meaning) });
    }
    // "mid-afternoon yesterday"
    if tokens.low(i) == "mid"
        && let Some(code) = lexicon::part(tokens.low(i + 1 + usize::from(tokens.low(i + 1) == "-")))
    {
        let end = i + 2 + usize::from(tokens.low(i + 1) == "-");
        let day = point(tokens, end).filter(Reading::is_day);
        let day = day.unwrap_or_else(|| Reading::new(end, Meaning::Shift(Grain::Day, 0, Anchor::Context)));
        return Some(Reading { part: Some(code), ..day });
    }
    let day = point(tokens, i).filter(|r| r.is_day() && r.part.is_none() && r.clock.is_none())?;
    // "Tuesday at 9 a.m."
    if tokens.low(day.end) == "at"
        && let Some((clock, end)) = bare(tokens, day.end + 1)
    {
        let (utc, end) = zone(tokens, end).unwrap_or((clock.utc, end));
        return Some(Reading { end, clock: Some(Clock { utc, ..clock }), ..day });
    }
    let at = day.end + usize::from(matches!(tokens.low(day.end), "early" | "late"));
    let code = lexicon::part(tokens.low(at))?;
    Some(Reading { end: at + 1, part: Some(code), ..day })
}
