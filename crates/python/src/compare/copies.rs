//! Copies: which fingerprints reports share, and the passages around them.

use super::columns::{fields, groups, id, lists, numbers, of_numbers, of_optional, of_texts, read, texts};
use super::{Result, Stage};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema};
use onrecord_compare::copy::{Chain, Passage, Printed, Sort, Wording, shared};
use onrecord_record::{Record, SCHEMA};
use serde::Deserialize;
use std::collections::HashSet;

/// A report as far as copying goes.
fn record(report: &dyn Array, text: &str, row: usize) -> Result<Record> {
    Ok(Record {
        schema: SCHEMA.to_owned(),
        report: read(report, row)?,
        text: text.to_owned(),
        statements: Vec::new(),
        actors: Vec::new(),
        times: Vec::new(),
        figures: Vec::new(),
        model: String::new(),
    })
}

/// `number`, `report`, `text` -> `fingerprint`, `report` (its number), `word`, `outlet`, `day`.
pub(super) struct Fingerprints;

impl Stage for Fingerprints {
    fn schema(&self) -> Schema {
        fields(&["fingerprint", "report", "word", "outlet", "day"].map(|name| (name, DataType::Int64)))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (report, text) = (groups(batch, "report")?, texts(batch, "text")?);
        let (mut fingerprints, mut reports, mut words) = (Vec::new(), Vec::new(), Vec::new());
        let (mut outlets, mut days) = (Vec::new(), Vec::new());
        for (row, &number) in numbers(batch, "number")?.values().iter().enumerate() {
            let wording = Wording::of(&record(report, text.value(row), row)?);
            let Printed { outlet, day } = wording.printed();
            for (fingerprint, word) in wording.fingerprints() {
                fingerprints.push(i64::from(fingerprint));
                reports.push(number);
                words.push(i64::from(word));
                outlets.push(outlet.map(i64::from));
                days.push(day.map(i64::from));
            }
        }
        let [fingerprints, reports, words] = [fingerprints, reports, words].map(of_numbers);
        Ok(vec![fingerprints, reports, words, of_optional(outlets), of_optional(days)])
    }
}

/// The same, in the order of fingerprint, report and word -> `report`, `word`, `other` and `there` (the word in the other), a row
/// a place in an earlier report; both are missing where the fingerprint is common to many.
#[derive(Default)]
pub(super) struct Chains {
    fingerprint: i64,
    chain: Chain,
}

impl Stage for Chains {
    fn schema(&self) -> Schema {
        fields(&["report", "word", "other", "there"].map(|name| (name, DataType::Int64)))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let column = |name| numbers(batch, name);
        let (fingerprints, reports, words) = (column("fingerprint")?, column("report")?, column("word")?);
        let (outlets, days) = (column("outlet")?, column("day")?);
        let (mut here, mut at, mut others, mut there) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in 0..batch.num_rows() {
            if fingerprints.value(row) != self.fingerprint {
                *self = Self { fingerprint: fingerprints.value(row), chain: Chain::default() };
            }
            let printed = Printed {
                outlet: outlets.is_valid(row).then(|| outlets.value(row) as u32),
                day: days.is_valid(row).then(|| days.value(row) as i32),
            };
            let (report, word) = (reports.value(row), words.value(row));
            let (seeds, common) = self.chain.add(id(report)?, printed, word as u32);
            let seeds =
                seeds.into_iter().map(|(other, there)| (Some(i64::from(other)), Some(i64::from(there))));
            for (other, place) in seeds.chain(common.then_some((None, None))) {
                here.push(report);
                at.push(word);
                others.push(other);
                there.push(place);
            }
        }
        Ok(vec![of_numbers(here), of_numbers(at), of_optional(others), of_optional(there)])
    }
}

/// A fingerprint in two reports.
#[derive(Deserialize)]
struct Seed {
    word: u32,
    there: u32,
}

/// `report`, `other` (numbers), `seeds` (groups of `word`, `there`), `common` (words), `here_report`, `here_text`, `there_report`,
/// `there_text` -> `report`, `other`, `start`, `end`, `other_start`, `other_end`, `sort`, `words`: a row a passage.
#[derive(Default)]
pub(super) struct Passages {
    /// The words of the report that was at hand last: its pairs mostly come one after the other.
    here: Option<(i64, Wording)>,
}

impl Stage for Passages {
    fn schema(&self) -> Schema {
        let number = |name| (name, DataType::Int64);
        fields(&[
            number("report"),
            number("other"),
            number("start"),
            number("end"),
            number("other_start"),
            number("other_end"),
            ("sort", DataType::Utf8),
            number("words"),
        ])
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (reports, others) = (numbers(batch, "report")?, numbers(batch, "other")?);
        let (seeds, common) = (lists(batch, "seeds")?, lists(batch, "common")?);
        let (here, here_text) = (groups(batch, "here_report")?, texts(batch, "here_text")?);
        let (there, there_text) = (groups(batch, "there_report")?, texts(batch, "there_text")?);
        let mut found: Vec<(i64, i64, Passage)> = Vec::new();
        for row in 0..batch.num_rows() {
            let (report, other) = (reports.value(row), others.value(row));
            if self.here.as_ref().is_none_or(|(number, _)| *number != report) {
                self.here = Some((report, Wording::of(&record(here, here_text.value(row), row)?)));
            }
            let Some((_, wording)) = &self.here else { continue };
            let there = Wording::of(&record(there, there_text.value(row), row)?);
            let seeds: Vec<Seed> = read(seeds, row)?;
            let seeds: Vec<(u32, u32)> = seeds.into_iter().map(|seed| (seed.word, seed.there)).collect();
            let common: Option<HashSet<u32>> = read(common, row)?;
            let passages = shared(wording, &there, &seeds, &common.unwrap_or_default());
            found.extend(passages.into_iter().map(|passage| (report, other, passage)));
        }
        let number =
            |value: fn(&Passage) -> usize| of_numbers(found.iter().map(|found| value(&found.2) as i64));
        Ok(vec![
            of_numbers(found.iter().map(|found| found.0)),
            of_numbers(found.iter().map(|found| found.1)),
            number(|passage| passage.here.start),
            number(|passage| passage.here.end),
            number(|passage| passage.there.start),
            number(|passage| passage.there.end),
            of_texts(found.iter().map(|found| match found.2.sort {
                Sort::Copy => "copy",
                Sort::Quotation => "quotation",
            })),
            number(|passage| passage.words),
        ])
    }
}
