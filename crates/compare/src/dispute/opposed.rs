//! The pair decision with disputes taken into account.

use super::clash::{Clash, clash};
use super::count::Count;
use super::quantity::figures;
use crate::claim::{FigureRelation, Judgement, Proposition, Relation};

/// Those of a report's counts that stand in a proposition's words.
pub fn inside(counts: &[Count], proposition: &Proposition) -> Vec<Count> {
    let within = |count: &&Count| {
        let place = count.figure.span;
        proposition.content.iter().any(|piece| piece.start <= place.start && place.end <= piece.end)
    };
    counts.iter().filter(within).cloned().collect()
}

/// How two propositions stand, and how their figures do, by what was judged of the two and by the counts [`inside`] of each: a
/// contradiction that names no words, and a figure that counts something else, are none.
pub fn opposed(
    [a, b]: [&Proposition; 2],
    [counted_a, counted_b]: [&[Count]; 2],
    judgement: &Judgement,
) -> (Relation, FigureRelation) {
    let counted = if a.figures.is_empty() || b.figures.is_empty() {
        FigureRelation::None
    } else {
        figures(counted_a, counted_b)
    };
    let found = clash(a, b, judgement, counted);
    let relation = match judgement.relation {
        Relation::Contradicts if found.is_none() => Relation::Related,
        relation => relation,
    };
    let figures = match counted {
        FigureRelation::Disagree if found != Some(Clash::Figures) => FigureRelation::None,
        figures => figures,
    };
    (relation, figures)
}
