//! Guards: what forbids two propositions to be the same, whatever the model says.
//!
//! Each is small and named. A guard that fires gives the words of both sides that made it.

use onrecord_record::TimeType;
use serde::Serialize;

use super::matter::days_apart;
use super::proposition::{Interval, Proposition};
use super::words::{Number, Words, is_small, stem};

/// Why a judgement is what it is: a rule, and the words of each side that made it speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule's name.
    pub rule: &'static str,
    /// Words of the first side.
    pub a: String,
    /// Words of the second.
    pub b: String,
}

/// One side, laid out for the guards.
pub(super) struct Look<'p> {
    pub proposition: &'p Proposition,
    pub words: Words,
    /// Stems of all that the side and its surroundings say.
    around: Words,
}

impl<'p> Look<'p> {
    pub fn new(proposition: &'p Proposition) -> Self {
        let times = onrecord_times::find(&proposition.text, proposition.published);
        // "38 years" is a number of something, "in 2008" is none.
        let times: Vec<_> = times.iter().filter(|t| t.kind != TimeType::Duration).map(|t| t.span).collect();
        let mut around = Words::new(&proposition.context, &[]);
        around
            .stems
            .extend(proposition.names.iter().chain(&proposition.source).flat_map(|name| name_stems(name)));
        Self { proposition, words: Words::new(&proposition.text, &times), around }
    }

    /// Whether the side or its surroundings have a word like this one.
    fn knows(&self, stem: &str) -> bool {
        let near = |other: &String| alike(stem, other);
        self.words.stems.iter().any(near) || self.around.stems.iter().any(near)
    }
}

/// How surely a guard tells two propositions apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// They are the same only if the model is all but certain.
    Likely,
    /// They are never the same, but one may be a part of the other.
    Firm,
    /// They are never the same.
    Sure,
}

/// What a guard found: how surely, and the words of each side.
type Found = Option<(Strength, String, String)>;

/// A rule that forbids "same".
pub(crate) struct Guard {
    pub name: &'static str,
    pub check: fn(&Look<'_>, &Look<'_>, f32) -> Found,
}

/// All guards, the plainest first. Each is given the share of the shorter side's words that the other has.
pub(crate) const GUARDS: &[Guard] = &[
    Guard { name: "number", check: number },
    Guard { name: "negation", check: negation },
    Guard { name: "opposite", check: opposite },
    Guard { name: "degree", check: degree },
    Guard { name: "open", check: open },
    Guard { name: "day", check: day },
    Guard { name: "name", check: name },
];

/// What the guards say against "same", the surest first.
pub(super) fn guard(a: &Look<'_>, b: &Look<'_>) -> Option<(Strength, Reason)> {
    let shared = a.words.shared(&b.words);
    let told = |g: &Guard| {
        let (strength, a, b) = (g.check)(a, b, shared)?;
        Some((strength, Reason { rule: g.name, a, b }))
    };
    // Of several that are as sure, `max_by_key` gives the last: here the plainest.
    GUARDS.iter().rev().filter_map(told).max_by_key(|(strength, _)| *strength)
}

/// Sure where the sides share at least this much, likely where they share half of it.
fn strength(shared: f32, sure: f32) -> Option<Strength> {
    match shared {
        _ if shared >= sure => Some(Strength::Sure),
        _ if shared >= sure / 2.0 => Some(Strength::Likely),
        _ => None,
    }
}

/// "killed 12 people" against "killed 15 people": each side has a number of one thing that the other has not; or, less
/// surely, but no model overrules it either, each has just one that the other has not, "from 9,800 to 5,500 in 2017" against "from 9,800 to 1,000", or both have
/// numbers and none in common: "just nine" against "nearly two dozen ships".
fn number(a: &Look<'_>, b: &Look<'_>, shared: f32) -> Found {
    let (a, b) = (&a.words.numbers, &b.words.numbers);
    let alone = |these: &[Number], those: &[Number]| -> Vec<Number> {
        these.iter().filter(|n| !those.iter().any(|m| near(n.value, m.value))).cloned().collect()
    };
    let (left, right) = (alone(a, b), alone(b, a));
    // Those besides others are no whole: four dead may be one and "three others".
    let mut pairs =
        left.iter().flat_map(|n| right.iter().map(move |m| (n, m))).filter(|(n, m)| n.besides == m.besides);
    let told = |strength, n: &Number, m: &Number| Some((strength, n.words.clone(), m.words.clone()));
    let of_one_thing = |(n, m): &(&Number, &Number)| {
        n.unit == m.unit && !n.unit.is_empty() || shared >= 0.75 || n.unit.is_empty() && m.unit.is_empty()
    };
    if let Some((n, m)) = pairs.clone().find(of_one_thing) {
        return told(if shared >= 0.4 { Strength::Sure } else { Strength::Firm }, n, m);
    }
    let one_each = left.len() == 1 && right.len() == 1 && a.len() == b.len();
    let none_in_common = left.len() == a.len();
    pairs.next().filter(|_| one_each || none_in_common).and_then(|(n, m)| told(Strength::Firm, n, m))
}

