//! Arbitrary bytes as a text, cut into arbitrary sentences, and as a file of weights: nothing may panic.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use onrecord_model::Reader;
use onrecord_text::ByteSpan;

const TINY: &[u8] = include_bytes!("../../crates/model/tests/data/plain.safetensors");

fuzz_target!(|data: &[u8]| {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| Reader::from_bytes(TINY).expect("the tiny reader of the tests"));
    let text = String::from_utf8_lossy(data);
    read(reader, &text, &onrecord_text::sentences(&text));
    let cuts: Vec<usize> = data.iter().take(16).map(|&b| usize::from(b)).collect();
    read(reader, &text, &cuts.windows(2).map(|w| ByteSpan::new(w[0], w[1])).collect::<Vec<_>>());

    // The bytes as they are, and laid over a file that is sound, at a place that they choose.
    let _ = Reader::from_bytes(data);
    if let [low, high, rest @ ..] = data {
        let mut bytes = TINY.to_vec();
        let at = usize::from(*low) | usize::from(*high) << 8;
        for (byte, change) in bytes.iter_mut().skip(at).zip(rest) {
            *byte ^= change;
        }
        if let Ok(reader) = Reader::from_bytes(&bytes) {
            let text = "“The talks had broken down”, Ada Marsh said on Monday.";
            read(&reader, text, &onrecord_text::sentences(text));
        }
    }
});

fn read(reader: &Reader, text: &str, sentences: &[ByteSpan]) {
    let reading = reader.read(text, sentences);
    for cue in &reading.cues {
        let scores = cue.roles.as_flattened();
        let tags = reader.role_tags().best(scores);
        reader.role_tags().log_probability(scores, &tags);
        assert!(cue.first + reader.role_tags().runs(&tags).last().map_or(0, |r| r.range.end) <= reading.pieces.len());
    }
}
