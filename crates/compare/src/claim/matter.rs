//! Matter: whether two propositions can speak of one thing, before anybody weighs their words.
//!
//! A model that compares words sees no difference between "the attack" of one report and "the attack" of another. What stands around
//! them tells: names, days, and who is said to say it.

use std::collections::BTreeSet;

use onrecord_record::{Span, Stance};
use onrecord_times::Date;
use serde::Serialize;

use super::guard::Reason;
use super::proposition::Proposition;
use super::words::{is_small, stem};
use crate::actor::skeleton;

/// How who says something stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Puts it forward, or holds it possible.
    For,
    /// Says that it is not so.
    Against,
    /// Neither: asks, urges, declines to say.
    Open,
}

impl Side {
    /// The side that a stance takes.
    pub const fn of(stance: Stance) -> Self {
        match stance {
            Stance::Asserts | Stance::Confirms | Stance::Hedges | Stance::Intends | Stance::Judges => {
                Self::For
            }
            Stance::Denies => Self::Against,
            Stance::Asks | Stance::Urges | Stance::Declines => Self::Open,
        }
    }
}

/// Who is nobody: what is said of them is not put forward.
const NOBODY: &[&str] = &["no", "nobody", "none", "neither", "no-one"];
/// Words that leave open what they stand before.
const OPEN: &[&str] = &["whether", "unclear", "unknown", "unconfirmed", "if"];
/// Reports that lie further apart, in days, speak of other events, unless they name a day in common.
const NEWS: i32 = 45;
/// The same where each tells of something that happened, and they name nobody in common.
const EVENT: i32 = 10;
/// Beginnings of words for what happens again and again: "the attack", "at least twelve were killed".
const EVENTS: &[&str] = &[
    "attack",
    "strike",
    "airstrik",
    "raid",
    "blast",
    "explo",
    "bomb",
    "shell",
    "shoot",
    "shot",
    "kill",
    "wound",
    "injur",
    "dead",
    "death",
    "died",
    "casualt",
    "toll",
    "victim",
    "clash",
    "crash",
    "fire",
    "flood",
    "quake",
    "earthquak",
    "storm",
    "hostag",
    "kidnap",
    "massacr",
    "murder",
    "damag",
    "destroy",
    "arrest",
];

/// What stands for something said before: "denied the allegations", "denies any involvement".
const BARE: &str = "it this that these those them so such any all allegation allegations accusation accusations charge charges claim \
    claims report reports story stories account accounts assertion assertions suggestion suggestions rumour rumours rumor rumors \
    involvement involved responsibility responsible wrongdoing role part doing one notion idea previous earlier latest repeated \
    attack attacks incident bombing strike strikes raid raids blast explosion shooting killing killings massacre murder hack \
    leak crash poisoning behind being been having had carrying out did";

/// What tells that two propositions of different reports speak of different matters, whatever their words; none, if nothing does.
pub(super) fn apart(a: &Proposition, b: &Proposition) -> Option<Reason> {
    let told = |rule, a: &str, b: &str| Some(Reason { rule, a: a.to_owned(), b: b.to_owned() });
    let who = |p: &Proposition| p.source.clone().unwrap_or_default();
    if by_nobody(a) != by_nobody(b) {
        return told("nobody", &who(a), &who(b));
    }
    let opposed = matches!((side(a), side(b)), (Side::For, Side::Against) | (Side::Against, Side::For));
    if a.report == b.report {
        let (denial, charge) = if side(a) == Side::Against { (a, b) } else { (b, a) };
        // What somebody denies, "calling it baseless", is not that it is baseless.
        let judged = matches!(
            (a.stance, b.stance),
            (Stance::Denies, Stance::Judges) | (Stance::Judges, Stance::Denies)
        );
        let within = overlap(a, b) && (judged || opposed && !holds(denial, charge));
        return if within { told("inside", &a.text, &b.text) } else { None };
    }
    let says_nothing = |p: &Proposition| is_bare(&p.text) || stems(&p.text).nth(1).is_none();
    if (says_nothing(a) || says_nothing(b)) && a.context != b.context {
        return told("bare", &a.text, &b.text);
    }
    if opposed && !of_one_matter(a, b) {
        return told("matter", &a.context, &b.context);
    }
    let happened = |p: &Proposition| p.times.is_empty() && stems(&p.text).any(|stem| is_event(&stem));
    if happened(a) && happened(b) {
        let far = a.published.zip(b.published).filter(|(x, y)| days_apart(*x, *y) > EVENT);
        let named = |p: &Proposition| p.names.iter().flat_map(|name| sounds(name)).collect::<BTreeSet<_>>();
        if let Some((x, y)) = far.filter(|_| named(a).is_disjoint(&named(b))) {
            return told("news", &x.to_string(), &y.to_string());
        }
    }
    None
}

