//! Across reports: what is claimed, where, and on whose word.
//!
//! Pure functions and in-memory indexes over records; nothing here reads or writes a file.

pub mod claim;
pub mod copy;
