//! What looks like a figure and is none.

use onrecord_numeral::{Kind, Tokens};
use onrecord_record::Outcome;

use crate::amount::Amount;

/// Words whose number is a name: "Section 5", "Flight 800".
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "section", "article", "chapter", "page", "no", "number", "flight", "route", "highway", "resolution",
    "room", "gate", "act", "title", "part", "item", "channel", "phase", "form", "grade", "version", "type",
    "size", "model", "apartment", "suite", "box", "bus", "platform", "ward", "district", "division", "unit",
    "block", "line", "volume", "issue", "paragraph", "amendment", "proposition", "tier", "level", "class",
    "boeing", "airbus", "covid", "group", "war", "week", "game", "round", "season", "episode", "interstate",
    "road", "runway", "protocol", "directive", "bill", "rule", "clause", "schedule", "annex", "top",
    "under", "lot", "terminal", "exit", "zone",
];

/// Words after a number that make it an address.
#[rustfmt::skip]
const STREETS: &[&str] = &[
    "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "drive", "square",
    "downing", "way",
];

/// Whether the number at token `i` is part of a name, a score, an age, an ordinal, a time or an address.
pub fn is_other(tokens: &Tokens<'_>, i: usize, amount: &Amount) -> bool {
    if amount.unit.is_some() || amount.vague.is_some() || amount.share {
        return false;
    }
    let before = tokens.before(i);
    let after = tokens.low(amount.end);
    // "F-16", "G20", "Covid-19", "9/11", "3:2", "#5"
    let joined = tokens.glued(i) && !matches!(before, "(" | "\"" | "“" | "'" | "[" | "—" | "*" | "~");
    let joins = tokens.glued(amount.end)
        && (matches!(after, "/" | ":" | "th" | "st" | "nd" | "rd" | "s" | "@")
            || ordinary_suffix(tokens, amount));
    if joined || joins {
        return true;
    }
    // "a 12-member team", "3-1", "34-year-old"
    if after == "-" && tokens.glued(amount.end) && tokens.glued(amount.end + 1) {
        return true;
    }
    if LABELS.contains(&before)
        && (tokens.capital(i - 1)
            || matches!(before, "page" | "number" | "no" | "top" | "section" | "chapter"))
    {
        return true;
    }
    // "No. 10", "Rs. 5" is read as money before
    if before == "." && i >= 2 && LABELS.contains(&tokens.low(i - 2)) && matches!(tokens.low(i - 2), "no") {
        return true;
    }
    // "Guccifer 2.0", "a 401k"
    let version = tokens.raw(i).contains('.') && amount.end == i + 1 && i > 0 && tokens.capital(i - 1);
    if version || tokens.raw(i) == "401" {
        return true;
    }
    if matches!(before, "aged" | "age" | "ages") || matches!(after, "old") {
        return true;
    }
    // "221 Baker Street"
    if (0..3).any(|k| STREETS.contains(&tokens.low(amount.end + k)) && tokens.capital(amount.end + k))
        && tokens.capital(amount.end)
    {
        return true;
    }
    // "Group of Seven", "Ocean's Eleven"
    let word = tokens.kind(i) == Kind::Word;
    let begins = i == 0
        || tokens.sentence(i) != tokens.sentence(i - 1)
        || matches!(before, "\"" | "“" | "'" | "`" | "(" | ":" | "");
    let named = before == "of" || tokens.capital(amount.end) || tokens.kind(amount.end) != Kind::Word;
    if word && tokens.capital(i) && !begins && named {
        return true;
    }
    // "one of", "one another", "the one"
    if amount.is_one() && word && matches!(after, "of" | "another" | "-" | "day" | "more" | "thing" | "way") {
        return true;
    }
    is_year(tokens, i, amount)
}

/// Whether a noun is a unit of time.
pub fn is_length(noun: &str) -> bool {
    matches!(
        noun,
        "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "seconds" | "decades" | "centuries"
    )
}

/// Letters glued to digits that are no scale: "747s", "10th".
fn ordinary_suffix(tokens: &Tokens<'_>, amount: &Amount) -> bool {
    tokens.kind(amount.end) == Kind::Word
        && !matches!(
            tokens.low(amount.end),
            "km" | "kg"
                | "m"
                | "mm"
                | "cm"
                | "mph"
                | "kph"
                | "ft"
                | "mw"
                | "gw"
                | "gb"
                | "tb"
                | "kw"
                | "mb"
                | "lb"
        )
}

/// Whether four digits without a comma are a year that no time expression claimed.
fn is_year(tokens: &Tokens<'_>, i: usize, amount: &Amount) -> bool {
    let raw = tokens.raw(i);
    raw.len() == 4
        && amount.end == i + 1
        && amount.bounds.value.is_some_and(|v| (1900.0..2100.0).contains(&v))
        && !raw.ends_with("00")
        && raw.bytes().all(|b| b.is_ascii_digit())
}

/// Whether enough is known of a number to call it a figure: what it counts, what became of those, or its sheer form.
pub fn is_enough(
    tokens: &Tokens<'_>,
    i: usize,
    amount: &Amount,
    noun: bool,
    outcome: Option<Outcome>,
) -> bool {
    if amount.bounds.value == Some(0.0) && amount.unit.is_none() && !amount.digits {
        // "no" counts only people and harm.
        let nobody = matches!(tokens.low(amount.end - 1), "one" | "nobody" | "none");
        return (outcome.is_some() && (noun || nobody)) || tokens.low(amount.end) == "casualties";
    }
    if amount.unit.is_some() || outcome.is_some() {
        return true;
    }
    if amount.vague.is_some() && amount.bounds.low < Some(20.0) {
        return false;
    }
    let scaled = amount.digits && (amount.end > i + 1 || tokens.raw(i).contains(','));
    noun || scaled
}
