//! The rows of figures.

use crate::annotated::{Annotated, Annotation};
use crate::pairing::{Compared, InWords, compare, pair, split};
use crate::words::{WordSet, plain};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::HashSet;
use std::fmt;

/// Counts of one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How many of those given are right.
    pub right: usize,
    /// How many were given.
    pub predicted: usize,
    /// How many are wanted.
    pub gold: usize,
}

impl Row {
    /// The share of those given that is right; 0 where none is given.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.predicted)
    }

    /// The share of those wanted that was given; 0 where none is wanted.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall; 0 where both are.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("precision", &self.precision())?;
        map.serialize_entry("recall", &self.recall())?;
        map.serialize_entry("f1", &self.f1())?;
        map.serialize_entry("right", &self.right)?;
        map.serialize_entry("predicted", &self.predicted)?;
        map.serialize_entry("gold", &self.gold)?;
        map.end()
    }
}

/// All rows, in the order in which they first came up, and the reports that had no prediction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    rows: Vec<(&'static str, Row)>,
    missing: Vec<String>,
}

impl Scores {
    /// The counts of the measure named `name`, if anything was annotated that it measures.
    pub fn row(&self, name: &str) -> Option<Row> {
        self.rows.iter().find(|(n, _)| *n == name).map(|(_, row)| *row)
    }

    /// The names of the annotated reports that nothing was predicted for.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    fn add(&mut self, name: &'static str, right: usize, predicted: usize, gold: usize) {
        let at = self.rows.iter().position(|(n, _)| *n == name).unwrap_or_else(|| {
            self.rows.push((name, Row::default()));
            self.rows.len() - 1
        });
        let row = &mut self.rows[at].1;
        row.right += right;
        row.predicted += predicted;
        row.gold += gold;
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.rows.iter().map(|(name, row)| (name, row)))
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, row) in &self.rows {
            let [p, r, f1] = [row.precision(), row.recall(), row.f1()].map(|share| share * 100.0);
            let Row { right, predicted, gold } = row;
            write!(f, "{name:32} P {p:5.1}%  R {r:5.1}%  F1 {f1:5.1}%   ")?;
            writeln!(f, "({right} right of {predicted} given, {gold} wanted)")?;
        }
        Ok(())
    }
}

/// Counts `preds` against `golds`; the two are set side by side by their text.
pub fn score(golds: &[Annotated], preds: &[Annotated]) -> Scores {
    let nested = golds.iter().any(|gold| gold.annotations.iter().any(|a| a.inside));
    let mut scores = Scores::default();
    for compared in compare(golds, preds) {
        if !compared.predicted {
            scores.missing.push(compared.gold.doc.clone().unwrap_or_default());
        }
        if compared.gold.complete {
            spans_and_relations(&mut scores, &compared, nested);
        }
        if compared.gold.annotations.iter().any(|a| a.kind.is_some()) {
            fields(&mut scores, &compared);
        }
    }
    scores
}

/// Looks up one part of a statement.
type Part = for<'s, 'a> fn(&'s InWords<'a>) -> &'s WordSet;

/// Looks up the answers in one field of a statement.
type Field = fn(&Annotation) -> Option<&[String]>;

fn spans_and_relations(scores: &mut Scores, compared: &Compared<'_>, nested: bool) {
    let ([outer, inner], [out_got, in_got]) = (split(&compared.want), split(&compared.got));
    let parts: [(&str, &str, Part); 3] = [
        ("source exact", "source token", |s| &s.source),
        ("cue exact", "cue token", |s| &s.cue),
        ("content exact", "content token", |s| &s.content),
    ];
    for (exact, token, part) in parts {
        let spans =
            |of: &[&InWords<'_>]| of.iter().map(|s| part(s)).filter(|p| !p.is_empty()).cloned().collect();
        let (want, got): (HashSet<WordSet>, HashSet<WordSet>) = (spans(&outer), spans(&out_got));
        scores.add(exact, want.intersection(&got).count(), got.len(), want.len());
        let words = |of: &HashSet<WordSet>| of.iter().flat_map(WordSet::iter).collect();
        let (want, got): (HashSet<usize>, HashSet<usize>) = (words(&want), words(&got));
        scores.add(token, want.intersection(&got).count(), got.len(), want.len());
    }
    for (least, content, relation) in
        [(0.3, "content @0.3", "relation @0.3"), (0.8, "content @0.8", "relation @0.8")]
    {
        let pairs = pair(&outer, &out_got, least, |w, g| w.content_overlap(g));
        let related = pairs.iter().filter(|&&(i, j)| outer[i].same_source(out_got[j])).count();
        scores.add(content, pairs.len(), out_got.len(), outer.len());
        scores.add(relation, related, out_got.len(), outer.len());
    }
    if nested {
        let pairs = pair(&inner, &in_got, 0.8, |w, g| w.content_overlap(g));
        let related = pairs.iter().filter(|&&(i, j)| inner[i].same_source(in_got[j])).count();
        scores.add("nested relation @0.8", related, in_got.len(), inner.len());
    }
}

fn fields(scores: &mut Scores, compared: &Compared<'_>) {
    let Compared { want, got, .. } = compared;
    let pairs = pair(want, got, 0.3, |w, g| {
        if w.cue.is_empty() || w.cue.shared(&g.cue) > 0 { w.content_overlap(g) } else { 0.0 }
    });
    scores.add("found", pairs.len(), want.len(), want.len());
    let all: [(&str, Field); 4] = [
        ("kind", |a| a.kind.as_deref()),
        ("stance", |a| a.stance.as_deref()),
        ("actor", |a| a.actor.as_deref()),
        ("said_when", |a| a.said_when.as_deref()),
    ];
    for (name, field) in all {
        // An annotation may leave a field out; then there is nothing to compare.
        let answers: Vec<_> = pairs
            .iter()
            .filter_map(|&(i, j)| Some((field(want[i].annotation)?, field(got[j].annotation))))
            .collect();
        let right = answers.iter().filter(|(accepted, given)| accepts(accepted, *given)).count();
        scores.add(name, right, answers.len(), answers.len());
        if name == "said_when" {
            let some: Vec<_> = answers.iter().filter(|(accepted, _)| !accepts(accepted, None)).collect();
            let right = some.iter().filter(|(accepted, given)| accepts(accepted, *given)).count();
            scores.add("said_when, where there is one", right, some.len(), some.len());
        }
    }
}

/// Whether the answer given, or none, is one of those accepted.
fn accepts(accepted: &[String], given: Option<&[String]>) -> bool {
    let given = plain(given.and_then(<[String]>::first).map_or("", String::as_str));
    accepted.iter().any(|option| plain(option) == given)
}
