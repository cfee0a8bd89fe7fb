//! Clashes: which propositions oppose each other, and what a bare denial denies.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::claim::matter::{
    Side, is_bare, is_contracted, name_their_own, of_one_matter, overlap, side, stems,
};
use crate::claim::words::{is_small, stem};
use crate::claim::{FigureRelation, Judgement, Proposition, Relation, Role};

/// How two propositions oppose each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Clash {
    /// One denies what the other puts forward.
    Denial,
    /// They cannot both hold.
    Contradiction,
    /// They give different figures for one quantity.
    Figures,
}

/// Of the words of what is denied, this share must be put forward.
const COVERED: f32 = 0.6;
/// Two that contradict each other share this much of the shorter one's words.
const ALIKE: f32 = 0.5;
/// Fewer words that carry meaning put nothing forward that could be contradicted.
const LEAST_STEMS: usize = 3;

/// Whether `a` and `b` oppose each other, and how. `figures` is what [`super::figures`] says of the counts inside. Two sayings of one
/// source are no clash, whatever they say.
pub fn clash(
    a: &Proposition,
    b: &Proposition,
    judgement: &Judgement,
    figures: FigureRelation,
) -> Option<Clash> {
    let one_voice = match (&a.source, &b.source) {
        (Some(x), Some(y)) => x.to_lowercase() == y.to_lowercase(),
        (None, None) => a.role == Role::Narration && b.role == Role::Narration && a.report == b.report,
        _ => false,
    };
    if one_voice || judgement.relation == Relation::Different || overlap(a, b) {
        return None;
    }
    match (side(a), side(b)) {
        (Side::For, Side::For) if figures == FigureRelation::Disagree => {
            count_one_thing(a, b, judgement).then_some(Clash::Figures)
        }
        _ if !of_one_matter(a, b) => None,
        (Side::For, Side::Against) => denies(b, a, judgement).then_some(Clash::Denial),
        (Side::Against, Side::For) => denies(a, b, judgement).then_some(Clash::Denial),
        (Side::For, Side::For) if judgement.relation == Relation::Contradicts => {
            contradicts(a, b, judgement).then_some(Clash::Contradiction)
        }
        _ => None,
    }
}

/// Whether what `denial` denies is what `other` puts forward.
///
/// A model that compares words takes "X denied using gas" and "X used gas" for the same or for a contradiction, so that both
/// count here; what guards tell apart does not, by a name or a day.
fn denies(denial: &Proposition, other: &Proposition, judgement: &Judgement) -> bool {
    match judgement.relation {
        Relation::Same => true,
        Relation::Contradicts if judgement.reasons.iter().any(|reason| APART.contains(&reason.rule)) => false,
        Relation::Part | Relation::Contradicts => {
            let (denied, told) = (Sense::of(&denial.text), Sense::of(&other.text));
            let around: BTreeSet<String> = stems(&other.context).collect();
            let covered =
                denied.stems.iter().filter(|s| told.stems.contains(*s) || around.contains(*s)).count();
            denied.stems.len() > 1
                && covered as f32 >= COVERED * denied.stems.len() as f32
                && !denied.turns_against(&told)
        }
        Relation::Related | Relation::Different => false,
    }
}

/// Whether two that give different figures count one thing. Where one report says only in part the same twice it mostly goes on to
/// the next district, or from a part to the total: there two must be named who say so, in the same words or without a name that the
/// other lacks on either side.
fn count_one_thing(a: &Proposition, b: &Proposition, judgement: &Judgement) -> bool {
    if a.report != b.report || judgement.relation != Relation::Part {
        return of_one_matter(a, b);
    }
    let told = a.source.is_some() && b.source.is_some();
    told && (repeats(a, b) || of_one_matter(a, b) && !name_their_own(a, b))
}

/// Whether all of one's words that carry meaning are the other's too, numbers left out.
fn repeats(a: &Proposition, b: &Proposition) -> bool {
    let words = |p: &Proposition| -> BTreeSet<String> {
        stems(&p.text).filter(|stem| !stem.starts_with(|c: char| c.is_ascii_digit())).collect()
    };
    let (left, right) = (words(a), words(b));
    left.len().min(right.len()) > 1 && (left.is_subset(&right) || right.is_subset(&left))
}

