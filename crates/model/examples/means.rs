//! What the encoder of the quick judge makes of each line of the input: the means of its pieces' vectors, 32-bit floats, little-endian, one
//! after the other; zeros for a line without words. `training/onrecord_training/pairs/vectors.py` runs it.
//!
//!     cargo run --release -p onrecord-model --example means < LINES > MEANS

use std::io::{BufRead, BufWriter, Write};

use onrecord_model::Judge;

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let judge = Judge::quick();
    let width = judge.mean("a").map_or(0, |mean| mean.len());
    for line in std::io::stdin().lock().lines() {
        let mean = judge.mean(&line?).unwrap_or_else(|| vec![0.0; width]);
        for number in mean {
            out.write_all(&number.to_le_bytes())?;
        }
    }
    out.flush()
}
