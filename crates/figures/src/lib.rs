//! Numbers in a report: how many of what, how surely, and what became of those counted.
//!
//! Finds counts, amounts of money, percentages and shares. A figure carries its value, or the least and the most that
//! its words allow (`docs/figures.md` says what each qualifier allows), the head noun of what it counts, and for people
//! whether they were killed, wounded, are missing, held, or driven from their homes. What looks like a number and
//! counts nothing is left out: years, ages, ordinals, scores, the numbers of streets, laws and machines.
//!
//! ```
//! let found = onrecord_figures::find("The blast killed at least 12 people and wounded 30.", &[]);
//! assert_eq!(found[0].low, Some(12.0));
//! assert_eq!(found[1].value, Some(30.0));
//! ```

mod amount;
mod exclude;
mod outcome;
mod qualifier;
mod unit;

use onrecord_numeral::{Kind, Tokens};
use onrecord_record::{Figure, Outcome};
use onrecord_text::{ByteSpan, Offsets};

use amount::Amount;
use qualifier::Bounds;

/// A number found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureFound {
    /// Where it stands, with qualifier and unit.
    pub span: ByteSpan,
    /// The number; none for a range and for a number that is only bounded ("dozens").
    pub value: Option<f64>,
    /// The least that the words allow; none where they set no least.
    pub low: Option<f64>,
    /// The most that the words allow; none where they set no most.
    pub high: Option<f64>,
    /// The qualifier, as the text has it in lower case: "at least".
    pub qualifier: Option<String>,
    /// What it counts: the head noun in lower case, a currency, "percent", or "share of" a noun.
    pub unit: Option<String>,
    /// What became of those counted.
    pub outcome: Option<Outcome>,
}

impl FigureFound {
    /// The figure as a record has it, with its place in code points.
    pub fn to_record(&self, offsets: &Offsets<'_>) -> Figure {
        Figure {
            span: offsets.span(self.span),
            value: self.value,
            low: self.low,
            high: self.high,
            qualifier: self.qualifier.clone(),
            unit: self.unit.clone(),
            outcome: self.outcome,
        }
    }
}

/// Tokens with the places that hold something else, expressions of time above all.
struct Report<'t> {
    tokens: Tokens<'t>,
    /// For each token, whether it lies in a place to skip.
    skipped: Vec<bool>,
}

/// Finds the figures of `text`, in order, none overlapping another, and none that touches a place in `skip`: give it
/// the spans of the expressions of time. Time is linear in the length of the text.
pub fn find(text: &str, skip: &[ByteSpan]) -> Vec<FigureFound> {
    let report = Report::new(text, skip);
    let mut found: Vec<FigureFound> = Vec::new();
    let mut last: Option<Place> = None;
    let mut at = 0;
    while at < report.tokens.len() {
        let Some((figure, place)) = figure(&report, at, last) else {
            at += 1;
            continue;
        };
        at = place.end.max(at + 1);
        found.push(figure);
        last = Some(place);
    }
    found
}

/// Where a figure lies among the tokens, and what became of those counted.
#[derive(Clone, Copy)]
struct Place {
    end: usize,
    outcome: Option<Outcome>,
}

/// The figure that begins at token `i`, qualifier included.
fn figure(report: &Report<'_>, i: usize, last: Option<Place>) -> Option<(FigureFound, Place)> {
    let tokens = &report.tokens;
    if report.skipped[i] || tokens.kind(i) == Kind::Break {
        return None;
    }
    let (before, number) = qualifier::before(tokens, i);
    if report.skipped.get(number).copied().unwrap_or(true) {
        return None;
    }
    let amount = amount::read(tokens, number).filter(|a| !(number..a.end).any(|k| report.skipped[k]))?;
    if exclude::is_other(tokens, number, &amount) {
        return None;
    }
    let (after, end) = qualifier::after(tokens, amount.end);
    let noun = if amount.unit.is_some() { None } else { unit::noun(report, end, amount.is_one()) };
    // Lengths of time are the other crate's, and "51 years old" is an age.
    if noun.as_ref().is_some_and(|n| exclude::is_length(&n.word)) {
        return None;
    }
    let end = noun.as_ref().map_or(end, |n| n.end);
    let outcome = if amount.counts_people() {
        outcome::of(
            report,
            i,
            number,
            end,
            noun.as_ref().map(|n| n.word.as_str()),
            last.map(|p| (p.end, p.outcome)),
        )
    } else {
        None
    };
    if !exclude::is_enough(tokens, number, &amount, noun.is_some(), outcome) {
        return None;
    }
    let qualifier = before.or(after);
    let Bounds { value, low, high } = qualifier.as_ref().map_or(amount.bounds, |q| q.bounds(amount.bounds));
    let unit = match (&amount.unit, noun) {
        (Some(unit), _) => Some(unit.clone()),
        (None, Some(noun)) if amount.share => Some(format!("share of {}", noun.word)),
        (None, noun) => noun.map(|n| n.word),
    };
    let figure = FigureFound {
        span: tokens.span(i, end),
        value,
        low,
        high,
        qualifier: qualifier.map(|q| q.words).or_else(|| amount.vague.clone()),
        unit,
        outcome,
    };
    Some((figure, Place { end, outcome }))
}

impl<'t> Report<'t> {
    fn new(text: &'t str, skip: &[ByteSpan]) -> Self {
        let tokens = Tokens::new(text);
        let mut skip = skip.to_vec();
        skip.sort_unstable();
        let mut next = 0;
        let skipped = (0..tokens.len())
            .map(|i| {
                let span = tokens.span(i, i + 1);
                while skip.get(next).is_some_and(|s| s.end <= span.start) {
                    next += 1;
                }
                skip.get(next).is_some_and(|s| s.overlaps(span))
            })
            .collect();
        Self { tokens, skipped }
    }

    /// Whether token `i` lies in a place to skip, or beyond the end.
    fn is_skipped(&self, i: usize) -> bool {
        self.skipped.get(i).copied().unwrap_or(true)
    }
}

impl Amount {
    /// Whether this may be a number of people.
    fn counts_people(&self) -> bool {
        self.unit.is_none()
    }
}
