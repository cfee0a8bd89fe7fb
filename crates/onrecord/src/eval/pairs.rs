//! `onrecord eval` on pairs: how good the comparing of two statements is.

use crate::outcome::{Failure, Outcome};
use onrecord_compare::claim::{Proposition, Setting, Telling, relate};
use onrecord_eval::Row;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

const RELATIONS: [&str; 5] = ["same", "part", "contradicts", "related", "different"];
const FIGURES: [&str; 3] = ["agree", "disagree", "none"];

/// A line of a file of pairs.
#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    n: Option<serde_json::Value>,
    a: Side,
    b: Side,
    rel: Answers,
    #[serde(default)]
    figures: Option<Answers>,
    /// What was changed in the second side, where it is a distortion of the first.
    #[serde(default)]
    distortion: Option<String>,
}

/// A statement, or a bare sentence.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Side {
    /// The report it stands in; a bare sentence stands in none.
    doc: Option<String>,
    title: Option<String>,
    /// All of that report's text; where it is not given, the two reports are taken to be on one event.
    body: Option<String>,
    content_text: Option<String>,
    source_text: Option<String>,
    cue_text: Option<String>,
    /// The content, source and cue in files that have no places.
    text: Option<String>,
    source: serde_json::Value,
    cue: serde_json::Value,
    context: Option<String>,
    published: Option<String>,
}

/// One right answer, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answers {
    One(String),
    Several(Vec<String>),
}

impl Answers {
    fn accept(&self, answer: &str) -> bool {
        match self {
            Self::One(right) => right == answer,
            Self::Several(right) => right.iter().any(|r| r == answer),
        }
    }

    /// What counts as wanted: the answer given, where it is accepted.
    fn wanted<'a>(&'a self, given: &'a str) -> &'a str {
        match self {
            _ if self.accept(given) => given,
            Self::One(right) => right,
            Self::Several(right) => right.first().map_or("", String::as_str),
        }
    }
}

/// What is printed of a pair as JSON.
#[derive(Serialize)]
struct Line<'a> {
    n: Option<&'a serde_json::Value>,
    rel: &'a str,
    figures: &'a str,
    score: f32,
    reasons: &'a [onrecord_compare::claim::Reason],
}

