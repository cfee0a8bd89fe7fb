//! How long the reader takes for 256 pieces on one core.
//!
//!     cargo run --release -p onrecord-model --example speed [WEIGHTS]

use std::time::Instant;

use onrecord_model::Reader;

fn main() {
    let path = std::env::args().nth(1);
    let bytes = path.map(|path| std::fs::read(path).expect("a file of weights"));
    let start = Instant::now();
    let own = bytes.map(|bytes| Reader::from_bytes(&bytes).expect("weights of this version"));
    let reader = own.as_ref().unwrap_or_else(|| Reader::embedded());
    println!("{}: loaded in {:.1} ms", reader.name(), start.elapsed().as_secs_f64() * 1e3);

    let text =
        "The minister said on Tuesday that the talks would go on, and an official told reporters of doubts. "
            .repeat(400);
    let sentences = onrecord_text::sentences(&text);
    let mut times: Vec<f64> = Vec::new();
    let mut found = (0, 0);
    for _ in 0..9 {
        let start = Instant::now();
        let reading = reader.read(&text, &sentences);
        found = (reading.pieces.len(), reading.cues.len());
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let (median, best) = (times[times.len() / 2], times[0]);
    let each = |seconds: f64| seconds * 1e3 * 256.0 / found.0 as f64;
    println!(
        "{} pieces, {} cues: median {:.2} ms, best {:.2} ms for 256 pieces",
        found.0,
        found.1,
        each(median),
        each(best)
    );
}