fn is_event(stem: &str) -> bool {
    EVENTS.iter().any(|event| stem.starts_with(event))
}

/// Whether the words for a source name nobody: "no one", "none of the officials".
pub(super) fn is_nobody(source: &str) -> bool {
    let first = onrecord_text::words(source).next().map(|w| w.of(source).to_lowercase());
    first.is_some_and(|w| NOBODY.contains(&w.as_str()))
}

fn by_nobody(proposition: &Proposition) -> bool {
    proposition.source.as_deref().is_some_and(is_nobody)
}

/// The side that a proposition's source takes. A denial by nobody ("no immediate claim of") denies nothing, and what is said to
/// be unclear is open.
pub(crate) fn side(proposition: &Proposition) -> Side {
    let text = proposition.text.to_lowercase();
    let mut words = onrecord_text::words(&text).map(|w| w.of(&text));
    let open = words.any(|w| OPEN.contains(&w))
        || text.contains("not clear")
        || text.contains("not immediately clear");
    match Side::of(proposition.stance) {
        _ if open || by_nobody(proposition) => Side::Open,
        Side::Against if proposition.source.is_none() => Side::Open,
        side => side,
    }
}

/// What leaves open the question that follows it, where it is negated.
const SETTLED: &[&str] = &["clear", "known", "certain", "confirmed"];
/// The same without a negation.
const UNSETTLED: &[&str] = &["unclear", "unknown", "uncertain", "unconfirmed"];
const QUESTIONS: &[&str] = &["whether", "if", "who", "whose", "which", "what", "how", "why", "when", "where"];

/// How a proposition stands to its claim: as its source does, but that what is put forward as an open question, "it was not immediately
/// clear whose planes they were", is asked.
pub fn stand(proposition: &Proposition) -> Stance {
    if Side::of(proposition.stance) == Side::For && is_question(&proposition.text) {
        return Stance::Asks;
    }
    proposition.stance
}

/// Whether a text is a question told, or says that one is open.
fn is_question(text: &str) -> bool {
    let words: Vec<String> = onrecord_text::words(text).map(|w| w.of(text).to_lowercase()).collect();
    let negated = |i: usize| words[i] == "not" || is_contracted(&words[..=i]);
    let open = |i: usize| {
        let word = words[i].as_str();
        UNSETTLED.contains(&word) || SETTLED.contains(&word) && (i.saturating_sub(2)..i).any(negated)
    };
    words.first().is_some_and(|w| w == "whether")
        || (1..words.len()).any(|i| QUESTIONS.contains(&words[i].as_str()) && open(i - 1))
}

/// Whether the last of these words is what [`onrecord_text::words`] leaves of "n't": "was", "wasn" and "t".
pub(crate) fn is_contracted(words: &[String]) -> bool {
    matches!(words, [.., verb, last] if last == "t" && verb.ends_with('n'))
}

/// Whether one stands inside the other's words.
pub(crate) fn overlap(a: &Proposition, b: &Proposition) -> bool {
    let meet = |x: &Span| b.content.iter().any(|y| x.start < y.end && y.start < x.end);
    a.report == b.report && a.content.iter().any(meet)
}

/// Whether all of one's words stand inside the other's, which has more: "the report that the mill was sold" holds "the mill was sold".
fn holds(outer: &Proposition, inner: &Proposition) -> bool {
    let within = |x: &Span| outer.content.iter().any(|y| y.start <= x.start && x.end <= y.end);
    let length = |p: &Proposition| p.content.iter().map(|x| x.end - x.start).sum::<usize>();
    length(inner) < length(outer) && inner.content.iter().all(within)
}

