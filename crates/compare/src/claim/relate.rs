//! The pair decision: how two propositions stand to each other.

use onrecord_model::{Comparison, Judge, Side};
use onrecord_record::Figure;
use serde::{Deserialize, Serialize};

use super::guard::{Look, Reason, Strength, guard};
use super::matter::apart;
use super::proposition::Proposition;
use super::setting::Common;
use super::words::stem;

/// How two propositions stand to each other, whatever their sources' stances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They put forward one proposition.
    Same,
    /// One puts forward a part of the other, or they share a part.
    Part,
    /// They cannot both hold.
    Contradicts,
    /// They are about one matter.
    Related,
    /// They are about different matters.
    Different,
}

impl Relation {
    /// As it is written: `same`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Part => "part",
            Self::Contradicts => "contradicts",
            Self::Related => "related",
            Self::Different => "different",
        }
    }
}

/// How the numbers of two propositions stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureRelation {
    /// They give one number for one thing.
    Agree,
    /// They give different numbers for one thing.
    Disagree,
    /// They count no thing in common.
    None,
}

impl FigureRelation {
    /// As it is written: `agree`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::None => "none",
        }
    }
}

/// What is found of a pair, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// How the propositions stand.
    pub relation: Relation,
    /// How their numbers stand.
    pub figures: FigureRelation,
    /// How likely they are the same, from 0 to 1, as far as the model and the guards can tell.
    pub score: f32,
    /// What the guards found, and which figures were held against each other.
    pub reasons: Vec<Reason>,
}

/// The least likelihood of "same"; of "same" and "part" together. About half of the F1 to be reached: the threshold that is best
/// for it where likelihoods can be believed (Lipton, Elkan & Naryanaswamy 2014).
const SAME: f32 = 0.4;
const EITHER: f32 = 0.4;
/// The least likelihood of "same" where nothing is known of what stands around sentences of two reports, and the least at which the model
/// then overrules a guard that is not sure: their words alone have to say it.
const BARE: f32 = 0.62;
const BARE_CERTAIN: f32 = 0.68;
/// The least likelihood of "same", by the quick judge, at which the careful one is asked about sentences of two reports: what joins claims is
/// worth its time; that one is a part of the other the quick one tells as well. It always is asked where nothing is known of what stands
/// around them. Within one report, which rarely says one thing twice, the quick one is enough.
const WORTH: f32 = 0.15;
/// The least probability of a contradiction: among reports they are rare, and the model was trained on many.
const CLEARLY: f32 = 0.8;
/// The least likelihood at which the model overrules a guard that is not sure.
const CERTAIN: f32 = 0.6;
/// The model's least probability that figures agree, where no rule finds any that could.
const AGREEING: f32 = 0.3;
/// A number from this on that two sides share is hardly one by chance.
const TELLING: f64 = 10.0;
/// The rules that speak of figures.
const AGREE: &str = "figures agree";
const DISAGREE: &str = "figures disagree";
/// What is left of the likelihood of "same" where a guard forbids it.
const FORBIDDEN: f32 = 0.1;
/// Sides that a sure guard parts contradict each other where they share this many of their words, or the model thinks so.
const ALIKE: f32 = 0.5;

/// How `a` and `b` stand to each other. The same for both orders of the two.
pub fn relate(a: &Proposition, b: &Proposition) -> Judgement {
    let swapped = (a.text.len(), &a.text, &a.cue) < (b.text.len(), &b.text, &b.cue);
    let (first, second) = if swapped { (b, a) } else { (a, b) };
    let mut judgement = judge(&Look::new(first), &Look::new(second));
    if swapped {
        for reason in &mut judgement.reasons {
            std::mem::swap(&mut reason.a, &mut reason.b);
        }
    }
    judgement
}

/// What is thought of a pair before any guard.
struct Opinion {
    compared: Comparison,
    /// As [`Judge::likely`].
    likely: [f32; 2],
}

impl Opinion {
    /// Of two of one report of which the shorter stands in the longer and makes up this `share` of it: at least a part of it, and
    /// the likelier the same, the more there is of it.
    fn of_copy(share: f32) -> Self {
        let compared =
            Comparison { relations: [share, 1.0 - share, 0.0, 0.0, 0.0], figures: [1.0, 0.0, 0.0] };
        Self { compared, likely: [share, 1.0] }
    }

    fn of_models(a: &Proposition, b: &Proposition, copied: Option<f32>, common: Option<Common>) -> Self {
        let ask = |judge: &Judge| {
            let compared = judge.compare(side(a), side(b));
            Self { compared, likely: judge.likely(&compared, copied) }
        };
        let quick = ask(Judge::quick());
        let careful = a.report != b.report && (common.is_none() || quick.likely[0] >= WORTH);
        if careful { ask(Judge::careful()) } else { quick }
    }
}

fn side(proposition: &Proposition) -> Side<'_> {
    let source = proposition.source.as_deref().unwrap_or_default();
    Side { source, cue: &proposition.cue, text: &proposition.text }
}

