//! The ledger for other programs: tables for spreadsheets and data frames, annotations, fact-checkers' drafts, entities.
//!
//! Each format has a module with one function, which writes what a [`Selection`] holds and says what it writes. All of them
//! hold people's decisions over what the machine read. No format holds a verdict.

pub mod brat;
pub mod claimreview;
pub mod csv;
pub mod ftm;
pub mod jsonl;
pub mod parquet;
mod selection;
#[cfg(test)]
mod tests;
pub mod webannotation;

pub use selection::Selection;
