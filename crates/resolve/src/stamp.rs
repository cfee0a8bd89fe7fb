//! Stamps: dates that say when a report was filed, not when anybody spoke.

use onrecord_text::ByteSpan;

use crate::token::{Page, Token};

/// The most tokens of a line that may stand before or after its date.
const REACH: usize = 12;

/// Whether a time is the report's own date: alone on its line ("2:35 p.m.", "Updated 7 March 2024"), in a dateline
/// ("LUND, March 7 (PA) — "), or a full date before the first sentence ("7 March 2024 The pier is closed").
pub fn is_stamp(page: &Page<'_>, time: ByteSpan) -> bool {
    let range = page.tokens_in(time);
    let begins_line = |i: usize| match (i.checked_sub(1).and_then(|b| page.tokens.get(b)), page.tokens.get(i))
    {
        (Some(before), Some(token)) => page.text[before.span.end..token.span.start].contains('\n'),
        _ => true,
    };
    let Some(first) = (range.start.saturating_sub(REACH)..=range.start).rev().find(|&i| begins_line(i))
    else {
        return false;
    };
    let end = (range.end..=range.end + REACH).find(|&i| begins_line(i));
    let line_after = page.between(range.end, end.unwrap_or(range.end + REACH));
    let before = &page.tokens[first..range.start];
    alone(before, end.is_some(), line_after) || dateline(before, line_after) || opens_text(page, &range)
}

/// Nothing else on the line but a label, other dates and hours.
fn alone(before: &[Token], whole: bool, after: &[Token]) -> bool {
    let label = |t: &Token| {
        !t.word
            || matches!(
                &*t.lower,
                "published"
                    | "updated"
                    | "posted"
                    | "last"
                    | "modified"
                    | "first"
                    | "created"
                    | "on"
                    | "date"
            )
            || is_clock(t)
    };
    whole && before.iter().all(label) && after.iter().all(|t| !t.word || is_clock(t))
}

/// Parts of dates and hours.
fn is_clock(token: &Token) -> bool {
    token.lower.starts_with(|c: char| c.is_ascii_digit())
        || token.shouted
        || matches!(&*token.lower, "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" | "at")
        || token.lower.ends_with("day") && token.capital
}

/// Capitals before the date, a dash after it, at most an agency's name between.
fn dateline(before: &[Token], after: &[Token]) -> bool {
    let dash = after.iter().position(|t| matches!(&*t.lower, "—" | "–" | "-" | "--"));
    let agency = |t: &Token| !t.word || t.capital;
    !before.is_empty()
        && before.iter().all(agency)
        && before.iter().any(|t| t.capital)
        && dash.is_some_and(|dash| after[..dash].iter().all(agency))
}

/// A date with its year at the head of the text, with no mark between it and the first sentence.
fn opens_text(page: &Page<'_>, range: &std::ops::Range<usize>) -> bool {
    let year = page.tokens[range.clone()]
        .iter()
        .any(|t| t.lower.len() == 4 && t.lower.bytes().all(|b| b.is_ascii_digit()));
    let next = page.tokens.get(range.end);
    range.start <= 1 && year && next.is_some_and(|t| t.word && (t.capital || is_clock(t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamped(text: &str, time: &str) -> bool {
        let start = text.find(time).expect("the time");
        is_stamp(&Page::new(text), ByteSpan::new(start, start + time.len()))
    }

    #[test]
    fn the_reports_own_dates_are_stamps() {
        assert!(stamped("LUND, March 7 (PA) — The pier is closed.", "March 7"));
        assert!(stamped("Pier closed\nUpdated 7 March 2024\nThe pier is closed.", "7 March 2024"));
        assert!(stamped("The gate opened.\n2:35 p.m.\nHolm spoke.", "2:35 p.m."));
        assert!(stamped("7 March 2024 The pier is closed.", "7 March 2024"));
    }

    #[test]
    fn dates_of_the_story_are_none() {
        assert!(!stamped("On 7 March 2024, Holm closed the pier.", "7 March 2024"));
        assert!(!stamped("Lund\nMonday was calm, said Holm — so far.", "Monday"));
        assert!(!stamped("Holm said on March 7 — a Thursday — that it leaks.", "March 7"));
    }
}