/// Whether a file holds pairs: its first line has two sides.
pub(super) fn holds_pairs(path: &Path) -> bool {
    let line = File::open(path).ok().and_then(|file| BufReader::new(file).lines().next()?.ok());
    let value = line.and_then(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
    value.is_some_and(|v| v.get("a").is_some_and(serde_json::Value::is_object) && v.get("b").is_some())
}

/// Judges the pairs of a file and prints how well, or with `json` each judgement.
pub(super) fn run(path: &Path, json: bool) -> Result<Outcome, Failure> {
    let broken = |e: &dyn std::fmt::Display| Failure::Broken(format!("{}: {e}", path.display()));
    let file = BufReader::new(File::open(path).map_err(|e| broken(&e))?);
    let mut out = io::stdout().lock();
    let mut scores = Scores::default();
    for (number, line) in (1..).zip(file.lines()) {
        let line = line.map_err(|e| broken(&e))?;
        if line.trim().is_empty() {
            continue;
        }
        let gold: Gold = serde_json::from_str(&line).map_err(|e| broken(&format!("line {number}: {e}")))?;
        let judgement = relate(&gold.a.proposition("a"), &gold.b.proposition("b"));
        let (rel, figures) = (judgement.relation.name(), judgement.figures.name());
        if json {
            let line = Line {
                n: gold.n.as_ref(),
                rel,
                figures,
                score: judgement.score,
                reasons: &judgement.reasons,
            };
            serde_json::to_writer(&mut out, &line).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        scores.add(&gold, rel, figures);
    }
    if !json {
        scores.print(&mut out)?;
    }
    Ok(Outcome::Well)
}

impl Side {
    /// What it puts forward. One of no document counts as the whole of a report of its own, which has the name `alone`.
    fn proposition(&self, alone: &str) -> Proposition {
        let text = self.content_text.as_ref().or(self.text.as_ref()).map_or("", String::as_str);
        let source = self.source_text.as_deref().or(self.source.as_str()).filter(|words| !words.is_empty());
        let cue = self.cue_text.as_deref().or(self.cue.as_str()).unwrap_or_default();
        let context = self.context.as_deref().unwrap_or(text);
        let published = self.published.as_deref().and_then(onrecord_times::published);
        let proposition = Proposition::of_words(text, context, source, cue, published);
        let Some(doc) = &self.doc else {
            return Proposition { report: alone.to_owned(), ..proposition };
        };
        let title = self.title.as_deref().unwrap_or_default();
        let telling = self.body.as_deref().map(|body| Telling::of(title, body)).unwrap_or_default();
        let setting = Setting::of([title, context], &telling);
        Proposition { report: doc.clone(), setting, ..proposition }
    }
}

/// What is counted.
#[derive(Default)]
struct Scores {
    relations: [Row; 5],
    either: Row,
    figures: [Row; 3],
    /// For each sort of distortion: how many were taken for the same, of how many.
    distorted: BTreeMap<String, (usize, usize)>,
    /// Undistorted second sides: how many were found the same, of how many.
    kept: (usize, usize),
}

impl Scores {
    fn add(&mut self, gold: &Gold, rel: &str, figures: &str) {
        let wanted = gold.rel.wanted(rel);
        for (row, name) in self.relations.iter_mut().zip(RELATIONS) {
            count(row, rel == name, wanted == name);
        }
        let either = |name: &str| name == "same" || name == "part";
        count(&mut self.either, either(rel), either(wanted));
        if let Some(right) = &gold.figures {
            let wanted = right.wanted(figures);
            for (row, name) in self.figures.iter_mut().zip(FIGURES) {
                count(row, figures == name, wanted == name);
            }
        }
        let taken = usize::from(rel == "same");
        let (same, all) = match &gold.distortion {
            Some(sort) => {
                let entry = self.distorted.entry(sort.clone()).or_default();
                (&mut entry.0, &mut entry.1)
            }
            None if gold.rel.accept("same") => (&mut self.kept.0, &mut self.kept.1),
            None => return,
        };
        *same += taken;
        *all += 1;
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        for (row, name) in self.relations.iter().zip(RELATIONS) {
            print(out, name, row)?;
        }
        print(out, "same or part", &self.either)?;
        for (row, name) in self.figures.iter().zip(FIGURES).take(2) {
            print(out, &format!("figures {name}"), row)?;
        }
        if self.distorted.is_empty() {
            return Ok(());
        }
        let share = |(same, all): (usize, usize)| {
            format!("{:5.1}%   ({same} of {all})", 100.0 * same as f64 / all.max(1) as f64)
        };
        writeln!(out, "\n{:32} {}", "paraphrases found the same", share(self.kept))?;
        let total = self.distorted.values().fold((0, 0), |sum, d| (sum.0 + d.0, sum.1 + d.1));
        writeln!(out, "{:32} {}", "distorted taken for the same", share(total))?;
        for (sort, &counts) in &self.distorted {
            writeln!(out, "  {sort:30} {}", share(counts))?;
        }
        Ok(())
    }
}

fn count(row: &mut Row, given: bool, wanted: bool) {
    row.right += usize::from(given && wanted);
    row.predicted += usize::from(given);
    row.gold += usize::from(wanted);
}

fn print(out: &mut impl Write, name: &str, row: &Row) -> io::Result<()> {
    if row.gold == 0 && row.predicted == 0 {
        return Ok(());
    }
    let [p, r, f] = [row.precision(), row.recall(), row.f1()].map(|x| 100.0 * x);
    writeln!(
        out,
        "{name:32} P {p:5.1}%  R {r:5.1}%  F1 {f:5.1}%   ({} right of {} given, {} wanted)",
        row.right, row.predicted, row.gold
    )
}
