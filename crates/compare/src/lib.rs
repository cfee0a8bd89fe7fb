//! Across reports: what is claimed, where, and on whose word.
//!
//! Pure functions and in-memory indexes over records; nothing here reads or writes a file.

pub mod actor;
pub mod claim;
pub mod copy;
pub mod dispute;
pub mod lineage;
pub mod story;
