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

    let text =
        "The minister said on Tuesday that the talks would go on, and an official told reporters of doubts. "
            .repeat(200);
    let sentences = onrecord_text::sentences(&text);
    let mut times: Vec<f64> = Vec::new();
    let mut found = (0, 0);
    let begin = Instant::now();
    for _ in 0..15 {
        let start = busy().unwrap_or_else(|| begin.elapsed().as_secs_f64());
        let reading = reader.read(&text, &sentences);
        found = (reading.pieces.len(), reading.cues.len());
        times.push(busy().unwrap_or_else(|| begin.elapsed().as_secs_f64()) - start);
    }
    times.sort_by(f64::total_cmp);
    let each = |seconds: f64| seconds * 256.0 / found.0 as f64;
    let (median, best) = (each(times[times.len() / 2]), each(times[0]));
    let c = reader.config();
    let products = c.layers * c.hidden * (4 * c.hidden + 2 * c.ffn) * 256;
    println!(
        "{} pieces, {} cues: median {:.2} ms, best {:.2} ms for 256 pieces; {:.0} GOP/s in dense layers at best",
        found.0,
        found.1,
        median * 1e3,
        best * 1e3,
        2.0 * products as f64 / best / 1e9,
    );
}

/// Seconds that this thread has been running.
fn busy() -> Option<f64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(line.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
