//! Expressions of a whole text, in order.

use jiff::civil::Date;
use onrecord_numeral::{Kind, Tokens};
use onrecord_record::ResolvedBy;

use crate::calendar::{Grain, Point};
use crate::meaning::{Meaning, Reach, Reading};
use crate::resolve::Resolver;
use crate::tense::{Tense, tense};
use crate::{TimeExpression, rules};

/// How many tokens from the start of a text a dateline is looked for.
const DATELINE: usize = 80;

/// A reading and its first token.
struct Found {
    first: usize,
    reading: Reading,
}

/// Finds the expressions of time in `text`, in order, none overlapping another. `published` is the day of the report,
/// if it is known; without it a full date in the dateline takes its place. Time is linear in the length of the text.
pub fn find(text: &str, published: Option<Date>) -> Vec<TimeExpression> {
    let tokens = Tokens::new(text);
    let found = read_all(&tokens);
    let now = published.map(|day| (day, ResolvedBy::Published)).or_else(|| dateline(&tokens, &found));
    let year = found.iter().find_map(|f| match f.reading.meaning {
        Meaning::Point(point) if is_certain(point) => Some(point.start.year()),
        _ => None,
    });
    let mut resolver = Resolver::new(now, year);
    let mut times: Vec<TimeExpression> = Vec::with_capacity(found.len());
    for f in &found {
        let direction = match f.reading.meaning {
            Meaning::Yearless(..) => tense(&tokens, f.first, f.reading.end),
            _ => Tense::Unknown,
        };
        let mut time = resolver.resolve(&f.reading, direction, tokens.sentence(f.first));
        time.span = tokens.span(f.first, f.reading.end);
        times.push(time);
    }
    reach_to_neighbours(&tokens, &found, &mut times);
    times
}

fn read_all(tokens: &Tokens<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match (tokens.kind(at) != Kind::Break).then(|| rules::read(tokens, at)).flatten() {
            Some(reading) => {
                let end = reading.end.max(at + 1);
                found.push(Found { first: at, reading });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a point says for sure in which year it lies.
const fn is_certain(point: Point) -> bool {
    !matches!(point.grain, Grain::Decade | Grain::Century)
}

/// The full date that a dateline gives: near the start, and followed by a dash before the sentence ends.
fn dateline(tokens: &Tokens<'_>, found: &[Found]) -> Option<(Date, ResolvedBy)> {
    found.iter().take_while(|f| f.first < DATELINE).find_map(|f| {
        let Meaning::Point(Point { grain: Grain::Day, start }) = f.reading.meaning else { return None };
        let dash = (f.reading.end..f.reading.end + 8)
            .take_while(|&i| tokens.kind(i) != Kind::Break)
            .any(|i| matches!(tokens.low(i), "-" | "—" | "_") && !(tokens.glued(i) && tokens.glued(i + 1)));
        dash.then_some((start, ResolvedBy::Text))
    })
}

/// Gives a length before "before" or "after" the bound that the expression after it sets: "the weeks before the
/// October 7 attacks" ends on 7 October.
fn reach_to_neighbours(tokens: &Tokens<'_>, found: &[Found], times: &mut [TimeExpression]) {
    for i in 0..found.len().saturating_sub(1) {
        let Meaning::Length(_, _, reach @ (Reach::Before | Reach::After)) = found[i].reading.meaning else { continue };
        let next = &found[i + 1];
        let near = next.first <= found[i].reading.end + 6
            && (found[i].reading.end..next.first).all(|k| tokens.kind(k) == Kind::Word);
        if !near || times[i + 1].resolved_by.is_none() {
            continue;
        }
        let neighbour = times[i + 1].clone();
        if reach == Reach::Before {
            times[i].to = neighbour.to;
        } else {
            times[i].from = neighbour.from;
        }
        times[i].resolved_by = neighbour.resolved_by;
    }
}
