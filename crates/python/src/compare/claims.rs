//! Claims: pairs judged, and propositions joined by them. `n` is a proposition's number.

use super::columns::{fields, id, json, numbers, of_numbers, of_optional, read, texts, truths};
use super::reports::Said;
use super::{Result, Stage, columns};
use arrow_array::{Array, ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Schema};
use onrecord_compare::claim::{
    FigureRelation, Judged, Judgement, Member, Pair, Relation, join, relate, settle,
};
use onrecord_compare::dispute::opposed;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

fn said(words: &str) -> Result<Said> {
    serde_json::from_str(words).map_err(json)
}

/// What was judged of a pair, as it goes from stage to stage.
#[derive(Clone, Deserialize)]
struct Verdict {
    other: u32,
    /// What the pair decision says; claims are joined by it.
    judged: Relation,
    /// The same with disputes taken into account; the ledger holds it.
    relation: Relation,
    figures: Option<FigureRelation>,
    score: f64,
    /// JSON.
    reasons: String,
}

impl Verdict {
    /// Of the later of two propositions, and of the `other`.
    fn of(later: &Said, other: u32, earlier: &Said, judgement: &Judgement) -> Result<Self> {
        let (relation, figures) =
            opposed([&earlier.proposition, &later.proposition], [&earlier.counts, &later.counts], judgement);
        Ok(Self {
            other,
            judged: judgement.relation,
            relation,
            figures: Some(figures).filter(|figures| *figures != FigureRelation::None),
            score: f64::from(judgement.score),
            reasons: serde_json::to_string(&judgement.reasons).map_err(json)?,
        })
    }
}

/// Columns with what was judged; with nothing of it where there is no verdict.
#[derive(Default)]
struct Verdicts(Vec<Option<Verdict>>);

