//! Candidates: which propositions are judged beside which. `n` is a proposition's number.

use super::columns::{bytes, fields, id, numbers, of_numbers, of_texts, reals, texts, truths};
use super::{Result, Stage};
use arrow_array::{ArrayRef, BinaryArray, BooleanArray, Float32Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Schema};
use onrecord_compare::claim::{LATEST, Near, Posting, Traits, by_words, likest};
use std::collections::VecDeque;
use std::sync::Arc;

/// `key`, `n`, `asks` (whether candidates are wanted for it), in the order of key and number -> `n`, `key`, `count`, `latest`:
/// what an index would have had under that key by then.
#[derive(Default)]
pub(super) struct Postings {
    key: String,
    count: i64,
    latest: VecDeque<u32>,
}

impl Stage for Postings {
    fn schema(&self) -> Schema {
        fields(&[
            ("n", DataType::Int64),
            ("key", DataType::Utf8),
            ("count", DataType::Int64),
            ("latest", DataType::Binary),
        ])
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (keys, all, asks) = (texts(batch, "key")?, numbers(batch, "n")?, truths(batch, "asks")?);
        let (mut found, mut of, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        let mut latest: Vec<Vec<u8>> = Vec::new();
        for (row, &n) in all.values().iter().enumerate() {
            if keys.value(row) != self.key {
                *self = Self { key: keys.value(row).to_owned(), ..Self::default() };
            }
            if asks.value(row) && self.count > 0 {
                found.push(n);
                of.push(keys.value(row));
                counts.push(self.count);
                latest.push(self.latest.iter().flat_map(|id| id.to_le_bytes()).collect());
            }
            if self.latest.len() == LATEST {
                self.latest.pop_front();
            }
            self.latest.push_back(id(n)?);
            self.count += 1;
        }
        let latest = Arc::new(BinaryArray::from_iter_values(latest));
        Ok(vec![of_numbers(found), of_texts(of), of_numbers(counts), latest])
    }
}

/// The rows of one proposition that are at hand, one proposition after the other.
struct Group<T> {
    n: i64,
    rows: Vec<T>,
}

impl<T> Default for Group<T> {
    fn default() -> Self {
        Self { n: -1, rows: Vec::new() }
    }
}

impl<T> Group<T> {
    /// Adds a row; gives the group before it, where that is complete.
    fn push(&mut self, n: i64, row: T) -> Option<Self> {
        let before = (self.n != n).then(|| std::mem::replace(self, Self { n, rows: Vec::new() }));
        self.rows.push(row);
        before.filter(|group| !group.rows.is_empty())
    }

    /// The last group.
    fn last(&mut self) -> Option<Self> {
        let last = std::mem::take(self);
        (!last.rows.is_empty()).then_some(last)
    }
}

/// The same, in the order of number and key -> `n`, `other`: those that share the most words.
#[derive(Default)]
pub(super) struct ByWords {
    group: Group<(i64, Vec<u32>)>,
}

impl ByWords {
    fn give(groups: impl Iterator<Item = Group<(i64, Vec<u32>)>>) -> Result<Vec<ArrayRef>> {
        let (mut found, mut others) = (Vec::new(), Vec::new());
        for Group { n, rows } in groups {
            let postings = rows
                .iter()
                .map(|(count, latest)| Posting { count: *count as usize, latest: latest.as_slice() });
            for other in by_words(id(n)? as usize, postings.collect()) {
                found.push(n);
                others.push(i64::from(other));
            }
        }
        Ok(vec![of_numbers(found), of_numbers(others)])
    }
}

impl Stage for ByWords {
    fn schema(&self) -> Schema {
        fields(&["n", "other"].map(|name| (name, DataType::Int64)))
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (counts, latest) = (numbers(batch, "count")?, bytes(batch, "latest")?);
        let rows = numbers(batch, "n")?.values().iter().enumerate();
        let complete = rows.filter_map(|(row, &n)| {
            let (ids, _) = latest.value(row).as_chunks::<4>();
            let ids = ids.iter().map(|&bytes| u32::from_le_bytes(bytes)).collect();
            self.group.push(n, (counts.value(row), ids))
        });
        Self::give(complete)
    }

