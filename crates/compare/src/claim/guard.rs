//! Guards: what forbids two propositions to be the same, whatever the model says.
//!
//! Each is small and named. A guard that fires gives the words of both sides that made it.

use serde::Serialize;

use super::proposition::{Interval, Proposition};
use super::words::{Number, Words, stem};

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
        let times: Vec<_> =
            onrecord_times::find(&proposition.text, proposition.published).iter().map(|t| t.span).collect();
        let mut around = Words::new(&proposition.context, &[]);
        around
            .stems
            .extend(proposition.names.iter().chain(&proposition.source).flat_map(|name| name_stems(name)));
        Self { proposition, words: Words::new(&proposition.text, &times), around }
    }

    fn knows(&self, stem: &str) -> bool {
        self.words.stems.contains(stem) || self.around.stems.contains(stem)
    }
}

/// A rule that forbids "same".
pub(super) struct Guard {
    pub name: &'static str,
    /// Sides that share fewer of their words than this are left to the model.
    pub shared: f32,
    pub check: fn(&Look<'_>, &Look<'_>) -> Option<(String, String)>,
}

/// All guards, the plainest first.
pub(super) const GUARDS: &[Guard] = &[
    Guard { name: "number", shared: 0.0, check: number },
    Guard { name: "negation", shared: 0.6, check: negation },
    Guard { name: "opposite", shared: 0.5, check: opposite },
    Guard { name: "degree", shared: 0.6, check: degree },
    Guard { name: "day", shared: 0.4, check: day },
    Guard { name: "name", shared: 0.5, check: name },
];

/// The first guard that forbids "same".
pub(super) fn guard(a: &Look<'_>, b: &Look<'_>) -> Option<Reason> {
    let shared = a.words.shared(&b.words);
    let fired = |g: &Guard| (g.check)(a, b).map(|(a, b)| Reason { rule: g.name, a, b });
    GUARDS.iter().filter(|g| shared >= g.shared).find_map(fired)
}

/// "killed 12 people" against "killed 15 people": each side has a number of one thing that the other has not.
fn number(a: &Look<'_>, b: &Look<'_>) -> Option<(String, String)> {
    let foreign = |n: &&Number, other: &Words| !other.numbers.iter().any(|m| near(n.value, m.value));
    let (a, b) = (&a.words, &b.words);
    let alike = |n: &Number, m: &Number| n.unit == m.unit || n.unit.is_empty() || m.unit.is_empty();
    a.numbers.iter().filter(|n| foreign(n, b)).find_map(|n| {
        let m = b.numbers.iter().filter(|m| foreign(m, a)).find(|m| alike(n, m))?;
        Some((n.words.clone(), m.words.clone()))
    })
}

/// Whether two values are one after rounding: 1.7 and 1.72.
fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.02 * a.abs().max(b.abs())
}

/// "will sign" against "will not sign": one side is turned round once more than the other.
fn negation(a: &Look<'_>, b: &Look<'_>) -> Option<(String, String)> {
    let (a, b) = (&a.words.negations, &b.words.negations);
    (a.len() % 2 != b.len() % 2).then(|| (a.join(" "), b.join(" ")))
}

/// "rejected the plan" against "accepted the plan": words from two ends of one scale, neither of which the other side has.
fn opposite(a: &Look<'_>, b: &Look<'_>) -> Option<(String, String)> {
    opposites().iter().find_map(|(left, right)| {
        let has =
            |side: &Look<'_>, end: &[String]| end.iter().find(|s| side.words.stems.contains(*s)).cloned();
        let one = |x: &Look<'_>, y: &Look<'_>| {
            let (l, r) = (has(x, left)?, has(y, right)?);
            (has(x, right).is_none() && has(y, left).is_none()).then_some((l, r))
        };
        one(a, b).or_else(|| one(b, a).map(|(l, r)| (r, l)))
    })
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
fn degree(a: &Look<'_>, b: &Look<'_>) -> Option<(String, String)> {
    let on =
        |side: &Look<'_>, step: &[&str]| side.words.all.iter().find(|w| step.contains(&w.as_str())).cloned();
    DEGREES.iter().find_map(|steps| {
        let one = |x: &Look<'_>, y: &Look<'_>| {
            let (low, high) = (on(x, steps[0])?, on(y, steps[1])?);
            (on(x, steps[1]).is_none() && on(y, steps[0]).is_none()).then_some((low, high))
        };
        one(a, b).or_else(|| one(b, a).map(|(low, high)| (high, low)))
    })
}

/// "on Tuesday" against "on Friday": both sides have days, and none of one can be one of the other.
fn day(a: &Look<'_>, b: &Look<'_>) -> Option<(String, String)> {
    let (a, b) = (&a.proposition.times, &b.proposition.times);
    let apart = |x: &Interval, y: &Interval| x.to < y.from || y.to < x.from;
    let all = !a.is_empty() && !b.is_empty() && a.iter().all(|x| b.iter().all(|y| apart(x, y)));
    all.then(|| (a[0].from.to_string(), b[0].from.to_string()))
}

/// "Ana Reis resigned" against "Jo Lund resigned": each side has a name that the other does not know in any of its words.
fn name(a: &Look<'_>, b: &Look<'_>) -> Option<(String, String)> {
    let foreign = |x: &Look<'_>, y: &Look<'_>| {
        let mut names = x.proposition.names.iter();
        names.find(|n| !name_stems(n).iter().any(|s| y.knows(s))).cloned()
    };
    Some((foreign(a, b)?, foreign(b, a)?))
}

fn name_stems(name: &str) -> Vec<String> {
    onrecord_text::words(name)
        .map(|w| w.of(name).to_lowercase())
        .filter(|w| !super::words::is_small(w))
        .map(|w| stem(&w))
        .collect()
}