impl Verdicts {
    const COLUMNS: [(&'static str, DataType); 6] = [
        ("other", DataType::Int64),
        ("judged", DataType::Utf8),
        ("relation", DataType::Utf8),
        ("figures", DataType::Utf8),
        ("score", DataType::Float64),
        ("reasons", DataType::Utf8),
    ];

    fn columns(&self) -> Vec<ArrayRef> {
        let all = || self.0.iter().map(Option::as_ref);
        let texts = |text: fn(&Verdict) -> Option<&str>| -> ArrayRef {
            Arc::new(all().map(|verdict| text(verdict?)).collect::<StringArray>())
        };
        vec![
            of_optional(all().map(|verdict| Some(i64::from(verdict?.other)))),
            texts(|verdict| Some(verdict.judged.name())),
            texts(|verdict| Some(verdict.relation.name())),
            texts(|verdict| verdict.figures.map(FigureRelation::name)),
            Arc::new(all().map(|verdict| Some(verdict?.score)).collect::<Float64Array>()),
            texts(|verdict| Some(&verdict.reasons)),
        ]
    }
}

/// `n`, `other`, `position`, `own`, `said`, `other_said` -> `n`, `position`, `own` and the verdict. The costly stage.
#[derive(Default)]
pub(super) struct Judge {
    /// The proposition that was at hand last: its pairs mostly come one after the other.
    at_hand: Option<(i64, Said)>,
}

impl Stage for Judge {
    fn schema(&self) -> Schema {
        let own = [("n", DataType::Int64), ("position", DataType::Int64), ("own", DataType::Boolean)];
        fields(&[own.as_slice(), &Verdicts::COLUMNS].concat())
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (all, others) = (numbers(batch, "n")?, numbers(batch, "other")?);
        let (here, there) = (texts(batch, "said")?, texts(batch, "other_said")?);
        let mut verdicts = Verdicts::default();
        for row in 0..batch.num_rows() {
            let n = all.value(row);
            if self.at_hand.as_ref().is_none_or(|(at_hand, _)| *at_hand != n) {
                self.at_hand = Some((n, said(here.value(row))?));
            }
            let Some((_, later)) = &self.at_hand else { continue };
            let earlier = said(there.value(row))?;
            let judgement = relate(&later.proposition, &earlier.proposition);
            verdicts.0.push(Some(Verdict::of(later, id(others.value(row))?, &earlier, &judgement)?));
        }
        let own: BooleanArray = truths(batch, "own")?.iter().collect();
        let mut columns: Vec<ArrayRef> =
            vec![Arc::new(all.clone()), columns::column(batch, "position")?.clone(), Arc::new(own)];
        columns.extend(verdicts.columns());
        Ok(columns)
    }
}

/// A verdict as joining and settling are told of it.
#[derive(Clone, Deserialize)]
struct Known {
    #[serde(flatten)]
    verdict: Verdict,
    /// Where [`onrecord_compare::claim::likest`] had the other; none where it was judged only in joining.
    position: Option<u32>,
    #[serde(default)]
    own: bool,
    /// The other's claim.
    claim: Option<u32>,
}

impl Known {
    fn pair(&self) -> Pair {
        let Verdict { other, judged, score, .. } = self.verdict;
        // Neither joining nor settling asks for figures and reasons.
        let (relation, figures, score) = (judged, FigureRelation::None, score as f32);
        Pair { with: other, judgement: Judgement { relation, figures, score, reasons: Vec::new() } }
    }
}

/// The pairs that were asked for, in their order.
fn judged(mut known: Vec<Known>) -> Vec<Judged> {
    known.retain(|known| known.position.is_some());
    known.sort_by_key(|known| known.position);
    known.iter().map(|known| Judged { pair: known.pair(), own: known.own }).collect()
}

/// `n`, `other` -> `n`, `component`: which hang together, directly or by others, and the first of them.
#[derive(Default)]
pub(super) struct Components {
    /// For each number, one that it hangs together with and that is no greater.
    before: Vec<u32>,
    named: Vec<bool>,
}

impl Components {
    /// The first of those that a number hangs together with, as far as is known; shortens the way there.
    fn first(&mut self, mut n: u32) -> u32 {
        while self.before[n as usize] != n {
            let before = self.before[n as usize];
            self.before[n as usize] = self.before[before as usize];
            n = before;
        }
        n
    }

    fn tie(&mut self, a: u32, b: u32) {
        let needed = a.max(b) as usize + 1;
        if self.before.len() < needed {
            self.before.extend(self.before.len() as u32..needed as u32);
            self.named.resize(needed, false);
        }
        for n in [a, b] {
            self.named[n as usize] = true;
        }
        let (a, b) = (self.first(a), self.first(b));
        self.before[a.max(b) as usize] = a.min(b);
    }
}

impl Stage for Components {
    fn schema(&self) -> Schema {
        fields(&["n", "component"].map(|name| (name, DataType::Int64)))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        for (&a, &b) in numbers(batch, "n")?.values().iter().zip(numbers(batch, "other")?.values()) {
            self.tie(id(a)?, id(b)?);
        }
        Ok([Vec::new(), Vec::new()].map(of_numbers).to_vec())
    }