/// Whether the two can speak of one matter: their days can meet, and a name is common to their sentences.
pub(crate) fn of_one_matter(a: &Proposition, b: &Proposition) -> bool {
    let near = if a.times.is_empty() || b.times.is_empty() {
        a.published.zip(b.published).is_none_or(|(x, y)| days_apart(x, y) <= NEWS)
    } else {
        a.times.iter().any(|x| b.times.iter().any(|y| x.from <= y.to && y.from <= x.to))
    };
    near && !names(a).is_disjoint(&names(b))
}

/// Whether each of two names what the other does not.
pub(crate) fn name_their_own(a: &Proposition, b: &Proposition) -> bool {
    let (left, right) = (names(a), names(b));
    !left.is_subset(&right) && !right.is_subset(&left)
}

/// How many days lie between two.
pub(crate) fn days_apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// The capitalised words of a proposition's sentences, and its names, by their consonants; those of its source left out.
fn names(proposition: &Proposition) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = sounds(&proposition.context).collect();
    found.extend(proposition.names.iter().flat_map(|name| sounds(name)));
    // Who denies is spoken of on the other side.
    if Side::of(proposition.stance) != Side::Against {
        let source: Vec<String> = proposition.source.as_deref().map(sounds).into_iter().flatten().collect();
        found.retain(|name| !source.contains(name));
    }
    found
}

/// The capitalised words of a text, by their consonants.
fn sounds(text: &str) -> impl Iterator<Item = String> {
    let words = onrecord_text::words(text).map(|w| w.of(text));
    let capital = words.filter(|w| w.chars().next().is_some_and(char::is_uppercase)).map(str::to_lowercase);
    capital.filter(|w| !is_small(w)).map(|w| skeleton(&w))
}

/// Whether a text says no more than "the allegations".
pub(crate) fn is_bare(text: &str) -> bool {
    let mut words = onrecord_text::words(text).map(|w| w.of(text).to_lowercase());
    words.all(|w| is_small(&w) || BARE.split_ascii_whitespace().any(|bare| bare == w))
}

/// The stems of the words that carry meaning, in order.
pub(crate) fn stems(text: &str) -> impl Iterator<Item = String> {
    onrecord_text::words(text).map(|w| w.of(text).to_lowercase()).filter(|w| !is_small(w)).map(|w| stem(&w))
}

#[cfg(test)]
mod tests {
    use super::super::Proposition;
    use super::{Span, Stance, apart, stand};

    /// What someone says in a report: its name, its day, the sentence, what of it is said.
    fn said(report: &str, day: &str, source: &str, text: &str, context: &str) -> Proposition {
        let published = onrecord_times::published(day);
        let report = report.to_owned();
        Proposition { report, ..Proposition::of_words(text, context, Some(source), "said", published) }
    }

    fn denied(proposition: Proposition) -> Proposition {
        Proposition { stance: Stance::Denies, ..proposition }
    }

