//! What is told of each report by itself: its bytes, and what it puts forward.

use super::columns::{fields, json, list_of_texts, numbers, of_lists, of_numbers, of_optional, of_texts};
use super::{Result, Stage};
use arrow_array::{ArrayRef, BinaryArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Schema};
use onrecord_compare::claim::{Proposition, Traits, keys, propositions};
use onrecord_compare::dispute::{Count, counts, denied, inside};
use onrecord_ingest::rows;
use onrecord_ledger::hash;
use onrecord_output::columns::records;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Rows with the fields of a line of JSONL -> `id`, `format`, `bytes`: what a ledger keeps of each.
pub(super) struct Raws;

impl Stage for Raws {
    fn schema(&self) -> Schema {
        fields(&[("id", DataType::Utf8), ("format", DataType::Utf8), ("bytes", DataType::Binary)])
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let rows = rows(&batch.schema(), [Ok(batch.clone())].into_iter(), "reports".to_owned())
            .map_err(|problem| ArrowError::SchemaError(problem.to_string()))?;
        // What cannot be taken in has no record either.
        let good: Vec<_> = rows.filter_map(std::result::Result::ok).collect();
        Ok(vec![
            of_texts(good.iter().map(|raw| hash(&raw.bytes))),
            of_texts(good.iter().map(|raw| raw.format.name())),
            Arc::new(BinaryArray::from_iter_values(good.iter().map(|raw| &raw.bytes))),
        ])
    }
}

/// All that judging a proposition takes.
#[derive(Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) proposition: Proposition,
    /// The counts that stand in its words.
    pub(super) counts: Vec<Count>,
}

/// `number` and the columns of a record -> `report` (its number), `ordinal`, `place`, `keys`, `traits`, `denies` (an ordinal),
/// `said` (JSON): a row a proposition.
pub(super) struct Propositions;

impl Stage for Propositions {
    fn schema(&self) -> Schema {
        fields(&[
            ("report", DataType::Int64),
            ("ordinal", DataType::Int64),
            ("place", DataType::Utf8),
            ("keys", list_of_texts()),
            ("traits", DataType::Binary),
            ("denies", DataType::Int64),
            ("said", DataType::Utf8),
        ])
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (mut reports, mut ordinals, mut denials) = (Vec::new(), Vec::new(), Vec::new());
        let (mut places, mut all_keys, mut traits, mut said) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (number, record) in numbers(batch, "number")?.values().iter().zip(records(batch)?) {
            let propositions = propositions(&record);
            let counts = counts(&record);
            for (ordinal, denies) in denied(&propositions).into_iter().enumerate() {
                reports.push(*number);
                ordinals.push(ordinal as i64);
                denials.push(denies.map(|at| at as i64));
            }
            for proposition in propositions {
                places.push(proposition.place.clone());
                all_keys.push(keys(&proposition));
                traits.push(Traits::of(&proposition).to_bytes());
                let counts = inside(&counts, &proposition);
                said.push(serde_json::to_string(&Said { proposition, counts }).map_err(json)?);
            }
        }
        Ok(vec![
            of_numbers(reports),
            of_numbers(ordinals),
            of_texts(places),
            of_lists(all_keys),
            Arc::new(BinaryArray::from_iter_values(traits)),
            of_optional(denials),
            of_texts(said),
        ])
    }
}