    fn end(&mut self) -> Result<Option<Vec<ArrayRef>>> {
        let all: Vec<u32> = (0..self.before.len() as u32).filter(|&n| self.named[n as usize]).collect();
        let first: Vec<i64> = all.iter().map(|&n| i64::from(self.first(n))).collect();
        Ok(Some(vec![of_numbers(all.into_iter().map(i64::from)), of_numbers(first)]))
    }
}

/// `component`, `n`, `denies`, `said`, `pairs` (groups of a verdict with `position` and `own`), in the order of component and
/// number -> `n`, `claim`, and a verdict, where a pair was judged only now: a row without one for each proposition, and one for
/// each such pair.
#[derive(Default)]
pub(super) struct Join {
    component: i64,
    members: Vec<(Member, Said)>,
}

impl Join {
    /// Joins the members at hand.
    fn give(&mut self, rows: &mut Vec<(i64, i64)>, verdicts: &mut Verdicts) -> Result<()> {
        let (members, all): (Vec<Member>, Vec<Said>) = std::mem::take(&mut self.members).into_iter().unzip();
        let places: HashMap<u32, usize> =
            members.iter().enumerate().map(|(at, member)| (member.id, at)).collect();
        for (joined, said) in join(&members).into_iter().zip(&all) {
            let row = (i64::from(joined.id), i64::from(joined.claim));
            rows.push(row);
            verdicts.0.push(None);
            for Pair { with, judgement } in &joined.first {
                let first = &all[places[with]];
                rows.push(row);
                verdicts.0.push(Some(Verdict::of(said, *with, first, judgement)?));
            }
        }
        Ok(())
    }

    fn columns(rows: &[(i64, i64)], verdicts: &Verdicts) -> Vec<ArrayRef> {
        let mut columns =
            vec![of_numbers(rows.iter().map(|row| row.0)), of_numbers(rows.iter().map(|row| row.1))];
        columns.extend(verdicts.columns());
        columns
    }
}

impl Stage for Join {
    fn schema(&self) -> Schema {
        let own = [("n", DataType::Int64), ("claim", DataType::Int64)];
        fields(&[own.as_slice(), &Verdicts::COLUMNS].concat())
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (components, all) = (numbers(batch, "component")?, numbers(batch, "n")?);
        let (denies, words) = (numbers(batch, "denies")?, texts(batch, "said")?);
        let pairs = columns::lists(batch, "pairs")?;
        let (mut rows, mut verdicts) = (Vec::new(), Verdicts::default());
        for row in 0..batch.num_rows() {
            if components.value(row) != self.component {
                self.give(&mut rows, &mut verdicts)?;
                self.component = components.value(row);
            }
            let said = said(words.value(row))?;
            let known: Option<Vec<Known>> = read(pairs, row)?;
            let member = Member {
                id: id(all.value(row))?,
                proposition: said.proposition.clone(),
                denies: denies.is_valid(row).then(|| id(denies.value(row))).transpose()?,
                pairs: judged(known.unwrap_or_default()),
            };
            self.members.push((member, said));
        }
        Ok(Self::columns(&rows, &verdicts))
    }

    fn end(&mut self) -> Result<Option<Vec<ArrayRef>>> {
        let (mut rows, mut verdicts) = (Vec::new(), Verdicts::default());
        self.give(&mut rows, &mut verdicts)?;
        Ok(Some(Self::columns(&rows, &verdicts)))
    }
}

/// `n`, `pairs` (groups of a verdict with `position`, missing where joining judged it, `own`, and the other's `claim`) -> `n` and
/// the verdict: the pairs that hold.
pub(super) struct Settle;

impl Stage for Settle {
    fn schema(&self) -> Schema {
        fields(&[[("n", DataType::Int64)].as_slice(), &Verdicts::COLUMNS].concat())
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let pairs = columns::lists(batch, "pairs")?;
        let (mut found, mut verdicts) = (Vec::new(), Verdicts::default());
        for (row, &n) in numbers(batch, "n")?.values().iter().enumerate() {
            let known: Vec<Known> = read(pairs, row)?;
            let first = known.iter().filter(|known| known.position.is_none()).map(Known::pair).collect();
            let of = |other: u32| known.iter().find(|known| known.verdict.other == other);
            let claim = |other: u32| of(other).and_then(|known| known.claim).unwrap_or(other);
            for pair in settle(judged(known.clone()), first, claim) {
                found.push(n);
                verdicts.0.push(of(pair.with).map(|known| known.verdict.clone()));
            }
        }
        let mut columns = vec![of_numbers(found)];
        columns.extend(verdicts.columns());
        Ok(columns)
    }
}
