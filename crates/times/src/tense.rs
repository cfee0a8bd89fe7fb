//! Which way a bare weekday or month points, by the verbs of its sentence.

use onrecord_numeral::{Kind, Tokens};

/// The way that a sentence points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// A past verb stands nearest.
    Past,
    /// A modal does.
    Future,
    /// An infinitive or a word of planning does: what it speaks of lies ahead more often than not.
    Infinitive,
    /// Neither.
    Unknown,
}

/// How far from the expression a verb is looked for, in tokens.
const REACH: usize = 40;

/// Past forms that do not end in -ed.
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "said", "told", "was", "were", "had", "did", "came", "went", "took", "gave", "got", "made", "held",
    "met", "began", "rose", "fell", "led", "left", "lost", "won", "sent", "shot", "struck", "hit", "found",
    "saw", "spoke", "wrote", "brought", "bought", "built", "caught", "fought", "fled", "flew", "froze",
    "grew", "heard", "kept", "knew", "laid", "paid", "ran", "sank", "sat", "slid", "sold", "sought",
    "shook", "spent", "stood", "stole", "swore", "swept", "taught", "thought", "threw", "been", "broke",
    "drove", "became", "felt", "chose", "drew", "lay", "rode", "rang", "sang", "sprang", "stuck", "swung",
    "withdrew", "overthrew", "meant", "blew", "bore", "beat", "quit", "died", "seen", "taken", "given",
    "gone", "done", "shown", "known", "written", "broken", "fallen", "risen", "says", "tells", "follows",
];

/// Words that end in -ed and are no past.
#[rustfmt::skip]
const NOT_PAST: &[&str] = &[
    "need", "indeed", "united", "hundred", "speed", "exceed", "proceed", "succeed", "feed", "seed", "breed",
    "agreed-upon",
];

/// Words after which a day lies ahead.
#[rustfmt::skip]
const AHEAD: &[&str] = &[
    "will", "ll", "shall", "would", "expected", "scheduled", "due", "planned", "slated", "may", "upcoming",
    "forthcoming", "payable", "effective",
];

/// The tense that the verb nearest to the tokens from `first` to `end` gives: before them, else after them.
pub fn tense(tokens: &Tokens<'_>, first: usize, end: usize) -> Tense {
    match tokens.before(first) {
        "since" | "ended" => return Tense::Past,
        "come" => return Tense::Future,
        // "as soon as Tuesday", "no later than Tuesday".
        "as" if first > 1 && tokens.low(first - 2) == "soon" => return Tense::Future,
        "than" if first > 1 && tokens.low(first - 2) == "later" => return Tense::Future,
        "by" | "until" | "till" => match backward(tokens, first) {
            Tense::Unknown if forward(tokens, end) == Tense::Past => return Tense::Past,
            Tense::Past if tokens.before(first) == "by" || !puts_off(tokens, first) => return Tense::Past,
            _ => return Tense::Future,
        },
        _ => {}
    }
    match backward(tokens, first) {
        Tense::Unknown => forward(tokens, end),
        known => known,
    }
}

/// Whether a word before token `first` puts something off: "postponed until Tuesday" lies ahead, "spoke until Tuesday"
/// does not.
fn puts_off(tokens: &Tokens<'_>, first: usize) -> bool {
    (first.saturating_sub(12)..first).any(|i| {
        matches!(
            tokens.low(i),
            "postponed"
                | "delayed"
                | "extended"
                | "suspended"
                | "adjourned"
                | "closed"
                | "given"
                | "gave"
                | "deadline"
                | "has"
                | "have"
        )
    })
}

fn backward(tokens: &Tokens<'_>, first: usize) -> Tense {
    let sentence = tokens.sentence(first);
    (first.saturating_sub(REACH)..first)
        .rev()
        .take_while(|&i| tokens.sentence(i) == sentence && tokens.kind(i) != Kind::Break)
        .map(|i| verb(tokens, i))
        .find(|t| *t != Tense::Unknown)
        .unwrap_or(Tense::Unknown)
}

