//! The trained reader: tokens to tags and links.
//!
//! A [`Reader`] takes a text and gives a [`Reading`]: the text's word pieces, the *cues* among them (words that signal an
//! attribution), for each cue the scores of what every piece around is to it (nothing, its source, its content), and names.
//! `training/` makes the weights; [`Reader::embedded`] holds those that ship.
//!
//! # Why an own runtime
//! Reading should cost no more than what every rival pays to parse. On two cores, the best pure Rust runtime took 39 ms for
//! 256 pieces of the six-layer encoder with 8-bit weights; the processor's own limit for the same 2.7 billion
//! multiplications of bytes is below 5 ms. A few hundred lines that know the one model they run come close to that:
//!
//! * Every dense layer is a product of unsigned by signed bytes with 32-bit sums (`vpdpbusd` with AVX-512, widened
//!   multiplication with AVX2, plain loops elsewhere). Weights have a step for each output; activations, one for each piece.
//! * Attention runs in 16-bit integers, whose rounding is lost in that of the bytes.
//! * Norms, softmax and GELU are plain loops over rows, compiled for each instruction set.
//! * Nothing saturates and nothing is fused or reordered, so that every processor gives the same numbers, bit by bit.
//!
//! A call runs on one thread, and threads share a reader: reports are read in parallel, not pieces.

mod encoder;
mod error;
mod judge;
mod kernel;
mod pieces;
mod reader;
mod tags;
mod vectors;
mod weights;
mod windows;

pub use error::WeightsError;
pub use judge::{Comparison, FIGURES, Judge, RELATIONS, Side};
pub use pieces::Piece;
pub use reader::{Cue, Name, ROLE_TAGS, Reader, Reading};
pub use tags::{Run, Tags};
pub use vectors::{Vector, Vectors, WIDTH, similarity};
pub use weights::{Config, Shape};
