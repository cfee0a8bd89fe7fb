//! The rules: each reads one sort of expression at a token.

mod clock;
mod dates;
mod length;
mod parts;
mod qualified;
mod relative;
mod years;

pub use length::timex as length_timex;
use onrecord_numeral::Tokens;

use crate::meaning::{Meaning, Reading};

/// One sort of expression.
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it reads.
    pub what: &'static str,
    /// Words that it reads.
    pub example: &'static str,
    /// What it is known to miss or to read wrongly.
    pub misses: &'static str,
    /// Reads at a token; looks a bounded number of tokens ahead.
    pub(crate) read: fn(&Tokens<'_>, usize) -> Option<Reading>,
}

/// All rules. At each token the longest reading wins; of equal ones the earlier rule's.
pub const RULES: &[Rule] = &[
    Rule {
        name: "iso-date",
        what: "A date as ISO 8601 writes it, with or without a time.",
        example: "2023-10-07",
        misses: "Week dates and ordinal dates.",
        read: dates::iso_date,
    },
    Rule {
        name: "numeric-date",
        what: "Day, month and year in digits. Where both orders give a date the value stays open and the bounds hold both.",
        example: "07/10/2023",
        misses: "Dates without a year (7/10): they look like fractions and scores.",
        read: dates::numeric_date,
    },
    Rule {
        name: "month-day",
        what: "A month and a day, in either order, with or without weekday and year.",
        example: "Friday, Oct. 7, 2023",
        misses: "Days in words (the seventh of October).",
        read: dates::month_day,
    },
    Rule {
        name: "month",
        what: "A month, with a year, with 'last', 'next' or 'this', or bare.",
        example: "October last year",
        misses: "A person called April who is not named in full; May and March without a preposition.",
        read: dates::month,
    },
    Rule {
        name: "year",
        what: "A year from 1000 to 2099, in digits or in words.",
        example: "in 1998",
        misses: "A round number of things that reads like a year; years of other calendars.",
        read: years::year,
    },
    Rule {
        name: "decade-century",
        what: "A decade or a century.",
        example: "the early 1990s",
        misses: "'The sixties' of somebody's life. Centuries BC.",
        read: years::decade_or_century,
    },
    Rule {
        name: "quarter",
        what: "A quarter or a half of a year, calendar or fiscal.",
        example: "the third quarter of 2019",
        misses: "Quarters of a match; a fiscal quarter is read as if of the calendar year where its last day is not given.",
        read: parts::quarter,
    },
    Rule {
        name: "season",
        what: "A season with a year or with 'last', 'next', 'this' or 'the'.",
        example: "last spring",
        misses: "Seasons of sport and television.",
        read: parts::season,
    },
    Rule {
        name: "holiday",
        what: "A day that is kept every year.",
        example: "Christmas Eve",
        misses: "Feasts by the moon are found but not dated.",
        read: parts::holiday,
    },
    Rule {
        name: "today",
        what: "A day named from the day of the report.",
        example: "the day before yesterday",
        misses: "'Today' for 'nowadays'.",
        read: relative::today,
    },
    Rule {
        name: "weekday",
        what: "A weekday, with 'last', 'next', 'the previous' and the like, or bare.",
        example: "last Friday",
        misses: "'Next Friday' where the writer means the one after.",
        read: relative::weekday,
    },
    Rule {
        name: "neighbour",
        what: "The week, month, quarter or year before, after or at the report or the last time spoken of; 'compared with … last year' is the like quarter, if one is spoken of.",
        example: "last year",
        misses: "'Last' that means 'final'.",
        read: relative::neighbour,
    },
    Rule {
        name: "ago",
        what: "So long before the report, or before or after the last time spoken of.",
        example: "two weeks ago",
        misses: "An event as the anchor (a day after the vote).",
        read: relative::ago,
    },
    Rule {
        name: "year-earlier",
        what: "The like period of the year before, as business reports say.",
        example: "the corresponding period last year",
        misses: "Periods of nine months; 'a year ago' that means the year and not the quarter spoken of.",
        read: relative::year_earlier,
    },
    Rule {
        name: "at-large",
        what: "The past, the present or the future, with no date; 'soon' beside a modal.",
        example: "currently",
        misses: "'Soon' without one; 'now' as a word of argument; 'recent' with anything but a unit.",
        read: relative::at_large,
    },
    Rule {
        name: "window",
        what: "A length that ends or begins at the report, or an unspecified one near it.",
        example: "the past two weeks",
        misses: "The anchor in a report about the past is the last time spoken of, not the report.",
        read: length::window,
    },
    Rule {
        name: "length",
        what: "A length of time.",
        example: "more than three years",
        misses: "Lengths of people's lives are left out on purpose: they are ages.",
        read: length::length,
    },
    Rule {
        name: "set",
        what: "A time that comes again.",
        example: "every Friday",
        misses: "Rates of money ($4 million a year), which are figures.",
        read: length::set,
    },
    Rule {
        name: "since-event",
        what: "From an event on that the report dates elsewhere; left out where it dates none.",
        example: "since the attacks",
        misses: "Two events of one name; events with no noun on the list.",
        read: |tokens, i| crate::events::since(tokens, i).map(|end| Reading::new(end, Meaning::Since)),
    },
    Rule {
        name: "clock",
        what: "A time of day, with the zone and the day beside it, also where another clock's time stands in brackets between.",
        example: "10:35 a.m. EDT Tuesday",
        misses: "Zones are kept only where they are GMT or UTC; hours in words without their part of day (at five).",
        read: clock::clock,
    },
    Rule {
        name: "part-of-day",
        what: "Morning, afternoon, evening or night of a day.",
        example: "Monday evening",
        misses: "'The morning' but after 'in' and 'during', and then only of a day spoken of before.",
        read: clock::part_of_day,
    },
    Rule {
        name: "qualified",
        what: "A point with a word that says which part of it, or how surely.",
        example: "the end of 1990",
        misses: "The bounds stay those of the whole point.",
        read: qualified::qualified,
    },
];

/// The rules that read a point of the calendar, for those that build on one.
fn point(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    const POINTS: &[fn(&Tokens<'_>, usize) -> Option<Reading>] = &[
        dates::iso_date,
        dates::numeric_date,
        dates::month_day,
        dates::month,
        years::year,
        years::decade_or_century,
        parts::quarter,
        parts::season,
        parts::holiday,
        relative::today,
        relative::weekday,
        relative::neighbour,
    ];
    longest(POINTS.iter().filter_map(|read| read(tokens, i)))
}

/// The longest reading that the rules give at token `i`.
pub fn read(tokens: &Tokens<'_>, i: usize) -> Option<Reading> {
    longest(RULES.iter().filter_map(|rule| (rule.read)(tokens, i)))
}

/// The longest; of equal ones the first.
fn longest(readings: impl Iterator<Item = Reading>) -> Option<Reading> {
    readings.reduce(|best, next| if next.end > best.end { next } else { best })
}

/// Whether a hyphen joins tokens `i - 1` and `i + 1`.
fn hyphen(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.low(i) == "-" && tokens.glued(i) && tokens.glued(i + 1)
}

/// The token after "'s" at `i`, or after a bare apostrophe; `i` if there is none.
fn after_genitive(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    (tokens.low(i) == "'" && tokens.glued(i))
        .then(|| i + 1 + usize::from(tokens.low(i + 1) == "s" && tokens.glued(i + 1)))
}
