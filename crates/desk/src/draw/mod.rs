//! Pictures, as SVG made on the server. Widths are in percent and heights in pixels, so that a picture fits any screen
//! and its words keep their size; colours are the style sheet's.

mod flow;
mod range;
mod timeline;

pub use flow::{Edge, Node, Proof, flow};
pub use range::range;
pub use timeline::timeline;
