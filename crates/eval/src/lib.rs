//! How good the reader is: records against annotated reports.
//!
//! Units are words, so that quotation marks and punctuation at the edges of a span do not count. Statements are matched
//! one to one, best overlap first. What is counted, row by row:
//!
//! | row | right is |
//! | --- | --- |
//! | `source exact`, `cue exact`, `content exact` | a span that both have, whole |
//! | `source token`, … | a word that both have inside such a span |
//! | `content @t` | a statement whose content overlaps its match's by at least `t` (intersection over union) |
//! | `relation @t` | such a match whose sources overlap by at least one half too, or that has none on either side |
//! | `nested relation @0.8` | the same among the statements that lie inside another |
//! | `found` | an annotated statement that some statement overlaps by 0.3, with a word of the cue in common |
//! | `kind`, `stance`, `actor`, `said_when` | a value that the annotation accepts, among the found |
//!
//! [`load`] reads the annotation, [`score`] counts, [`reliability`] tells whether confidence can be believed.

mod annotated;
mod brat;
mod pairing;
mod reliability;
mod score;
mod words;

pub use annotated::{Annotated, Annotation, Error, load};
pub use brat::read_brat;
pub use reliability::{Bin, Reliability, reliability};
pub use score::{Row, Scores, score};