/// Whether two values are one after rounding: 1.7 and 1.72.
fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.02 * a.abs().max(b.abs())
}

/// "will sign" against "will not sign": a word that only one side turns round, where the two share most words; else, less
/// surely, one negation more, or any against none.
fn negation(a: &Look<'_>, b: &Look<'_>, shared: f32) -> Found {
    let one = |x: &Words, y: &Words| {
        let turned = x
            .turned
            .iter()
            .find(|(_, stem)| y.stems.contains(stem) && !y.turns(stem) && !x.plain.contains(stem));
        turned.map(|(negation, stem)| (format!("{negation} {stem}"), stem.clone()))
    };
    let (a, b) = (&a.words, &b.words);
    let told = one(a, b).or_else(|| one(b, a).map(|(x, y)| (y, x)));
    if let Some((x, y)) = told.filter(|_| shared >= 0.6) {
        return Some((Strength::Sure, x, y));
    }
    let words =
        |x: &Words| x.turned.iter().map(|(negation, _)| negation.as_str()).collect::<Vec<_>>().join(" ");
    let count = |x: &Words, y: &Words| x.turned.len() + affixed(x, y);
    let (of_a, of_b) = (count(a, b), count(b, a));
    let unequal = (of_a == 0) != (of_b == 0) || of_a % 2 != of_b % 2;
    unequal.then(|| (Strength::Likely, words(a), words(b)))
}

/// Beginnings of words that turn round what follows in them.
const AFFIXES: &[&str] = &["un", "in", "im", "il", "ir", "dis"];

/// How many words of `x` have in them what a word of `y` turns round: "inadmissible" beside "not admissible".
fn affixed(x: &Words, y: &Words) -> usize {
    let inner = |stem: &&String| AFFIXES.iter().find_map(|affix| stem.strip_prefix(affix)).map(str::to_owned);
    let turned =
        |root: &String| y.turned.iter().any(|(_, stem)| stem.len() > 3 && root.starts_with(stem.as_str()));
    x.stems.iter().filter_map(|stem| inner(&stem)).filter(turned).count()
}

/// "rejected the plan" against "accepted the plan": words from two ends of one scale, neither of which the other side has.
fn opposite(a: &Look<'_>, b: &Look<'_>, shared: f32) -> Found {
    let (x, y) = opposites().iter().find_map(|(left, right)| {
        let has =
            |side: &Look<'_>, end: &[String]| end.iter().find(|s| side.words.stems.contains(*s)).cloned();
        let one = |x: &Look<'_>, y: &Look<'_>| {
            let (l, r) = (has(x, left)?, has(y, right)?);
            (has(x, right).is_none() && has(y, left).is_none()).then_some((l, r))
        };
        one(a, b).or_else(|| one(b, a).map(|(l, r)| (r, l)))
    })?;
    Some((strength(shared, 0.7)?, x, y))
}

type Ends = (Vec<String>, Vec<String>);

fn opposites() -> &'static [Ends] {
    static LIST: std::sync::OnceLock<Vec<Ends>> = std::sync::OnceLock::new();
    LIST.get_or_init(|| {
        let stems = |end: &str| end.split_ascii_whitespace().map(stem).collect();
        let lines = include_str!("../../data/opposites.txt").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split_once('/'))
            .map(|(left, right)| (stems(left), stems(right)))
            .collect()
    })
}

/// Words of how much, how often or how surely, weakest to strongest; sides that stand on different steps differ.
const DEGREES: &[&[&[&str]]] = &[
    &[&["some", "several", "few", "many", "part"], &["all", "every", "everyone", "both", "entire"]],
    &[
        &["may", "might", "could", "possibly", "perhaps", "maybe"],
        &["will", "must", "certainly", "definitely"],
    ],
    &[&["sometimes", "often", "occasionally", "rarely"], &["always"]],
    &[&["least"], &["most"]],
    &[&["half", "minority"], &["most", "majority", "all"]],
    &[&["partly", "partially"], &["fully", "completely", "entirely", "totally"]],
];

