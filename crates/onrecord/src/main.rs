//! Who said it, on whose word, and who disputes it.
fn main() {}
