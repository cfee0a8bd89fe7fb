//! Events that a report dates, for expressions that lean on them: after "the October 7 attacks", "since the attacks"
//! reaches from 7 October.

use std::collections::HashMap;

use onrecord_numeral::{Kind, Tokens};
use onrecord_record::{ResolvedBy, TimeType};

use crate::{Bound, TimeExpression};

/// How many words may stand between a date, or "the", and the noun of the event.
const REACH: usize = 3;

/// Nouns of events, in the singular.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "attack", "bombing", "election", "war", "earthquake", "quake", "coup", "vote", "massacre", "invasion",
    "shooting", "strike", "airstrike", "raid", "summit", "crash", "explosion", "blast", "referendum",
    "ceasefire", "truce", "revolution", "uprising", "protest", "killing", "assassination", "accord",
    "agreement", "deal", "hurricane", "cyclone", "flood", "fire", "riot", "siege", "offensive", "genocide",
    "poll", "ruling", "verdict", "arrest", "trial", "hearing", "meeting", "launch", "outbreak", "lockdown",
    "eruption", "tsunami",
];

/// The singular of an event's noun at token `i`.
fn noun<'t>(tokens: &'t Tokens<'_>, i: usize) -> Option<&'t str> {
    let word = tokens.low(i);
    let one = word.strip_suffix('s').unwrap_or(word);
    [word, one].into_iter().find(|w| NOUNS.contains(w))
}

/// The event's noun within reach of token `i`, and the first token after it.
fn noun_after<'t>(tokens: &'t Tokens<'_>, i: usize) -> Option<(&'t str, usize)> {
    for k in i..=i + REACH {
        if tokens.kind(k) != Kind::Word
            || matches!(tokens.low(k), "of" | "in" | "on" | "and" | "that" | "when" | "by" | "said")
        {
            return None;
        }
        // "the strike force": the last noun is the head.
        if let Some(word) = noun(tokens, k).filter(|_| noun(tokens, k + 1).is_none()) {
            return Some((word, k + 1));
        }
    }
    None
}

/// The first token after "since the attacks" at `i`.
pub fn since(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let leans = tokens.low(i) == "since" && matches!(tokens.low(i + 1), "the" | "those" | "that");
    leans.then(|| noun_after(tokens, i + 2)).flatten().map(|(_, end)| end)
}

/// When the events of a report began.
#[derive(Default)]
pub struct Events {
    began: HashMap<String, (Bound, ResolvedBy)>,
}

impl Events {
    /// Notes the event that a date before token `end` dates: "the October 7 terrorist attacks".
    pub fn note(&mut self, tokens: &Tokens<'_>, end: usize, date: &TimeExpression) {
        let (TimeType::Date, Some(from), Some(by)) = (date.kind, date.from, date.resolved_by) else { return };
        let end = end + if tokens.low(end) == "'" { 2 } else { 0 };
        if let Some((word, _)) = noun_after(tokens, end) {
            self.began.insert(word.to_owned(), (from, by));
        }
    }

    /// When the event began that the words from token `i` name: "the attacks", "those bombings".
    pub fn begin(&self, tokens: &Tokens<'_>, i: usize) -> Option<(Bound, ResolvedBy)> {
        let at = i + usize::from(matches!(tokens.low(i), "the" | "those" | "that"));
        let (word, _) = noun_after(tokens, at).filter(|_| at > i)?;
        self.began.get(word).copied()
    }
}