fn judge(a: &Look<'_>, b: &Look<'_>) -> Judgement {
    if let Some(reason) = apart(a.proposition, b.proposition) {
        let (relation, figures) = (Relation::Different, FigureRelation::None);
        return Judgement { relation, figures, score: 0.0, reasons: vec![reason] };
    }
    let (mut figures, of_figures) = figures(a, b);
    let mut reasons: Vec<Reason> = of_figures.into_iter().collect();
    let copied = a.words.copied(&b.words);
    // Two that use the same words need no model.
    if copied == Some(1.0) {
        return Judgement { relation: Relation::Same, figures, score: 1.0, reasons };
    }
    let across = a.proposition.report != b.proposition.report;
    let common = across.then(|| a.proposition.setting.common(&b.proposition.setting)).flatten();
    if common.is_some_and(Common::is_foreign) && copied.is_none() {
        let (relation, figures) = (Relation::Different, FigureRelation::None);
        return Judgement { relation, figures, score: 0.0, reasons: Vec::new() };
    }
    // Mostly one statement inside another.
    let inner = copied.filter(|_| !across);
    let Opinion { compared, likely: [mut score, either] } = match inner {
        Some(share) => Opinion::of_copy(share),
        None => Opinion::of_models(a.proposition, b.proposition, copied, common),
    };
    let [_, _, contradicts, related, different] = compared.relations;
    let (least, certain) = if across && common.is_none() { (BARE, BARE_CERTAIN) } else { (SAME, CERTAIN) };
    // A guard that is not sure; but where no model has read what stands around copied words ("it is not true that …"), any has its say.
    let overruled = inner.is_none() && (copied.is_some() || score >= certain);
    let mut relation = if score >= least {
        Relation::Same
    } else if contradicts >= CLEARLY {
        Relation::Contradicts
    } else if either >= EITHER {
        Relation::Part
    } else if related >= different {
        Relation::Related
    } else {
        Relation::Different
    };
    if relation == Relation::Same
        && let Some((strength, reason)) = guard(a, b)
        && (strength > Strength::Likely || !overruled)
    {
        let alike = a.words.shared(&b.words) >= ALIKE || contradicts > related;
        relation = match strength {
            Strength::Likely | Strength::Firm => Relation::Part,
            Strength::Sure if alike => Relation::Contradicts,
            Strength::Sure => Relation::Related,
        };
        score *= FORBIDDEN;
        reasons.push(reason);
    }
    let apart = matches!(relation, Relation::Related | Relation::Different);
    if figures == FigureRelation::Disagree && apart {
        // Of two matters each has numbers of its own.
        figures = FigureRelation::None;
        reasons.retain(|reason| reason.rule != DISAGREE);
    } else if figures == FigureRelation::None && compared.figures[1] >= AGREEING {
        figures = FigureRelation::Agree;
    }
    Judgement { relation, figures, score, reasons }
}

/// How the figures of two sides stand, with the two that say so.
fn figures(a: &Look<'_>, b: &Look<'_>) -> (FigureRelation, Option<Reason>) {
    let (left, right) = (&a.proposition.figures, &b.proposition.figures);
    let pairs =
        || left.iter().flat_map(|x| right.iter().map(move |y| (x, y))).filter(|(x, y)| of_one_thing(x, y));
    let told = |rule, a, b| Some(Reason { rule, a, b });
    if let Some((x, y)) = pairs().find(|(x, y)| meet(x, y)) {
        return (FigureRelation::Agree, told(AGREE, in_words(x), in_words(y)));
    }
    let numbers = a.words.numbers.iter().flat_map(|x| b.words.numbers.iter().map(move |y| (x, y)));
    if let Some((x, y)) =
        numbers.into_iter().find(|(x, y)| x.value >= TELLING && (x.value - y.value).abs() < 1e-9)
    {
        return (FigureRelation::Agree, told(AGREE, x.words.clone(), y.words.clone()));
    }
    match pairs().next() {
        Some((x, y)) => (FigureRelation::Disagree, told(DISAGREE, in_words(x), in_words(y))),
        None => (FigureRelation::None, None),
    }
}

fn of_one_thing(a: &Figure, b: &Figure) -> bool {
    let unit = |f: &Figure| f.unit.as_deref().map(stem);
    unit(a).is_some() && unit(a) == unit(b) || a.outcome.is_some() && a.outcome == b.outcome
}

/// Whether the two can be one number. A bound on one side leaves the other side open: "at least 12" may be 13.
fn meet(a: &Figure, b: &Figure) -> bool {
    let exact = |f: &Figure| f.value.filter(|_| f.low.is_none() && f.high.is_none());
    let low = |f: &Figure| f.low.or(exact(f)).unwrap_or(f64::NEG_INFINITY);
    let high = |f: &Figure| f.high.or(exact(f)).unwrap_or(f64::INFINITY);
    low(a) <= high(b) && low(b) <= high(a)
}

fn in_words(figure: &Figure) -> String {
    let number = figure.value.or(figure.low).or(figure.high).map(|n| n.to_string());
    let parts = [figure.qualifier.clone(), number, figure.unit.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