    fn rule(a: &Proposition, b: &Proposition) -> Option<&'static str> {
        assert_eq!(apart(a, b).map(|r| r.rule), apart(b, a).map(|r| r.rule));
        apart(a, b).map(|reason| reason.rule)
    }

    #[test]
    fn words_that_stand_for_others_are_of_one_matter_only_in_one_sentence() {
        let ostra = "The mayor of Ostra denied the allegations.";
        let a = denied(said("r1", "2024-03-05", "the mayor", "the allegations", ostra));
        let b = denied(said(
            "r2",
            "2024-03-05",
            "the army",
            "the allegations",
            "The army denied the allegations.",
        ));
        assert_eq!(rule(&a, &b), Some("bare"));
        let printed = denied(said("r3", "2024-03-06", "the mayor", "the allegations", ostra));
        assert_eq!(rule(&a, &printed), None, "one wire, twice");
        let comments = said("r4", "2024-03-05", "a clerk", "the comments", "A clerk rejected the comments.");
        let others = said("r5", "2024-03-05", "the army", "his comments", "The army rejected his comments.");
        assert_eq!(rule(&comments, &others), Some("bare"), "one word puts nothing forward");
    }

    #[test]
    fn a_denial_and_what_it_denies_share_a_name() {
        let text = "that it had shelled the grain stores";
        let denial = |context| denied(said("r1", "2024-03-05", "the army", text, context));
        let charge = said("r2", "2024-03-05", "villagers", text, "Villagers of Ostra told of shells.");
        assert_eq!(rule(&denial("The army denied that it had shelled Ostra."), &charge), None);
        assert_eq!(rule(&denial("The army denied that it had shelled Kefra."), &charge), Some("matter"));
    }

    #[test]
    fn what_nobody_claims_is_not_what_somebody_claims() {
        let text = "to have set fire to the mill";
        let nobody =
            said("r1", "2024-03-05", "No group", text, "No group claims to have set fire to the mill.");
        let league =
            said("r2", "2024-03-05", "the League", text, "The League claims to have set fire to it.");
        assert_eq!(rule(&nobody, &league), Some("nobody"));
        assert_eq!(rule(&nobody, &nobody.clone()), None);
    }

    #[test]
    fn nameless_events_of_another_week_are_others() {
        let text = "At least twelve people were killed in the market";
        let of = |report, day| said(report, day, "police", text, text);
        assert_eq!(rule(&of("r1", "2024-03-05"), &of("r2", "2024-03-08")), None);
        assert_eq!(rule(&of("r1", "2024-03-05"), &of("r2", "2024-06-20")), Some("news"));
        let share = "The rich should pay their share";
        let of_share = |report, day| said(report, day, "the mayor", share, share);
        assert_eq!(rule(&of_share("r1", "2024-03-05"), &of_share("r2", "2024-06-20")), None, "no event");
        let text = "At least twelve people were killed in Ostra";
        let of = |report, day| said(report, day, "police", text, text);
        assert_eq!(rule(&of("r1", "2024-03-05"), &of("r2", "2024-06-20")), None);
    }

    #[test]
    fn a_denial_inside_a_charge_is_not_the_charge() {
        let text = "that the mayor denied the sale of the mill";
        let outer = said("r1", "2024-03-05", "a clerk", text, text);
        assert_eq!(rule(&outer, &denied(outer.clone())), Some("inside"));
    }

    #[test]
    fn a_charge_inside_a_denial_is_what_is_denied() {
        let told = "that the mill was sold";
        let text = "a newspaper's report that the mill was sold";
        let at = |start| vec![Span { start, end: text.len() }];
        let charge = Proposition { content: at(20), ..said("r1", "2024-03-05", "a newspaper", told, text) };
        let denial = Proposition { content: at(0), ..said("r1", "2024-03-05", "the mayor", text, text) };
        assert_eq!(rule(&charge, &denied(denial)), None);
    }
    #[test]
    fn what_who_denies_thinks_of_a_charge_is_not_the_charge() {
        let text = "that the mill was sold, calling the report baseless";
        let at = |start| vec![Span { start, end: text.len() }];
        let mayor = |text| said("r1", "2024-03-05", "the mayor", text, text);
        let denial = denied(Proposition { content: at(0), ..mayor(text) });
        let judged = Proposition { content: at(32), ..mayor("the report baseless") };
        assert_eq!(rule(&judged, &denial), None);
        assert_eq!(rule(&Proposition { stance: Stance::Judges, ..judged }, &denial), Some("inside"));
    }

    #[test]
    fn what_is_left_open_is_asked() {
        let of = |text| stand(&said("r1", "2024-03-05", "police", text, text));
        for open in [
            "It was not immediately clear whose boat it was.",
            "that it wasn't known who had set fire to the mill",
            "it remains unclear if the mill was insured",
            "whether the mill was insured",
        ] {
            assert_eq!(of(open), Stance::Asks, "{open}");
        }
        for told in [
            "that it was clear who had set fire to the mill",
            "that the mayor would go if the mill was sold",
            "unknown men had set fire to the mill",
            "The mayor is known as a man who does not know when to stop.",
        ] {
            assert_eq!(of(told), Stance::Asserts, "{told}");
        }
        let text = "whether the mill was sold";
        assert_eq!(stand(&denied(said("r1", "2024-03-05", "police", text, text))), Stance::Denies);
    }
}