/// Rules of comparing whose word is enough for a contradiction, and those that tell two events apart instead.
const RULES: &[&str] = &["negation", "opposite", "degree"];
const APART: &[&str] = &["number", "day", "name"];

fn contradicts(a: &Proposition, b: &Proposition, judgement: &Judgement) -> bool {
    let (left, right) = (Sense::of(&a.text), Sense::of(&b.text));
    let least = left.stems.len().min(right.stems.len());
    let both = left.stems.intersection(&right.stems).count();
    let ruled = judgement.reasons.iter().any(|reason| RULES.contains(&reason.rule));
    least >= LEAST_STEMS
        && both as f32 >= ALIKE * least as f32
        && (ruled || left.turns_against(&right) || right.turns_against(&left))
}

/// Words that turn round the next one that carries meaning.
const NEGATIONS: &[&str] = &["not", "no", "never", "none", "neither", "nor", "cannot", "without"];

/// The stems of a text, and those of them that a negation turns round.
struct Sense {
    stems: BTreeSet<String>,
    turned: BTreeSet<String>,
}

impl Sense {
    fn of(text: &str) -> Self {
        let mut sense = Self { stems: BTreeSet::new(), turned: BTreeSet::new() };
        let mut open = false;
        let words: Vec<String> = onrecord_text::words(text).map(|w| w.of(text).to_lowercase()).collect();
        for (i, word) in words.iter().enumerate() {
            if NEGATIONS.contains(&word.as_str()) || is_contracted(&words[..=i]) {
                open = true;
            } else if !is_small(word) && !is_contracted(words.get(..i + 2).unwrap_or_default()) {
                let stem = stem(word);
                if std::mem::take(&mut open) {
                    sense.turned.insert(stem.clone());
                }
                sense.stems.insert(stem);
            }
        }
        sense
    }

    /// Whether it turns round a word that the other puts forward.
    fn turns_against(&self, other: &Self) -> bool {
        self.turned.iter().any(|stem| other.stems.contains(stem) && !other.turned.contains(stem))
    }
}

/// Beginnings of words that put something to somebody's charge: in the cue, and in what is said.
const CHARGING: &[&str] =
    &["accus", "blam", "alleg", "charg", "claim", "report", "suspect", "implicat", "hold", "held", "finger"];
const GUILT: &[&str] = &["accus", "blam", "alleg", "suspect", "responsib", "behind", "guilt"];
/// As many propositions before a bare denial are looked at.
const BACK: usize = 12;

/// For each of a report's propositions, in order, which one before it a bare denial denies: "the army denied the
/// allegations" belongs to the claim that the army had shelled a school. That is the nearest that puts something to the charge of
/// who denies, by name; none, where no other source did.
pub fn denied(propositions: &[Proposition]) -> Vec<Option<usize>> {
    let target = |i: usize| {
        let denial = &propositions[i];
        if Side::of(denial.stance) != Side::Against || !is_bare(&denial.text) {
            return None;
        }
        (i.saturating_sub(BACK)..i).rev().find(|&k| charges(&propositions[k], denial))
    };
    (0..propositions.len()).map(target).collect()
}

/// Whether `other`, another's saying, puts something to the charge of who denies.
fn charges(other: &Proposition, denial: &Proposition) -> bool {
    let Some(denier) = denial.source.as_deref() else { return false };
    let own = other.source.as_deref().is_some_and(|s| s.to_lowercase() == denier.to_lowercase());
    if own || Side::of(other.stance) != Side::For || is_bare(&other.text) {
        return false;
    }
    let has = |text: &str, beginnings: &[&str]| {
        let text = text.to_lowercase();
        text.split_whitespace().any(|w| beginnings.iter().any(|b| w.starts_with(b)))
    };
    let there: Vec<String> =
        stems(&other.text).chain(other.names.iter().flat_map(|name| stems(name))).collect();
    let named = stems(denier).any(|stem| there.contains(&stem));
    named && (has(&other.cue, CHARGING) || has(&other.text, GUILT))
}
