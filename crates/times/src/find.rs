//! Expressions of a whole text, in order.

use jiff::civil::Date;
use onrecord_numeral::{Kind, Tokens};
use onrecord_record::ResolvedBy;
use onrecord_text::ByteSpan;

use crate::calendar::{Grain, Point};
use crate::events::Events;
use crate::meaning::{Meaning, Reach, Reading};
use crate::resolve::Resolver;
use crate::tense::{Tense, tense};
use crate::{Bound, TimeExpression, rules};

/// How many words may stand between a length and the date that bounds it.
const LEANING: usize = 6;

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
    let mut years = found.iter().filter_map(|f| match f.reading.meaning {
        Meaning::Point(point) if is_certain(point) => Some(point.start.year()),
        _ => None,
    });
    let first = years.next();
    let sole_year = first.filter(|first| years.all(|year| year == *first));
    let mut resolver = Resolver::new(now, sole_year);
    let mut times: Vec<TimeExpression> = Vec::with_capacity(found.len());
    let mut events = Events::default();
    for f in &found {
        let (first, end) = (f.first, f.reading.end);
        let direction = match f.reading.meaning {
            Meaning::Yearless(..) | Meaning::WeekOf(_) | Meaning::Beside(..) => tense(&tokens, first, end),
            // The day behind it is that of "ended", not of the verbs before.
            Meaning::QuarterTo(..) => tense(&tokens, end + 1, end + 1),
            _ => Tense::Unknown,
        };
        let mut time = resolver.resolve(&f.reading, direction, tokens.sentence(first));
        time.span = tokens.span(first, end);
        events.note(&tokens, end, &time);
        match f.reading.meaning {
            Meaning::Since => match events.begin(&tokens, first + 1) {
                Some((from, by)) => (time.from, time.resolved_by) = (Some(from), Some(by)),
                None => continue,
            },
            Meaning::Length(_, _, reach @ (Reach::Before | Reach::After)) => {
                let skip =
                    usize::from(tokens.low(end + 1) == "to") + usize::from(tokens.low(end + 2) == "to") * 2;
                open_end(&mut time, reach, events.begin(&tokens, end + 1 + skip));
            }
            _ => {}
        }
        if let Some((length, reach)) = leaning(&tokens, &found, first).filter(|_| !times.is_empty())
            && let (Some(from), Some(by), Some(last)) = (time.from, time.resolved_by, times.last_mut())
            && last.span == length
        {
            open_end(last, reach, Some((from, by)));
        }
        times.push(time);
    }
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

/// The length that the expression at token `first` bounds: "the weeks before" in front of "the October 7 attacks".
fn leaning(tokens: &Tokens<'_>, found: &[Found], first: usize) -> Option<(ByteSpan, Reach)> {
    let at = found.partition_point(|f| f.first < first).checked_sub(1)?;
    let length = &found[at];
    let Meaning::Length(_, _, reach @ (Reach::Before | Reach::After)) = length.reading.meaning else {
        return None;
    };
    let end = length.reading.end;
    let near = first <= end + LEANING && (end..first).all(|k| tokens.kind(k) == Kind::Word);
    near.then(|| (tokens.span(length.first, end), reach))
}

/// Bounds a length on the side where it meets an event: before it, the length ends there.
fn open_end(time: &mut TimeExpression, reach: Reach, event: Option<(Bound, ResolvedBy)>) {
    let Some((begin, by)) = event else { return };
    if reach == Reach::Before {
        time.to = Some(begin);
    } else {
        time.from = Some(begin);
    }
    time.resolved_by = Some(by);
}
