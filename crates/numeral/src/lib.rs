//! Tokens and numerals of English text: what `onrecord-times` and `onrecord-figures` both read.
//!
//! A [`Tokens`] cuts a text once, in linear time, into words, numbers and marks that know where they stand.
//! [`numeral`] reads a number from a place on, in digits ("1.2 million"), words ("two hundred and fifty") or both.

mod numeral;
mod token;

pub use numeral::{Numeral, Style, fraction, numeral, ordinal, parse_digits, scale, small};
pub use token::{Kind, Token, Tokens};
