//! How long the reader takes for 256 pieces on one core, in processor time where the system tells it (Linux), and how many
//! multiplications and additions of the dense layers that makes a second.
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

    let c = &reader.config().shape;
    let products = c.layers * c.hidden * (4 * c.hidden + 2 * c.ffn) * 256;
    // One window, then many: these overlap, so that a piece is encoded more than once.
    for (sentences, repeats) in [(14, 100), (200, 12)] {
        let sentence =
            "The minister said on Tuesday that the talks would go on, and an official told us of doubts. ";
        let (pieces, mut times) = times(reader, &sentence.repeat(sentences), repeats);
        times.sort_by(f64::total_cmp);
        let [best, median] = [0, times.len() / 2].map(|i| times[i] * 256.0 / pieces as f64);
        println!(
            "{pieces} pieces: median {:.2} ms, best {:.2} ms for 256; {:.0} GOP/s in dense layers at best",
            median * 1e3,
            best * 1e3,
            2.0 * products as f64 / best / 1e9,
        );
    }
}

/// How many pieces a text has, and how long each of some readings of it took.
fn times(reader: &Reader, text: &str, repeats: usize) -> (usize, Vec<f64>) {
    let (sentences, begin) = (onrecord_text::sentences(text), Instant::now());
    let now = || busy().unwrap_or_else(|| begin.elapsed().as_secs_f64());
    let mut pieces = 0;
    let times = (0..repeats).map(|_| {
        let start = now();
        pieces = reader.read(text, &sentences).pieces.len();
        now() - start
    });
    let times = times.collect();
    (pieces, times)
}

/// Seconds that this thread has been running.
fn busy() -> Option<f64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(line.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