/// "some of the ships" against "all of the ships".
fn degree(a: &Look<'_>, b: &Look<'_>, shared: f32) -> Found {
    let on =
        |side: &Look<'_>, step: &[&str]| side.words.all.iter().find(|w| step.contains(&w.as_str())).cloned();
    let (x, y) = DEGREES.iter().find_map(|steps| {
        let one = |x: &Look<'_>, y: &Look<'_>| {
            let (low, high) = (on(x, steps[0])?, on(y, steps[1])?);
            (on(x, steps[1]).is_none() && on(y, steps[0]).is_none()).then_some((low, high))
        };
        one(a, b).or_else(|| one(b, a).map(|(low, high)| (high, low)))
    })?;
    Some((strength(shared, 0.7)?, x, y))
}

/// Words that leave open whether something is so.
const OPEN: &[&str] = &["whether", "unclear", "unknown", "unconfirmed", "undecided"];
/// Words that make something no more than possible.
const POSSIBLE: &[&str] = &["may", "might", "could", "possibly", "perhaps", "maybe"];

/// Words that tell that something is so by now.
const DONE: &[&str] = &["already"];

/// "that he fired" against "whether he fired", "has ended" against "might have ended", "is to settle" against "has already settled":
/// only one side leaves it open, or says that it does not.
fn open(a: &Look<'_>, b: &Look<'_>, _shared: f32) -> Found {
    let left_open = |words: &[&str]| {
        let has = |side: &Look<'_>| side.words.all.iter().find(|w| words.contains(&w.as_str())).cloned();
        let (x, y) = (has(a), has(b));
        (x.is_some() != y.is_some()).then(|| (x.unwrap_or_default(), y.unwrap_or_default()))
    };
    let (x, y) = [OPEN, POSSIBLE, DONE].iter().find_map(|words| left_open(words))?;
    Some((Strength::Likely, x, y))
}

/// "on Tuesday" against "on Friday": both sides have days, and none of one can be one of the other; surely so, where each names
/// one day.
fn day(a: &Look<'_>, b: &Look<'_>, shared: f32) -> Found {
    let (a, b) = (&a.proposition.times, &b.proposition.times);
    let apart = |x: &Interval, y: &Interval| x.to < y.from || y.to < x.from;
    if a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| !apart(x, y))) {
        return None;
    }
    // A night runs into the next day.
    let one_day = |times: &[Interval]| times.len() == 1 && days_apart(times[0].from, times[0].to) <= 1;
    let sure = one_day(a) && one_day(b);
    let strength = if sure { Strength::Sure } else { strength(shared, 0.6)? };
    Some((strength, a[0].from.to_string(), b[0].from.to_string()))
}

/// "Ana Reis resigned" against "Jo Lund resigned": each side has a name that the other does not know in any of its words.
fn name(a: &Look<'_>, b: &Look<'_>, shared: f32) -> Found {
    let foreign = |x: &Look<'_>, y: &Look<'_>| {
        let unknown = |stems: &[String]| !stems.is_empty() && !stems.iter().any(|s| y.knows(s));
        x.proposition.names.iter().find(|name| unknown(&name_stems(name))).cloned()
    };
    // Names apart, the two must say much the same.
    let rest = |x: &Look<'_>| {
        let mut words = x.words.clone();
        for stem in x.proposition.names.iter().flat_map(|name| name_stems(name)) {
            words.stems.remove(&stem);
        }
        words
    };
    let (first, second) = (foreign(a, b)?, foreign(b, a)?);
    Some((strength(rest(a).shared(&rest(b)).min(shared + 0.3), 0.8)?, first, second))
}

/// The stems of a name's words, and its initials: "United States" is also "us".
fn name_stems(name: &str) -> Vec<String> {
    let words: Vec<&str> = onrecord_text::words(name).map(|w| w.of(name)).collect();
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let whole = words
        .iter()
        .map(|w| w.to_lowercase())
        .filter(|w| !is_small(w) && w.chars().count() > 1)
        .map(|w| stem(&w));
    whole.chain((words.len() > 1).then(|| initials.to_lowercase())).collect()
}

/// Whether two words may be spellings or forms of one name: "Russia" and "Russian", "Kafarya" and "Kefraya".
fn alike(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().filter(|c| !"aeiou".contains(*c)).collect();
        letters.sort_unstable();
        letters
    };
    let spelled =
        || a.len() > 4 && b.len() > 4 && a.as_bytes()[0] == b.as_bytes()[0] && sorted(a) == sorted(b);
    a == b || common >= 4 && common + 3 >= a.len().min(b.len()) || spelled()
}

