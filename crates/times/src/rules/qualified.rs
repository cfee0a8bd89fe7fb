//! Points with a word that says which part of them is meant.

use onrecord_numeral::Tokens;

use super::{after_genitive, hyphen, point};
use crate::calendar::Grain;
use crate::lexicon;
use crate::meaning::{Anchor, Meaning, Reading};

pub fn qualified(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    if let Some(reading) = end_of_year(tokens, i) {
        return Some(reading);
    }
    let whole = |at: usize| {
        super::clock::part_of_day(tokens, at).or_else(|| point(tokens, at)).filter(Reading::is_point)
    };
    match tokens.low(i) {
        "early" | "earlier" | "late" | "later" | "sometime" | "around" => {
            // "earlier in the day" has no date of its own; "late in 1990" has.
            let at = i + 1 + usize::from(hyphen(tokens, i + 1));
            let at = at + usize::from(matches!(tokens.low(at), "in" | "on"));
            whole(at).or_else(|| the_unit(tokens, at))
        }
        "mid" | "post" | "pre" => whole(i + 1 + usize::from(hyphen(tokens, i + 1))),
        _ => {
            let at = i + usize::from(tokens.low(i) == "the");
            let part = matches!(
                tokens.low(at),
                "beginning" | "start" | "end" | "middle" | "close" | "rest" | "eve" | "height"
            );
            if !part || tokens.low(at + 1) != "of" {
                return None;
            }
            whole(at + 2).or_else(|| the_unit(tokens, at + 2))
        }
    }
}

/// "the year" after "the end of".
fn the_unit(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let at = i + usize::from(tokens.low(i) == "the");
    let (unit, plural) = lexicon::unit(tokens.low(at))?;
    let grain = unit.grain().filter(|g| *g != Grain::Day)?;
    (at > i && !plural).then(|| Reading::new(at + 1, Meaning::Shift(grain, 0, Anchor::Now)))
}

/// "year-end", "year's end", "the year's end".
fn end_of_year(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    let at = i + usize::from(tokens.low(i) == "the");
    if tokens.low(at) != "year" {
        return None;
    }
    let after = after_genitive(tokens, at + 1).unwrap_or(at + 1 + usize::from(hyphen(tokens, at + 1)));
    // A change "since year-end" counts from the last one.
    let count = if tokens.before(i) == "since" { -1 } else { 0 };
    (tokens.low(after) == "end")
        .then(|| Reading::new(after + 1, Meaning::Shift(Grain::Year, count, Anchor::Now)))
}