/// The first verb after an expression: "On Friday, the government planned to pay" is past, unlike "planned for Friday".
fn forward(tokens: &Tokens<'_>, end: usize) -> Tense {
    let sentence = tokens.sentence(end.saturating_sub(1));
    (end..end + REACH)
        .take_while(|&i| tokens.sentence(i) == sentence && tokens.kind(i) != Kind::Break)
        .map(|i| match verb(tokens, i) {
            Tense::Infinitive
                if tokens.low(i).ends_with("ed") && !matches!(tokens.before(i), "is" | "are" | "be") =>
            {
                Tense::Past
            }
            other => other,
        })
        .find(|t| *t != Tense::Unknown)
        .unwrap_or(Tense::Unknown)
}

/// Whether the plan that token `i` speaks of is one that was: "had been due to expire", "as previously planned".
fn given_up(tokens: &Tokens<'_>, i: usize) -> bool {
    let before = tokens.before(i);
    matches!(before, "previously" | "originally" | "initially")
        || (before == "been" && matches!(tokens.before(i - 1), "had" | "previously" | "originally"))
}

/// What the word at token `i` says of the tense.
fn verb(tokens: &Tokens<'_>, i: usize) -> Tense {
    let word = tokens.low(i);
    if tokens.kind(i) != Kind::Word {
        return Tense::Unknown;
    }
    if AHEAD.contains(&word) && !tokens.capital(i) {
        let modal = matches!(word, "will" | "ll" | "shall" | "would" | "may");
        return match (given_up(tokens, i), modal) {
            (true, _) => Tense::Past,
            (_, true) => Tense::Future,
            (_, false) => Tense::Infinitive,
        };
    }
    // "to meet", not "to the meeting", "to Paris", "to reporters"
    if word == "to" {
        if i > 0 && AHEAD.contains(&tokens.low(i - 1)) {
            return verb(tokens, i - 1);
        }
        let next = tokens.low(i + 1);
        let verb = tokens.kind(i + 1) == Kind::Word
            && !tokens.capital(i + 1)
            && !next.ends_with('s')
            && !next.ends_with("ing")
            && !matches!(
                next,
                "the"
                    | "a"
                    | "an"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
                    | "our"
                    | "my"
                    | "him"
                    | "them"
                    | "it"
                    | "that"
                    | "have"
                    | "death"
                    | "work"
                    | "court"
                    | "jail"
                    | "prison"
                    | "power"
                    | "war"
                    | "school"
                    | "date"
            );
        return if verb { Tense::Infinitive } else { Tense::Unknown };
    }
    let past = IRREGULAR.contains(&word)
        || (word.len() > 3 && word.ends_with("ed") && !word.starts_with("un") && !NOT_PAST.contains(&word));
    if word == "set" && matches!(tokens.low(i + 1), "for" | "to") {
        return Tense::Future;
    }
    // "to be held", "will be announced", "when it is heard": the verb before decides.
    if past && !matches!(tokens.before(i), "be" | "being" | "get" | "is" | "are") {
        Tense::Past
    } else {
        Tense::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Tense {
        let tokens = Tokens::new(text);
        let day = (0..tokens.len()).find(|&i| tokens.low(i) == "friday").unwrap();
        tense(&tokens, day, day + 1)
    }

    #[test]
    fn the_nearest_verb_decides() {
        assert_eq!(of("He said he will resign on Friday."), Tense::Future);
        assert_eq!(of("He will resign, he said Friday."), Tense::Past);
        assert_eq!(of("The result is to be announced on Friday."), Tense::Infinitive);
        assert_eq!(of("On Friday, the court ruled that he may stay."), Tense::Past);
        assert_eq!(of("Paris, Friday."), Tense::Unknown);
        assert_eq!(of("The offer is due to expire on Friday."), Tense::Infinitive);
        assert_eq!(of("The offer had been due to expire on Friday."), Tense::Past);
    }
}