#[cfg(test)]
mod tests {
    use super::super::Proposition;
    use super::{Look, Strength, guard};

    fn says(a: &str, b: &str) -> Option<(Strength, &'static str)> {
        let published = onrecord_times::published("2023-10-25");
        let [a, b] = [a, b].map(|text| Proposition::of_words(text, text, None, "", published));
        guard(&Look::new(&a), &Look::new(&b)).map(|(strength, reason)| (strength, reason.rule))
    }

    #[test]
    fn each_guard_tells_its_pair_apart() {
        let fire = "The fire in the port of Ostra";
        for (rule, a, b) in [
            ("number", "killed 12 dockers on Tuesday", "killed 15 dockers on Tuesday"),
            ("negation", "did reach the grain stores", "did not reach the grain stores"),
            ("negation", "reached the grain stores", "never reached the grain stores"),
            ("opposite", "is likely to start again", "is unlikely to start again"),
            ("degree", "may have destroyed some of the ships", "has destroyed all of the ships"),
            ("day", "began on Tuesday near the gate", "began on Friday near the gate"),
            ("name", "was reported by Ana Reis to the police", "was reported by Jo Lund to the police"),
        ] {
            assert_eq!(
                says(&format!("{fire} {a}."), &format!("{fire} {b}.")),
                Some((Strength::Sure, rule)),
                "{a}"
            );
        }
    }

    #[test]
    fn numbers_of_which_none_is_shared_are_likely_of_two_claims() {
        let (a, b) = ("Just nine crews were reached.", "Nearly two dozen vessels answered the call.");
        assert_eq!(says(a, b), Some((Strength::Firm, "number")));
        assert_eq!(says(a, "Of two dozen vessels nine answered the call."), None);
        let (a, b) =
            ("The crew falls from 9,800 to 5,500.", "Of 9,800 hands no more than 1,000 stay aboard.");
        assert_eq!(says(a, b), Some((Strength::Firm, "number")), "one of each side is the other's");
    }

    #[test]
    fn lengths_of_time_and_those_besides_others_are_numbers_too() {
        let served = ["Reis served 38 years on the force.", "Reis was on the force for 18 years."];
        assert_eq!(says(served[0], served[1]), Some((Strength::Sure, "number")));
        let dead = "The wreck killed the captain and three other sailors.";
        assert_eq!(
            says(dead, "In the wreck the captain and nine more sailors died."),
            Some((Strength::Sure, "number"))
        );
        assert_eq!(says(dead, "Four sailors, the captain among them, died in the wreck."), None);
    }

    #[test]
    fn days_that_cannot_be_one_part_what_shares_few_words() {
        let (a, b) = (
            "that his hands were up when he was shot Saturday",
            "Dorn surrendered before Thursday's killing.",
        );
        assert_eq!(says(a, b), Some((Strength::Sure, "day")));
        assert_eq!(says(a, "Dorn surrendered before Saturday's killing."), None);
    }

    #[test]
    fn what_one_side_leaves_open_is_likely_another_claim() {
        for (a, b) in [
            ("that the wall fell in the storm", "whether it was the storm that broke the wall"),
            ("The strike has ended early.", "Dockers might return to work too soon."),
            ("The port is to settle the case.", "The harbour has already come to terms."),
        ] {
            assert_eq!(says(a, b), Some((Strength::Likely, "open")), "{a}");
        }
    }

    #[test]
    fn one_negation_more_is_a_likely_difference() {
        let (a, b) = ("The wall cannot fall.", "The rampart is safe from collapse.");
        assert_eq!(says(a, b), Some((Strength::Likely, "negation")));
        let (a, b) = ("He was not admissible to the port.", "They found him inadmissible there.");
        assert_eq!(says(a, b), None, "the word has its own negation");
        let (a, b) = ("The payment was a ransom.", "The money was anything but a ransom.");
        assert_eq!(says(a, b), Some((Strength::Likely, "negation")));
    }

    #[test]
    fn other_words_for_the_same_do_not_trouble_the_guards() {
        for (a, b) in [
            ("The United States will close 3 ports.", "Three ports will be closed by the U.S."),
            ("Russian officials did not sign.", "Officials of Russia refused to sign."),
            ("The fleet left Kafarya on Tuesday.", "On Tuesday the fleet sailed from Kefraya."),
            ("About 1,700 ships wait.", "Some 1.7 thousand ships are waiting."),
        ] {
            assert_eq!(says(a, b), None, "{a}");
        }
    }
}