    fn end(&mut self) -> Result<Option<Vec<ArrayRef>>> {
        self.group.last().map(|group| Self::give([group].into_iter())).transpose()
    }
}

/// `n`, `other`, `traits`, `other_traits`, `own` (whether they stand in one report) -> `n`, `other`, `similarity`, `own`: those
/// that are near enough.
pub(super) struct Nearby;

impl Stage for Nearby {
    fn schema(&self) -> Schema {
        fields(&[
            ("n", DataType::Int64),
            ("other", DataType::Int64),
            ("similarity", DataType::Float32),
            ("own", DataType::Boolean),
        ])
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (all, others, own) = (numbers(batch, "n")?, numbers(batch, "other")?, truths(batch, "own")?);
        let (traits, other_traits) = (bytes(batch, "traits")?, bytes(batch, "other_traits")?);
        let mut found: Vec<(i64, Near)> = Vec::new();
        for row in 0..batch.num_rows() {
            let (own_traits, other_traits) =
                (of_bytes(traits.value(row))?, of_bytes(other_traits.value(row))?);
            let near = Near::of(id(others.value(row))?, own.value(row), &own_traits, &other_traits);
            found.extend(near.map(|near| (all.value(row), near)));
        }
        Ok(vec![
            of_numbers(found.iter().map(|found| found.0)),
            of_numbers(found.iter().map(|found| i64::from(found.1.id))),
            Arc::new(Float32Array::from_iter_values(found.iter().map(|found| found.1.similarity))),
            Arc::new(found.iter().map(|found| Some(found.1.own)).collect::<BooleanArray>()),
        ])
    }
}

fn of_bytes(bytes: &[u8]) -> Result<Traits> {
    Traits::from_bytes(bytes).ok_or_else(|| ArrowError::SchemaError("traits of another version".to_owned()))
}

/// The same, in the order of number -> `n`, `other`, `position` (from 0), `own`: those that are judged.
#[derive(Default)]
pub(super) struct Likest {
    group: Group<Near>,
}

impl Likest {
    fn give(groups: impl Iterator<Item = Group<Near>>) -> Vec<ArrayRef> {
        let chosen: Vec<(i64, usize, Near)> = groups
            .flat_map(|Group { n, rows }| {
                likest(rows).into_iter().enumerate().map(move |(position, near)| (n, position, near))
            })
            .collect();
        vec![
            of_numbers(chosen.iter().map(|chosen| chosen.0)),
            of_numbers(chosen.iter().map(|chosen| i64::from(chosen.2.id))),
            of_numbers(chosen.iter().map(|chosen| chosen.1 as i64)),
            Arc::new(chosen.iter().map(|chosen| Some(chosen.2.own)).collect::<BooleanArray>()),
        ]
    }
}

impl Stage for Likest {
    fn schema(&self) -> Schema {
        fields(&[
            ("n", DataType::Int64),
            ("other", DataType::Int64),
            ("position", DataType::Int64),
            ("own", DataType::Boolean),
        ])
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>> {
        let (others, own) = (numbers(batch, "other")?, truths(batch, "own")?);
        let similarity = reals(batch, "similarity")?;
        let mut complete = Vec::new();
        for (row, &n) in numbers(batch, "n")?.values().iter().enumerate() {
            let near =
                Near { id: id(others.value(row))?, similarity: similarity.value(row), own: own.value(row) };
            complete.extend(self.group.push(n, near));
        }
        Ok(Self::give(complete.into_iter()))
    }

    fn end(&mut self) -> Result<Option<Vec<ArrayRef>>> {
        Ok(self.group.last().map(|group| Self::give([group].into_iter())))
    }
}
